"""Fresh coins in games with more moves: play by running programs, constants by trying many."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt
from random import Random

import pytest

from oraclegames import (
    Game,
    UnsupportedError,
    catalog,
    grounded_equilibrium,
    independent_coins,
    read_result,
    verify,
)
from oraclegames.agents import Automaton, Grounded
from oraclegames.exact.nowhere_negative import cuts_of
from oraclegames.reflective.agents.automata import as_automaton
from oraclegames.reflective.agents.smallest import needs, smallest
from oraclegames.reflective.programs import best_mix, best_quotient
from oraclegames.reflective.programs.fresh_play import _rounded, _Side, meeting
from tests.certificates.falsify import falsifications, refused
from tests.depth import some
from tests.reflective.programs.test_common_coins import random_automaton
from tests.reflective.programs.test_independent_coins import iterated, random_game

SHAPES = ((2, 3), (3, 2), (3, 3), (1, 3), (3, 1), (4, 3))


def meeting_of(seed, states=3, shape=None):
    draw = Random(seed)
    shape = shape or draw.choice(SHAPES)
    tables = [
        [[draw.randint(-4, 4) for _ in range(shape[1])] for _ in range(shape[0])] for _ in "ab"
    ]
    pair = [random_automaton(draw, *shape[:: 1 - 2 * k], draw.randint(1, states)) for k in (0, 1)]
    return Game.from_arrays(*tables), pair, Fraction(1, 2) + Fraction(draw.randint(1, 9), 20)


def run(pair, draw, epsilon, player):
    """A program that draws fresh coins in every simulation, of which it starts those it needs."""
    one, state = pair[player], 0
    if draw.random() >= epsilon:
        own, other = needs(one)
        # what is not needed may be any state and move that occur
        first = next(a for a, p in enumerate(one.play[0]) if p)
        mine = run(pair, draw, epsilon, player) if own else (0, first)
        theirs = run(pair, draw, epsilon, 1 - player) if other else (0, 0)
        state = one.after[mine[0]][mine[1]][theirs[1]]
    moves = range(len(one.play[state]))
    return state, draw.choices(moves, map(float, one.play[state]))[0]


@pytest.mark.parametrize("seed", range(6))
def test_the_programs_play_so_when_they_are_run(seed):
    game, pair, epsilon = meeting_of(seed)
    found = independent_coins(game, *pair, epsilon, fresh=True)
    draw, runs = Random(seed), 1500
    for player in (0, 1):
        count = [0] * game.shape[player]
        for _ in range(runs):
            count[run(found.programs, draw, float(epsilon), player)[1]] += 1
        for p, seen in zip(map(float, found.play[player]), count):
            assert abs(seen / runs - p) <= 4.5 * sqrt(p * (1 - p) / runs) + 1e-12


def iterate(pair, epsilon, times=300):
    """The least solution of the system, from nothing on."""
    step, weights = float(epsilon), [[0.0] * len(one.play) for one in pair]
    for _ in range(times):
        mixes = [
            [sum(w * float(m[a]) for w, m in zip(known, one.play)) for a in range(len(one.play[0]))]
            for known, one in zip(weights, pair)
        ]
        later = []
        for known, one, theirs in zip(weights, pair, reversed(mixes)):
            new = [step] + [0.0] * (len(one.play) - 1)
            for s, mix in enumerate(one.play):
                for (a, p), (b, q) in product(enumerate(mix), enumerate(theirs)):
                    new[one.after[s][a][b]] += (1 - step) * known[s] * float(p) * q
            later.append(new)
        weights = later
    return weights


@pytest.mark.parametrize("seed", range(some(12, 80)))
def test_play_is_the_least_solution_and_is_checked(seed):
    game, pair, epsilon = meeting_of(seed)
    found = independent_coins(game, *pair, epsilon, fresh=True)
    assert found.verify() and read_result(found.to_json()) == found
    for known, expected in zip(found.weights, iterate(found.programs, epsilon)):
        assert [float(w) for w in known] == pytest.approx(expected, abs=1e-9)
    assert all(sum(mix) == 1 for mix in found.play)
    assert all(best <= most for best, most in zip(found.best, found.most))
    if min(game.shape) < 3:
        assert found.errors == ()


def constant(mix, others):
    table = tuple(((0,) * others,) * len(mix))
    return Automaton((mix,), (table,), "constant")


@pytest.mark.parametrize("seed", range(some(8, 60)))
def test_no_constant_gets_more(seed):
    """A grid of constants, each played by itself."""
    game, pair, epsilon = meeting_of(seed)
    found = independent_coins(game, *pair, epsilon, fresh=True)
    for player in (0, 1):
        own, others = game.shape[player], game.shape[1 - player]
        most = None
        for weights in product(range(7), repeat=own - 1):
            if sum(weights) > 6:
                continue
            mix = tuple(Fraction(w, 6) for w in (*weights, 6 - sum(weights)))
            met = (
                [constant(mix, others), pair[1]]
                if player == 0
                else [pair[0], constant(mix, others)]
            )
            laws, errors = meeting(smallest(met[0]), smallest(met[1]), epsilon)
            assert errors == ()  # against a constant all is rational
            plays = [
                [
                    sum(w * m[a] for w, m in zip(law, smallest(one).play))
                    for a in range(len(one.play[0]))
                ]
                for law, one in zip(laws, met)
            ]
            gets = sum(
                plays[0][a] * plays[1][b] * game.payoff(player, (a, b)) for a, b in game.outcomes()
            )
            most = gets if most is None else max(most, gets)
        assert most <= found.most[player]
        assert found.best[player] >= most or found.most[player] > found.best[player]
        assert float(found.best[player]) - float(most) < 0.6


def widened(one, own, other, draw):
    """An automaton with a third move that it never makes, or that does what the second does."""
    play = tuple((*mix, Fraction(0)) if own else mix for mix in one.play)
    after = []
    for table in one.after:
        rows = [(*row, row[1]) if other else row for row in table]
        if own:
            rows.append(tuple(draw.randrange(len(one.play)) for _ in rows[0]))
        after.append(tuple(rows))
    return Automaton(play, tuple(after), one.label)


@pytest.mark.parametrize("wide", [(0, 1), (1, 0), (1, 1)])
@pytest.mark.parametrize("seed", range(4))
def test_a_move_that_is_twice_there_changes_nothing(seed, wide):
    draw = Random(seed)
    game = random_game(draw)
    pair = [random_automaton(draw, 2, 2, draw.randint(1, 3)) for _ in "ab"]
    known = independent_coins(game, *pair, "2/3", fresh=True)
    twice = [[0, 1, 1][: 2 + w] for w in wide]
    tables = [[[game.payoff(i, (a, b)) for b in twice[1]] for a in twice[0]] for i in (0, 1)]
    met = [widened(one, wide[k], wide[1 - k], draw) for k, one in enumerate(pair)]
    found = independent_coins(Game.from_arrays(*tables), *met, "2/3", fresh=True)
    assert found.verify() and found.holds is known.holds
    for most, best, before in zip(found.most, found.best, known.best):
        assert most == before or float(best) - 1e-6 <= float(before) <= float(most)
    for one, other, slack in zip(found.payoffs, known.payoffs, found.slack):
        assert one == other or abs(float(one) - float(other)) <= float(slack) + 1e-12


COPY = Automaton(((1, 0, 0), (0, 1, 0), (0, 0, 1)), (tuple(((0, 1, 2),) * 3),) * 3, "copy")
EVEN = Automaton(((Fraction(1, 3),) * 3,), (((0, 0, 0),) * 3,), "even")


def test_even_play_is_an_equilibrium_of_rock_paper_scissors():
    found = independent_coins("rock_paper_scissors", EVEN, EVEN, "1/5", fresh=True)
    assert found.holds is True and found.verify() and found.most == (0, 0)


def test_copying_is_an_equilibrium_where_all_gain_by_being_alike():
    """The first move, of which copiers begin, gives most; what is proved touches it."""
    game = Game.from_arrays([[4, 0, 1], [5, 2, 0], [3, 0, 1]], [[4, 5, 3], [0, 2, 0], [1, 0, 1]])
    near = independent_coins(game, COPY, COPY, "1/5", fresh=True)
    assert near.holds is True and near.verify() and near.payoffs == (4, 4)
    far = independent_coins(game, COPY, COPY, "9/10", fresh=True)
    assert far.holds is False and far.verify() and far.best[0] > 4


def test_the_best_constant_may_mix_between_three_moves():
    """Against a copier: p·U q with q = ε e + (1 − ε) p, as for a check of grounded programs."""
    table = [[0 if a == b else 1 for b in range(3)] for a in range(3)]
    game = Game.from_arrays(table, table)
    found = independent_coins(game, EVEN, COPY, "1/5", fresh=True)
    assert found.deviations[0][:2] == (Fraction(1, 4), Fraction(3, 8)) and found.verify()
    assert found.most == found.best  # a touching point inside is proved


@pytest.mark.parametrize("seed", range(some(6, 40)))
def test_who_looks_at_the_other_alone_plays_as_with_exact_simulation(seed):
    draw = Random(seed)
    tables = [[[draw.randint(-4, 4) for _ in range(3)] for _ in range(3)] for _ in "ab"]
    game = Game.from_arrays(*tables)

    def mixed():
        weights = [draw.randint(0, 3) for _ in range(3)]
        weights[draw.randrange(3)] += 1
        return tuple(Fraction(w, sum(weights)) for w in weights)

    programs, automata = [], []
    for _ in "ab":
        first, replies = mixed(), [mixed() for _ in range(3)]
        programs.append(Grounded(first, (tuple(replies),) * 3, "g"))
        automata.append(Automaton((first, *replies), (((1, 2, 3),) * 3,) * 4, "g"))
    expected = grounded_equilibrium(game, *programs, "1/3")
    found = independent_coins(game, *automata, "1/3", fresh=True)
    assert found.errors == () and found.payoffs == expected.payoffs
    assert found.play == expected.play
    for most, best, known in zip(found.most, found.best, expected.best):
        assert best <= known <= most


def irrational_meeting():
    """Two programs that look at both players' moves, with a play that is no fraction."""
    game, pair, epsilon = next(
        (game, pair, epsilon)
        for game, pair, epsilon in (meeting_of(seed, 3, (3, 3)) for seed in range(100))
        if independent_coins(game, *pair, epsilon, fresh=True).errors
    )
    return game, pair, epsilon


