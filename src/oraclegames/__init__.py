"""Exact equilibria of games between agents that can predict each other."""

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

__all__ = [
    "CertificateError",
    "Distribution",
    "Game",
    "InputError",
    "MissingDependencyError",
    "OracleGamesError",
    "ParseError",
    "PureEquilibrium",
    "Solution",
    "UnsupportedError",
    "Verdict",
    "__version__",
    "catalog",
    "check",
    "load_game",
    "pure_equilibria",
    "read_json",
    "read_nfg",
    "solve",
]
