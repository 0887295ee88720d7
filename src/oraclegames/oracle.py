"""Conditional oracles: what can agents be told about their own moves, and which oracles are stable?

:class:`Agents` of a game ask an oracle which of their moves is worth more; a :class:`COD` is a
distribution over oracles. :func:`is_reflective` and :func:`reflective_play` decide which are
reflective, :func:`existence` exhibits one for any game, :func:`theorem_1` and :func:`theorem_2`
print the proofs for totally mixed play, and :func:`chain_order_matters` finds the games in which
the order of the questions decides. The theory and the code are in
:mod:`oraclegames.conditional.oracle`.
"""

from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.cod import COD
from oraclegames.conditional.oracle.existence import Existence, existence
from oraclegames.conditional.oracle.families import CODFamily, Evidence
from oraclegames.conditional.oracle.five_and_ten import FiveAndTen, five_and_ten
from oraclegames.conditional.oracle.machines import Oracle, Query, System
from oraclegames.conditional.oracle.orders import (
    OrderMatters,
    chain_order_matters,
    find_order_dependence,
)
from oraclegames.conditional.oracle.play import Play, reflective_play
from oraclegames.conditional.oracle.reflective import Reflectivity, is_reflective
from oraclegames.conditional.oracle.theorems import Theorem1, Theorem2, theorem_1, theorem_2
from oraclegames.conditional.oracle.weakly_leads import Broken, WeakLead, weakly_leads_to

__all__ = [
    "COD",
    "Agents",
    "Broken",
    "CODFamily",
    "Evidence",
    "Existence",
    "FiveAndTen",
    "Oracle",
    "OrderMatters",
    "Play",
    "Query",
    "Question",
    "Reflectivity",
    "System",
    "Theorem1",
    "Theorem2",
    "WeakLead",
    "chain_order_matters",
    "existence",
    "find_order_dependence",
    "five_and_ten",
    "is_reflective",
    "reflective_play",
    "theorem_1",
    "theorem_2",
    "weakly_leads_to",
]