def test_a_play_that_is_no_fraction_is_enclosed():
    game, pair, epsilon = irrational_meeting()
    found = independent_coins(game, *pair, epsilon, fresh=True)
    assert 0 < max(found.errors) < Fraction(1, 2**50) and "≈" in str(found)
    assert "to within the errors" in str(verify(found.to_dict()))
    exact = [_Side(one, epsilon) for one in found.programs]
    (x, y), tight = (
        [[Fraction(int(p.p), int(p.q)) for p in side] for side in _far_on(exact)],
        sum(found.errors),
    )
    for mix, real in zip(found.play, (x, y)):
        assert sum(abs(a - b) for a, b in zip(mix, real)) / 2 <= tight


def _far_on(sides):
    """The play to hundreds of bits, by the map again and again from even play."""
    x = sides[0].plays([0] * (len(sides[0].laws) - 1) + [1])
    for _ in range(200):
        y = sides[1].plays(x)
        x = [_rounded(p, 200) for p in sides[0].plays(y)]
    return x, sides[1].plays(x)


def test_a_play_that_is_no_fraction_may_be_an_equilibrium_of_equal_payoffs_only():
    _, pair, epsilon = irrational_meeting()
    level = Game.from_arrays([[2] * 3] * 3, [[5] * 3] * 3)
    found = independent_coins(level, *pair, epsilon, fresh=True)
    assert found.holds is True and found.verify() and found.slack == (0, 0)


