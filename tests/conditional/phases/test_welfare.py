"""The best welfare along a parameter: single games, the bulk classification, and falsifications."""

from __future__ import annotations

import copy
import random
from fractions import Fraction as F
from functools import cmp_to_key
from itertools import pairwise

import numpy as np
import pytest

from oraclegames import InputError, ParametricGame, UnsupportedError, best, phases, verify
from oraclegames.budget import Clock
from oraclegames.conditional.phases.best_sum import BestSum, roots_at
from oraclegames.conditional.phases.welfare import _in_t, _levels
from oraclegames.conditional.similarity.cells import roots_of
from oraclegames.exact.real import between, order, plain
from oraclegames.plots import save, strip_info
from oraclegames.results import read_result
from tests.conditional.phases.test_phases import PD, bulk, ends, random_family

BENDING = ParametricGame.from_arrays([["t", "2*t + 1"], ["t + 1", 0]], [[-1, -2], ["-2*t - 1", 0]])
"""Its best equilibrium is totally mixed between two roots, with a sum that is no quotient."""

JUMPING = ParametricGame.from_arrays([["-t^2", 0], [0, 0]], [[10, 0], [0, 0]])


def best_at(game, t):
    found = best(game.at(t), "welfare")
    return found.value


def along(game, low, high):
    return phases(game, "welfare", low=low, high=high)


@pytest.mark.parametrize("seed", range(8))
def test_random_families_as_for_single_games(seed):
    draw = random.Random(seed)
    game = random_family(draw, draw.choice([1, 2, 5]), draw.choice([1, 1, 2]))
    found = along(game, -3, 3)
    assert found.status == "complete" and found.verify()
    for before, after in zip(found.phases, found.phases[1:]):
        assert before.high_included != after.low_included
    inner = [F(draw.randint(-90, 90), 30) for _ in range(6)]
    for t in {*inner, *(end for end in ends(found) if isinstance(end, F))}:
        try:
            value = found.at(t).at(t)
        except UnsupportedError:  # a double root: the value is a limit
            continue
        assert order(value, best_at(game, t)) == 0, t


def at_once(found, values):
    """The best sum at many parameters in floats."""
    sums = np.full(len(values), np.nan)
    for phase in found.phases:
        here = [k for k, t in enumerate(values) if phase.covers(t)]
        for k in here:
            sums[k] = phase.answer.near(float(values[k]))
    return sums


def in_bulk(game, values):
    """Totally mixed equilibria and pure outcomes; what ties leave to edges is no better."""
    found = bulk(game, values)
    sums = np.where(np.isnan(found.best_welfare), -np.inf, found.best_welfare)
    for k, t in enumerate(values):
        here = game.at(t)
        for j, o in enumerate(here.outcomes()):
            if found.pure[k] >> j & 1:
                sums[k] = max(sums[k], float(sum(here.payoffs(o))))
    return sums


FAMILIES = [
    (PD, 1, 8),
    ("stag_hunt(s=t, hare=1)", 0, 5),
    ("chicken_textbook(4,3,1,t)", -9, 2),
    ("battle_of_the_sexes(t, 2)", -3, 5),
    (BENDING, -3, 3),
    (ParametricGame.from_arrays([["3*t", 2], [1, "t^2 - 1"]], [["1 - t", 0], [2, "t"]]), -2, 3),
]


def compare_with_bulk(family, low, high, count):
    found = along(family, low, high)
    step = F(high - low, count)
    values = [low + k * step for k in range(count + 1)]
    mine, theirs = at_once(found, values), in_bulk(found.game, values)
    assert np.abs(mine - theirs).max() < 1e-6


@pytest.mark.parametrize(("family", "low", "high"), FAMILIES)
def test_parameters_as_in_bulk(family, low, high):
    compare_with_bulk(family, low, high, 97)


@pytest.mark.slow
@pytest.mark.parametrize(("family", "low", "high"), FAMILIES)
def test_ten_thousand_parameters_as_in_bulk(family, low, high):
    compare_with_bulk(family, low, high, 10_000)


def test_formulas_of_known_games():
    (only,) = along(PD, 2, 6).phases  # C, C whatever the temptation
    assert str(only.answer.formula) == "4"
    hunt = along("stag_hunt(s=t, hare=1)", 0, 5)
    texts = [(p.low, p.high, p.high_included, p.answer.text("t")) for p in hunt.phases]
    assert texts == [(0, 1, True, "2"), (1, 5, True, "2*t")]


def test_a_best_equilibrium_that_is_totally_mixed():
    found = along(BENDING, -3, 3)
    low, inside, high = found.phases
    assert (low.answer.text("t"), high.answer.text("t")) == ("-t", "2*t - 1")
    assert inside.answer.formula is None and high.low == F(1, 2) and high.low_included
    text = str(found)
    assert "root 2 from above s of (4*t^2 + 8*t + 4)*s^4 + " in text and "≈0.34781 (root of" in text
    t = F(2, 5)
    assert order(found.at(t).at(t), best_at(found.game, t)) == 0
    assert min(float(p) for p in best(found.game.at(t), "welfare").probabilities) > 0


