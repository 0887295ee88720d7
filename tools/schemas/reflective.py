"""Documents about programs that query an oracle."""

from __future__ import annotations

from tools.schemas.match import PROGRAM, SECURITY
from tools.schemas.oracles import MACHINE
from tools.schemas.words import (
    COUNT,
    FLAG,
    FLOAT,
    NUMBER,
    RATIONAL,
    SHOWN,
    STATUS,
    TEXT,
    WHOLE,
    Schema,
    document,
    items,
    or_null,
    part,
    record,
    table,
    word,
)

_RULES = ("welfare", "egalitarian", "nash", "kalai-smorodinsky")
_FLOATS, _RATIONALS = items(FLOAT), items(RATIONAL)
_TREND = record(
    "How a payoff changes as δ and ε fall; estimates.",
    {
        "values": (items(SHOWN), "one for each match"),
        "limit": (or_null(SHOWN), "Aitken's estimate of the limit"),
        "rate": (or_null(FLOAT), "log₂ of the ratio of the last two differences"),
    },
)
_DISTANCE = record(
    "A proved bound on how far fixed points are from a limit.",
    {
        "constant": (or_null(RATIONAL), "C: within C·δ/ε of a piece, in both probabilities"),
        "up_to_delta": (or_null(RATIONAL), "the largest precision δ of which that is so"),
        "lacking": (
            or_null(word("touching", "lengths", "close", "time")),
            "why none is known: two curves touch; lengths of pushes decide; curves are too close "
            "to each other; the search was stopped",
        ),
    },
)
_AGENTS = items(TEXT, 2), "the names of both agents"
_VERSION = TEXT, "the release of oraclegames that wrote it"
_MATCH = part("match")
_PIECE = record(
    "A part of the limit, in the square of the first moves' probabilities.",
    {
        "shape": (word("point", "arc", "region"), "what it is"),
        "reason": (
            or_null(word("rest", "crossing", "edge", "zone", "last", "middle", "turn")),
            "why fixed points approach all of it; null if that is not proved",
        ),
        "ends": (
            items(items(part("number"), 2)),
            "the point; both ends of an arc; four corners of a region, "
            "counter-clockwise from the lower left",
        ),
        "payoffs": (items(items(part("number"), 2)), "at each of these"),
        "curves": (
            items(items(RATIONAL, 4)),
            "a, b, c, d of a·xy + b·x + c·y + d = 0: of an arc its curve, of a "
            "region its left and its right side, between two heights",
        ),
    },
)


