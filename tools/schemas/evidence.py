"""Evidence about trembles, as documents hold it."""

from __future__ import annotations

from tools.schemas.words import (
    MOVES,
    NUMBER,
    RATIONAL,
    TEXT,
    WHOLE,
    Schema,
    either,
    items,
    part,
    record,
)

_WEIGHTS = items(part("weight"))
_LEVELS = items(items(part("weight"), least=1))


def _evidence(kind: str, about: str, keys: dict, *, typed: bool = True) -> Schema:
    named = {"kind": ({"const": kind}, "what evidence this is")}
    if typed:
        named["type"] = {"const": kind}, "the same, as earlier releases called it"
    return record(about, {**named, **keys})


_PRODUCT = record(
    "A number, and often a monomial, for the condition of a player's move.",
    {
        "player": (TEXT, "the player"),
        "move": (TEXT, "her move"),
        "multiplier": (RATIONAL, "the number"),
    },
    {"times": (part("monomial"), "the monomial; 1 if missing")},
)

EVIDENCE: dict[str, Schema] = {
    "weight": record(
        "An outcome and a number.",
        {"outcome": (MOVES, "one move for each player"), "weight": (NUMBER, "its weight")},
    ),
    "multiplier": record(
        "A number for a player's move.",
        {
            "player": (TEXT, "the player"),
            "move": (TEXT, "her move"),
            "multiplier": (RATIONAL, "the number"),
        },
    ),
    "levels": _evidence(
        "levels",
        "Tremble levels: every move that is not played is tried, and tempts nobody.",
        {
            "strict": ({"type": "boolean"}, "whether each is worth less, not only no more"),
            "levels": (
                _LEVELS,
                "weights of outcomes, each level infinitely rarer than the one before",
            ),
        },
    ),
    "stuck": _evidence(
        "stuck",
        "Proof that there are no levels: whichever of these moves is tried first is worth more.",
        {
            "multipliers": (
                items(part("multiplier"), least=1),
                "positive; their gains add up to something > 0 wherever one of the moves is tried",
            )
        },
    ),
    "trembles": _evidence(
        "trembles",
        "Totally mixed play that tends to the distribution, along which it is optimal.",
        {
            "weights": (
                items(
                    record(
                        "The weight of an outcome.",
                        {
                            "outcome": (MOVES, "one move for each player"),
                            "coefficients": (items(RATIONAL, least=1), "of 1, t, t², …; t → 0"),
                        },
                    )
                ),
                "a polynomial in t for each outcome",
            )
        },
        typed=False,
    ),
    "same-values": _evidence(
        "same-values",
        "A direction that leaves the boundary and keeps the value of every move that is played.",
        {"direction": (_WEIGHTS, "non-zero weights")},
    ),
    "strict-levels": _evidence(
        "strict-levels",
        "Strict levels, and play that is regular inside its moves (Robinson 1976).",
        {
            "levels": (_LEVELS, "strict tremble levels"),
            "balance": (_WEIGHTS, "a combination of the conditions' gradients that is zero"),
            "offsets": (items(RATIONAL), "its coefficients of the players' move probabilities"),
        },
    ),
    "orders": _evidence(
        "orders",
        "Orders of magnitude: the outcome o has the weight t^x, t → 0.",
        {
            "exponents": (
                items(
                    record(
                        "The order of an outcome.",
                        {
                            "outcome": (MOVES, "one move for each player"),
                            "exponent": (RATIONAL, "x > 0"),
                        },
                    )
                ),
                "of every outcome but the one that is played",
            )
        },
    ),
    "monomial": {
        "description": "A product of one or two weights of outcomes, or of the size of a shift.",
        **items(
            either(
                MOVES, record("The size of a shift of values.", {"shift": (TEXT, "whose value")})
            ),
            least=1,
        ),
    },
    "cases": {
        "description": "Which monomial of a demand has the least order; each case is closed.",
        **either(
            record(
                "A distinction.",
                {
                    "demand": (
                        WHOLE,
                        "the position of the demand, in the order of players and moves",
                    ),
                    "choices": (
                        items(
                            record(
                                "A case.",
                                {
                                    "least": (
                                        part("monomial"),
                                        "has the least order, or divides what has",
                                    ),
                                    "then": (part("cases"), "what follows"),
                                },
                            )
                        ),
                        "the cases",
                    ),
                },
            ),
            record(
                "A sum of inequalities that cannot hold.",
                {
                    "contradiction": (
                        items(
                            record(
                                "A monomial is not below what was chosen for its demand.",
                                {
                                    "demand": (WHOLE, "the demand"),
                                    "above": (part("monomial"), "the monomial"),
                                    "weight": (RATIONAL, "times this"),
                                },
                            )
                        ),
                        "its terms",
                    )
                },
            ),
        ),
    },
    "no-orders": _evidence(
        "no-orders",
        "Whatever the orders of magnitude of the trembles, somebody is tempted.",
        {"proof": (part("cases"), "the case distinction")},
    ),
    "signs": {
        "description": "How the players' values shift along trembles, one player after another.",
        **either(
            record(
                "By the sign of a player's shift.",
                {
                    "player": (TEXT, "whose value shifts"),
                    "signs": (
                        items(
                            record(
                                "A sign.",
                                {
                                    "sign": ({"enum": [-1, 0, 1]}, "down, not at all, up"),
                                    "then": (part("signs"), "what follows"),
                                },
                            ),
                            3,
                        ),
                        "the three signs",
                    ),
                },
            ),
            record(
                "Multipliers that add the conditions up to a contradiction.",
                {"multipliers": (items(_PRODUCT), "non-zero ones")},
            ),
            part("cases"),
        ),
    },
    "no-shifts": _evidence(
        "no-shifts",
        "However the values shift along the trembles, somebody is tempted.",
        {"proof": (part("signs"), "the case distinction")},
        typed=False,
    ),
    "limit": record(
        "The distribution is a limit of totally mixed equilibria (2×2 games).",
        {"kind": ({"const": "limit of totally mixed equilibria"}, "what evidence this is")},
    ),
    "obstacle": record(
        "Why no totally mixed play comes near (2×2 games); decided anew by whoever checks it.",
        {"kind": ({"const": "obstacle"}, "what evidence this is"), "reason": (TEXT, "in words")},
    ),
    "reflective-evidence": {
        "description": "Why the play is, or is not, reflective.",
        **either(
            *(part(kind) for kind in ("trembles", "same-values", "strict-levels", "orders")),
            *(part(kind) for kind in ("no-orders", "no-shifts", "limit", "obstacle")),
        ),
    },
}