def test_what_cannot_be_decided_is_said(monkeypatch):
    """Without a proof of the best, what is found and what is proved leave the answer open."""
    monkeypatch.setattr(best_quotient, "cuts_of", lambda *given: None)
    found = independent_coins("rock_paper_scissors", EVEN, EVEN, "1/5", fresh=True)
    assert found.most == (1, 1) and found.holds is None and found.verify()
    assert str(found).endswith(
        "Undetermined: a deviation between what was found and what is proved may gain"
    )
    document = found.to_dict()
    for other in (True, False):
        assert not verify({**document, "holds": other})
    assert read_result(document) == found


def test_a_looser_bound_is_proved_where_the_best_is_not(monkeypatch):
    asked = []

    def second(*given):
        asked.append(given)
        return None if len(asked) % 2 else cuts_of(*given)

    monkeypatch.setattr(best_quotient, "cuts_of", second)
    found = independent_coins("rock_paper_scissors", EVEN, COPY, "1/5", fresh=True)
    assert found.best[0] < found.most[0] < found.best[0] + Fraction(1, 1000) and found.verify()
    assert "more than what none gets" in str(verify(found.to_dict()))


@pytest.mark.parametrize("exact", [True, False])
def test_false_documents_are_refused(exact):
    game, pair, epsilon = meeting_of(2, 3, (3, 2)) if exact else irrational_meeting()
    document = independent_coins(game, *pair, epsilon, fresh=True).to_dict()
    # an error or a bound that is larger, other cuts that prove it, another ε, and other ends
    # between which an irrational number is alone claim no more
    silent = ("game", "version", "programs", "errors", "bounds", "epsilon", "*.between")
    lies = list(falsifications(document, silent))
    passed = [lie for lie in Random(1).sample(lies, min(len(lies), some(40, 400)))
              if not refused(lie.document)]  # fmt: skip
    assert verify(document) and [str(lie) for lie in passed] == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda bounds: [{**b, "most": "-9", "cuts": [[]]} for b in bounds], "may be more"),
        (lambda bounds: [{**b, "cuts": []} for b in bounds], "why should nobody"),
        (
            lambda bounds: [{**b, "cuts": [["1", "1", "1"], []]} for b in bounds],
            "parts are lacking",
        ),
        (lambda bounds: [{**b, "cuts": [*b["cuts"], []]} for b in bounds], "nothing left to cut"),
        (lambda bounds: [{**b, "cuts": [["1", "-1", "1"], []]} for b in bounds], "it lies outside"),
    ],
)
def test_bounds_without_a_proof_are_refused(change, why):
    document = independent_coins("rock_paper_scissors", EVEN, COPY, "1/5", fresh=True).to_dict()
    assert why in str(verify({**document, "bounds": change(document["bounds"])}))


