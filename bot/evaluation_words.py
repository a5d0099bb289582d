"""What is read of `congdoan eval`, in Vietnamese; names of metrics stay as the literature writes them."""

# ruff: noqa: E501 - a sentence reads best unwrapped

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.words import decimal, whole

if TYPE_CHECKING:
    from rag.evaluation.dataset import DatasetError

# -- help ---------------------------------------------------------------------------------------------------

EVAL = "Chấm chất lượng trả lời trên một bộ câu hỏi có đáp án."
FORMAT = (
    "Tệp câu hỏi ở dạng SQuAD (JSON), hoặc mỗi dòng một đối tượng JSON với question; answers (đúng một là được) hoặc "
    "all_of (cần đủ); article (mã bài); answerable; kind; id. Câu hỏi JSON từng dòng được hỏi trên thư mục bài viết, trừ "
    "khi có --articles."
)
FILE = "Tệp câu hỏi có đáp án."
ARTICLES = "Tệp bài viết (JSON từng dòng: id, title, abstract, body, date…) thay cho thư mục bài viết."
KEEP = "Thư mục giữ lại các vectơ để lần sau chạy nhanh hơn."
JSON = "Ghi mọi số liệu và kết quả từng câu hỏi ra tệp JSON."
CHARTS = "Vẽ biểu đồ (PNG) vào thư mục này."
COMPARE = "So với lần đo trước, đã ghi bằng --json."
LIMIT = "Chỉ hỏi chừng này câu, rải đều trong bộ."
PART = "Chỉ hỏi một phần của bộ, chia theo bài viết: 1/2 là nửa thứ nhất."
MODE = "extractive (mặc định): chỉ trích dẫn; llm: hỏi cùng các câu ấy có và không có mô hình, rồi so hai bên."
INPUT_PRICE = "Chế độ llm: giá 1 triệu token đưa vào, để tính chi phí mỗi câu."
OUTPUT_PRICE = "Chế độ llm: giá 1 triệu token mô hình viết ra."
NO_TITLE = "Bộ SQuAD: không đặt tên bài lên đầu mỗi đoạn."

# -- waiting ------------------------------------------------------------------------------------------------

OPENING = "Đang lập chỉ mục…"
# Keys are the values of `rag.evaluation.run.Step`.
STEPS = MappingProxyType(
    {
        "embedding": "Đang tạo vectơ",
        "asking": "Đang hỏi",
        "bare": "Đang hỏi không dấu",
        "half": "Đang hỏi trên nửa số bài",
        "writing": "Đang hỏi hai chế độ",
    }
)


def step(name: str, done: int, total: int) -> str:
    """Say how far a step is, where no bar can be drawn."""
    return f"{STEPS[name]}: {whole(done)}/{whole(total)}"


# -- results ------------------------------------------------------------------------------------------------

COLUMNS = ("Phép đo", "Kết quả", "Khoảng 95 %", "Số câu")
COMPARED = ("Trước", "Thay đổi")
MODE_COLUMNS = ("Phép đo", "Trích dẫn", "Mô hình", "Chênh lệch", "Số câu")
KIND_COLUMNS = ("Loại câu hỏi", "Số câu", "R@1", "snippet@3", "Trích đúng", "Từ chối", "khi nhầm 8 %")

