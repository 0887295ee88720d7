"""Worker processes: limits, replacement, and their end."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

pytest.importorskip("plotly")

from oraclegames.explorer.workers import Workers

SLOW = "game=rock_paper_scissors&first=lp&second=lp&delta=1/30"
"""A match that takes many seconds."""


@pytest.fixture
def pair():
    workers = Workers(1, seconds=300)
    yield workers
    workers.close()


def test_what_takes_too_long_is_stopped_and_the_next_answer_comes(pair):
    assert pair.answer("equilibria", "game=chicken").status == 200
    pair._seconds = 1
    found = pair.answer("programs", SLOW)
    pair._seconds = 300
    assert found.status == 503
    assert "longer than 1 second" in json.loads(found.body)["error"]
    assert pair.answer("equilibria", "game=chicken").status == 200


def test_who_waits_too_long_for_a_worker_is_told():
    workers = Workers(1, seconds=0.3)
    try:
        workers._idle.get()  # as if somebody else's answer were under way
        found = workers.answer("equilibria", "")
    finally:
        workers.close()
    assert found.status == 503
    assert "busy" in json.loads(found.body)["error"]


def test_a_worker_that_was_killed_is_replaced(pair):
    pair.answer("equilibria", "")
    pair._workers[0]._process.kill()
    pair._workers[0]._process.wait()
    assert pair.answer("equilibria", "").status == 200


def test_answers_of_many_threads_are_not_mixed_up():
    workers = Workers(2)
    try:
        with ThreadPoolExecutor(8) as pool:
            texts = [f"{k}" for k in range(40)]
            queries = [
                f"a={text},0,3,1&b=2,3,0,1&rows=A&rows=B&cols=C&cols=D&layers=" for text in texts
            ]
            found = list(pool.map(lambda query: workers.answer("equilibria", query), queries))
        assert [json.loads(one.body)["game"]["a"][0] for one in found] == texts
    finally:
        workers.close()


def test_closing_ends_the_processes():
    workers = Workers(2)
    workers.close()
    assert all(worker._process.poll() is not None for worker in workers._workers)
