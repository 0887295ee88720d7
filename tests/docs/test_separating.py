"""The games on the page on notions that tell two of them apart: re-checked, and found anew."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from oraclegames import Distribution, check, compare, load_game
from oraclegames.conditional.similarity.notions import NOTIONS, implied
from tools.separating import BEGIN, END, INCLUDED, NAMES, table

PAGE = Path(__file__).parents[2] / "docs" / "theory" / "notions.md"


def section():
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def rows():
    for line in section().splitlines():
        found = re.fullmatch(r"\| `(.+)` \| (.+) \| (.+) \| (.+) \|", line)
        if found:
            yield found[1], found[2], found[3].split(", "), found[4].split(", ")


compared = cache(compare)


def holds(game, play, notion):
    if notion in NOTIONS:
        return bool(check(game, play, notion=notion))
    if notion == "superrational" and play[0] + play[3] < 1:
        return False  # both do the same
    (outcome,) = [o for o, p in zip(game.outcomes(), play) if p == 1]
    return outcome in compared(game)[notion].pure


@pytest.mark.parametrize(("typed", "play", "ones", "others"), list(rows()))
def test_a_game_tells_apart_what_the_table_says(typed, play, ones, others):
    game, weights = load_game(typed), [Fraction(p) for p in play.split(", ")]
    assert Distribution(game, tuple(weights))
    for names, expected in ((ones, True), (others, False)):
        assert [name for name in names if holds(game, weights, name) is not expected] == []


def test_every_pair_is_told_apart_or_included_or_listed():
    told = {(one, other) for *_, ones, others in rows() for one in ones for other in others}
    never = {
        (one, other)
        for one, names in re.findall(r"- ([\w-]+) from (.+)", section())
        for other in names.split(", ")
    }
    for one in NAMES:
        for other in NAMES:
            known = one == other or other in INCLUDED.get(one, ())
            assert known + ((one, other) in told) + ((one, other) in never) == 1, (one, other)
    assert {n: implied(n) - {n} for n in INCLUDED} == INCLUDED


@pytest.mark.slow
def test_the_search_finds_the_same():
    assert table() == section()
