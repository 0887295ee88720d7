"""Programs that query a reflective oracle about each other: what can they reach?

Gives: machines and their oracles; agents, matches and tournaments are packages of their own.
May import: games, exact, and its own packages.
"""

from oraclegames.reflective.machines.exploration import Exploration, Share, explore
from oraclegames.reflective.machines.machine import (
    Machine,
    MachineError,
    Oracle,
    Query,
    System,
)
from oraclegames.reflective.oracles.nash import nash_machines
from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle, UndeterminedCell
from oraclegames.reflective.oracles.select import expected_utilities
from oraclegames.reflective.oracles.simulate import simulate
from oraclegames.reflective.oracles.solve_oracles import solve

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
    "nash_machines",
    "simulate",
    "solve",
]
