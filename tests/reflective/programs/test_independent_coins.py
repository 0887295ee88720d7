"""Programs with coins of their own: play by running them, deviations by trying all."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt
from random import Random

import pytest

from oraclegames import (
    Game,
    InputError,
    UnsupportedError,
    catalog,
    common_coins,
    grounded_equilibrium,
    independent_coins,
    match,
    read_result,
)
from oraclegames.agents import Grounded, generous_tit_for_tat, memory_one, tit_for_tat
from oraclegames.certificates.verify import verify
from oraclegames.exact.plane import convex_hull
from oraclegames.reflective.agents.automata import as_automaton
from oraclegames.reflective.agents.smallest import needs, smallest
from tests.certificates.falsify import accepted
from tests.reflective.programs.test_common_coins import copies, random_automaton

PD = catalog.prisoners_dilemma()
LISTED = ["tit-for-tat", "generous:1/3", "contrite", "win-stay-lose-shift", "grim", "punish-once"]
LISTED += ["cooperate", "defect", "memory-one:1,0,1/2,0,1/3", *(f"S{k}" for k in range(16))]


def random_game(draw):
    tables = [[[draw.randint(-4, 4) for _ in range(2)] for _ in range(2)] for _ in range(2)]
    return Game.from_arrays(*tables)


def meeting_of(seed, states=3):
    draw = Random(seed)
    game = random_game(draw)
    pair = [random_automaton(draw, 2, 2, draw.randint(1, states)) for _ in range(2)]
    return game, pair, Fraction(1, draw.randint(2, 5))


# -- running the programs --------------------------------------------------------------------------


class Coins:
    """A tape of coins: for each place whether to stop, and a draw for each program."""

    def __init__(self, draw, epsilon):
        self.draw, self.epsilon, self.tape = draw, epsilon, []

    def at(self, place):
        while len(self.tape) <= place:
            stop = self.draw.random() < self.epsilon
            self.tape.append((stop, (self.draw.random(), self.draw.random())))
        return self.tape[place]


def run_on(pair, coins, player, place=0, known=None):
    """A program on the tape from a place on, where it simulates both: its state and its move."""
    known = {} if known is None else known
    if (player, place) not in known:
        stop, draws = coins.at(place)
        state = 0
        if not stop:
            mine = run_on(pair, coins, player, place + 1, known)
            theirs = run_on(pair, coins, 1 - player, place + 1, known)
            state = pair[player].after[mine[0]][mine[1]][theirs[1]]
        move = int(draws[player] >= pair[player].play[state][0])
        known[player, place] = state, move
    return known[player, place]


def run_fresh(pair, draw, epsilon, player):
    """A program that draws fresh coins in every simulation, of which it starts those it needs."""
    state = 0
    if draw.random() >= epsilon:
        own, other = needs(pair[player])
        mine = run_fresh(pair, draw, epsilon, player) if own else (0, 0)
        theirs = run_fresh(pair, draw, epsilon, 1 - player) if other else (0, 0)
        if not own:  # any state and move that occur tell the same
            mine = 0, int(pair[player].play[0][0] == 0)
        state = pair[player].after[mine[0]][mine[1]][theirs[1]]
    return state, int(draw.random() >= pair[player].play[state][0])


PAIRS = [
    ("memory-one:1,1/4,3/4,1/2", "contrite"),
    ("generous:1/3", "memory-one:1/2,1,1/4,1/2"),
    ("punish-once", "memory-one:9/10,0,1/2,1/3,1/2"),
]


@pytest.mark.parametrize("model", ["common", "handed on", "fresh"])
@pytest.mark.parametrize("names", PAIRS)
def test_the_programs_play_so_when_they_are_run(model, names):
    epsilon, runs = Fraction(3, 5), 2000
    if model == "common":
        result = common_coins(PD, *names, epsilon)
        expected = list(result.play)
    else:
        result = independent_coins(PD, *names, epsilon, fresh=model == "fresh")
        x, y = map(float, result.firsts)
        expected = [x * y, x * (1 - y), (1 - x) * y, (1 - x) * (1 - y)]
    pair = [smallest(as_automaton(name)) for name in names]
    draw, step = Random(20), float(epsilon)
    count = dict.fromkeys(PD.outcomes(), 0)
    for _ in range(runs):
        tape = Coins(draw, step)
        moves = []
        for player in (0, 1):
            if model == "fresh":
                moves.append(run_fresh(pair, draw, step, player)[1])
            else:
                tape = tape if model == "common" else Coins(draw, step)
                moves.append(run_on(pair, tape, player)[1])
        count[tuple(moves)] += 1
    for p, seen in zip(map(float, expected), count.values()):
        assert abs(seen / runs - p) <= 4.5 * sqrt(p * (1 - p) / runs)


# -- coins handed on -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(8))
def test_both_play_the_ends_of_games_of_their_own(seed):
    game, pair, epsilon = meeting_of(seed)
    found = independent_coins(game, *pair, epsilon)
    a, b, c, _ = common_coins(game, *pair, epsilon).play
    assert found.firsts == (a + b, a + c) and found.verify()
    assert read_result(found.to_json()) == found


@pytest.mark.parametrize("seed", range(8))
def test_a_border_is_the_hull_of_all_policies(seed):
    game, pair, epsilon = meeting_of(seed)
    found = independent_coins(game, *pair, epsilon)
    for player in (0, 1):
        rival = found.programs[1 - player]
        places = []
        for policy in product((0, 1), repeat=len(rival.play)):
            met = [rival, rival]
            met[player] = copies(rival, 2, policy)
            other = independent_coins(game, *met, epsilon)
            assert other.payoffs[player] <= found.best[player]
            places.append(other.firsts if player == 0 else other.firsts[::-1])
        corners = [corner.place for corner in found.reach[player]]
        assert set(convex_hull(corners)) == set(convex_hull(places))


@pytest.mark.parametrize("seed", range(4))
def test_no_mixture_and_no_automaton_gets_more(seed):
    game, pair, epsilon = meeting_of(seed)
    found = independent_coins(game, *pair, epsilon)
    draw = Random(seed)
    for _ in range(12):
        other = random_automaton(draw, 2, 2, draw.randint(1, 4))
        assert independent_coins(game, other, pair[1], epsilon).payoffs[0] <= found.best[0]
        assert independent_coins(game, pair[0], other, epsilon).payoffs[1] <= found.best[1]
    border = [corner.place for corner in found.reach[0]]
    mixed = [
        (s * a[0] + (1 - s) * b[0], s * a[1] + (1 - s) * b[1])
        for a, b in product(border, repeat=2)
        for s in (Fraction(k, 20) for k in range(21))
    ]
    u = [game.payoff(0, outcome) for outcome in game.outcomes()]
    pays = [
        p * q * u[0] + p * (1 - q) * u[1] + (1 - p) * q * u[2] + (1 - p) * (1 - q) * u[3]
        for p, q in mixed
    ]
    assert found.best[0] - Fraction(1, 50) <= max(pays) <= found.best[0]


# -- fresh coins -----------------------------------------------------------------------------------


def iterated(pair, epsilon, times=400):
    """The least solution of the quadratic system, from nothing on."""
    step = float(epsilon)
    weights = [[0.0] * len(one.play) for one in pair]
    for _ in range(times):
        mixes = [
            [sum(w * float(mix[m]) for w, mix in zip(known, one.play)) for m in (0, 1)]
            for known, one in zip(weights, pair)
        ]
        later = []
        for player, one in enumerate(pair):
            new = [step] + [0.0] * (len(one.play) - 1)
            for s, a, b in product(range(len(one.play)), (0, 1), (0, 1)):
                chance = weights[player][s] * float(one.play[s][a]) * mixes[1 - player][b]
                new[one.after[s][a][b]] += (1 - step) * chance
            later.append(new)
        weights = later
    return weights


@pytest.mark.parametrize("seed", range(12))
def test_fresh_play_is_the_least_solution(seed):
    game, pair, _ = meeting_of(seed, states=4)
    epsilon = Fraction(2, 3)
    found = independent_coins(game, *pair, epsilon, fresh=True)
    assert found.verify() and read_result(found.to_json()) == found
    for known, expected in zip(found.weights, iterated(found.programs, epsilon)):
        assert [float(w) for w in known] == pytest.approx(expected, abs=1e-9)
    assert all(sum(mix) == 1 for mix in found.play)


def test_algebraic_play_occurs_and_is_checked():
    found = independent_coins(PD, "memory-one:1/2,0,1,1", "memory-one:0,1/2,1,0", "2/3", fresh=True)
    assert not isinstance(found.firsts[0], Fraction) and verify(found.to_dict())


@pytest.mark.parametrize("seed", range(4))
def test_no_constant_gets_more_from_fresh_programs(seed):
    game, pair, _ = meeting_of(seed)
    found = independent_coins(game, *pair, "2/3", fresh=True)
    for player in (0, 1):
        most = float("-inf")
        for k in range(41):
            x = Fraction(k, 40)
            constant = memory_one([x, x, x, x], x)
            met = [constant, pair[1]] if player == 0 else [pair[0], constant]
            most = max(
                most, float(independent_coins(game, *met, "2/3", fresh=True).payoffs[player])
            )
        assert float(found.best[player]) - 0.05 <= most <= float(found.best[player]) + 1e-12


@pytest.mark.parametrize(
    ("names", "least", "too_little"),
    [
        (("grim", "grim"), "1/2", "499/1000"),
        (("win-stay-lose-shift", "punish-once"), "1/2", "49/100"),
        (("grim", "tit-for-tat"), "382/1000", "381/1000"),
        (("tit-for-tat", "generous:1/3"), "1/100", None),
        (("grim", "defect"), "1/100", None),
    ],
)
def test_fresh_programs_halt_from_some_epsilon_on(names, least, too_little):
    assert independent_coins(PD, *names, least, fresh=True).verify()
    if too_little:
        with pytest.raises(UnsupportedError, match="may go on for ever"):
            independent_coins(PD, *names, too_little, fresh=True)


def test_fresh_programs_play_what_an_oracle_lets_them():
    """With an oracle they read both players' moves: the same equations, as readings sharpen."""
    replies = [1, "1/4", "3/4", "1/2"]
    rows = [[(Fraction(r), 1 - Fraction(r)) for r in replies[k : k + 2]] for k in (0, 2)]
    program = Grounded((Fraction(1), Fraction(0)), tuple(map(tuple, rows)), "mixed")
    found = independent_coins(PD, memory_one(replies), memory_one(replies), "3/4", fresh=True)
    points = match(PD, program, program, "1/100", "3/4").fixed_points
    assert points
    for point in points:
        for mix, x in zip(point.play, found.firsts):
            assert abs(float(mix[0]) - float(x)) < 0.02


