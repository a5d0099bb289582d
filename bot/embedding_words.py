"""What admins read about the service that makes vectors, in Vietnamese."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.words import whole

if TYPE_CHECKING:
    from rag.errors import EmbeddingError

# Keys are reasons of `rag.errors.EmbeddingError`; {} is the service's host and port.
_FAILURES: Mapping[str, str] = MappingProxyType(
    {
        "key": "Dịch vụ tạo vectơ ở {} không nhận khoá. Bạn hãy kiểm tra lại OPENAI_API_KEY.",
        "model": "Dịch vụ tạo vectơ ở {} không có mô hình này, hoặc địa chỉ chưa đúng. Bạn hãy kiểm tra lại OPENAI_EMBEDDING_MODEL và OPENAI_BASE_URL (địa chỉ thường kết thúc bằng /v1).",
        "quota": "Tài khoản ở dịch vụ tạo vectơ {} đã hết tiền hoặc hết hạn mức. Bạn hãy nạp thêm rồi thử lại.",
        "busy": "Dịch vụ tạo vectơ ở {} đang quá tải hoặc giới hạn số yêu cầu. Bạn hãy đợi ít phút rồi thử lại.",
        "unreachable": "Không kết nối được với dịch vụ tạo vectơ ở {}. Bạn hãy kiểm tra mạng, OPENAI_BASE_URL, và xem dịch vụ này có đang chạy không rồi thử lại.",
        "slow": "Dịch vụ tạo vectơ ở {} không trả lời kịp. Bạn hãy thử lại sau, hoặc kiểm tra xem dịch vụ này có bị treo không.",
        "refused": "Dịch vụ tạo vectơ ở {} từ chối yêu cầu. Bạn hãy kiểm tra xem OPENAI_EMBEDDING_MODEL có phải là mô hình tạo vectơ không; muốn xem chi tiết, hãy đặt LOG_LEVEL=DEBUG rồi chạy lại.",
        "server": "Dịch vụ tạo vectơ ở {} đang gặp lỗi. Bạn hãy đợi ít phút rồi thử lại.",
        "answer": "Dịch vụ tạo vectơ ở {} trả về dữ liệu không phải là vectơ dùng được. Bạn hãy kiểm tra xem OPENAI_EMBEDDING_MODEL có phải là mô hình tạo vectơ không.",
    }
)
_OTHER_DIMENSION = "Vectơ của câu hỏi không cùng số chiều với chỉ mục: mô hình tạo vectơ đã đổi. Bạn hãy chạy “congdoan reload” để lập lại chỉ mục."
_BROKEN = "Bộ tạo vectơ đang gặp lỗi nên chưa xử lý được văn bản. Bạn hãy chạy “congdoan doctor” để xem nguyên nhân rồi thử lại."

KEPT = "Phần đã làm của lần nạp bài vẫn được giữ."
BY_WORDS = "Trong lúc này, câu trả lời được tìm theo từ khoá nên có thể thiếu chính xác."


def failure(error: EmbeddingError) -> str:
    """Say what is wrong and what to do; nothing of what a service said, which may hold the key."""
    if error.reason == "dimension":
        return _OTHER_DIMENSION
    line = _FAILURES.get(error.reason) if error.where else None
    return line.format(error.where) if line else _BROKEN


def embedding_cost(texts: int, tokens: int, *, paid: bool) -> str:
    """Say what a reload sends to a service; the tokens are those of OpenAI's tokenizer."""
    if not texts:
        return "Không có câu nào phải gửi tới dịch vụ tạo vectơ."
    line = f"Phải gửi {whole(texts)} câu (khoảng {whole(tokens)} token) tới dịch vụ tạo vectơ"
    return f"{line}, tính phí theo giá của dịch vụ." if paid else f"{line}."
