"""What climbers play at many readings of any numbers of moves, in arrays of whole numbers.

A climber (:mod:`oraclegames.reflective.agents.lp_and_nelp`) asks two things of a pair of readings:
are the payoffs surely outside its region, and which steps are surely a gain for both
(:mod:`oraclegames.reflective.agents.delta_pareto`)? The second is the same question for both
players. Here it is answered for one reading of the first player and all of the second at once.

Corners of readings are multiples of 1/D, so that payoffs are whole numbers over one denominator.
What a growing move brings is divided by the rest 1 − p(o), which differs from corner to corner:
these quotients are compared as floats, and where their sum is next to 0, as whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.exact.arrays import largest
from oraclegames.games.game import Game
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent, mixed_strategy, runs
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.reading import Mixed, Reading, Zones
from oraclegames.reflective.agents.seat import Seat

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_SAFE = 1 << 61
"""Machine integers hold sums of two numbers below this."""

_NEAR = 1e-14
"""A sum of two quotients, relative to their size, of which floats do not tell the sign."""


def is_climber(agent: Agent) -> bool:
    """Whether an agent's program is the one that this module knows."""
    return runs(agent, Climber)


@dataclass(frozen=True)
class _Plays:
    """What a climber plays, as cumulative probabilities over one denominator.

    Attributes:
        steps: for each own reading and each set of better moves, read as a binary number.
        punishment: where the payoffs are surely not allowed.
        planes: α·u_first + β·u_second < γ is not, in whole numbers and the payoffs' units times D².
    """

    steps: Whole
    punishment: Whole
    planes: list[tuple[int, int, int]]


class Climbs:
    """Two players' readings, and what those of them who are climbers play there.

    Attributes:
        scale: the denominator of what is played.
        content: for each climber whether it stayed where it is after some readings so far.
    """

    def __init__(
        self,
        game: Game,
        agents: Sequence[Agent],
        places: Sequence[Seat],
        zones: Zones,
        readings: Sequence[Sequence[tuple[int, ...]]],
        clock: Clock,
    ) -> None:
        self.scale: int
        self._plays: dict[int, _Plays]
        self._unit = math.lcm(*(edge.denominator for edge in zones.edges))
        self._payoffs = game.numerators
        self.scale, self._plays = 1, {}
        if not self.fits:
            return
        read: list[list[Reading]] = [[], []]
        for lines, moves, known in zip(readings, game.shape, read):
            for line in lines:
                clock.check()
                known.append(zones.read(line, moves))
        self._first, second = (_corners(lines, self._unit) for lines in read)
        self._second = np.ascontiguousarray(second.transpose(1, 2, 0))
        seats = {k: one for k, one in enumerate(places) if is_climber(agents[k])}
        fractions = [
            x for k, seat in seats.items() for x in (seat.epsilon, *_punishment(agents[k], seat))
        ]
        steps = [Fraction(1, n) for count in game.shape for n in range(1, count + 1)]
        shares = [x * y for x in fractions for y in steps]
        whole = 2 * self._unit * math.lcm(*(x.denominator for x in (*fractions, Fraction(1))))
        self.scale = math.lcm(whole, *(x.denominator for x in shares))
        self.content = dict.fromkeys(seats, False)
        if self.scale < _SAFE:
            for k, seat in seats.items():
                self._plays[k] = self._plays_of(_climber(agents[k]), seat, read[k], game, clock)
        if not self.fits:
            return
        # Readings of the second player, who are many, come last: sums and least values over the
        # others are then quick. For each payoff, first move and corner: what it pays, times D.
        self._after = np.einsum("wmn,qnb->wmqb", self._payoffs, self._second)
        # Where the second player plays a reply for sure, and both gain by a move for sure.
        sure = self._unit * self._payoffs[:, :, :, None, None] > self._after[:, :, None]
        self._gains = sure.all(axis=(0, 3))
        self._rest = self._unit - self._second

    @property
    def fits(self) -> bool:
        """Whether machine integers, and floats, hold all that is computed."""
        if self._payoffs.dtype == object:
            return False
        most = 2 * self._unit**2 * (1 + largest(self._payoffs))
        planes = [plane for plays in self._plays.values() for plane in plays.planes]
        sides = [most * (abs(a) + abs(b)) + abs(c) for a, b, c in planes]
        return most < 1 << 52 and most * self._unit < _SAFE and max([self.scale, *sides]) < _SAFE

    def _plays_of(
        self, agent: Climber, seat: Seat, read: Sequence[Reading], game: Game, clock: Clock
    ) -> _Plays:
        count, scale = len(seat.moves), self.scale
        values = np.array([_cumulative(one.value, scale) for one in read], dtype=object)
        steps = np.empty((len(read), 1 << count, count - 1), dtype=object)
        for chosen in range(1 << count):
            clock.check()
            better = [move for move in range(count) if chosen >> move & 1]
            push = [Fraction(move in better, max(1, len(better))) for move in range(count)]
            if better:
                whole = np.array(_cumulative([seat.epsilon * x for x in push], scale), dtype=object)
                steps[:, chosen] = values * (1 - seat.epsilon) + whole
            else:
                steps[:, chosen] = values
        planes = []
        for own, other, least in agent.half_planes(seat):
            a, b = (own, other) if seat.player == 0 else (other, own)
            a, b = (x / d for x, d in zip((a, b), game.denominators))
            common = math.lcm(*(x.denominator for x in (a, b, least)))
            planes.append((int(a * common), int(b * common), int(least * common * self._unit**2)))
        punishment = _cumulative(_punishment(agent, seat), scale)
        return _Plays(_whole(steps), _whole(np.array(punishment, dtype=object)), planes)

    def played(self, first: int) -> dict[int, Whole]:
        """What each climber plays at one reading of the first player and all of the second.

        One row for each of them: the climber's cumulative probabilities times ``scale``.
        """
        corners = self._first[first]
        now = np.einsum("km,wmqb->wkqb", corners, self._after)
        good = self._good(corners, now)
        found = {}
        for player, plays in self._plays.items():
            better = np.asarray(good.any(axis=1 - player))
            sets = (better << np.arange(better.shape[0])[:, None]).sum(axis=0)
            own = np.arange(len(sets)) if player else first
            played = plays.steps[own, sets]
            outside = np.zeros(len(sets), dtype=bool)
            for a, b, c in plays.planes:
                outside |= (a * now[0] + b * now[1]).max(axis=(0, 1)) < c
            played[outside] = plays.punishment
            self.content[player] |= bool(((sets == 0) & ~outside).any())
            found[player] = played
        return found

    def _good(self, corners: Whole, now: Whole) -> Mask:
        """For each first and second move, and second reading: surely a gain for both?"""
        unit, after = self._unit, self._after
        # For each first move: for each payoff, corner and reading the least gain; and the rest.
        mine = []
        for move in range(after.shape[1]):
            away = corners[:, move] < unit
            gains = (unit * after[:, move, None] - now[:, away]).min(axis=2)
            mine.append((gains, unit - corners[away, move]))
        replies = np.einsum("km,wmn->wnk", corners, self._payoffs)
        # For each second move: for each payoff, corner and reading.
        theirs = [
            (unit * replies[:, n, :, None, None] - now).min(axis=1) for n in range(replies.shape[1])
        ]
        low = [_least(gains, rest[None, :, None]) for gains, rest in mine]
        back = (self._rest == 0).any(axis=0)
        high = [_least(gains, self._rest[None, :, n]) for n, gains in enumerate(theirs)]
        good = np.empty((len(mine), len(theirs), now.shape[3]), dtype=bool)
        for move, (gains, rest) in enumerate(mine):
            arrived = bool((corners[:, move] == unit).any())
            for n, answers in enumerate(theirs):
                total = low[move] + high[n]
                size = np.abs(low[move]) + np.abs(high[n])
                fine = total > 0
                for w, b in np.argwhere((np.abs(total) <= _NEAR * size) & (size > 0)).tolist():
                    fine[w, b] = _surely(
                        gains[w, :, b], rest, answers[w, :, b], self._rest[:, n, b]
                    )
                both = fine.all(axis=0)
                if arrived:
                    both &= ~back[n] & self._gains[move, n]
                if back[n].any():
                    sure = bool((unit * self._payoffs[:, move, n, None] > replies[:, n]).all())
                    both &= ~back[n] | sure
                good[move, n] = both
        return good


