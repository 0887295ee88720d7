"""Play with fresh coins: who halts, how far a change carries, and how large errors may be."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest

from oraclegames import Game, independent_coins, verify
from oraclegames.agents import Automaton
from oraclegames.certificates.fresh_play import _answer, _apart, _sway, fresh_play
from oraclegames.certificates.part import Part, Refuted
from oraclegames.exact.rational import format_rational, to_fraction
from oraclegames.reflective.agents.automata import as_automaton
from oraclegames.reflective.agents.smallest import smallest
from oraclegames.reflective.programs.fresh_play import _Side, meeting
from tests.depth import some
from tests.reflective.programs.test_common_coins import random_automaton


def program(one):
    return [tuple(mix) for mix in one.play], [[list(row) for row in table] for table in one.after]


def texts(rows):
    return [list(map(format_rational, row)) for row in rows]


def random_mix(draw, moves):
    weights = [draw.randint(0, 5) for _ in range(moves)]
    weights[draw.randrange(moves)] += 1
    return [Fraction(w, sum(weights)) for w in weights]


@pytest.mark.parametrize(
    ("names", "ends", "goes_on"),
    [
        (("grim", "grim"), "1/2", "499/1000"),
        (("win-stay-lose-shift", "punish-once"), "1/2", "49/100"),
        (("grim", "tit-for-tat"), "382/1000", "381/1000"),
        (("tit-for-tat", "win-stay-lose-shift"), "382/1000", "381/1000"),
        (("tit-for-tat", "generous:1/3"), "1/100", None),
        (("grim", "defect"), "1/100", None),
    ],
)
def test_who_may_go_on_for_ever_is_not_believed(names, ends, goes_on):
    pair = [smallest(as_automaton(name)) for name in names]
    weights, _ = meeting(*pair, Fraction(ends))
    document = independent_coins("prisoners_dilemma", *names, ends, fresh=True).to_dict()
    assert verify(document)
    if goes_on:
        with pytest.raises(Refuted, match="runs may go on for ever"):
            fresh_play(Part(texts(weights)), list(map(program, pair)), Fraction(goes_on), None)


@pytest.mark.parametrize("seed", range(some(20, 100)))
def test_no_change_carries_further(seed):
    draw = Random(seed)
    own, others = draw.randint(2, 3), draw.randint(2, 3)
    one = smallest(random_automaton(draw, own, others, draw.randint(1, 4)))
    step = Fraction(1, draw.randint(2, 5))
    sway = _sway(program(one), step)
    assert sway == to_fraction(_Side(one, step).sway())
    mixes = [random_mix(draw, others) for _ in range(8)]
    for theirs, changed in pairwise(mixes):
        answers = [_answer(program(one), mix, step) for mix in (theirs, changed)]
        assert sum(answers[0]) == 1 and min(answers[0]) >= 0
        assert _apart(*answers) <= sway * _apart(theirs, changed)


def test_changes_may_carry_as_far_as_that():
    """Who copies the other's last move changes by 1 − ε of what the other changes."""
    copy = as_automaton("tit-for-tat")
    step = Fraction(1, 4)
    assert _sway(program(smallest(copy)), step) == 1 - step
    # a program of all three kinds: what it plays depends on its state, its move, and the other's
    both = Automaton(((1, 0), (Fraction(1, 4), Fraction(3, 4))), (((0, 1), (1, 0)),) * 2, "both")
    spread, tau, reach = Fraction(3, 4), Fraction(3, 4), 1
    # the first state has at least the weight ε, so that less is left to the other one
    laws = step * 1 + (1 - step) * (Fraction(1, 4) - Fraction(3, 4))
    assert _sway(program(both), step) == spread * (1 - step) * max(reach, abs(laws)) / (
        1 - (1 - step) * tau
    )


def exact_meeting():
    draw = Random(1)
    while True:
        shape = (3, 3)
        pair = [smallest(random_automaton(draw, *shape, draw.randint(2, 3))) for _ in "ab"]
        weights, errors = meeting(*pair, Fraction(3, 5))
        if not errors and all(_sway(program(one), Fraction(3, 5)) for one in pair):
            return pair, weights


