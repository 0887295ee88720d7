"""Jobs in fresh processes: all answers, errors, deaths, and an end at any moment."""

from __future__ import annotations

import os
import time
from functools import partial

import pytest

from oraclegames import InputError
from oraclegames.budget import Clock, OutOfTime
from oraclegames.processes import ProcessDiedError, at_once, cores

FOREVER = 10_000


def power(exponent: int, number: int) -> int:
    return int(number**exponent)


def refuse(number: int) -> None:
    raise InputError(f"not {number}")


def die(number: int) -> None:
    os._exit(3)


def test_every_job_is_answered_once():
    found = dict(at_once(partial(power, 2), range(20), 2, Clock(None)))
    assert found == {number: number**2 for number in range(20)}
    assert list(at_once(partial(power, 2), [], 2, Clock(None))) == []


def test_an_error_comes_to_the_caller_and_says_where_it_was_raised():
    with pytest.raises(InputError, match="not 7") as caught:
        list(at_once(refuse, [7, 8], 1, Clock(None)))
    assert "in refuse" in caught.value.__notes__[0]


def test_a_death_is_noticed():
    with pytest.raises(ProcessDiedError):
        list(at_once(die, range(3), 1, Clock(None)))


def test_a_job_that_takes_for_ever_is_ended_with_the_budget():
    with pytest.raises(OutOfTime):
        list(at_once(time.sleep, [FOREVER, FOREVER], 2, Clock(0.2)))


def test_whoever_closes_the_generator_ends_the_jobs():
    answers = at_once(time.sleep, [0, FOREVER], 2, Clock(None))
    assert next(answers) == (0, None)
    answers.close()


def test_there_is_a_core():
    assert cores() >= 1
