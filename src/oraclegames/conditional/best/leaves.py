"""The proof of a bound: boxes that cover all values, each with why it holds nothing better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product

from oraclegames.conditional.best.objective import Objective
from oraclegames.conditional.columns.konstanz import Multipliers
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Stuck
from oraclegames.conditional.values.boxes import Box, box_bound, covers
from oraclegames.conditional.values.relaxation import Bound, Relaxation, bound_value
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

    def verify(self, relaxation: Relaxation, objective: Objective) -> bool:
        """Re-check the proof by arithmetic alone."""
        proof = self.proof
        if proof is None:
            return self.bound == objective.corner(self.box.low, self.box.high)
        if isinstance(proof, Bound):
            if objective.kind == "egalitarian" and (sum(proof.weights) != 1):
                return False
            if objective.kind == "egalitarian" and min(proof.weights) < 0:
                return False
            if objective.kind == "nash" and min(proof.weights) <= 0:
                return False
            if objective.kind == "linear" and proof.weights != objective.weights:
                return False
            value = bound_value(relaxation, self.box, proof.weights, proof.y)
            return self.bound == objective.cap(proof.weights, value)
        if self.bound is not None:
            return False
        if isinstance(proof, Stuck):
            face = Face(relaxation.game, relaxation.supports, self.box.high)
            same = (proof.face.supported, proof.face.values) == (face.supported, face.values)
            return same and proof.face.game == relaxation.game and proof.verify()
        return relaxation.excluded(self.box, proof)


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


def leaves_prove(
    game: Game,
    boundary: bool,
    leaves: Sequence[Sequence[Leaf]],
    objective: Objective,
    bound: Fraction | None,
) -> bool:
    """Whether the leaves cover all value vectors of all parts and their proofs give the bound."""
    parts = list(parts_of(game, boundary))
    if len(parts) != len(leaves):
        return False
    for relaxation, row in zip(parts, leaves):
        box = box_bound(game, relaxation.supports)
        if box.empty:
            continue
        if not covers(box, [leaf.box for leaf in row]):
            return False
        for leaf in row:
            if leaf.bound is not None and (bound is None or leaf.bound > bound):
                return False
            if not leaf.verify(relaxation, objective):
                return False
    return True