def _punishment(agent: Agent, seat: Seat) -> Mixed:
    """As exact numbers: somebody else's may be texts."""
    return mixed_strategy(_climber(agent).punishment(seat))


def _climber(agent: Agent) -> Climber:
    assert isinstance(agent, Climber)
    return agent


def _corners(read: Sequence[Reading], unit: int) -> Whole:
    """The corners of each reading times D; the first one again where there are fewer."""
    most = max(len(one.corners) for one in read)
    padded = [(*one.corners, *[one.corners[0]] * (most - len(one.corners))) for one in read]
    return np.array([[[int(x * unit) for x in c] for c in one] for one in padded], dtype=np.int64)


def _cumulative(mixed: Sequence[Fraction], scale: int) -> list[int]:
    return [int(x * scale) for x in accumulate(mixed[:-1])]


def _whole(numbers: NDArray[Any]) -> Whole:
    found: Whole = numbers.astype(np.int64)
    return found


def _least(gains: Whole, rest: Whole) -> NDArray[np.float64]:
    """The least quotient over the corners, where the rest is not 0; 0 where there is none."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = np.where(rest == 0, np.inf, gains / rest)
    least = quotients.min(axis=1, initial=np.inf)
    return np.where(np.isinf(least), 0.0, least)


def _surely(gains: Whole, rest: Whole, answers: Whole, back: Whole) -> bool:
    """Whether each quotient of the one and each of the other have a positive sum."""
    pairs = [(int(x), int(r)) for x, r in zip(gains, rest)] or [(0, 1)]
    others = [(int(y), int(s)) for y, s in zip(answers, back) if s] or [(0, 1)]
    return all(x * s + y * r > 0 for x, r in pairs for y, s in others)