# -- both ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("epsilon", ["1/5", "1/2", "51/100", "4/5"])
def test_who_looks_at_the_other_alone_plays_as_with_exact_simulation(fresh, epsilon):
    for name, program in (
        ("tit-for-tat", tit_for_tat()),
        ("generous:1/4", generous_tit_for_tat("1/4")),
    ):
        expected = grounded_equilibrium(PD, program, tit_for_tat(), epsilon)
        found = independent_coins(PD, name, "tit-for-tat", epsilon, fresh=fresh)
        assert found.payoffs == expected.payoffs and found.best == expected.best
        assert found.holds is expected.holds


@pytest.mark.parametrize("fresh", [False, True])
def test_all_listed_programs_meet(fresh):
    for first, second in zip(LISTED, LISTED[1:] + LISTED[:1]):
        for pair in ((first, second), (first, first)):
            found = independent_coins(PD, *pair, "1/2", fresh=fresh)
            assert found.verify()
            assert all(most >= payoff for payoff, most in zip(found.payoffs, found.best))


@pytest.mark.parametrize("seed", range(10))
def test_the_smallest_automaton_plays_the_same(seed):
    draw = Random(seed)
    one, other = (random_automaton(draw, 2, 2, draw.randint(1, 6)) for _ in range(2))
    least = smallest(one)
    assert len(least.play) <= len(one.play) and smallest(least) == least
    assert common_coins(PD, one, other).play == common_coins(PD, least, other).play
    assert common_coins(PD, other, one).values == common_coins(PD, other, least).values or (
        common_coins(PD, other, one).best == common_coins(PD, other, least).best
    )


