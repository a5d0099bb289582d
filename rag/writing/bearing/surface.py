"""What no answer may hold whatever the lines say, and addresses that they don't have."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 900  # characters of a sentence that a person would still read
_LETTERS = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
_USUAL = re.compile(f"[ -~{_LETTERS}–—‘’“”…•·°²³½¼¾×€£§\u00a0\n]+")
_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn"}
_MARKUP = re.compile(
    r"</?[a-z!][^>\n]*>|```|\{[^}]*:|\$\{|\]\(|^\s*\||\|\s*\||\\[a-z]+\{|&[a-z]+;|=>|==|\bfunction\b|<\|",
    re.IGNORECASE,
)
_LETTER_FOR_DIGIT = re.compile(
    r"\d(?!m[23](?!\w))[A-FI-Za-fi-z]\d|\d[OoIl](?!\w)|(?<!\w)[OoIl]\d"
)  # "2O25", but "7h30", "45m2"

_ENDINGS = "vn|com|net|org|gov|edu|info|io|me|app|xyz|asia|html?|php|docx?|pdf"
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)*|(?<![\w.])@[\w.]{3,}|(?<!\w)#[^\W\d]\w{2,}"
    rf"|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDINGS})(?:/\S*)?(?!\w)"
    r"|(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,8}/[a-z0-9]\S*",  # "bit.ly/…": with a path, any ending
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\d,])(?:\+?84|0|1[89]00)(?:[\s.-]?\d){4,10}(?!\d)")
_LONG_NUMBER = re.compile(r"\d(?:[\s.-]?\d){6,}")
_YEARS, _DAY, _AMOUNT = r"(?:19|20)\d\d\s?-\s?(?:19|20)\d\d", r"\d{1,2}[-.]\d{1,2}[-.]\d{4}", r"\d{1,3}(?:\.\d{3})+"
# "năm 2021 5.500" is a year and an amount.
_NO_NUMBER_TO_CALL = re.compile(rf"{_YEARS}|{_DAY}|(?:(?:19|20)\d\d\s|\d{{1,3}}(?:\.\d{{3}})*\s?-\s?)?{_AMOUNT}")
_SHORTEST_NUMBER = 7  # digits
_STREET = re.compile(
    r"(?<!\w)(?:(?:[Ss]ố(?:\s+nhà)?\s+)?\d+[A-Za-z]?(?:/\d+)*\s+(?:đường|phố|ngõ|ngách|hẻm)"
    r"|(?:[Đđ]ường|(?<![Tt]hành )phố|[Nn]gõ|[Nn]gách|[Hh]ẻm)\s+[A-ZĐ]|[Đđ]ịa chỉ)"
)
_QUOTED = re.compile(r"[“\"«]([^”\"»]{2,400})[”\"»]")


def _any_of(table: str) -> re.Pattern[str]:
    """Return a pattern of whole words, given as alternatives by commas."""
    words = "|".join(word.strip() for row in table.strip().split("\n") for word in row.split(",") if word.strip())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


_CHANNEL = _any_of(
    """
    zalo, facebook, fanpage, hotline, email, e-mail, website, telegram, viber, đường dây nóng
    số tài khoản, tài khoản số
    """
)
_OURSELVES = _any_of(
    r"""
    (?:là|với tư cách) (?:một )?(?:mô hình|trợ lý|chatbot|ai|trí tuệ nhân tạo), mô hình ngôn ngữ, dòng \d+
    trợ lý (?:ảo|ai), lời dặn, (?:chỉ dẫn|chỉ thị|hướng dẫn) hệ thống, system prompt, prompt, dòng tư liệu
    dữ liệu huấn luyện, các dòng trên
    xin chào, rất vui được, hy vọng (?:thông tin|câu trả lời), câu hỏi của bạn, bạn hỏi, chúng tôi xin, tôi, chúng tôi
    """
)
# "Bạn" is whoever the lines speak of, "bạn được nhận 1,2 triệu đồng", but not whom they allow or tell nothing.
_TO_YOU = re.compile(
    r"(?<!\w)(?:(?:các )?bạn|quý (?:vị|đoàn viên|khách)|anh/chị|anh chị|cô/chú|mọi người)"
    r" (?:(?:cũng|chỉ|vẫn|đều) )*(?P<told>nên|có thể|hãy|thử|đừng(?! lo)|nhớ)(?!\w)",
    re.IGNORECASE,
)
_REMEMBER = re.compile(r"(?:lưu ý,? )?nhớ (?!lại|ơn|về|đến)", re.IGNORECASE)
_ADVICE = _any_of(
    r"""
    hãy, vui lòng, xin (?:mời|hãy|vui lòng|gửi|liên hệ), làm ơn, đừng quên, đừng ngại, tham khảo thêm, truy cập
    liên hệ (?:ngay|với|trực tiếp), gọi (?:ngay|đến|tới|số), bấm vào, nhấn vào, tốt nhất là, lời khuyên
    """
)


# "Công nhân nên đi làm lại", where the lines only tell that they did. Elsewhere "nên" is "therefore".
_SHOULD = re.compile(
    r"(?:(?:các|những|mọi|mỗi) )?(?:anh chị em|anh em|chị em|công nhân(?: lao động)?|người lao động|nlđ|lao động"
    r"|đoàn viên|công đoàn viên|hội viên|cán bộ|bạn|anh chị|mọi người|người dân|phụ huynh|học sinh|nhân viên|giáo viên"
    r"|công đoàn|công đoàn cơ sở|doanh nghiệp|công ty)(?: công đoàn)?"
    r"(?: (?:muốn|khi|nếu|có nhu cầu|gặp)(?: \w+){1,8})? (?:(?:cũng|chỉ|vẫn|đều|không|chưa) ){0,2}nên ",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:nên|cần|phải|hãy|đề nghị|khuyến cáo|khuyến nghị|khuyên|kêu gọi|yêu cầu|vận động|mong|đề xuất|kiến nghị"
    r"|chỉ đạo|nhắc nhở|lưu ý|động viên|khuyến khích)\b"
)

_TELLS = {
    "nên": re.compile(r"khuyên|khuyến cáo|khuyến nghị|lưu ý|nhắc|(?:anh|chị|em|bạn|người|nhân|viên|lao động|ai) nên\b"),
    "có thể": re.compile(
        r"có thể|có quyền|liên hệ|phản ánh|đăng ký|gọi|gửi|nộp|đề nghị|kiến nghị|hướng dẫn|được (?:\w+ ){0,2}phép"
    ),
    "nhớ": re.compile(r"nhớ|cần|phải|nên|lưu ý|nhắc|yêu cầu|đề nghị"),
}
_NEED_NOT = re.compile(r"Cần Thơ")  # a city, and no "cần"


def strange(text: str, written: str) -> str:
    """Return letters or markup that neither Vietnamese nor the lines are written with; "" where there are none."""
    if len(text) > _LONGEST:
        return f"{len(text)} > {_LONGEST}"
    if markup := _MARKUP.search(text):
        return markup.group()
    for char in _USUAL.sub("", text):
        if char not in written or unicodedata.category(char) in _UNSEEN:
            return f"U+{ord(char):04X}"
    mixed = _LETTER_FOR_DIGIT.search(text)
    return mixed.group() if mixed and mixed.group() not in written else ""


def contact(text: str, written: str) -> str:
    """Return an address, number, link or account that the lines don't have; "" where there is none."""
    links = {_bare(match.group()) for match in _LINK.finditer(written)}
    for match in _LINK.finditer(text):
        if _bare(match.group()) not in links:
            return match.group()
    numbers = re.sub(r"\D", " ", re.sub(r"[\s.\-–()]", "", written)).split()
    for pattern in (_PHONE, _LONG_NUMBER):
        for match in pattern.finditer(text):
            digits = re.sub(r"\D", "", match.group())
            if _NO_NUMBER_TO_CALL.fullmatch(match.group()) or len(digits) < _SHORTEST_NUMBER:
                continue
            if digits not in numbers:
                return match.group()
    return _absent(_STREET, text, written) or _absent(_CHANNEL, text, written)


