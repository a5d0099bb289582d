"""What people read when something went wrong, in Vietnamese: what happened, and what to do next, in one line."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot import embedding_words, model_words
from rag import errors

_CORPUS = {
    "missing": "Không tìm thấy thư mục bài viết “{}”. Bạn hãy tạo thư mục này và chép bài viết vào, hoặc đặt "
    "CORPUS_DIR trỏ tới thư mục đang có.",
    "unreadable": "Không mở được thư mục bài viết “{}”. Bạn hãy kiểm tra xem đó có phải là thư mục và có quyền đọc "
    "không, hoặc đặt CORPUS_DIR trỏ tới thư mục khác.",
    "empty": "Trong thư mục “{}” chưa có bài viết nào đọc được. Bạn hãy chép bài viết (.txt, .md, .html, .docx hoặc "
    ".pdf) vào đó rồi chạy “congdoan reload”.",
}
_DATA_FOLDER = {
    "read-only": "Không ghi được vào thư mục dữ liệu “{}”. Bạn hãy cấp quyền ghi cho thư mục này, hoặc đặt DATA_DIR "
    "trỏ tới thư mục khác.",
    "full": "Ổ đĩa chứa thư mục dữ liệu “{}” đã đầy. Bạn hãy giải phóng dung lượng rồi chạy lại; phần đã làm vẫn "
    "được giữ.",
    "not-a-folder": "“{}” không phải là thư mục nên không lưu được dữ liệu. Bạn hãy đặt DATA_DIR trỏ tới một thư mục.",
    "broken": "Gặp lỗi khi ghi vào thư mục dữ liệu “{}”. Bạn hãy kiểm tra ổ đĩa, hoặc đặt DATA_DIR trỏ tới thư mục khác.",
}


def _corpus(error: errors.CorpusError) -> str:
    return _CORPUS.get(error.reason, _CORPUS["unreadable"]).format(error.folder)


def _data_folder(error: errors.DataFolderError) -> str:
    return _DATA_FOLDER.get(error.reason, _DATA_FOLDER["broken"]).format(error.folder)


def _corrupt(error: errors.GenerationCorruptError) -> str:
    return (
        f"Bản chỉ mục {error.generation} bị hỏng nên không mở được. Bạn hãy chạy “congdoan reload” để lập lại; các "
        "bài viết không bị ảnh hưởng."
    )


def _vector_store(error: errors.VectorStoreError) -> str:
    if error.where is None:
        return (
            "Kho vectơ Chroma trong chương trình gặp lỗi. Bạn hãy chạy “congdoan reload” để lập lại; các bài viết không "
            "bị ảnh hưởng."
        )
    return (
        f"Không làm việc được với máy chủ Chroma ở {error.where}. Bạn hãy kiểm tra xem máy chủ này có đang chạy và nhận "
        "kết nối không."
    )


def _embedding(error: errors.EmbeddingError) -> str:
    return f"{embedding_words.failure(error)} {embedding_words.KEPT}"


def _cost(error: errors.EmbeddingCostError) -> str:
    return (
        f"{embedding_words.embedding_cost(error.texts, error.tokens, paid=True)} Nếu đồng ý, bạn hãy chạy “congdoan reload --yes”; mức "
        "phải hỏi lại nằm ở OPENAI_EMBEDDING_CONFIRM_TOKENS."
    )


_EXPECTED = {
    ".env": "cần đọc được và là văn bản UTF-8",
    "CHROMA_URL": "cần dạng http://tên-máy:8000",
    "DATABASE_URL": "cần dạng postgresql://tên:mật-khẩu@tên-máy/tên-cơ-sở-dữ-liệu",
    "ANSWER_CONFIDENCE": "cần là số thập phân giữa 0 và 1, ví dụ 0.5",
    "RETENTION_DAYS": "cần là số ngày, lớn hơn 0",
    "LOG_LEVEL": "cần là DEBUG, INFO, WARNING hoặc ERROR",
    "OPENAI_API_KEY": "cần là khoá mà dịch vụ cấp, không có dấu cách; dịch vụ không cần khoá thì phải đặt OPENAI_BASE_URL",
    "OPENAI_BASE_URL": "cần là địa chỉ bắt đầu bằng http:// hoặc https://",
    "OPENAI_EMBEDDING_ROLES": "cần là auto, input_type hoặc none",
    "OPENAI_CONTEXT_WINDOW": "cần là số nguyên từ 2000 trở lên",
    "OPENAI_DAILY_TOKENS": "cần là số nguyên từ 0 trở lên (0: không giới hạn)",
    "OPENAI_DAILY_TOKENS_PER_MEMBER": "cần là số nguyên từ 0 trở lên (0: không giới hạn)",
    "OPENAI_EMBEDDING_CONFIRM_TOKENS": "cần là số nguyên từ 0 trở lên (0: không bao giờ hỏi)",
    "MAX_FILE_BYTES": "cần là số nguyên lớn hơn 0",
    "TELEGRAM_ADMIN_IDS": "cần là các mã số, cách nhau bằng dấu phẩy",
    "TELEGRAM_API_URL": "cần là địa chỉ bắt đầu bằng http:// hoặc https://",
    "TELEGRAM_MEMBER_CHAT_ID": "cần là mã số của nhóm, ví dụ -1001234567890",
    "TELEGRAM_WEBHOOK_LISTEN": "cần dạng địa-chỉ:cổng, ví dụ 127.0.0.1:8443",
    "TELEGRAM_WEBHOOK_URL": "cần là địa chỉ bắt đầu bằng https://",
}
# Keys are the problems of `rag.errors.PromptError`; {file} is a file of PROMPTS_DIR, {variable} a name after a dollar sign.
_PROMPTS = {
    "no-folder": "Không tìm thấy thư mục lời dặn “{file}”. Bạn hãy đặt PROMPTS_DIR trỏ tới thư mục đang có, hoặc bỏ PROMPTS_DIR "
    "để dùng các lời dặn đi kèm.",
    "unreadable": "Không đọc được lời dặn {file}: tệp cần mở được và là văn bản UTF-8. Bạn hãy kiểm tra tệp này trong PROMPTS_DIR.",
    "no-user-part": "Lời dặn {file} chưa có phần “<!-- user -->”. Bạn hãy xem tệp cùng tên đi kèm chương trình rồi sửa lại.",
    "bad-part": "Lời dặn {file} có phần lạ: chỉ dùng được “<!-- system -->”, “<!-- user -->” và “<!-- assistant -->”. Bạn hãy sửa "
    "lại tệp này trong PROMPTS_DIR.",
    "bad-dollar": "Lời dặn {file} có dấu $ không đi với tên biến nào. Bạn hãy gõ $$ nếu muốn viết dấu đô-la.",
    "missing": "Lời dặn {file} thiếu biến ${variable}. Bạn hãy thêm ${variable} vào tệp này trong PROMPTS_DIR.",
    "unknown": "Lời dặn {file} có biến lạ ${variable}. Bạn hãy bỏ đi, hoặc gõ $$ nếu muốn viết dấu đô-la.",
}


def _prompt(error: errors.PromptError) -> str:
    return _PROMPTS.get(error.problem, _PROMPTS["unreadable"]).format(file=error.file, variable=error.variable)


def _setting(error: errors.SettingsError) -> str:
    if error.name == ".env":
        return f"Không đọc được tệp .env: {_EXPECTED['.env']}. Bạn hãy sửa lại, hoặc tạo mới từ .env.example."
    expected = _EXPECTED.get(error.name, "không đúng dạng")
    return f"Giá trị của {error.name} chưa đúng: {expected}. Bạn hãy sửa lại trong .env hoặc biến môi trường."


_EXPLANATIONS: Mapping[type[errors.RagError], Callable[..., str]] = MappingProxyType(
    {
        errors.CorpusError: _corpus,
        errors.DataFolderError: _data_folder,
        errors.ReloadRunningError: lambda _: (
            "Bài viết đang được nạp ở một cửa sổ hoặc chương trình khác. Bạn vui lòng đợi xong rồi thử lại."
        ),
        errors.NoGenerationError: lambda _: (
            "Chưa có bài viết nào được nạp. Bạn hãy chạy “congdoan reload” để nạp bài viết."
        ),
        errors.GenerationCorruptError: _corrupt,
        errors.EmbeddingError: _embedding,
        errors.EmbeddingCostError: _cost,
        errors.ModelError: model_words.explained,
        errors.VectorStoreError: _vector_store,
        errors.ArticleNotFoundError: lambda error: (
            f"Không có bài viết nào mang mã “{error.article_id}”. Bạn hãy chạy “congdoan articles” để xem mã của các bài."
        ),
        errors.PromptError: _prompt,
        errors.SettingsError: _setting,
    }
)


def explain(error: errors.RagError) -> str:
    """Say in one line what happened and what to do."""
    for kind in type(error).__mro__:
        if kind in _EXPLANATIONS:
            return _EXPLANATIONS[kind](error)
    return unexpected(error)


def unexpected(error: BaseException) -> str:
    """Say in one line that something unforeseen happened; the message may hold secrets, so only its kind is told."""
    return (
        f"Xin lỗi, chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}). Bạn hãy thử lại; muốn xem chi tiết, "
        "hãy đặt LOG_LEVEL=DEBUG rồi chạy lại."
    )


def fallback(error: errors.RagError, remedy: str) -> str:
    """Say how something that failed was got round; `remedy` is that of `rag.current.Notice`."""
    if isinstance(error, errors.EmbeddingError):
        return f"{embedding_words.failure(error)} {embedding_words.BY_WORDS}"
    name = f" {error.generation}" if isinstance(error, errors.GenerationCorruptError) else ""
    if remedy == "rebuilt":
        return f"Bản chỉ mục{name} bị hỏng hoặc do phiên bản khác lập, nên đã được lập lại từ các bài viết."
    return (
        f"Bản chỉ mục mới nhất{name} bị hỏng, nên câu trả lời được lấy từ bản trước đó. Bạn hãy chạy “congdoan reload” "
        "để lập lại."
    )
