"""Exact equilibria of games between agents that can predict each other.

Two families of questions have a place here, and each name below is the front door of one of them:

- agents that condition on their own move (dependency, or COEDT, equilibria): :func:`solve`,
  :func:`check`, :func:`achieve`, :func:`best`, :func:`region`;
- agents that query a reflective oracle: :func:`solve_oracles`, :func:`match`, :func:`tournament`,
  with the agents themselves in :mod:`oraclegames.agents`.

What few need has a door of its own: :mod:`oraclegames.oracle` (conditional oracles and both
theorems), ``spohn`` (the algebraic curve), ``plots``, ``sweep`` (many games), ``reproduce``.

Only games are loaded at once; everything else when it is first used, so that importing is fast.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from oraclegames._version import __version__
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
from oraclegames.games.load import load_game, read_json, read_nfg
from oraclegames.games.ordinal import all_tied_games, ordinal_games

if TYPE_CHECKING:
    from oraclegames import agents, oracle, plots, reproduce, spohn, sweep
    from oraclegames.certificates.verify import verify
    from oraclegames.classical.correlated import CorrelatedEquilibria, correlated
    from oraclegames.classical.nash import nash
    from oraclegames.classical.nash_result import NashEquilibria
    from oraclegames.conditional.best.best import best
    from oraclegames.conditional.best.extent import bounding_box, support
    from oraclegames.conditional.best.result import Best
    from oraclegames.conditional.best.sample import sample
    from oraclegames.conditional.best.supremum import supremum
    from oraclegames.conditional.check.check import check
    from oraclegames.conditional.check.pure import pure_equilibria
    from oraclegames.conditional.check.pure_equilibrium import PureEquilibrium
    from oraclegames.conditional.check.verdict import Verdict
    from oraclegames.conditional.columns.graphical_game import GraphicalGame
    from oraclegames.conditional.columns.symmetric_game import SymmetricGame
    from oraclegames.conditional.compare.compare import Comparison, compare
    from oraclegames.conditional.compare.items import Item, items
    from oraclegames.conditional.likeness.least import LeastSimilarity, least_similarity
    from oraclegames.conditional.phases.phases import Phases, phases
    from oraclegames.conditional.similarity.joint import Similarity, similarity
    from oraclegames.conditional.similarity.notion_verdict import NotionVerdict
    from oraclegames.conditional.similarity.similar import SimilarEquilibria, similar
    from oraclegames.conditional.solution import Solution
    from oraclegames.conditional.solve import solve
    from oraclegames.conditional.values.achieve import achieve
    from oraclegames.conditional.values.achievement import Achievement
    from oraclegames.conditional.values.region import region
    from oraclegames.games.formula_game import FormulaGame
    from oraclegames.games.parametric import ParametricGame
    from oraclegames.glossary.glossary import explain
    from oraclegames.reflective.agents.agents import Agent
    from oraclegames.reflective.agents.names import agent
    from oraclegames.reflective.group.group_match import GroupMatch
    from oraclegames.reflective.group.match import match
    from oraclegames.reflective.limit.limit_set import LimitSet
    from oraclegames.reflective.machines.exploration import explore
    from oraclegames.reflective.machines.machine import Machine, MachineError, machines
    from oraclegames.reflective.match.match import Match, match_limit
    from oraclegames.reflective.modal.modal_agents import modal_agent
    from oraclegames.reflective.modal.modal_match import ModalMatch, modal_match
    from oraclegames.reflective.modal.modal_tournament import ModalTournament, modal_tournament
    from oraclegames.reflective.oracles.nash import nash_machines
    from oraclegames.reflective.oracles.oracles import Oracles, ReflectiveOracle
    from oraclegames.reflective.oracles.select import expected_utilities
    from oraclegames.reflective.oracles.simulate import simulate
    from oraclegames.reflective.oracles.solve_oracles import solve_oracles
    from oraclegames.reflective.programs.common_coins import CommonCoins, common_coins
    from oraclegames.reflective.programs.grounded_equilibrium import grounded_equilibrium
    from oraclegames.reflective.programs.independent_coins import independent_coins
    from oraclegames.reflective.programs.independent_play import IndependentCoins
    from oraclegames.reflective.programs.program_equilibrium import program_equilibrium
    from oraclegames.reflective.programs.standings import Tournament
    from oraclegames.reflective.programs.tournament import tournament
    from oraclegames.results import read_result
    from oraclegames.texts import to_text

__all__ = [
    "Achievement",
    "Agent",
    "Best",
    "CertificateError",
    "CommonCoins",
    "Comparison",
    "CorrelatedEquilibria",
    "Distribution",
    "FormulaGame",
    "Game",
    "GraphicalGame",
    "GroupMatch",
    "IndependentCoins",
    "InputError",
    "Item",
    "LeastSimilarity",
    "LimitSet",
    "Machine",
    "MachineError",
    "Match",
    "MissingDependencyError",
    "ModalMatch",
    "ModalTournament",
    "NashEquilibria",
    "NotionVerdict",
    "OracleGamesError",
    "Oracles",
    "ParametricGame",
    "ParseError",
    "Phases",
    "PureEquilibrium",
    "ReflectiveOracle",
    "SimilarEquilibria",
    "Similarity",
    "Solution",
    "SymmetricGame",
    "Tournament",
    "UnsupportedError",
    "Verdict",
    "__version__",
    "achieve",
    "agent",
    "agents",
    "all_tied_games",
    "best",
    "bounding_box",
    "catalog",
    "check",
    "common_coins",
    "compare",
    "correlated",
    "expected_utilities",
    "explain",
    "explore",
    "grounded_equilibrium",
    "independent_coins",
    "items",
    "least_similarity",
    "load_game",
    "machines",
    "match",
    "match_limit",
    "modal_agent",
    "modal_match",
    "modal_tournament",
    "nash",
    "nash_machines",
    "oracle",
    "ordinal_games",
    "phases",
    "plots",
    "program_equilibrium",
    "pure_equilibria",
    "read_json",
    "read_nfg",
    "read_result",
    "region",
    "reproduce",
    "sample",
    "similar",
    "similarity",
    "simulate",
    "solve",
    "solve_oracles",
    "spohn",
    "support",
    "supremum",
    "sweep",
    "to_text",
    "tournament",
    "verify",
]

_LATER = {
    "Achievement": "conditional.values.achievement",
    "Agent": "reflective.agents.agents",
    "Best": "conditional.best.best",
    "CommonCoins": "reflective.programs.common_coins",
    "Comparison": "conditional.compare.compare",
    "FormulaGame": "games.formula_game",
    "GraphicalGame": "conditional.columns.graphical_game",
    "GroupMatch": "reflective.group.group_match",
    "IndependentCoins": "reflective.programs.independent_play",
    "Item": "conditional.compare.items",
    "LeastSimilarity": "conditional.likeness.least",
    "LimitSet": "reflective.limit.limit_set",
    "Machine": "reflective.machines.machine",
    "MachineError": "reflective.machines.machine",
    "Match": "reflective.match.match",
    "NotionVerdict": "conditional.similarity.notion_verdict",
    "Oracles": "reflective.oracles.oracles",
    "ParametricGame": "games.parametric",
    "Phases": "conditional.phases.phases",
    "PureEquilibrium": "conditional.check.pure_equilibrium",
    "ReflectiveOracle": "reflective.oracles.oracles",
    "Similarity": "conditional.similarity.joint",
    "SimilarEquilibria": "conditional.similarity.similar",
    "Solution": "conditional.solution",
    "SymmetricGame": "conditional.columns.symmetric_game",
    "Tournament": "reflective.programs.standings",
    "Verdict": "conditional.check.verdict",
    "achieve": "conditional.values.achieve",
    "agent": "reflective.agents.names",
    "best": "conditional.best.best",
    "bounding_box": "conditional.best.extent",
    "check": "conditional.check.check",
    "common_coins": "reflective.programs.common_coins",
    "compare": "conditional.compare.compare",
    "correlated": "classical.correlated",
    "CorrelatedEquilibria": "classical.correlated",
    "expected_utilities": "reflective.oracles.select",
    "explain": "glossary.glossary",
    "explore": "reflective.machines.exploration",
    "grounded_equilibrium": "reflective.programs.grounded_equilibrium",
    "independent_coins": "reflective.programs.independent_coins",
    "items": "conditional.compare.items",
    "least_similarity": "conditional.likeness.least",
    "machines": "reflective.machines.machine",
    "match": "reflective.group.match",
    "match_limit": "reflective.match.match",
    "ModalMatch": "reflective.modal.modal_match",
    "ModalTournament": "reflective.modal.modal_tournament",
    "modal_agent": "reflective.modal.modal_agents",
    "modal_match": "reflective.modal.modal_match",
    "modal_tournament": "reflective.modal.modal_tournament",
    "nash": "classical.nash",
    "NashEquilibria": "classical.nash_result",
    "nash_machines": "reflective.oracles.nash",
    "phases": "conditional.phases.phases",
    "program_equilibrium": "reflective.programs.program_equilibrium",
    "pure_equilibria": "conditional.check.pure",
    "read_result": "results",
    "region": "conditional.values.region",
    "sample": "conditional.best.sample",
    "similarity": "conditional.similarity.joint",
    "similar": "conditional.similarity.similar",
    "simulate": "reflective.oracles.simulate",
    "solve": "conditional.solve",
    "solve_oracles": "reflective.oracles.solve_oracles",
    "support": "conditional.best.extent",
    "supremum": "conditional.best.supremum",
    "to_text": "texts",
    "tournament": "reflective.programs.tournament",
    "verify": "certificates.verify",
}
"""Where a name lives that is loaded when it is first used."""


_DOORS = ("agents", "oracle", "plots", "reproduce", "spohn", "sweep")
"""Submodules that are loaded when they are first used."""


def __getattr__(name: str) -> Any:
    if name in _DOORS:
        return import_module(f"oraclegames.{name}")
    if name not in _LATER:
        raise AttributeError(f"module 'oraclegames' has no attribute {name!r}")
    value = getattr(import_module(f"oraclegames.{_LATER[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


def _show_pictures() -> None:
    """Have a notebook that is running show pictures of results; no drawing library is loaded."""
    running = getattr(sys.modules.get("IPython"), "get_ipython", None)
    shell = running() if running is not None else None
    if shell is not None:
        import_module("oraclegames.plots.notebook").register(shell)


_show_pictures()
