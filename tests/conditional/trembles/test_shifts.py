"""Shifts of the values, against the closed form of 2×2 games and against trembles on a grid."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest
from flint import fmpz_poly

from oraclegames import Distribution, Game, check, verify
from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.shift_family import cramer
from oraclegames.conditional.trembles.shift_search import decide_shifts
from oraclegames.conditional.trembles.shifts import BySign, Multipliers, NoShifts, cannot_be
from tests.certificates.falsify import accepted, refused

ENDLESS = Clock(None)


def boundary_equilibria(seed, shapes, count):
    """Tied games with a dependency equilibrium on the boundary: pure, on an edge, on a face."""
    random, found = Random(seed), 0
    while found < count:
        shape, top = random.choice(shapes), random.choice((1, 2))
        cells = int(np.prod(shape))
        tables = [[random.randint(0, top) for _ in range(cells)] for _ in shape]
        game = Game.from_arrays(*[np.reshape(table, shape) for table in tables])
        weights = [0] * cells
        for cell in random.sample(range(cells), random.choice((1, 2, 3))):
            weights[cell] = random.randint(1, 3)
        played = Distribution(game, tuple(Fraction(w, sum(weights)) for w in weights))
        verdict = check(game, played)
        if verdict and not played.totally_mixed:
            found += 1
            yield verdict


def answer(found):
    return {TrembleFamily: "yes", NoShifts: "no", type(None): None}[type(found)]


def test_two_by_two_games_agree_with_the_closed_form():
    seen = set()
    for verdict in boundary_equilibria(5, [(2, 2)], 120):
        found = decide_shifts(verdict.distribution, ENDLESS)
        if found is not None:
            assert answer(found) == verdict.reflective
            assert found.verify()
            seen.add(verdict.reflective)
    assert seen == {"yes", "no"}


def test_few_boundary_distributions_of_larger_games_are_left_open():
    verdicts = list(boundary_equilibria(1, [(2, 3), (3, 3), (2, 2, 2)], 120))
    open_ones = [verdict for verdict in verdicts if verdict.reflective == "undetermined"]
    assert not open_ones
    for verdict in verdicts:
        assert verdict.verify()
        assert verify(verdict.to_dict())


def renamed(game, played, random):
    """The same game and play, players and moves in another order."""
    players = random.sample(range(game.n_players), game.n_players)
    moves = [random.sample(range(count), count) for count in game.shape]

    def moved(table):
        table = np.array(table, dtype=object).reshape(game.shape)
        return table[np.ix_(*moves)].transpose(players)

    other = Game.from_arrays(*[moved(list(game.payoff_list(i))) for i in players])
    return other, Distribution(other, tuple(moved(played.probabilities).ravel()))


def test_verdicts_do_not_depend_on_names():
    random = Random(8)
    for verdict in boundary_equilibria(11, [(2, 3), (3, 3), (2, 2, 2)], 60):
        other = check(*renamed(verdict.game, verdict.distribution, random))
        assert (other.verdict, other.reflective) == (verdict.verdict, verdict.reflective)


def near_optimal(game, played, sizes):
    """Whether some weights from a grid of sizes keep every played move optimal, P being moved.

    Independent of the search: conditional values in plain fractions, at one small scale; only the
    weights of what P does not play are varied, so that the played moves stay equal by themselves
    where the game pays the same wherever P plays.
    """
    outcomes = list(game.outcomes())
    free = [k for k, p in enumerate(played.probabilities) if not p]
    for weights in product(sizes, repeat=len(free)):
        chances = list(played.probabilities)
        for k, weight in zip(free, weights):
            chances[k] = weight
        if _is_optimal(game, played, outcomes, chances):
            return True
    return False


def _is_optimal(game, played, outcomes, chances):
    for i in range(game.n_players):
        means = []
        for s in range(game.shape[i]):
            part = [(p, game.payoff(i, o)) for p, o in zip(chances, outcomes) if o[i] == s]
            means.append(sum(p * u for p, u in part) / sum(p for p, _ in part))
        made = [s for s, p in enumerate(played.move_probabilities(i)) if p]
        if any(means[s] < max(means) for s in made):
            return False
    return True


def test_what_is_refuted_has_no_trembles_on_a_grid():
    sizes = [Fraction(a, 10 ** (6 * k)) for k in (1, 2) for a in (1, 2)]
    for verdict in boundary_equilibria(3, [(2, 3)], 40):
        if isinstance(verdict.reflective_certificate, NoShifts):
            assert not near_optimal(verdict.game, verdict.distribution, sizes)


# -- named cases -----------------------------------------------------------------------------------

CASES = {
    # A move that pays 2 everywhere beside one that pays 2 or less: they are never worth the same.
    "worse": (
        Game.from_arrays([[2, 2, 2], [2, 2, 1]], [[2, 2, 2], [2, 1, 2]]),
        "0, 1/2, 1/2, 0, 0, 0",
        "no",
    ),
    # Both of player 2's moves are worth δ > 0, so that (1, 1) and (1, 2) are as rare as each other,
    # and player 1's first move gains -1/2 and 3/2 there.
    "sizes": (
        Game.from_arrays([[0, 2], [1, 0], [-1, -1]], [[1, 1], [0, 0], [0, 0]]),
        "0, 0, 1/2, 1/2, 0, 0",
        "no",
    ),
    "orders": (
        Game.from_arrays([[2, 1, 2], [1, 2, 2], [1, 1, 2]], [[1, 1, 0], [1, 0, 1], [0, 0, 1]]),
        "0, 0, 0, 1/2, 0, 0, 1/2, 0, 0",
        "no",
    ),
    # With q = δ_2 / (1 − δ_2), r the same of −δ_1 > 0, and weights e of the outcomes by row and
    # column: e13 + e33 = q, e21 + e22 = r; rows: e11 ≥ r (e12 + e13), e31 + e32 ≥ r e33; columns:
    # e11 + e31 ≤ q e21, e12 + e32 ≤ q e22. Added up: e12 + r e12 ≤ 0.
    "products": (
        Game.from_arrays([[0, 1, 1], [0, 0, 1], [0, 0, 1]], [[1, 1, 1], [0, 0, 0], [1, 1, 1]]),
        "0, 0, 0, 0, 0, 1, 0, 0, 0",
        "no",
    ),
    # The shifts are −δ and δ, but not quite: P(2, 2) has to be a little less than P(3, 3).
    "second terms": (
        Game.from_arrays([[1, 1, 0], [1, 1, 0], [0, 0, 1]], [[1, 0, 0], [1, 0, 1], [0, 1, 0]]),
        "0, 0, 0, 0, 1/2, 0, 0, 0, 1/2",
        "yes",
    ),
    # With weights a … g of the other outcomes in row-major order: c + 2d ≤ (e + g)(a + b + c + d),
    # e + 2f ≤ (c + d)(a + b + e + f), c + (b + d + f)(a + g + 2c) ≤ e, but for higher terms. The
    # last two and b times the first leave b(a + g) + g d + b d ≤ 0; a d has to cancel exactly.
    "a common term": (
        Game.from_arrays(
            [[[0, 0], [1, 2]], [[1, 0], [1, 0]]],
            [[[0, 0], [1, 1]], [[1, 2], [0, 0]]],
            [[[1, 0], [2, 0]], [[0, 0], [1, 1]]],
        ),
        "0, 0, 0, 0, 0, 0, 0, 1",
        "no",
    ),
    # Both of player 2's moves are worth δ, where player 1 gets 3/4 δ, and player 3 loses less than
    # δ²: e211 = 3/2 t, e221 = t, and the rest of the second player's first move rarer than t².
    "powers": (
        Game.from_arrays(
            [[[0, 2], [1, 0]], [[2, 0], [0, 0]]],
            [[[0, 0], [2, 0]], [[2, 0], [1, 0]]],
            [[[0, 0], [0, 1]], [[0, 1], [1, 1]]],
        ),
        "0, 0, 0, 0, 0, 3/4, 0, 1/4",
        "yes",
    ),
    "three players": (
        Game.from_arrays(
            [[[0, 1], [1, 1]], [[1, 1], [0, 0]]],
            [[[1, 0], [0, 1]], [[0, 0], [0, 1]]],
            [[[1, 1], [0, 0]], [[0, 1], [0, 0]]],
        ),
        "0, 0, 1/2, 0, 1/2, 0, 0, 0",
        "yes",
    ),
}
REFUTED = [name for name, (_, _, expected) in CASES.items() if expected == "no"]


@pytest.mark.parametrize("name", CASES)
def test_named_cases(name):
    game, chances, expected = CASES[name]
    verdict = check(game, chances)
    assert (verdict.verdict, verdict.reflective) == ("yes", expected)
    assert verify(verdict.to_dict())


@pytest.mark.slow
def test_conditions_are_multiplied_by_products_of_two_quantities():
    """For what nothing shorter refutes."""
    tables = (
        [[[0, 1], [0, 0]], [[0, 0], [0, 1]]],
        [[[0, 1], [0, 1]], [[1, 1], [0, 0]]],
        [[[1, 0], [1, 0]], [[0, 0], [1, 1]]],
    )
    verdict = check(Game.from_arrays(*tables), "0, 0, 0, 3/5, 2/5, 0, 0, 0")
    assert verdict.reflective == "no" and verify(verdict.to_dict())
    longest = max(len(item.get("times", ())) for item in multipliers_in(verdict.to_dict()))
    assert longest == 2


def multipliers_in(part):
    """The entries of all lists of multipliers in a document."""
    if isinstance(part, dict):
        yield from part.get("multipliers", ())
        part = list(part.values())
    for below in part if isinstance(part, list) else ():
        yield from multipliers_in(below)


def test_false_evidence_is_refused():
    game, chances, _ = CASES["sizes"]
    verdict = check(game, chances)
    evidence = verdict.reflective_certificate
    assert isinstance(evidence, NoShifts)
    nothing = Multipliers(())
    assert not replace(evidence, proof=nothing).verify()
    assert not replace(evidence, proof=BySign((nothing,) * 3)).verify()
    # All that multipliers touch is played: the conditions add up to 0 = 0.
    flat = Distribution.of(
        Game.from_arrays([[1, 1], [1, 1], [0, 1]], [[1] * 2] * 3), "1/2,1/2,0,0,0,0"
    )
    zero = Multipliers((((0, 0), (), Fraction(1)),))
    assert not NoShifts(flat, BySign((zero,) * 3)).verify()


@pytest.mark.parametrize("name", REFUTED)
def test_falsified_documents_are_refuted(name):
    document = check(*CASES[name][:2]).to_dict()
    assert verify(document)
    # Other multipliers may do as well: what is changed there is tried one by one.
    silent = ["reason", "version", "game", "certificate", "reflective_certificate.proof.*"]
    assert accepted(document, silent) == []
    proof = document["reflective_certificate"]["proof"]
    assert ("contradiction" in str(proof)) == (name == "orders")
    for lie in lies(proof):
        document["reflective_certificate"]["proof"] = lie
        assert refused(document)


def lies(proof):
    """Proofs with every leaf emptied, or a branch dropped or doubled."""
    if "signs" in proof:
        yield {**proof, "signs": proof["signs"][:-1]}
        yield {**proof, "signs": [proof["signs"][0], *proof["signs"][:-1]]}
        for k, branch in enumerate(proof["signs"]):
            for lie in lies(branch["then"]):
                signs = list(proof["signs"])
                signs[k] = {**branch, "then": lie}
                yield {**proof, "signs": signs}
    elif "multipliers" in proof:
        yield {"multipliers": []}
        for k, entry in enumerate(proof["multipliers"]):
            other = list(proof["multipliers"])
            minus = entry["multiplier"].removeprefix("-")
            other[k] = {
                **entry,
                "multiplier": minus if minus != entry["multiplier"] else f"-{minus}",
            }
            if len(other) > 1 or entry["multiplier"].startswith("-"):
                yield {"multipliers": other}
    elif "choices" in proof:
        for k in range(len(proof["choices"])):
            yield {**proof, "choices": proof["choices"][:k] + proof["choices"][k + 1 :]}


def test_cramers_rule_solves_systems_of_polynomials():
    t, one, zero = fmpz_poly([0, 1]), fmpz_poly(1), fmpz_poly(0)
    columns = [[zero, t + 1, one], [t * t, one, zero], [one, t, t - 3]]
    rhs = [one, t, t * t + 2]
    values, scale = cramer(columns, rhs)
    assert scale != 0
    for row in range(3):
        assert sum((c[row] * x for c, x in zip(columns, values)), zero) == scale * rhs[row]
    assert cramer([columns[0], columns[0], columns[1]], rhs) is None


def test_a_multiplier_of_no_condition_refutes_nothing():
    game = Game.from_arrays([[2, 0, 1], [1, 1, 0]], [[1, 0, 1], [1, 1, 0]])
    played = Distribution.of(game, "0,0,0,1/2,1/2,0")
    face = Face.of(played)
    one = Fraction(1)
    assert not cannot_be([((0, 7), (), one)], played, face, ())
    assert not cannot_be([], played, face, ())
