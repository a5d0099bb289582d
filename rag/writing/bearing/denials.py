"""Negations of a text, and what each denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.writing.bearing.doers import does
from rag.writing.bearing.lexicon import forms, lexicon, table
from rag.writing.bearing.reading import Reading, Word, remembered

NEGATIONS = table(
    """
    không, chưa, chẳng, chả, đừng, cấm, nghiêm cấm, không hề, chưa hề, chưa từng, chưa bao giờ, không bao giờ, phủ nhận
    bác bỏ
    """
)
# With "không" in them, and yet no negation.
_HARMLESS = table(
    """
    không chỉ, không những, không chỉ vậy, không chỉ có, không riêng, không ít, không ngừng, không thể không
    không phải không, không gian, không khí, không kích, không lưu, không trung, không quân, không tưởng
    không lâu, không xa, không mấy, không kém, không phân biệt, chưa kể
    không nhỏ, không đâu, không nề, không kể, chẳng hạn, chẳng hạn như, chẳng qua, chẳng bao lâu, chẳng mấy chốc
    không giấu được, không giấu nổi, không khỏi, không tránh khỏi, không thể tránh khỏi
    không phép, không lương, không hưởng lương, không chuyên trách, không xác định thời hạn
    có hay không, hay không, hay chưa, chưa đầy, chưa đến, chưa tới
    """
)
# With a number behind them these only bound it.
_BOUNDS = table(
    """
    không vượt quá, không được vượt quá, không dưới, không ít hơn, không thấp hơn
    không tới, không hơn, không cao hơn, không nhiều hơn
    """
)
_BEYOND, _BOUND = ("quá",), 3  # syllables
_FLYING = forms("hàng không")  # "hãng hàng không", but "mặt hàng không thiết yếu"
_BEFORE_FLYING = frozenset(
    forms("hãng ngành cục vé ninh viên cảng luật hội đoàn nghiệp tải hoạ họa trường công tổng dịch")
)
_PARTICLES, _ASKING = table("không, chưa"), table("có, hay, liệu")
STARTS = frozenset(words[0] for words in NEGATIONS)
_HARMLESS_STARTS = {words[0] for words in _HARMLESS | _BOUNDS} | {_FLYING[0]}
_LONGEST = max(map(len, _HARMLESS | NEGATIONS | _BOUNDS))
# Passed over on the way from "không" to what it denies.
_AUXILIARIES = frozenset(
    forms(
        """
        được bị phải có thể cần nên từng hề còn để cho bao giờ hẳn thực sự là một các những bất kỳ nào ai gì đến tới đã
        đang sẽ vẫn cũng đều mà ra vào thêm nữa nhận chịu việc sự ông bà họ cứ lại nào được phép điều vấn đề chuyện
        chúng ta tôi cuộc vụ buổi đợt tình trạng nhất thiết thật
        """
    )
)
_NONE, _LIST = "nào", 5  # syllables of one more thing that is denied
_WINDOW = 5  # words behind a negation that it may deny
BREAKS = frozenset({"vì", "do", "bởi", "và", "nên", "để", "nhưng"})
_ALTHOUGH = table("dù, mặc dù, dẫu, tuy, cho dù")  # what follows is not denied: "không xa dù nằm ở xã khác"
GOING_ON = table("hay, hoặc")  # "không A hay B": neither
# Behind these comes who doesn't, and then what: "không phải công ty cắt thưởng", "phủ nhận việc công ty cắt thưởng".
_CLAUSAL, REJECTING = table("phải, có chuyện, có việc"), table("phủ nhận, bác bỏ")
_GROUPS = table("đại diện, phía, bên, tập thể, toàn thể, cơ quan, tổ chức, đơn vị, ban")  # who does it, behind "được"
_RUMOURS = table("thông tin, tin, tin đồn, rằng, cáo buộc, lời đồn")
_POLITE = frozenset({"dạ", "vâng", "thưa", "ạ"})
_VOICES = table("được, bị")
_LIGHT = 2  # the nearest of them, which may be without weight: "không mang lại kết quả"


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation, and the words behind it that carry what is denied."""

    at: int  # of the reading's syllables
    scope: tuple[Word, ...]  # nearest first; may be empty
    word: Word | None = None  # the word of the tables that holds the negation: "không đồng ý"
    behind: str = ""  # the syllable right behind it

    @property
    def head(self) -> Word | None:
        """What is denied, as far as the nearest word tells."""
        return self.scope[0] if self.scope else None


@remembered
def denials(reading: Reading) -> tuple[Denial, ...]:
    """Return the negations of a text in reading order."""
    found: list[Denial] = []
    place = 0
    while place < len(reading.forms):
        if length := _harmless(reading, place) or _asks(reading, place):
            place += length
            continue
        length = next((size for size in range(_LONGEST, 0, -1) if reading.forms[place : place + size] in NEGATIONS), 0)
        if length and not found and _answers(reading, place, length):
            place += length
            continue
        named = reading.syllables[place].capital and not reading.syllables[place].initial  # "Sông Cấm"
        if length and not named:
            behind = "".join(reading.forms[place + length : place + length + 1])
            found.append(Denial(place, _scope(reading, place + length), _holding(reading, place, length), behind))
        place += length or 1
    return tuple(found)


