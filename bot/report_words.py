"""What reports say in a terminal, in Vietnamese: reload, rollback, doctor, stats."""

from __future__ import annotations

from datetime import date, datetime

from bot.words import decimal, size, whole

# -- reload -------------------------------------------------------------------------------------------------

ADDED, CHANGED, REMOVED, UNCHANGED, SKIPPED = "Thêm mới", "Thay đổi", "Gỡ bỏ", "Giữ nguyên", "Bỏ qua"
DRY_RUN_NOTE = "Đây chỉ là bản xem trước, chưa có gì được ghi. Bạn hãy chạy “congdoan reload” để nạp."
UP_TO_DATE = "Bài viết không có gì thay đổi, nên vẫn dùng bản chỉ mục đang có."
DROPPED = "Đã bỏ"
TITLE, AUTHOR, TEASERS, SENTENCES = "Tiêu đề", "Tác giả", "Tin kèm theo", "Số câu"
UNKNOWN = "không rõ"


def articles_count(count: int) -> str:
    """Return a number of articles."""
    return f"{whole(count)} bài"


def abbreviations(count: int) -> str:
    """Say how many abbreviations the corpus folder's own table has."""
    return f"Bảng viết tắt riêng (viet-tat.txt): {whole(count)} mục"


def reloaded(seconds: float, generation: str) -> str:
    """Say that a reload is done."""
    return f"Đã nạp xong trong {decimal(seconds)} giây. Bản chỉ mục đang dùng: {generation}"


def vectors(embedded: int, carried: int) -> str:
    """Say how much of the work could be carried over."""
    return f"Số câu: {whole(embedded)} câu tính mới, {whole(carried)} câu dùng lại từ bản trước"


ASK_TO_GO_ON = "Có tiếp tục không? [c/k] "
YES, NO = ("c", "có", "co", "y", "yes"), ("", "k", "không", "khong", "n", "no")
NOT_AGREED = "Đã dừng, chưa gửi gì và chưa có gì thay đổi. Khi đồng ý trả phí, bạn hãy chạy lại lệnh này rồi gõ c."


def sent(texts: int, tokens: int) -> str:
    """Say what a reload has sent to a service."""
    return f"Đã gửi {whole(texts)} câu (khoảng {whole(tokens)} token) tới dịch vụ tạo vectơ."


def embedder_changed(before: str) -> str:
    """Say that another embedder made the current vectors."""
    return f"Bộ tạo vectơ đã đổi (trước đây: {before}), nên chỉ mục được lập lại."


def more(count: int) -> str:
    """Stand for the rest of a long list."""
    return f"… và {whole(count)} mục khác (xem đủ bằng --json)"


def files_skipped(count: int) -> str:
    """Say that a reload left files out."""
    return f"Có {whole(count)} tệp bị bỏ qua với lý do ở trên. Bạn hãy sửa các tệp đó rồi chạy lại “congdoan reload”."


def lines_count(count: int) -> str:
    """Return a number of dropped lines."""
    return f"{whole(count)} dòng"


# -- rollback -----------------------------------------------------------------------------------------------

NOTHING_BEFORE = "Chưa có bản chỉ mục trước đó để quay về. Mỗi lần “congdoan reload” giữ lại một bản trước."


def rolled_back(generation: str, created: str, articles: int) -> str:
    """Say which generation answers after a rollback."""
    return f"Đã quay về bản chỉ mục {generation} (lập lúc {created}, {whole(articles)} bài viết và tin)."


# -- doctor -------------------------------------------------------------------------------------------------

