"""Climbers in arrays against their programs, and cells against a search without halving."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate, combinations_with_replacement

import numpy as np
import pytest

from oraclegames import Game, match
from oraclegames.budget import Clock
from oraclegames.reflective.agents.lp_and_nelp import LP
from oraclegames.reflective.agents.names import as_agent
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.agents.seat import seats
from oraclegames.reflective.match import climbs, outputs, sieve
from oraclegames.reflective.match.climbs import Climbs, is_climber
from oraclegames.reflective.match.programs import Programs
from tests.depth import some

NAMES = ["lp", "nelp", "demand:1/2", "nelp:3/7", "demand:7/5"]
SHAPES = [(2, 2), (3, 3), (2, 4), (4, 2), (3, 2), (1, 3), (3, 4)]


def meetings(count):
    """Games with and without ties, and of opposite interests, with two climbers."""
    random = np.random.default_rng(3)
    for k in range(count):
        shape = SHAPES[k % len(SHAPES)]
        tables = random.integers(0, (2, 3, 100)[k % 3], (2, *shape))
        if k % 4 == 3:
            tables[1] = -tables[0]
        halves = Fraction(1, 1 + k % 2)
        game = Game.from_arrays(*(table * halves for table in tables.astype(object)))
        agents = tuple(as_agent(str(random.choice(NAMES))) for _ in "ab")
        delta = Fraction(2, 7) if k % 2 else Fraction(1, 4)
        yield game, agents, seats(game, Fraction(1, 2)), Zones(delta)


def assert_played_alike(game, agents, places, zones):
    lines = [list(combinations_with_replacement(range(zones.count), m - 1)) for m in game.shape]
    quick = Climbs(game, agents, places, zones, lines, Clock(None))
    slow = Programs(agents, places, zones)
    assert quick.fits
    for k, first in enumerate(lines[0]):
        played = quick.played(k)
        for player in (0, 1):
            wanted = [
                [x * quick.scale for x in accumulate(slow.output(player, first, second)[:-1])]
                for second in lines[1]
            ]
            assert played[player].tolist() == wanted


def test_arrays_play_what_programs_play():
    for meeting in meetings(some(7, 70)):
        assert_played_alike(*meeting)


def test_where_floats_do_not_tell_whole_numbers_do(monkeypatch):
    """As if no float told anything."""
    monkeypatch.setattr(climbs, "_NEAR", 10.0)
    for meeting in meetings(some(4, 35)):
        assert_played_alike(*meeting)


def test_numbers_beyond_machine_integers_are_left_to_the_programs():
    game, agents, places, zones = next(iter(meetings(1)))
    line = [(k,) for k in range(zones.count)]
    for top, beyond in ((10**14, False), (10**15, True), (10**30, True)):
        huge = Game.from_arrays([[top, 0], [0, 1]], [[1, 0], [0, 1]])
        own = seats(huge, Fraction(1, 2))
        assert Climbs(huge, agents, own, zones, (line, line), Clock(None)).fits != beyond
    asks = as_agent("nelp"), as_agent("nelp:1/" + "9" * 30)
    assert not Climbs(game, asks, places, zones, (line, line), Clock(None)).fits
    row = Game.from_arrays([[10**20, 0], [0, 10**20 + 1]], [[1, 0], [0, 1]])
    mixes = Climbs(
        row, (asks[0], asks[0]), seats(row, Fraction(1, 2)), zones, (line, line), Clock(None)
    )
    assert not mixes.fits  # what is played has no denominator of 62 bits


class Another(LP):
    """A climber with a program of its own."""

    def output(self, seat, own, other):
        return own.value


def test_a_climber_with_a_program_of_its_own_is_run():
    assert is_climber(LP()) and not is_climber(Another())
    assert not is_climber(as_agent("defect"))


@pytest.mark.parametrize("second", ["nelp", "nicer"])
def test_the_points_are_the_same_one_program_after_the_other_and_without_halving(
    monkeypatch, second
):
    game = Game.from_arrays(*np.random.default_rng(1).integers(0, 100, (2, 3, 3)))
    found = match(game, "nelp", second, "1/4", "1/3").fixed_points
    monkeypatch.setattr(sieve, "_ROUNDS", 0)
    assert match(game, "nelp", second, "1/4", "1/3").fixed_points == found
    monkeypatch.setattr(outputs, "is_climber", lambda agent: False)
    assert match(game, "nelp", second, "1/4", "1/3").fixed_points == found
    assert found


@pytest.mark.parametrize("seat", [0, 1])
@pytest.mark.parametrize(("name", "times"), [("nicer", 10), ("constant:1/3,1/3,1/3", 1)])
def test_a_program_is_run_once_on_what_it_reads(monkeypatch, name, seat, times):
    runs = []

    def counted(one, *rest):
        runs.append(one)
        return one.output(*rest)

    monkeypatch.setattr(outputs, "played", counted)
    pair = ("nelp", name) if seat else (name, "nelp")
    assert match("rock_paper_scissors", *pair, "1/4", "1/3").verify()
    assert len(runs) == times


def test_readings_of_many_digits_are_left_to_the_programs():
    delta = Fraction(10**20 + 1, 3 * 10**20)
    found = match("rock_paper_scissors", "lp", "nelp", delta, "1/2")
    assert found.status == "complete" and len(found.fixed_points) > 100 and found.verify()
