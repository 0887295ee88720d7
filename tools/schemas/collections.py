"""Documents about games as such, many games, claims, and other documents."""

from __future__ import annotations

from tools.schemas.parts import PARTS
from tools.schemas.values import VALUE_PARTS
from tools.schemas.words import (
    COUNT,
    FLAG,
    FLOAT,
    STATUS,
    TEXT,
    WHOLE,
    Schema,
    document,
    items,
    or_null,
    record,
    table,
    word,
)

_CELLS = items(items(COUNT, 2)), "as pairs of move numbers, from 0"
_FLOATS = items(FLOAT, 2)


def _keys(part: str) -> dict[str, tuple[Schema, str]]:
    """The keys of a part, for a document that has the same."""
    return {
        key: (
            {name: value for name, value in schema.items() if name != "description"},
            schema["description"],
        )
        for key, schema in {**PARTS, **VALUE_PARTS}[part]["properties"].items()
    }


_FORMULA_KEYS = _keys("symmetric-formula-game")

COLLECTIONS: dict[str, Schema] = {
    "game-1": document("game-1", "A game, as files hold it.", _keys("game"), heading=False),
    "symmetric-formula-1": document(
        "symmetric-formula-1",
        "A symmetric game with payoffs by formulas, as files hold it.",
        {key: _FORMULA_KEYS[key] for key in ("players", "payoffs")},
        {key: _FORMULA_KEYS[key] for key in ("kind", "title")},
        heading=False,
    ),
    "checked-1": document(
        "checked-1",
        "The answer of verify: does a document hold?",
        {
            "checked": (TEXT, "the kind of document"),
            "holds": (FLAG, "whether no statement is false"),
            "false": (or_null(TEXT), "the first false statement, with its place and why"),
            "proved": (items(TEXT), "what was shown"),
            "assumed": (items(TEXT), "what the document says and nothing shows"),
        },
        heading=False,
    ),
    "games-1": document(
        "games-1",
        "The catalogue of named games.",
        {
            "games": (
                items(
                    record(
                        "A named game.",
                        {
                            "name": (TEXT, "its name on the command line"),
                            "summary": (TEXT, "one line"),
                            "parameters": (
                                items(
                                    record(
                                        "A parameter.",
                                        {
                                            "name": (TEXT, "its name"),
                                            "default": (or_null(TEXT), "null if it must be given"),
                                        },
                                    )
                                ),
                                "in their order",
                            ),
                            "citation": (TEXT, "where it comes from"),
                        },
                    )
                ),
                "the games",
            )
        },
        heading=False,
    ),
    "atlas-1": document(
        "atlas-1",
        "The 144 strict ordinal 2×2 games.",
        {
            "games": (
                items(
                    record(
                        "A game and what is known of it; numbers are rounded.",
                        {
                            "row": (TEXT, "the row player's pattern"),
                            "column": (TEXT, "the column player's pattern"),
                            "payoffs": (items(items(WHOLE, 4), 2), "both players' payoffs, 1 to 4"),
                            "set": (TEXT, "the totally mixed equilibria in words"),
                            "curve": (
                                word("smooth", "nodal", "reducible", "none"),
                                "the complex curve",
                            ),
                            "pure": _CELLS,
                            "reflective": _CELLS,
                            "nash": _CELLS,
                            "dominated": (
                                {"type": ["boolean", "null"]},
                                "whether equilibria near the totally mixed Nash one pay both more",
                            ),
                            "nash_values": (or_null(_FLOATS), "its values"),
                            "best_nash": (FLOAT, "the best welfare of a Nash equilibrium"),
                            "best_dependency": (FLOAT, "of a dependency equilibrium, or a limit"),
                            "best_mixed": (or_null(FLOAT), "of a totally mixed one, or a limit"),
                            "improves": (FLAG, "whether one pays both more than every Nash one"),
                        },
                    )
                ),
                "the games",
            )
        },
        heading=False,
    ),
    "sweep-1": document(
        "sweep-1",
        "A dataset of a sweep, summed up.",
        {
            "folder": (TEXT, "where it is"),
            "version": (TEXT, "the release of oraclegames that wrote it"),
            "spec": (
                record(
                    "What was asked, as in the file that was run.",
                    {
                        "question": ({"type": "object"}, "its name and settings"),
                        "family": ({"type": "object"}, "the kind of the family and its settings"),
                        "partition": (COUNT, "how many games a partition holds"),
                    },
                ),
                "what was asked",
            ),
            "complete": (FLAG, "whether all partitions are there"),
            "checksum": (or_null(TEXT), "of a complete dataset"),
            "games": (COUNT, "how many games the family has"),
            "rows": (COUNT, "how many are answered"),
            "errors": (COUNT, "how many with an error"),
            "counts": (table(table(COUNT)), "for some columns how often each value occurs"),
        },
        heading=False,
    ),
    "rows-1": document(
        "rows-1",
        "The answer of sweep show --sql.",
        {
            "columns": (items(TEXT), "the names of the columns"),
            "rows": (
                items(items({"type": ["number", "string", "boolean", "null"]})),
                "the rows; what JSON has no word for is a text",
            ),
        },
        heading=False,
    ),
    "reproduction-1": document(
        "reproduction-1",
        "The answer of reproduce: the claims of the literature, computed.",
        {
            "version": (TEXT, "the release of oraclegames that wrote it"),
            "holds": (FLAG, "whether all claims hold"),
            "status": (STATUS, "whether all were checked"),
            "quick": (FLAG, "with fewer random instances, coarser precisions"),
            "seconds": (FLOAT, "how long it took, in seconds"),
            "claims": (
                items(
                    record(
                        "A claim.",
                        {
                            "id": (TEXT, "its name"),
                            "essay": (TEXT, "where it is made"),
                            "section": (TEXT, "in which section"),
                            "statement": (TEXT, "the claim"),
                            "source": (TEXT, "after whom"),
                            "parameters": (table(TEXT), "its inputs"),
                            "status": (word("holds", "differs", "fails", "error"), "the verdict"),
                            "how": (TEXT, "what was compared, or how it differs or fails"),
                            "seconds": (FLOAT, "how long it took, in seconds"),
                            "facts": (
                                items(
                                    record(
                                        "A comparison.",
                                        {
                                            "what": (TEXT, "what was looked at"),
                                            "expected": (TEXT, "what the claim says"),
                                            "found": (TEXT, "what was computed"),
                                            "holds": (FLAG, "whether they agree"),
                                        },
                                    )
                                ),
                                "every comparison",
                            ),
                            "tables": (
                                items(
                                    record(
                                        "A table for the reader.",
                                        {
                                            "title": (TEXT, "its title"),
                                            "header": (items(TEXT), "its columns"),
                                            "rows": (items(items(TEXT)), "its rows"),
                                        },
                                    )
                                ),
                                "what else was computed",
                            ),
                        },
                    )
                ),
                "the claims",
            ),
        },
        heading=False,
    ),
}
