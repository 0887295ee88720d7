"""Coins handed on in games with more moves: deviations by other ways, play by common coins."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import (
    Game,
    UnsupportedError,
    common_coins,
    independent_coins,
    read_result,
    verify,
)
from oraclegames.agents import Automaton
from oraclegames.reflective.programs import best_plan as module
from oraclegames.reflective.programs.best_plan import best_plan, count_faces, faces, strategies
from oraclegames.reflective.programs.handed_on import best_place, corners
from tests.certificates.falsify import falsifications, refused
from tests.depth import some
from tests.reflective.programs.test_common_coins import random_automaton

SHAPES = ((2, 3), (3, 2), (3, 3), (1, 3), (3, 1), (2, 4))


def rows_of(draw, own, other):
    return [[Fraction(draw.randint(-4, 4)) for _ in range(other)] for _ in range(own)]


def worth(rival, plan, rows):
    own, other = strategies(rival, plan)
    pairs = product(enumerate(own), enumerate(other))
    return sum(p * q * rows[a][b] for (a, p), (b, q) in pairs)


def plan_of(rival, policy, step, rounds=400):
    """What a strategy that mixes in each state reaches, by playing on and on, in floats."""
    size, moves = len(rival.play), len(policy[0])
    here, total = [1.0] + [0.0] * (size - 1), [[0.0] * moves for _ in range(size)]
    for n in range(rounds):
        later = [0.0] * size
        for t, a in product(range(size), range(moves)):
            share = here[t] * policy[t][a]
            total[t][a] += float(step) * (1 - float(step)) ** n * share
            for b, q in enumerate(rival.play[t]):
                later[rival.after[t][b][a]] += share * float(q)
        here = later
    return total


def float_worth(rival, plan, rows):
    own = [sum(column) for column in zip(*plan)]
    other = [sum(sum(row) * float(mix[b]) for row, mix in zip(plan, rival.play))
             for b in range(len(rows[0]))]  # fmt: skip
    return sum(p * q * float(rows[a][b]) for (a, p), (b, q) in
               product(enumerate(own), enumerate(other)))  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_with_two_moves_each_it_is_the_best_place_of_the_border(seed):
    draw = Random(seed)
    for _ in range(some(3, 20)):
        rival, rows = random_automaton(draw, 2, 2, draw.randint(1, 3)), rows_of(draw, 2, 2)
        step = Fraction(1, draw.randint(2, 5))

        def pays(place, rows=rows):
            (p, q) = place
            return sum(
                x * y * rows[a][b]
                for (a, x), (b, y) in product(enumerate((p, 1 - p)), enumerate((q, 1 - q)))
            )

        most = pays(best_place(corners(rival, step), pays))
        assert worth(rival, best_plan(rival, rows, step), rows) == most


@pytest.mark.parametrize("shape", SHAPES)
def test_no_strategy_that_mixes_gets_more(shape):
    draw = Random(str(shape))
    own, other = shape
    for _ in range(some(2, 20)):
        rival = random_automaton(draw, other, own, draw.randint(1, 3))
        rows, step = rows_of(draw, own, other), Fraction(1, draw.randint(2, 4))
        plan = best_plan(rival, rows, step)
        most = worth(rival, plan, rows)
        # what it reaches is reached: its own shares of moves in each state, played on and on
        policy = [
            [float(x / sum(row)) for x in row] if sum(row) else [1.0] + [0.0] * (own - 1)
            for row in plan
        ]
        assert float_worth(rival, plan_of(rival, policy, step), rows) == pytest.approx(float(most))
        for _ in range(20):
            mixes = [[draw.random() ** 3 for _ in range(own)] for _ in rival.play]
            policy = [[x / sum(mix) for x in mix] for mix in mixes]
            gets = float_worth(rival, plan_of(rival, policy, step, 100), rows)
            assert gets <= float(most) + 1e-9


def test_the_best_may_mix_between_three_moves():
    """Of one state the plan is a mixed strategy, which the other copies: p·U p on a triangle."""
    copier = Automaton(((1, 0, 0), (0, 1, 0), (0, 0, 1)), (tuple(((0, 1, 2),) * 3),) * 3, "copier")
    rows = [[Fraction(0 if a == b else 1) for b in range(3)] for a in range(3)]
    step = Fraction(1, 5)
    plan = best_plan(copier, rows, step)
    own, other = strategies(copier, plan)
    assert other == (step + (1 - step) * own[0], (1 - step) * own[1], (1 - step) * own[2])
    assert min(own) > 0
    # 1 - p·q = 1 - (p(1) + 4 p·p)/5: largest where 1 + 8 p(1), 8 p(2) and 8 p(3) are the same
    assert own == (Fraction(1, 4), Fraction(3, 8), Fraction(3, 8))


@pytest.mark.parametrize("seed", range(4))
def test_moves_that_are_twice_the_same_and_payoffs_that_tie_change_nothing(seed):
    draw = Random(seed)
    rival, rows = random_automaton(draw, 2, 2, 2), rows_of(draw, 2, 2)
    twice = Automaton(
        rival.play, tuple(tuple((*row, row[1]) for row in table) for table in rival.after)
    )
    step = Fraction(1, 3)
    known = worth(rival, best_plan(rival, rows, step), rows)
    again = [*rows, rows[1]]
    assert worth(twice, best_plan(twice, again, step), again) == known
    level = [[Fraction(7)] * 2] * 3
    assert worth(twice, best_plan(twice, level, step), level) == 7


def test_faces_are_counted():
    for states, moves, most in product((1, 2, 3), (1, 2, 3, 4), (0, 1, 2, 3)):
        listed = list(faces(states, moves, most))
        assert len(listed) == len(set(listed)) == count_faces(states, moves, most)
        assert all(sum(map(len, face)) <= states + most for face in listed)


def random_meeting(seed):
    draw = Random(seed)
    shape = draw.choice(SHAPES)
    tables = [
        [[draw.randint(0, 5) for _ in range(shape[1])] for _ in range(shape[0])] for _ in "ab"
    ]
    one, two = (random_automaton(draw, *shape[:: 1 - 2 * k], draw.randint(1, 3)) for k in (0, 1))
    return Game.from_arrays(*tables), one, two, Fraction(1, draw.randint(2, 5))


def test_play_is_that_of_common_coins_apart():
    for seed in range(some(6, 60)):
        game, *pair, step = random_meeting(seed)
        found, shared = independent_coins(game, *pair, step), common_coins(game, *pair, step)
        for player in (0, 1):
            for move in range(game.shape[player]):
                outcomes = zip(game.outcomes(), shared.play)
                share = sum(p for o, p in outcomes if o[player] == move)
                assert found.play[player][move] == share
        document = found.to_dict()
        assert verify(document) and read_result(document) == found
        assert all(most >= payoff for most, payoff in zip(found.best, found.payoffs))
        assert found.holds == (found.best == found.payoffs)


def test_a_pair_that_nobody_gains_against_is_told():
    """Both always make the best move of a game with one best move each."""
    game = Game.from_arrays([[5, 4, 3], [0, 0, 0]], [[9, 1, 2], [9, 1, 2]])
    first = Automaton(((1, 0),), (((0, 0, 0), (0, 0, 0)),), "top")
    second = Automaton(((1, 0, 0),), (((0, 0), (0, 0), (0, 0)),), "left")
    found = independent_coins(game, first, second)
    assert found.holds and found.verify() and "an equilibrium" in str(found)
    assert "plays 1 with probability 1 and 2 with probability 0 and gets 9, 9" in str(found)


def test_no_false_document_is_believed():
    game, *pair, step = random_meeting(2)
    document = independent_coins(game, *pair, step).to_dict()
    silent = ("game", "version", "programs")
    lies = list(falsifications(document, silent))
    passed = [lie for lie in Random(1).sample(lies, min(len(lies), some(40, 400)))
              if not refused(lie.document)]  # fmt: skip
    assert verify(document) and [str(lie) for lie in passed] == []


def test_a_plan_that_gets_less_is_refuted():
    """Both always make their first moves, and could do better: the document says they could not."""
    game = Game.from_arrays([[1, 0, 0], [3, 0, 0]], [[0, 0, 2], [0, 0, 0]])
    first = Automaton(((1, 0),), (((0, 0, 0), (0, 0, 0)),), "top")
    second = Automaton(((1, 0, 0),), (((0, 0), (0, 0), (0, 0)),), "left")
    document = independent_coins(game, first, second).to_dict()
    assert document["best"] == ["3", "2"] and verify(document)
    stay = {"plans": [[["1", "0"]], document["plans"][1]], "best": ["1", "2"]}
    stay["deviations"] = [["1", "1", "0"], document["deviations"][1]]
    assert "the best gets 3" in str(verify({**document, **stay}))


def test_too_many_faces_are_told(monkeypatch):
    monkeypatch.setattr(module, "MAX_FACES", 10)
    game, *pair, step = random_meeting(2)
    with pytest.raises(UnsupportedError, match="more than 10 faces"):
        independent_coins(game, *pair, step)