SETTINGS_SECTION = "Cài đặt"
COMPONENTS_SECTION = "Thành phần"
DEFAULT = "mặc định"
UNSET = "chưa đặt"
NO_PROMPTS = "chưa có; chỉ cần khi dùng mô hình ngôn ngữ"
SETTINGS = {
    "corpus_dir": "thư mục bài viết",
    "data_dir": "thư mục dữ liệu",
    "prompts_dir": "thư mục lời dặn cho mô hình",
    "chroma_url": "máy chủ Chroma",
    "max_file_bytes": "cỡ tệp lớn nhất",
    "answer_confidence": "độ tin cậy tối thiểu của câu trả lời",
    "openai_api_key": "khoá của mô hình",
    "openai_base_url": "địa chỉ của mô hình",
    "openai_model": "mô hình viết câu trả lời",
    "openai_context_window": "số token mà mô hình đọc và viết trong một lần",
    "openai_daily_tokens": "số token mỗi ngày của mô hình",
    "openai_daily_tokens_per_member": "số token mỗi ngày của một đoàn viên",
    "openai_embedding_model": "mô hình tạo vectơ",
    "openai_embedding_roles": "cách báo câu hỏi hay bài viết cho mô hình tạo vectơ",
    "openai_embedding_confirm_tokens": "số token phải hỏi lại khi nạp bài",
    "telegram_bot_token": "mã của bot",
    "telegram_api_url": "máy chủ Bot API",
    "telegram_admin_ids": "quản trị viên",
    "telegram_member_chat_id": "nhóm đoàn viên",
    "telegram_webhook_url": "địa chỉ webhook",
    "telegram_webhook_listen": "nơi webhook lắng nghe",
    "telegram_webhook_secret": "mã bí mật của webhook",
    "database_url": "cơ sở dữ liệu",
    "retention_days": "số ngày lưu dữ liệu của đoàn viên",
    "log_level": "mức nhật ký",
}
CORPUS, DATA_FOLDER, DISK, INDEX, PREVIOUS = "Bài viết", "Thư mục dữ liệu", "Ổ đĩa", "Chỉ mục", "Bản trước"
CHROMA, WORDS_INDEX, EMBEDDER, MODEL, TELEGRAM = "Chroma", "BM25", "Bộ tạo vectơ", "Mô hình", "Telegram"
WRITABLE = "ghi được"
TO_BE_MADE = "chưa có, sẽ được tạo khi nạp bài viết"
CHROMA_LOCAL = "chạy trong chương trình"
CHROMA_SERVER = "máy chủ (CHROMA_URL) trả lời tốt"
WORDS_INDEX_FINE = "mở được cùng bản chỉ mục"
NO_PREVIOUS = "chưa có; có sau lần nạp tiếp theo"
NO_INDEX = "chưa có"
INDEX_UNKNOWN = "chưa kiểm tra được vì không kết nối được với Chroma"
NO_INDEX_ADVICE = "Bạn hãy chạy “congdoan reload”, hoặc cứ hỏi: câu hỏi đầu tiên sẽ tự nạp bài viết."
RELOAD_ADVICE = "Bạn hãy chạy “congdoan reload”."
DISK_ADVICE = "Bạn hãy giải phóng dung lượng, hoặc đặt DATA_DIR sang ổ đĩa khác."
SKIPPED_ADVICE = "Bạn hãy chạy “congdoan reload --dry-run” để xem lý do."
TELEGRAM_SET = "đã có mã"
TELEGRAM_UNSET = "chưa có TELEGRAM_BOT_TOKEN"
TELEGRAM_ADVICE = "Chỉ cần khi chạy bot: nhắn /newbot cho @BotFather trên Telegram để lấy mã, rồi ghi vào .env."
ALL_WELL = "Mọi thứ đều ổn."
BROKEN = "Có thành phần bị hỏng (✗). Bạn hãy làm theo chỉ dẫn ở trên rồi chạy lại “congdoan doctor”."


def corpus_state(folder: object, articles: int, teasers: int) -> str:
    """Say what the corpus folder holds."""
    return f"{folder}: {whole(articles)} bài, {whole(teasers)} tin kèm theo"


def skipped_state(count: int) -> str:
    """Say how many files of the corpus give no article."""
    return f"{whole(count)} tệp không đọc được"


def index_state(name: str, created: str, embedder: str, dimension: int, format_version: int) -> str:
    """Describe a generation that opens."""
    return f"{name}, lập lúc {created}, bộ tạo vectơ {embedder} ({dimension} chiều), định dạng {format_version}"


def outdated(added: int, changed: int, removed: int) -> str:
    """Say how far the corpus is from the index."""
    return f"chưa theo kịp thư mục bài viết: {added} bài mới, {changed} bài sửa, {removed} bài gỡ"


TABLE_CHANGED = "Bài viết không đổi, nhưng bảng viết tắt (viet-tat.txt) hoặc cách lập chỉ mục đã đổi."
MODEL_CHANGED = "Bài viết không đổi, nhưng dịch vụ đã đổi mô hình tạo vectơ dù tên vẫn như cũ, nên cần lập lại chỉ mục."
TABLE_OUTDATED = "chưa theo kịp bảng viết tắt (viet-tat.txt) hoặc cách lập chỉ mục mới"


def other_embedder(name: str) -> str:
    """Say that the index is another embedder's."""
    return f"được lập bằng bộ tạo vectơ khác ({name})"


def disk_state(free: int) -> str:
    """Say how much room there is, from bytes."""
    return f"còn trống {size(free)}"


def embedder_state(name: str, dimension: int) -> str:
    """Describe an embedder that works."""
    return f"{name}, {dimension} chiều"


# -- stats --------------------------------------------------------------------------------------------------

STATS = (
    "Bài viết",
    "Tin kèm theo",
    "Số câu",
    "Bản chỉ mục",
    "Lập lúc",
    "Bộ tạo vectơ",
    "Dung lượng trên đĩa",
)


TOKENS_TODAY = "Token hôm nay"


def questions_in(days: int) -> str:
    """Label a number of questions on Telegram."""
    return f"Câu hỏi trên Telegram trong {whole(days)} ngày qua"


def tokens_in(days: int) -> str:
    """Label the tokens of some days."""
    return f"Token trong {whole(days)} ngày qua"


def tokens_on(day: date) -> str:
    """Label the tokens of a day."""
    return f"Token ngày {day:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """Return a time of day and date, in local time."""
    return f"{value.astimezone():%H:%M:%S %d/%m/%Y}"