def _bare(link: str) -> str:
    return link.rstrip(".,;:)”\"'").lower()


def talk(text: str, written: str) -> str:
    """Return where a model speaks of itself or its orders; "" where it doesn't.

    Outside quotation marks "tôi" is the bot, whoever says it in the lines.
    """
    own = _OURSELVES.search(_QUOTED.sub(" ", text))
    return own.group() if own else ""


def advice(text: str, written: str) -> str:
    """Return where the reader is told what to do in words that no line has; "" where he isn't."""
    if (told := _SHOULD.match(text)) and not _ASKED.search(_NEED_NOT.sub("", written).lower()):
        return told.group()
    if (told := _REMEMBER.match(text)) and not _TELLS["nhớ"].search(written.lower()):
        return told.group()
    if (told := _TO_YOU.search(text)) and not _TELLS.get(told["told"].lower(), _ASKED).search(written.lower()):
        return told.group()
    return _absent(_ADVICE, text, written)


def quotations(text: str) -> list[str]:
    """Return what a text puts in quotation marks."""
    return [match[1] for match in _QUOTED.finditer(text)]


def _absent(pattern: re.Pattern[str], text: str, written: str) -> str:
    for match in pattern.finditer(text):
        if match.group().lower() not in written.lower():
            return match.group()
    return ""
