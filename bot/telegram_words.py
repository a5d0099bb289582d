"""What is read on Telegram, in Vietnamese. Plain data, and functions from facts to a line."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from bot.words import EXAMPLE, decimal, whole

# -- answers ------------------------------------------------------------------------------------------------

QUOTES = "Trích nguyên văn:"
ARTICLE_MARK, TEASER_MARK = "📄", "📰"
TEASER_NOTE = "Tin vắn, in kèm trên trang của bài khác"
UNDATED = "Chưa rõ ngày đăng"
UNSOURCED = "chưa rõ nguồn"
READ_ALSO = "Bạn có thể đọc thêm:"
ASK_OTHERWISE = "Bạn thử hỏi lại bằng từ khác, nêu rõ tên người, nơi chốn hay thời gian; hoặc gõ /baiviet để xem mình đang có những bài nào."

# -- below an answer ----------------------------------------------------------------------------------------

OTHER_PASSAGES = "Những đoạn khác có thể liên quan tới câu hỏi của bạn:"
NO_OTHER_PASSAGES = "Mình không tìm thấy đoạn nào khác gần với câu hỏi này."
CONTEXT = "Đoạn trích nằm trong bài (phần in đậm):"
CONTEXT_GONE = "Bài này đã được sửa hoặc gỡ sau khi mình trả lời, nên không còn ngữ cảnh để xem. Đoạn đã trích khi đó:"
RELATED = "Các bài liên quan:"
NO_RELATED = "Mình chưa có bài nào khác liên quan."
SOURCES = "Nguồn của câu trả lời vừa rồi:"
NO_SOURCES = "Chưa có câu trả lời nào để xem nguồn. Bạn hãy hỏi trước đã nhé."
NOT_ANSWERED = "Câu vừa rồi mình chưa trả lời được, nên không có nguồn để xem."

# -- commands of members ------------------------------------------------------------------------------------

START = f"""Chào bạn! Mình trả lời câu hỏi từ các bài viết của công đoàn. Câu trả lời nào cũng trích nguyên văn và ghi rõ nguồn; điều gì trong bài không có thì mình nói là không có.

Bạn cứ nhắn câu hỏi bằng tiếng Việt, có dấu hay không dấu đều được. Ví dụ:
{EXAMPLE}

Gõ /trogiup để xem mình làm được những gì."""
HELP = """Cách dùng

• Nhắn riêng cho mình: cứ gõ câu hỏi.
• Trong nhóm: nhắc tên mình, trả lời tin nhắn của mình, hoặc gõ /hoi rồi tới câu hỏi. Các tin nhắn khác mình không đọc và không lưu.
• Hỏi tiếp thì không cần nhắc lại từ đầu, ví dụ: “Ông ấy là ai?”. Trả lời vào một tin cũ của mình là hỏi tiếp về tin đó.
• Dưới mỗi câu trả lời có nút 👍 và 👎 để bạn đánh giá, “Đoạn khác” nếu đoạn đã trích chưa đúng ý, “Xem ngữ cảnh” và “Bài liên quan”.

Các lệnh
/hoi – hỏi một câu
/baiviet – xem danh sách bài viết
/nguon – xem nguồn của câu trả lời vừa rồi
/moi – bắt đầu cuộc trò chuyện mới
/xoadulieu – xoá mọi dữ liệu mình lưu về bạn
/trogiup – xem lại hướng dẫn này"""
NEW_TALK = "Mình đã bắt đầu cuộc trò chuyện mới. Bạn hỏi gì nào?"
FORGET = (
    "Mình sẽ xoá các câu hỏi, đánh giá và cuộc trò chuyện của bạn. Xoá rồi thì không lấy lại được. Bạn có chắc không?"
)
FORGET_BUTTON = "Xoá dữ liệu của tôi"
NOTHING_STORED = "Mình không lưu dữ liệu nào của bạn."
ARTICLES = "Các bài viết mình đang có"
NO_ARTICLES = "Hiện chưa có bài viết nào."


def forgotten(count: int) -> str:
    """Say that a person's data is gone; `count` is how many questions there were."""
    return f"Mình đã xoá dữ liệu của bạn ({whole(count)} câu hỏi cùng đánh giá và cuộc trò chuyện)."


def page_of(page: int, pages: int) -> str:
    """Say which page of a list this is."""
    return f"trang {whole(page)}/{whole(pages)}" if pages > 1 else ""


# -- statistics of admins -----------------------------------------------------------------------------------

CHART_ANSWERED, CHART_UNANSWERED, CHART_QUESTIONS = "Đã trả lời", "Chưa trả lời được", "Số câu hỏi"


def chart_title(days: int) -> str:
    """Say what the picture shows."""
    return f"Câu hỏi của đoàn viên trong {whole(days)} ngày qua"


