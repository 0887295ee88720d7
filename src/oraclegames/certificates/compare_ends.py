"""Best and worst welfare in documents of ``compare``: that no other equilibrium has more or less.

- *Demands that are linear in the play* (correlated, coarse, individually rational): rows r with
  r·P ≤ 0. Multipliers y ≥ 0 bound the sum S of the payoffs by max_o [S(o) − Σ y_k r_k(o)], which
  must be the value (linear programming duality); of up to four outcomes the corners of all such P
  are listed instead.
- *Dependency and reflective equilibria of 2×2 games*: totally mixed ones by levels of the sum, the
  others by their closed form, as in documents of ``best``; the play is one of them, or a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpq

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.border_2x2 import (
    boundary_is_bounded,
    is_near_reflective,
    is_reflective_at,
    reflective_is_bounded,
)
from oraclegames.certificates.corners import is_dependency
from oraclegames.certificates.edges import edges
from oraclegames.certificates.equilibrium import check_worth, total_of
from oraclegames.certificates.goal import Goal
from oraclegames.certificates.levels_2x2 import interior_is_bounded
from oraclegames.certificates.part import Part
from oraclegames.certificates.polytope import Polytope
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game

Row = tuple[Fraction, ...]

FEW_OUTCOMES = 4
"""Of so many the corners are listed."""


def sums_of(game: Game) -> Row:
    """The sum of all payoffs at each outcome."""
    return tuple(sum(game.payoffs(o), Fraction(0)) for o in game.outcomes())


# -- linear demands --------------------------------------------------------------------------------


def demands(game: Game, notion: str, secured: Sequence[Fraction]) -> list[Row]:
    """The rows r with r·P ≤ 0: by player, then by the move that is left, then by the other."""
    if notion == "individually-rational":
        pays = ((game.payoff(i, o) for o in game.outcomes()) for i in range(game.n_players))
        return [tuple(least - u for u in row) for least, row in zip(secured, pays)]
    return [
        tuple(
            _gain(game, i, o, t) if s is None or o[i] == s else Fraction(0) for o in game.outcomes()
        )
        for i, count in enumerate(game.shape)
        for s in (range(count) if notion == "correlated" else [None])
        for t in range(count)
        if s != t
    ]


def _gain(game: Game, player: int, outcome: tuple[int, ...], move: int) -> Fraction:
    other = (*outcome[:player], move, *outcome[player + 1 :])
    return game.payoff(player, other) - game.payoff(player, outcome)


def linear_end_is_shown(end: Part, key: str, game: Game, rows: Sequence[Row]) -> bool:
    """Whether no play has more ("best") or less; refuted where another one has.

    Documents of earlier versions have no multipliers: then it is not shown.
    """
    sign = 1 if key == "best" else -1
    value = end["value"].rational()
    sums = [sign * s for s in sums_of(game)]
    multipliers = end.get("multipliers")
    if game.n_outcomes <= FEW_OUTCOMES:
        end["multipliers" if multipliers else "value"].require(not multipliers, "it is listed anew")
        most = max(_dot(sums, play) for play in _corners(rows, game.n_outcomes))
    elif multipliers is None:
        return False
    else:
        for weight, row in zip(multipliers.items(len(rows)), rows):
            y = weight.rational()
            weight.require(y >= 0, "it is negative")
            sums = [total - y * r for total, r in zip(sums, row)]
        most = max(sums)
    end["multipliers" if multipliers else "value"].require(
        most == sign * value, "they allow more" if multipliers else "another play has more or less"
    )
    return True


def _corners(rows: Sequence[Row], size: int) -> list[list[Fraction]]:
    """The corners of all distributions with r·P ≤ 0; the last probability is what is left to 1."""
    left = Polytope.simplex(size - 1, fmpq(1))
    for row in rows:
        left = left.cut([to_fmpq(row[-1] - r) for r in row[:-1]] + [to_fmpq(-row[-1])])
    plays = [list(map(to_fraction, corner)) for corner in left.points]
    return [[*play, 1 - sum(play, Fraction(0))] for play in plays]


def _dot(row: Sequence[Fraction], play: Sequence[Fraction]) -> Fraction:
    return sum((a * p for a, p in zip(row, play)), Fraction(0))


# -- 2×2 games -------------------------------------------------------------------------------------


def check_joint_end(part: Part, key: str, game: Game, notion: str) -> bool:
    """Best or worst of all dependency or reflective equilibria; whether it is attained.

    What is refuted: that there is an equilibrium with more or less, and that the play is none. Of a
    limit it is not shown that no equilibrium has the sum itself.
    """
    sign = 1 if key == "best" else -1
    goal = Goal("linear", (Fraction(sign),) * 2, (Fraction(0),) * 2)
    end = part.given(key)
    bound = None if end is None else sign * number_of(end["value"])
    fine = interior_is_bounded(game, goal, bound)
    others = boundary_is_bounded if notion == "dependency" else reflective_is_bounded
    place = part[key] if end is None else end["value"]
    place.require(fine and others(game, goal, bound), "another equilibrium has more or less")
    return True if end is None else _check_play(end, game, notion)


def _check_play(end: Part, game: Game, notion: str) -> bool:
    masses = [number_of(item) for item in end["distribution"]]
    pairs = list(zip(game.outcomes(), masses))
    values = [total_of([p * game.payoff(i, o) for o, p in pairs]) for i in (0, 1)]
    part = end["distribution"]
    check_worth(part, game, masses, values)
    whole = all(p > 0 for p in masses)
    attained = end["attained"].flag()
    if notion == "dependency":
        part.require(whole or _is_dependency_at(game, masses), "it is no dependency equilibrium")
        end["attained"].require(attained, "this play attains it")
    elif attained:
        part.require(whole or is_reflective_at(game, masses), "it is not reflective")
    else:
        end["attained"].require(not whole, "this play attains it")
        near = is_near_reflective(game, masses, values)
        part.require(near, "no reflective equilibria come near")
    return attained


def _is_dependency_at(game: Game, masses: Sequence[Any]) -> bool:
    """On the boundary; where every move is made nothing more is demanded."""
    support = [o for o, p in zip(game.outcomes(), masses) if p != 0]
    if len(support) == 1:
        return is_dependency(game, support[0])
    for edge in edges(game):
        q = masses[edge.cells[0]]
        if q + masses[edge.cells[1]] == 1:
            return bool(edge.is_dependency(q))
    return True
