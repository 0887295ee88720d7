"""Documents about value vectors: achieve and region."""

from __future__ import annotations

from tools.schemas.words import (
    COUNT,
    FLAG,
    FLOAT,
    MOVES,
    RATIONAL,
    SHOWN,
    TEXT,
    WHOLE,
    Schema,
    document,
    either,
    items,
    or_null,
    part,
    record,
    word,
)

POINT = record(
    "Whether rational values are reached by a totally mixed equilibrium.",
    {
        "values": (items(RATIONAL, 2), "the two players'"),
        "achievable": (FLAG, "the answer"),
        "distribution": (or_null(items(RATIONAL)), "an equilibrium, row-major"),
        "certificate": (or_null(part("matrix")), "multipliers that exclude the values"),
    },
)

ANY_POINT = record(
    "Whether rational values are reached by a dependency equilibrium.",
    {
        "values": (items(RATIONAL, 2), "the two players'"),
        "achievable": (FLAG, "the answer"),
        "distribution": (or_null(items(RATIONAL)), "an equilibrium, row-major"),
        "levels": (
            either(part("levels"), {"type": "null"}),
            "how its moves that are not played are tried",
        ),
    },
)


def boundary(point: Schema) -> dict[str, tuple[Schema, str]]:
    """What a document says of the boundary of a set of values."""
    return {
        "vertices": (
            items(
                record(
                    "An end of arcs, or a lone point of the set or missing from it.",
                    {
                        "values": (items(SHOWN, 2), "rounded"),
                        "exact": (items(part("number"), 2), "the same, exactly"),
                        "included": (FLAG, "whether the values are reached"),
                        "evidence": (or_null(point), "that they are or not, if rational"),
                    },
                )
            ),
            "in no particular order",
        ),
        "arcs": (
            items(
                record(
                    "A stretch of a line or a curve on which nothing changes.",
                    {
                        "curve": (
                            record(
                                "What it is part of.",
                                {
                                    "kind": (word("line", "cycle"), "of a payoff, or a cycle"),
                                    "equation": (TEXT, "in x and y, the two players' values"),
                                    "moves": (
                                        or_null(items(MOVES)),
                                        "the outcomes around the cycle; null for a line",
                                    ),
                                },
                                {
                                    "component": (
                                        or_null(TEXT),
                                        "the factor that is 0 there; null if there is but one",
                                    )
                                },
                            ),
                            "its line or curve",
                        ),
                        "ends": (items(COUNT, 2), "positions of vertices, from 0"),
                        "included": (FLAG, "whether the values on it are reached"),
                        "sides": (
                            items(FLAG, 2),
                            "whether they are just below and above the sample (left and right "
                            "of a vertical one)",
                        ),
                        "evidence": (or_null(point), "that the sample is or not, if rational"),
                        "sample": (items(part("number"), 2), "a point of it"),
                        "beside": (items(point, 2), "a rational point on either side"),
                    },
                )
            ),
            "the boundary, and the parts of dimension 1",
        ),
        "status": (word("complete", "partial"), "partial if something is left out"),
        "left_out": (
            items(
                record(
                    "A rectangle in whose inside arcs may be missing.",
                    {
                        "x": (items(RATIONAL, 2), "from and to"),
                        "y": (items(RATIONAL, 2), "from and to"),
                    },
                )
            ),
            "for want of time",
        ),
    }


AXES = items(TEXT, 2), "the players whose values x and y are, in equations"


def _exact_region(name: str, says: str, point: Schema) -> Schema:
    """The document of an exact region, with points of one kind as its evidence."""
    return document(
        name,
        says,
        {
            "dimension": (WHOLE, "of the set; -1 if it is empty"),
            "area": (or_null(FLOAT), "about; null if partial, or too thin for floats"),
            "area_bounds": (or_null(items(FLOAT, 2)), "between which it is"),
            **boundary(point),
        },
        {"axes": AXES},
    )


_OUTCOME = either(items(COUNT), COUNT)
"""Move numbers, the position of a count, or (of a game by formulas) how many make each move."""

