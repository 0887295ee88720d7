"""Exact equilibria of games between agents that can predict each other.

Two families of questions have a place here, and each name below is the front door of one of them:

- agents that condition on their own move (dependency, or COEDT, equilibria): :func:`solve`,
  :func:`check`, :func:`achieve`, :func:`best`, :func:`region`;
- agents that query a reflective oracle: :func:`solve_oracles`, :func:`match`, :func:`tournament`.

Names that need much code are loaded when they are first used, so that importing stays fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from oraclegames._version import __version__
from oraclegames.conditional.check import Verdict, check
from oraclegames.conditional.pure import PureEquilibrium, pure_equilibria
from oraclegames.conditional.solution import Solution
from oraclegames.conditional.solve import solve
from oraclegames.errors import (
    CertificateError,
    InputError,
    MissingDependencyError,
    OracleGamesError,
    ParseError,
    UnsupportedError,
)
from oraclegames.games import catalog
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game
from oraclegames.games.json import read_json
from oraclegames.games.load import load_game
from oraclegames.games.nfg import read_nfg

if TYPE_CHECKING:
    from oraclegames.conditional.best import Best, best
    from oraclegames.conditional.correlated import correlated_2x2
    from oraclegames.conditional.extent import bounding_box, support
    from oraclegames.conditional.graphical import GraphicalGame
    from oraclegames.conditional.nash_2x2 import nash_2x2
    from oraclegames.conditional.oracle.existence import existence
    from oraclegames.conditional.oracle.reflective import is_reflective
    from oraclegames.conditional.oracle.theorems import theorem_1, theorem_2
    from oraclegames.conditional.region import region
    from oraclegames.conditional.sample import sample
    from oraclegames.conditional.symmetric import SymmetricGame
    from oraclegames.conditional.values import Achievement, achieve
    from oraclegames.reflective.agents import Agent
    from oraclegames.reflective.machine import Machine, MachineError, machines
    from oraclegames.reflective.match import Match, match
    from oraclegames.reflective.names import agent
    from oraclegames.reflective.nash import nash_machines
    from oraclegames.reflective.oracles import Oracles
    from oraclegames.reflective.program_equilibrium import program_equilibrium
    from oraclegames.reflective.simulate import simulate
    from oraclegames.reflective.solve import solve as solve_oracles
    from oraclegames.reflective.tournament import Tournament, tournament

__all__ = [
    "Achievement",
    "Agent",
    "Best",
    "CertificateError",
    "Distribution",
    "Game",
    "GraphicalGame",
    "InputError",
    "Machine",
    "MachineError",
    "Match",
    "MissingDependencyError",
    "OracleGamesError",
    "Oracles",
    "ParseError",
    "PureEquilibrium",
    "Solution",
    "SymmetricGame",
    "Tournament",
    "UnsupportedError",
    "Verdict",
    "__version__",
    "achieve",
    "agent",
    "best",
    "bounding_box",
    "catalog",
    "check",
    "correlated_2x2",
    "existence",
    "is_reflective",
    "load_game",
    "machines",
    "match",
    "nash_2x2",
    "nash_machines",
    "program_equilibrium",
    "pure_equilibria",
    "read_json",
    "read_nfg",
    "region",
    "sample",
    "simulate",
    "solve",
    "solve_oracles",
    "support",
    "theorem_1",
    "theorem_2",
    "tournament",
]

_LATER = {
    "Achievement": "conditional.values",
    "Agent": "reflective.agents",
    "Best": "conditional.best",
    "GraphicalGame": "conditional.graphical",
    "Machine": "reflective.machine",
    "MachineError": "reflective.machine",
    "Match": "reflective.match",
    "Oracles": "reflective.oracles",
    "SymmetricGame": "conditional.symmetric",
    "Tournament": "reflective.tournament",
    "achieve": "conditional.values",
    "agent": "reflective.names",
    "best": "conditional.best",
    "bounding_box": "conditional.extent",
    "correlated_2x2": "conditional.correlated",
    "existence": "conditional.oracle.existence",
    "is_reflective": "conditional.oracle.reflective",
    "machines": "reflective.machine",
    "match": "reflective.match",
    "nash_2x2": "conditional.nash_2x2",
    "nash_machines": "reflective.nash",
    "program_equilibrium": "reflective.program_equilibrium",
    "region": "conditional.region",
    "sample": "conditional.sample",
    "simulate": "reflective.simulate",
    "solve_oracles": "reflective.solve:solve",
    "support": "conditional.extent",
    "theorem_1": "conditional.oracle.theorems",
    "theorem_2": "conditional.oracle.theorems",
    "tournament": "reflective.tournament",
}
"""Where a name lives that is loaded when it is first used."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'oraclegames' has no attribute {name!r}")
    module, _, attribute = _LATER[name].partition(":")
    value = getattr(import_module(f"oraclegames.{module}"), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
