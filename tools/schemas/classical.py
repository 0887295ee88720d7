"""Documents about Nash and correlated equilibria."""

from __future__ import annotations

from tools.schemas.words import (
    COUNT,
    FLAG,
    NUMBER,
    RATIONAL,
    STATUS,
    TEXT,
    Schema,
    document,
    items,
    or_null,
    record,
    word,
)

CLASSICAL: dict[str, Schema] = {
    "nash-1": document(
        "nash-1",
        "The answer of nash: the Nash equilibria of a game.",
        {
            "components": (
                items(
                    items(
                        record(
                            "A set of equilibria: any mixture of each player's mixtures.",
                            {
                                "mixtures": (
                                    items(items(items(NUMBER))),
                                    "for each player the extreme mixtures over her moves",
                                ),
                                "values": (
                                    items(items(NUMBER, 2)),
                                    "for each player her least and her largest value",
                                ),
                                "dimension": (COUNT, "0 for a point"),
                                "continuum": (
                                    FLAG,
                                    "whether the set is a continuum around these mixtures that is "
                                    "not known as a product",
                                ),
                            },
                        )
                    )
                ),
                "sets that hang together",
            ),
            "status": (STATUS, "complete if there are no others"),
        },
    ),
    "correlated-1": document(
        "correlated-1",
        "The answer of correlated: the best correlated equilibrium, and the extreme ones.",
        {
            "notion": (word("correlated", "coarse"), "which of the two"),
            "objective": (TEXT, "what the best one is best in"),
            "best": (
                or_null(
                    record(
                        "An equilibrium, and a bound of all.",
                        {
                            "value": (RATIONAL, "its objective"),
                            "bound": (RATIONAL, "no equilibrium has more"),
                            "values": (items(RATIONAL), "everybody's payoff"),
                            "distribution": (items(RATIONAL), "row-major"),
                            "weights": (items(RATIONAL), "of the players' values in the proof"),
                            "multipliers": (
                                items(
                                    record(
                                        "The weight of a condition in the proof.",
                                        {
                                            "player": (TEXT, "who"),
                                            "move": (or_null(TEXT), "told this; null if always"),
                                            "other": (TEXT, "what she does not gain by"),
                                            "weight": (RATIONAL, "positive"),
                                        },
                                    )
                                ),
                                "weighted payoffs and conditions are at most the bound everywhere",
                            ),
                        },
                    )
                ),
                "the best one; null if time ended the search",
            ),
            "vertices": (
                or_null(items(items(RATIONAL))),
                "extreme equilibria, row-major: all if complete, else those that were met",
            ),
            "status": (word("complete", "partial"), "whether the time sufficed"),
        },
    ),
}
