"""Pure outcomes of 2×2 games: dependency and reflective, ties included, always decided.

At the outcome o* let, for one player, α be her payoff there and

    D1 = payoff when the other deviates − α,   D2 = when she deviates − α,   D3 = when both do − α.

Give the three other cells small weights: c where the other deviates, u where she does, w where both
do (p = 1 at o*). Her move is a best reply along the tremble iff

    c·D1·(u + w) ≥ (1 + c)·(u·D2 + w·D3).

Only the orders of magnitude of c, u, w matter, except in one pair of conditions where the constants
do. So each player either is always content, or never, or has one *demand*, such as u ≪ c·w. Two
demands are compatible or they chase each other to zero: a reflective "no".

In the limit notion (dependency equilibrium) the demands never conflict, and o* passes iff every
player gets at least the worse payoff of her other move: a folk theorem.

Sources: Spohn (2003) for the limit notion; Diffractor (2018), "COEDT equilibria in games", asks the
question for the other one; the decision is derived.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any, Literal

from flint import fmpq

from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.two_by_two.odds import OddsMap
from oraclegames.exact.rational import ONE, to_fraction
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.games.names import move_name, player_name

_Relation = Literal["content", "never", "w<u", "u<w", "cw<u", "cu<w", "u<cw", "w<cu"]


@dataclass(frozen=True)
class Corner:
    """What is known of a pure outcome of a 2×2 game.

    Attributes:
        outcome: the two moves.
        dependency: whether it is a dependency equilibrium.
        family: trembles that prove it reflective (COEDT), None if it is not.
        reason: one sentence.
    """

    outcome: tuple[int, int]
    dependency: bool
    family: TrembleFamily | None
    reason: str


def corners_2x2(game: Game, row: OddsMap, column: OddsMap) -> tuple[Corner, ...]:
    """Decide both notions for the four pure outcomes; the odds maps are the game's."""
    b11, b21, b12, b22 = column.payoffs
    tables = row.payoffs, (b11, b12, b21, b22)
    return tuple(_corner(game, tables, r, c) for r in (0, 1) for c in (0, 1))


def corner_2x2(game: Game, outcome: Sequence[int]) -> Corner:
    """Decide both notions for a pure outcome of a 2×2 game; constant time, exact, complete."""
    r, c = outcome
    return _corner(game, (game.payoff_list(0), game.payoff_list(1)), r, c)


def decide(gains: Sequence[tuple[Any, Any, Any]]) -> tuple[bool, bool]:
    """Whether an outcome is a dependency equilibrium, and a reflective one, by comparisons alone.

    Args:
        gains: D1, D2, D3 of both players, numbers of any ordered field.
    """
    if any(own > 0 and both > 0 for _, own, both in gains):
        return False, False
    relations = [_relation(*gain) for gain in gains]
    first = _first_of_window(relations)
    powers = _powers(*relations)
    if powers is not None or first is None:
        return True, powers is not None
    k, K = _ratios(gains, first)
    return True, bool(k <= K)


def _corner(game: Game, tables: tuple[Sequence[fmpq], Sequence[fmpq]], r: int, c: int) -> Corner:
    beside, below, across = (r, 1 - c), (1 - r, c), (1 - r, 1 - c)
    here, right, down, far = 2 * r + c, 2 * r + 1 - c, 2 - 2 * r + c, 3 - 2 * r - c
    rows, columns = tables
    alpha, beta = rows[here], columns[here]
    gains = (
        (rows[right] - alpha, rows[down] - alpha, rows[far] - alpha),
        (columns[down] - beta, columns[right] - beta, columns[far] - beta),
    )
    for player, (_, own, both) in enumerate(gains):
        if own > 0 and both > 0:
            reason = (
                f"{player_name(game, player)} gets more from the other move than from "
                f"{move_name(game, player, (r, c)[player])}, whatever the other does"
            )
            return Corner((r, c), False, None, reason)
    relations = [_relation(*gain) for gain in gains]
    trembles = _compatible(relations, gains)
    demands = [
        f"{player_name(game, player)} needs {_demand(game, relation, cells)}"
        for player, (relation, cells) in enumerate(
            zip(relations, ((beside, below, across), (below, beside, across)))
        )
        if relation != "content"
    ]
    if trembles is None:
        reason = "; ".join(demands) + (": no tremble does both" if len(demands) == 2 else "")
        return Corner((r, c), True, None, reason)
    weights: list[tuple[Fraction, ...]] = [(ONE,)] * 4
    weights[right], weights[down], weights[far] = trembles
    family = TrembleFamily(Distribution.point(game, (r, c)), tuple(weights))
    reason = "; ".join(demands) or "every small tremble leaves both players content"
    return Corner((r, c), True, family, reason)


