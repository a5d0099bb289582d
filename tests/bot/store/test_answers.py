from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from bot.store import Quoted, Store, Suggested, Talk, Tally, Vote
from rag.answer import Citation
from rag.article import Article, ArticleKind
from tests.bot.store.conftest import StoppedClock, content, quoted

TALK = Talk(chat_id=-100, topic_id=3, user_id=1)


def test_an_answer_comes_back_word_by_word(store: Store, clock: StoppedClock) -> None:
    given = content(
        citations=(quoted("“Ông…” \\ 'a'\n<b>&\x00\u200b😀"),), timings_ms={"total": 3.25, "rank": 1.0}, note="Hết"
    )
    answer = store.answers.get(store.answers.add(TALK, given))
    assert answer is not None
    assert answer.content == given
    assert (answer.topic_id, answer.created) == (3, clock.now)
    assert answer.user == store.pseudonyms.user(1)
    assert answer.chat == store.pseudonyms.chat(-100)


def test_an_unknown_answer_is_none(store: Store) -> None:
    assert store.answers.get(404) is None
    assert store.answers.for_update(404) is None
    assert store.answers.by_message(1, 404) is None
    assert store.answers.tally(404) == Tally()
    assert store.answers.vote_of(404, 1) is None
    assert store.answers.vote(404, 1, Vote.UP) is None
    store.answers.attach_message(404, 1, 1)
    assert store.answers.by_message(1, 1) is None


def test_an_answer_is_found_by_each_of_its_messages(store: Store) -> None:
    first, second = store.answers.add(TALK, content()), store.answers.add(TALK, content())
    for message in (11, 12):
        store.answers.attach_message(first, -100, message)
    store.answers.attach_message(second, -200, 11)
    found = [store.answers.by_message(chat, message) for chat, message in [(-100, 11), (-100, 12), (-200, 11)]]
    assert [answer and answer.id for answer in found] == [first, first, second]
    store.answers.attach_message(second, -100, 12)
    assert store.answers.by_message(-100, 12).id == second  # type: ignore[union-attr]


def test_an_update_that_is_answered_again_counts_once_and_keeps_both_texts(store: Store) -> None:
    first = store.answers.add(TALK, content("một"), update_id=9)
    assert store.answers.for_update(9).id == first  # type: ignore[union-attr]
    second = store.answers.add(TALK, content("hai"), update_id=9)
    assert store.answers.for_update(9).id == second  # type: ignore[union-attr]
    assert store.answers.get(first).content.question == "một"  # type: ignore[union-attr]
    assert store.statistics.summary().today == 1


def test_the_number_of_a_deleted_answer_is_not_given_again(store: Store) -> None:
    gone = store.answers.add(TALK, content())
    store.people.forget(1)
    assert store.answers.add(TALK, content()) > gone


def test_votes_are_one_for_each_person_and_can_change(store: Store) -> None:
    answer = store.answers.add(TALK, content())
    assert store.answers.vote(answer, 1, Vote.UP) is None
    assert store.answers.vote(answer, 2, Vote.UP) is None
    assert store.answers.vote(answer, 1, Vote.DOWN) is Vote.UP
    assert store.answers.vote(answer, 1, Vote.DOWN) is Vote.DOWN
    assert store.answers.tally(answer) == Tally(up=1, down=1)
    assert store.answers.vote_of(answer, 1) is Vote.DOWN
    assert store.answers.vote(answer, 1, None) is Vote.DOWN
    assert store.answers.vote(answer, 1, None) is None
    assert store.answers.tally(answer) == Tally(up=1)


def test_many_clicks_at_once_are_one_vote(store: Store) -> None:
    at_once = Barrier(6)

    def click(answer: int) -> None:
        at_once.wait(timeout=30)
        store.answers.vote(answer, 1, Vote.UP)

    answers = [store.answers.add(TALK, content()) for _ in range(10)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(click, [answer for answer in answers for _ in range(6)]))
    assert [store.answers.tally(answer) for answer in answers] == [Tally(up=1)] * 10


def test_a_citation_is_kept_with_its_words() -> None:
    article = Article("a1", "Đại hội", None, None, None, None, "a.txt", ArticleKind.ARTICLE, "Mở đầu. Họp tại Oslo.")
    kept = Quoted.of(Citation(1, article, 8, 21, 0.5))
    assert (kept.quote, kept.kind, kept.date) == ("Họp tại Oslo.", "article", None)
    assert Suggested.of(article) == Suggested("a1", "Đại hội")
