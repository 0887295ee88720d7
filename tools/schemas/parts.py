"""What many documents have in common: numbers, games, pure equilibria, boxes."""

from __future__ import annotations

from tools.schemas.words import (
    MOVES,
    RATIONAL,
    TEXT,
    Schema,
    either,
    items,
    part,
    record,
    word,
)

RATIO = r"-?[0-9]+(/[0-9]+)?"

PARTS: dict[str, Schema] = {
    "rational": {
        "type": "string",
        "pattern": f"^{RATIO}$",
        "description": 'An exact rational number as a text: "4/9", "-3".',
    },
    "number": {
        "description": "An exact number: rational, a + b√d, or algebraic.",
        **either(
            RATIONAL,
            {"type": "string", "pattern": f"^({RATIO} [+-] |-)?([0-9]+(/[0-9]+)?·)?√[0-9]+$"},
            part("algebraic"),
        ),
    },
    "algebraic": record(
        "The number v0 + v1 α + v2 α² + …, where α is a root of a polynomial.",
        {
            "polynomial": (
                items(RATIONAL, least=3),
                "whole coefficients of an irreducible polynomial, the constant first",
            ),
            "between": (items(RATIONAL, 2), "α is its only root between these two"),
            "value": (items(RATIONAL, least=2), "v0, v1, …"),
        },
    ),
    "game": record(
        "A game, with exact payoffs.",
        {
            "title": (TEXT, 'its name; may be ""'),
            "players": (items(part("player"), least=1), "the players, in their order"),
            "payoffs": (
                items(items(RATIONAL, least=1), least=1),
                "for each player what she gets at each outcome, row-major: the last player's move "
                "changes fastest",
            ),
        },
    ),
    "player": record(
        "A player.",
        {"name": (TEXT, "her label"), "moves": (MOVES, "the labels of her moves, in their order")},
    ),
    "pure-equilibrium": record(
        "An outcome that is a dependency equilibrium when played for sure.",
        {
            "outcome": (MOVES, "one move for each player"),
            "values": (items(RATIONAL), "everybody's payoff"),
            "reflective": (word("yes", "no", "undetermined"), "whether it is reflective too"),
            "isolated": (
                {"type": ["boolean", "null"]},
                "whether no other equilibria come near; null where not computed",
            ),
            "reason": (TEXT, "one sentence about the reflective notion"),
            "certificate": (
                either(part("levels"), {"type": "null"}),
                "why it is an equilibrium; null for 2×2 games, which are decided anew",
            ),
            "reflective_certificate": (
                either(part("reflective-evidence"), {"type": "null"}),
                "why it is reflective or not; null if undetermined",
            ),
        },
    ),
    "excluded": record(
        "An outcome that pays everybody her maximin and is no equilibrium all the same.",
        {"outcome": (MOVES, "one move for each player"), "certificate": (part("stuck"), "why")},
    ),
    "box": record(
        "A box of value vectors.",
        {
            "low": (items(RATIONAL), "the least value of each player"),
            "high": (items(RATIONAL), "the largest"),
        },
    ),
    "matrix": {
        "description": "For each player one number for each move.",
        **items(items(RATIONAL)),
    },
    "cell": record(
        "A cell that was not decided.",
        {
            "bounds": (
                items(items(items(RATIONAL, 2))),
                "for each player or machine, and each move or outcome, the ends of its probability",
            ),
            "reason": (TEXT, "why"),
        },
    ),
    "parameters": record(
        "How a match is played.",
        {
            "delta": (RATIONAL, "the precision δ of readings"),
            "epsilon": (RATIONAL, "the step ε of the agents"),
        },
    ),
}
