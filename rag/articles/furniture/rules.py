"""The page furniture of Vietnamese news sites, as tables of patterns.

A pattern is written in lower case and matches a whole line, both folded (see `_compile`), so it may only use
lower-case escapes. Add a phrase here when a site prints one that is not known yet.
"""

# ruff: noqa: E501 - a table reads best unwrapped

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rag.articles.lines import SECTIONS
from rag.text.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines of one kind: the key that a dropped line is reported under, and what they look like."""

    key: str
    pattern: re.Pattern[str]
    sentences: bool = False  # also lines that read as running text


def _compile(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{fold(phrase)})" for phrase in phrases))


_SHARE = (
    "chia sẻ( bài viết| qua| lên| tới| ngay)?( facebook| zalo)?|facebook|fb|messenger|twitter|tweet|zalo|linkedin|pinterest"
    "|telegram|viber|whatsapp|instagram|youtube|tiktok|google news|google ?plus|thích|like|share|lưu( bài( viết)?)?|đã lưu"
    "|bỏ lưu|in( bài( viết)?| trang| tin)?|print|gửi e-?mail|gửi (bài|tin|cho bạn bè|mail)|copy( link)?"
    "|(sao chép|lấy|copy) (liên kết|link|đường dẫn)|rss|theo dõi|follow|bình luận|phản hồi|báo lỗi|đọc bài gốc|link gốc"
)
_SECTION_NAV = "[^.!?]{2,50}"

# Dropped wherever they stand as a line of their own.
LINE_RULES = (
    Rule(
        "mobile-banner",
        _compile(
            (
                "(xem )?(phiên )?bản (di động|mobile|desktop|máy tính|đầy đủ)",
                "tải (ứng dụng|app)|cài đặt ứng dụng|mở (trong )?ứng dụng",
            )
        ),
    ),
    Rule("share-buttons", _compile([rf"(?:(?:{_SHARE})(?:[\s|,•·:/-]+|\(?\d+\)?|$)+)+"])),
    Rule(
        "share-buttons",  # where one leads: www.facebook.com/sharer/sharer.php?u=...
        _compile(
            (
                r"(https?://)?([a-z]+\.)?((facebook|fb)\.com/(share|sharer|dialog)|(twitter|x)\.com/(share|intent)"
                r"|(zalo\.me|zaloapp\.com|sp\.zalo\.me)/share|linkedin\.com/(share|cws/share)|pinterest\.com/pin/create"
                r"|(t\.me|telegram\.me)/share|plus\.google\.com/share)([/?#.a-z][^\s]*)?",
            )
        ),
        sentences=True,
    ),
    Rule(
        "reader-tools",
        _compile(
            (
                r"(nghe|đọc)( đọc)? (bài( báo| viết)?|tin|báo)( này)?(\s*[\d:/ ]+)?|nghe audio|tốc độ( đọc)?|dừng đọc",
                r"(giọng )?(nữ|nam)( miền)? (bắc|nam|trung)|\d?\d:\d\d\s*/\s*\d?\d:\d\d|[\d.]+x",
                r"(cỡ|kích thước|khổ) chữ( bài viết)?|a\s*[+-]|(aa|a\s+a)(\s*a)*|(tăng|giảm) (cỡ|kích thước) chữ|mặc định",
                r"chế độ (tối|sáng|ban đêm)|xem (ảnh|hình) (lớn|gốc)|phóng to|toàn màn hình|play|pause|mute",
                r"(về|lên|trở lại|trở về|quay lại|lên) đầu (trang)|quay lại|về trang chủ|trở về|lên trên|back to top",
                f"(trở lại|quay lại|xem tiếp|về)( mục| trang| chuyên mục)? ({SECTIONS})",
                r"(số )?(lượt )?(xem|đọc|truy cập)( bài)?\s*:?\s*[\d.,]+|[\d.,]+ (lượt (xem|đọc|thích)|views?|bình luận)",
            )
        ),
    ),
    Rule(
        "follow",
        _compile(
            (
                "(hãy |mời (bạn|quý vị|độc giả|bạn đọc) )?(theo dõi|quan tâm|đón đọc|kết nối|like).{0,70}"
                "(trên|qua|fanpage|kênh) ?(google (news|tin tức)|facebook|zalo|youtube|tiktok|fanpage).{0,30}",
                "(theo dõi|kết nối với|liên hệ) chúng tôi( trên)?.{0,30}",
            )
        ),
    ),
    Rule(
        "follow",
        _compile(("(hãy |mời (bạn|quý vị|độc giả|bạn đọc) )?(theo dõi|đón đọc).{0,90} google (news|tin tức).{0,20}",)),
        sentences=True,
    ),
    Rule(
        "ads",
        _compile(("(nội dung )?(quảng cáo|tài trợ|advertisement|sponsored|ads?)|liên hệ quảng cáo|tin tài trợ",)),
    ),
    Rule(
        "tags",
        _compile((r"(từ khóa|tags?|hashtags?|keywords?)( bài viết| liên quan)?\s*:.{1,400}",)),
        sentences=True,
    ),
    Rule(
        "navigation",
        _compile(
            (
                rf"trang chủ(\s*[|›»>/\\•→-]+\s*{_SECTION_NAV})*",
                rf"{_SECTION_NAV}(\s+[›»>]\s+{_SECTION_NAV})+",
                "menu|tất cả chuyên mục|tìm kiếm|tìm kiếm nâng cao|nhập từ khóa( tìm kiếm)?.{0,20}",
                "skip to (main )?content|bỏ qua nội dung|e-?paper|báo in|đặt báo|bạn đang xem.{0,60}|xem tất cả",
            )
        ),
    ),
    Rule(
        "login-form",
        _compile(("đăng (nhập|ký|xuất)([ /|]+đăng (ký|nhập))*|quên mật khẩu|ghi nhớ (đăng nhập|tôi)",)),
    ),
    Rule(
        "related-link",
        _compile(
            (
                r"(mời (bạn |quý vị |độc giả |bạn đọc )?)?(xem thêm|đọc thêm|xem tiếp|đọc tiếp|(tin|bài|bài viết) liên quan"
                r"|có thể bạn quan tâm|nên xem)\s*:\s*.{5,200}",
                r"(>{1,3}|»)\s*.{5,200}",
            )
        ),
    ),
    Rule(
        "rating",
        _compile(
            (
                "tổng số điểm của bài viết là.{0,60}|xếp hạng: .{0,40}(phiếu bầu|đánh giá)|(click|bấm|nhấn) để đánh giá.{0,20}",
                "đánh giá bài viết|hãy là người đầu tiên.{0,60}|(chưa|không) có bình luận.{0,20}",
                "bạn đã không sử dụng site.{0,140}|mã an toàn.{0,10}|your browser does not support.{0,60}",
            )
        ),
        sentences=True,
    ),
    Rule("copyright", _compile((r"(©|®|\(c\) ?\d{4}|copyright|bản quyền (thuộc|©)).{0,200}",)), sentences=True),
    Rule(
        "copyright",
        _compile(
            (
                "(vui lòng |yêu cầu |đề nghị )?(ghi rõ|trích dẫn|dẫn) nguồn.{0,140}",
                ".{0,60}không (được )?sao chép dưới mọi hình thức.{0,60}|all rights reserved.{0,40}",
                "(chỉ được|cấm|nghiêm cấm) (phát hành|sao chép|trích dẫn).{0,140}",
            )
        ),
        sentences=True,
    ),
)

# What a site prints above its headlines, besides its sections.
SITE_NAMES = _compile(
    (
        "(báo|tạp chí|cổng thông tin|trang thông tin|cơ quan ngôn luận|cơ quan của|diễn đàn của|tiếng nói).{0,80}",
        r".{2,40} (online|điện tử|tv)|công đoàn việt nam|(www\.)?[a-z0-9.-]+\.(vn|com|net|org)(\.vn)?",
        r"(hotline|đường dây nóng|điện thoại|tòa soạn|liên hệ|email|e-mail)\s*:.{3,80}",
    )
)

# Heads of lists of other articles: what follows is theirs, until the body goes on.
RELATED = _compile(
    (
        "(có thể )?bạn (có thể )?(sẽ )?(cũng )?(quan tâm|thích)|có thể bạn (chưa biết|chưa đọc|muốn đọc)|(nên|đáng) (xem|đọc)",
        "(những |các )?(tin|bài|bài viết|tin tức|tin bài)( bài| viết)? (khác|liên quan|cùng loại|tương tự|đã đưa|trước|sau|tiếp theo)",
        "(các )?(nội dung|thông tin|sự kiện|chủ đề|video) liên quan|(video|chuyên mục) khác|liên quan",
        "(xem|đọc) (thêm|tiếp)( tin| bài)?( khác)?( bài viết)?( liên quan)?",
        "(tin |bài |tin bài |bài viết )?(đang )?(được )?(xem|đọc|quan tâm|chú ý) nhiều( nhất)?( trong (ngày|tuần|tháng))?|đọc nhiều",
        "(những |các )?(tin|tin tức|bài|bài viết|tin bài) (mới|nóng|hot|nổi bật)( nhất| hơn| cập nhật| nhận)?|(những )?tin cũ hơn",
        "mới nhất|mới cập nhật|nổi bật|tiêu điểm|tin tiêu điểm|tin đáng chú ý|đừng bỏ lỡ|tin hot|tin nhanh|tin (trong ngày|24h)",
        "(tin |bài |bài viết |tin bài |các tin |các bài )?(viết )?cùng (chuyên mục|chủ đề|tác giả|danh mục|thể loại|sự kiện|mục)",
        "(gợi ý|dành|đề xuất) (cho|riêng)( cho)? bạn|bài được quan tâm|(được )?quan tâm( nhất)?|chủ đề nóng|dòng sự kiện",
        "(tin|bài) (xem|đọc) nhiều|xem nhiều( nhất)?|recommended|related (posts?|articles?|news)|read more|you may (also )?like",
    )
)

# Heads of the readers' corner. Those that could also head a section need a form, or comments, below them.
COMMENTS = _compile(
    (
        "(ý kiến|lời)? ?bình luận( mới| hay| nổi bật)?|(gửi|viết|thêm|để lại)( một)? (bình luận|ý kiến|phản hồi|nhận xét|lời bình)( của bạn)?",
        "bình luận (của bạn|bạn đọc|facebook|bài viết)|ý kiến (bạn đọc|độc giả|của bạn|phản hồi|bình luận)|bạn đọc bình luận",
        "(xem |tất cả |mời bạn )?bình luận|lời bình|comments?|leave a (reply|comment)|chia sẻ (ý kiến|cảm nghĩ)( của bạn)?",
    )
)
SURE_COMMENTS = _compile(("(gửi|viết|ý kiến) bình luận.*|ý kiến bạn đọc|leave a (reply|comment)",))

# What stands in a form, and around a reader's comment.
FIELDS = _compile(
    (
        r"(họ (và|&) tên|họ tên|tên( của bạn)?|e-?mail|địa chỉ (e-?mail|thư)|(số )?điện thoại|tiêu đề|nội dung|lời bình|ý kiến)( bình luận| của bạn)?"
        r"\s*[(*]*(bắt buộc)?[)*]*\s*:?",
        r"(xác thực|captcha|mã (bảo mật|xác nhận|xác thực|kiểm tra|an toàn)|nhập (lại )?mã.{0,40})\s*[*:]*|đổi mã( khác)?|làm mới mã",
        "gửi( đi| bình luận| ý kiến| phản hồi)?|hủy( bỏ)?|làm lại|nhập lại|website|trang web|trả lời|thích|báo (vi phạm|xấu)|reset|submit",
        "(sắp xếp|hiển thị) theo.{0,20}|(mới|cũ|hay|quan tâm) nhất|xem thêm (bình luận|ý kiến)|đăng nhập.{0,40}",
        r".{0,40}\d+ ký tự.{0,20}|(vui lòng|xin|bạn (cần|phải|hãy)|hãy) .{0,40}(đăng nhập|tiếng việt|có dấu|bình luận|nhập).{0,60}",
        r"\d+ (giây|giờ|phút|ngày|tuần|tháng|năm) trước|/|\*|tên đăng nhập|mật khẩu",
    )
)
SURE_FIELDS = _compile(
    (
        r"(xác thực|captcha|mã (bảo mật|xác nhận|xác thực|kiểm tra|an toàn)|nhập (lại )?mã.{0,40}|lời bình)\s*[*:]*|mật khẩu",
        "gửi (bình luận|ý kiến|phản hồi)|trả lời|(nội dung|tên) (bình luận|đăng nhập)",
    )
)

# A site's foot. Its labels are common words, so they count only in a foot that has one of the sure ones.
FOOTER_SURE = _compile(
    (
        r"(©|®|\(c\) ?\d{4}|copyright|bản quyền).{0,200}|(số )?giấy phép( xuất bản| hoạt động| thiết lập| báo chí)?( số)?.{5,160}",
        r"(cơ quan chủ quản|phó tổng biên tập|tổng biên tập|trưởng ban biên tập|chịu trách nhiệm.{0,20})\s*:.{1,120}",
        "(cơ quan ngôn luận|trang thông tin điện tử|cổng thông tin điện tử|báo điện tử|tạp chí điện tử) .{0,120}",
        "thiết kế( và phát triển)? bởi.{0,60}|powered by.{0,60}|phát triển bởi.{0,60}",
    )
)
FOOTER = _compile(
    (
        r"(tòa soạn|trụ sở|địa chỉ|điện thoại|đt|tel|fax|e-?mail|hotline|đường dây nóng|website|liên hệ|quảng cáo|zalo)\s*[:.].{1,160}",
        "(giới thiệu|liên hệ|tòa soạn|quảng cáo|điều khoản( sử dụng)?|chính sách bảo mật|sitemap|rss|góp ý|fanpage|đặt báo)",
        "(văn phòng|vpđd|ban biên tập|thường trực).{0,120}|.{0,60}phát hành lại thông tin.{0,60}",
    )
)

# The head of a list of key words.
TAGS = _compile(("(từ khóa|tags?|hashtags?|keywords?)( bài viết| liên quan)?",))
