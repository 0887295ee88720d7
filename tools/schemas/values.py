"""Documents about value vectors: achieve and region."""

from __future__ import annotations

from tools.schemas.words import (
    COUNT,
    FLAG,
    MOVES,
    RATIONAL,
    TEXT,
    Schema,
    document,
    either,
    items,
    or_null,
    part,
    record,
    word,
)

VALUES: dict[str, Schema] = {
    "values-1": document(
        "values-1",
        "The answer of achieve: can totally mixed equilibria (or, with `supports`, equilibria that "
        "play exactly some moves; with `closure`, limits) have these values?",
        {
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
}
