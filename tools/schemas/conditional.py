"""Documents about agents that condition on their own move.

A long file: one document after another.
"""

from __future__ import annotations

from tools.schemas.values import ANY_POINT, AXES, boundary
from tools.schemas.words import (
    COUNT,
    FLAG,
    MOVES,
    NUMBER,
    RATIONAL,
    SHOWN,
    STATUS,
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

_EXACT_POINT = record(
    "The exact numbers, where some are irrational or shown rounded.",
    {
        "distribution": (items(NUMBER, 4), "p11, p12, p21, p22"),
        "values": (items(NUMBER, 2), "both players' values"),
    },
)
_POINT_KEYS = {
    "distribution": (items(SHOWN, 4), "p11, p12, p21, p22; texts where exact, else rounded"),
    "values": (items(SHOWN, 2), "both players' values, written alike"),
}
_POINT = record(
    "A point of a 2×2 game.", _POINT_KEYS, {"exact": (part("exact-point"), "the exact numbers")}
)
_SHOWN_POINT = record(
    "An equilibrium to draw with.",
    {**_POINT_KEYS, "exact": (part("exact-point"), "exactly")},
    {
        "similarity": (
            items(NUMBER, 2),
            "for both players how much likelier the other's first move is given the own first "
            "move than given the second (totally mixed, 2×2)",
        )
    },
)
_PIECE_KEYS = {
    "corners": (items(part("point"), least=1), "of a point (1), a segment (2) or a triangle (3)"),
    "includes": (items(FLAG), "which of the corners belong to it"),
}
_PIECE = record("A point, an open segment or an open triangle.", _PIECE_KEYS)

_UNDECIDED = items(MOVES), "outcomes that the search did not reach"
_EXCLUDED = items(part("excluded")), "outcomes that were asked and are none"
PURE_LISTS: dict[str, tuple[Schema, str]] = {
    "pure": (items(part("pure-equilibrium")), "the equilibria, row-major"),
    "excluded": _EXCLUDED,
    "undecided": _UNDECIDED,
    "status": (STATUS, "how the search ended"),
}

_RIVAL = record(
    "An equilibrium of another kind, for comparison.",
    {
        "value": (NUMBER, "the objective"),
        "values": (items(NUMBER), "everybody's payoff"),
        "distribution": (items(NUMBER), "the equilibrium"),
        "exact": (FLAG, "whether it is the best of its kind"),
        "kind": (word("correlated", "nash"), "its kind"),
        "searched": (TEXT, "among which it is the best"),
    },
    {"proof": (part("ceiling"), "that no correlated equilibrium is better; not for 2×2 games")},
)
_CEILING = record(
    "A bound of a weighted sum of values over all correlated equilibria: the largest, over "
    "outcomes, of that sum of payoffs and what the demands add.",
    {
        "weights": (items(RATIONAL), "of each player's value"),
        "multipliers": (
            items(
                record(
                    "How much one demand counts.",
                    {
                        "player": (TEXT, "whose demand"),
                        "move": (TEXT, "that is made"),
                        "other": (TEXT, "that should not be better"),
                        "weight": (RATIONAL, "positive"),
                    },
                )
            ),
            "of the demands that count",
        ),
    },
)
_LEAF = record(
    "A box of values and why it holds nothing better.",
    {
        "low": (items(RATIONAL), "the least values"),
        "high": (items(RATIONAL), "the largest values"),
        "kind": (
            word("corner", "multipliers", "stuck", "bound"),
            "the objective's best corner; multipliers that exclude the box; moves that tempt; "
            "multipliers that bound a linear function",
        ),
    },
    {
        "multipliers": (
            either(part("matrix"), items(part("multiplier"))),
            "of the conditions of all moves (multipliers, bound), or of some moves (stuck)",
        ),
        "weights": (items(RATIONAL), "of the linear function (bound)"),
    },
)
_BEST_KEYS = {
    "objective": (TEXT, "welfare, egalitarian, nash, player:NAME or linear:WEIGHTS"),
    "boundary": (FLAG, "whether the boundary was searched too"),
    "notion": (word("dependency", "totally mixed", "reflective"), "among which equilibria"),
    "value": (or_null(NUMBER), "the objective of the equilibrium; null if none was found"),
    "attained": (FLAG, "whether the distribution is one of the equilibria, or a limit of them"),
    "bound": (or_null(NUMBER), "no equilibrium is better; null if there is none"),
    "gap": (or_null(SHOWN), "bound − value, rounded"),
    "values": (items(NUMBER), "what the equilibrium is worth to each player"),
    "distribution": (
        or_null(items(NUMBER)),
        "the equilibrium, row-major; null where there is none, or a supremum beyond 2×2 games is "
        "not attained",
    ),
    "status": (
        word("complete", "tied", "partial"),
        "whether the gap is within the tolerance; partial also where the comparison is",
    ),
    "tolerance": (RATIONAL, "the gap to stop at, in units of the objective"),
    "boxes": (COUNT, "how many boxes prove the bound"),
    "correlated": (or_null(part("rival")), "the best correlated equilibrium"),
    "nash": (or_null(part("rival")), "the best Nash equilibrium"),
    "nash_searched": (TEXT, 'which Nash equilibria were searched; "" for none'),
    "compared": (
        or_null(word("complete", "partial")),
        "whether the time sufficed for both of these; null if they were not asked for",
    ),
    "method": (TEXT, "how the answer was found"),
    "levels": (
        either(part("levels"), {"type": "null"}),
        "how moves that are not played are tried",
    ),
    "reflective_certificate": (
        either(part("reflective-evidence"), {"type": "null"}),
        "why the equilibrium is reflective, where that needs evidence (beyond 2×2 games)",
    ),
    "leaves": (
        items(items(_LEAF)),
        "for each choice of played moves the boxes that cover all values; none if exact",
    ),
}
_BEST = record(
    "The best welfare of totally mixed equilibria, an answer as in best-1.",
    {"schema": ({"const": "oraclegames/best-1"}, "as in that document"), **_BEST_KEYS},
)
_EXTENT = record(
    "A player's range of values over the totally mixed equilibria, rounded.",
    {
        "player": (TEXT, "the player"),
        "reached": (
            or_null(items(SHOWN, 2)),
            "the least and the largest value of equilibria found",
        ),
        "proved": (or_null(items(SHOWN, 2)), "none gives less or more"),
        "evidence": (items(part("best-answer"), 2), "the searches of both ends"),
    },
)
_INTERIOR = record(
    "The totally mixed equilibria: all of them (2×2), or an outline.",
    {
        "dimension": (or_null(WHOLE), "of the set; −1 if empty; null if unknown"),
        "branches": (
            items(
                record(
                    "A piece of the set.",
                    {
                        "points": (items(_SHOWN_POINT), "some points in order along it"),
                        "ends": (
                            items(part("point")),
                            "its two limits on the boundary; none of a surface",
                        ),
                    },
                )
            ),
            "the arcs, or one surface (2×2)",
        ),
        "computed": (FLAG, "whether these are all"),
    },
    {
        "crossing": (or_null(part("point")), "where two arcs meet (2×2)"),
        "curve": (word("smooth", "nodal", "reducible"), "the complex curve (2×2)"),
        "j_invariant": (or_null(RATIONAL), "its j-invariant, when smooth (2×2)"),
        "nash": (
            record(
                "The totally mixed Nash equilibrium.",
                {
                    **_POINT_KEYS,
                    "dominated": (FLAG, "whether equilibria nearby pay both players more"),
                },
                {"exact": (part("exact-point"), "the exact numbers")},
            ),
            "the totally mixed Nash equilibrium, where there is one (2×2)",
        ),
        "dimension_proved": (FLAG, "or an upper bound (larger games)"),
        "box": (items(part("extent")), "each player's range of values (larger games)"),
        "best_welfare": (part("best-welfare"), "the best welfare (larger games)"),
    },
)

_FORMULAS = record(
    "The extreme distributions with some values, as functions of the values around these.",
    {
        "values": (items(RATIONAL, 2), "x and y, inside of the area if there is one"),
        "vertices": (
            items(
                record(
                    "An extreme distribution: the weights divided by their sum.",
                    {
                        "outcomes": (items(MOVES), "those that are played, row-major"),
                        "weights": (items(TEXT), "for each a polynomial in x and y"),
                        "conditions": (
                            items(TEXT),
                            "polynomials that must be 0; none if it holds in the plane",
                        ),
                    },
                )
            ),
            "all of them at these values; the equilibria are their mixtures",
        ),
    },
)

CONDITIONAL: dict[str, Schema] = {
    "solution-1": document(
        "solution-1",
        "The answer of solve: the dependency equilibria of a game.",
        {
            "interior": (_INTERIOR, "the totally mixed ones"),
            "pure": (items(part("pure-equilibrium")), "all pure ones"),
            "excluded": _EXCLUDED,
            "sides": (
                items(
                    record(
                        "All equilibria with one support of two or three outcomes (2×2).",
                        {
                            "support": (items(MOVES), "the outcomes that are played"),
                            **_PIECE_KEYS,
                            "reflective": (items(part("piece")), "which of them are reflective"),
                        },
                    )
                ),
                "those on edges and faces (2×2)",
            ),
            "complete": (FLAG, "whether these are all equilibria"),
            "status": (STATUS, "how the search ended"),
            "undecided": _UNDECIDED,
            "method": (TEXT, "how they were found"),
            "verified": (
                or_null(FLAG),
                "whether it was re-checked when it was written; null if there was no time",
            ),
        },
        {
            "whole": (
                record(
                    "All equilibria of two players, by the moves that are played.",
                    {
                        "pieces": (
                            items(
                                record(
                                    "The equilibria that play just some moves.",
                                    {
                                        "moves": (items(MOVES, 2), "the rows and the columns"),
                                        "dimension": (WHOLE, "of the set of their values"),
                                        **boundary(ANY_POINT),
                                    },
                                    {"formulas": (or_null(_FORMULAS), "some, if there are few")},
                                )
                            ),
                            "few moves first",
                        ),
                        "left_out": (
                            items(items(MOVES, 2)),
                            "choices of moves that there was no time for",
                        ),
                    },
                    {"axes": AXES},
                ),
                "all of them (two players, beyond 2×2)",
            )
        },
    ),
    "verdict-1": document(
        "verdict-1",
        "The answer of check: is a distribution an equilibrium?",
        {
            "distribution": (items(RATIONAL), "one probability for each outcome, row-major"),
            "verdict": (word("yes", "no", "undetermined"), "is it a dependency equilibrium?"),
            "reflective": (word("yes", "no", "undetermined"), "is it a reflective equilibrium?"),
            "kind": (word("interior", "boundary"), "interior if totally mixed"),
            "values": (items(RATIONAL), "what each player expects"),
            "violations": (
                items(
                    record(
                        "A player who would rather make another move.",
                        {
                            "player": (TEXT, "the player"),
                            "move": (TEXT, "a move that she plays"),
                            "other": (TEXT, "the move that she would rather make"),
                            "difference": (RATIONAL, "how much more she expects of it"),
                        },
                    )
                ),
                "why not",
            ),
            "certificate": (
                either(part("levels"), part("stuck"), {"type": "null"}),
                "evidence for the verdict; null where the values are",
            ),
            "reflective_certificate": (
                either(part("reflective-evidence"), {"type": "null"}),
                "evidence for the reflective notion, where it needs its own",
            ),
            "reason": (TEXT, "one sentence"),
            "status": (STATUS, "whether everything was decided"),
        },
    ),
    "pure-1": document(
        "pure-1",
        "The answer of pure_equilibria: all pure dependency equilibria.",
        PURE_LISTS,
    ),
    "pure-outcome-1": document(
        "pure-outcome-1",
        "One pure dependency equilibrium.",
        {"pure": (part("pure-equilibrium"), "the equilibrium")},
    ),
    "best-1": document(
        "best-1",
        "The answer of best: the best equilibrium, and that none is better than a bound.",
        _BEST_KEYS,
    ),
    "sample-1": document(
        "sample-1",
        "The answer of sample: totally mixed equilibria spread over their set.",
        {
            "seed": (WHOLE, "of the random numbers"),
            "status": (
                word("complete", "partial", "undetermined", "empty"),
                "how the search ended; empty if there is none",
            ),
            "points": (
                items(
                    record(
                        "An equilibrium.",
                        {
                            "distribution": (items(NUMBER), "the equilibrium, row-major"),
                            "values": (items(NUMBER), "what it is worth to each player"),
                        },
                    )
                ),
                "the equilibria",
            ),
        },
    ),
}

CONDITIONAL_PARTS: dict[str, Schema] = {
    "best-answer": record("An answer as in best-1, without the game.", _BEST_KEYS),
    "best-welfare": _BEST,
    "exact-point": _EXACT_POINT,
    "extent": _EXTENT,
    "piece": _PIECE,
    "point": _POINT,
    "rival": _RIVAL,
    "ceiling": _CEILING,
}
