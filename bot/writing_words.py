"""What is said of a model's share in the answers, in Vietnamese: what it cost, what was dropped, how it failed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.words import whole

MODEL = "Mô hình ngôn ngữ"
MODES, DROPPED, PROBLEMS = "Cách trả lời", "Câu của mô hình bị loại", "Câu trả lời không do mô hình viết"

# Keys are the values of `rag.answer.Mode`, in the order in which they are told.
_MODES: Mapping[str, str] = MappingProxyType(
    {"llm": "mô hình viết", "extractive": "trích nguyên văn", "refusal": "chưa trả lời được"}
)

# Why a sentence was dropped. Keys are the values of `rag.writing.guard.Reason`, and of `rag.writing.page.Fault`.
REASONS: Mapping[str, str] = MappingProxyType(
    {
        "unmarked": "không ghi nguồn",
        "out-of-range": "ghi nguồn không có",
        "too-many": "ghi quá nhiều nguồn",
        "unfinished": "viết dở dang",
        "markup": "có mã lệnh hoặc chữ lạ",
        "talk": "nói về chính mô hình",
        "advice": "khuyên điều bài viết không nói",
        "contact": "có địa chỉ, số điện thoại hoặc liên kết lạ",
        "quote": "trích lời không có trong bài",
        "number": "sai số liệu",
        "date": "sai ngày giờ",
        "name": "sai tên riêng",
        "role": "sai chức vụ",
        "negation": "thêm hoặc bớt chữ phủ định",
        "opposite": "nói ngược ý bài viết",
        "relation": "gán nhầm việc hoặc số liệu",
        "uncovered": "có ý mà bài viết không có",
        "prompt": "để lộ lời dặn",
        "repeated": "lặp lại",
        "too-long": "dài quá mức",
        "leaning": "không hiểu được khi thiếu câu đã bị loại",
    }
)

# Keys are the values of `rag.errors.ModelFailure` and of `rag.writing.page.Problem`.
WHY: Mapping[str, str] = MappingProxyType(
    {
        "slow-start": "chờ lâu mà chưa có chữ nào",
        "slow": "viết quá lâu",
        "unauthorized": "khoá không được chấp nhận",
        "forbidden": "khoá không có quyền",
        "not-found": "sai tên mô hình hoặc địa chỉ",
        "rate-limited": "gọi quá nhiều hoặc hết tiền",
        "server-error": "máy chủ của mô hình gặp lỗi",
        "unreachable": "không kết nối được",
        "cut": "bị ngắt giữa chừng",
        "malformed": "phản hồi không đọc được",
        "empty": "không viết gì",
        "endless": "viết mãi không dừng",
        "refused": "bị bộ lọc của dịch vụ chặn",
        "too-long": "tư liệu dài quá mức mô hình nhận",
        "bad-request": "dịch vụ không nhận yêu cầu",
        "busy": "quá nhiều câu hỏi cùng lúc",
        "resting": "tạm ngừng gọi sau nhiều lần lỗi",
        "guard": "không câu nào khớp với bài viết",
        "unanswered": "mô hình cho rằng bài viết không có câu trả lời",
        "no-room": "OPENAI_CONTEXT_WINDOW quá nhỏ",
        "broken": "chương trình gặp lỗi khi đọc lời của mô hình",
    }
)


def wrote(model: str, prompt_tokens: int, completion_tokens: int) -> str:
    """Say what a model read and wrote for an answer."""
    return f"Mô hình {model}: đọc {tokens(prompt_tokens)}, viết {tokens(completion_tokens)}"


def not_written(problem: str) -> str:
    """Say why an answer is not the model's."""
    return f"{PROBLEMS}: {WHY.get(problem, problem)}."


def tokens(count: int) -> str:
    """Return a number of tokens."""
    return f"{whole(count)} token"


def tokens_today(spent: int, limit: int) -> str:
    """Say what today's answers have cost, and what is left of a limit; 0: there is none."""
    if not limit:
        return f"{tokens(spent)} (không giới hạn)"
    return f"{tokens(spent)}, còn {whole(max(limit - spent, 0))} trong giới hạn {whole(limit)} mỗi ngày"


def by_mode(modes: Mapping[str, int]) -> str:
    """Return how many answers were written in which way."""
    return " · ".join(f"{name} {whole(modes[mode])}" for mode, name in _MODES.items() if modes.get(mode))


def dropped(by_reason: Mapping[str, int]) -> str:
    """Return how many sentences the guard dropped, and why."""
    return _counted(by_reason, REASONS)


def problems(by_kind: Mapping[str, int]) -> str:
    """Return how many answers were not the model's, and why."""
    return _counted(by_kind, WHY)


def _counted(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    parts = "; ".join(f"{names.get(name, name)}: {whole(count)}" for name, count in counts.items())
    total = whole(sum(counts.values()))
    return f"{total} ({parts})" if parts else total
