"""Linear frames against all small frames, with every assignment tried."""

from __future__ import annotations

from functools import cache
from itertools import product
from random import Random

import pytest

from oraclegames import modal_agent
from oraclegames.reflective.modal.formulas import atoms
from oraclegames.reflective.modal.frames import library, play_out
from oraclegames.reflective.modal.modal_agents import CATALOGUE, ModalAgent
from tests.reflective.modal.random_formulas import formula


@cache
def frames(worlds):
    """All strict partial orders on so many worlds in which a world sees earlier ones only."""
    pairs = [(w, v) for w in range(worlds) for v in range(w)]
    found = []
    for chosen in product((0, 1), repeat=len(pairs)):
        sees = {pair for pair, one in zip(pairs, chosen) if one}
        if all((w, v) in sees for w, u in sees for x, v in sees if x == u):
            found.append([[v for v in range(worlds) if (w, v) in sees] for w in range(worlds)])
    return found


def heights(sees):
    found = []
    for below in sees:
        found.append(max((found[v] + 1 for v in below), default=0))
    return found


def holds(one, pair, world, sees, value):
    """The definition of truth, on any frame."""
    kind, *inside = one
    if kind == "cooperates":
        who = dict(zip(("me", "them"), pair))
        return value[tuple(who.get(name, name) for name in inside), world]
    if kind == "box":
        return all(holds(inside[0], pair, v, sees, value) for v in sees[world])
    if kind in ("true", "false"):
        return kind == "true"
    parts = [holds(f, pair, world, sees, value) for f in inside]
    return {
        "not": lambda: not parts[0],
        "and": lambda: parts[0] and parts[1],
        "or": lambda: parts[0] or parts[1],
        "implies": lambda: parts[0] <= parts[1],
        "iff": lambda: parts[0] == parts[1],
    }[kind]()


def solutions(formulas, pairs, sees):
    """All assignments that satisfy all equivalences at all worlds."""
    places = [(pair, world) for pair in pairs for world in range(len(sees))]
    for values in product((False, True), repeat=len(places)):
        value = dict(zip(places, values))
        if all(
            value[pair, world] == holds(formulas[pair[0]], pair, world, sees, value)
            for pair, world in places
        ):
            yield value


@pytest.mark.parametrize("seed", range(12))
def test_every_frame_has_one_solution_and_heights_decide_it(seed):
    draw = Random(seed)
    between = [("them", "me"), ("me", "them")]
    agents = [ModalAgent(name, formula(draw, 6, atoms=between)) for name in ("A", "B")]
    formulas = {one.name: one.formula for one in agents}
    pairs = [("A", "B"), ("B", "A")]
    found = dict(zip(*_pairs_and_truth(play_out(library(agents), pairs))))
    for sees in [frame for worlds in (1, 2, 3, 4) for frame in frames(worlds)]:
        (value,) = solutions(formulas, pairs, sees)
        for (pair, world), true in value.items():
            row = found[pair]
            assert true == row[min(heights(sees)[world], len(row) - 1)]


def _pairs_and_truth(worlds):
    return worlds.pairs, worlds.truth


def by_recursion(known, pair, world, memo):
    """The truth at a world of the linear frame, straight from the definition."""
    key = pair, world
    if key not in memo:

        class Values:
            def __getitem__(self, place):
                return by_recursion(known, place[0], place[1], memo)

        sees = [list(range(w)) for w in range(world + 1)]
        memo[key] = holds(known[pair[0]].formula, pair, world, sees, Values())
    return memo[key]


@pytest.mark.parametrize("seed", range(40))
def test_it_stays_as_at_the_last_world(seed):
    draw = Random(seed)
    entrants = [ModalAgent(name, formula(draw, 8)) for name in ("A", "B")]
    known = library([*entrants, modal_agent("PrudentBot")])
    found = play_out(known, product(known, repeat=2))
    memo = {}
    for pair, row in zip(found.pairs, found.truth):
        for world in range(len(row) + 4):
            true = by_recursion(known, pair, world, memo)
            assert true == row[min(world, len(row) - 1)], (pair, world)


def boxes(one):
    return (one[0] == "box") + sum(boxes(f) for f in one[1:] if isinstance(f, tuple))


@pytest.mark.parametrize("seed", range(40))
def test_it_settles_within_the_number_of_boxes(seed):
    draw = Random(seed)
    known = library([ModalAgent(name, formula(draw, 12)) for name in ("A", "B")])
    found = play_out(known, [("A", "B"), ("B", "A")])
    assert len(found.truth[0]) - 1 <= sum(boxes(known[x].formula) for x, _ in found.pairs)


def test_the_bound_is_reached_by_long_chains():
    known = library([modal_agent("FairBot:50"), modal_agent("DefectBot")])
    found = play_out(known, [("FairBot:50", "DefectBot")])
    assert found.truth[found.pairs.index(("FairBot:50", "DefectBot"))] == (True,) * 51 + (False,)


def test_all_pairs_that_formulas_speak_of_are_there():
    known = library([modal_agent(name) for name in CATALOGUE])
    found = play_out(known, [("PrudentBot", "JustBot")])
    for one, other in found.pairs:
        who = {"me": one, "them": other}
        for pair in atoms(known[one].formula):
            assert tuple(who.get(name, name) for name in pair) in found.pairs


def test_everybody_that_a_formula_speaks_of_is_found():
    spoken = [f"FairBot:{k}" for k in range(2, 9)]
    formula = " or ".join(f"[]them({name})" for name in ("Ann", *spoken, "mimic:JustBot"))
    known = library([modal_agent(f"Ann = {formula}"), modal_agent("FairBot:5")])
    assert set(known) == {"Ann", *spoken, "mimic:JustBot", "JustBot", "FairBot"}
