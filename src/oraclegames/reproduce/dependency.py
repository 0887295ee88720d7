"""Claims of the theory of 2×2 dependency equilibria, theorems T1 to T8, on random games.

Notation: payoffs a11 … a22 and b11 … b22, values x and y of the row and the column player. The odds
maps are f_A(x) = (x−a11)(x−a22) / ((x−a12)(x−a21)) and f_B(y) likewise, and the equilibrium with
values (x, y) has f_A(x) = f_B(y) = θ = p12·p21 / (p11·p22).

A long file: one theory, claim after claim.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, combinations
from typing import Any

from oraclegames.conditional.bimatrix.sets import nash_products
from oraclegames.conditional.check.check import check
from oraclegames.conditional.solve import solve
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.conditional.two_by_two.arcs import ValueArc
from oraclegames.conditional.two_by_two.spohn_curve import curve_kind
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.catalog import (
    battle_of_the_sexes,
    chicken_textbook,
    matching_pennies,
    prisoners_dilemma,
)
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.reproduce.claim import Findings, claim
from oraclegames.reproduce.instances import (
    Slip,
    arc_ends,
    draw_distribution,
    draw_game,
    equilibrium_instance,
    interior_of,
    nudged,
    tables,
)

_claim = partial(claim, essay="Dependency equilibria", section="Theorems", source="derived")


@_claim(
    "theorem/T1-payoff-curve",
    source="Portakal and Sturmfels 2022 for the curve; the odds maps derived",
    quick={"count": 60},
)
def payoff_curve(facts: Findings, count: int = 2000, error: Slip = 0) -> None:
    """T1: the values of a totally mixed equilibrium satisfy F = 0, and both odds maps give the
    inverse odds ratio, f_A(x) = f_B(y) = p12·p21 / (p11·p22).
    """
    # Random games with a known rational equilibrium.
    curve, ratio = [], []
    for a, b, (x, y), (p11, p12, p21, p22) in _equilibria(11, count, error):
        curve.append(_curve(a, b, x, y) == 0)
        theta = p12 * p21 / (p11 * p22)
        for u, v in ((a, x), (b, y)):
            ratio.append((v - u[0]) * (v - u[3]) == theta * (v - u[1]) * (v - u[2]))
    facts.all("F(x, y) = 0", curve)
    facts.all("f(value) = p12·p21 / (p11·p22)", ratio)


@_claim("theorem/T2-distribution-from-values", quick={"count": 60})
def distribution_from_values(facts: Findings, count: int = 2000, error: Slip = 0) -> None:
    """T2: the values fix the distribution by the odds p12/p11 = (a11−x)/(x−a12) and their like; it
    is positive exactly if x lies strictly inside both rows and y inside both columns.
    """
    # Odds of random equilibria from their values alone.
    odds, inside = [], []
    for a, b, (x, y), (p11, p12, p21, p22) in _equilibria(12, count, error):
        pairs = [(p11, p12, a[0], a[1], x), (p21, p22, a[2], a[3], x)]
        pairs += [(p11, p21, b[0], b[2], y), (p12, p22, b[1], b[3], y)]
        for p, q, high, low, value in pairs:
            odds.append(p * (high - value) == q * (value - low))
            inside.append(min(high, low) < value < max(high, low) or high == low == value)
    facts.all("odds", odds)
    facts.all("values lie strictly inside, or on a constant row or column", inside)


@_claim(
    "theorem/T3-kinds-of-curves",
    source="derived; Kidambi, Neuhaus and Portakal 2025 for the kinds",
    quick={"count": 60},
)
def kinds_of_curves(
    facts: Findings,
    reducible: tuple[Game, ...] = (
        prisoners_dilemma(),
        chicken_textbook(),
        battle_of_the_sexes(),
        matching_pennies(),
    ),
    count: int = 1500,
    error: Slip = 0,
) -> None:
    """T3: generic games have a smooth curve of genus 1. Symmetric games, Battle of the Sexes and
    Matching Pennies have a reducible one; for symmetric games x − y is a factor, and the other is
    (s−t)xy + (u−r)(x+y) + (tr−su).
    """
    # Named games, random symmetric and random games, and the discriminant's own discriminant.
    rng = random.Random(13)
    for game in reducible:
        facts.equal(game.title, "reducible", curve_kind(game).kind)
    factors, symmetric, generic, inner = [], [], [], []
    for _ in range(count):
        r, s_, t_, p = rng.sample(range(-20, 21), 4)
        game = Game.from_arrays([[r, s_], [t_, p]], [[r, t_], [s_, p]])
        symmetric.append(curve_kind(game).kind == "reducible")
        a, b = tables(nudged(game, error))
        s, t, rr, u = r + p, s_ + t_, r * p, s_ * t_
        for _ in range(3):
            x, y = Fraction(rng.randint(-9, 9)), Fraction(rng.randint(-9, 9))
            second = (s - t) * x * y + (u - rr) * (x + y) + (t * rr - s * u)
            factors.append(_curve(a, b, x, y) == (x - y) * second)
        generic.append(curve_kind(draw_game(rng, low=-(10**6), high=10**6)).kind == "smooth")
        a11, a12, a21, a22 = (rng.randint(-20, 20) for _ in range(4))
        d2, d0 = (a12 - a21) ** 2, (a11 - a22) ** 2
        d1 = 4 * a11 * a22 + 4 * a12 * a21 - 2 * (a11 + a22) * (a12 + a21)
        product = (a11 - a12) * (a11 - a21) * (a12 - a22) * (a21 - a22)
        inner.append(d1 * d1 - 4 * d2 * d0 == 16 * product)
    facts.all("random symmetric games are reducible", symmetric)
    facts.all("F is the product of the two factors", factors)
    facts.all("random games are smooth", generic)
    facts.all("disc D_A = 16(a11−a12)(a11−a21)(a12−a22)(a21−a22)", inner)


@_claim("theorem/T4-better-than-nash", quick={"count": 150})
def better_than_nash(facts: Findings, count: int = 8000, sign: int = 1) -> None:
    """T4: the totally mixed Nash equilibrium of a generic 2×2 game is Pareto-dominated by nearby
    dependency equilibria exactly if (a11−a21)(a11−a12)(a22−a21) and (b11−b12)(b11−b21)(b22−b12)
    have the same sign.
    """
    # Values at exact points next to the Nash equilibrium, on both sides of it.
    agree, dominated = [], 0
    for game, (a11, a12, a21, a22), (b11, b12, b21, b22) in _generic(14, count):
        solution = solve(game)
        if solution.nash is None:
            continue
        said = sign * (
            (a11 - a21) * (a11 - a12) * (a22 - a21) * (b11 - b12) * (b11 - b21) * (b22 - b12)
        )
        found = _nearby_gain(game, solution.nash.point.values)
        dominated += found
        agree.append(found is (said > 0))
    facts.all("random games with a totally mixed Nash equilibrium", agree)
    facts.true("both cases occur", 0 < dominated < len(agree), f"{dominated} dominated")


@_claim("theorem/T5-arcs", quick={"count": 150})
def arcs(facts: Findings, count: int = 8000, side: int = 1) -> None:
    """T5: generic games have one arc through the Nash equilibrium if nobody has a dominated move,
    one folded arc if one player has, and, if both have, two arcs or none, according to the sides on
    which the odds maps fold.
    """
    # The predicted against the computed number of arcs.
    agree: dict[int, list[bool]] = {0: [], 1: [], 2: []}
    nash = []
    for game, (a11, a12, a21, a22), (b11, b12, b21, b22) in _generic(15, count):
        solution = solve(game)
        interior = interior_of(game)
        if interior.crossing is not None:
            continue  # the X, when both folds are at the same odds ratio
        dominated = [(a11 - a21) * (a12 - a22) > 0, (b11 - b12) * (b21 - b22) > 0]
        folds = [side * (a21 - a11) * (a11 - a12) > 0, (b12 - b11) * (b11 - b21) > 0]
        number = sum(dominated)
        if any(odds.kind == "impossible" for odds in odds_maps(game)):
            said = 0
        elif number < 2:
            said = 1
        else:
            said = 2 if folds[0] is folds[1] else 0
        agree[number].append(len(interior.arcs) == said)
        nash.append((solution.nash is not None) is (number == 0))
    facts.all("nobody has a dominated move: one arc", agree[0])
    facts.all("one player has: one arc, or no possible value", agree[1])
    facts.all("both have: two arcs or none", agree[2])
    facts.all("a totally mixed Nash equilibrium exactly if nobody has", nash)


@_claim("theorem/T6-nash", source="Spohn 2003; the second part derived", quick={"count": 100})
def nash_equilibria(facts: Findings, count: int = 3000, error: Slip = 0) -> None:
    """T6: every Nash equilibrium is a dependency equilibrium, and so is every pure outcome that
    pays everybody at least what some Nash equilibrium pays.
    """
    # All extreme Nash equilibria of random games with many ties.
    rng = random.Random(16)
    holds, better = [], []
    for _ in range(count):
        game = draw_game(rng, low=-2, high=2)
        judged = nudged(game, error)
        for found in nash_products(game):
            for cells in found.distributions:
                holds.append(check(judged, cells).verdict == "yes")
                values = Distribution.of(game, cells).values
                better += [
                    check(judged, Distribution.point(game, o).probabilities).verdict == "yes"
                    for o in game.outcomes()
                    if all(u >= v for u, v in zip(game.payoffs(o), values))
                ]
    facts.all("Nash equilibria are dependency equilibria", holds)
    facts.all("pure outcomes that pay at least as much are, too", better)


@_claim("theorem/T7-greedy-levels", quick={"count": 12})
def greedy_levels(
    facts: Findings,
    shapes: tuple[tuple[int, ...], ...] = ((2, 2), (2, 3), (3, 3), (2, 2, 2)),
    count: int = 120,
    error: Slip = 0,
) -> None:
    """T7: whether a distribution is a dependency equilibrium is decided by greedy tremble levels,
    in polynomial time: they exist exactly if any layering of the unplayed moves does.
    """
    # Greedy levels against a search over all ordered layerings, at random pure profiles.
    rng = random.Random(17)
    agree, stuck = [], 0
    for shape in shapes:
        for _ in range(count):
            game = draw_game(rng, shape, -1, 2)
            outcome = tuple(rng.randrange(m) for m in shape)
            greedy = isinstance(weak_levels(Face.at(game, outcome)), Levels)
            stuck += not greedy
            agree.append(greedy is _layered(Face.at(nudged(game, error), outcome)))
    facts.all("random pure profiles", agree)
    facts.true("both answers occur", 0 < stuck < len(agree), f"{stuck} have no levels")


@_claim("theorem/T8-all-moves-supported", quick={"count": 60})
def all_moves_supported(facts: Findings, count: int = 2000, error: Slip = 0) -> None:
    """T8: if all moves are played, a distribution is a dependency equilibrium exactly if it lies on
    the Spohn variety, and reflective exactly if it is a limit of totally mixed ones.
    """
    # Distributions with zeros that still play every move.
    rng = random.Random(18)
    member, limits, hits = [], [], 0
    for k in range(count):
        shape = ((2, 2), (2, 3), (3, 3))[k % 3]
        game = draw_game(rng, shape, 0, 1)
        drawn = draw_distribution(rng, game, zeros=True)
        if not all(all(drawn.move_probabilities(i)) for i in (0, 1)):
            continue
        on = all(
            len({drawn.conditional_value(i, move) for move in range(shape[i])}) == 1 for i in (0, 1)
        )
        hits += on
        verdict = check(nudged(game, error), drawn.probabilities)
        member.append((verdict.verdict == "yes") is on)
    for _ in range(count):
        game = draw_game(rng, low=-2, high=2)
        solution = solve(game)
        for side in solution.sides:
            wide = side.support in ((0, 3), (1, 2)) or len(side.support) == 3
            if wide and interior_of(game).dimension == 1 and len(side.part.corners) == 1:
                reached = side.part.corners[0].distribution in arc_ends(game)
                limits.append(reached is bool(side.reflective))
    facts.all("dependency exactly on the variety", member)
    facts.all("faces and diagonals: reflective exactly if the end of an arc", limits)
    facts.true("some random distributions lie on it", hits > 0, f"{hits}")


def _equilibria(seed: int, count: int, error: Slip) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Both players' payoffs, the values and the probabilities of random known equilibria."""
    rng = random.Random(seed)
    for _ in range(count):
        drawn = equilibrium_instance(rng, (2, 2))
        a, b = tables(nudged(drawn.game, error))
        yield a, b, drawn.values, drawn.probabilities


