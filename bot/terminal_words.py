"""What is read only in a terminal, in Vietnamese: help, chat, reports. Plain data, and functions from facts to a line."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from bot.words import EXAMPLE, decimal, whole

# -- help ---------------------------------------------------------------------------------------------------

APP = "Hỏi đáp về các bài viết của công đoàn: mỗi câu trả lời đều trích nguyên văn và ghi rõ nguồn."
CHAT = "Hỏi đáp trực tiếp, hoặc qua đường ống mỗi dòng một câu."
ASK = "Trả lời một câu hỏi, hoặc cả tệp câu hỏi với --batch."
SEARCH = "Tìm các bài và câu gần với câu hỏi nhất, không trả lời."
RELOAD = "Nạp lại bài viết sau khi thêm, sửa hoặc xoá bài."
ROLLBACK = "Quay về bản chỉ mục trước; chạy lần nữa để trở lại bản mới."
SHOW = "Xem toàn văn một bài viết."
ARTICLES = "Liệt kê các bài viết đã nạp."
DOCTOR = "Kiểm tra cài đặt và từng thành phần, kèm cách khắc phục."
STATS = "Số liệu về bài viết, chỉ mục, câu hỏi và token của mô hình."
BOT = "Chạy bot Telegram."

QUESTION = "Câu hỏi bằng tiếng Việt."
ARTICLE_ID = "Mã bài viết, xem bằng “congdoan articles”."
JSON = "In kết quả dạng JSON."
BATCH = "Đọc câu hỏi dạng JSON từng dòng từ tệp (“-”: từ đầu vào chuẩn) và in từng dòng JSON."
DEBUG = "In thêm các câu tìm được, điểm số và thời gian."
LIMIT = "Số kết quả."
DRY_RUN = "Chỉ xem trước, không ghi gì."
YES = "Đồng ý trả phí tạo vectơ mà không hỏi lại."
VERSION = "In phiên bản."
HELP = "Xem hướng dẫn này."

HELP_HEADINGS = (
    ("Usage: ", "Cách dùng: "),
    ("Arguments:", "Tham số:"),
    ("Options:", "Tuỳ chọn:"),
    ("Commands:", "Các lệnh:"),
    ("[OPTIONS] COMMAND [ARGS]...", "LỆNH [TUỲ CHỌN]..."),
    ("[OPTIONS]", "[TUỲ CHỌN]"),
    ("[default: ", "[mặc định: "),
    (" <str>", ""),
    (" <path>", ""),
    ("[required]", "[bắt buộc]"),
    ("Show this message and exit.", HELP),
)

# -- wrong usage: what typer says, and how it is said here; the first pattern that matches counts -----------

USAGE_ERRORS = (
    (r"No such option: (\S+)", "Không có tuỳ chọn {0}"),
    (r"No such command '(.+?)'", "Không có lệnh “{0}”"),
    (r"Missing command", "Thiếu tên lệnh"),
    (r"Missing argument '?\{?([^'}]+)\}?'?", "Thiếu {0}"),
    (r"Missing option '(.+?)'", "Thiếu tuỳ chọn {0}"),
    (r"Option '(.+?)' requires an argument", "Tuỳ chọn {0} cần một giá trị"),
    (r"Option '(.+?)' does not take a value", "Tuỳ chọn {0} không nhận giá trị"),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)",
        "Thừa tham số “{0}”; câu hỏi hay đường dẫn có dấu cách cần đặt trong ngoặc kép",
    ),
    (r"Invalid value for '?([^':]+)'?", "Giá trị của {0} chưa đúng"),
)
USAGE_UNKNOWN = "Câu lệnh chưa đúng"


def usage(problem: str, command: str) -> str:
    """Say what is wrong with a command line, in one line."""
    return f"{problem}. Bạn hãy chạy “{command} --help” để xem cách dùng."


QUESTION_OR_BATCH = "Bạn hãy đưa ra một câu hỏi, hoặc một tệp với --batch, nhưng không cả hai"

# -- chat ---------------------------------------------------------------------------------------------------

PROMPT = "Bạn hỏi> "
GREETING = f"""Chào bạn! Mình trả lời câu hỏi từ các bài viết của công đoàn, có trích dẫn nguyên văn.
Bạn thử hỏi: {EXAMPLE}
Gõ /trogiup để xem các lệnh, /thoat hoặc Ctrl-D để thoát."""
CHAT_COMMANDS = (
    ("/nguon", "xem nguồn của câu trả lời vừa rồi, cùng các câu xung quanh"),
    ("/moi", "bắt đầu cuộc trò chuyện mới"),
    ("/trogiup", "xem trợ giúp này"),
    ("/thoat", "thoát (hoặc nhấn Ctrl-D)"),
)
CHAT_HELP = "Bạn cứ gõ câu hỏi bằng tiếng Việt, có dấu hay không dấu đều được. Các lệnh:\n" + "\n".join(
    f"  {name:<10}{meaning}" for name, meaning in CHAT_COMMANDS
)
NEW_TALK = "Mình đã bắt đầu cuộc trò chuyện mới. Bạn hỏi gì nào?"
NO_SOURCES = "Chưa có câu trả lời nào để xem nguồn. Bạn hãy hỏi trước đã nhé."
NOT_ANSWERED = "Câu vừa rồi chưa có câu trả lời nên không có nguồn để xem."
GOODBYE = "Tạm biệt bạn!"
STOPPED = "Đã dừng."
SEARCHING = "Đang tìm trong các bài viết…"
WRITING = "Đang viết tiếp…"

# Keys are the values of `bot.budget.Unpaid`.
UNPAID = {
    "everybody": "Hôm nay đã dùng hết số token dành cho mô hình (OPENAI_DAILY_TOKENS), nên câu trả lời là trích dẫn nguyên văn.",
    "person": "Hôm nay bạn đã dùng hết số token của mình, nên câu trả lời là trích dẫn nguyên văn.",
    "uncounted": "Có đặt giới hạn token mỗi ngày nhưng không đếm được vì không mở được cơ sở dữ liệu của bot, nên câu trả lời là trích dẫn nguyên văn. Bạn hãy kiểm tra quyền ghi của DATA_DIR, hoặc DATABASE_URL và TELEGRAM_BOT_TOKEN.",
}


def unknown_command(text: str) -> str:
    """Say that there is no such chat command."""
    return f"Mình không có lệnh {text}. Bạn gõ /trogiup để xem các lệnh."


# -- waiting ------------------------------------------------------------------------------------------------

OPENING = "Đang mở kho bài viết…"
EMBEDDING = "Đang nạp bài viết"
INTERRUPTED = "Đã dừng theo yêu cầu. Phần đã làm vẫn được giữ; chạy lại lệnh này để làm tiếp."


def embedding(done: int, total: int, speed: float, left: float) -> str:
    """Say how far the reload is, where no bar can be drawn; `speed` in sentences a second, `left` in seconds."""
    line = f"{EMBEDDING}: {whole(done)}/{whole(total)} câu"
    return f"{line}, {rate(speed)}, còn khoảng {whole(round(left))} giây" if speed and done < total else line


def rate(speed: float) -> str:
    """Return the speed of a reload, in sentences a second."""
    return f"{decimal(speed)} câu/giây"


def built(articles: int, seconds: float) -> str:
    """Say that the first question found no index, and that there is one now."""
    return f"Đã nạp {whole(articles)} bài viết và tin trong {decimal(seconds)} giây."


# -- sources, search, articles ------------------------------------------------------------------------------

QUOTES = "Trích nguyên văn:"
SOURCES = "Nguồn:"
LABELS = {
    "date": "Ngày",
    "source": "Nguồn",
    "author": "Tác giả",
    "url": "Liên kết",
    "path": "Tệp",
    "article_id": "Mã",
}
KINDS = {"article": "bài", "teaser": "tin"}
ARTICLE_COLUMNS = ("Mã", "Ngày", "Tiêu đề", "Nguồn", "Loại")
HIT_COLUMNS = ("#", "Điểm", "Ngữ nghĩa", "Từ khoá", "Bài", "Câu")
NOTHING_FOUND = "Không tìm thấy câu nào gần với câu hỏi này."
BEST_ARTICLES = "Các bài gần nhất:"
BEST_SENTENCES = "Các câu gần nhất:"


def scores(score: float, dense: float, lexical: float) -> str:
    """Return a hit's scores on one line."""
    return f"điểm {decimal(score, 3)} (ngữ nghĩa {decimal(dense, 3)}, từ khoá {decimal(lexical, 3)})"


