"""The proof of a bound: boxes that cover all values, each with why it holds nothing better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any

from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.conditional.trembles.levels import Stuck
from oraclegames.conditional.values.boxes import Box
from oraclegames.conditional.values.relaxation import Bound, Relaxation
from oraclegames.exact.rational import format_rational
from oraclegames.games.game import Game


@dataclass(frozen=True)
class Leaf:
    """A box of value vectors and the proof of what it can hold at best.

    Attributes:
        box: the values.
        proof: multipliers y or a ``Stuck`` that exclude the box, a ``Bound`` of a linear function,
            or None: the objective at the best corner is the bound.
        bound: no equilibrium with values in the box is better; None if there is none.
    """

    box: Box
    proof: Multipliers | Stuck | Bound | None
    bound: Fraction | None

    def to_dict(self) -> dict[str, Any]:
        """The leaf as plain data, ready for JSON."""
        ends = {"low": _texts(self.box.low), "high": _texts(self.box.high)}
        proof = self.proof
        if proof is None:
            return {**ends, "kind": "corner"}
        if isinstance(proof, Stuck):
            return {**ends, "kind": "stuck", "multipliers": proof.to_dict()["multipliers"]}
        if isinstance(proof, Bound):
            rows = [_texts(row) for row in proof.y]
            return {**ends, "kind": "bound", "multipliers": rows, "weights": _texts(proof.weights)}
        return {**ends, "kind": "multipliers", "multipliers": [_texts(row) for row in proof]}


def _texts(numbers: Sequence[Fraction]) -> list[str]:
    return [format_rational(number) for number in numbers]


def parts_of(game: Game, boundary: bool) -> Iterator[Relaxation]:
    """The choices of played moves: all moves, or every non-empty subset for every player."""
    if not boundary:
        yield Relaxation.whole(game)
        return
    subsets = [
        list(chain.from_iterable(combinations(range(m), k) for k in range(1, m + 1)))
        for m in game.shape
    ]
    for supports in product(*subsets):
        yield Relaxation(game, supports, total=False)
