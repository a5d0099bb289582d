"""Why a file gave no article, and what of a page was dropped, in Vietnamese. Tables from keys to phrases."""

from __future__ import annotations

import re

from bot.words import size
from rag.article import Skipped, SkipReason

SKIP_REASONS = {
    SkipReason.UNREADABLE: "không đọc được (thiếu quyền, liên kết hỏng hoặc tệp hỏng)",
    SkipReason.EMPTY: "không có nội dung (tệp rỗng, hoặc PDF chỉ có ảnh chụp)",
    SkipReason.TOO_LARGE: "quá lớn; bạn có thể tách nhỏ, hoặc tăng MAX_FILE_BYTES",
    SkipReason.NOT_TEXT: "không phải là văn bản, hoặc không rõ bảng mã",
    SkipReason.UNKNOWN_TYPE: "loại tệp chưa hỗ trợ (chỉ nhận .txt, .md, .html, .docx, .pdf)",
    SkipReason.BAD_FRONT_MATTER: "phần thông tin YAML ở đầu tệp viết sai",
    SkipReason.BAD_ROWS: "bảng viết tắt có dòng chưa đúng; mỗi dòng cần có dạng “viết tắt = cụm từ đầy đủ”",
}
DROP_REASONS = {
    "ads": "quảng cáo",
    "comment-form": "khung bình luận",
    "comments-link": "lối tới bình luận",
    "copyright": "bản quyền",
    "duplicate": "bài trùng nội dung",
    "follow": "lời mời theo dõi",
    "footer": "chân trang",
    "html-aside": "cột bên",
    "html-dialog": "hộp thoại",
    "html-footer": "chân trang",
    "html-form": "khung nhập",
    "html-header": "đầu trang",
    "html-menu": "trình đơn",
    "html-nav": "thanh điều hướng",
    "login-form": "khung đăng nhập",
    "mobile-banner": "thanh bản di động",
    "navigation": "thanh điều hướng",
    "reader-tools": "nút dành cho người đọc",
    "outside-article": "phần ngoài thân bài",
    "rating": "khung chấm điểm",
    "related-block": "khối tin liên quan",
    "related-headline": "tít tin liên quan",
    "related-link": "liên kết tới bài khác",
    "repeated-title": "tít lặp lại",
    "share-buttons": "nút chia sẻ",
    "site-header": "đầu trang",
    "site-title": "tên trang",
    "tags": "từ khoá",
}
_HIDDEN = "phần ẩn của trang"  # any other element of a page
_OTHER = "phần khác của trang"

# What a reader says of a file, as a pattern, and how people are told; the first that matches counts.
_BROKEN_WORD, _BROKEN_PDF = "tệp Word bị hỏng, hoặc không phải là .docx", "tệp PDF bị hỏng"
_TOO_LONG = "quá dài; bạn có thể tách thành nhiều tệp"
_DETAILS: dict[SkipReason, tuple[tuple[str, str], ...]] = {
    SkipReason.UNREADABLE: (
        ("link leads outside the folder", "là liên kết trỏ ra ngoài thư mục bài viết nên không được đọc"),
        ("no regular file", "là liên kết hỏng, hoặc không phải là tệp thường"),
        ("folder", "là thư mục con không mở được"),
        ("Permission denied|Operation not permitted", "không có quyền đọc"),
        ("No such file or directory|Stale file handle", "không còn ở đó; có thể vừa bị xoá hoặc đổi tên"),
        ("Too many levels of symbolic links", "là liên kết vòng"),
        ("Input/output error", "ổ đĩa gặp lỗi khi đọc"),
        ("File name too long", "tên tệp quá dài"),
        ("html: .*", "trang HTML bị hỏng, hoặc lồng nhau quá sâu"),
        ("docx: .*", _BROKEN_WORD),
        ("pdf: no header", "không phải là tệp PDF, dù có đuôi .pdf"),
        ("pdf: encrypted", "tệp PDF bị khoá bằng mật khẩu; bạn hãy gỡ mật khẩu"),
        ("pdf: .*", _BROKEN_PDF),
    ),
    SkipReason.EMPTY: (
        ("no text", "tệp Word không có chữ"),
        ("pdf: no text, perhaps scanned", "tệp PDF không có chữ, có lẽ là bản chụp"),
    ),
    SkipReason.TOO_LARGE: (
        (r"(\d+) > (\d+) bytes", "lớn {0}, quá mức {1}; bạn có thể tách nhỏ, hoặc tăng MAX_FILE_BYTES"),
        (r"> (\d+) bytes", "lớn quá mức {0}; bạn có thể tách nhỏ, hoặc tăng MAX_FILE_BYTES"),
        (r"pdf: (\d+) pages", "tệp PDF có quá nhiều trang; bạn có thể tách thành nhiều tệp"),
        ("pdf: characters", f"tệp PDF {_TOO_LONG}"),
        ("docx: unpacked", f"tệp Word {_TOO_LONG}"),
    ),
    SkipReason.NOT_TEXT: (
        ("encoding", "không rõ bảng mã; bạn hãy lưu lại dưới dạng UTF-8"),
        ("binary", "không phải là văn bản"),
    ),
    SkipReason.UNKNOWN_TYPE: (
        (r"\.\w{1,12}", SKIP_REASONS[SkipReason.UNKNOWN_TYPE]),
        ("", "không có đuôi tệp nên chưa rõ loại (chỉ nhận .txt, .md, .html, .docx, .pdf)"),
    ),
    SkipReason.BAD_ROWS: (
        (
            "lines (.*)",
            "dòng {0} chưa đúng dạng “viết tắt = cụm từ đầy đủ”, hoặc đã có ở dòng trên; các dòng khác vẫn được dùng",
        ),
    ),
    SkipReason.BAD_FRONT_MATTER: (
        ("no closing ---", "thiếu dòng “---” kết thúc"),
        (r"\d+ characters, at most (\d+)", "quá dài"),
        ("no mapping", "mỗi dòng cần có dạng “tên: giá trị”"),
        (r"(\w+) is no plain value", "“{0}” chỉ nhận một giá trị"),
        ("date .*", "ngày không hợp lệ; bạn hãy viết như 07/08/2018"),
    ),
}
_LINE = re.compile(r"line (\d+): (.*)", re.DOTALL)


def skip_reason(item: Skipped) -> str:
    """Say why a file was left out, as exactly as it is known."""
    line = _LINE.fullmatch(item.detail)
    told = _told(item.reason, line[2] if line else item.detail)
    if line is None:
        return told or SKIP_REASONS[item.reason]
    return f"{SKIP_REASONS[item.reason]}, dòng {line[1]}" + (f": {told}" if told else "")


def _told(reason: SkipReason, detail: str) -> str | None:
    for pattern, phrase in _DETAILS.get(reason, ()):
        if found := re.fullmatch(pattern, detail, re.DOTALL):
            sizes = reason is SkipReason.TOO_LARGE
            return phrase.format(*(size(int(part)) if sizes else part for part in found.groups()))
    return None


def drop_reason(rule: str) -> str:
    """Name the furniture that a rule takes out."""
    return DROP_REASONS.get(rule) or (_HIDDEN if rule.startswith("html-") else _OTHER)
