"""Conditional oracles as objects: machines, oracles, what is reflective, and both theorems.

::

    machines       queries, oracles, systems of machines
    cod            distributions over oracles (COD), "weakly leads to"
    agents         COEDT agents of a game: chains and pairs
    theorems       theorems 1 and 2 as printed proofs
    families       trembles: what proves that a COD is reflective
    chains         what an order of the moves demands on the boundary
    play           does some reflective COD play this?
    reflective     is this COD reflective?
    orders         games where the order of a chain matters
    punishment     pure outcomes where everybody keeps the others to their maximin
    search         trembles by a walk over powers of t
    existence      a reflective COD for any game
    five_and_ten   the 5-and-10 problem
"""

from oraclegames.conditional.oracle.agents import Agents, Question
from oraclegames.conditional.oracle.cod import COD, Broken, WeakLead, weakly_leads_to
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
