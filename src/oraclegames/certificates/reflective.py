"""Evidence for "reflective" or against it: which kind proves what.

Outside 2×2 games a "yes" needs trembles (:mod:`oraclegames.certificates.trembles`, or orders of
magnitude) and a "no" a case distinction (:mod:`oraclegames.certificates.orders`, and for play that
mixes outcomes :mod:`oraclegames.certificates.shifts`). In 2×2 games both
are decided here from the payoffs, by the support: pure outcomes, points of an edge along a row or a
column, and all others, which are reflective iff they are limits of totally mixed equilibria. There
an obstacle is words, and what is checked is that there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from oraclegames.certificates.corners import is_reflective
from oraclegames.certificates.edges import edges
from oraclegames.certificates.interior import interior
from oraclegames.certificates.orders import check_no_orders, check_orders
from oraclegames.certificates.part import Part
from oraclegames.certificates.play import Play
from oraclegames.certificates.shifts import check_no_shifts
from oraclegames.certificates.trembles import (
    check_family,
    check_same_values,
    check_strict_levels,
)

CHECKS: dict[str, tuple[str, Callable[[Part, Play], None]]] = {}
"""For each kind of evidence what it proves, and its check."""


def check_reflective(part: Part, play: Play) -> str:
    """What the evidence proves, "yes" or "no".

    The play is a dependency equilibrium; the caller has seen to that.
    """
    kind = part["kind"].word(*CHECKS)
    if kind in ("same-values", "strict-levels", "orders", "no-orders"):
        part["type"].require(part["type"].text() == kind, f"the kind is {kind!r}")
    proves, check = CHECKS[kind]
    check(part, play)
    return proves


def is_reflective_2x2(play: Play) -> bool:
    """Whether a dependency equilibrium on the boundary of a 2×2 game is reflective."""
    support = list(play.probabilities)
    if len(support) == 1:
        return is_reflective(play.game, support[0])
    p = tuple(play.probabilities.get(o, Fraction(0)) for o in play.game.outcomes())
    for edge in edges(play.game):
        q = p[edge.cells[0]]
        if q + p[edge.cells[1]] == 1:  # a corner was met above
            return edge.is_reflective(q)
    return interior(play.game).closure(p)


def _check_limit(part: Part, play: Play) -> None:
    part.only("kind")
    part.require(play.game.shape == (2, 2), "this evidence is for 2×2 games only")
    part.require(len(play.masses) == 4, "it is for play that makes every move")
    part.require(is_reflective_2x2(play), "no totally mixed equilibria come near")


def _check_obstacle(part: Part, play: Play) -> None:
    part.only("kind", "reason")
    part["reason"].text()
    part.require(play.game.shape == (2, 2), "this evidence is for 2×2 games only")
    part.require(not is_reflective_2x2(play), "there is none: the play is reflective")


CHECKS |= {
    "trembles": ("yes", check_family),
    "same-values": ("yes", check_same_values),
    "strict-levels": ("yes", check_strict_levels),
    "orders": ("yes", check_orders),
    "no-orders": ("no", check_no_orders),
    "no-shifts": ("no", check_no_shifts),
    "limit of totally mixed equilibria": ("yes", _check_limit),
    "obstacle": ("no", _check_obstacle),
}