# -- buttons, access, help in passing -------------------------------------------------------------------------

UP, DOWN, CHOSEN = "👍", "👎", "✓"
OTHER_PASSAGES_BUTTON = "Đoạn khác"
CONTEXT_BUTTON = "Xem ngữ cảnh"
RELATED_BUTTON = "Bài liên quan"
KEEP_BUTTON = "Không, giữ lại"
PREVIOUS_PAGE, NEXT_PAGE = "‹ Trang trước", "Trang sau ›"
VOTED_UP = "Cảm ơn bạn đã đánh giá!"
VOTED_DOWN = "Cảm ơn bạn. Mình đã ghi nhận để các bài viết được bổ sung."
VOTE_WITHDRAWN = "Mình đã bỏ đánh giá của bạn."
TOO_OLD = "Câu trả lời này quá cũ hoặc đã bị xoá, nên nút không còn dùng được. Bạn vui lòng hỏi lại nhé."
NOT_YOURS = "Nút này dành cho người đã gõ lệnh."
KEPT = "Mình giữ nguyên dữ liệu của bạn."
CONFIRMATION_EXPIRED = "Yêu cầu đã hết hạn. Bạn vui lòng gõ lại lệnh nhé."
ONLY_TEXT = "Mình chỉ đọc được câu hỏi bằng chữ. Bạn vui lòng gõ câu hỏi nhé, hoặc gõ /trogiup để xem hướng dẫn."
UNKNOWN_COMMAND = "Mình không biết lệnh này. Bạn gõ /trogiup để xem các lệnh nhé."
HOW_TO_ASK = f"Bạn vui lòng gõ câu hỏi sau /hoi, ví dụ:\n/hoi {EXAMPLE}"
HOW_TO_ASK_IN_GROUP = f"Bạn vui lòng gõ luôn câu hỏi trong tin nhắn có nhắc tên mình, ví dụ: “{EXAMPLE}”"
TOO_MANY = "Bạn hỏi hơi nhanh nên mình chưa kịp trả lời hết. Bạn vui lòng đợi khoảng một phút rồi hỏi tiếp nhé."
FAILED = "Xin lỗi, mình gặp lỗi khi tìm câu trả lời. Bạn vui lòng hỏi lại sau ít phút nhé."
NOT_READY = "Xin lỗi, hiện chưa có bài viết nào được nạp nên mình chưa trả lời được. Bạn vui lòng hỏi lại sau nhé."
MEMBERS_ONLY = "Xin lỗi, mình chỉ trả lời thành viên của nhóm công đoàn."
ACCESS_UNKNOWN = (
    "Xin lỗi, hiện mình chưa kiểm tra được bạn có phải là đoàn viên không. Bạn vui lòng thử lại sau ít phút."
)


def members_only(group: str, link: str) -> str:
    """Say that only members may ask, and how to become one; the group's name and its link may be unknown."""
    name = f" “{group}”" if group else " của công đoàn"
    how = (
        f" Bạn có thể vào nhóm tại đây: {link}" if link else " Bạn hãy liên hệ cán bộ công đoàn để được thêm vào nhóm."
    )
    return f"Xin lỗi, mình chỉ trả lời thành viên của nhóm{name}.{how} Vào nhóm rồi, bạn quay lại hỏi mình nhé."


# In the order of the menu.
MEMBER_COMMANDS = {
    "hoi": "Hỏi một câu",
    "baiviet": "Xem danh sách bài viết",
    "nguon": "Xem nguồn của câu trả lời vừa rồi",
    "moi": "Bắt đầu cuộc trò chuyện mới",
    "trogiup": "Xem hướng dẫn",
    "xoadulieu": "Xoá dữ liệu mình lưu về bạn",
}


# -- admins: buttons and what they say ----------------------------------------------------------------------

ADMIN_COMMANDS = {
    "reload": "Nạp lại bài viết",
    "rollback": "Quay về bản chỉ mục trước",
    "xoabai": "Gỡ một bài khỏi kho",
    "thongke": "Xem số liệu",
    "chuatraloi": "Các câu hỏi chưa trả lời được",
    "bantin": "Bật hoặc tắt bản tin tuần",
}
CONFIRM_RELOAD, CONFIRM_ROLLBACK, CONFIRM_ADD, CONFIRM_REMOVE = (
    "Nạp ngay",
    "Quay về bản trước",
    "Thêm vào kho",
    "Gỡ bài này",
)
CANCEL, RELOAD_NOW = "Huỷ", "Nạp lại bài viết"
CANCELLED = "Đã huỷ, không có gì thay đổi."

# What an error advises for a terminal, as it is done here.
ADVICE_HERE = (
    ("chạy “congdoan reload”", "gõ /reload"),
    ("chạy “congdoan articles” để xem mã của các bài", "gõ /baiviet để xem các bài"),
    ("chạy “congdoan doctor”", "chạy “congdoan doctor” trên máy chủ"),
)