def test_the_end_of_a_phase_may_be_irrational_and_a_jump():
    game = ParametricGame.from_arrays([["t^2", 0], [2, 2]], [[10, 2], [0, 2]])
    found = along(game, 0, 3)
    before, after = found.phases
    assert before.high * before.high == 2 and not before.high_included
    assert (before.answer.text("t"), after.answer.text("t")) == ("4", "t^2 + 10")
    assert found.verify()


def test_a_sum_that_is_reached_at_one_place_alone():
    found = along(JUMPING, -3, 3)
    assert [(p.low, p.high, p.answer.text("t")) for p in found.phases] == [
        (-3, 0, "0"),
        (0, 0, "-t^2 + 10"),
        (0, 3, "0"),
    ]
    assert best_at(JUMPING, 0) == 10 and found.verify()
    *_, hollow = strip_info(found).layers
    assert hollow.points == ((0, 0),)


def test_the_answer_is_read_back_and_checked():
    for found in (
        along(BENDING, -3, 3),
        along(JUMPING, -1, 1),
        phases(PD, "welfare", low=3, high=3),
    ):
        document = found.to_dict()
        assert read_result(document) == found and verify(document)


def lies(document):
    for k, phase in enumerate(document["phases"]):
        for change in ({"above": phase["answer"]["above"] + 1}, {"powers": ["5", "1"]}):
            lie = copy.deepcopy(document)
            lie["phases"][k]["answer"] |= change
            yield lie
    lie = copy.deepcopy(document)  # ends that are exchanged
    lie["phases"][1]["high_included"], lie["phases"][2]["low_included"] = True, False
    yield lie
    lie = copy.deepcopy(document)  # one phase less
    del lie["phases"][1]
    lie["phases"][0]["high"] = "1/2"
    yield lie
    lie = copy.deepcopy(document)
    lie["phases"][0]["answer"]["value"] = "2*t"
    yield lie
    lie = copy.deepcopy(document)
    lie["phases"][1]["answer"]["value"] = "2*t"
    yield lie


def test_lies_are_refused():
    document = along(BENDING, -3, 3).to_dict()
    assert verify(document)
    for lie in lies(document):
        assert not verify(lie)


def test_time_that_ends_is_told():
    found = phases(BENDING, "welfare", low=-3, high=3, budget=0)
    assert found.status == "partial" and found.verify() and found.at(0) is None


def test_an_equation_with_roots_that_meet_has_no_value_there():
    double = BestSum(((0, 0, -1), (), (1,)), 0)  # s² = t²
    assert double.at(F(3)) == 3 and double.text("s") == "the largest root w of w^2 - s^2 = 0"
    with pytest.raises(UnsupportedError, match="not apart at 0"):
        double.at(F(0))


def test_larger_games_are_refused():
    with pytest.raises(UnsupportedError, match="welfare of games other than 2×2"):
        phases("rock_paper_scissors(t)", "welfare", low=1, high=2)


def test_the_picture_is_a_curve(tmp_path):
    plane = strip_info(along("stag_hunt(s=t, hare=1)", 0, 5))
    cuts, curve, hollow = plane.layers
    assert len(cuts.lines) == 3 and "t = 0, 1, 5" in cuts.name and hollow.points == ()
    assert [line[0] for line in curve.lines] == [(0, 2), (1, 2)]
    bending = strip_info(along(BENDING, -3, 3))
    assert max(map(len, bending.layers[1].lines)) > 30
    assert save(bending, tmp_path / "best.svg").stat().st_size > 1000


@pytest.mark.parametrize("seed", [*range(5), 21, 23, 30])  # quadratic levels come up in these
def test_between_two_changes_levels_have_the_same_roots_in_the_same_order(seed):
    draw = random.Random(seed)
    game = random_family(draw, draw.choice([1, 2]), 1)
    levels = _levels([game.polynomials(i) for i in (0, 1)], Clock(None))
    cuts = roots_of([_in_t(p) for p in levels.changes], F(-2), F(2))

    def order_at(t):
        roots = [(plain(r), k) for k, e in enumerate(levels.equations) for r in roots_at(e, t)]
        return [k for _, k in sorted(roots, key=cmp_to_key(lambda a, b: order(a[0], b[0])))]

    for low, high in pairwise([F(-2), *cuts, F(2)]):
        if low != high:
            middle = between(low, high)
            assert order_at(between(low, middle)) == order_at(middle), (game, middle)


def test_payoffs_that_are_fractions_are_read_back_and_no_quotients():
    game = ParametricGame.from_arrays(
        [["t/2", "(3*t - 1)/4"], ["1/3", 0]], [[0, "t"], [1, "t^2/5"]]
    )
    document = along(game, 0, 1).to_dict()
    assert read_result(document).game == game
    document["game"]["payoffs"][0][0] = "1/(t + 1)"
    with pytest.raises(InputError, match="polynomial in t"):
        read_result(document)
