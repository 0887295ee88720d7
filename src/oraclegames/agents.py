"""Agents that read each other: the programs that :func:`oraclegames.match` lets meet.

Most can be named by a text (``"nelp"``, ``"demand:1/2"``, see :func:`oraclegames.agent`). Here are
their classes, for those that cannot: a :class:`Region` of payoffs to insist on, the
:class:`Grounded` program of a strategy for repeated games, and what an agent of your own
gets to see: its :class:`Seat` and two :class:`Reading`. Your own is a subclass of
:class:`oraclegames.Agent`, a function, or a machine (:class:`MachineAgent`).
:class:`ModalAgent` is for :func:`oraclegames.modal_match`, where programs search for proofs.
"""

from oraclegames.reflective.agents.agents import Constant
from oraclegames.reflective.agents.automata import (
    Automaton,
    contrite_tit_for_tat,
    grim,
    memory_one,
    punish_once,
    win_stay_lose_shift,
)
from oraclegames.reflective.agents.axelrod_players import from_axelrod
from oraclegames.reflective.agents.demand import Demand
from oraclegames.reflective.agents.function_agent import FunctionAgent, agent_from
from oraclegames.reflective.agents.grounded import (
    Grounded,
    generous_tit_for_tat,
    tit_for_tat,
)
from oraclegames.reflective.agents.lp_and_nelp import LP, Climber, NonExploitableLP
from oraclegames.reflective.agents.machine_agent import MachineAgent
from oraclegames.reflective.agents.nicer_bot import NicerBot, Responder
from oraclegames.reflective.agents.reading import Reading
from oraclegames.reflective.agents.regions import Region, read_region
from oraclegames.reflective.agents.seat import Seat
from oraclegames.reflective.agents.strategies import as_grounded
from oraclegames.reflective.match.as_machines import as_machines
from oraclegames.reflective.modal.modal_agents import ModalAgent
from oraclegames.reflective.programs.grounded_equilibrium import nicer_epsilons

__all__ = [
    "LP",
    "Automaton",
    "Climber",
    "Constant",
    "Demand",
    "FunctionAgent",
    "Grounded",
    "MachineAgent",
    "ModalAgent",
    "NicerBot",
    "NonExploitableLP",
    "Reading",
    "Region",
    "Responder",
    "Seat",
    "agent_from",
    "as_grounded",
    "as_machines",
    "contrite_tit_for_tat",
    "from_axelrod",
    "generous_tit_for_tat",
    "grim",
    "memory_one",
    "nicer_epsilons",
    "punish_once",
    "read_region",
    "tit_for_tat",
    "win_stay_lose_shift",
]