VALUES: dict[str, Schema] = {
    "values-1": document(
        "values-1",
        "The answer of achieve: can totally mixed equilibria (or, with `supports`, equilibria that "
        "play exactly some moves; with `closure`, limits) have these values?",
        {
            "game": (
                either(
                    part("game"),
                    part("graphical-game"),
                    part("symmetric-game"),
                    part("symmetric-formula-game"),
                ),
                "the game",
            ),
            "values": (items(RATIONAL), "one for each player"),
            "achievable": (FLAG, "the answer"),
            "kind": (
                or_null(word("distribution", "certificate", "closed form", "trembles")),
                "what it rests on",
            ),
            "distribution": (or_null(items(RATIONAL)), "an equilibrium, row-major"),
            "certificate": (
                or_null(part("matrix")),
                "multipliers that exclude the values, or all of a box",
            ),
        },
        {
            "method": (TEXT, "how it was found (totally mixed)"),
            "atoms": (
                items({"type": "array", "prefixItems": [_OUTCOME, RATIONAL], "items": False}),
                "of a game whose outcomes are not listed: outcomes and what is added to them",
            ),
            "weight": (RATIONAL, "the share of uniform play in the equilibrium (totally mixed)"),
            "largest": (FLAG, "whether no equilibrium has a larger share (totally mixed)"),
            "multipliers": (part("matrix"), "the proof of that (totally mixed)"),
            "closure": ({"const": True}, "limits were asked for"),
            "answer": (word("yes", "no", "undetermined"), "is it a limit? (closure)"),
            "direction": (
                or_null(
                    record(
                        "How a curve of equilibria leaves the distribution.",
                        {
                            "distribution": (items(RATIONAL), "dP, row-major"),
                            "values": (items(RATIONAL), "dv"),
                            "plane": (
                                items(items(RATIONAL)),
                                "directions of the values that payoffs allow",
                            ),
                        },
                    )
                ),
                "of a limit (closure)",
            ),
            "box": (or_null(part("box")), "the values that the certificate excludes (closure)"),
            "supports": (items(MOVES), "for each player the moves that are to be played"),
            "trembles": (
                either(part("levels"), part("stuck"), {"type": "null"}),
                "how the other moves are tried, or that they cannot be (supports)",
            ),
        },
    ),
    "region-1": document(
        "region-1",
        "The answer of region: which values totally mixed equilibria can have, as boxes.",
        {
            "coordinates": (items(TEXT), "the players whose values are the coordinates τ"),
            "origin": (items(RATIONAL), "the values are origin + Σ τ_k · direction_k"),
            "directions": (items(items(RATIONAL)), "one vector of values for each coordinate"),
            "box": (or_null(part("box")), "the possible coordinates; null if there are none"),
            "tolerance": (RATIONAL, "cells are not cut below this share of the box"),
            "cells": (
                items(
                    record(
                        "A box of coordinates.",
                        {
                            "low": (items(RATIONAL), "the least coordinates"),
                            "high": (items(RATIONAL), "the largest coordinates"),
                            "kind": (word("in", "out", "edge"), "in, out, or not proved"),
                        },
                        {
                            "multipliers": (part("matrix"), "exclude the cell's values (out)"),
                            "distribution": (
                                items(RATIONAL),
                                "an equilibrium with the values of the cell's centre (in)",
                            ),
                            "gradients": (
                                items(items(RATIONAL)),
                                "how it changes along each coordinate, to first order (in)",
                            ),
                            "rows": (
                                items(COUNT),
                                "conditions, one for each player and move, that imply all (in)",
                            ),
                            "columns": (items(COUNT), "outcomes that mend the rest (in)"),
                        },
                    )
                ),
                "they cover all possible values",
            ),
            "volume": (items(RATIONAL, 2), "bounds of the length, area or volume, in coordinates"),
            "status": (word("complete", "partial"), "whether every cell was cut as far as it may"),
        },
    ),
    "supremum-1": document(
        "supremum-1",
        "The answer of supremum: the most of an objective that totally mixed equilibria of two "
        "players have, or come near.",
        {
            "objective": (TEXT, "welfare, egalitarian, nash, player:NAME or linear:WEIGHTS"),
            "value": (part("number"), "the supremum, exactly"),
            "values": (items(part("number"), 2), "of both players, where the objective has it"),
            "attained": (FLAG, "whether an equilibrium has it"),
            "distribution": (
                or_null(items(part("number"))),
                "an equilibrium that has it, row-major; null where it is not attained",
            ),
        },
    ),
    "projection-1": document(
        "projection-1",
        "The answer of project: which probabilities two events have in the equilibria of a piece.",
        {
            "moves": (items(MOVES, 2), "the rows and the columns that the piece plays"),
            "events": (items(items(MOVES), 2), "two lists of outcomes"),
            "polygons": (
                items(
                    record(
                        "The pairs of probabilities at some values.",
                        {
                            "values": (items(RATIONAL, 2), "at which the moves are played"),
                            "corners": (items(items(RATIONAL, 2)), "counter-clockwise"),
                            "distributions": (items(items(RATIONAL)), "one for each corner"),
                        },
                    )
                ),
                "of equilibria of the piece, or of limits of some",
            ),
            "cover": (
                items(
                    record(
                        "A box of values, and where the pairs are.",
                        {
                            "x": (items(RATIONAL, 2), "from and to"),
                            "y": (items(RATIONAL, 2), "from and to"),
                            "kind": (
                                word("refused", "point", "near", "around", "open"),
                                "nobody plays so; single values; near a polygon; near each other, "
                                "and there are some; or no more is known than the half-planes",
                            ),
                            "half_planes": (
                                items(
                                    record(
                                        "What holds all pairs, by multipliers of all moves.",
                                        {
                                            "normal": (items(RATIONAL, 2), "pointing outwards"),
                                            "multipliers": (part("matrix"), "of every move"),
                                        },
                                    )
                                ),
                                "none where they are not needed",
                            ),
                            "polygon": (or_null(COUNT), "its position, from 0"),
                            "values": (
                                or_null(items(part("number"), 2)),
                                "in the box, at which the moves are played (around)",
                            ),
                        },
                    )
                ),
                "of all values between which the moves can be worth something",
            ),
            "distance": (RATIONAL, "from what is shown, but for values in open boxes"),
            "status": (word("complete", "partial"), "partial if the tolerance was not reached"),
        },
    ),
    "region-2": _exact_region(
        "region-2",
        "The answer of region with `totally_mixed` for two players: which values totally mixed "
        "equilibria can have, exactly.",
        POINT,
    ),
    "region-3": _exact_region(
        "region-3",
        "The answer of region for two players: which values dependency equilibria can have, "
        "exactly; the set is closed.",
        ANY_POINT,
    ),
}

