"""What only admins read on Telegram, in Vietnamese. Plain data, and functions from facts to a line."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from bot.embedding_words import embedding_cost
from bot.words import decimal, whole

# -- commands, buttons ---------------------------------------------------------------------------------------

COMMANDS = {
    "reload": "Nạp lại bài viết",
    "rollback": "Quay về bản chỉ mục trước",
    "xoabai": "Gỡ một bài khỏi kho",
    "thongke": "Xem số liệu",
    "chuatraloi": "Các câu hỏi chưa trả lời được",
    "bantin": "Bật hoặc tắt bản tin tuần",
}
CONFIRM_RELOAD, CONFIRM_ROLLBACK, CONFIRM_ADD, CONFIRM_REMOVE, CONFIRM_TABLE = (
    "Nạp ngay",
    "Quay về bản trước",
    "Thêm vào kho",
    "Gỡ bài này",
    "Dùng bảng này",
)
CANCEL, RELOAD_NOW = "Huỷ", "Nạp lại bài viết"
CANCELLED = "Đã huỷ, không có gì thay đổi."

# What an error advises for a terminal, as it is done here.
ADVICE_HERE = (
    ("chạy “congdoan reload --yes”", "gõ /reload rồi bấm nút xác nhận"),
    ("chạy “congdoan reload”", "gõ /reload"),
    ("chạy “congdoan articles” để xem mã của các bài", "gõ /baiviet để xem các bài"),
    ("chạy “congdoan doctor”", "chạy “congdoan doctor” trên máy chủ"),
)

DATE, SOURCE, ADDRESS = "Ngày", "Nguồn", "Liên kết"


def and_others(count: int) -> str:
    """Stand for the rest of a long list."""
    return f"… và {whole(count)} mục khác"


# -- reload, rollback ----------------------------------------------------------------------------------------

PLAN = "So với bản đang dùng, thư mục bài viết có thay đổi:"
PLAN_SAME = "Thư mục bài viết không có gì thay đổi so với bản đang dùng, nên không cần nạp lại."
PLAN_ASK = "Bạn có muốn nạp không? Trong lúc nạp, mình vẫn trả lời câu hỏi từ bản đang dùng."
RELOAD_STARTED = "Đang nạp bài viết…"
RELOAD_RUNNING = "Bài viết đang được nạp ở một nơi khác. Bạn vui lòng đợi xong rồi thử lại."
RELOAD_INTERRUPTED = (
    "Lần nạp bài viết trước bị ngắt giữa chừng vì bot khởi động lại. Bản đang dùng không bị ảnh hưởng, phần đã làm vẫn "
    "được giữ; bạn gõ /reload để làm tiếp."
)
FOLDER_MOVED_ON = "Thư mục bài viết đã thay đổi thêm sau khi bạn xem trước; kết quả trên là những gì đã nạp."
NO_PREVIOUS = "Chưa có bản chỉ mục nào trước đó để quay về."
ROLLBACK_MOVED_ON = "Trong lúc chờ, bản chỉ mục trước đã đổi. Bạn vui lòng gõ lại /rollback."
ROLLBACK_FAILED = "Bản chỉ mục trước bị hỏng hoặc không còn, nên không quay về được. Bản đang dùng vẫn như cũ."


def costs_more(texts: int, tokens: int) -> str:
    """Say that a reload costs more by now than the admin has agreed to."""
    return f"{embedding_cost(texts, tokens, paid=True)} Như vậy là nhiều hơn lúc bạn xác nhận, nên mình chưa nạp. Nếu đồng ý, bạn gõ lại /reload."


def reload_progress(done: int, total: int, left: float | None) -> str:
    """Say how far a reload is; `left` in seconds."""
    full = round(10 * done / total)
    line = f"{RELOAD_STARTED}\n{'▰' * full}{'▱' * (10 - full)} {whole(done)}/{whole(total)} câu"
    return f"{line}, còn khoảng {whole(max(1, round(left)))} giây" if left is not None and done < total else line


def rollback_ask(name: str, created: str, articles: int) -> str:
    """Ask whether to go back to the previous generation."""
    return f"Quay về bản chỉ mục {name}, lập lúc {created}, có {whole(articles)} bài viết và tin?\nBạn có thể gõ /rollback lần nữa để trở lại bản đang dùng."


# -- documents -----------------------------------------------------------------------------------------------

UNDERSTOOD = "Mình đọc được tài liệu này như sau:"
BEGINS = "Mở đầu:"
DROPPED = "Đã bỏ"
TEASERS = "Tin vắn kèm theo"
NAMED = "Sẽ lưu với tên"
ADD_ASK = "Bạn có muốn thêm bài này vào kho không?"
NO_DATE_HINT = "Bài không ghi ngày đăng. Nếu biết, bạn có thể thêm một dòng dưới tiêu đề, ví dụ “Thứ bảy, 21/11/2026”, rồi gửi lại."
ADD_GONE = "Tài liệu này không còn được giữ tạm nữa. Bạn vui lòng gửi lại."
ADD_DROPPED = "Đã huỷ và xoá tài liệu vừa gửi."
DATA_READ_ONLY = (
    "Không ghi được vào thư mục dữ liệu. Bạn hãy kiểm tra quyền ghi và dung lượng của thư mục này trên máy chủ."
)
CORPUS_READ_ONLY = (
    "Không ghi được vào thư mục bài viết. Bạn hãy kiểm tra quyền ghi và dung lượng của thư mục này trên máy chủ."
)
DOWNLOAD_FAILED = "Mình chưa tải được tài liệu từ Telegram. Bạn vui lòng gửi lại."
SKIPPED_HERE = {
    "too-large": "quá lớn (tối đa 20 MB, kể cả khi đã giải nén)",
    "unknown-type": "loại tệp chưa hỗ trợ; mình nhận .txt, .md, .html, .docx và .pdf",
    "empty": "không có nội dung chữ; có thể là tệp rỗng hoặc bản chụp",
    "unreadable": "tệp bị hỏng, bị khoá bằng mật khẩu, hoặc nội dung không đúng với đuôi tệp",
}
REMOVE_CHOOSE = "Bạn muốn gỡ bài nào?"
REMOVE_ASK = "Gỡ bài này khỏi kho?"
REMOVE_KEPT = "Tệp sẽ được chuyển sang thư mục “removed” trong thư mục dữ liệu, không bị xoá hẳn."
REMOVE_GONE = "Tệp của bài này không còn trong thư mục bài viết."
REMOVE_UNKNOWN = "Không có bài nào mang mã này. Bạn gõ /xoabai để chọn trong danh sách."


TABLE_ASK = "Bạn có muốn dùng bảng này không?"
TABLE_EMPTY = (
    "Bảng viết tắt này chưa có dòng nào dùng được nên mình chưa nhận. Mỗi dòng cần có dạng “viết tắt = cụm từ đầy đủ”, "
    "ví dụ “ATVSLĐ = an toàn vệ sinh lao động”."
)
TABLE_REFUSED = (
    "Bảng viết tắt này có dòng chưa đúng nên mình chưa nhận. Mỗi dòng cần có dạng “viết tắt = cụm từ đầy đủ”, và mỗi "
    "chữ viết tắt chỉ có một nghĩa."
)
TABLE_SEND_AGAIN = "Bạn vui lòng sửa các dòng trên rồi gửi lại tệp."


def table_understood(rows: int) -> str:
    """Say that a document is the table of abbreviations, and how much is in it."""
    return f"Đây là bảng viết tắt của đơn vị, không phải bài viết. Mình đọc được {whole(rows)} mục:"


def table_replaces(rows: int) -> str:
    """Say what becomes of the table that is there."""
    return f"Bảng này sẽ thay bảng đang có ({whole(rows)} mục). Bảng cũ được giữ trong thư mục “removed” của thư mục dữ liệu."


def unclear_line(number: int, text: str) -> str:
    """Name a line of a table that is not understood."""
    return f"Dòng {whole(number)}: “{text}”"


def table_added(rows: int, name: str) -> str:
    """Say that the table is in its place."""
    return f"Đã lưu bảng viết tắt ({whole(rows)} mục) vào tệp {name}.\nSau khi bạn nạp lại bài viết, bảng này sẽ được dùng."


def not_taken(reason: str) -> str:
    """Say why a document is not taken."""
    return f"Mình chưa nhận được tài liệu này: {reason}."


def already_there(title: str) -> str:
    """Say that the corpus has the document's article."""
    return f"Bài này đã có trong kho: “{title}”. Mình không thêm nữa."