def _generic(seed: int, count: int) -> Iterator[tuple[Game, list[Fraction], list[Fraction]]]:
    """Random games without ties, with both players' payoffs."""
    rng = random.Random(seed)
    for _ in range(count):
        game = draw_game(rng, low=-20, high=20)
        a, b = tables(game)
        if len(set(a)) == len(set(b)) == 4:
            yield game, a, b


def _curve(a: Sequence[Any], b: Sequence[Any], x: Any, y: Any) -> Any:
    """F(x, y) of T1."""
    return (x - a[0]) * (x - a[3]) * (y - b[1]) * (y - b[2]) - (x - a[1]) * (x - a[2]) * (
        y - b[0]
    ) * (y - b[3])


def _nearby_gain(game: Game, values: tuple[Any, Any]) -> bool:
    """Whether an equilibrium next to the one with these values pays both players more."""
    for arc in interior_of(game).arcs:
        if isinstance(arc, ValueArc) and arc.holds(*values):
            own = values[arc.parameter]
            low, high = (
                end if isinstance(end, Fraction) else Fraction(float(end)) for end in arc.span
            )
            step = min(own - low, high - own) / 10**6
            near = [arc.at(own + sign * step).values for sign in (-1, 1)]
            return any(all(u > v for u, v in zip(pair, values)) for pair in near)
    return False