PROTOCOLS = MappingProxyType(
    {
        "article": "Tìm đúng bài (article)",
        "snippet": "Tìm đúng câu (snippet)",
        "quotes": "Trích dẫn (quotes)",
        "refusal": "Từ chối (refusal)",
        "half corpus": "Từ chối, nửa số bài (half corpus)",
        "nodia": "Câu hỏi không dấu (nodia)",
        "latency": "Thời gian trả lời (latency)",
        "extractive": "Trích dẫn (extractive)",
        "model": "Mô hình viết (llm)",
        "prose": "Lời văn của mô hình",
    }
)
FIGURES = MappingProxyType(
    {
        "R@1": "R@1: bài đúng đứng đầu",
        "R@5": "R@5: trong 5 bài đầu",
        "MRR": "MRR",
        "nDCG@10": "nDCG@10",
        "snippet@1": "snippet@1: đáp án ở câu đầu",
        "snippet@2": "snippet@2: trong 2 câu đầu",
        "snippet@3": "snippet@3: trong 3 câu đầu",
        "length@1": "độ dài câu đầu (ký tự)",
        "length@2": "độ dài 2 câu đầu (ký tự)",
        "length@3": "độ dài 3 câu đầu (ký tự)",
        "answer in quotes": "đáp án trong trích dẫn",
        "answer in quotes, no refusal": "… nếu không từ chối câu nào",
        "answer in quotes, of answered": "… trong số câu đã trả lời",
        "quoted characters": "độ dài trích dẫn (ký tự)",
        "AUROC": "AUROC của độ tin cậy",
        "refused": "từ chối đúng",
        "falsely refused": "từ chối nhầm",
        "refused at 4% false refusals": "từ chối đúng, khi nhầm 4 %",
        "refused at 8% false refusals": "từ chối đúng, khi nhầm 8 %",
        "loss in R@1": "mất về R@1 (điểm %)",
        "loss in snippet@2": "mất về snippet@2 (điểm %)",
        "loss in answer in quotes": "mất về trích dẫn (điểm %)",
        "p50": "p50: trung vị (ms)",
        "p95": "p95 (ms)",
        "written by the model": "câu trả lời do mô hình viết",
        "answer in text": "đáp án trong lời văn",
        "citation recall": "citation recall",
        "citation precision": "citation precision",
        "dropped by the guard": "câu văn bị loại",
        "model asked": "câu hỏi được đưa cho mô hình",
        "prompt tokens": "token đưa vào mỗi câu hỏi",
        "completion tokens": "token viết ra mỗi câu hỏi",
        "cost": "chi phí mỗi câu hỏi",
    }
)
# Keys are the values of `rag.evaluation.figures.Unit`; shares and points are told in per cent.
_DIGITS = {"share": 1, "points": 1, "score": 3, "characters": 0, "milliseconds": 0, "tokens": 0, "money": 6}
NOTHING = "–"


def number(value: float, unit: str) -> str:
    """Return a figure; one of a share is in per cent, and all other units stand in the figure's label."""
    shown = 100 * value if unit in ("share", "points") else value
    digits = _DIGITS[unit]
    return (decimal(shown, digits) if digits else whole(round(shown))).replace("-", "−")


def share(value: float) -> str:
    """Return a share with its sign."""
    return f"{number(value, 'share')} %"


def change(value: float, unit: str) -> str:
    """Return the change of a figure with its sign."""
    shown = number(value, unit)
    if not any(char in "123456789" for char in shown):
        return "0"
    return f"+{shown}" if value > 0 else shown


def about(name: str, questions: int, articles: int, embedder: str) -> str:
    """Say what was measured."""
    return f"{name}: {whole(questions)} câu hỏi, {whole(articles)} bài, vectơ {embedder}"


def about_model(model: str) -> str:
    """Say who wrote."""
    return f"Mô hình viết câu trả lời: {model}"


def sampled(count: int) -> str:
    """Say that a model is asked only some of the questions, unless a number is given."""
    return f"Chế độ llm chỉ hỏi {whole(count)} câu, rải đều trong bộ, vì mỗi câu có thể tốn tiền. Muốn hỏi nhiều hơn, hãy thêm --limit."


def took(seconds: float) -> str:
    """Say how long it took."""
    return f"Đo xong trong {whole(round(seconds))} giây."


def disagreeing(count: int) -> str:
    """Warn that the answers came about in a way that the figures of ranking and confidence don't show."""
    return (
        f"{whole(count)} câu trả lời không khớp với xếp hạng và độ tin cậy đo được; các số liệu về từ chối có thể lệch."
    )


def misplaced(count: int) -> str:
    """Warn of answers that don't stand in their passage."""
    return f"{whole(count)} đáp án không có trong đoạn văn của mình nên không tính vào snippet."


def flipped(name: str, gained: int, lost: int) -> str:
    """Say how many questions a measure gained and lost."""
    return f"{name}: thêm {whole(gained)} câu đúng, mất {whole(lost)} câu"


OTHER_QUESTIONS = "Lần đo trước hỏi những câu khác, nên hai cột số liệu không so được trực tiếp."


def written(path: str) -> str:
    """Say where results are."""
    return f"Đã ghi {path}"


def chart_set(name: str, questions: int, *, halved: bool) -> str:
    """Say below a chart's title what was measured."""
    return f"{name}, {whole(questions)} câu hỏi{', chỉ nạp nửa số bài' if halved else ''}"


def questions(label: str, count: int) -> str:
    """Return a legend's label with the number of questions."""
    return f"{label} ({whole(count)} câu)"


def operating_point(coverage: str, risk: str) -> str:
    """Say where the present threshold stands on the curve."""
    return f"ngưỡng hiện tại:\n{coverage} được trả lời, {risk} sai"


# -- charts -------------------------------------------------------------------------------------------------

