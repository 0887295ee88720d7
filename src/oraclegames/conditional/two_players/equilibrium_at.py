"""An equilibrium of two players with given exact values, irrational ones too.

Choices of moves are tried, few before many, until one can be played at these values
(:mod:`oraclegames.conditional.two_players.played_moves`). Then for each of its moves some P ≥ 0
that makes it and is worth the values is a basic solution of the equilibrium's equations, and the
mean of these plays all of them; for totally mixed play there is one for each outcome. The other
moves are tried at levels, as in
:mod:`oraclegames.conditional.trembles.levels`; where that takes weights that no rational numbers
can have, they are numbers of the values' field.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face, Weights
from oraclegames.conditional.trembles.levels import Levels, weak_levels
from oraclegames.conditional.two_players.conditions import Place
from oraclegames.conditional.two_players.graph import Point
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.questions import Played
from oraclegames.conditional.two_players.signs import signs_at
from oraclegames.exact.nonnegative import nonnegative_solution
from oraclegames.exact.real import Real, plain, rational_below
from oraclegames.games.game import Game, Outcome


@dataclass(frozen=True)
class Equilibrium:
    """A dependency equilibrium.

    Attributes:
        moves: those that are played.
        probabilities: one exact number for each outcome in row-major order.
        levels: how the other moves are tried; None where all outcomes occur.
    """

    moves: Moves
    probabilities: tuple[Real, ...]
    levels: Levels | None

    @property
    def rationals(self) -> tuple[Fraction, ...]:
        """The probabilities of an equilibrium whose values are rational."""
        return tuple(p for p in self.probabilities if isinstance(p, Fraction))


def plays(question: Played, at: Point, clock: Clock) -> bool:
    """Whether a dependency equilibrium plays just these moves at some exact values."""
    xs, ys = question.lines
    if not xs or not ys:
        return False
    x, y = at
    if x < xs[0] or x > xs[-1] or y < ys[0] or y > ys[-1]:
        return False
    there = question.conditions(_place(x, xs), _place(y, ys), clock)
    return not there.blocked and there.met(signs_at(there, at))


def _place(value: Real, lines: Sequence[Fraction]) -> Place:
    if isinstance(value, Fraction):
        return value, value
    after = bisect_left(lines, value)
    return lines[after - 1], lines[after]


def equilibrium_at(
    game: Game, questions: Sequence[Played], at: Point, clock: Clock
) -> Equilibrium | None:
    """The equilibrium of the first question that has one with these values; None if none has.

    Args:
        game: a game of two players.
        questions: choices of its moves.
        at: (x, y), numbers of one field.
    """
    for question in questions:
        clock.check()
        if plays(question, at, clock):
            levels = _levels(game, question.moves, at, clock)
            return Equilibrium(question.moves, _play(game, question.moves, at), levels)
    return None


def totally_mixed_at(game: Game, at: Point) -> Equilibrium:
    """A totally mixed equilibrium with these values, which one has."""
    every: Moves = tuple(range(game.shape[0])), tuple(range(game.shape[1]))
    return Equilibrium(every, _mean(game, every, at, [[o] for o in game.outcomes()]), None)


def _play(game: Game, moves: Moves, at: Point) -> tuple[Real, ...]:
    """A distribution that makes all of the moves, each worth its value."""
    outcomes = [(s, c) for s in moves[0] for c in moves[1]]
    made = [[o for o in outcomes if o[i] == s] for i, own in enumerate(moves) for s in own]
    return _mean(game, moves, at, made)


def _mean(
    game: Game, moves: Moves, at: Point, groups: Sequence[Sequence[Outcome]]
) -> tuple[Real, ...]:
    """A distribution on some moves, each worth its value, with a mass in every group of outcomes.

    The mean of basic solutions, one for each group that those before leave out.
    """
    outcomes = [(s, c) for s in moves[0] for c in moves[1]]
    rows = [
        [game.payoff(i, o) - at[i] if o[i] == s else Fraction(0) for o in outcomes]
        for i, own in enumerate(moves)
        for s in own
    ]
    total: list[Real] = [Fraction(0)] * len(outcomes)
    count = 0
    for group in groups:
        if any(p != 0 for o, p in zip(outcomes, total) if o in group):
            continue
        made = [Fraction(int(o in group)) for o in outcomes]
        right = [*[Fraction(0)] * len(rows), Fraction(1)]
        found = nonnegative_solution([*rows, made], right)
        assert found, "these values are reached"
        whole = sum(found, Fraction(0))
        total = [a + b / whole for a, b in zip(total, found)]
        count += 1
    masses: dict[Outcome, Real] = {o: plain(p / Fraction(count)) for o, p in zip(outcomes, total)}
    return tuple(masses.get(o, Fraction(0)) for o in game.outcomes())


# -- idle moves ------------------------------------------------------------------------------------


def _levels(game: Game, moves: Moves, at: Point, clock: Clock) -> Levels:
    """How the other moves are tried; at rational values a little lower, if that can be."""
    floors = tuple(rational_below(v) for v in at)
    found = weak_levels(Face(game, moves, floors), clock)
    if isinstance(found, Levels):
        return found
    return _irrational(Face(game, moves, at))


def _irrational(face: Face) -> Levels:
    """Levels one after another, each of exact real weights."""
    # Long: the rows of a level, its solution, and what it leaves.
    left = set(face.unsupported)
    levels: list[Weights] = []
    while left:
        touching = {
            o: [(i, s) for i, s in enumerate(o) if (i, s) in left] for o in face.game.outcomes()
        }
        outcomes = [o for o, tried in touching.items() if tried]
        # of each idle move: what is gained, and a slack that makes it 0; then the sum of weights
        rows: list[list[Any]] = []
        for target in sorted(left):
            gains = [
                face.gain(target[0], o) if target in touching[o] else Fraction(0) for o in outcomes
            ]
            rows.append([*gains, *(Fraction(int(other == target)) for other in sorted(left))])
        rows.append([*[Fraction(1)] * len(outcomes), *[Fraction(0)] * len(left)])
        found = nonnegative_solution(rows, [*[Fraction(0)] * len(left), Fraction(1)])
        assert found, "these moves can be tried"
        weights = tuple((o, plain(w)) for o, w in zip(outcomes, found) if w != 0)
        levels.append(weights)
        left -= {target for o, _ in weights for target in touching[o]}
    return Levels(face, False, tuple(levels))
