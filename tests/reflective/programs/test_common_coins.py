"""Programs that share their coins: play by summing periods, deviations by trying all."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import Game, InputError, UnsupportedError, catalog, common_coins, read_result
from oraclegames.agents import (
    Automaton,
    contrite_tit_for_tat,
    grim,
    memory_one,
    win_stay_lose_shift,
)
from oraclegames.certificates.verify import verify
from oraclegames.reflective.agents.automata import as_automaton
from tests.certificates.falsify import accepted

PD = catalog.prisoners_dilemma()
TIT = memory_one(10)


def random_automaton(draw, own, other, states):
    def mixed():
        weights = [draw.randrange(4) for _ in range(own)]
        weights[draw.randrange(own)] += 1
        return tuple(Fraction(w, sum(weights)) for w in weights)

    after = tuple(
        tuple(tuple(draw.randrange(states) for _ in range(other)) for _ in range(own))
        for _ in range(states)
    )
    return Automaton(tuple(mixed() for _ in range(states)), after, f"random {states}")


def random_meeting(seed):
    draw = Random(seed)
    rows, columns = draw.choice([(2, 2), (2, 3), (3, 2), (1, 2)])
    tables = [
        [[draw.randint(-4, 4) for _ in range(columns)] for _ in range(rows)] for _ in range(2)
    ]
    game = Game.from_arrays(*tables)
    pair = (
        random_automaton(draw, rows, columns, draw.randint(1, 3)),
        random_automaton(draw, columns, rows, draw.randint(1, 3)),
    )
    return game, pair, Fraction(1, draw.randint(2, 5))


def summed(game, pair, epsilon, periods):
    """The weights of the outcomes in the first periods, one period after the other."""
    now = {(0, 0): Fraction(1)}
    total = dict.fromkeys(game.outcomes(), 0.0)
    for period in range(periods):
        weight = float(epsilon * (1 - epsilon) ** period)
        later = {}
        for (s, t), p in now.items():
            for a, b in game.outcomes():
                q = p * pair[0].play[s][a] * pair[1].play[t][b]
                if q:
                    total[a, b] += weight * float(q)
                    after = pair[0].after[s][a][b], pair[1].after[t][b][a]
                    later[after] = later.get(after, Fraction(0)) + q
        now = {state: Fraction(float(p)) for state, p in later.items()}
    return total


@pytest.mark.parametrize("seed", range(12))
def test_play_is_the_sum_over_periods(seed):
    game, pair, epsilon = random_meeting(seed)
    found = common_coins(game, *pair, epsilon)
    assert sum(found.play) == 1 and found.verify()
    assert read_result(found.to_json()) == found
    for p, q in zip(found.play, summed(game, pair, epsilon, 120).values()):
        assert abs(float(p) - q) < 1e-8


def copies(rival, moves, policy):
    """The automaton that follows the rival's state and plays a policy's move there."""
    play = tuple(tuple(int(k == policy[t]) for k in range(moves)) for t in range(len(rival.play)))
    after = tuple(
        tuple(tuple(table[b][a] for b in range(len(table))) for a in range(moves))
        for table in rival.after
    )
    return Automaton(play, after, "follows")


@pytest.mark.parametrize("seed", range(12))
def test_the_best_deviation_is_the_best_policy(seed):
    game, pair, epsilon = random_meeting(seed)
    found = common_coins(game, *pair, epsilon)
    for player, rival in ((0, pair[1]), (1, pair[0])):
        moves = game.shape[player]
        reached = []
        for policy in product(range(moves), repeat=len(rival.play)):
            other = copies(rival, moves, policy)
            met = (other, rival) if player == 0 else (rival, other)
            reached.append(common_coins(game, *met, epsilon).payoffs[player])
        assert max(reached) == found.best[player]


def test_no_small_automaton_gets_more():
    rivals = [TIT, win_stay_lose_shift(), contrite_tit_for_tat(), memory_one([1, "1/3", 1, "1/3"])]
    draw = Random(4)
    for rival in rivals:
        best = common_coins(PD, TIT, rival, "1/4").best[0]
        for _ in range(60):
            other = random_automaton(draw, 2, 2, draw.randint(1, 4))
            assert common_coins(PD, other, rival, "1/4").payoffs[0] <= best


@pytest.mark.parametrize(
    ("game", "program", "largest"),
    [
        ((3, 2, 1, 0), TIT, "1/2"),
        ((5, 3, 1, 0), TIT, "1/3"),
        ((3, 2, 1, 0), grim(), "1/2"),
        ((5, 3, 1, 0), grim(), "1/2"),
        ((4, 3, 1, 0), win_stay_lose_shift(), "1/2"),
        ((3, 2, 1, 0), memory_one(0, 0), "1"),
    ],
)
def test_thresholds_of_discounted_games(game, program, largest):
    dilemma = catalog.prisoners_dilemma(*game)
    for epsilon, holds in ((Fraction(largest), True), (Fraction(largest) + Fraction(1, 50), False)):
        if epsilon < 1:
            assert common_coins(dilemma, program, program, epsilon).holds is holds
    assert common_coins(dilemma, program, program, "1/50").holds


def test_known_strategies():
    assert win_stay_lose_shift().play[1:] == memory_one([1, 0, 0, 1]).play[1:]
    contrite = contrite_tit_for_tat()
    assert common_coins(PD, contrite, contrite).play == (1, 0, 0, 0)
    # it answers a defector, and forgives itself
    assert common_coins(PD, contrite, memory_one(0, 0), "1/10").play[2] == 0
    assert contrite.after[0] == ((0, 2), (1, 3)) and contrite.play[2] == (0, 1)
    alternate = memory_one([0, 0, 1, 1])
    assert common_coins(PD, alternate, alternate, "1/2").play == (
        Fraction(2, 3),
        0,
        0,
        Fraction(1, 3),
    )


def test_common_coins_reach_correlated_play():
    # both alternate between the two good outcomes of the Battle of the Sexes
    turns = Automaton(((1, 0), (0, 1)), (((1, 1), (1, 1)), ((0, 0), (0, 0))), "turns")
    found = common_coins("battle_of_the_sexes", turns, turns, "1/100")
    a, b, c, d = found.play
    assert found.holds and b == c == 0 < a * d
    assert min(found.payoffs) > Fraction(7, 5)


@pytest.mark.parametrize("seed", (3, 7))
def test_false_documents_are_refused(seed):
    game, pair, epsilon = random_meeting(seed)
    document = common_coins(game, *pair, epsilon).to_dict()
    silent = ("game", "version", "programs.*.name", "programs.*.after", "programs.*.play")
    assert accepted(document, silent) == [] and verify(document)


@pytest.mark.parametrize(
    ("ask", "error", "why"),
    [
        (lambda: memory_one(16), InputError, "numbers 0 to 15"),
        (lambda: as_automaton("S" + "9" * 5000), InputError, "numbers 0 to 15"),
        (lambda: Automaton(((1, 0),), (((0.0, 0), (0, 0)),)), InputError, "goes to the state 0.0"),
        (lambda: memory_one(True), InputError, "numbers 0 to 15"),
        (lambda: memory_one([1, 0, 1]), InputError, "4 replies"),
        (lambda: memory_one([1, 0, 1, 2]), InputError, "at least 0 with sum 1"),
        (lambda: Automaton((), ()), InputError, "one table of next states"),
        (lambda: Automaton(((1, 0),), (((0, 1), (0, 0)),)), InputError, "the state 1"),
        (lambda: common_coins(PD, TIT, TIT, 1), InputError, "between 0 and 1"),
        (lambda: common_coins(PD, TIT, TIT, 0), InputError, "between 0 and 1"),
        (lambda: common_coins("rock_paper_scissors", TIT, TIT), InputError, "does not fit"),
        (
            lambda: common_coins("public_goods(3)", TIT, TIT),
            InputError,
            "2 strategies were named, but the game has 3 players",
        ),
        (
            lambda: common_coins("public_goods(3)", *[TIT] * 3),
            InputError,
            "joint moves|does not fit",
        ),
        (
            lambda: common_coins("public_goods(3)", "grim", "contrite", "grim"),
            UnsupportedError,
            "standing of one other",
        ),
        (lambda: common_coins(PD, TIT, "1/3", TIT), InputError, "strategies come first"),
        (
            lambda: common_coins(PD, TIT, TIT, "1/3", epsilon="1/3"),
            InputError,
            "epsilon, named once",
        ),
        (lambda: common_coins(PD, TIT, TIT, "1/3", "1/3"), InputError, "epsilon, named once"),
    ],
)
def test_what_cannot_be_is_one_line(ask, error, why):
    with pytest.raises(error, match=why) as caught:
        ask()
    assert "\n" not in str(caught.value)


def test_too_many_states():
    big = random_automaton(Random(1), 2, 2, 21)
    with pytest.raises(UnsupportedError, match="more than 400 pairs"):
        common_coins(PD, big, big)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("tit-for-tat", memory_one(10, label="tit for tat")),
        ("S9", memory_one(9)),
        ("generous:1/3", memory_one(["1", "1/3", "1", "1/3"], label="generous:1/3")),
        ("memory-one:1,0,1/2,0", memory_one([1, 0, "1/2", 0], label="memory-one:1,0,1/2,0")),
        ("contrite", contrite_tit_for_tat()),
    ],
)
def test_strategies_have_names(name, same):
    assert as_automaton(name) == same == as_automaton(same)
    assert common_coins(PD, name, "grim", "1/4") == common_coins(PD, same, grim(), "1/4")


@pytest.mark.parametrize("name", ["tit for tat", "S16", "S", "generous", "generous:x", "grim:1"])
def test_a_wrong_name_is_one_line(name):
    with pytest.raises(InputError):
        common_coins("prisoners_dilemma", name, "grim")
