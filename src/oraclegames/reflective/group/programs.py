"""What each agent plays after every reading of all players, as arrays of whole numbers.

Of agents with a program of their own it is run once on every reading; all others are computed at
once, on :class:`oraclegames.reflective.group.payoff_grid.PayoffGrid`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.arrays import integer_type
from oraclegames.later import np
from oraclegames.reflective.agents.agents import Agent, Constant, find_move, mixed_strategy, played
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.machine_agent import MachineAgent
from oraclegames.reflective.agents.nicer_bot import NicerBot, Responder
from oraclegames.reflective.agents.reading import Mixed, Zones
from oraclegames.reflective.agents.seat import GroupSeat
from oraclegames.reflective.group.payoff_grid import PayoffGrid

if TYPE_CHECKING:
    from oraclegames.reflective.group.payoff_grid import Ints


@dataclass(frozen=True)
class Outputs:
    """The probability of the first move that a player's program gives to it, for all readings.

    Attributes:
        values: whole numbers; axis i is the zone of player i.
        scale: what they are over, a multiple of the denominator of δ.
        stays: whether after some reading a climber does not move; true for all other agents.
    """

    values: Ints
    scale: int
    stays: bool = True


def check_agent(one: Agent, seat: GroupSeat) -> None:
    """Whether an agent can sit in a game of more players.

    Raises:
        InputError: it does not fit.
        UnsupportedError: it is made for one other player alone.
    """
    program = type(one).output
    if isinstance(one, MachineAgent) or (
        isinstance(one, Responder) and not isinstance(one, NicerBot) and program is Responder.output
    ):
        raise UnsupportedError(
            f"agent {one.name!r} replies to one other player; with more, take NicerBot or a "
            "function (seat, own, others)"
        )
    if isinstance(one, NicerBot):
        for j in range(seat.game.n_players):
            labels = seat.game.moves[j]
            if find_move("cooperate", labels, one.name) == find_move("defect", labels, one.name):
                raise InputError(
                    f"agent {one.name!r}: the moves {', '.join(labels)} of "
                    f"{seat.game.players[j]!r} do not say which is to cooperate"
                )
        return
    one.check(seat)  # type: ignore[arg-type]


def outputs_of(one: Agent, seat: GroupSeat, grid: PayoffGrid, clock: Clock) -> Outputs:
    """What an agent plays after all readings.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    clock.check()
    program = type(one).output
    if isinstance(one, Climber) and program is Climber.output:
        return _climber(one, seat, grid)
    if isinstance(one, NicerBot) and program is Responder.output:
        return _nicer(one, seat, grid)
    if isinstance(one, Constant) and program is Constant.output:
        return _constant(one.mixed(seat)[0], grid)  # type: ignore[arg-type]
    return _own(one, seat, grid, clock)


def run(one: Agent, seat: GroupSeat, zones: Zones, read: tuple[int, ...]) -> Mixed:
    """What a program of one's own plays after reading these zones of all players."""
    readings = [zones.read(zone, 2) for zone in read]
    others = tuple(readings[j] for j in seat.others)
    return played(one, seat, readings[seat.player], others)


def _climber(one: Climber, seat: GroupSeat, grid: PayoffGrid) -> Outputs:
    """Punish, step or stay, as :mod:`oraclegames.reflective.agents.lp_and_nelp` says."""
    what = f"the punishment of agent {one.name!r}"
    punishment = mixed_strategy(one.punishment(seat), what)[0]
    step = seat.epsilon
    scale = math.lcm(4 * grid.unit * step.denominator, punishment.denominator)
    kind = integer_type(4 * scale)
    middles: Ints = (grid.edges[:-1] + grid.edges[1:]).astype(kind) * (scale // (2 * grid.unit))
    stay = _along(middles, seat.player, grid)
    kept = stay // step.denominator * (step.denominator - step.numerator)
    lift = int(step * scale)
    first, second = grid.steps[seat.player]
    values = np.where(first | second, kept + lift * first // np.where(second, 2, 1), stay)
    outside = np.zeros(first.shape, dtype=bool)
    order = (seat.player, *seat.others)
    for plane in one.half_planes(seat):
        outside |= grid.below(plane, order)
    values = np.where(outside, int(punishment * scale), values)
    return Outputs(values.astype(kind), scale, bool((~(first | second) & ~outside).any()))


def _nicer(one: NicerBot, seat: GroupSeat, grid: PayoffGrid) -> Outputs:
    """ε + (1 − ε) q, q the mean or the least of the others' probabilities of cooperation."""
    step, count = seat.epsilon, len(seat.others)
    scale = 2 * grid.unit * step.denominator * count
    kind = integer_type(4 * scale)
    middles: Ints = (grid.edges[:-1] + grid.edges[1:]).astype(kind)
    lines = []
    for j in seat.others:
        kind_of = find_move("cooperate", seat.game.moves[j], one.name)
        line = middles if kind_of == 0 else 2 * grid.unit - middles
        lines.append(_along(line, j, grid))
    if one.copies == "random":
        nice: Any = sum(lines)
    else:
        least: Any = lines[0]
        for line in lines[1:]:
            least = np.minimum(least, line)
        nice = least * count
    values = step.numerator * 2 * grid.unit * count + (step.denominator - step.numerator) * nice
    if find_move("cooperate", seat.moves, one.name) == 1:
        values = scale - values
    return Outputs(np.broadcast_to(values, (grid.zones.count,) * grid.players), scale)


def _constant(first: Fraction, grid: PayoffGrid) -> Outputs:
    scale = math.lcm(grid.unit, first.denominator)
    value: Ints = np.array(int(first * scale), dtype=integer_type(4 * scale))
    return Outputs(np.broadcast_to(value, (grid.zones.count,) * grid.players), scale)


def _own(one: Agent, seat: GroupSeat, grid: PayoffGrid, clock: Clock) -> Outputs:
    shape = (grid.zones.count,) * grid.players
    values = []
    for read in product(range(grid.zones.count), repeat=grid.players):
        clock.check()
        values.append(run(one, seat, grid.zones, read)[0])
    scale = math.lcm(grid.unit, *(value.denominator for value in values))
    whole = [int(value * scale) for value in values]
    return Outputs(np.array(whole, dtype=integer_type(4 * scale)).reshape(shape), scale)


def _along(line: Ints, player: int, grid: PayoffGrid) -> Ints:
    """A function of one player's zone."""
    shape = [-1 if k == player else 1 for k in range(grid.players)]
    return np.broadcast_to(line.reshape(shape), (grid.zones.count,) * grid.players)
