"""One fixed point of a match: what it says about itself, and whether both programs play it.

Each cumulative probability x is read as the zone that holds it; on a threshold between two zones,
as the upper one with the probability of the oracle's answer. So a point is proved by running the
programs on at most 2^k pairs of readings. Two irrational answers are proved by solving their two
bilinear equations: a quadratic for the one, a line for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, product
from operator import mul
from typing import Any, NamedTuple

from flint import fmpq

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.match_agents import Agent
from oraclegames.certificates.match_scene import Scene, Shares, Weights, Zones, flint_of, shares_of
from oraclegames.certificates.part import Part
from oraclegames.exact.algebraic import format_number
from oraclegames.exact.surd import quadratic_roots


class Answer(NamedTuple):
    """The probability that the upper of two zones is read, between two numbers.

    Attributes:
        low, high: equal where it is exactly this one.
        exact, certain: whether it is exactly one, and whether this is 0 or 1.
        shares: for the lower and the upper zone, in FLINT's numbers; None if it is not rational.
    """

    low: Any
    high: Any
    exact: bool
    certain: bool
    shares: Weights | None


@dataclass(frozen=True)
class Strategy:
    """A mixed strategy of a point, and what is asked of it.

    Attributes:
        scene: the match.
        numbers: the probabilities of the moves.
        zones: those as which each cumulative probability is read.
        readings: all zones that the player can be read as; those of the last number vary fastest.
        weights: the probabilities in FLINT's numbers; None if one is irrational.
        shares: they in whole numbers; None likewise.
        shown: the probabilities as floats; none where they are irrational.
    """

    scene: Scene
    numbers: tuple[Any, ...]
    zones: tuple[tuple[int, ...], ...]
    readings: list[Zones]
    weights: Weights | None
    shares: Shares | None
    shown: list[float]

    @cached_property
    def worths(self) -> list[list[int]]:
        """Of the second player's shares: what they are worth to both, by the first one's move."""
        assert self.shares is not None
        return [self.scene.worths(whose, self.shares[0]) for whose in (0, 1)]


class Point(NamedTuple):
    """One fixed point as it stands in the document.

    Attributes:
        part: where it stands.
        play, payoffs: both players', exactly.
        zones: for each player those as which her cumulative probabilities are read.
        answers: for each of these probabilities the oracle's; None where there is one zone.
        strategies: the play again.
    """

    part: Part
    play: tuple[tuple[Any, ...], ...]
    payoffs: tuple[Any, ...]
    zones: tuple[tuple[tuple[int, ...], ...], ...]
    answers: list[list[Answer | None]]
    strategies: list[Strategy]


class Points:
    """Reads the points of one match: what stands at several of them is read once."""

    def __init__(self, scene: Scene):
        self.scene = scene
        self._strategies: dict[tuple[Any, ...], Strategy] = {}
        self._answers: dict[tuple[Any, ...], Answer] = {}

    def read(self, part: Part) -> Point:
        """What a point says of itself: probabilities, their zones, payoffs, floats for show."""
        shown, paid, randomised, exact, read_as, asked, exactly_paid = part.all_of(
            "play", "payoffs", "randomised", "exact", "zones", "answers", "exact_payoffs"
        )
        randomised.flag()
        shape = self.scene.game.shape
        both = [self._strategy(mixed, n) for mixed, n in zip(exact.items(2), shape)]
        zones = tuple([one.zones for one in both])
        _check_zones(read_as, zones)
        play = tuple([one.numbers for one in both])
        if not (both[0].shown and shown.reads([one.shown for one in both])):
            check_shown(shown, play)
        payoffs = self._payoffs(exactly_paid, both)
        check_shown(paid, payoffs)
        answers = [
            [self._answer(item, read) for item, read in zip(row.items(len(seen)), seen)]
            for row, seen in zip(asked.items(2), zones)
        ]
        return Point(part, play, payoffs, zones, answers, both)

    def _strategy(self, part: Part, moves: int) -> Strategy:
        texts = part.value if isinstance(part.value, list) else ()
        if set(map(type, texts)) != {str}:  # numbers of a larger field
            return _strategy_of(part, moves, self.scene)
        key = moves, *texts
        if key not in self._strategies:
            self._strategies[key] = _strategy_of(part, moves, self.scene)
        return self._strategies[key]

    def _payoffs(self, part: Part, both: list[Strategy]) -> tuple[Any, ...]:
        (first, second), game = both, self.scene.game
        payoffs = []
        for player, said in enumerate(part.items(2)):
            if first.shares and second.shares:
                (tops, below), (_, under) = first.shares, second.shares
                total = sum(map(mul, tops, second.worths[player]))
                payoff: Any = Fraction(total, below * under * game.denominators[player])
            else:
                payoff = self.scene.pay(player, first.numbers, second.numbers)
            if not said.states(payoff) and number_of(said) != payoff:
                said.refute(f"it is {format_number(payoff)}")
            payoffs.append(payoff)
        return tuple(payoffs)

    def _answer(self, part: Part, read: tuple[int, ...]) -> Answer | None:
        if len(read) == 1:
            part.require(part.missing, "nothing is asked here")
            return None
        ends = part.items(2)
        key = tuple([end.value for end in ends])
        if set(map(type, key)) != {str}:
            return _answer_of(part)
        if key not in self._answers:
            self._answers[key] = _answer_of(part)
        return self._answers[key]


def _strategy_of(part: Part, moves: int, scene: Scene) -> Strategy:
    """The exact probabilities of so many moves."""
    numbers = tuple(number_of(p) for p in part.items(moves))
    shares = shares_of(numbers)
    weights, whole = (numbers, 1) if shares is None else shares
    part.require(min(weights) >= 0 and sum(weights) == whole, "these are no probabilities")
    zones = tuple(scene.place(x) for x in accumulate(numbers[:-1]))
    return Strategy(
        scene,
        numbers,
        zones,
        list(product(*zones)),
        flint_of(numbers),
        shares,
        [] if shares is None else [float(p) for p in numbers],
    )


def _answer_of(part: Part) -> Answer:
    """The probability of the upper zone, between two numbers."""
    low, high = (number_of(end) for end in part.items(2))
    part.require(low >= 0 and low <= high and high <= 1, "this is no probability")
    exact = low == high
    shares = flint_of((1 - low, low)) if exact else None
    return Answer(low, high, exact, exact and low in (0, 1), shares)


def _check_zones(part: Part, zones: tuple[tuple[tuple[int, ...], ...], ...]) -> None:
    """What is read of both players."""
    if part.reads([[list(read) for read in row] for row in zones]):
        return
    for row, expected in zip(part.items(2), zones):
        seen = [tuple(zone.integer() for zone in read) for read in row]
        row.require(seen == list(expected), f"these probabilities are read as {list(expected)}")


def order_of(point: Point) -> Any:
    """Where a point stands in the list."""
    if max(map(len, point.play)) > 2:
        return point.play
    return [2 * read[-1] + (len(read) == 1) for zones in point.zones for read in zones], point.play


def check_shown(part: Part, exact: Any) -> None:
    """Floats for show are those of the exact numbers."""
    if not isinstance(exact, (list, tuple)):
        part.shows(exact)
        return
    if set(map(type, exact)) == {Fraction}:
        try:
            if part.reads([number.numerator / number.denominator for number in exact]):
                return
        except OverflowError:
            pass  # such a number is shown as a text
    for item, number in zip(part.items(len(exact)), exact):
        check_shown(item, number)


def check_point(point: Point, agents: list[Agent]) -> None:
    """Both programs play what the point says, given its readings."""
    flat = [answer for row in point.answers for answer in row if answer is not None]
    random = not all(answer.certain for answer in flat)
    said = point.part["randomised"]
    said.require(said.flag() == random, "the answers say otherwise")
    if not all(answer.exact for answer in flat):
        holds = _irrational(point, agents, flat)
    elif random:
        holds = _reproduced(point, agents)
    else:
        chosen = [
            tuple([z[-1] if a is None or a.low else z[0] for z, a in zip(read, row)])
            for read, row in zip(point.zones, point.answers)
        ]
        holds = _reproduced_by(point, agents, chosen)
    point.part["answers"].require(holds, "the programs do not play this after these readings")
    if random:
        readings = product(*(one.readings for one in point.strategies))
        without = not any(_reproduced_by(point, agents, pair) for pair in readings)
        said.require(without, "answers for sure do as well")


def _reproduced_by(point: Point, agents: list[Agent], pair: Sequence[Zones]) -> bool:
    """Whether the point is played after one pair of readings; then it is rational."""
    (mine, theirs), (one, other) = pair, point.strategies
    first, second = agents
    return (
        first.weights(mine, theirs) == one.weights and second.weights(theirs, mine) == other.weights
    )


def _reproduced(point: Point, agents: list[Agent]) -> bool:
    """Whether it is played where the upper zones are read with the probabilities of the answers."""
    answers = [answer for row in point.answers for answer in row if answer is not None]
    quick = all(one.weights is not None for one in point.strategies) and all(
        answer.shares for answer in answers
    )
    chances = []
    for row, one in zip(point.answers, point.strategies):
        line: list[Any] = [fmpq(1) if quick else Fraction(1)]
        for answer in row:
            if answer is not None:
                shares: Any = answer.shares if quick else (1 - answer.low, answer.low)
                line = [p * x for p in line for x in shares]
        chances.append([(read, p) for read, p in zip(one.readings, line) if p])
    for k, (agent, one) in enumerate(zip(agents, point.strategies)):
        mixed: Any = one.weights if quick else one.numbers
        run = agent.weights if quick else agent.output
        drawn = [(p * q, run(own, other)) for own, p in chances[k] for other, q in chances[1 - k]]
        for move in range(len(mixed) - 1):  # the last move has what is left
            if sum([weight * played[move] for weight, played in drawn]) != mixed[move]:
                return False
    return True


def _irrational(point: Point, agents: list[Agent], bounds: list[Answer]) -> bool:
    """Two answers r and s that no fraction writes: f(r, s) = g(r, s) = 0, both bilinear.

    Their bounds must hold one solution: what a fraction writes is written as one.
    """
    if len(bounds) != 2 or any(len(zones) != 1 for zones in point.zones):
        return False
    (first,), (second,) = point.zones
    rows = []
    for player in (0, 1):
        pairs = [((k,), (m,))[:: 1 if player == 0 else -1] for m in second for k in first]
        x = point.play[player][0]
        low, up, right, both = (agents[player].output(own, other)[0] - x for own, other in pairs)
        rows.append((low, up - low, right - low, both - up - right + low))
    (a, b, c, d), (p, q, u, v) = rows  # a + b r + c s + d r s
    found = 0
    for r in quadratic_roots(b * v - q * d, a * v + b * u - p * d - q * c, a * u - p * c):
        if isinstance(r, Fraction) or not bounds[0].low <= r <= bounds[0].high:
            continue
        for top, slope in ((a + b * r, c + d * r), (p + q * r, u + v * r)):
            if slope != 0:
                s: Any = -top / slope
                zero = a + b * r + (c + d * r) * s == 0 == p + q * r + (u + v * r) * s
                found += zero and bounds[1].low <= s <= bounds[1].high
                break
    return found == 1
