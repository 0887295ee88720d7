"""An exact region, read back from its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.cycle_curve import cancelled, components, equation
from oraclegames.certificates.part import Part, game_of, outcome_of
from oraclegames.conditional.two_players.arcs import Arc, Vertex
from oraclegames.conditional.two_players.gain_graph import Link
from oraclegames.conditional.two_players.graph import CycleCurve, Line
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.exact.rational import parse_rational
from oraclegames.games.game import Game, Outcome


def read_planar(document: Part) -> PlanarRegion:
    """The region that wrote a document "oraclegames/region-2" or "-3"; nothing is checked."""
    schema = document["schema"].word("oraclegames/region-2", "oraclegames/region-3")
    game = game_of(document["game"])
    bounds = document["area_bounds"]
    known = None if bounds.missing else tuple(float(item.value) for item in bounds.items(2))
    return replace(
        read_boundary(document, game),
        notion="dependency" if schema.endswith("3") else "totally mixed",
        _bounds=None if known is None else (known[0], known[1]),
    )


def read_boundary(document: Part, game: Game) -> PlanarRegion:
    """A region from its dimension, vertices and arcs."""
    status: Any = document["status"].word("complete", "partial")
    vertices = []
    for part in document["vertices"]:
        x, y = (number_of(item) for item in part["exact"].items(2))
        vertices.append(Vertex((x, y), part["included"].flag()))
    left_out = []
    for part in document["left_out"]:
        (a, b), (c, d) = (part[axis].rationals(2) for axis in "xy")
        left_out.append(((a, b), (c, d)))
    return PlanarRegion(
        game,
        document["dimension"].integer(),
        tuple(vertices),
        tuple(_arc(part, game) for part in document["arcs"]),
        status,
        tuple(left_out),
    )


def _arc(part: Part, game: Game) -> Arc:
    x, y = (number_of(item) for item in part["sample"].items(2))
    first, last = (item.integer() for item in part["ends"].items(2))
    below, above = (item.flag() for item in part["sides"].items(2))
    text = part["curve"]["equation"].text()
    curve: Line | CycleCurve
    if part["curve"]["kind"].word("line", "cycle") == "line":
        name, _, number = text.partition(" = ")
        payoff = parse_rational(number)
        if name not in ("x", "y") or payoff is None:
            part["curve"]["equation"].unreadable('a line such as "x = 1/2"')
        curve = Line("xy".index(name), payoff)
    else:
        curve = _curve(part["curve"], game, (x, y))
    return Arc(curve, text, (first, last), part["included"].flag(), (below, above), (x, y))


def _curve(part: Part, game: Game, sample: tuple[Any, Any]) -> CycleCurve:
    outcomes = [outcome_of(item, game) for item in part["moves"]]
    if len(outcomes) < 4:
        part["moves"].unreadable("the outcomes of a cycle")
    factors = cancelled(game, outcomes)
    known = components(equation(factors, sample)[0])
    whole = part["component"].missing
    name = next(iter(known)) if whole else part["component"].text().removesuffix(" = 0")
    part["component"].require(name in known, "there is no such component")
    parts = tuple(map(tuple, factors))
    return CycleCurve(_links(outcomes, game), name, parts, whole, known[name])


def _links(outcomes: Sequence[Outcome], game: Game) -> tuple[Link, ...]:
    """The links whose edges are these outcomes; one into a row is followed by one out of it."""
    into_row = outcomes[0][0] == outcomes[1][0]
    links = []
    for s, c in outcomes:
        row, column = s, game.shape[0] + c
        ends = (column, row) if into_row else (row, column)
        links.append(Link(*ends, (s, c), into_row))
        into_row = not into_row
    return tuple(links)
