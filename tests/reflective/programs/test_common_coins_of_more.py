"""Common coins of three and more programs: play by running them, deviations by trying all."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod, sqrt
from random import Random

import pytest

from oraclegames import Game, InputError, catalog, common_coins, read_result, verify
from oraclegames.agents import Automaton
from oraclegames.reflective.agents.automata import as_automaton
from oraclegames.reflective.agents.several import meeting_of, others_move, others_of
from tests.certificates.falsify import accepted
from tests.depth import some
from tests.reflective.programs.test_common_coins import copies, random_automaton

GOODS = catalog.public_goods(3)


def random_meeting(seed, players=3):
    draw = Random(seed)
    shape = [draw.choice((1, 2, 2, 3)) for _ in range(players)]
    payoffs = {o: [draw.randint(-4, 4) for _ in o] for o in product(*map(range, shape))}

    def nested(player, start=()):
        if len(start) == players:
            return payoffs[start][player]
        return [nested(player, (*start, a)) for a in range(shape[len(start)])]

    game = Game.from_arrays(*(nested(k) for k in range(players)))
    programs = [
        random_automaton(draw, own, prod(shape) // own, draw.randint(1, 2)) for own in shape
    ]
    return game, programs, Fraction(1, draw.randint(2, 5))


def numbered(outcome, player, shape):
    """The number of the others' joint move, by listing them."""
    others = [range(n) for k, n in enumerate(shape) if k != player]
    return list(product(*others)).index(tuple(a for k, a in enumerate(outcome) if k != player))


def summed(game, programs, epsilon, periods):
    """The weights of the outcomes in the first periods, one period after the other."""
    now, total = {(0,) * len(programs): 1.0}, dict.fromkeys(game.outcomes(), 0.0)
    for period in range(periods):
        later = {}
        for states, p in now.items():
            for outcome in game.outcomes():
                chance = p * float(
                    prod(one.play[s][a] for one, s, a in zip(programs, states, outcome))
                )
                if chance:
                    total[outcome] += float(epsilon * (1 - epsilon) ** period) * chance
                    after = tuple(
                        one.after[s][outcome[k]][numbered(outcome, k, game.shape)]
                        for k, (one, s) in enumerate(zip(programs, states))
                    )
                    later[after] = later.get(after, 0.0) + chance
        now = later
    return total


@pytest.mark.parametrize("seed", range(some(8, 60)))
@pytest.mark.parametrize("players", [3, 4])
def test_play_is_the_sum_over_periods(seed, players):
    game, programs, epsilon = random_meeting(seed, players)
    found = common_coins(game, *programs, epsilon)
    assert sum(found.play) == 1 and found.verify()
    assert read_result(found.to_json()) == found
    for p, q in zip(found.play, summed(game, programs, epsilon, 80).values()):
        assert abs(float(p) - q) < 1e-7


@pytest.mark.parametrize("seed", range(some(6, 40)))
def test_the_best_deviation_is_the_best_policy(seed):
    game, programs, epsilon = random_meeting(seed)
    found = common_coins(game, *programs, epsilon)
    for player, moves in enumerate(game.shape):
        rival, reached = others_of(programs, player), []
        for policy in product(range(moves), repeat=len(rival.play)):
            met = list(programs)
            met[player] = copies(rival, moves, policy)
            reached.append(common_coins(game, *met, epsilon=epsilon).payoffs[player])
        assert max(reached) == found.best[player]


@pytest.mark.parametrize("seed", range(4))
def test_players_may_come_in_another_order(seed):
    game, programs, epsilon = random_meeting(seed)
    found = common_coins(game, *programs, epsilon)
    for order in ((1, 0, 2), (2, 0, 1)):
        turned = game.permute_players(order)
        met = []
        for k in order:
            one, rest = programs[k], [j for j in order if j != k]
            shape = [game.shape[j] for j in rest]
            known = [j for j in range(3) if j != k]

            def after(row, rest=rest, shape=shape, known=known):
                # joint moves are numbered in the new order
                return tuple(
                    row[
                        list(product(*(range(game.shape[j]) for j in known))).index(
                            tuple(joint[rest.index(j)] for j in known)
                        )
                    ]
                    for joint in product(*map(range, shape))
                )

            tables = tuple(tuple(map(after, table)) for table in one.after)
            met.append(Automaton(one.play, tables, one.label))
        other = common_coins(turned, *met, epsilon)
        assert other.payoffs == tuple(found.payoffs[k] for k in order)
        assert other.best == tuple(found.best[k] for k in order)


def with_one_move_more(game, names, place):
    """A game of two with a player of one move between them, who gets nothing, and the programs."""

    def nested(player):
        def value(a, b):
            row = list(game.payoffs((a, b)))
            row.insert(place, Fraction(0))
            return row[player]

        table = [[value(a, b) for b in (0, 1)] for a in (0, 1)]
        if place == 0:
            return [table]
        return [[row] for row in table] if place == 1 else [[[x] for x in row] for row in table]

    programs = [as_automaton(name) for name in names]
    programs.insert(place, Automaton(((1,),), (((0,) * 4,),), "one move"))
    return Game.from_arrays(*map(nested, range(3))), programs


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("names", [("grim", "S9"), ("generous:1/3", "contrite"), ("S6", "defect")])
def test_somebody_with_one_move_changes_nothing(place, names):
    game = catalog.prisoners_dilemma(5, 3, 1, 0)
    known = common_coins(game, *names, "1/4")
    wide, programs = with_one_move_more(game, names, place)
    found = common_coins(wide, *programs, "1/4")
    rest = [k for k in range(3) if k != place]
    assert tuple(found.payoffs[k] for k in rest) == known.payoffs
    assert tuple(found.best[k] for k in rest) == known.best and found.play == known.play


