"""What each agent plays after every reading of all players, as arrays of whole numbers.

Of agents with a program of their own it is run once on every reading; all others are computed at
once, on :class:`oraclegames.reflective.group.payoff_grid.PayoffGrid`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, product
from typing import TYPE_CHECKING, Any, TypeGuard

from oraclegames.budget import Clock, ended
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.arrays import integer_type
from oraclegames.later import np
from oraclegames.reflective.agents.agents import (
    Agent,
    Constant,
    check_seat,
    find_move,
    mixed_strategy,
    played,
    runs,
)
from oraclegames.reflective.agents.lp_and_nelp import Climber
from oraclegames.reflective.agents.machine_agent import MachineAgent
from oraclegames.reflective.agents.nicer_bot import NicerBot, Responder
from oraclegames.reflective.agents.reading import Mixed, Zones
from oraclegames.reflective.agents.seat import GroupSeat
from oraclegames.reflective.group.payoff_grid import PayoffGrid
from oraclegames.reflective.group.readings import Zone

if TYPE_CHECKING:
    from oraclegames.reflective.group.payoff_grid import Ints


@dataclass(frozen=True)
class Outputs:
    """The cumulative probabilities that a player's program gives to her moves, for all readings.

    Attributes:
        values: whole numbers; axis 0 are the first j moves, axis i + 1 the readings of player i.
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
    if isinstance(one, MachineAgent) or (runs(one, Responder) and not _is_nicer(one)):
        raise UnsupportedError(
            f"agent {one.name!r} replies to one other player; with more, take NicerBot or a "
            "function (seat, own, others)"
        )
    if _is_nicer(one):
        for j, labels in enumerate(seat.game.moves):
            if (j == seat.player or len(labels) > 1) and (
                find_move("cooperate", labels, one.name) == find_move("defect", labels, one.name)
            ):
                raise InputError(
                    f"agent {one.name!r}: the moves {', '.join(labels)} of "
                    f"{seat.game.players[j]!r} do not say which is to cooperate"
                )
        return
    check_seat(one, seat)


def outputs_of(one: Agent, seat: GroupSeat, grid: PayoffGrid, clock: Clock) -> Outputs:
    """What an agent plays after all readings.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    clock.check()
    if runs(one, Climber):
        return _climber(one, seat, grid)
    if _is_nicer(one):
        return _nicer(one, seat, grid)
    if runs(one, Constant):
        return _constant(one.mixed(seat), grid)  # type: ignore[arg-type]
    return _own(one, seat, grid, clock)


def _is_nicer(one: Agent) -> TypeGuard[NicerBot]:
    """Whether an agent is NicerBot in all of its parts."""
    if not isinstance(one, NicerBot):
        return False
    kind = type(one)
    parts = kind.output, kind.first, kind.replies
    return parts == (NicerBot.output, NicerBot.first, NicerBot.replies)


def run(one: Agent, seat: GroupSeat, zones: Zones, read: Sequence[Zone]) -> Mixed:
    """What a program of one's own plays after reading these zones of all players."""
    readings = [zones.read(zone, moves) for zone, moves in zip(read, seat.game.shape)]
    others = tuple(readings[j] for j in seat.others)
    return played(one, seat, readings[seat.player], others)


def _climber(one: Climber, seat: GroupSeat, grid: PayoffGrid) -> Outputs:
    """Punish, step or stay, as :mod:`oraclegames.reflective.agents.lp_and_nelp` says."""
    # Long: the numbers of moves that are steps, what they bring, and the punishment.
    what = f"the punishment of agent {one.name!r}"
    punishment = mixed_strategy(one.punishment(seat), what)
    step, moves = seat.epsilon, len(seat.moves)
    scale = math.lcm(
        2 * grid.unit * step.denominator * math.lcm(*range(1, moves + 1)),
        *(p.denominator for p in punishment),
    )
    kind = integer_type(4 * moves * scale)
    factor = scale // (2 * grid.unit)
    middles: list[Ints] = [line.astype(kind) * factor for line in grid.middles(seat.player)]
    lift = int(step * scale)
    flags: list[Ints] = [flag.astype(kind) for flag in grid.steps[seat.player]]
    number: Any = sum(flags)
    outside = np.zeros(grid.shape, dtype=bool)
    order = (seat.player, *seat.others)
    for plane in one.half_planes(seat):
        outside |= grid.below(plane, order)
    values: Ints = np.empty((moves - 1, *grid.shape), dtype=kind)
    first: Any = 0
    for j, (line, sure) in enumerate(zip(middles, accumulate(punishment))):
        grid.clock.check()
        stay = grid.along(line, seat.player)
        kept = stay // step.denominator * (step.denominator - step.numerator)
        first = first + flags[j]
        moved = kept + lift * first // np.maximum(number, 1)
        values[j] = np.where(number > 0, moved, stay)
        values[j][outside] = int(sure * scale)
    return Outputs(values, scale, bool(((number == 0) & ~outside).any()))


def _nicer(one: NicerBot, seat: GroupSeat, grid: PayoffGrid) -> Outputs:
    """ε + (1 − ε) q, q the mean or the least of the others' probabilities of cooperation."""
    step, count = seat.epsilon, len(seat.others)
    scale = 2 * grid.unit * step.denominator * count
    kind = integer_type(4 * scale)
    lines = []
    for j in seat.others:
        ends: list[Any] = [0, *grid.middles(j), 2 * grid.unit]
        kind_of = find_move("cooperate", seat.game.moves[j], one.name)
        weights = ends[kind_of + 1] - ends[kind_of]
        line: Ints = np.broadcast_to(weights, (grid.shape[j],)).astype(kind)
        lines.append(grid.along(line, j))
    if one.copies == "random":
        nice: Any = sum(lines)
    else:
        least: Any = lines[0]
        for line in lines[1:]:
            least = np.minimum(least, line)
        nice = least * count
    kindly = step.numerator * 2 * grid.unit * count + (step.denominator - step.numerator) * nice
    moves = len(seat.moves)
    kindness, meanness = (find_move(how, seat.moves, one.name) for how in ("cooperate", "defect"))
    values: Ints = np.zeros((moves - 1, *grid.shape), dtype=kind)
    for j in range(moves - 1):
        grid.clock.check()
        values[j] += kindly if kindness <= j else 0
        values[j] += scale - kindly if meanness <= j else 0
    return Outputs(values, scale)


def _constant(mixed: Mixed, grid: PayoffGrid) -> Outputs:
    scale = math.lcm(grid.unit, *(p.denominator for p in mixed))
    sums = [int(x * scale) for x in accumulate(mixed[:-1])]
    line: Ints = np.array(sums, dtype=integer_type(4 * scale))
    spread = line.reshape(-1, *(1 for _ in grid.shape))
    return Outputs(np.broadcast_to(spread, (len(sums), *grid.shape)), scale)


def _own(one: Agent, seat: GroupSeat, grid: PayoffGrid, clock: Clock) -> Outputs:
    values = []
    with ended(clock):
        for read in product(*(readings.zones for readings in grid.readings)):
            clock.check()
            values.append(list(accumulate(run(one, seat, grid.zones, read)[:-1])))
    scale = math.lcm(grid.unit, *(x.denominator for line in values for x in line))
    whole = [[int(line[j] * scale) for line in values] for j in range(len(seat.moves) - 1)]
    kind = integer_type(4 * scale)
    return Outputs(np.array(whole, dtype=kind).reshape(len(whole), *grid.shape), scale)
