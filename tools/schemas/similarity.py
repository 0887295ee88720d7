"""Documents about similarity and about one parameter: similar, phases.

A long file: one document after another.
"""

from __future__ import annotations

from tools.schemas.conditional import PURE_LISTS
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
    part,
    record,
    table,
    word,
)

_ENTRY = either(TEXT, NUMBER)
_STRATEGY = items(_ENTRY, least=1)

_MOVE = {"player": (TEXT, "whose"), "move": (TEXT, "the move")}
_NOTION_EVIDENCE = either(
    record(
        "The sums of the definition say yes.", {"kind": ({"const": "arithmetic"}, "which evidence")}
    ),
    record(
        "A player would rather make another move.",
        {
            "kind": ({"const": "better move"}, "which evidence"),
            "player": (TEXT, "who"),
            "move": (or_null(TEXT), "given this move; null if always, or never made"),
            "other": (TEXT, "what she would rather do"),
            "difference": (RATIONAL, "what she gains, at least"),
        },
    ),
    record(
        "Play is not independent.",
        {
            "kind": ({"const": "dependence"}, "which evidence"),
            "outcome": (MOVES, "where the probability is no product"),
        },
    ),
    record(
        "A belief about every idle move.",
        {
            "kind": ({"const": "beliefs"}, "which evidence"),
            "beliefs": (
                items(record("One of them.", {**_MOVE, "outcome": (MOVES, "what is believed")})),
                "one for each",
            ),
        },
    ),
    record(
        "One belief about all idle moves.",
        {
            "kind": ({"const": "completion"}, "which evidence"),
            "q": (items(RATIONAL), "a positive probability for every outcome, row-major"),
        },
    ),
    record(
        "There is no such belief.",
        {
            "kind": ({"const": "multipliers"}, "which evidence"),
            "multipliers": (
                items(record("One of them.", {**_MOVE, "weight": (RATIONAL, "positive")})),
                "gains with these weights add up to no less than 0 everywhere, and more somewhere",
            ),
        },
    ),
)

_WELFARE = or_null(
    record(
        "A play and its sum of payoffs.",
        {
            "value": (NUMBER, "the sum"),
            "distribution": (items(NUMBER), "the play, row-major"),
            "attained": (FLAG, "whether it is an equilibrium, or a limit of such"),
        },
        {
            "multipliers": (
                items(RATIONAL),
                "of a linear program, one for each demand: by player, the move that is left, the "
                "other; no play has a better sum",
            ),
        },
    )
)

