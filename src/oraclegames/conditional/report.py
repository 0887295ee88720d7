"""A solution as JSON (schema "oraclegames/solution-1"): exact numbers are texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.part import Part as Document
from oraclegames.certificates.part import Refuted
from oraclegames.certificates.solution import check
from oraclegames.conditional.check.pure_equilibrium import excluded_to_dict
from oraclegames.conditional.two_by_two.alike import similarities
from oraclegames.conditional.two_by_two.arcs import Point
from oraclegames.conditional.two_by_two.edges_and_faces import Part
from oraclegames.conditional.two_players.pieces_document import pieces_document
from oraclegames.errors import InputError
from oraclegames.exact.rational import format_rational
from oraclegames.exact.show import shown_float
from oraclegames.exact.surd import Exact, Surd
from oraclegames.games.document import heading

if TYPE_CHECKING:
    from oraclegames.conditional.solution import Solution

SCHEMA = "oraclegames/solution-1"


def solution_to_dict(
    solution: Solution, points: int, budget: float | None = None, verify: bool = True
) -> dict[str, Any]:
    """The document.

    Args:
        solution: the solution.
        points: so many totally mixed equilibria are listed as floats.
        budget: seconds for the evidence of pieces, and to re-check the document. What there is no
            time for is left out; if it was not re-checked, "verified" is null.
        verify: re-check it.
    """
    clock = Clock(budget)
    document: dict[str, Any] = {
        **heading(SCHEMA, solution.game),
        "interior": _interior(solution, points),
        "pure": [pure.to_dict() for pure in solution.pure],
        "excluded": excluded_to_dict(solution.game, solution.excluded),
        "sides": [
            {
                "support": [list(solution.game.outcome_labels(divmod(c, 2))) for c in side.support],
                **_part(side.part),
                "reflective": [_part(part) for part in side.reflective],
            }
            for side in solution.sides
        ],
        "complete": solution.complete,
        "status": solution.status,
        "undecided": [list(solution.game.outcome_labels(o)) for o in solution.undecided],
        "method": solution.method,
        "verified": None,
    }
    if solution.whole is not None:
        whole = pieces_document(solution.whole, clock)
        document["whole"] = whole
        if whole["left_out"] or any(piece["status"] == "partial" for piece in whole["pieces"]):
            document |= {"complete": False, "status": "partial"}
    return document | {"verified": _holds(document, clock) if verify else None}


def _holds(document: dict[str, Any], clock: Clock) -> bool | None:
    """Whether every claim is true; None if the time was not enough."""
    try:
        check(Document(document), look=clock.check)
    except (Refuted, InputError):
        return False
    except OutOfTime:
        return None
    return True


def _interior(solution: Solution, points: int) -> dict[str, Any]:
    interior = solution.interior
    document: dict[str, Any]
    if interior is None:
        document = {"dimension": None, "branches": [], "computed": False}
        return document | (solution.outline.to_dict() if solution.outline else {})
    groups = solution.sample_groups(points)
    ends: list[tuple[Point, ...]] = [arc.ends for arc in interior.arcs] or [()]
    document = {
        "dimension": interior.dimension,
        "branches": [
            {
                "points": [_rounded(point) for point in group],
                "ends": [_point(end) for end in branch_ends],
            }
            for group, branch_ends in zip(groups, ends)
        ],
        "computed": True,
        "crossing": interior.crossing and _point(interior.crossing),
    }
    if solution.curve is not None:
        invariant = solution.curve.j_invariant
        document["curve"] = solution.curve.kind
        document["j_invariant"] = None if invariant is None else format_rational(invariant)
    if solution.nash is not None:
        document["nash"] = {**_point(solution.nash.point), "dominated": solution.nash.dominated}
    return document


def _part(part: Part) -> dict[str, Any]:
    return {
        "corners": [_point(corner) for corner in part.corners],
        "includes": list(part.includes),
    }


def _point(point: Point) -> dict[str, Any]:
    """Rational numbers as texts; irrational ones as floats, with the exact texts beside."""
    document: dict[str, Any] = {
        "distribution": [_number(p) for p in point.distribution],
        "values": [_number(value) for value in point.values],
    }
    if any(isinstance(number, Surd) for number in (*point.distribution, *point.values)):
        document["exact"] = _exact(point)
    return document


def _rounded(point: Point) -> dict[str, Any]:
    """Floats to draw with, and the exact texts beside."""
    return {
        "distribution": [shown_float(p) for p in point.distribution],
        "values": [shown_float(value) for value in point.values],
        "exact": _exact(point),
        "similarity": [_text(s) for s in similarities(point.distribution)],
    }


def _exact(point: Point) -> dict[str, list[str]]:
    return {
        "distribution": [_text(p) for p in point.distribution],
        "values": [_text(value) for value in point.values],
    }


def _number(number: Exact) -> str | float:
    return shown_float(number) if isinstance(number, Surd) else format_rational(number)


def _text(number: Exact) -> str:
    return str(number) if isinstance(number, Surd) else format_rational(number)
