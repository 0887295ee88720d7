"""One distribution looked at: its table, what each move is worth given itself, and the verdict.

The numbers and the verdict come from :func:`oraclegames.check` where the distribution is rational.
An irrational point of the curve is an equilibrium by its construction; its numbers are shown
rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple, SupportsFloat

from oraclegames.conditional.check.check import check, judge
from oraclegames.conditional.check.reflective import Reflective
from oraclegames.conditional.check.verdict import Verdict, Violation
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.conditional.two_by_two.alike import sentences_at
from oraclegames.conditional.two_by_two.arcs import Arc, Point
from oraclegames.conditional.two_by_two.spread_points import distance, point_at, spread_near
from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.exact.rational import format_rational
from oraclegames.exact.surd import Exact
from oraclegames.explorer.view import WrongFieldsError, short_numbers
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.games.names import listed, move_name, player_name
from oraclegames.plots.pictures.layout import places_of
from oraclegames.plots.pictures.scene import mark, payoffs_of

Cells = Sequence[Exact]

LONGEST_FRACTION = 12
"""Longer texts of fractions are shown as decimals."""

SAMPLES = 96

BUDGET = 2.0
"""Seconds for a verdict."""


def own_distribution(game: Game, texts: Sequence[str]) -> Distribution:
    """The distribution that somebody typed.

    Raises:
        WrongFieldsError: a text is no number, or the numbers are no distribution.
    """
    numbers = short_numbers((f"own:{k}", text) for k, text in enumerate(texts))
    try:
        return Distribution.of(game, numbers)
    except InputError as error:
        raise WrongFieldsError((("own", str(error)),)) from None


def picked_equilibrium(
    solution: Solution, pick: Sequence[float]
) -> tuple[tuple[Exact, ...], float | None] | None:
    """The known equilibrium nearest to a place; of the curve's samples, its ends and the rest.

    Four numbers are a distribution, three a place in the tetrahedron, two a pair of values, and a
    single one the position along the curve, from 0 to 1. None where there is no equilibrium.
    """
    found = list(_known(solution))
    if not found:
        return None
    along = [one for one in found if all(one.near)] or found
    if len(pick) == 1:
        chosen = along[round(min(max(pick[0], 0.0), 1.0) * (len(along) - 1))]
        return chosen.exact(), pick[0]
    places: Sequence[Sequence[float]] = [one.near for one in found]
    if len(pick) == 3:
        places = places_of(places)
    elif len(pick) == 2:
        payoffs = payoffs_of(solution.game)
        places = [mark(payoffs, place).values for place in places]
    distances = [distance(place, pick) for place in places]
    chosen = found[distances.index(min(distances))]
    place = next((k for k, one in enumerate(along) if one is chosen), None)
    return chosen.exact(), None if place is None else round(place / max(1, len(along) - 1), 3)


def judged(game: Game, cells: Cells) -> dict[str, Any]:
    """What the page shows about a distribution: the verdict, or that of a point of the curve."""
    exact = [p for p in cells if isinstance(p, Fraction)]
    values: Sequence[Fraction | float]
    conditional: Sequence[Sequence[Fraction | float | None]]
    if len(exact) == len(cells):
        verdict = _verdict(game, exact)
        played, values = verdict.distribution, verdict.values
        answers = (verdict.verdict, verdict.reflective)
        sentence, violations = _sentence(verdict), verdict.violations
        conditional = [
            [played.conditional_value(i, move) for move in range(count)]
            for i, count in enumerate(game.shape)
        ]
    else:
        point = mark(payoffs_of(game), cells)
        values, conditional = point.values, point.conditional
        answers, violations = ("yes", "yes"), ()
        worth = [f"{player_name(game, i)} gets {number_text(x)}" for i, x in enumerate(values)]
        sentence = (
            "An equilibrium: it lies on the curve, or is one of its ends, where "
            f"{listed(worth)} whatever move is given. Its coordinates are irrational and shown "
            "rounded."
        )
    return {
        "cells": [_number(p) for p in cells],
        "values": [_number(value) for value in values],
        "conditional": [[None if x is None else _number(x) for x in row] for row in conditional],
        "verdict": answers[0],
        "reflective": answers[1],
        "sentence": sentence,
        "alike": _alike(game, cells),
        "violations": [_violation(game, one) for one in violations],
    }


def _alike(game: Game, cells: Cells) -> str:
    """What the players must think of each other, in words; for 2×2 games."""
    clauses = list(sentences_at(game, cells)) if game.shape == (2, 2) else []
    if not clauses:
        return ""
    text = "; ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."


def _verdict(game: Game, cells: Sequence[Fraction]) -> Verdict:
    """The verdict; about the reflective notion it is silent where that needs NumPy in vain."""
    try:
        return check(game, cells, budget=BUDGET)
    except MissingDependencyError:
        played = Distribution.of(game, cells)
        found = weak_levels(Face.of(played))
        assert isinstance(found, Levels)
        reason = "whether it is a reflective one too, `oraclegames check` tells on your machine"
        return judge(played, found, Reflective("undetermined", None, reason, "undetermined"))


def number_text(number: SupportsFloat) -> str:
    """A number exactly where that is short, else rounded."""
    text = format_rational(number) if isinstance(number, Fraction) else ""
    if 0 < len(text) <= LONGEST_FRACTION:
        return text
    rounded = float(number)
    return f"≈ {rounded:.0f}" if 1e4 <= abs(rounded) < 1e12 else f"≈ {rounded:.4g}"


class _Candidate(NamedTuple):
    """An equilibrium in floats, and how to have it exactly."""

    near: tuple[float, ...]
    exact: Callable[[], tuple[Exact, ...]]


def _known(solution: Solution) -> Iterator[_Candidate]:
    """Points along the curve, in order; its ends, and the rest."""
    interior = solution.interior
    if interior is not None:
        if interior.surface is not None:
            yield from map(_of, solution.sample(SAMPLES))
        for arc in interior.arcs:
            for position, near in spread_near(arc, -(-SAMPLES // len(interior.arcs))):
                yield _Candidate(near, partial(_along, arc, position))
        yield from (_of(end) for arc in interior.arcs for end in arc.ends)
        if interior.crossing is not None:
            yield _of(interior.crossing)
    yield from (_of(corner) for side in solution.sides for corner in side.part.corners)
    for pure in solution.pure:
        cells = Distribution.point(solution.game, pure.outcome).probabilities
        yield _Candidate(tuple(map(float, cells)), partial(tuple, cells))


def _of(point: Point) -> _Candidate:
    return _Candidate(point.as_floats, partial(getattr, point, "distribution"))


def _along(arc: Arc, position: float) -> tuple[Exact, ...]:
    return point_at(arc, position).distribution


def _sentence(verdict: Verdict) -> str:
    reason = f"{verdict.reason[0].upper()}{verdict.reason[1:]}."
    if verdict.verdict == "no":
        return f"No equilibrium. {reason}"
    kind = {
        "yes": "A reflective equilibrium.",
        "no": "A dependency equilibrium, but not a reflective one.",
        "undetermined": "A dependency equilibrium.",
    }[verdict.reflective]
    return f"{kind} {reason}"


def _violation(game: Game, one: Violation) -> dict[str, Any]:
    """Who would rather do what, and the query of the oracle that says so."""
    move, other = (move_name(game, one.player, k) for k in (one.move, one.other))
    about = "" if one.difference.denominator < 1000 else "about "
    return {
        "player": one.player,
        "move": one.move,
        "other": one.other,
        "text": (
            f"The oracle is asked: is {player_name(game, one.player)} worth more given {other} "
            f"than given {move}? It answers yes, by {about}{number_text(one.difference)}, so an "
            f"agent that asks it would not play {move}."
        ),
    }


def _number(number: SupportsFloat) -> dict[str, Any]:
    return {"text": number_text(number), "float": float(number)}
