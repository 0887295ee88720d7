"""The agents that have a name: how each is written, and what it does, in one table.

What makes an agent of a name is in :mod:`oraclegames.reflective.agents.names`.
"""

from __future__ import annotations

from typing import NamedTuple


class NamedAgent(NamedTuple):
    """How an agent is written on the command line, and what it does in a line."""

    form: str
    says: str


NAMED_AGENTS = {
    "lp": NamedAgent(
        "lp", "locally Pareto: a step towards what is surely better for both, else as before"
    ),
    "nelp": NamedAgent(
        "nelp",
        "the same, but where it surely gets less than its minmax value it punishes; "
        "`nelp:2` asks for at least 2",
    ),
    "demand": NamedAgent(
        "demand:1/2",
        "wants a gain over the threat point of at least 1/2 of the other's, else it punishes",
    ),
    "nicer": NamedAgent(
        "nicer", "with probability ε it cooperates, else it does as the other does"
    ),
    "cooperate": NamedAgent("cooperate", "always its move named Cooperate or C, else the first"),
    "defect": NamedAgent("defect", "always its move named Defect or D, else the second"),
    "constant": NamedAgent(
        "constant:1/3",
        "its first move with probability 1/3; with more moves all of them, `constant:1/2,1/4,1/4`",
    ),
    "strategy": NamedAgent(
        "strategy:grim",
        "a strategy for repeated games: its first move with probability ε, else its reply to last "
        "moves that are drawn by the readings; named as for `common-coins`, as in `strategy:S9`",
    ),
    "region": NamedAgent(
        "region:FILE", "accepts the payoffs in a polygon read from a file, and punishes others"
    ),
}
