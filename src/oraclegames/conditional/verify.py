"""Re-checking a solution of a 2×2 game from the payoffs alone, in exact arithmetic.

What is checked, none of it by the code that found it:

- points of every arc and surface, ends and crossings solve Σ_{o_i = s} P(o)·(U_i(o) − v_i) = 0;
- at rational values x of the row player the equation F(x)·G(y) = 1, solved here as a quadratic
  in y, has no roots in the box of values but those on the arcs found: nothing is missing;
- pure outcomes are listed iff they pass the folk theorem, and trembles prove the reflective ones;
- every piece of an edge or a face satisfies the conditions of its support.

For larger games each pure equilibrium's certificate is checked, and the searches' proofs.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.totally_mixed import Interior
from oraclegames.exact.surd import Exact, quadratic_roots
from oraclegames.games.gains import gains_of_moves, has_values, is_distribution
from oraclegames.games.game import Game

if TYPE_CHECKING:
    from oraclegames.conditional.solution import Solution

_POSITIONS = tuple(Fraction(k, 7) for k in range(1, 7))


def verify_solution(solution: Solution) -> bool:
    """Whether every check passes; see the module for what is checked."""
    game = solution.game
    if not all(pure.game == game and pure.verify() for pure in solution.pure):
        return False
    if solution.interior is None:
        return solution.outline is None or solution.outline.verify()
    listed = {pure.outcome for pure in solution.pure}
    return (
        all((outcome in listed) == _folk_theorem(game, outcome) for outcome in game.outcomes())
        and all(_is_equilibrium(game, point, mixed) for point, mixed in _points(solution))
        and all(
            _side_holds(game, point)
            for side in solution.sides
            for part in (side.part, *side.reflective)
            for point in (_middle(part.corners), *_included(part.corners, part.includes))
        )
        and _nothing_missing(solution)
    )


def _folk_theorem(game: Game, outcome: tuple[int, ...]) -> bool:
    """Whether both players get at least the worst payoff of their other move (2×2)."""
    for player in (0, 1):
        others = [game.payoff(player, o) for o in game.outcomes() if o[player] != outcome[player]]
        if game.payoff(player, outcome) < min(others):
            return False
    return True


def _points(solution: Solution) -> Iterable[tuple[Point, bool]]:
    """Points to check, and whether they must be totally mixed."""
    interior = solution.interior
    assert interior is not None
    for point in solution.sample(6):
        yield point, True
    for arc in interior.arcs:
        for end in arc.ends:
            yield end, False
    if interior.crossing is not None:
        yield interior.crossing, True
    if solution.nash is not None:
        yield solution.nash.point, True


def _is_equilibrium(game: Game, point: Point, totally_mixed: bool) -> bool:
    """The value equations, with every probability positive (or at least one zero, at an end)."""
    p = point.distribution
    return (
        is_distribution(game, p, totally_mixed=totally_mixed)
        and (totally_mixed or 0 in p)
        and has_values(game, p, point.values)
    )


def _side_holds(game: Game, point: Point) -> bool:
    """Played moves have the value, the others a payoff that is no better."""
    for player, row in enumerate(gains_of_moves(game, point.distribution, point.values)):
        for move, excess in enumerate(row):
            worst = min(game.payoff(player, o) for o in game.outcomes() if o[player] == move)
            if worst > point.values[player] if excess is None else excess != 0:
                return False
    return True


def _included(corners: tuple[Point, ...], includes: tuple[bool, ...]) -> Iterable[Point]:
    return (corner for corner, included in zip(corners, includes) if included)


def _middle(corners: tuple[Point, ...]) -> Point:
    if len(corners) == 1:
        return corners[0]
    count = len(corners)
    cells = zip(*(corner.distribution for corner in corners))
    x, y = zip(*(corner.values for corner in corners))
    return Point(tuple(_mean(cell, count) for cell in cells), (_mean(x, count), _mean(y, count)))


def _mean(numbers: Iterable[Exact], count: int) -> Exact:
    total: Exact = Fraction(0)
    for number in numbers:
        total = total + number
    return total / count


def _nothing_missing(solution: Solution) -> bool:
    """At some values of the row player, all equilibria with that value lie on the arcs.

    One branch for each way in which the boxes of values can degenerate.
    """
    interior = solution.interior
    assert interior is not None
    game = solution.game
    a11, a12, a21, a22 = (game.payoff(0, o) for o in game.outcomes())
    b11, b12, b21, b22 = (game.payoff(1, o) for o in game.outcomes())
    boxes = [(a11, a12), (a21, a22)], [(b11, b21), (b12, b22)]
    if any(low == high for box in boxes for low, high in box):
        return _constant_moves(solution, boxes)
    (left, right), (bottom, top) = (
        (max(min(pair) for pair in box), min(max(pair) for pair in box)) for box in boxes
    )
    if left >= right or bottom >= top:
        return interior.dimension == -1
    missing = False
    for z in _POSITIONS:
        x = (1 - z) * left + z * right
        up, down = (x - a12) * (a21 - x), (a11 - x) * (x - a22)
        # up·(y − b22)(b11 − y) = down·(b12 − y)(y − b21)
        a, b = down - up, up * (b11 + b22) - down * (b12 + b21)
        c = down * b12 * b21 - up * b11 * b22
        if a == b == c == 0:
            missing |= interior.dimension != 2
            continue
        inside = (y for y in quadratic_roots(a, b, c) if bottom < y < top)
        missing |= not all(_on_an_arc(interior, x, y) for y in inside)
    return not missing


def _on_an_arc(interior: Interior, x: Fraction, y: Exact) -> bool:
    return any(arc.holds(x, y) for arc in interior.arcs)


def _constant_moves(solution: Solution, boxes: tuple[list[tuple[Fraction, Fraction]], ...]) -> bool:
    """Some move has constant payoffs: the dimension follows from the boxes of values."""
    interior = solution.interior
    assert interior is not None
    free = 1  # of the three dimensions each player takes one away, unless indifferent everywhere
    for box in boxes:
        constants = {low for low, high in box if low == high}
        if len(constants) == 2:
            return interior.dimension == -1
        inside = [(low, high) for low, high in box if low != high]
        value = min(constants, default=None)
        if value is None:
            if max(min(pair) for pair in box) >= min(max(pair) for pair in box):
                return interior.dimension == -1
        elif any(not min(pair) < value < max(pair) for pair in inside):
            return interior.dimension == -1
        if not inside:
            free += 1
    return interior.dimension == free