def teasers_go_too(count: int) -> str:
    """Say what else a file holds."""
    return f"Trang này còn có {whole(count)} tin vắn kèm theo, cũng sẽ được gỡ."


def teaser_has_no_file(title: str) -> str:
    """Say that a teaser comes with another article's page."""
    return f"Đây là tin vắn in kèm trên trang của bài “{title}”, không có tệp riêng. Muốn gỡ tin này, bạn cần gỡ cả bài đó."


def removed(title: str, place: str) -> str:
    """Say that a file is out of the corpus, and where it lies."""
    return f"Đã gỡ bài “{title}”. Tệp được giữ ở {place}.\nSau khi bạn nạp lại bài viết, bài này không còn được dùng để trả lời nữa."


def added(title: str, name: str) -> str:
    """Say that a document is in the corpus now."""
    return f"Đã thêm bài “{title}” vào kho ({name}).\nSau khi bạn nạp lại bài viết, bài này sẽ được dùng để trả lời."


# -- figures -------------------------------------------------------------------------------------------------

FIGURES = "Số liệu"
ARTICLES_FIGURE, SENTENCES_FIGURE, GENERATION_FIGURE = "Bài viết", "Số câu", "Bản chỉ mục"
TODAY, THIS_WEEK, SHARE, VOTES, TIMES = "Hôm nay", "Tuần này", "Trả lời được", "Đánh giá", "Thời gian trả lời"
QUESTIONS = "Câu hỏi"
NOTHING_ASKED = "chưa có câu hỏi"
NO_GENERATION = "chưa có, bạn gõ /reload để nạp bài viết"
UNANSWERED = "Các câu hỏi chưa trả lời được hoặc bị 👎"
UNANSWERED_NONE = "Không có câu hỏi nào bị bỏ lại. Mọi câu hỏi đều đã được trả lời."
UNANSWERED_MORE = "Gõ /chuatraloi để xem tất cả."
DIGEST = "Bản tin tuần"
DIGEST_OFF_HINT = "Gõ /bantin tat nếu bạn không muốn nhận bản tin này nữa."
DIGEST_ON = "Đã bật bản tin tuần. Bạn sẽ nhận vào 8 giờ sáng thứ Hai hằng tuần."
DIGEST_OFF = "Đã tắt bản tin tuần. Gõ /bantin bat khi bạn muốn nhận lại."
DIGEST_NOW_ON = "Bản tin tuần đang bật. Gõ /bantin tat để tắt."
DIGEST_NOW_OFF = "Bản tin tuần đang tắt. Gõ /bantin bat để bật."


