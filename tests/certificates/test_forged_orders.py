"""No case distinction refutes what exponents prove, whatever it is forged from."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from oraclegames import Game
from oraclegames.certificates.orders import _demand, check_no_orders, check_orders
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.play import Play


def is_true(check, written, play):
    try:
        check(Part({"type": "orders", **written}), play)
    except Refuted:
        return False
    return True


def listed(game, outcomes):
    return [list(game.outcome_labels(o)) for o in outcomes]


def proved(game, play, base):
    """Whether some small exponents solve everything."""
    rare = [o for o in game.outcomes() if o != base]
    for powers in product((1, 2, 3), repeat=len(rare)):
        exponents = [
            {"outcome": one, "exponent": str(e)} for one, e in zip(listed(game, rare), powers)
        ]
        if is_true(check_orders, {"kind": "orders", "exponents": exponents}, play):
            return True
    return False


def forged(draw, game, demands, chosen):
    """Some tree: any demands in any order, all cases or divisors of them, any sums."""
    left = [k for k in range(len(demands)) if k not in chosen]
    if chosen and (not left or draw.random() < 0.5):
        terms = []
        for _ in range(draw.randint(1, 3)):
            k = draw.choice(chosen)
            above = draw.choice([*demands[k][1], *demands[k][1], *demands[k][0], ()])
            weight = draw.choice(("1", "1", "-1", "1/2", "0"))
            terms.append({"demand": k, "above": listed(game, above), "weight": weight})
        return {"contradiction": terms}
    k = draw.choice(left)
    cases = []
    for monomial in demands[k][0]:
        part = draw.choice((monomial, monomial[:1], monomial[1:] or monomial))
        if part not in cases:
            cases.append(part)
    return {
        "demand": k,
        "choices": [
            {
                "least": listed(game, case),
                "then": forged(draw, game, demands, [*chosen, k]),
            }
            for case in cases
        ],
    }


@pytest.mark.parametrize("seed", range(4))
def test_a_reflective_outcome_is_not_refuted_by_any_tree(seed):
    draw, games, empty = Random(seed), 0, 0
    while games < 12:
        pays = (0, 1, 1, 2) if games else (1,)
        tables = [[[draw.choice(pays) for _ in "12"] for _ in "12"] for _ in "12"]
        game = Game.from_arrays(*tables)
        base = (draw.randrange(2), draw.randrange(2))
        play = Play.at(game, base)
        if not proved(game, play, base):
            continue
        games += 1
        demands = [_demand(play, i, s) for i, s in play.idle]
        empty += sum(not any(demand) for demand in demands)
        for _ in range(60):
            lie = forged(draw, game, demands, [])
            assert not is_true(check_no_orders, {"kind": "no orders", "proof": lie}, play), lie
    assert empty  # a demand that says nothing has no cases, and so nothing to be shown in them


def test_a_mixture_is_not_refuted_by_the_orders_of_a_pure_outcome():
    game = Game.from_arrays([[1, 0, 0], [0, 1, 0]], [[1, 0, 0], [0, 1, 0]])
    play = Play(game, {(0, 0): Fraction(1, 2), (1, 1): Fraction(1, 2)})
    assert not is_true(check_orders, {"kind": "orders", "exponents": []}, play)
    written = {"kind": "no orders", "proof": {"demand": 0, "choices": []}}
    assert not is_true(check_no_orders, written, play)


def test_inequalities_that_may_all_be_equalities_are_no_contradiction():
    """Around a ring each monomial is at most the next one; with equal weights nothing is left."""
    game = Game.from_arrays([[1, 1, 1], [1, 0, 2], [1, 2, 0]], [[1, 1, 1], [1, 2, 0], [1, 0, 2]])
    play = Play.at(game, (0, 0))
    rare = [o for o in game.outcomes() if o != (0, 0)]
    equal = [{"outcome": one, "exponent": "1"} for one in listed(game, rare)]
    assert is_true(check_orders, {"kind": "orders", "exponents": equal}, play)
    demands = [_demand(play, i, s) for i, s in play.idle]
    terms = [
        {"demand": k, "above": listed(game, negative[0]), "weight": "1"}
        for k, (_, negative) in enumerate(demands)
    ]
    proof = {"contradiction": terms}
    for k in reversed(range(4)):
        ((positive,), _) = demands[k]
        case = {"least": listed(game, positive), "then": proof}
        proof = {"demand": k, "choices": [case]}
    assert not is_true(check_no_orders, {"kind": "no orders", "proof": proof}, play)


@pytest.mark.parametrize("unit", [Fraction(1), Fraction(1, 9)])
def test_exponents_are_positive_and_of_all_other_outcomes(unit):
    """Trying the second row is worth less only where the first column is the likelier one."""
    rows = [[2 * unit, 2 * unit], [0, 3 * unit]]
    game = Game.from_arrays(rows, [[1, 1], [1, 1]])
    play = Play.at(game, (0, 0))

    def holds(**exponents):
        cells = [{"outcome": list(name[1:]), "exponent": e} for name, e in exponents.items()]
        return is_true(check_orders, {"kind": "orders", "exponents": cells}, play)

    assert holds(o12="1", o21="1", o22="2") and holds(o12="1", o21="1", o22="1")
    assert not holds(o12="1", o21="2", o22="1")
    assert not holds(o12="1", o21="1") and not holds(o12="1", o22="2")
    assert not holds(o12="1", o21="0", o22="1") and not holds(o12="1", o21="-1", o22="1")
    assert not holds(o12="0", o21="1", o22="2")
