"""Who does something in a text: a name, or one of the words for those who do."""

from __future__ import annotations

from functools import cache

from rag.writing.bearing.lexicon import Words, table
from rag.writing.bearing.reading import Reading, Word

_DOERS = """
công nhân, người lao động, lao động, đoàn viên, công đoàn, công đoàn cơ sở, công ty, doanh nghiệp, nhà máy, lãnh đạo
ban giám đốc, giám đốc, người sử dụng lao động, chủ doanh nghiệp, chính phủ, quốc hội, thủ tướng, chủ tịch, bộ, sở
ủy ban nhân dân, công an, cảnh sát, tòa án, ngân hàng, chính quyền, nhà trường, liên đoàn lao động, bảo hiểm xã hội
hội đồng
người dân, nông dân, hành khách, học sinh, sinh viên, giáo viên, bác sĩ, bệnh nhân, nạn nhân, nhà đầu tư, khách hàng
"""


@cache
def doers() -> frozenset[Words]:
    """Return the words for people and bodies that do something."""
    return table(_DOERS)


def does(reading: Reading, word: Word) -> bool:
    """Tell whether a word is a name, or begins one of those who do something: "công ty", "Liên đoàn Lao động"."""
    return word.name or any(reading.forms[word.first : word.first + size] in doers() for size in range(1, 6))
