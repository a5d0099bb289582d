"""What members and admins read, in Vietnamese: the words around answers, and how dates and numbers are written."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from rag.article import Article, ArticleKind
from rag.wording import TalkWording, Wording

if TYPE_CHECKING:
    from rag.questions.periods import Period

SECTION = "▸ "  # begins the heading above the answer to one of several questions
EXAMPLE = "Ai đã phát biểu tại hội thảo với Oslo?"


def day(value: date | None) -> str:
    """Return a date as it is written in Vietnam, or "" for none."""
    return f"{value:%d/%m/%Y}" if value else ""


def whole(value: int) -> str:
    """Return a whole number as it is written in Vietnam: 1.000.000."""
    return f"{value:,}".replace(",", ".")


def decimal(value: float, digits: int = 1) -> str:
    """Return a number with a decimal comma: 0,85."""
    return f"{value:.{digits}f}".replace(".", ",")


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    value = float(count)
    for unit in ("byte", "KB", "MB"):
        if value < 1_000:
            return f"{decimal(value, 0 if unit == 'byte' else 1)} {unit}"
        value /= 1_000
    return f"{decimal(value)} GB"


def titled(article: Article) -> str:
    """Return the article's title with its date, as in a lead line."""
    kind = "tin" if article.kind is ArticleKind.TEASER else "bài"
    dated = f" (ngày {day(article.date)})" if article.date else ""
    return f"{kind} “{article.title}”{dated}"


def byline(article: Article) -> str:
    """Return where an article comes from: date, source, author, as far as they are known."""
    parts = (day(article.date), article.source or "", article.author or "")
    return " · ".join(part for part in parts if part)


def _lead(articles: Sequence[Article]) -> str:
    names = list(dict.fromkeys(titled(article) for article in articles))
    return f"Theo {' và '.join(names)}:"


def _versions(articles: Sequence[Article]) -> str:
    if not any(article.date for article in articles):
        return "Các bài viết ghi khác nhau, có thể do viết ở những thời điểm khác nhau:"
    undated = "" if all(article.date for article in articles) else " (bài không ghi ngày được xếp theo nội dung)"
    return f"Các bài viết ở những thời điểm khác nhau ghi khác nhau, mới nhất trước{undated}:"


def _dated(article: Article) -> str:
    told = titled(article) + ("" if article.date else " (không ghi ngày đăng)")
    return f"{told[0].upper()}{told[1:]}:"


def _refusal(articles: Sequence[Article]) -> str:
    line = "Xin lỗi, các bài viết của công đoàn chưa có thông tin để trả lời câu hỏi này."
    if not articles:
        return line
    near = "\n".join(f"• {titled(article)[0].upper()}{titled(article)[1:]}" for article in articles)
    return f"{line}\n\nBạn có thể đọc thêm:\n{near}"


