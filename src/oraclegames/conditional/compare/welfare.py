"""The best and the worst sum of payoffs: by linear programs, or among given plays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from flint import fmpq

from oraclegames.budget import Clock
from oraclegames.errors import CertificateError
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.rational import to_fmpq, to_fraction
from oraclegames.exact.real import Real
from oraclegames.exact.simplex import maximise
from oraclegames.exact.vertices import cone_rays
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

Row = list[Fraction]

FEW_OUTCOMES = 4
"""Up to so many the corners of all such distributions are listed, without a linear program."""


@dataclass(frozen=True)
class Welfare:
    """A sum of payoffs and a play that has it.

    Attributes:
        value: the sum.
        distribution: the play, one number for each outcome.
        attained: whether the play is an equilibrium itself, or a limit of such.
        multipliers: of a linear program that was solved the dual solution, one number for each
            demand: no play has a better sum.
    """

    value: Real
    distribution: tuple[Real, ...]
    attained: bool = True
    multipliers: tuple[Fraction, ...] = ()


def sums(game: Game) -> Row:
    """The sum of all payoffs at each outcome."""
    return [sum(game.payoffs(o), Fraction(0)) for o in game.outcomes()]


def of(distribution: Distribution) -> Welfare:
    """The welfare of a play."""
    return Welfare(sum(distribution.values, Fraction(0)), distribution.probabilities)


def extremes(plays: Iterable[Welfare]) -> tuple[Welfare | None, Welfare | None]:
    """The best and the worst of some, the first of equals."""
    found = list(plays)
    if not found:
        return None, None
    return max(found, key=lambda w: w.value), min(found, key=lambda w: w.value)


def pure_extremes(game: Game, outcomes: Sequence[Outcome]) -> tuple[Welfare | None, Welfare | None]:
    """The same among pure outcomes."""
    return extremes(of(Distribution.point(game, o)) for o in outcomes)


def by_program(
    game: Game, at_most: Sequence[Row], clock: Clock
) -> tuple[Welfare | None, Welfare | None]:
    """Over all distributions with rows·P ≤ 0."""
    if game.n_outcomes <= FEW_OUTCOMES:
        rays = cone_rays([[to_fmpq(-x) for x in row] for row in at_most], game.n_outcomes, clock)
        return extremes(of(Distribution(game, _shares(ray))) for ray in rays)
    found = []
    for sign in (1, -1):
        clock.check()
        objective = [sign * s for s in sums(game)]
        program = LinearProgram.of(
            objective,
            equal=[([Fraction(1)] * game.n_outcomes, 1)],
            at_most=[(row, 0) for row in at_most],
        )
        result = maximise(program, clock=clock)
        if not isinstance(result, Optimal):
            raise CertificateError("every game has such an equilibrium, but none was found")
        one = of(Distribution(game, result.dense(game.n_outcomes)))
        found.append(replace(one, multipliers=result.y[1:]))
    return found[0], found[1]


def _shares(ray: Sequence[fmpq]) -> tuple[Fraction, ...]:
    """A ray of weights as a distribution."""
    total = sum(ray)
    return tuple(to_fraction(fmpq(weight) / total) for weight in ray)


def correlated_rows(game: Game) -> list[Row]:
    """What another move in the place of one gains, for each player and both moves."""
    return [
        _gains(game, i, t, s)
        for i in range(game.n_players)
        for s in range(game.shape[i])
        for t in range(game.shape[i])
        if s != t
    ]


def coarse_rows(game: Game) -> list[Row]:
    """What a move made always gains."""
    return [_gains(game, i, t, None) for i in range(game.n_players) for t in range(game.shape[i])]


def _gains(game: Game, player: int, other: int, given: int | None) -> Row:
    row = []
    for o in game.outcomes():
        swapped = (*o[:player], other, *o[player + 1 :])
        here = given is None or o[player] == given
        gain = game.payoff(player, swapped) - game.payoff(player, o)
        row.append(gain if here else Fraction(0))
    return row


def secured_rows(game: Game, secured: Sequence[Fraction]) -> list[Row]:
    """How much less than she can secure a player gets."""
    return [[value - game.payoff(i, o) for o in game.outcomes()] for i, value in enumerate(secured)]