def _relation(d1: fmpq, d2: fmpq, d3: fmpq) -> _Relation:
    """What a player demands of the trembles c, u, w, up to constants: one case for each sign."""
    # Long: one case for each sign.
    if d2 < 0 and d3 < 0:
        return "content"
    if d2 < 0:
        return "w<u" if d3 > 0 else "cw<u" if d1 < 0 else "content"
    if d3 < 0:
        return "u<w" if d2 > 0 else "cu<w" if d1 < 0 else "content"
    if d2 == 0 and d3 == 0:
        return "content" if d1 >= 0 else "never"
    if d1 <= 0 or (d2 > 0 and d3 > 0):
        return "never"
    return "u<cw" if d2 > 0 else "w<cu"


def _compatible(
    relations: Sequence[_Relation], gains: Sequence[tuple[fmpq, ...]]
) -> tuple[tuple[Fraction, ...], ...] | None:
    """Weights (of beside, below, across) that satisfy both players, as polynomials in t."""
    powers = _powers(*relations)
    if powers is not None:
        x, y, z = powers
        return _power(x), _power(y), _power(z)
    first = _first_of_window(relations)
    if first is None:
        return None
    window = _window(*_ratios(gains, first))
    if window is None:
        return None
    c, u, w = window
    return (c, u, w) if first == 0 else (u, c, w)


@cache
def _powers(first: _Relation, second: _Relation) -> tuple[int, int, int] | None:
    """Exponents of weights that satisfy both players whatever the constants are."""
    if "never" in (first, second):
        return None
    row, column = _DEMANDS[first], _DEMANDS[second]
    return next(((x, y, z) for x, y, z in _POWERS if row(x, y, z) and column(y, x, z)), None)


def _first_of_window(relations: Sequence[_Relation]) -> int | None:
    """Who demands c·u ≲ w while the other demands w ≲ c·u, if they do."""
    return relations.index("cu<w") if set(relations) == {"cu<w", "w<cu"} else None


def _ratios(gains: Sequence[tuple[Any, ...]], first: int) -> tuple[Any, Any]:
    """The constants k and K of a window."""
    floor, roof = gains[first], gains[1 - first]
    return floor[0] / floor[2], roof[0] / roof[2]


_POWERS = tuple(sorted(product(range(1, 5), repeat=3), key=sum))

_DEMANDS: dict[_Relation, Callable[[int, int, int], bool]] = {
    "content": lambda c, u, w: True,
    "w<u": lambda c, u, w: w > u,
    "u<w": lambda c, u, w: u > w,
    "cw<u": lambda c, u, w: c + w > u,
    "cu<w": lambda c, u, w: c + u > w,
    "u<cw": lambda c, u, w: u > c + w,
    "w<cu": lambda c, u, w: w > c + u,
}
"""Whether weights t^c, t^u, t^w satisfy a demand strictly (a higher power is smaller)."""


def _window(k: fmpq, K: fmpq) -> tuple[tuple[Fraction, ...], ...] | None:
    """The one case where constants matter: one demands c·u ≲ w, the other w ≲ c·u.

    With k = |D1|/|D3| of the first player and K = D1/D3 of the second, exact conditions are
    k / (1 + c(1 − k)) ≤ w/(c·u) ≤ K / (1 + u(1 − K)). For k < K any ratio between them will do; for
    k = K the smaller of c and u opens the window; for k > K it is empty.
    """
    if k > K:
        return None
    low, high = to_fraction(k), to_fraction(K)
    if low < high or low == 1:
        return _power(1), _power(1), _power(2, (low + high) / 2)
    c, u = (1, 2) if low < 1 else (2, 1)
    zero = Fraction(0)
    return _power(c), _power(u), (zero, zero, zero, low, low * (low - 1) / 2)


def _power(exponent: int, size: Fraction | int = 1) -> tuple[Fraction, ...]:
    return (Fraction(0),) * exponent + (Fraction(size),)


def _demand(game: Game, relation: _Relation, cells: Sequence[tuple[int, int]]) -> str:
    """A demand in words, about the cells with weight c, u, w."""
    rows, columns = game.moves
    c, u, w = (f"P({rows[i]},{columns[j]})" for i, j in cells)
    return _WORDS[relation].format(c=c, u=u, w=w)


_WORDS: dict[_Relation, str] = {
    "never": "what no tremble gives",
    "w<u": "{w} of no larger order than {u}",
    "u<w": "{u} of no larger order than {w}",
    "cw<u": "{c}·{w} of no larger order than {u}",
    "cu<w": "{c}·{u} of no larger order than {w}",
    "u<cw": "{u} of no larger order than {c}·{w}",
    "w<cu": "{w} of no larger order than {c}·{u}",
}