REFLECTIVE: dict[str, Schema] = {
    "limit-set-1": document(
        "limit-set-1",
        "The answer of match with delta = 0: where fixed points go as readings become exact.",
        {
            "agents": _AGENTS,
            "programs": (items(PROGRAM, 2), "what they run"),
            "epsilon": (RATIONAL, "the step ε"),
            "rest": (
                or_null(RATIONAL),
                "how wide the last zone is, in δ, if only such δ are meant",
            ),
            "status": (STATUS, "undetermined if a piece has no reason"),
            "pieces": (
                items(_PIECE),
                "regions, then arcs, then points",
            ),
            "ranges": (
                items(items(part("number"), 2)),
                "each player's least and largest payoff; none if the search was stopped",
            ),
            "every_epsilon": (FLAG, "whether it is proved to be the same for every ε"),
            "smaller_epsilon": (FLAG, "whether it is proved to be alike for every smaller ε"),
            "touching": (FLAG, "whether two of the curves touch: distances are of order √(δ/ε)"),
            "vanishing": (
                or_null(items(_PIECE)),
                "what the pieces come to as ε → 0, after δ; null where that is not shown",
            ),
            "vanishing_reason": (or_null(TEXT), "why not, where it is not"),
            "distance": (_DISTANCE, "how far from the pieces fixed points are at most"),
            "verified": (or_null(FLAG), "whether it was re-checked"),
        },
    ),
    "match-limit-1": document(
        "match-limit-1",
        "The answer of match_limit: where the payoffs of a match go as δ and ε fall; estimates.",
        {
            "version": _VERSION,
            "parameters": (items(part("parameters")), "of each match"),
            "status": (STATUS, "how the sequence ended"),
            "payoffs": (
                items(
                    record(
                        "A player's payoffs.",
                        {"least": (_TREND, "the least"), "largest": (_TREND, "the largest")},
                    ),
                    2,
                ),
                "of both players",
            ),
            "matches": (items(_MATCH), "the matches, each oraclegames/match-1"),
        },
        heading=False,
    ),
    "tournament-2": document(
        "tournament-2",
        "The answer of tournament: every agent against every agent, in both seats.",
        {
            "agents": (items(TEXT), "the agents"),
            "programs": (items(items(PROGRAM, 2)), "what each runs as the first and as the second"),
            "parameters": (part("parameters"), "δ and ε"),
            "status": (STATUS, "how it ended"),
            "undecided": (items(items(COUNT, 2)), "pairs of agents, by position, that are lacking"),
            "table": (
                items(
                    record(
                        "An agent's means over everybody it met, rounded.",
                        {
                            "rank": (WHOLE, "from 1; equal agents share a rank"),
                            "agent": (TEXT, "its name"),
                            "selected": (SHOWN, "over the Pareto-optimal fixed points"),
                            "worst": (SHOWN, "at the worst fixed points"),
                            "best": (SHOWN, "at the best fixed points"),
                        },
                        {rule: (SHOWN, f"over what the rule {rule} chooses") for rule in _RULES},
                    )
                ),
                "best first",
            ),
            "pairings": (
                items(
                    record(
                        "What two agents can get from each other.",
                        {
                            "agents": (items(COUNT, 2), "their positions"),
                            "fixed_points": (COUNT, "how many"),
                            "worst": (items(part("number"), 2), "each player's least payoff"),
                            "best": (items(part("number"), 2), "each player's largest payoff"),
                            "selected": (
                                items(part("number"), 2),
                                "means over the Pareto-optimal ones",
                            ),
                            "match": (
                                or_null(_MATCH),
                                "with more than two moves the match played, oraclegames/match-1",
                            ),
                        },
                        {
                            rule: (items(part("number"), 2), f"means over what {rule} chooses")
                            for rule in _RULES
                        },
                    )
                ),
                "row by row",
            ),
        },
        {"securities": (items(SECURITY, 2), "what each player can secure alone")},
    ),
    "program-equilibrium-1": document(
        "program-equilibrium-1",
        "The answer of program_equilibrium: would a player rather run another program?",
        {
            "version": _VERSION,
            "agents": _AGENTS,
            "parameters": (part("parameters"), "δ and ε"),
            "status": (STATUS, "how it ended"),
            "payoffs": (items(items(NUMBER, 2)), "each player's least and largest payoff"),
            "deviations": (
                items(
                    record(
                        "Another program.",
                        {
                            "player": (TEXT, "who runs it"),
                            "program": (TEXT, "its name"),
                            "largest": (NUMBER, "the most that it can get"),
                            "gain": (NUMBER, "that minus the least that her own program gets"),
                            "match": (
                                or_null(_MATCH),
                                "what is played then, oraclegames/match-1; null of constants",
                            ),
                        },
                    )
                ),
                "what was tried",
            ),
            "undecided": (
                items(
                    record(
                        "A deviation.",
                        {"player": (TEXT, "who runs it"), "program": (TEXT, "its name")},
                    )
                ),
                "what was not decided",
            ),
            "match": (_MATCH, "what the pair plays, oraclegames/match-1"),
        },
        heading=False,
    ),
    "grounded-equilibrium-1": document(
        "grounded-equilibrium-1",
        "The answer of grounded_equilibrium: two simulating programs against all constants.",
        {
            "agents": _AGENTS,
            "programs": (items(PROGRAM, 2), "what they run: NicerBot or a grounded program"),
            "epsilon": (RATIONAL, "the probability ε of the first move"),
            "status": (STATUS, "how it ended"),
            "play": (items(_RATIONALS), "what both play"),
            "payoffs": (_RATIONALS, "what both get"),
            "deviations": (items(_RATIONALS), "each player's best constant strategy"),
            "best": (_RATIONALS, "what that gets"),
            "holds": (or_null(FLAG), "whether nobody gains; null where that is undecided"),
        },
    ),
    "exploration-1": document(
        "exploration-1",
        "The answer of explore: what a machine does on every path of coins and answers.",
        {
            "version": _VERSION,
            "machine": (TEXT, "its name"),
            "machines": (items(MACHINE), "all machines that it may ask about, itself included"),
            "outputs": (
                table(
                    items(
                        record(
                            "A term.",
                            {
                                "factors": (items(TEXT), "queries whose answers are multiplied"),
                                "coefficient": (RATIONAL, "times this"),
                            },
                        )
                    )
                ),
                "the probability of each outcome, as a polynomial in the answers",
            ),
            "queries": (items(TEXT), "every query that some path asks"),
            "paths": (COUNT, "how many"),
            "text": (items(TEXT), "the decision tree, line by line"),
        },
        heading=False,
    ),
}
