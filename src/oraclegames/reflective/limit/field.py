"""What two agents do at exact readings: conditions, codes, and where they push.

A climber's program asks *conditions*, each the sign of one polynomial in the two probabilities x
and y of the first moves: whether a step to moves (o, p) is a gain for a player (an affine
function), and whether a half-plane of payoffs is missed (a bilinear one). Which of them hold makes
a *code*; with its code an agent plays x + v, and the *push* v is affine in x:

    stay 0,   step up ε(1 − x),   step down −εx,   step to both ε(1/2 − x),   punish π − x.

Rocks and grounded programs have one code, and the push h(x, y) − x with h bilinear.

Next to an end of [0, 1] readings are special, however fine: the last zone holds the end, where a
step adds nothing any more, and asks for a gain without it too. So codes also depend on a *band*: −1
or 1 where a player's reading is the zone at 0 or at 1, else 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from flint import fmpq

from oraclegames.errors import UnsupportedError
from oraclegames.exact.rational import to_fmpq
from oraclegames.reflective.agents.agents import Agent, Constant, mixed_strategy, runs
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.nicer_bot import Responder
from oraclegames.reflective.agents.seat import Seat, Table
from oraclegames.reflective.limit.curves import Curve, Number, Place, irreducible, primitive

STAY, UP, DOWN, BOTH, PUNISH, REPLY = range(6)
"""What an agent does."""

Code = tuple[int, int]
"""What both do."""

Bands = tuple[int, int]

_HALF = fmpq(1, 2)
_ZERO, _ONE = fmpq(0), fmpq(1)


@dataclass(frozen=True)
class Program:
    """One agent's program.

    Attributes:
        climbs: whether it is a climber.
        missed: the numbers of the conditions under which it punishes.
        punishment: the probability π of the first move as a punishment.
        reply: h, if it is no climber.
        by_epsilon: whether the reply depends on ε.
    """

    climbs: bool
    missed: frozenset[int] = frozenset()
    punishment: fmpq = _ZERO
    reply: Curve = (_ZERO, _ZERO, _ZERO, _ZERO)
    by_epsilon: bool = False


class Field:
    """Two agents of two moves each, on a game.

    Attributes:
        conditions: each holds where its polynomial is positive.
        programs: what the agents do.
        epsilon: the step ε.
        rest: how wide the last zone is, in δ, the same for all δ; None if that is left open.
    """

    def __init__(
        self,
        agents: tuple[Agent, Agent],
        places: tuple[Seat, Seat],
        rest: Fraction | None = None,
    ):
        self.epsilon = to_fmpq(places[0].epsilon)
        self.rest = None if rest is None else to_fmpq(rest)
        tables = places[0].mine, places[0].theirs
        self.conditions: list[Curve] = []
        self._steps: list[tuple[int, int, frozenset[int], tuple[bool, bool]]] = []
        shares = [[_share(table, player) for table in tables] for player in (0, 1)]
        for o, p in product((0, 1), repeat=2):
            signs = 1 - 2 * o, 1 - 2 * p
            asked = [_step(first, second, signs) for first, second in zip(*shares)]
            # One of them at her move already: is the other's step alone a gain for both?
            alone = (
                all(signs[1] * _at(share, 1 - o) > 0 for share in shares[1]),
                all(signs[0] * _at(share, 1 - p) > 0 for share in shares[0]),
            )
            self._steps.append((o, p, frozenset(map(self._ask, asked)), alone))
        first, second = (self._program(*pair) for pair in zip(agents, places))
        self.programs = first, second

    def _ask(self, polynomial: Curve) -> int:
        if polynomial not in self.conditions:
            self.conditions.append(polynomial)
        return self.conditions.index(polynomial)

    def _program(self, agent: Agent, seat: Seat) -> Program:
        if runs(agent, Climber):
            missed = []
            for a, b, c in agent.half_planes(seat):
                table = [
                    [c - a * u - b * v for u, v in zip(*rows)]
                    for rows in zip(seat.mine, seat.theirs)
                ]
                missed.append(self._ask(_bilinear(_turned(table, seat.player))))
            punishment = to_fmpq(mixed_strategy(agent.punishment(seat))[0])
            return Program(True, frozenset(missed), punishment)
        if runs(agent, Constant):
            rock = to_fmpq(agent.mixed(seat)[0])
            return Program(False, reply=(_ZERO, _ZERO, _ZERO, rock))
        if runs(agent, Responder):
            first, step, replies = agent.first(seat)[0], seat.epsilon, agent.replies(seat)
            table = [[step * first + (1 - step) * mix[0] for mix in row] for row in replies]
            return Program(
                False,
                reply=_bilinear(_turned(table, seat.player)),
                by_epsilon=any(mix[0] != first for row in replies for mix in row),
            )
        raise UnsupportedError(
            f"the limit of a match is proved for the agents of the catalogue, not for "
            f"{agent.name!r}: match_limit estimates it"
        )

    def holding(self, place: Place) -> frozenset[int]:
        """The conditions that hold at a point."""
        return frozenset(k for k, p in enumerate(self.conditions) if place.sign(p) > 0)

    @cache  # noqa: B019  (a field lives as long as the answer is made)
    def code(self, holding: frozenset[int], bands: Bands = (0, 0)) -> Code:
        """What both do where these conditions hold."""
        steps: tuple[set[int], set[int]] = set(), set()
        for o, p, asked, alone in self._steps:
            here = bands[0] == 1 - 2 * o, bands[1] == 1 - 2 * p
            if not asked <= holding or all(here):
                continue
            if (here[0] and not alone[0]) or (here[1] and not alone[1]):
                continue
            steps[0].add(o)
            steps[1].add(p)
        first, second = (
            (
                PUNISH
                if program.missed & holding
                else (STAY, UP, DOWN, BOTH)[sum(1 << o for o in moves)]
            )
            if program.climbs
            else REPLY
            for program, moves in zip(self.programs, steps)
        )
        return first, second

    def changing(self, place: Place) -> dict[int, tuple[fmpq, fmpq, bool]]:
        """The conditions that vanish at a rational point: how they grow there with x and with y,
        and whether that is all.
        """
        x, y = place.x[0], place.y[0]
        return {
            k: (a * y + b, a * x + c, a == 0)
            for k, (a, b, c, d) in enumerate(self.conditions)
            if place.sign((a, b, c, d)) == 0
        }

    @cache  # noqa: B019
    def alike(self, condition: int, place: Place) -> tuple[Curve, int] | int:
        """What decides a condition next to a point where it vanishes: a curve, and its side.

        Conditions that are decided by one side of one curve are met on the same small readings.
        """
        given = self.conditions[condition]
        near = [part for part in irreducible(given) if place.sign(part) == 0]
        if not near:
            return condition
        part = given if len(near) == 2 else near[0]
        a, b, c, _ = given
        rest = 1
        if part != given:
            rest = place.sign((_ZERO, _ZERO, a, b) if part[1] != 0 else (_ZERO, a, _ZERO, c))
            rest = rest if a > 0 else -rest
        curve = primitive(part)
        lead = next(k for k in range(4) if part[k] != 0)
        return curve, rest if (part[lead] > 0) == (curve[lead] > 0) else -rest

    def towards(self, player: int, holding: frozenset[int], place: Place) -> int:
        """Where a player is surely pushed who punishes beside the line of her own punishment.

        If a condition under which she does holds on one side of the line alone, a fixed point at
        such a reading lies there, and what she plays does not: 1 if that is more, −1 if it is less,
        and 0 if this is not so.
        """
        program = self.programs[player]
        line = primitive(line_of(player, program.punishment))
        for condition in program.missed & holding:
            alike = self.alike(condition, place)
            if not isinstance(alike, int) and alike[0] == line:
                return -alike[1]
        return 0

    def exactly(self, player: int, code: int, place: Place) -> bool:
        """Whether with a code a player plays her probability at a point itself, for sure."""
        program = self.programs[player]
        sure = code == PUNISH or (not program.climbs and self.stuck(player, ()) is not None)
        return sure and place.sign(self.push(player, code)) == 0

    def push(self, player: int, code: int) -> Curve:
        """Where a code pushes its player, as a polynomial."""
        program, step = self.programs[player], self.epsilon
        if code == REPLY:
            a, b, c, d = program.reply
            return (a, b - 1, c, d) if player == 0 else (a, b, c - 1, d)
        slope, base = {
            STAY: (_ZERO, _ZERO),
            UP: (-step, step),
            DOWN: (-step, _ZERO),
            BOTH: (-step, step / 2),
            PUNISH: (-_ONE, program.punishment),
        }[code]
        return (_ZERO, slope, _ZERO, base) if player == 0 else (_ZERO, _ZERO, slope, base)

    def pushes(self, code: Code, place: Place) -> tuple[Number, Number]:
        """Where both are pushed at a point."""
        return place.value(self.push(0, code[0])), place.value(self.push(1, code[1]))

    def signs(self, code: Code, place: Place) -> tuple[int, int]:
        """The signs of both pushes."""
        return place.sign(self.push(0, code[0])), place.sign(self.push(1, code[1]))

    def curves(self) -> Iterable[Curve]:
        """Where a condition or a push changes its sign."""
        yield from self.conditions
        for player, program in enumerate(self.programs):
            codes = (BOTH, PUNISH) if program.climbs and program.missed else (BOTH,)
            for code in codes if program.climbs else (REPLY,):
                yield self.push(player, code)

    def crossing(self, one: Code, other: Code) -> Curve:
        """Where two pairs of climbers' pushes are parallel: a bilinear function."""
        first = [self.push(0, code[0]) for code in (one, other)]
        second = [self.push(1, code[1]) for code in (one, other)]
        return _minus(_product(first[0], second[1]), _product(first[1], second[0]))

    def weight(self, end: int) -> fmpq:
        """How often the zone at an end is read, where the threshold beside it is read as both that
        and the next and she steps to the end.

        Of a width of ρδ, she plays (1 − ε)ρδ/2 after it and (1 − ε)(ρ + 1/2)δ after the next, which
        must have the mean ρδ. If this is not above 0, that cannot be; if it is below, no other zone
        is read. At 0 zones are whole, ρ = 1; at 1, where that is left open, it is for ρ = 1 too.
        """
        width = fmpq(1) if self.rest is None or end == -1 else self.rest
        return (1 - self.epsilon * (1 + 2 * width)) / ((1 - self.epsilon) * (1 + width))

    def mixed(self, player: int, inside: int, beside: int, end: int) -> Curve:
        """The mean push of two codes, of readings of the other in such a zone and in the next."""
        q = self.weight(end)
        one, two = self.push(player, inside), self.push(player, beside)
        a, b, c, d = (q * u + (1 - q) * v for u, v in zip(one, two))
        return a, b, c, d

    def stuck(self, player: int, codes: Iterable[Code]) -> fmpq | None:
        """The number that a player plays for sure under all of these codes; None if there is none.

        Where a player plays the very end of [0, 1], she is read there.
        """
        program = self.programs[player]
        if program.climbs:
            same = all(code[player] == PUNISH for code in codes)
            return program.punishment if same else None
        constant = program.reply[:3] == (_ZERO, _ZERO, _ZERO)
        return program.reply[3] if constant else None