def _answers(reading: Reading, place: int, length: int) -> bool:
    """Tell whether a negation only answers, and what follows tells the fact: "Dạ không, nhà máy chi trả toàn bộ"."""
    behind = reading.syllables[place + length : place + length + 1]
    return _POLITE.issuperset(reading.forms[:place]) and bool(behind and "," in behind[0].marks)


def _harmless(reading: Reading, place: int) -> int:
    """Return how many syllables from a place on hold a negation that denies nothing, or 0."""
    found = reading.forms
    if found[place] not in _HARMLESS_STARTS or any(word.first < place <= word.last for word in reading.words):
        return 0
    if found[place : place + 2] == _FLYING and place and found[place - 1] in _BEFORE_FLYING:
        return 2
    for size in range(2, _BOUND + 1):  # "không dài quá 15 phút"
        if found[place + size - 1 : place + size] == _BEYOND and "" in found[place + size : place + size + 2]:
            return size
    for size in range(_LONGEST, 0, -1):
        words = found[place : place + size]
        if words in _BOUNDS and "" in found[place + size : place + size + 3]:
            return size
        # "không chỉ", but "không chỉ định"
        last = place + size - 1
        if words in _HARMLESS and not (size > 1 and found[last : last + 2] in lexicon().entries):
            return size
    return 0


def _asks(reading: Reading, place: int) -> int:
    """Return 1 for the "không" that makes a question of its clause: "có hợp pháp không", else 0."""
    at = next((at for at, word in enumerate(reading.words) if word.first == word.last == place), None)
    if at is None or reading.words[at].forms not in _PARTICLES:
        return 0
    clause = [word for word in reading.words if word.clause == reading.words[at].clause]
    return int(clause[-1].first == place and any(word.forms in _ASKING for word in clause[:-1]))


def _holding(reading: Reading, place: int, length: int) -> Word | None:
    """Return the word of the tables that has a negation inside."""
    word = next(word for word in reading.words if word.first <= place <= word.last)
    whole = word.last >= place + length or reading.forms[place : place + length] in REJECTING
    return word if whole and (word.entry.meanings or word.entry.sides) else None


def _scope(reading: Reading, start: int) -> tuple[Word, ...]:
    scope: list[Word] = []
    part, clause = None, -1
    if reading.forms[start : start + 1] and reading.forms[start] in BREAKS and reading.forms[start - 2] == "thì":
        return ()  # "còn anh B thì chưa vì …"
    rest = _from(reading, start)
    for word in rest[_agent(reading, start, rest) :]:
        # "không nên để", "không phải do": what is denied comes behind them
        passed = not scope and word.clause == clause
        listed = "," in reading.syllables[word.first].marks and _none_of(reading, word.first)
        if part is not None and word.part != part and word.forms not in GOING_ON and not passed and not listed:
            break
        if scope and word.forms in _ALTHOUGH:
            break
        clause = word.clause if part is None else clause
        part = word.part
        if not word.forms or _AUXILIARIES.issuperset(word.forms):
            continue
        if word.content or len(scope) < _LIGHT:
            scope.append(word)
        if len(scope) == _WINDOW:
            break
    return tuple(scope)


def _passed_over(word: Word) -> bool:
    return _AUXILIARIES.issuperset(word.forms) or word.forms in _RUMOURS


def _clausal(reading: Reading, start: int) -> bool:
    return any(reading.forms[start : start + size] in _CLAUSAL for size in (1, 2))


def _agent(reading: Reading, start: int, behind: Sequence[Word]) -> int:
    """Return how many words behind a negation stand before the verb that it denies: "được công ty" of who doesn't."""
    at = next((at for at, word in enumerate(behind[:_LIGHT]) if word.forms in _VOICES), None)
    if at is None and (reading.forms[start - 2 : start] in REJECTING or _clausal(reading, start)):
        at = next((at for at, word in enumerate(behind) if not _passed_over(word)), 0) - 1
    if at is None or not all(map(_passed_over, behind[: max(at, 0)])):
        return 0
    home = [word for word in behind[at + 1 :] if word.part == behind[at + 1].part]
    named = next(
        (size for size, word in enumerate(home) if word.forms and not (does(reading, word) or word.forms in _GROUPS)),
        len(home),
    )
    verb = home[named] if 0 < named < len(home) else None
    return at + 1 + named if verb and (verb.content or verb.size > 1) and verb.forms[:1] not in _VOICES else 0


def _none_of(reading: Reading, place: int) -> bool:
    """Tell whether a list goes on that "nào" denies to its end: "chưa có nghị định, thông tư nào"."""
    rest = reading.syllables[place : place + _LIST]
    end = next((at for at, one in enumerate(rest) if at and one.marks), len(rest))
    return _NONE in [one.form for one in rest[:end]]


def _from(reading: Reading, start: int) -> Sequence[Word]:
    """Return the words from a place on; of a word that holds the place, what is left of it."""
    rest = [word for word in reading.words if word.first >= start]
    cut = next((word for word in reading.words if word.first < start <= word.last), None)
    return rest if cut is None else [*reading.part_of(start, cut.last, cut), *rest]
