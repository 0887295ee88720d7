"""Documents of matches of three and more agents, and of programs that share their coins."""

from __future__ import annotations

from tools.schemas.match import KEPT, SECURITY, program
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
    word,
)

_RATIONALS = items(RATIONAL)
_PROGRAM = either(
    program(
        "constant",
        "The same mixed strategy whatever the others do.",
        {"strategy": (_RATIONALS, "the strategy")},
    ),
    program(
        "nicer",
        "NicerBot, which copies one of the others.",
        {"copies": (word("random", "worst"), "which of them")},
    ),
    program("lp", "LP: steps where everybody surely gains."),
    program(
        "nelp",
        "The non-exploitable LP.",
        {
            "minimum": (or_null(RATIONAL), "its minimum; null for what it can secure"),
            "security": (SECURITY, "what it can secure; the reply is of all others together"),
        },
    ),
    program(
        "demand",
        "Demands shares of what is to be gained over the threat point.",
        {
            "alphas": (_RATIONALS, "one share for each other player, or one for all"),
            "threat": (or_null(_RATIONALS), "own and others'; null for what each can secure"),
            "securities": (items(SECURITY), "what it and the others, in order, can secure"),
        },
    ),
    program(
        "region",
        "Insists on payoffs in a region.",
        {
            "half_spaces": (
                items(_RATIONALS),
                "a·own + b·other + … ≥ c, for each a, b, …, c; the others in order",
            ),
            "punishment": (either(SECURITY, _RATIONALS), "what is secure, or a strategy"),
        },
    ),
    program("own", "A program of somebody's own, which is not written down."),
)
_POINT = record(
    "A fixed point: all programs play what truthful readings of their play make them play.",
    {
        "play": (items(items(NUMBER, 2)), "everybody's mixed strategy"),
        "payoffs": (items(NUMBER), "everybody's payoff"),
        "randomised": (FLAG, "whether the oracle must answer some query at random"),
        "zones": (
            items(items(items(COUNT, least=1))),
            "for each player and each cumulative probability of her first moves (of all but the "
            "last) the zones that a reading gives: one, or two on a threshold",
        ),
        "answers": (
            items(items(or_null(NUMBER))),
            "for each on a threshold the probability of the higher zone",
        ),
    },
)

_AUTOMATON = record(
    "A strategy of finite memory, which begins in its first state.",
    {
        "name": (TEXT, "its name"),
        "play": (items(_RATIONALS), "for each state what is played there"),
        "after": (
            items(items(items(COUNT))),
            "for each state, own and other's move the next state",
        ),
    },
)

_NUMBERS = items(NUMBER)
_CORNER = record(
    "What a player reaches by a policy, and the proof of the side to the next corner.",
    {
        "policy": (items(COUNT), "her move in each of the other's states"),
        "weights": (_RATIONALS, "the weight of each of the other's states"),
        "place": (
            _RATIONALS,
            "the probabilities of her and the other's first move; among more players of all moves "
            "but each one's last",
        ),
        "values": (
            _RATIONALS,
            "from each state how far she gets, at right angles to the side; [] among more players",
        ),
    },
)

_BOUND = record(
    "That no deviation gets more, proved on parts of a simplex: of all constants, or of the "
    "mixtures of the corners that a player reaches.",
    {
        "most": (NUMBER, "than this"),
        "cuts": (
            items(_NUMBERS),
            "where parts are cut: the weights of a point, in those of the corners, which takes the "
            "place of each in a part of its own; [] where a part is not cut. Each cut comes before "
            "those of its parts. No cuts: no payoff of the game is more",
        ),
    },
)

_MIXTURES = record(
    "Mixtures of the corners that a player reaches.",
    {
        "weights": (_NUMBERS, "of the corners in the deviation"),
        "means": (
            items(items(COUNT)),
            "for each other place that a policy reaches, policies in their order, positions of "
            "corners of which it is a mean",
        ),
    },
)

GROUP: dict[str, Schema] = {
    "common-coins-1": document(
        "common-coins-1",
        "The answer of common_coins: grounded programs that share their coins.",
        {
            "epsilon": (RATIONAL, "the probability ε of the first move"),
            "programs": (items(_AUTOMATON, least=2), "what they run"),
            "states": (_RATIONALS, "the weight of each tuple of states, the last player's fastest"),
            "play": (_RATIONALS, "the probability of each outcome, row-major"),
            "payoffs": (_RATIONALS, "what all get"),
            "values": (
                items(_RATIONALS, least=2),
                "for each player the most that she gets from each tuple of the others' states",
            ),
            "holds": (FLAG, "whether nobody gains by another program"),
        },
    ),
    "independent-coins-1": document(
        "independent-coins-1",
        "The answer of independent_coins: grounded programs with coins of their own.",
        {
            "epsilon": (RATIONAL, "the probability ε of the first move"),
            "fresh": (FLAG, "whether each simulation draws fresh coins"),
            "programs": (items(_AUTOMATON, least=2), "what they run"),
            "weights": (
                items(_NUMBERS),
                "the weight of each tuple of states, the last player's fastest; of fresh coins of "
                "each player's states",
            ),
            "play": (items(_NUMBERS, least=2), "the players' mixed strategies"),
            "payoffs": (_NUMBERS, "what all get"),
            "reach": (
                items(items(_CORNER)),
                "for each player the border of what she reaches; among more than two the corners",
            ),
            "deviations": (
                items(_NUMBERS, least=2),
                "for each player her best probabilities of all moves but the last, and then the "
                "others'",
            ),
            "best": (_NUMBERS, "what the deviations get"),
            "holds": (
                or_null(FLAG),
                "whether nobody gains by another program; null where that is undetermined",
            ),
        },
        {
            "errors": (
                items(RATIONAL, 2),
                "of fresh coins, how far each strategy is at most from what is played, in total "
                "variation, where that is no number of one field",
            ),
            "bounds": (
                items(_BOUND, least=2),
                "of fresh coins in games with more moves than two, and of more players, for each "
                "player that no deviation gets more",
            ),
            "mixtures": (
                items(_MIXTURES, least=3),
                "of more than two players, for each which corners she mixes",
            ),
            "plans": (
                items(items(_RATIONALS), 2),
                "of two players with more moves than two, for each how she gets the most: how "
                "often the game ends in each of the other's states, with each own move",
            ),
        },
    ),
    "group-match-1": document(
        "group-match-1",
        "The answer of match for three and more agents.",
        {
            "agents": (items(TEXT), "the names of the agents"),
            "programs": (items(_PROGRAM), "what they run"),
            "parameters": (part("parameters"), "δ and ε"),
            "status": (STATUS, "how the search ended"),
            "fixed_points": (items(_POINT), "by the zones of the players in order"),
            "continua": (
                items(items(COUNT)),
                "sets of fixed points with infinitely many plays, by their corners' positions",
            ),
            "ranges": (items(items(NUMBER, 2)), "each player's least and largest payoff"),
            "pareto": (items(COUNT), "the positions of the fixed points that no other beats"),
            "undetermined": (items(part("cell")), "what was not decided"),
            "verified": ({"type": ["boolean", "null"]}, "re-checked when it was written?"),
        },
        KEPT,
    ),
}