VALUE_PARTS: dict[str, Schema] = {
    "graphical-game": record(
        "A game on a graph: payoffs are sums of local terms.",
        {
            "kind": ({"const": "graphical"}, "which kind of game"),
            "players": (
                items(
                    record(
                        "A player.",
                        {"name": (TEXT, "the label"), "moves": (COUNT, "how many moves there are")},
                    ),
                    least=1,
                ),
                "the players",
            ),
            "terms": (
                items(
                    record(
                        "A part of a player's payoff.",
                        {
                            "player": (TEXT, "who is paid"),
                            "scope": (items(TEXT), "on whose moves it depends"),
                            "payoffs": (items(RATIONAL), "by the scope's moves, row-major"),
                        },
                    )
                ),
                "the parts of all payoffs",
            ),
        },
    ),
    "symmetric-game": record(
        "A game in which all players have the same moves, and payoffs by counts.",
        {
            "kind": ({"const": "symmetric"}, "which kind of game"),
            "players": (COUNT, "how many"),
            "moves": (MOVES, "the labels of the moves"),
            "payoffs": (
                items(items(RATIONAL)),
                "for each move what it pays at each count (k_1, …, k_m), lexicographic",
            ),
        },
    ),
    "symmetric-formula-game": record(
        "A game in which all players have the same moves, and payoffs by formulas in counts.",
        {
            "kind": ({"const": "symmetric-formula"}, "which kind of game"),
            "title": (TEXT, "what it is called; may be empty"),
            "players": (COUNT, "how many"),
            "payoffs": (
                {"type": "object", "additionalProperties": TEXT},
                "for each move the formula of what it pays, in the names of the moves (how many "
                "players make each) and n (how many there are)",
            ),
        },
    ),
}
