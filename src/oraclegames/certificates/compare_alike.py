"""Strategies that players share, in documents of ``compare``: all at one b, listed anew.

With three and more players of two moves, x is one of the moves or a root of a polynomial
(:mod:`oraclegames.certificates.similar_many`). With one or two, every equilibrium with support S
solves the equations of S (:mod:`oraclegames.certificates.similar_missing`). If their determinant is
not 0, there is one solution, an equilibrium or none. If it is 0, they have no solution; or all
mixtures of S solve them, and are equilibria if its moves alone are, with sums between those of the
moves (both are linear there); or a part of the mixtures does, which is not gone through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from flint import fmpq_mat, fmpq_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.equilibrium import total_of
from oraclegames.certificates.match_scene import pure
from oraclegames.certificates.part import Part
from oraclegames.certificates.similar_many import list_many
from oraclegames.certificates.similar_missing import is_reply
from oraclegames.certificates.similar_play import Candidate, Setting, is_symmetric
from oraclegames.certificates.similar_ties import System
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.games.game import Game, Outcome

Strategy = tuple[Any, ...]
"""Rational chances, or those of one field."""

MOST_MOVES = 5
"""Of more moves the supports are not gone through."""

_HERE = Fraction(0)
"""Nothing depends on where along the line it is asked."""


def is_listed(game: Game) -> bool:
    """Whether a game has so few players and moves that the supports are gone through."""
    return max(game.shape) <= (MOST_MOVES if game.n_players <= 2 else 2)


def listed(game: Game, b: Fraction) -> list[Strategy] | None:
    """All equilibria, but for mixtures of two of them; None if some are not gone through."""
    if not is_listed(game):
        return None
    if game.n_players <= 2:
        return _few_players(game, b)
    found = list_many(game, b)
    return None if found is None else [(x, 1 - x) for x in found]


def _few_players(game: Game, b: Fraction) -> list[Strategy] | None:
    """One or two players: support by support."""
    m = game.shape[0]
    pays = [[game.payoff(0, (s, *[t] * (game.n_players - 1))) for t in range(m)] for s in range(m)]
    setting = Setting(
        [[fmpq_poly([to_fmpq(x)]) for x in row] for row in pays], fmpq_poly([to_fmpq(b)])
    )
    found: list[Strategy] = []
    for size in range(1, m + 1):
        for support in combinations(range(m), size):
            system = System(setting, support)
            rows = system.equations
            over, common = system.solution(rows)
            if common == 0:
                alike = all(len({row[k][0] for row in rows[:-1]}) == 1 for k in range(size))
                known = alike and all(pure(s, m) in found for s in support)
                if not known and _is_solvable(rows):
                    return None
                continue
            one = Candidate(setting, over, common)
            if is_reply(one, support, _HERE) and one.is_safe(_HERE):
                found.append(tuple(to_fraction(n[0] / common[0]) for n in over))
    return found


def _is_solvable(rows: Sequence[Sequence[fmpq_poly]]) -> bool:
    """Whether the last column depends on the others; all polynomials are constants."""
    whole = fmpq_mat([[entry[0] for entry in row] for row in rows])
    left = fmpq_mat([[entry[0] for entry in row[:-1]] for row in rows])
    return bool(whole.rank() == left.rank())


def check_alike(part: Part, game: Game, b: Fraction, pure: Sequence[Outcome]) -> bool:
    """Pure outcomes, best and worst of such a notion; whether everything was listed anew."""
    part["notion"].require(is_symmetric(game), "the game is not symmetric")
    strategies = listed(game, b)
    if strategies is None:
        return False
    n = game.n_players
    right = sorted((s.index(1),) * n for s in strategies if max(s) == 1)
    part["pure"].require(list(pure) == right, f"these are {len(right)} others")
    plays = [_shared(s, n) for s in strategies]
    totals = [_sum_of(game, play) for play in plays]
    for key, which in (("best", max), ("worst", min)):
        end = part.given(key)
        if end is None or not plays:
            part[key].require(
                end is None and not plays, "there are none" if end else "there are some"
            )
            continue
        value = number_of(end["value"])
        end["value"].require(value == which(totals), "another equilibrium has more or less")
        masses = [number_of(item) for item in end["distribution"]]
        end["distribution"].require(masses in plays, "it is no equilibrium of this notion")
        end["attained"].require(end["attained"].flag(), "this play attains it")
    return True


def _shared(strategy: Strategy, players: int) -> list[Any]:
    """Everybody plays this, independently."""
    weights = []
    for chosen in product(strategy, repeat=players):
        weight: Any = Fraction(1)
        for p in chosen:
            weight = p * weight
        weights.append(weight)
    return weights


def _sum_of(game: Game, play: Sequence[Any]) -> Any:
    sums = (sum(game.payoffs(outcome), Fraction(0)) for outcome in game.outcomes())
    return total_of([p * total for p, total in zip(play, sums)])