# Keys are the values of `rag.talk.intent.Intent`, whose module is heavy to import.
_SMALL_TALK: Mapping[str, str] = MappingProxyType(
    {
        "greeting": f"Chào bạn! Bạn muốn hỏi gì về các bài viết của công đoàn? Ví dụ: “{EXAMPLE}”",
        "thanks": "Không có gì đâu ạ. Bạn cần hỏi thêm gì cứ nhắn nhé.",
        "identity": (
            "Mình là trợ lý hỏi đáp tự động của công đoàn. Mình tìm câu trả lời trong các bài viết của công đoàn, trích "
            "nguyên văn và ghi rõ nguồn; điều gì bài viết không có thì mình nói là không có."
        ),
        "translate": (
            "Mình chưa dịch được: mình chỉ trích nguyên văn tiếng Việt từ các bài viết. Bạn có thể hỏi bằng tiếng Anh, "
            "mình vẫn tìm câu trả lời cho bạn."
        ),
        "help": (
            "Bạn cứ gõ câu hỏi, có dấu hay không dấu đều được. Mình có thể:\n"
            f"• trả lời từ các bài viết: “{EXAMPLE}”\n"
            "• trả lời câu hỏi nối tiếp: “Bà ấy giữ chức gì?”, “Còn ai nữa không?”, “Nói rõ hơn”\n"
            "• liệt kê bài viết: “Có những bài nào?”\n"
            "• tìm bài theo chủ đề: “Bài nào nói về Oslo?”\n"
            "• tóm tắt một bài: “Tóm tắt bài hội thảo Oslo”"
        ),
        "bye": "Tạm biệt bạn, hẹn gặp lại!",
        "complaint": (
            "Mình xin lỗi vì trả lời chưa đúng ý bạn. Bạn thử hỏi lại cụ thể hơn, ví dụ nêu rõ tên người, tên sự kiện hoặc "
            "ngày tháng nhé; hoặc gõ “nói rõ hơn” để xem thêm đoạn khác."
        ),
        "distress": (
            "Mình rất lo cho bạn khi đọc những lời này. Mình chỉ là trợ lý tự động nên không giúp được như một người ở "
            "bên cạnh: bạn hãy nói ngay với người thân, bạn bè hoặc cán bộ công đoàn mà bạn tin tưởng. Nếu thấy nguy cấp, "
            "bạn gọi 115 ngay nhé. Bạn không một mình."
        ),
        "praise": "Cảm ơn bạn! Rất vui vì đã giúp được bạn.",
        "nod": "Vâng ạ. Bạn cần hỏi gì thêm cứ nhắn nhé.",
    }
)


def _catalogue(shown: Sequence[Article], articles: int, teasers: int) -> str:
    if not shown:
        return "Hiện chưa có bài viết nào."
    own = [article for article in shown if article.kind is ArticleKind.ARTICLE]
    short = [article for article in shown if article.kind is ArticleKind.TEASER]
    lines = [f"Hiện có {whole(articles)} bài viết{_beginning(len(own), articles, 'bài mới nhất')}:"] if articles else []
    lines += [_listed(n, article) for n, article in enumerate(own, start=1)]
    if teasers:
        lines += [
            "",
            f"Ngoài ra có {whole(teasers)} tin ngắn giới thiệu bài khác{_beginning(len(short), teasers, 'tin')}"
            f"{':' if short else '.'}",
        ]
        lines += [_listed(n, article) for n, article in enumerate(short, start=len(own) + 1)]
    return "\n".join(lines).strip()


def _beginning(shown: int, count: int, what: str) -> str:
    return f", đây là {whole(shown)} {what}" if 0 < shown < count else ""


def _listed(n: int, article: Article) -> str:
    dated = f" ({day(article.date)})" if article.date else ""
    return f"{n}. {article.title}{dated}"


def _sources(articles: Sequence[Article]) -> str:
    if not articles:
        return "Bạn muốn biết nguồn của thông tin nào? Bạn cứ hỏi trước, rồi gõ “nguồn ở đâu”; câu trả lời nào cũng ghi nguồn."
    return "\n\n".join(
        ["Thông tin vừa rồi lấy từ:", *map(_described, articles), "Gõ /nguon để xem cả đoạn quanh câu trích."]
    )


def _described(article: Article) -> str:
    unknown = "bài không ghi"
    lines = (
        _item(article),
        f"Tác giả: {article.author or unknown}",
        f"Ngày đăng: {day(article.date) or unknown}",
        f"Nguồn: {article.source or unknown}",
        f"Địa chỉ: {article.url}" if article.url else "",
        f"Tệp: {article.path}",
    )
    return "\n".join(filter(None, lines))


def _names(articles: Sequence[Article]) -> str:
    return " và ".join(dict.fromkeys(titled(article) for article in articles)) or "các bài viết"


def _item(article: Article) -> str:
    return f"• {titled(article)[0].upper()}{titled(article)[1:]}"


