"""A process that is killed (-9) in the middle of its work has lost nothing that the store had confirmed."""

from __future__ import annotations

import random
import subprocess
import sys
import time

from bot.store import Store
from tests.bot.store.conftest import SALT

_ROUNDS = 6

# Four threads put, claim and finish updates; each line is written after the call that it tells of has returned.
_WORK = """
import itertools, os, sys, threading
from bot.store import Incoming, Store
store = Store.open(sys.argv[1], salt=b"s" * 32)
store.inbox.release("w")
numbers = itertools.count(int(sys.argv[2]))
def say(line):
    os.write(1, (line + "\\n").encode())
def put():
    while True:
        number = next(numbers)
        store.inbox.put(Incoming(number, number % 7, number % 5, "x" * 500))
        say(f"put {number}")
def work():
    while True:
        for update in store.inbox.claim("w", limit=2):
            store.inbox.begin(update.update_id, "w")
            store.inbox.sending(update.update_id, "w")
            say(f"sent {update.update_id}")
            store.inbox.done(update.update_id, "w")
            say(f"done {update.update_id}")
for target in (put, put, work, work):
    threading.Thread(target=target).start()
"""


def test_nothing_that_was_confirmed_is_lost(address: str) -> None:
    put: set[int] = set()
    sent: list[int] = []
    done: set[int] = set()
    for number in range(_ROUNDS):
        for line in run_and_kill(address, first=number * 1_000_000):
            what, update_id = line.split()
            sent.append(int(update_id)) if what == "sent" else (put if what == "put" else done).add(int(update_id))
        store = Store.open(address, salt=SALT)
        pending = {update.update_id for update in store.inbox.pending()}
        sending = {update.update_id for update in store.inbox.pending() if update.sending}
        store.close()
        assert put - done <= pending | set(sent), "an update is neither waiting nor done"
        assert not done & pending, "what was done waits again"
        assert set(sent) & pending <= sending, "it is not known that an answer may have been sent"
    assert len(put) > _ROUNDS * 5
    assert len(done) > _ROUNDS
    assert len(sent) - len(set(sent)) <= _ROUNDS * 2 * 2, "only what two workers had in hand can be sent twice"


def run_and_kill(address: str, first: int) -> list[str]:
    command = [sys.executable, "-c", _WORK, address, str(first)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(random.uniform(0.05, 0.4))
    process.kill()
    lines += process.stdout.readlines()
    process.wait()
    return [line for line in lines if line.endswith("\n")]