@pytest.mark.parametrize("seed", range(6))
def test_errors_hold_what_is_played(seed):
    """The weights of a rational play, changed a little: how far that is, the errors say."""
    pair, weights = exact_meeting()
    step, draw, programs = Fraction(3, 5), Random(seed), list(map(program, pair))
    near = []
    for row in weights:
        changed = random_mix(draw, len(row))
        near.append([x + (y - x) / 20 for x, y in zip(row, changed)])

    def mixes(rows):
        return [
            [sum(w * mix[a] for w, mix in zip(row, one.play)) for a in range(3)]
            for row, one in zip(rows, pair)
        ]

    sways = [_sway(one, step) for one in programs]
    plays = mixes(near)
    rests = [
        _apart(mix, _answer(one, theirs, step))
        for mix, one, theirs in zip(plays, programs, reversed(plays))
    ]
    left = 1 - sways[0] * sways[1]
    errors = [(rests[k] + sways[k] * rests[1 - k]) / left for k in (0, 1)]
    for error, mix, real in zip(errors, plays, mixes(weights)):
        assert _apart(mix, real) <= error
    part = Part(texts(near))
    assert fresh_play(part, programs, step, Part(texts([errors])[0])) == plays
    for k in (0, 1):
        less = [e * (1 - Fraction(int(i == k), 1000)) for i, e in enumerate(errors)]
        with pytest.raises(Refuted, match="it may be more"):
            fresh_play(part, programs, step, Part(texts([less])[0]))
    with pytest.raises(Refuted, match="do not come again"):
        fresh_play(part, programs, step, None)
    twice = texts([[2 * x for x in row] for row in near])
    with pytest.raises(Refuted, match="no probabilities"):
        fresh_play(Part(twice), programs, step, Part(["1", "1"]))


def test_where_nothing_contracts_no_error_is_believed():
    """At ε = 1/2 programs that remember both moves, and nothing that they share."""
    after = tuple(
        tuple(tuple(3 * a + b + 1 for b in range(3)) for a in range(3)) for _ in range(10)
    )
    unit = tuple(tuple(int(i == k) for i in range(3)) for k in range(3))
    one = Automaton(tuple(unit[k % 3] for k in range(10)), after, "remembers both")
    half = Fraction(1, 2)
    assert _sway(program(one), half) == 1
    weights = [[Fraction(1, 10)] * 10] * 2
    with pytest.raises(Refuted, match="may be anywhere"):
        fresh_play(Part(texts(weights)), [program(one)] * 2, half, Part(["1", "1"]))


def test_what_is_said_of_a_constant_is_checked():
    third = Fraction(1, 3)
    even = Automaton(((third,) * 3,), (((0, 0, 0),) * 3,), "even")
    document = independent_coins("rock_paper_scissors", even, even, "1/5", fresh=True).to_dict()
    row, other = document["deviations"]
    for wrong, why in (
        ([[*row[:2], "1/3", "1/4"], other], "the other answers otherwise"),
        ([["2", "-1", "1/3", "1/3"], other], "these are no probabilities"),
    ):
        assert why in str(verify({**document, "deviations": wrong}))
    with pytest.raises(Exception, match="a list of 0"):
        verify({**document, "reach": [[]]})
    assert "the most that any deviation of whatever memory gets" in str(verify(document))
    loose = [{"most": "1", "cuts": []}, document["bounds"][1]]
    for bounds in (loose, loose[::-1]):
        open_ = {**document, "bounds": bounds, "holds": None}
        assert verify(open_) and not verify({**open_, "holds": True})


def test_slack_is_on_the_safe_side():
    """A play that is no fraction may get a little more or less than its payoff says."""
    game = Game.from_arrays([[0, 1, 2], [2, 0, 1], [1, 2, 0]], [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
    draw = Random(0)
    while True:
        pair = [random_automaton(draw, 3, 3, 3) for _ in "ab"]
        found = independent_coins(game, *pair, "3/5", fresh=True)
        if found.errors:
            break
    assert found.slack == (2 * sum(found.errors),) * 2
    document = found.to_dict()
    much = {**document, "errors": ["1", "1"]}  # then nothing is known, and that is to be said
    assert not verify(much) or document["holds"] is None
    assert verify({**much, "holds": None})