def _published(shown: Sequence[Article], count: int, when: Sequence[Period]) -> str:
    times = " và ".join(dict.fromkeys(_time(period) for period in when))
    if not shown:
        return f"Chưa có bài viết nào đăng trong {times}. Bạn gõ “có những bài nào” để xem danh sách bài nhé."
    lead = f"Có {whole(count)} bài viết đăng trong {times}{_beginning(len(shown), count, 'bài mới nhất')}:"
    return "\n".join([lead, *(_listed(n, article) for n, article in enumerate(shown, start=1))])


TALK_WORDING = TalkWording(
    small_talk=lambda kind: _SMALL_TALK[kind],
    catalogue=_catalogue,
    published=_published,
    found=lambda topic, count: f"Mình tìm thấy {whole(count)} bài nói về “{topic}”:",
    item=_item,
    none_found=lambda topic: (
        f"Xin lỗi, chưa có bài viết nào nói về “{topic}”. Bạn gõ “có những bài nào” để xem danh sách bài nhé."
    ),
    summary=lambda article: f"Tóm tắt {titled(article)} bằng những câu trích nguyên văn:",
    written_summary=lambda article: f"Tóm tắt {titled(article)}:",
    sources=_sources,
    which_article="Bạn muốn mình tóm tắt bài nào? Bạn gõ “tóm tắt bài …” kèm chủ đề, hoặc “có những bài nào” để xem danh sách.",
    others=lambda articles: f"Ngoài những người đã nêu, {_names(articles)} còn nhắc tới:",
    no_others=lambda articles: f"Ngoài những người đã nêu, {_names(articles)} không nhắc tên ai khác.",
    more=lambda articles: f"{_names(articles)[0].upper()}{_names(articles)[1:]} còn viết:",
    section=lambda question: f"{SECTION}{_cut(question)}",
    above=lambda numbers: f"Câu trả lời nằm trong đoạn trích {''.join(f'[{n}]' for n in numbers)} ở trên.",
    left=lambda questions: (
        f"{SECTION}Các câu hỏi còn lại\nMỗi tin nhắn mình chỉ trả lời được vài câu hỏi. Bạn vui lòng gửi riêng: "
        f"{' '.join(map(_cut, questions))}"
    ),
    no_more=lambda articles: f"Mình đã trích hết những gì {_names(articles)} viết về điều này.",
)


def _cut(question: str, longest: int = 200) -> str:
    return question if len(question) <= longest else f"{question[:longest].rsplit(' ', 1)[0]}…"


def quote_marks(text: str) -> str:
    """Return an article's own words in quotation marks."""
    # News quote people, often in the middle of a speech: other marks show where the article's own words begin and end.
    opening, closing = "«»" if set(text) & set('“”"') else "“”"
    return f"{opening}{text}{closing}"


def _quote(text: str, n: int) -> str:
    return f"{quote_marks(text)} [{n}]"


def _time(period: Period) -> str:
    if period.span in ("day", "week"):
        days = [f"{value.day}/{value.month}/{value.year}" for value in (period.first, period.last)]
        return f"ngày {days[0]}" if period.span == "day" else f"tuần từ {days[0]} đến {days[1]}"
    return period.searched


def _reckoned(periods: Sequence[Period]) -> str:
    told = {period.said.lower(): _time(period) for period in periods}
    return f"Mình hiểu {', '.join(f'“{said}” là {time}' for said, time in told.items())}."


ANSWER_WORDING = Wording(
    lead=_lead,
    quote=_quote,
    refusal=_refusal,
    no_question=f"Bạn vui lòng gõ câu hỏi bằng chữ, ví dụ: “{EXAMPLE}”",
    versions=_versions,
    dated=_dated,
    reckoned=_reckoned,
    too_long=lambda longest: f"Câu hỏi dài quá {whole(longest)} ký tự. Bạn vui lòng hỏi ngắn gọn hơn.",
    talk=TALK_WORDING,
)