DATE, SOURCE, ADDRESS = "Ngày", "Nguồn", "Liên kết"


def and_others(count: int) -> str:
    """Stand for the rest of a long list."""
    return f"… và {whole(count)} mục khác"


# -- admins: reload, rollback -------------------------------------------------------------------------------

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


def reload_progress(done: int, total: int, left: float | None) -> str:
    """Say how far a reload is; `left` in seconds."""
    full = round(10 * done / total)
    line = f"{RELOAD_STARTED}\n{'▰' * full}{'▱' * (10 - full)} {whole(done)}/{whole(total)} câu"
    return f"{line}, còn khoảng {whole(max(1, round(left)))} giây" if left is not None and done < total else line


def rollback_ask(name: str, created: str, articles: int) -> str:
    """Ask whether to go back to the previous generation."""
    return f"Quay về bản chỉ mục {name}, lập lúc {created}, có {whole(articles)} bài viết và tin?\nBạn có thể gõ /rollback lần nữa để trở lại bản đang dùng."


# -- admins: documents --------------------------------------------------------------------------------------

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
    return f"Đã gỡ bài “{title}”. Tệp được giữ ở {place}.\nBài thôi được dùng để trả lời sau khi bạn nạp lại bài viết."


def added(title: str, name: str) -> str:
    """Say that a document is in the corpus now."""
    return f"Đã thêm bài “{title}” vào kho ({name}).\nBài được dùng để trả lời sau khi bạn nạp lại bài viết."


# -- admins: figures ----------------------------------------------------------------------------------------

FIGURES = "Số liệu"
ARTICLES_FIGURE, SENTENCES_FIGURE, GENERATION_FIGURE = "Bài viết", "Số câu", "Bản chỉ mục"
TODAY, THIS_WEEK, SHARE, VOTES, TIMES = "Hôm nay", "Tuần này", "Trả lời được", "Đánh giá", "Thời gian trả lời"
NOTHING_ASKED = "chưa có câu hỏi"
NO_GENERATION = "chưa có, bạn gõ /reload để nạp bài viết"
UNANSWERED = "Các câu hỏi chưa trả lời được hoặc bị 👎"
UNANSWERED_NONE = "Không có câu hỏi nào bị bỏ lại. Mọi câu hỏi đều đã được trả lời."
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


QUESTIONS = "Câu hỏi"
UNANSWERED_MORE = "Gõ /chuatraloi để xem tất cả."


def articles_and_teasers(articles: int, teasers: int) -> str:
    """Return how much is indexed."""
    return f"{whole(articles)} bài, {whole(teasers)} tin vắn"


def generation(name: str, created: str) -> str:
    """Return which generation answers, and since when."""
    return f"{name} (lập lúc {created})"


def in_last_days(days: int) -> str:
    """Open a line on some days, today included."""
    return f"Trong {last_days(days)}"


# -- when the bot can't start ---------------------------------------------------------------------------------

TOKEN_REFUSED = (
    "Telegram không nhận TELEGRAM_BOT_TOKEN. Bạn hãy chép lại mã từ @BotFather (lệnh /token); nếu có đặt TELEGRAM_API_URL, hãy "
    "kiểm tra địa chỉ này."
)
_STATE = {
    "address": "DATABASE_URL chưa đúng: cần dạng postgresql://tên:mật-khẩu@tên-máy/tên-cơ-sở-dữ-liệu.",
    "unreachable": "Không kết nối được cơ sở dữ liệu. Bạn hãy kiểm tra DATABASE_URL và xem máy chủ có đang chạy không.",
    "refused": "Cơ sở dữ liệu từ chối kết nối. Bạn hãy kiểm tra tên, mật khẩu và tên cơ sở dữ liệu trong DATABASE_URL.",
    "read-only": "Không ghi được trạng thái của bot. Bạn hãy cấp quyền ghi cho thư mục DATA_DIR.",
    "full": "Ổ đĩa đã đầy nên không lưu được trạng thái của bot. Bạn hãy giải phóng dung lượng rồi chạy lại.",
    "busy": "Trạng thái của bot đang bị một chương trình khác giữ. Bạn hãy tắt chương trình đó rồi chạy lại.",
    "newer": "Trạng thái của bot do một phiên bản mới hơn ghi. Bạn hãy cập nhật chương trình rồi chạy lại.",
    "broken": "Trạng thái của bot bị hỏng. Bạn hãy khôi phục tệp bot.sqlite3 trong DATA_DIR từ bản sao lưu, hoặc xoá tệp này.",
}


def state_failed(reason: str) -> str:
    """Say why the bot's state can't be used; `reason` is that of a `StoreError`."""
    return _STATE.get(reason, _STATE["broken"])