def line_of(player: int, goal: fmpq) -> Curve:
    """Where a player's probability is a number: what is positive above it."""
    return (_ZERO, _ONE, _ZERO, -goal) if player == 0 else (_ZERO, _ZERO, _ONE, -goal)


def _share(table: Table, player: int) -> tuple[fmpq, fmpq]:
    """What a player's growing first move brings, slope and base in the other's probability."""
    ((a, b), (c, d)) = table
    gains = (a - c, b - d) if player == 0 else (a - b, c - d)
    return to_fmpq(gains[0] - gains[1]), to_fmpq(gains[1])


def _at(share: tuple[fmpq, fmpq], x: int) -> fmpq:
    return share[0] * x + share[1]


def _step(first: tuple[fmpq, fmpq], second: tuple[fmpq, fmpq], signs: tuple[int, int]) -> Curve:
    """D(o, p): the first's share is a function of y, the second's of x."""
    base = signs[0] * first[1] + signs[1] * second[1]
    return _ZERO, signs[1] * second[0], signs[0] * first[0], base


def _turned(table: list[list], player: int) -> list[list]:  # type: ignore[type-arg]
    """By the first player's move, then the second's."""
    return table if player == 0 else [list(column) for column in zip(*table)]


def _bilinear(table: list[list]) -> Curve:  # type: ignore[type-arg]
    """Σ x(a) y(b) table[a][b] as a polynomial."""
    ((a, b), (c, d)) = [[to_fmpq(entry) for entry in row] for row in table]
    return a - b - c + d, b - d, c - d, d


def _product(one: Curve, other: Curve) -> Curve:
    """Of a function of x alone and one of y alone."""
    (_, p, _, q), (_, _, r, s) = one, other
    return p * r, p * s, q * r, q * s


def _minus(one: Curve, other: Curve) -> Curve:
    a, b, c, d = (x - y for x, y in zip(one, other))
    return a, b, c, d
