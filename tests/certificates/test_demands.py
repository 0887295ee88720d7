"""Orders of magnitude: exponents and demands, against the sums themselves as polynomials."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from flint import fmpq_poly

from oraclegames import Game
from oraclegames.certificates.orders import _demand, check_orders
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.play import Play
from oraclegames.certificates.shifts import _demands
from oraclegames.certificates.values import _impossible


def random_game(source, shape):
    cells = list(product(*map(range, shape)))
    tables = []
    for _ in shape:
        numbers = iter([source.randint(0, 2) for _ in cells])
        tables.append([[next(numbers) for _ in range(shape[1])] for _ in range(shape[0])])
    return Game.from_arrays(*tables)


def power(exponent):
    return fmpq_poly([0] * exponent + [1])


def is_content(play, base, x):
    """Whether for small t no idle move is worth more, with the weights t^x."""
    weights = {o: power(x.get(o, 0)) for o in play.game.outcomes()}
    for i, count in enumerate(play.game.shape):
        sums = [[fmpq_poly(0), fmpq_poly(0)] for _ in range(count)]
        for o, weight in weights.items():
            sums[o[i]][0] += weight
            sums[o[i]][1] += int(play.game.payoff(i, o)) * weight
        mass, total = sums[base[i]]
        for s in range(count):
            left = total * sums[s][0] - sums[s][1] * mass
            first = next((c for c in left.coeffs() if c != 0), 0)
            if first < 0:
                return False
    return True


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3)])
def test_exponents_hold_iff_the_sums_do(shape):
    source, answers = Random(sum(shape)), []
    for _ in range(120):
        game = random_game(source, shape)
        base = tuple(source.randrange(m) for m in shape)
        play = Play.at(game, base)
        x = {o: source.randint(1, 3) for o in game.outcomes() if o != base}
        listed = [
            {"outcome": list(game.outcome_labels(o)), "exponent": str(e)} for o, e in x.items()
        ]
        part = Part({"kind": "orders", "type": "orders", "exponents": listed})
        try:
            check_orders(part, play)
            answers.append(True)
        except Refuted:
            answers.append(False)
        assert answers[-1] == is_content(play, base, x)
    assert 5 < sum(answers) < 110


def test_the_monomials_of_a_pure_outcome_by_their_signs():
    source = Random(3)
    for _ in range(60):
        game = random_game(source, (2, 3))
        base = (source.randrange(2), source.randrange(3))
        play = Play.at(game, base)
        for i, s in play.idle:
            expected = {1: set(), -1: set()}
            for q in (o for o in game.outcomes() if o[i] == s):
                gain = play.gain(i, q)
                if gain != 0:
                    expected[-1 if gain > 0 else 1].add((q,))
                    continue
                for p in (o for o in game.outcomes() if o[i] == base[i]):
                    other = play.gain(i, p)
                    if other != 0:
                        expected[1 if other > 0 else -1].add(tuple(sorted((p, q))))
            positive, negative = _demand(play, i, s)
            assert (set(positive), set(negative)) == (expected[1], expected[-1])
            assert len(positive) == len(set(positive)) and len(negative) == len(set(negative))


@pytest.mark.parametrize("sign", [-1, 0, 1])
def test_the_demands_of_a_mixture_by_the_sign_of_a_shift(sign):
    source = Random(sign)
    seen = set()
    for _ in range(80):
        game = random_game(source, (2, 3))
        played = source.sample(list(game.outcomes()), 2)
        play = Play(game, dict.fromkeys(played, Fraction(1, 2)))
        for i in (0, 1):
            found = iter(_demands(play, i, sign))
            for s in range(game.shape[i]):
                own = [o for o in game.outcomes() if o[i] == s]
                rare = [o for o in own if o not in played]
                gains = {(o,) for o in rare if play.gain(i, o) > 0}
                losses = {(o,) for o in rare if play.gain(i, o) < 0}
                shift = (-1, i)
                if all(o not in played for o in own):
                    ties = {(shift, o) for o in rare if play.gain(i, o) == 0}
                    above = losses | (ties if sign == 1 else set())
                    below = gains | (ties if sign == -1 else set())
                    positive, negative = next(found)
                    assert (set(positive), set(negative)) == (above, below)
                    seen.add(("idle", bool(ties)))
                elif all(play.gain(i, o) == 0 for o in own if o in played):
                    above = gains | ({(shift,)} if sign == -1 else set())
                    below = losses | ({(shift,)} if sign == 1 else set())
                    for one, other in ((above, below), (below, above)):
                        positive, negative = next(found)
                        assert (set(positive), set(negative)) == (one, other)
                    seen.add("made")
            assert next(found, None) is None
    assert seen == {"made", ("idle", True), ("idle", False)}


def test_values_that_single_moves_or_the_plane_of_payoffs_exclude():
    source, answers, lines = Random(5), [], 0
    for _ in range(400):
        game = random_game(source, (2, 3))
        mirrored = source.random() < 0.5
        if mirrored:  # all payoffs on a line that misses the origin
            game = Game.from_arrays(
                *([[int(game.payoff(0, (r, c))) for c in range(3)] for r in range(2)],
                  [[4 - int(game.payoff(0, (r, c))) for c in range(3)] for r in range(2)])
            )  # fmt: skip
        first, second = (Fraction(source.randint(1, 3), 2) for _ in "12")
        values = (first, source.choice((second, 4 - first, 4 - second)) if mirrored else second)
        steps = [
            [a - b for a, b in zip(u, game.payoffs((0, 0)))]
            for u in map(game.payoffs, game.outcomes())
        ]
        away = [a - b for a, b in zip(values, game.payoffs((0, 0)))]
        flat = all(a * d == b * c for (a, b), (c, d) in product(steps, repeat=2))
        point = not any(a or b for a, b in steps)
        off = any(away) if point else flat and any(a * away[1] != b * away[0] for a, b in steps)
        pays = [
            [game.payoff(i, o) for o in game.outcomes() if o[i] == s]
            for i, count in enumerate(game.shape)
            for s in range(count)
        ]
        owners = [i for i, count in enumerate(game.shape) for _ in range(count)]
        out = any(not min(p) <= values[i] <= max(p) for i, p in zip(owners, pays))
        answers.append(_impossible(game, values))
        assert answers[-1] == (off or out)
        lines += off and not out
    assert 20 < sum(answers) < len(answers) - 5 and lines > 5
