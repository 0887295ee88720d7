"""Exact equilibria of games between agents that can predict each other."""

from oraclegames._version import __version__
from oraclegames.errors import (
    CertificateError,
    InputError,
    MissingDependencyError,
    OracleGamesError,
    ParseError,
    UnsupportedError,
)
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game

__all__ = [
    "CertificateError",
    "Distribution",
    "Game",
    "InputError",
    "MissingDependencyError",
    "OracleGamesError",
    "ParseError",
    "UnsupportedError",
    "__version__",
]
