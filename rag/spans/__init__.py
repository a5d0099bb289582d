"""The words of a quote that most likely answer: what is set in bold.

names, posts, times, places, numbers, reasons   what could answer a question of each kind
candidates                                      the table of these
nearness                                        how near a candidate stands to the question's words
choice                                          the candidates that are shown, or none where it is unsure
"""

from rag.spans.choice import answer_span, answer_spans, spans_of_all
from rag.spans.nearness import Span

__all__ = ["Span", "answer_span", "answer_spans", "spans_of_all"]
