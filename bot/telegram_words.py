"""What members read on Telegram, in Vietnamese; `bot.telegram_admin_words` has what only admins read.

Plain data, and functions from facts to a line.
"""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from bot.words import EXAMPLE, whole

# -- answers ------------------------------------------------------------------------------------------------

QUOTES = "Trích nguyên văn:"
ARTICLE_MARK, TEASER_MARK = "📄", "📰"
TEASER_NOTE = "Tin vắn, in kèm trên trang của bài khác"
UNDATED = "Chưa rõ ngày đăng"
UNSOURCED = "chưa rõ nguồn"
READ_ALSO = "Bạn có thể đọc thêm:"
ASK_OTHERWISE = "Bạn thử hỏi lại bằng từ khác, nêu rõ tên người, nơi chốn hay thời gian; hoặc gõ /baiviet để xem mình đang có những bài nào."

WRITING = "✍️ Đang viết tiếp…"

# Keys are values of `bot.budget.Unpaid`.
UNPAID = {
    "everybody": "Hôm nay mình đã hết lượt tự viết câu trả lời, nên từ giờ đến hết ngày mình gửi bạn các đoạn trích nguyên văn nhé.",
    "person": "Hôm nay bạn đã dùng hết lượt nhận câu trả lời do mình viết, nên từ giờ đến hết ngày mình gửi bạn các đoạn trích nguyên văn nhé.",
}

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


# -- when the bot can't start ---------------------------------------------------------------------------------

REFUSED_BY_TELEGRAM = (
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


def cannot_listen(address: str) -> str:
    """Say that the webhook's own address can't be used."""
    return (
        f"Không lắng nghe được ở {address}. Bạn hãy kiểm tra xem cổng này có đang bị chương trình khác dùng không, hoặc đặt "
        "TELEGRAM_WEBHOOK_LISTEN thành địa chỉ và cổng khác."
    )


def state_failed(reason: str) -> str:
    """Say why the bot's state can't be used; `reason` is that of a `StoreError`."""
    return _STATE.get(reason, _STATE["broken"])
