"""Documents about similarity: similar."""

from __future__ import annotations

from tools.schemas.words import (
    COUNT,
    FLAG,
    MOVES,
    NUMBER,
    RATIONAL,
    STATUS,
    TEXT,
    Schema,
    document,
    either,
    items,
    or_null,
    record,
)

_ENTRY = either(TEXT, NUMBER)
_STRATEGY = items(_ENTRY, least=1)

SIMILARITY: dict[str, Schema] = {
    "similar-1": document(
        "similar-1",
        "The answer of similar: the b-similarity equilibria of a symmetric game.",
        {
            "b": (or_null(RATIONAL), "the similarity that was asked for; null for all of them"),
            "phases": (
                items(
                    record(
                        "A point or an interval of b, in which the same equilibria hold.",
                        {
                            "low": (NUMBER, "its lower end"),
                            "high": (NUMBER, "its upper end"),
                            "low_included": (FLAG, "whether the lower end belongs to it"),
                            "high_included": (FLAG, "whether the upper end belongs to it"),
                            "equilibria": (
                                items(
                                    record(
                                        "An equilibrium, or a polytope of them.",
                                        {
                                            "strategy": (
                                                or_null(_STRATEGY),
                                                "the probability of each move: formulas in b, or "
                                                "x and 1 - x; null if no corner is known to be one",
                                            ),
                                            "support": (MOVES, "the moves that are played"),
                                            "value": (
                                                or_null(_ENTRY),
                                                "what everybody gets, in b (or in x)",
                                            ),
                                        },
                                        {
                                            "corners": (
                                                items(_STRATEGY, least=2),
                                                "the corners of a polytope",
                                            ),
                                            "values": (items(_ENTRY), "what they pay"),
                                            "whole": (
                                                FLAG,
                                                "whether all of the polytope are equilibria, or a "
                                                "convex part of it",
                                            ),
                                            "good": (
                                                items(COUNT),
                                                "which corners are equilibria, counted from 0",
                                            ),
                                            "where": (
                                                record(
                                                    "What x is.",
                                                    {
                                                        "equation": (TEXT, "it solves this"),
                                                        "between": (
                                                            items(NUMBER, 2),
                                                            "and no other number here does",
                                                        ),
                                                    },
                                                ),
                                                "for three or more players",
                                            ),
                                        },
                                    )
                                ),
                                "all of them; none is listed where there is none",
                            ),
                        },
                    ),
                ),
                "ascending, without a gap",
            ),
            "status": (STATUS, "how the search ended"),
        },
    ),
}