def test_the_programs_play_so_when_they_are_run():
    programs, epsilon = meeting_of(GOODS, ["S9", "generous:1/2", "memory-one:1,0,1/2,1/3"], "2/5")
    draw, runs, count = Random(4), 2500, dict.fromkeys(GOODS.outcomes(), 0)
    for _ in range(runs):
        tape = []
        while True:
            tape.append([draw.random() for _ in programs])
            if draw.random() < epsilon:
                break
        states, outcome = [0, 0, 0], (0, 0, 0)
        for place, draws in enumerate(reversed(tape)):
            if place:
                states = [
                    one.after[s][a][numbered(outcome, k, (2, 2, 2))]
                    for k, (one, s, a) in enumerate(zip(programs, states, outcome))
                ]
            outcome = tuple(int(x >= one.play[s][0]) for one, s, x in zip(programs, states, draws))
        count[outcome] += 1
    found = common_coins(GOODS, *programs, epsilon)
    for p, seen in zip(map(float, found.play), count.values()):
        assert abs(seen / runs - p) <= 4.5 * sqrt(p * (1 - p) / runs) + 1e-12


@pytest.mark.parametrize(("multiplier", "largest"), [(2, "3/4"), ("5/4", "3/10"), ("5/2", "9/10")])
def test_the_threshold_of_grim_in_public_goods(multiplier, largest):
    """Who keeps gets 1 − m/3 more once, and then 1 for m: ε(1 + 2m/3) + 1 − ε is at most m."""
    game, largest = catalog.public_goods(3, multiplier), Fraction(largest)
    m = Fraction(multiplier)
    assert largest == (m - 1) / (2 * m / 3)
    for epsilon in (largest, largest + Fraction(1, 100)):
        found = common_coins(game, "grim", "grim", "grim", epsilon)
        assert found.holds is (epsilon == largest) and found.payoffs == (m, m, m)
        assert common_coins(game, *["tit-for-tat"] * 3, epsilon).play == found.play


def test_who_takes_turns_as_a_volunteer():
    game = catalog.volunteers_dilemma(3)
    found = common_coins(game, "turns", "turns", "turns", "1/100")
    alone = {o for o, p in zip(game.outcomes(), found.play) if p}
    assert alone == {o for o in game.outcomes() if sum(a == 0 for a in o) == 1}
    assert found.verify() and found.holds
    first, second, third = found.payoffs
    assert first < second < third  # who comes first volunteers a little more often


def test_named_strategies_take_the_others_for_one():
    programs, _ = meeting_of(GOODS, ["S9"] * 3, None)
    (one, *_), known = programs, as_automaton("S9")
    for s, a, joint in product(range(len(known.play)), (0, 1), range(4)):
        assert one.after[s][a][joint] == known.after[s][a][int(joint > 0)]


def test_the_others_of_a_player_move_together():
    game, programs, _ = random_meeting(3, 4)
    moves = game.shape
    rival = others_of(programs, 1)
    rest = [k for k in range(4) if k != 1]
    states = list(product(*(range(len(programs[k].play)) for k in rest)))
    for outcome in game.outcomes():
        joint = numbered(outcome, 1, moves)
        assert others_move(outcome, moves, 1) == joint
        for t, state in enumerate(states):
            chance = prod(programs[k].play[s][outcome[k]] for k, s in zip(rest, state))
            assert rival.play[t][joint] == chance
            later = tuple(
                programs[k].after[s][outcome[k]][numbered(outcome, k, moves)]
                for k, s in zip(rest, state)
            )
            assert states[rival.after[t][joint][outcome[1]]] == later


@pytest.mark.parametrize("seed", (1, 12))
def test_false_documents_are_refused(seed):
    game, programs, epsilon = random_meeting(seed)
    document = common_coins(game, *programs, epsilon).to_dict()
    silent = ("game", "version", "programs.*.name", "programs.*.after", "programs.*.play")
    assert accepted(document, silent) == [] and verify(document)


def test_an_automaton_for_two_does_not_fit_three():
    with pytest.raises(InputError, match="has 2 moves against 4 of the others"):
        common_coins(GOODS, as_automaton("grim"), "grim", "grim")


def test_names_among_four_and_five():
    """Thresholds of grim in public goods, n (m − 1)/(m (n − 1)); and everybody's turn once."""
    for players in (4, 5):
        game, m = catalog.public_goods(players), Fraction(2)
        largest = players * (m - 1) / (m * (players - 1))
        for epsilon in (largest, largest + Fraction(1, 100)):
            found = common_coins(game, *["grim"] * players, epsilon=epsilon)
            assert found.holds is (epsilon == largest)
    turns = common_coins(catalog.volunteers_dilemma(4), *["turns"] * 4, epsilon="1/50")
    seen = [o.index(0) for o, p in zip(turns.game.outcomes(), turns.play) if p]
    assert sorted(seen) == [0, 1, 2, 3] and turns.holds


def test_what_is_no_program_is_refused():
    document = common_coins(GOODS, "cooperate", "cooperate", "defect", "1/3").to_dict()
    assert verify(document)
    for step in ("0", "1"):  # the rest is true of any ε
        assert "between 0 and 1" in str(verify({**document, "epsilon": step}))
    one, *rest = document["programs"]
    for wrong, why in (
        ({"play": [["2", "-1"]]}, "no probabilities"),
        ({"after": [[[0, 0, 0, 1], [0] * 4]]}, "there is no such state"),
        ({"after": [[[0, 0, 0, -1], [0] * 4]]}, "there is no such state"),
    ):
        assert why in str(verify({**document, "programs": [{**one, **wrong}, *rest]}))
    assert "no such key" in str(verify({**document, "more": 1}))
