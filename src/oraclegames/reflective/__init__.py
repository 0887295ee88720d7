"""Agents that query a reflective oracle about each other."""

from oraclegames.reflective.decision import Exploration, Share, explore
from oraclegames.reflective.machine import Machine, MachineError, Oracle, Query, System, machines
from oraclegames.reflective.nash import nash_machines
from oraclegames.reflective.oracles import Oracles, ReflectiveOracle, UndeterminedCell
from oraclegames.reflective.select import expected_utilities
from oraclegames.reflective.simulate import simulate
from oraclegames.reflective.solve import solve

__all__ = [
    "Exploration",
    "Machine",
    "MachineError",
    "Oracle",
    "Oracles",
    "Query",
    "ReflectiveOracle",
    "Share",
    "System",
    "UndeterminedCell",
    "expected_utilities",
    "explore",
    "machines",
    "nash_machines",
    "simulate",
    "solve",
]