RISK_TITLE = "Càng trả lời nhiều câu, càng sai nhiều hay ít?"
RISK_X = "Tỉ lệ câu hỏi được trả lời (coverage)"
RISK_Y = "Tỉ lệ sai trong các câu đã trả lời (risk)"
RISK_BLIND = "nếu độ tin cậy không phân biệt được gì"
HISTOGRAM_TITLE = "Độ tin cậy của câu có và không có đáp án"
HISTOGRAM_X = "Độ tin cậy rằng các bài viết trả lời được"
HISTOGRAM_Y = "Tỉ lệ câu hỏi"
ANSWERABLE = "có đáp án"
UNANSWERABLE = "không có đáp án"
REFUSED = "← từ chối"
THRESHOLD = "ngưỡng"

# -- what is wrong ------------------------------------------------------------------------------------------

NO_MATPLOTLIB = "Chưa có thư viện matplotlib để vẽ biểu đồ. Bạn hãy chạy “.venv/bin/pip install -e '.[charts]'” rồi thử lại, hoặc bỏ --charts."
NO_MODEL = (
    "Chưa có mô hình để viết câu trả lời. Bạn hãy đặt OPENAI_MODEL cùng OPENAI_API_KEY hoặc OPENAI_BASE_URL rồi chạy lại, "
    "hoặc bỏ --mode llm."
)
NO_CHARTS_OF_MODES = "Chế độ llm không có biểu đồ. Bạn hãy bỏ --charts rồi chạy lại"
BAD_PART = "Giá trị của --part cần dạng 1/2, 2/2, 1/5…"
NOTHING_LEFT = "Phần này của bộ không có câu hỏi nào. Bạn hãy chọn phần khác với --part."

DATASET_PROBLEMS = MappingProxyType(
    {
        "unreadable": "không đọc được tệp. Bạn hãy kiểm tra lại đường dẫn và quyền đọc.",
        "not-utf8": "không phải văn bản UTF-8. Bạn hãy lưu lại tệp với bảng mã UTF-8.",
        "empty": "tệp trống. Bạn hãy chọn tệp khác.",
        "no-questions": "tệp không có câu hỏi nào. Bạn hãy chọn tệp khác.",
        "no-articles": "tệp không có bài viết nào. Bạn hãy chọn tệp khác.",
        "not-squad": "thiếu hoặc sai trường {detail} của định dạng SQuAD. Bạn hãy sửa lại tệp.",
        "not-json": "không phải JSON hợp lệ. Bạn hãy sửa lại; tệp cần ở dạng SQuAD hoặc mỗi dòng một đối tượng JSON.",
        "not-object": 'cần là một đối tượng JSON, ví dụ {{"question": "…", "answers": ["…"]}}. Bạn hãy sửa lại.',
        "no-question": "thiếu trường “question”. Bạn hãy bổ sung câu hỏi.",
        "no-answer": 'câu trả lời được cần có “answers”, “all_of” hoặc “article”. Bạn hãy bổ sung, hoặc ghi "answerable": false.',
        "no-text": "bài viết không có nội dung. Bạn hãy bổ sung “title”, “abstract”, “body” hoặc “text”.",
        "wrong-type": "giá trị của “{detail}” chưa đúng kiểu. Bạn hãy sửa lại.",
        "same-id": "mã bài “{detail}” đã có ở dòng trên. Bạn hãy đổi mã khác.",
        "unknown-article": "không có bài viết “{detail}”. Bạn hãy kiểm tra lại, hoặc đưa tệp bài viết vào với --articles.",
        "not-report": "không phải kết quả do “congdoan eval … --json TỆP” ghi ra. Bạn hãy chọn tệp khác.",
    }
)


def dataset_problem(error: DatasetError) -> str:
    """Say what is wrong with a file, and in which line."""
    where = f", dòng {whole(error.line)}" if error.line else ""
    return f"Tệp “{error.path}”{where}: {DATASET_PROBLEMS[error.reason].format(detail=error.detail)}"


def unwritable(path: str) -> str:
    """Say that results can't be written."""
    return f"Không ghi được vào “{path}”. Bạn hãy kiểm tra lại đường dẫn và quyền ghi."


def too_dear(texts: int, tokens: int) -> str:
    """Say that the vectors would cost more than goes without a word."""
    return (
        f"Cần tạo vectơ trả phí cho {whole(texts)} câu, khoảng {whole(tokens)} token, nhiều hơn mức cho phép. Nếu đồng ý, "
        "bạn hãy nâng OPENAI_EMBEDDING_CONFIRM_TOKENS rồi chạy lại."
    )
