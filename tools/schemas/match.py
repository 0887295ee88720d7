"""Documents of matches."""

from __future__ import annotations

from tools.schemas.words import (
    COUNT,
    FLAG,
    FLOAT,
    NUMBER,
    RATIONAL,
    SHOWN,
    STATUS,
    TEXT,
    Schema,
    document,
    either,
    items,
    or_null,
    part,
    record,
)

_FLOATS, _PAIR = items(FLOAT), items(SHOWN, 2)
_SHOWN = items(_FLOATS, 2)
_RATIONALS = items(RATIONAL)
SECURITY = record(
    "A minmax value with its proof.",
    {
        "value": (RATIONAL, "the value"),
        "strategy": (_RATIONALS, "a strategy that secures it"),
        "reply": (_RATIONALS, "a reply that allows no more"),
    },
)


def program(kind: str, about: str, keys: dict | None = None) -> Schema:
    """A program of this kind."""
    return record(about, {"kind": ({"const": kind}, "which program"), **(keys or {})})


PROGRAM = either(
    program(
        "constant",
        "The same mixed strategy whatever the other does.",
        {"strategy": (_RATIONALS, "the strategy")},
    ),
    program("nicer", "NicerBot."),
    program(
        "grounded",
        "A grounded program.",
        {
            "opening": (_RATIONALS, "the strategy without a history"),
            "replies": (items(items(_RATIONALS)), "after each own and each other's last move"),
        },
    ),
    program("lp", "LP: climbs to the Pareto frontier."),
    program(
        "nelp",
        "The non-exploitable LP.",
        {
            "minimum": (or_null(RATIONAL), "its minimum; null for the minmax value"),
            "security": (SECURITY, "its minmax value"),
        },
    ),
    program(
        "demand",
        "Demands a share of what is to be gained over the threat point.",
        {
            "alpha": (RATIONAL, "the share"),
            "threat": (or_null(items(RATIONAL, 2)), "own and other's; null for the minmax values"),
            "security": (SECURITY, "its own minmax value"),
            "other_security": (SECURITY, "the other's"),
        },
    ),
    program(
        "region",
        "Insists on payoffs in a region.",
        {
            "half_planes": (items(items(RATIONAL, 3)), "a·own + b·other ≥ c, for each a, b, c"),
            "punishment": (either(SECURITY, _RATIONALS), "minmax, or a strategy"),
        },
    ),
    program("own", "A program of somebody's own, which is not written down."),
)
_POINT = record(
    "A fixed point: both programs play what truthful readings of their play make them play.",
    {
        "play": (_SHOWN, "both mixed strategies, rounded"),
        "payoffs": (_PAIR, "both payoffs, rounded"),
        "randomised": (FLAG, "whether the oracle must answer some query at random"),
        "exact": (items(items(NUMBER), 2), "both mixed strategies"),
        "exact_payoffs": (items(NUMBER, 2), "both payoffs"),
        "zones": (
            items(items(items(COUNT, least=1)), 2),
            "for each player and each cumulative probability the zones that a reading gives: one, "
            "or two on a threshold",
        ),
        "answers": (
            items(items(or_null(items(NUMBER, 2))), 2),
            "on a threshold the probability of the higher zone, between two numbers",
        ),
    },
)
_END = record(
    "An end of a piece, rounded.",
    {"play": (_SHOWN, "both mixed strategies"), "payoffs": (_PAIR, "both payoffs")},
)
_HALF = items(COUNT, 2)
BLOCKS = record(
    "All places of cumulative probabilities: 2k + 1 is inside of zone k, 2k on its lower edge.",
    {
        "excluded": (
            items(
                record(
                    "A block without a fixed point.",
                    {
                        "places": (
                            items(_HALF),
                            "the first and the last place of each cumulative probability, one "
                            "player after the other",
                        ),
                        "bound": (
                            or_null(
                                record(
                                    "What is played after all readings of the block lies outside.",
                                    {
                                        "probability": (COUNT, "which one, by position"),
                                        "least": (RATIONAL, "it is at least this"),
                                        "most": (RATIONAL, "and at most this"),
                                    },
                                )
                            ),
                            "why it holds none; null where a cumulative probability would be below "
                            "an earlier one",
                        ),
                    },
                )
            ),
            "the blocks",
        ),
        "cells": (items(items(COUNT)), "all other places: their equations are solved"),
    },
)
KEPT: dict[str, tuple[Schema, str]] = {
    "blocks": (BLOCKS, "blocks without fixed points, if they are kept"),
}

MATCH: dict[str, Schema] = {
    "match-1": document(
        "match-1",
        "The answer of match: every outcome that two agents and an oracle can reach.",
        {
            "agents": (items(TEXT, 2), "the names of both agents"),
            "programs": (items(PROGRAM, 2), "what they run"),
            "parameters": (part("parameters"), "δ and ε"),
            "status": (STATUS, "how the search ended"),
            "fixed_points": (items(_POINT), "by the zones of the first, then of the second player"),
            "segments": (
                items(items(_PAIR, 2)),
                "continua of fixed points, by their ends, rounded",
            ),
            "segments_exact": (
                items(items(items(RATIONAL, 2), 2)),
                "the same: probabilities of the first moves at both ends",
            ),
            "arcs": (
                items(
                    record(
                        "A connected piece of the fixed points.",
                        {
                            "size": (COUNT, "how many fixed points"),
                            "ends": (items(_END, 2), "its ends"),
                            "payoffs": (items(_PAIR), "the payoffs along it, rounded"),
                            "way": (items(COUNT), "the fixed points along it, by position"),
                        },
                    )
                ),
                "the pieces, largest first",
            ),
            "ranges": (items(items(NUMBER, 2)), "each player's least and largest payoff"),
            "pareto": (items(_PAIR), "payoffs of the Pareto-optimal fixed points, rounded"),
            "undetermined": (items(part("cell")), "what was not decided"),
            "method": (TEXT, "how they were found"),
            "verified": ({"type": ["boolean", "null"]}, "re-checked when it was written?"),
        },
        KEPT,
    ),
}

MATCH_PARTS: dict[str, Schema] = {"match": MATCH["match-1"]}
"""Documents that hold matches."""