SIMILARITY: dict[str, Schema] = {
    "compare-1": document(
        "compare-1",
        "The answer of compare: all notions side by side.",
        {
            "b": (RATIONAL, "the similarity of the row b-similarity"),
            "rows": (
                items(
                    record(
                        "What one notion says.",
                        {
                            "notion": (TEXT, "its name"),
                            "title": (TEXT, "its name in words"),
                            "pure": (items(MOVES), "the pure outcomes that are equilibria"),
                            "undecided": (items(MOVES), "those of which it is not known"),
                            "best": (_WELFARE, "the largest sum of payoffs; null without any"),
                            "worst": (_WELFARE, "the least"),
                            "among": (TEXT, "which equilibria these were chosen among"),
                        },
                        {
                            "beliefs": (
                                items(
                                    record(
                                        "Whether one belief serves all players.",
                                        {
                                            "outcome": (MOVES, "that no single player refuses"),
                                            "evidence": (
                                                part("notion-evidence"),
                                                "the belief, or multipliers",
                                            ),
                                        },
                                    )
                                ),
                                "of embedded equilibria beyond 2×2 games",
                            ),
                        },
                    )
                ),
                "one for each notion that applies to the game",
            ),
            "secured": (
                items(
                    record(
                        "What a player of two can secure.",
                        {
                            "value": (RATIONAL, "her minmax value"),
                            "strategy": (items(RATIONAL), "secures it"),
                            "reply": (items(RATIONAL), "allows no more"),
                        },
                    )
                ),
                "for both of two players; [] for other games",
            ),
            "status": (STATUS, "whether everything was decided"),
        },
        {
            "searched": (
                record("All pure dependency equilibria, with proofs.", PURE_LISTS),
                "for games larger than 2×2",
            )
        },
    ),
    "item-1": document(
        "item-1",
        "An item of an answer key, as items writes one on each line: a game with proved answers.",
        {
            "seed": (COUNT, "where it comes from"),
            "number": (COUNT, "which item of the seed, from 1"),
            "answers": (table(items(MOVES)), "for each notion the pure outcomes that are one"),
            "comparison": (part("comparison"), "a document compare-1 about the game"),
            "similar": (or_null(part("phases")), "a document similar-1; null if not symmetric"),
        },
    ),
    "notion-1": document(
        "notion-1",
        "The answer of check for a notion other than dependency and reflective equilibrium.",
        {
            "distribution": (items(RATIONAL), "row-major"),
            "notion": (
                word("nash", "correlated", "coarse", "embedded", "subjective"),
                "which notion",
            ),
            "given": (or_null(items(RATIONAL)), "the belief q that was given (embedded)"),
            "verdict": (word("yes", "no", "undetermined"), "is it one?"),
            "evidence": (or_null(part("notion-evidence")), "why"),
            "reason": (TEXT, "why, in words"),
            "status": (word("complete", "partial"), "whether the time sufficed"),
        },
    ),
    "least-similarity-1": document(
        "least-similarity-1",
        "The answer of least_similarity: how alike the players must think they are.",
        {
            "values": (or_null(items(RATIONAL, 2)), "the values that were asked for"),
            "better_than": (or_null(RATIONAL), "or the sum of values that was to be exceeded"),
            "level": (or_null(NUMBER), "the least max |S|; null if there is no such equilibrium"),
            "similarity": (or_null(items(NUMBER, 2)), "S of both players there"),
            "distribution": (items(NUMBER), "the play, row-major; [] if there is none"),
            "reached": (items(NUMBER), "its values"),
            "attained": (FLAG, "whether it is such an equilibrium, or approached by such"),
        },
    ),
    "phases-1": document(
        "phases-1",
        "The answer of phases: how an answer changes with one parameter of the payoffs.",
        {
            "low": (RATIONAL, "the parameter's least value"),
            "high": (RATIONAL, "its largest value"),
            "question": (word("shape", "arcs", "notions", "similar", "welfare"), "what was asked"),
            "b": (or_null(RATIONAL), 'the similarity, for "similar"'),
            "outcomes": (items(MOVES), 'the pure outcomes, for "notions"; else []'),
            "phases": (
                items(
                    record(
                        "A point or an interval of the parameter with one answer.",
                        {
                            "low": (NUMBER, "its lower end"),
                            "high": (NUMBER, "its upper end"),
                            "low_included": (FLAG, "whether the lower end belongs to it"),
                            "high_included": (FLAG, "whether the upper end belongs to it"),
                            "decided": (FLAG, "false where the time ended before"),
                            "answer": (
                                or_null(
                                    either(
                                        word(
                                            *("none", "one arc", "two arcs", "two crossing arcs"),
                                            *("surface", "all distributions"),
                                        ),
                                        COUNT,
                                        record(
                                            "A root of an equation, or a quotient of polynomials.",
                                            {
                                                "value": (
                                                    or_null(TEXT),
                                                    "the formula; null if it is no quotient",
                                                ),
                                                "powers": (
                                                    items(TEXT, least=2),
                                                    "the equation: the coefficients of the powers "
                                                    "of the sum, constant first",
                                                ),
                                                "above": (
                                                    COUNT,
                                                    "how many of its real roots are larger",
                                                ),
                                            },
                                        ),
                                        items(items(TEXT)),
                                        items(
                                            record(
                                                "A b-similarity equilibrium, or a polytope.",
                                                {
                                                    "support": (MOVES, "the moves played"),
                                                    "corners": (
                                                        items(items(TEXT, least=1), least=1),
                                                        "strategies: formulas in the parameter",
                                                    ),
                                                    "values": (items(TEXT), "what they pay"),
                                                    "whole": (
                                                        FLAG,
                                                        "whether all mixtures of the corners are "
                                                        "equilibria, or a convex part of them",
                                                    ),
                                                    "good": (
                                                        items(COUNT),
                                                        "which corners are, counted from 0",
                                                    ),
                                                },
                                            )
                                        ),
                                    )
                                ),
                                "the shape of the totally mixed equilibria; the number of arcs "
                                "(null for surfaces); for each outcome the notions; the "
                                "equilibria of similar agents; or the best sum of values",
                            ),
                        },
                    ),
                ),
                "ascending, without a gap",
            ),
            "status": (word("complete", "partial"), "whether the time sufficed"),
        },
        of="parametric-game",
    ),
    "similarity-1": document(
        "similarity-1",
        "The answer of similarity: what each player believes of the others given her move.",
        {
            "distribution": (items(RATIONAL), "row-major"),
            "beliefs": (
                items(items(or_null(items(RATIONAL)))),
                "for each player and move the probabilities of the others' moves, row-major; null "
                "for a move that is never made",
            ),
            "distances": (
                items(items(items(or_null(RATIONAL)))),
                "for each player the total variation between the beliefs of each two moves",
            ),
            "similarity": (
                or_null(items(or_null(RATIONAL), 2)),
                "S of both players of a 2×2 game",
            ),
        },
    ),
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

SIMILARITY_PARTS: dict[str, Schema] = {
    "notion-evidence": _NOTION_EVIDENCE,
    "parametric-game": record(
        "A game whose payoffs are polynomials in one parameter.",
        {
            "title": (TEXT, 'its name; may be ""'),
            "parameter": (TEXT, "the parameter's name"),
            "players": (items(part("player"), least=1), "the players, in their order"),
            "payoffs": (
                items(items(TEXT, least=1), least=1),
                'for each player what she gets at each outcome, row-major, such as "t^2 - 1"',
            ),
        },
    ),
    "comparison": SIMILARITY["compare-1"],
    "phases": SIMILARITY["similar-1"],
}