def questions_count(count: int) -> str:
    """Return a number of questions."""
    return f"{whole(count)} câu hỏi"


def asked(times: int, last: str) -> str:
    """Say how often a question was asked, and when last."""
    return f"{whole(times)} lượt, gần nhất ngày {last}"


def percent(share: float) -> str:
    """Return a share of 1."""
    return f"{whole(round(100 * share))} %"


def milliseconds(p50: float, p95: float) -> str:
    """Return how long answers take, in seconds."""
    return f"một nửa trong {decimal(p50 / 1_000, 2)} giây, 95 % trong {decimal(p95 / 1_000, 2)} giây"


def last_days(days: int) -> str:
    """Return the time that figures are of."""
    return f"{whole(days)} ngày qua"


def articles_and_teasers(articles: int, teasers: int) -> str:
    """Return how much is indexed."""
    return f"{whole(articles)} bài, {whole(teasers)} tin vắn"


def generation(name: str, created: str) -> str:
    """Return which generation answers, and since when."""
    return f"{name} (lập lúc {created})"


def in_last_days(days: int) -> str:
    """Open a line on some days, today included."""
    return f"Trong {last_days(days)}"


# -- the picture ---------------------------------------------------------------------------------------------

CHART_ANSWERED, CHART_UNANSWERED, CHART_QUESTIONS = "Đã trả lời", "Chưa trả lời được", "Số câu hỏi"


def chart_title(days: int) -> str:
    """Say what the picture shows."""
    return f"Câu hỏi của đoàn viên trong {whole(days)} ngày qua"
