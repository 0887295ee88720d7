"""Prisoner's Dilemmas, and distances between sets of plays: those of the claims, and one more."""

from __future__ import annotations

from oraclegames import Game
from oraclegames.reproduce.dilemmas import (
    LARGE,
    SMALL,
    dilemma,
    distance,
    farthest,
    pareto,
    payoffs,
    plays,
)

__all__ = [
    "DILEMMAS",
    "LARGE",
    "SMALL",
    "UNEVEN",
    "dilemma",
    "distance",
    "farthest",
    "pareto",
    "payoffs",
    "plays",
]

UNEVEN = Game.from_arrays([[4, 0], [6, 1]], [[3, 5], [0, 1]], moves=[["C", "D"], ["C", "D"]])
"""An asymmetric one: mutual defection gives 1 each, cooperation 4 and 3, exploitation 6 and 5."""

DILEMMAS = [SMALL, LARGE, UNEVEN]