def timing(name: str, milliseconds: float) -> str:
    """Return one step's time."""
    return f"{name} {decimal(milliseconds)} ms"


def did_you_mean(article_id: str, near: list[str]) -> str:
    """Offer ids that look like the one that was asked for."""
    return f"Không có bài viết nào mang mã “{article_id}”. Có phải bạn muốn xem: {', '.join(near)}?"


# -- batch --------------------------------------------------------------------------------------------------

BATCH_NOT_UTF8 = "Dòng này không phải là văn bản UTF-8."
BATCH_NOT_JSON = "Dòng này không phải là JSON hợp lệ."
BATCH_NOT_OBJECT = 'Dòng này phải là một đối tượng JSON, ví dụ {"id": 1, "question": "…"}.'
BATCH_NO_QUESTION = "Thiếu “question” (chuỗi) hoặc “turns” (danh sách chuỗi, không rỗng)."
BATCH_BAD_LIMIT = "“k” phải là số nguyên từ 1 trở lên."


def batch_unreadable(path: str) -> str:
    """Say that the file of questions can't be read."""
    return f"Không đọc được tệp câu hỏi “{path}”. Bạn hãy kiểm tra lại đường dẫn và quyền đọc."


def batch_failed(failed: int, lines: int) -> str:
    """Say how many lines of a batch gave an error instead of an answer."""
    return f"{whole(failed)} trong {whole(lines)} dòng bị lỗi; bạn hãy xem trường “error” của các dòng đó, sửa rồi chạy lại."


# -- bot ----------------------------------------------------------------------------------------------------

HOW_TO_GET_A_BOT = (
    "Chưa có TELEGRAM_BOT_TOKEN. Bạn hãy mở Telegram, nhắn /newbot cho @BotFather để lấy mã, rồi ghi "
    "TELEGRAM_BOT_TOKEN=… vào tệp .env."
)
OUTPUT_FAILED = (
    "Không ghi được kết quả ra (ổ đĩa đầy hoặc thiết bị lỗi). Bạn hãy kiểm tra nơi nhận kết quả rồi chạy lại."
)