@pytest.mark.parametrize(
    ("name", "states", "asks"),
    [
        ("tit-for-tat", 2, (False, True)),
        ("S10", 2, (False, True)),
        ("generous:1/3", 2, (False, True)),
        ("grim", 2, (True, True)),
        ("win-stay-lose-shift", 2, (True, True)),
        ("contrite", 2, (False, True)),  # it never errs, and so has nothing to be contrite about
        ("punish-once", 2, (True, True)),
        ("defect", 1, (False, False)),
        ("S15", 1, (False, False)),
        ("S0", 2, (False, False)),
    ],
)
def test_what_a_program_needs_to_know(name, states, asks):
    least = smallest(as_automaton(name))
    assert (len(least.play), needs(least)) == (states, asks)


@pytest.mark.parametrize("fresh", [False, True])
def test_false_documents_are_refused(fresh):
    found = independent_coins(PD, "generous:1/2", "tit-for-tat", "1/2", fresh=fresh)
    document = found.to_dict()
    silent = ("game", "version", "programs.*.name", "programs.*.after", "programs.*.play")
    silent += ("reach.*.policy",)  # in states that it does not reach
    assert accepted(document, silent) == [] and verify(document)


@pytest.mark.parametrize(
    ("ask", "error", "why"),
    [
        (lambda: independent_coins(PD, "grim", "grim", 0), InputError, "between 0 and 1"),
        (
            lambda: independent_coins("rock_paper_scissors", "grim", "grim", fresh=True),
            InputError,
            "does not fit",
        ),
        (
            lambda: independent_coins("rock_paper_scissors", "grim", "grim"),
            InputError,
            "does not fit",
        ),
        (
            lambda: independent_coins("public_goods(3)", "grim", "grim"),
            InputError,
            "2 strategies were named, but the game has 3 players",
        ),
        (
            lambda: independent_coins("public_goods(3)", *["grim"] * 3, fresh=True),
            UnsupportedError,
            "2 players, not 3",
        ),
        (lambda: independent_coins(PD, "grmi", "grim"), InputError, "did you mean 'grim'"),
        (lambda: independent_coins(PD, "memory-one:1,0,1,0,1,1", "grim"), InputError, "4 replies"),
    ],
)
def test_what_cannot_be_is_one_line(ask, error, why):
    with pytest.raises(error, match=why) as caught:
        ask()
    assert "\n" not in str(caught.value)


def test_too_many_states():
    draw = Random(1)
    big = [random_automaton(draw, 2, 2, 30) for _ in range(2)]
    with pytest.raises(UnsupportedError, match="more than 64 pairs"):
        independent_coins(PD, *big, "2/3", fresh=True)
