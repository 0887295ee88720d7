"""What "best" means: objectives as functions of the values v, with bounds over boxes.

* welfare: Σ v_i;  player: v_i;  linear: Σ λ_i v_i with the user's weights;
* egalitarian: min_i v_i;
* nash: Π (v_i − d_i) over the disagreement values d (Nash 1950), 0 where some v_i ≤ d_i.

All are bounded by a linear bound λ·v ≤ β: the egalitarian one because min_i v_i ≤ λ·v for λ ≥ 0
with Σ λ = 1, the product by the inequality of the arithmetic and geometric means,

    Π (v_i − d_i)  ≤  ((β − λ·d) / n)^n / Π λ_i      for λ > 0.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, Protocol

from oraclegames.conditional.columns.konstanz import value_vector
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.rational import format_rational, rational
from oraclegames.exact.real import Real
from oraclegames.exact.show import rounded
from oraclegames.games.game import Game
from oraclegames.later import np

Kind = Literal["linear", "egalitarian", "nash"]


class _Players(Protocol):
    @property
    def players(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Objective:
    """A function of the value vector that is to be large.

    Attributes:
        name: as it is written: "welfare", "egalitarian", "nash", "player:NAME" or "linear:…".
        kind: its form.
        weights: λ of a linear objective; all 1 else.
        disagreement: d of the Nash product; all 0 else.
    """

    name: str
    kind: Kind
    weights: tuple[Fraction, ...]
    disagreement: tuple[Fraction, ...]

    def value(self, v: Sequence[Real]) -> Real:
        """The objective at a value vector."""
        if self.kind == "linear":
            total: Real = Fraction(0)
            for weight, x in zip(self.weights, v):
                if weight:
                    total = total + weight * x
            return total
        if self.kind == "egalitarian":
            least = v[0]
            for x in v[1:]:
                least = x if x < least else least
            return least
        product: Real = Fraction(1)
        for x, d in zip(v, self.disagreement):
            if x <= d:
                return Fraction(0)
            product = product * (x - d)
        return product

    def corner(self, low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
        """The largest value over a box: it is attained at a corner."""
        corner = [a if w < 0 else b for w, a, b in zip(self.weights, low, high)]
        value = self.value(corner)
        assert isinstance(value, Fraction)
        return value

    def cap(self, weights: Sequence[Fraction], bound: Fraction) -> Fraction:
        """A bound of the objective wherever λ·v ≤ bound; λ as :meth:`slope` gives it."""
        if self.kind != "nash":
            return bound
        n = len(weights)
        excess = bound - sum((w * d for w, d in zip(weights, self.disagreement)), Fraction(0))
        return (max(excess, Fraction(0)) / n) ** n / math.prod(weights)

    def slope(self, v: Sequence[Fraction]) -> tuple[Fraction, ...]:
        """Weights λ whose linear bound is good near v; not for the egalitarian objective."""
        if self.kind == "linear":
            return self.weights
        gains = [max(x - d, Fraction(1, 1000)) for x, d in zip(v, self.disagreement)]
        return tuple(1 / gain.limit_denominator(10**6) for gain in gains)


def objective(what: Any, game: _Players) -> Objective:
    """Read an objective.

    Args:
        what: "welfare", "egalitarian", "nash", "player:NAME", or weights of a linear objective: a
            text "linear:1,2/3", a sequence with one number for each player, or a mapping of
            players to numbers (others have weight 0). An :class:`Objective` passes through.
        game: whose players are meant. The Nash product's disagreement point is every player's pure
            maximin value, the least that an equilibrium can give her; for games whose payoffs are
            not listed it is 0.

    Raises:
        InputError: for an unknown objective or player, with the nearest known one.

    >>> objective("player:Row", Game.from_dict({"Row": [[1, 0]], "Column": [[0, 1]]})).weights
    (Fraction(1, 1), Fraction(0, 1))
    """
    players = game.players
    n = len(players)
    if isinstance(what, Objective):
        if len(what.weights) != n:
            raise InputError(f"the objective is for {len(what.weights)} players, not for {n}")
        return what
    if isinstance(what, Mapping):
        for label in what:
            _known(label, players, "player")
        numbers = (rational(what.get(p, 0), what=f"the weight of player {p!r}") for p in players)
        return _linear(tuple(numbers))
    if not isinstance(what, str):
        return _linear(value_vector(players, what, what="weight"))
    ones, zeros = (Fraction(1),) * n, (Fraction(0),) * n
    match what.partition(":"):
        case "player", ":", label:
            position = players.index(_known(label, players, "player"))
            own = tuple(Fraction(int(k == position)) for k in range(n))
            return Objective(what, "linear", own, zeros)
        case "linear", ":", weights:
            return _linear(value_vector(players, weights, what="weight"))
        case "welfare", "", "":
            return Objective(what, "linear", ones, zeros)
        case "egalitarian", "", "":
            return Objective(what, "egalitarian", ones, zeros)
        case "nash", "", "":
            threats = _maximin(game) if isinstance(game, Game) else zeros
            return Objective(what, "nash", ones, threats)
    known = ["welfare", "egalitarian", "nash", *(f"player:{p}" for p in players)]
    _known(what, [*known, "linear:WEIGHTS"], "objective")
    raise InputError("an objective player:NAME names a player")


def _linear(weights: tuple[Fraction, ...]) -> Objective:
    name = "linear:" + ",".join(map(format_rational, weights))
    return Objective(name, "linear", weights, (Fraction(0),) * len(weights))


def _known(label: Any, labels: Sequence[str], what: str) -> str:
    if isinstance(label, str) and label in labels:
        return label
    near = difflib.get_close_matches(str(label), labels, n=1, cutoff=0.5)
    shown = ", ".join(labels[:8]) + (", …" if len(labels) > 8 else "")
    hint = f"did you mean {near[0]!r}?" if near else f"there are {shown}"
    raise InputError(f"there is no {what} {label!r}: {hint}")


def _maximin(game: Game) -> tuple[Fraction, ...]:
    values = []
    for i, scale in enumerate(game.denominators):
        rows = np.moveaxis(game.numerators[i], i, 0).reshape(game.shape[i], -1)
        values.append(Fraction(int(rows.min(axis=1).max()), scale))
    return tuple(values)


def plain_number(number: Real | None) -> Any:
    """A value for JSON, exact; see :func:`oraclegames.exact.algebraic.number_document`."""
    return None if number is None else number_document(number)


def shown_number(number: Real) -> str:
    """A value in words: short rationals exactly, other numbers rounded."""
    if isinstance(number, Fraction) and number.denominator < 10**6:
        return format_rational(number)
    return f"≈{rounded(number)}"
