"""What admins read about the language model that writes answers, in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from rag.errors import ModelFailure

if TYPE_CHECKING:
    from rag.errors import ModelError

UNSET = "không dùng; câu trả lời là trích dẫn nguyên văn, không cần khoá hay mạng"
NO_KEY = "đã có OPENAI_MODEL nhưng chưa có OPENAI_API_KEY hay OPENAI_BASE_URL, nên mô hình chưa được dùng"
NO_KEY_ADVICE = (
    "Bạn hãy ghi khoá của dịch vụ vào OPENAI_API_KEY; với máy chủ không cần khoá (như Ollama) thì ghi địa chỉ của máy "
    "chủ vào OPENAI_BASE_URL."
)
NO_NAME = "đã có khoá hoặc địa chỉ nhưng chưa có OPENAI_MODEL, nên mô hình chưa được dùng để viết câu trả lời"
NO_NAME_ADVICE = "Bạn hãy ghi tên mô hình vào OPENAI_MODEL, ví dụ gpt-4o-mini."
ASKING = "Đang hỏi thử mô hình…"
QUESTION = "Bạn hãy trả lời bằng đúng một từ: có."  # what the model is asked, to see whether it works
_MEANWHILE = "Trong lúc này, câu trả lời vẫn là trích dẫn nguyên văn."
_SLOW_ADVICE = (
    "Bạn hãy chạy lại lệnh này, vì máy chủ có thể vừa mới nạp mô hình; nếu vẫn chậm thì chọn mô hình nhỏ hơn hoặc máy "
    "chủ nhanh hơn."
)
_SERVICE_ADVICE = (
    "Bạn hãy đợi ít phút rồi thử lại; nếu vẫn vậy thì xem nhật ký của máy chủ hoặc trang báo sự cố của dịch vụ."
)
_OTHER_MODEL_ADVICE = "Bạn hãy chọn mô hình khác trong OPENAI_MODEL."

# What is wrong, and what to do about it.
_FAILURES: Mapping[ModelFailure, tuple[str, str]] = MappingProxyType(
    {
        ModelFailure.UNAUTHORIZED: (
            "dịch vụ không nhận khoá",
            "Bạn hãy kiểm tra OPENAI_API_KEY: chép lại đủ khoá từ trang của dịch vụ, và khoá phải là của đúng dịch vụ "
            "ở OPENAI_BASE_URL.",
        ),
        ModelFailure.FORBIDDEN: (
            "dịch vụ nhận khoá nhưng không cho khoá này dùng mô hình",
            "Bạn hãy cấp quyền cho khoá ở trang của dịch vụ, hoặc chọn mô hình khác trong OPENAI_MODEL.",
        ),
        ModelFailure.NOT_FOUND: (
            "dịch vụ không có mô hình này, hoặc địa chỉ chưa đúng",
            "Bạn hãy kiểm tra OPENAI_MODEL và OPENAI_BASE_URL (địa chỉ thường kết thúc bằng /v1).",
        ),
        ModelFailure.UNREACHABLE: (
            "không kết nối được với dịch vụ",
            "Bạn hãy kiểm tra mạng và OPENAI_BASE_URL; nếu dùng máy chủ của mình (Ollama, vLLM …) thì xem máy chủ đã "
            "chạy chưa.",
        ),
        ModelFailure.RATE_LIMITED: (
            "dịch vụ từ chối vì quá nhiều yêu cầu, hoặc vì tài khoản đã hết tiền hay hết hạn mức",
            "Bạn hãy đợi ít phút rồi thử lại; nếu vẫn vậy thì xem hạn mức và số dư ở trang của dịch vụ.",
        ),
        ModelFailure.SLOW_START: ("chưa trả lời gì trong thời gian cho phép", _SLOW_ADVICE),
        ModelFailure.SLOW: ("trả lời chưa xong trong thời gian cho phép", _SLOW_ADVICE),
        ModelFailure.SERVER_ERROR: ("dịch vụ đang gặp lỗi", _SERVICE_ADVICE),
        ModelFailure.CUT: ("dịch vụ ngắt câu trả lời giữa chừng", _SERVICE_ADVICE),
        ModelFailure.MALFORMED: (
            "có trả lời nhưng không theo giao thức của OpenAI",
            "Bạn hãy kiểm tra OPENAI_BASE_URL: địa chỉ thường kết thúc bằng /v1, và không phải là trang đăng nhập hay "
            "trang giới thiệu.",
        ),
        ModelFailure.EMPTY: (
            "trả lời nhưng không có chữ nào, có lẽ vì nghĩ quá dài trước khi viết",
            _OTHER_MODEL_ADVICE,
        ),
        ModelFailure.ENDLESS: ("trả lời dài quá mức cho phép", _OTHER_MODEL_ADVICE),
        ModelFailure.REFUSED: ("bộ lọc nội dung của dịch vụ không cho trả lời", _OTHER_MODEL_ADVICE),
        ModelFailure.TOO_LONG: (
            "lời dặn và tư liệu dài hơn mức mà mô hình đọc được",
            "Bạn hãy đặt OPENAI_CONTEXT_WINDOW bằng đúng số token mà mô hình đọc được.",
        ),
        ModelFailure.BAD_REQUEST: (
            "dịch vụ không hiểu yêu cầu",
            "Bạn hãy kiểm tra xem OPENAI_MODEL có phải là mô hình trò chuyện (chat) không.",
        ),
        ModelFailure.BUSY: ("đang có quá nhiều câu hỏi cùng lúc", "Bạn hãy thử lại sau ít giây."),
        ModelFailure.RESTING: (
            "tạm nghỉ sau nhiều lần lỗi liên tiếp",
            "Bạn hãy chạy “congdoan doctor” để xem nguyên nhân, rồi thử lại sau ít phút.",
        ),
    }
)


def works(name: str, seconds: float) -> str:
    """Say that a model answers, and how soon."""
    return f"{name} trả lời tốt sau {_decimal(seconds)} giây"


def works_slowly(name: str, seconds: float, allowed: float) -> str:
    """Say that a model answers, but later than a member is kept waiting."""
    return (
        f"{name} trả lời sau {_decimal(seconds)} giây, chậm hơn mức {_decimal(allowed)} giây dành cho câu hỏi của đoàn "
        f"viên. {_MEANWHILE}"
    )


def slow_advice() -> str:
    """Say what to do about a slow model."""
    return _SLOW_ADVICE


def fails(name: str, error: ModelError) -> str:
    """Say what is wrong with a model."""
    status = f", HTTP {error.status}" if error.status else ""
    return f"{_of(error)[0]} (mô hình {name}{status}). {_MEANWHILE}"


def advice(error: ModelError, offered: Sequence[str] = ()) -> str:
    """Say what to do about it; `offered`: models that the service has."""
    told = _of(error)[1]
    if not offered:
        return told
    rest = " …" if len(offered) > _SHOWN else ""
    return f"{told} Dịch vụ có các mô hình: {', '.join(offered[:_SHOWN])}{rest}"


_SHOWN = 12  # names of models in one line


def explained(error: ModelError) -> str:
    """Say in one line what happened and what to do."""
    wrong, told = _of(error)
    return f"Mô hình ngôn ngữ không dùng được lúc này: {wrong}. {told}"


def _of(error: ModelError) -> tuple[str, str]:
    return _FAILURES[error.failure]


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")
