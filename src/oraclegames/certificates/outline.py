"""The outline of the totally mixed equilibria of a larger game: best welfare, ranges, dimension.

Best welfare and the two ends of each player's range are answers like those of ``best``, each with
an equilibrium and a cover of all values (:mod:`oraclegames.certificates.best`). Where the
conditions Σ_{o_i = s} P(o)·(U_i(o) − v_i) = 0 have in (P, v) a Jacobian of full rank Σ m_i, their
solutions are a manifold around the point (implicit function theorem); elsewhere the number of
unknowns less the rank is an upper bound of the dimension.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.best import KEYS, check_answer
from oraclegames.certificates.part import Part
from oraclegames.exact.rational import to_fmpq
from oraclegames.games.game import Game

MOST_OUTCOMES = 4096
"""Of games with more outcomes no outline is given."""


def is_stopped(interior: Part) -> bool:
    """Whether one of an outline's searches was stopped, or left out."""
    ends = [end for extent in interior["box"] for end in extent["evidence"]]
    whole = ends or interior["dimension"].value == -1
    searches = [interior["best_welfare"], *ends]
    return not whole or any(one["status"].text() == "partial" for one in searches)


def check_outline(interior: Part, game: Game) -> tuple[str, ...]:
    """Every claim of an outline; what is proved."""
    welfare = interior["best_welfare"]
    welfare.only("schema", *KEYS)
    welfare["schema"].word("oraclegames/best-1")
    _check_search(welfare, game, "welfare")
    dimension, proved = _dimension(welfare, game)
    said = interior["dimension"]
    right = said.value == dimension and isinstance(said.value, bool) is False
    said.require(right, f"it should be {dimension}")
    interior["dimension_proved"].require(
        interior["dimension_proved"].flag() is proved, f"that should be {str(proved).lower()}"
    )
    extents = interior["box"].items()
    if extents:
        interior["box"].require(len(extents) == game.n_players, "a player is missing")
    for i, extent in enumerate(extents):
        _check_extent(extent, game, i)
    clauses = ["the best welfare of totally mixed equilibria, up to its gap"]
    if extents:
        clauses.append("the ranges of their values, up to the gaps")
    return tuple(clauses)


def _check_search(part: Part, game: Game, objective: str) -> None:
    part["objective"].word(objective)
    part["notion"].word("totally mixed")
    for key in ("correlated", "nash"):
        part[key].require(part[key].missing, "nothing is compared here")
    check_answer(part, game)


def _dimension(welfare: Part, game: Game) -> tuple[int | None, bool]:
    """At the best equilibrium; −1 if it is proved that there is none."""
    if welfare["bound"].missing:
        return -1, True
    if welfare["value"].missing:
        return None, False
    masses = [number_of(p) for p in welfare["distribution"]]
    values = [number_of(v) for v in welfare["values"]]
    if not all(isinstance(number, Fraction) for number in (*masses, *values)):
        return None, False
    rank = _rank(game, masses, values)
    return game.n_outcomes + game.n_players - rank - 1, rank == sum(game.shape)


def _rank(game: Game, masses: list[Fraction], values: list[Fraction]) -> int:
    """Of the derivative of the conditions in P and in every player's value."""
    outcomes = list(game.outcomes())
    rows = []
    for i, count in enumerate(game.shape):
        gains = [to_fmpq(game.payoff(i, o) - values[i]) for o in outcomes]
        for s in range(count):
            touched = [o[i] == s for o in outcomes]
            mass = sum((p for p, t in zip(masses, touched) if t), Fraction(0))
            pushed = [-to_fmpq(mass) if j == i else fmpq(0) for j in range(game.n_players)]
            rows.append([*(g if t else fmpq(0) for g, t in zip(gains, touched)), *pushed])
    return int(fmpq_mat(rows).rank())


def _check_extent(extent: Part, game: Game, player: int) -> None:
    """A player's least and largest value, as two searches found and bounded them."""
    extent.only("player", "reached", "proved", "evidence")
    extent["player"].require(extent["player"].text() == game.players[player], "another is next")
    for sign, search in zip((-1, 1), extent["evidence"].items(2)):
        search.only(*KEYS)
        weights = ",".join(str(sign * int(k == player)) for k in range(game.n_players))
        _check_search(search, game, f"linear:{weights}")
    low, high = extent["evidence"].items(2)
    for key, found in (("reached", "value"), ("proved", "bound")):
        ends: list[Any] = [
            None if end[found].missing else number_of(end[found]) for end in (low, high)
        ]
        if None in ends:
            extent[key].require(extent[key].missing, "one end is missing")
            continue
        for shown, number in zip(extent[key].items(2), (-ends[0], ends[1])):
            shown.shows(number)
