"""Phase diagrams in one parameter: known ones, and random ones against single games."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import partial

import numpy as np
import pytest

from oraclegames import InputError, ParametricGame, UnsupportedError, phases, similar, verify
from oraclegames.conditional.phases.phases import QUESTIONS
from oraclegames.conditional.similarity.cells import compare
from oraclegames.conditional.similarity.equilibrium import entry_at
from oraclegames.sweep import classify_batch
from tests.conditional.phases.test_shape import bits
from tests.steps import counted

PD = "prisoners_dilemma(t,2,1,0)"


def random_family(draw, size, degree):
    """Payoffs of a 2×2 game, some of them polynomials in t."""

    def payoff():
        terms = [str(draw.randint(-size, size))]
        if draw.random() < 0.5:
            terms.append(f"{draw.randint(-size, size)}*t^{draw.randint(1, degree)}")
        return " + ".join(terms)

    return ParametricGame.from_arrays(*([[payoff() for _ in "ab"] for _ in "ab"] for _ in "AB"))


def bulk(game, values):
    """The classification of many games of a family at once."""
    rows, scales = [], []
    for t in values:
        here = game.at(t)
        rows.append([here.integers(i) for i in (0, 1)])
        scales.append(here.denominators)
    return classify_batch(np.array(rows).reshape(-1, 2, 2, 2), denominators=np.array(scales))


def compared(game, low, high, values):
    shapes = phases(game, "shape", low=low, high=high)
    arcs = phases(game, "arcs", low=low, high=high)
    notions = phases(game, "notions", low=low, high=high)
    found = bulk(game, values)
    for k, t in enumerate(values):
        assert shapes.at(t) == found.sets[k]
        surface = found.dimension[k] > 1
        assert arcs.at(t) == ("surface" if surface else found.arcs[k])
        held = notions.at(t)
        masks = (("dependency", found.pure), ("reflective", found.reflective), ("nash", found.nash))
        for name, mask in masks:
            assert [j for j in range(4) if name in held[j]] == bits(mask[k])
    return shapes, arcs, notions


def ends(found):
    return {end for phase in found.phases for end in (phase.low, phase.high)}


@pytest.mark.parametrize("seed", range(8))
def test_random_families_as_in_bulk(seed):
    draw = random.Random(seed)
    game = random_family(draw, draw.choice([1, 2, 5]), draw.choice([1, 1, 2]))
    low, high = Fraction(-3), Fraction(4)
    values = [low + (high - low) * Fraction(draw.randint(0, 84), 84) for _ in range(60)]
    shapes, arcs, notions = compared(game, low, high, values)
    rational = [t for one in (shapes, arcs, notions) for t in ends(one) if isinstance(t, Fraction)]
    compared(game, low, high, rational)  # exactly at the ends
    for one in (shapes, arcs, notions):
        assert one.verify() and one.status == "complete"
        for before, after in zip(one.phases, one.phases[1:]):
            assert compare(before.high, after.low) == 0
            assert before.high_included != after.low_included


@pytest.mark.slow
@pytest.mark.parametrize(
    ("family", "low", "high"),
    [
        (PD, 1, 8),
        ("stag_hunt(s=t, hare=1)", 0, 5),
        ("chicken_textbook(4,3,1,t)", -9, 2),
        ("hawk_dove(2,t)", 0, 9),
        ("battle_of_the_sexes(t, 2)", -3, 5),
        (ParametricGame.from_arrays([["t^2", "t"], [1, 2]], [[2, "t"], [0, 1]]), -3, 3),
        (ParametricGame.from_arrays([["3*t", 2], [1, "t^2 - 1"]], [["1 - t", 0], [2, "t"]]), -2, 3),
    ],
)
def test_ten_thousand_parameters_as_in_bulk(family, low, high):
    step = Fraction(high - low, 10_000)
    game = phases(family, low=low, high=high).game
    compared(game, low, high, [low + k * step for k in range(10_001)])


@pytest.mark.parametrize("seed", range(6))
def test_similar_agents_as_for_single_games(seed):
    draw = random.Random(seed)
    m = draw.choice([2, 2, 3])
    table = [
        [f"{draw.randint(-3, 3)} + {draw.randint(-2, 2)}*t" for _ in range(m)] for _ in range(m)
    ]
    game = ParametricGame.from_arrays(table, [list(row) for row in zip(*table)])
    b = Fraction(draw.randint(0, 6), 6)
    found = phases(game, "similar", low=-2, high=2, b=b)
    assert found.verify()
    inner = [Fraction(draw.randint(-60, 60), 30) for _ in range(12)]
    for t in [*inner, *(end for end in ends(found) if isinstance(end, Fraction))]:
        here = similar(game.at(t), b).phases[0].equilibria

        def corners(equilibria, t=t):
            return sorted(
                tuple(sorted(tuple(entry_at(x, t) for x in corner) for corner in one.corners))
                for one in equilibria
            )

        assert corners(found.at(t)) == corners(here)


def test_a_point_apart_from_a_segment_stays():
    table = [["2", "2", "0"], ["2", "2", "0"], ["0", "0", "t"]]
    found = phases(ParametricGame.from_arrays(table, table), "similar", low=1, high=3, b=0)
    corners = {tuple(map(str, c)) for one in found.phases[0].answer for c in one.corners}
    assert {("1", "0", "0"), ("0", "1", "0"), ("0", "0", "1")} <= corners
    assert found.verify()


def test_a_dilemma_whose_temptation_grows():
    shapes = phases(PD, low=2, high=6)
    assert [(p.low, p.high, p.answer) for p in shapes.phases] == [
        (2, 2, "one arc"),
        (2, 6, "two crossing arcs"),
    ]
    alike = phases(PD, "similar", low=2, high=6, b="1/2")
    assert [(p.low, p.high) for p in alike.phases] == [(2, 3), (3, 3), (3, 6)]
    assert [str(x) for x in alike.phases[2].answer[0].corners[0]] == ["1/3", "2/3"]


def test_the_threshold_of_the_stag_hunt():
    # hare is one iff b ≤ hare·…: 3/5 for 5, 0, 3, 3, so at b = 3/5 as long as the stag pays 5
    found = phases("stag_hunt(t, 3)", "similar", low=4, high=7, b="3/5")
    assert [(p.low, p.high, len(p.answer)) for p in found.phases] == [(4, 5, 2), (5, 7, 1)]


def test_ends_may_be_irrational():
    game = ParametricGame.from_arrays([["t^2", 0], [2, 1]], [[1, 1], [0, 0]])
    found = phases(game, "notions", low=0, high=3, outcomes=("1", "1"))
    before, after = found.phases[-2:]
    assert before.high_included is False and after.low_included
    assert after.low * after.low == 2 and "nash" in after.answer[0]
    assert all("nash" not in phase.answer[0] for phase in found.phases[:-1])
    document = found.to_dict()
    assert document["phases"][-2]["high"] == "√2" and verify(document)


def test_a_constant_family_has_one_phase():
    game = ParametricGame.from_arrays([["0*t", 1], [1, 0]], [[1, 0], [0, 1]])
    for question in ("shape", "arcs", "notions"):
        (only,) = phases(game, question, low=-1, high=1).phases
        assert only.low_included and only.high_included


def test_one_value_of_the_parameter():
    (only,) = phases(PD, low=3, high=3).phases
    assert only.answer == "two crossing arcs" and only.low == only.high == 3


def test_time_that_ends_is_told():
    found = phases(PD, low=2, high=6, budget=0)
    assert found.status == "partial" and {p.answer for p in found.phases} == {None}
    assert found.verify() and "time" in str(found)


def test_a_lie_is_refused():
    document = phases(PD, "notions", low=2, high=6).to_dict()
    document["phases"][1]["answer"][0] = ["nash", *document["phases"][1]["answer"][0]]
    assert not verify(document)
    document = phases(PD, low=2, high=6).to_dict()
    document["phases"][0]["high"] = document["phases"][1]["low"] = "3"
    document["phases"][0]["low"] = "2"
    assert not verify(document)
    document = phases(PD, "similar", low=2, high=6, b="1/2").to_dict()
    document["phases"][0]["answer"].pop()
    assert "missing" in str(verify(document))


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("low = 3 should not be above", {"low": 3, "high": 2}),
        ("no question 'colour'", {"low": 2, "high": 3, "question": "colour"}),
        ("'similar'", {"low": 2, "high": 3, "b": "1/2"}),
        ("'notions'", {"low": 2, "high": 3, "outcomes": ("Cooperate", "Defect")}),
        ("no move", {"low": 2, "high": 3, "question": "notions", "outcomes": ("x", "y")}),
        ("from 0 to 1", {"low": 2, "high": 3, "question": "similar", "b": 2}),
        ("a number", {"low": "x", "high": 3}),
    ],
)
def test_wrong_arguments_are_named(words, options):
    with pytest.raises(InputError, match=words if words != "a number" else "rational"):
        phases(PD, **options)


def test_what_is_not_computed_is_said():
    with pytest.raises(UnsupportedError, match="2×2"):
        phases("rock_paper_scissors(t)", low=1, high=2)
    with pytest.raises(UnsupportedError, match="two players"):
        phases("public_goods(3,t)", "similar", low="5/4", high=2)
    with pytest.raises(InputError, match="symmetric"):
        phases("battle_of_the_sexes(t,2)", "similar", low=3, high=4)
    with pytest.raises(InputError, match="lies outside"):
        phases(PD, low=2, high=3).at(4)


@pytest.mark.parametrize("question", QUESTIONS)
def test_words(question):
    text = str(phases(PD, question, low=2, high=4))
    assert "t in " in text or "t = 2" in text


def test_words_of_similar_say_which_strategy_is_pure():
    words = str(phases("2,2 0,t; t,0 1,1", "similar", low=0, high=4, b="1/2"))
    assert "1 for sure; everybody gets 2" in words
    assert "1 1/3, 2 2/3; everybody gets" in words


def test_what_was_asked_before_the_time_ended_is_certain(monkeypatch):
    """At a point of its own a formula need be a strategy there alone."""
    ask = partial(phases, "prisoners_dilemma(t,2,1,0)", "similar", low=-2, high=6)
    _, steps = counted(monkeypatch, partial(ask, budget=None))
    for budget in range(0, len(steps.readings), 5):
        found, _ = counted(monkeypatch, partial(ask, budget=budget))
        assert found.status == "partial" and found.verify()
