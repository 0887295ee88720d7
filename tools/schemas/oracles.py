"""Documents of reflective oracles: machines as trees, oracles, and blocks that hold none."""

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
    either,
    items,
    or_null,
    part,
    record,
    table,
    word,
)

_QUERY = {
    "description": "A machine, an outcome, a threshold: is P(outcome) above the threshold?",
    **items(TEXT, 3),
}
_NODES = either(
    record("The machine returns.", {"leaf": (TEXT, "what it returns")}),
    record(
        "A coin is tossed.",
        {
            "flip": (RATIONAL, "the probability of heads"),
            "tails": (COUNT, "the position of the node that follows"),
            "heads": (COUNT, "likewise"),
        },
    ),
    record(
        "The oracle is asked.",
        {
            "ask": (part("query"), "the query"),
            "no": (COUNT, "the position of the node that follows"),
            "yes": (COUNT, "likewise"),
        },
    ),
    record(
        "A machine is run.",
        {
            "sample": (TEXT, "its name"),
            "shows": (items(COUNT), "the node that follows each of its outcomes"),
        },
    ),
)

MACHINE = record(
    "A machine.",
    {
        "name": (TEXT, "its name"),
        "outcomes": (items(TEXT), "what it can return"),
        "tree": (
            or_null(items(_NODES)),
            "its decision tree, each node after those that it leads to; null if it is too large",
        ),
    },
)

_BOUNDS = items(
    record(
        "In the block, and after the bounds before, outcomes come out between these.",
        {
            "of": (either(TEXT, items(TEXT)), "a machine, or those that others sample together"),
            "spans": (
                or_null(items(items(items(RATIONAL, 2)))),
                "for each of these and its outcomes two numbers; null: nothing is left",
            ),
        },
    )
)

ORACLE_PARTS: dict[str, Schema] = {
    "query": _QUERY,
    "oracle": record(
        "A reflective oracle, or a continuum of them.",
        {
            "distributions": (
                table(table(TEXT)),
                "P(outcome) of each machine, decimals if irrational",
            ),
            "exact": (items(items(NUMBER)), "the same in the order of machines and outcomes"),
            "answers": (
                items(
                    record(
                        "An answer.",
                        {
                            "query": (TEXT, "the query in words"),
                            "yes": (TEXT, "the probability of a yes, a decimal if irrational"),
                            "exact": (NUMBER, "the same, exactly"),
                        },
                    )
                ),
                "to every query that may be asked",
            ),
            "free": (items(TEXT), "queries whose answers may be anything"),
            "dimension": (COUNT, "of the set that this stands for; 0 for one oracle"),
            "flat": (FLAG, "whether a continuum is the convex hull of its vertices"),
            "vertices": (items(part("oracle")), "the oracles at the corners of a continuum"),
            "cell": (items(TEXT), "the conditions that hold throughout a continuum"),
        },
    ),
    "block": {
        "description": "A block of probabilities, and why it holds no oracle but those listed.",
        **either(
            {**word("cell", "bounds"), "description": "its equations are solved, or it has none"},
            record(
                "Bounds that are kept leave a cell of it, or nothing.",
                {"bounds": (_BOUNDS, "one after the other")},
                {"cell": ({"const": True}, "a cell is left, whose equations are solved")},
            ),
            record(
                "It is cut at a threshold.",
                {
                    "cut": (part("query"), "the machine, the outcome and the threshold"),
                    "below": (part("block"), "the probability is below it"),
                    "on": (part("block"), "on it"),
                    "above": (part("block"), "above it"),
                },
                {"bounds": (_BOUNDS, "what shrinks it before, if that is kept")},
            ),
        ),
    },
}

ORACLES: dict[str, Schema] = {
    "oracles-1": document(
        "oracles-1",
        "The answer of solve_oracles: the reflective oracles of a set of machines.",
        {
            "version": (TEXT, "the release of oraclegames that wrote it"),
            "machines": (
                items(MACHINE),
                "the machines",
            ),
            "queries": (
                items(
                    record(
                        "A query.",
                        {"text": (TEXT, "in words"), "query": (part("query"), "the query")},
                    )
                ),
                "every query of which some oracle speaks",
            ),
            "status": (STATUS, "how the search ended"),
            "oracles": (items(part("oracle")), "the oracles; each set of behaviours once"),
            "undetermined": (items(part("cell")), "what was not decided"),
            "cover": (
                or_null(part("block")),
                "all probabilities, cut into blocks; null if stopped or too large",
            ),
            "method": (TEXT, "how they were found"),
            "verified": ({"type": ["boolean", "null"]}, "re-checked when it was written?"),
        },
        heading=False,
    ),
}
