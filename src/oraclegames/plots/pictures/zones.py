"""The zone picture of a match: what each agent does after every pair of readings.

The square has the probability of the first player's first move to the right and the second's
upwards; one panel for each agent, coloured by behaviour, with the fixed points on top. A fixed
point on the border of two colours is one that needs random answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from oraclegames.errors import UnsupportedError
from oraclegames.plots.pictures.payoffs import match_title
from oraclegames.plots.pictures.scene import Info, short
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.match.behaviour import LABELS, codes_on_grid
from oraclegames.reflective.match.fixed_points import columns_of
from oraclegames.reflective.match.match import Match


@dataclass(frozen=True, repr=False)
class ZoneInfo(Info):
    """The numbers behind the zone picture.

    Attributes:
        title: what is shown.
        agents: the agents' names.
        players: the players' labels.
        axes: what the axes measure.
        centres: for each player the midpoints of the zones shown.
        codes: for each agent a row for each zone of the second player, an entry for each of the
            first's; see ``labels``.
        labels: what the codes mean, as :data:`oraclegames.reflective.match.behaviour.LABELS`.
        points: the fixed points, (first, second player's probability of the first move).
        randomised: for each fixed point whether the oracle must answer at random.
    """

    title: str
    agents: tuple[str, ...]
    players: tuple[str, ...]
    axes: tuple[str, ...]
    centres: tuple[tuple[float, ...], ...]
    codes: tuple[tuple[tuple[int, ...], ...], ...]
    labels: tuple[str, ...]
    points: tuple[tuple[float, float], ...]
    randomised: tuple[bool, ...]

    @property
    def shown(self) -> tuple[int, ...]:
        """The codes that occur, ascending."""
        return tuple(sorted({code for grid in self.codes for row in grid for code in row}))


def zone_info(match: Match, *, most: int = 400) -> ZoneInfo:
    """Gather the zone picture; of more than ``most`` zones every second, third, … is shown.

    Raises:
        UnsupportedError: unless both players have two moves.
    """
    if match.game.shape != (2, 2):
        raise UnsupportedError(
            f"the zone picture needs two moves for each player; the shape is {match.game.shape}"
        )
    count = Zones(match.delta).count
    every = -(-count // most)
    grids = codes_on_grid(match.seats, match.agents, match.delta, every)
    delta = float(match.delta)
    centres = tuple((k * delta + min((k + 1) * delta, 1.0)) / 2 for k in range(0, count, every))
    game, plays = match.game, columns_of(match.fixed_points).plays
    return ZoneInfo(
        title=match_title(match),
        agents=tuple(one.name for one in match.agents),
        players=game.players,
        axes=tuple(f"{who} plays {moves[0]}" for who, moves in zip(game.players, game.moves)),
        centres=(centres, centres),
        codes=tuple(tuple(zip(*grid)) for grid in grids),
        labels=_labels(match),
        points=tuple((float(first[0]), float(second[0])) for first, second in plays),
        randomised=match.randomised,
    )


def _labels(match: Match) -> tuple[str, ...]:
    """What the codes mean; with the moves' names where both players have the same."""
    first, second = match.game.moves
    if first != second:
        return LABELS
    return tuple(
        label.replace("the first move", short(first[0])).replace("the second move", short(first[1]))
        for label in LABELS
    )