def _layered(face: Face) -> bool:
    """Whether some ordered layering of the unplayed moves exists, by trying all of them."""
    moves = face.unsupported
    outcomes = [
        o
        for o in face.game.outcomes()
        if any(move not in face.supported[i] for i, move in enumerate(o))
    ]

    def level(remaining: tuple[Any, ...], hit: tuple[Any, ...]) -> bool:
        later = [move for move in remaining if move not in hit]
        columns = [o for o in outcomes if not any(o[i] == s for i, s in later)]
        if not columns:
            return False
        conditions: list[tuple[Any, int]] = []
        for i, s in hit:
            uses = [int(o[i] == s) for o in columns]
            gains = [face.game.payoff(i, o) - face.values[i] for o in columns]
            conditions.append(([use * gain for use, gain in zip(uses, gains)], 0))
            conditions.append(([-use for use in uses], -1))
        found = maximise(LinearProgram.of([0] * len(columns), at_most=conditions))
        return isinstance(found, Optimal)

    def layers(remaining: tuple[Any, ...]) -> bool:
        if not remaining:
            return True
        subsets = chain.from_iterable(
            combinations(remaining, size) for size in range(len(remaining), 0, -1)
        )
        return any(
            level(remaining, hit) and layers(tuple(m for m in remaining if m not in hit))
            for hit in subsets
        )

    return layers(moves)
