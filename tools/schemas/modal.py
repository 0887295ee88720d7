"""Documents about agents that search for proofs about each other."""

from __future__ import annotations

from tools.schemas.words import (
    COUNT,
    FLAG,
    RATIONAL,
    TEXT,
    WHOLE,
    Schema,
    document,
    either,
    items,
    part,
    record,
    word,
)

_AGENTS = items(
    record(
        "A modal agent: it cooperates iff its formula holds.",
        {"name": (TEXT, "its name"), "formula": (part("modal_formula"), "its formula")},
    )
)
_PAIRING = {
    "moves": (items(TEXT, 2), "what both do"),
    "payoffs": (items(RATIONAL, 2), "what both get"),
    "proved": (items(COUNT, 2), "for each the least k such that PA+k proves what it does"),
}
_SHARED = {
    "agents": (_AGENTS, "who met"),
    "others": (_AGENTS, "further agents of whom formulas speak"),
    "worlds": (
        items(
            record(
                "Whether an agent cooperates with another.",
                {
                    "agent": (TEXT, "who"),
                    "against": (TEXT, "with whom"),
                    "cooperates": (items(FLAG, least=1), "at the worlds 0, 1, …; so it stays"),
                },
            )
        ),
        "everything that anybody's formula depends on",
    ),
}

MODAL_PARTS: dict[str, Schema] = {
    "modal_formula": {
        "description": "A formula of provability logic: its kind, then what it is made of.",
        **either(
            {"type": "array", "prefixItems": [word("true", "false")], "maxItems": 1},
            {
                "type": "array",
                "prefixItems": [word("not", "box"), part("modal_formula")],
                "minItems": 2,
                "maxItems": 2,
            },
            {
                "type": "array",
                "prefixItems": [
                    word("and", "or", "implies", "iff"),
                    part("modal_formula"),
                    part("modal_formula"),
                ],
                "minItems": 3,
                "maxItems": 3,
            },
            {
                "type": "array",
                "description": "who cooperates with whom: names, me or them",
                "prefixItems": [word("cooperates"), TEXT, TEXT],
                "minItems": 3,
                "maxItems": 3,
            },
        ),
    }
}

MODAL: dict[str, Schema] = {
    "modal-match-1": document(
        "modal-match-1",
        "The answer of modal_match: what two agents do that search for proofs about each other.",
        {**_SHARED, **_PAIRING},
    ),
    "modal-tournament-1": document(
        "modal-tournament-1",
        "The answer of modal_tournament: such agents, all against all.",
        {
            **_SHARED,
            "table": (
                items(
                    record(
                        "An agent's mean payoff over both seats against everybody.",
                        {
                            "rank": (WHOLE, "from 1; equal agents share a rank"),
                            "agent": (TEXT, "its name"),
                            "payoff": (RATIONAL, "the mean"),
                        },
                    )
                ),
                "best first",
            ),
            "pairings": (
                items(
                    record(
                        "One meeting.", {"agents": (items(COUNT, 2), "their positions"), **_PAIRING}
                    )
                ),
                "row by row",
            ),
        },
    ),
}