def test_an_error_that_is_too_small_is_refused():
    game, pair, epsilon = irrational_meeting()
    document = independent_coins(game, *pair, epsilon, fresh=True).to_dict()
    assert "it may be more" in str(verify({**document, "errors": ["0", "0"]}))
    del document["errors"]
    assert "do not come again" in str(verify(document))


def test_programs_that_halt_just_so():
    """At ε = 1/2 nothing need contract; a fraction is found all the same."""
    draw = Random(3)
    after = tuple(
        tuple(tuple(3 * a + b + 1 for b in range(3)) for a in range(3)) for _ in range(10)
    )
    refused_ones = 0
    for _ in range(6):
        play = [tuple(int(k == draw.randrange(3)) for k in range(3)) for _ in range(10)]
        play = [mix if sum(mix) == 1 else (1, 0, 0) for mix in play]
        one = Automaton(tuple(play), after, "remembers both")
        try:
            weights, _ = meeting(smallest(one), smallest(one), Fraction(1, 2))
        except UnsupportedError as error:
            refused_ones += 1
            assert "halt just so" in str(error)
        else:
            for known, expected in zip(weights, iterate([smallest(one)] * 2, Fraction(1, 2), 3000)):
                assert [float(w) for w in known] == pytest.approx(expected, abs=5e-3)
    assert refused_ones < 6


def test_too_many_terms_are_told(monkeypatch):
    monkeypatch.setattr(best_mix, "MAX_TERMS", 60)
    draw = Random(1)
    game = Game.from_arrays([[0] * 4] * 4, [[0] * 4] * 4)
    pair = [random_automaton(draw, 4, 4, 8) for _ in "ab"]
    with pytest.raises(UnsupportedError, match="more than 60 terms"):
        independent_coins(game, *pair, "2/3", fresh=True)


def test_two_moves_are_done_as_before():
    game = catalog.prisoners_dilemma()
    for names in (("grim", "contrite"), ("memory-one:1/2,0,1,1", "memory-one:0,1/2,1,0")):
        found = independent_coins(game, *names, "2/3", fresh=True)
        assert found.bounds == () and found.most == found.best
        expected = iterated([smallest(as_automaton(name)) for name in names], Fraction(2, 3))
        for known, other in zip(found.weights, expected):
            assert [float(w) for w in known] == pytest.approx(other, abs=1e-9)
