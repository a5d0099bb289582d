"""Word tables that tell the full stop that ends a Vietnamese sentence from the one that does not.

Spelling counts: "No. 1" is a number, but "no." ends "ăn no."; "Co." is a company, but "co." ends "bị co.".
"""

from __future__ import annotations


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


# Stand before a name, so that their full stop never ends a sentence.
NEVER_END = _words(
    """
    ThS Ths ths Th.S Th.s TS Ts TSKH PTS GS Gs PGS Pgs BS Bs BSCK BSCKI BSCKII Ds KS Ks KTS LS Ls NCS
    NSND NSƯT NGND NGƯT TTND TTƯT ĐC Đc đc Đ/c đ/c Đ/C Đ/chí đ/chí Mr Mrs Ms Dr Prof St Mt
    """
)

# End a sentence unless a number follows: "tr. 15", "No. 1", "ĐT. 0243…".
BEFORE_NUMBERS = _words("tr Tr No Nos Vol Fig ĐT Đt đt SĐT Sđt sđt Tel tel")

# Stand before a place's name; a sentence ends in one only when an opener follows: "… ở TP. Ông Minh nói".
PLACES = _words("TP Tp tp TX Tx tx TT Tt tt")

# Likewise, but they may also close a line: "Samsung Electronics Co.", "Ltd.".
SELDOM_END = PLACES | _words("Cty CTy cty Co Ltd Inc Corp Jr Sr Bros Jan Feb Aug Sept Oct Nov Dec")

# After these a single letter is a label, not somebody's initial: "vitamin C.", "Đại hội V.".
LABELS = _words(
    """
    vitamin nhóm bảng hạng loại lớp khối khu lô mẫu gan virus thứ khóa khoá kỷ hội quý cấp kỳ tranh điểm tuýp
    án trục cột hàng tòa toà nhà block cung đội máu
    """
)

# The tables below are alternatives of a pattern.
# Numbered heads whose text follows the full stop: "Điều 5. Quyền của công đoàn".
ORDINALS = "Điều|Khoản|Điểm|Chương|Mục|Tiểu mục|Phần|Bài|Câu|Bước|Tiết|Phụ lục|Bảng|Hình|Biểu|Quyển|Tập"

# What begins a sentence but no person's or place's name ("Tuy" alone would: TP. Tuy Hòa).
OPENERS = (
    "Ông|Bà|Theo|Tại|Trong|Tuy nhiên|Tuy vậy|Ngoài|Đây|Đó|Điều|Các|Những|Khi|Nếu|Với|Và|Nhưng|Do|Vì|"
    "Để|Cùng|Bên cạnh|Đồng thời|Đồng chí|Sau|Trước|Hiện|Hôm|Ngày|Năm|Sáng nay|Chiều|Tối|Từ đó|Từ nay|"
    "Từ năm|Từ ngày|Từ khi|Đến nay|Đến năm|Qua|Mặc dù|Mỗi|Một|Nhiều|Cũng|Việc|Nhằm|Phát biểu|"
    "Đặc biệt|Đại diện|Thực hiện|Thời gian|Lúc|Vào|Cụ thể|Như vậy|Nhờ|Song|Còn|Riêng|Chúng|Tôi|Họ|Nó|"
    "Không|Chỉ|Đối với|Căn cứ|Dự|Nhân dịp|Thông qua|Trên|Giữa|Bởi|Vậy|Kết quả|Kể từ|Hơn|Gần|Số|Người|"
    "Công đoàn|Hội nghị|Mới đây|Ở|Được|Bắt đầu|Là|Rất|Tất cả|Sự|Chính"
)

# Capitalised ends of a web or product name ("Vietnam.Net", "Asp.Net"): no sentence starts with them.
NAME_ENDS = _words("Net Com Org Vn Edu Gov Info Js Io Asia")

# Begin a clause that can be read on its own.
CONNECTIVES = (
    "và|nhưng|mà|còn|song|tuy nhiên|đồng thời|đặc biệt|trong đó|trong khi|ngoài ra|bên cạnh đó|"
    "cùng với|nhất là|qua đó|từ đó|do đó|vì vậy|vì thế|nên|vì|do|bởi|để|nhằm|góp phần|nếu|khi|"
    "cũng như|bao gồm|gồm|tạo|giúp|đảm bảo|bảo đảm|theo|trên cơ sở|nơi|là|được|tại|với|từ"
)
