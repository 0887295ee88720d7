"""The atlas agrees with solve and with an independent count of Nash equilibria."""

from __future__ import annotations

import dataclasses
from collections import Counter
from itertools import product

import pytest

from oraclegames import solve
from oraclegames.games.ordinal import PATTERNS
from oraclegames.sweep.atlas import atlas


def test_the_atlas_holds_the_144_games_once_each():
    names = [(entry.row, entry.column) for entry in atlas()]
    assert names == list(product(PATTERNS, repeat=2))


def test_counts_of_the_atlas():
    entries = atlas()
    assert Counter(entry.set for entry in entries) == {
        "none": 82,
        "one arc": 60,
        "two crossing arcs": 2,
    }
    assert Counter(entry.dominated for entry in entries) == {None: 108, True: 18, False: 18}
    assert sum(entry.improves for entry in entries) == 17
    assert sum(entry.gain > 1e-9 for entry in entries) == 27


def test_the_atlas_is_symmetric_under_exchange_of_the_players():
    table = {(entry.row, entry.column): entry for entry in atlas()}
    for (row, column), entry in table.items():
        other = table[column, row]
        assert (entry.set, entry.curve, entry.improves) == (other.set, other.curve, other.improves)
        assert entry.best_dependency == pytest.approx(other.best_dependency)


def test_without_ties_every_pure_equilibrium_is_reflective_and_every_nash_a_dependency_one():
    for entry in atlas():
        assert entry.pure == entry.reflective
        assert set(entry.nash) <= set(entry.pure)


def test_nash_equilibria_are_those_of_pygambit():
    gambit = pytest.importorskip("pygambit")
    for entry in atlas()[::5]:
        found = gambit.nash.enummixed_solve(entry.game.to_gambit(), rational=True).equilibria
        assert len(found) == len(entry.nash) + (entry.nash_values is not None)
        worth = [
            sum(float(profile.payoff(player)) for player in profile.game.players)
            for profile in found
        ]
        assert max(worth) == pytest.approx(entry.best_nash)


def test_the_best_dependency_equilibrium_is_no_worse_than_any_that_solve_samples():
    for entry in atlas()[::7]:
        for point in solve(entry.game).sample(20):
            assert (
                float(sum(float(value) for value in point.values)) <= entry.best_dependency + 1e-9
            )


def test_entries_are_ready_for_json_and_for_a_table():
    entry = next(one for one in atlas() if one.row == one.column == "prisoners_dilemma")
    assert entry.to_dict()["payoffs"] == [[1, 3, 2, 4], [4, 3, 2, 1]]
    assert (entry.gain, entry.improves) == (2, True)
    assert "two crossing arcs" in str(entry)
    assert all(len(repr(one)) < 200 for one in atlas())


def test_entries_verify_themselves_by_solve():
    assert all(entry.verify() for entry in atlas())
    wrong = dataclasses.replace(atlas()[0], pure=())
    assert not wrong.verify()
