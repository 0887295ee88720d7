"""The picture of a match of three and more agents: everybody's payoffs, or those of a pair.

Of three players the space of payoffs is shown, to be turned; of more, and of a pair that is named,
the plane of two players' payoffs, which is the projection. Shown are the hull of the pure outcomes,
what each player can secure, all fixed points, and those that no other beats.
"""

from __future__ import annotations

from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.plane import convex_hull
from oraclegames.plots.pictures.match_layers import SPARSE, fixed_point_layers
from oraclegames.plots.pictures.scene import Layer, Place, Plane, refuse_beyond_drawing, short
from oraclegames.plots.pictures.value_region import hull_faces
from oraclegames.reflective.group.group_match import GroupMatch


def group_info(match: GroupMatch, pair: tuple[int, int] | None = None) -> Plane:
    """Gather the picture of a match of three and more agents.

    Args:
        match: the match.
        pair: the positions of two players, from 0: their payoffs alone are shown. None shows those
            of all three players, or of the first two of more.

    Raises:
        InputError: these are not two players.
        UnsupportedError: a payoff beyond 10^150.
    """
    # Long: which players are shown, then one layer after another.
    game = match.game
    refuse_beyond_drawing(game)
    count = game.n_players
    if pair is None:
        chosen: tuple[int, ...] = (0, 1, 2) if count == 3 else (0, 1)
    elif len({*pair} & {*range(count)}) == 2 == len(pair):
        chosen = tuple(pair)
    else:
        raise InputError(f"a pair of players is two positions of 0 to {count - 1}, not {pair!r}")

    def place(payoffs: tuple[Any, ...]) -> Place:
        return tuple(float(payoffs[j]) for j in chosen)

    outcomes = [place(game.payoffs(o)) for o in game.outcomes()]
    texts = tuple(", ".join(game.outcome_labels(o)) for o in game.outcomes())
    points = tuple(place(row) for row in match.payoffs)
    secure = place(match.seats[0].threat)
    best = tuple(dict.fromkeys(points[row] for row in match.pareto_rows()))
    scale = max(0.25, min(1.0, (SPARSE / len(best)) ** 0.5)) if best else 1.0
    random = tuple(point.randomised for point in match.fixed_points)
    layers = (
        Layer[Place]("independent play", "hull of the pure outcomes", areas=_hull(outcomes)),
        Layer[Place]("outcomes of play", "pure outcomes", tuple(outcomes), texts=texts),
        Layer[Place]("threat", "what each can secure", (secure,)),
        *fixed_point_layers(points, random),  # type: ignore[arg-type]
        Layer[Place]("frontier of play", "beaten by no other", best, scale=scale),
    )
    ranges = []
    for values in zip(*outcomes, secure):
        room = 0.07 * (max(values) - min(values)) or 1.0
        ranges.append((min(values) - room, max(values) + room))
    title = f"{game.title}: " if game.title else ""
    title += ", ".join(one.name for one in match.agents)
    axes = tuple(f"payoff of {short(game.players[j])}" for j in chosen)
    shown = tuple(layer for layer in layers if not layer.is_empty)
    return Plane(title, axes, tuple(ranges), (), shown)


def _hull(places: list[Place]) -> tuple[tuple[Place, ...], ...]:
    """The sides of the convex hull; nothing where it is flat."""
    distinct = list(dict.fromkeys(places))
    if len(distinct[0]) == 3:
        return hull_faces(distinct)
    corners: list[Any] = convex_hull(distinct)  # type: ignore[arg-type]
    return (tuple(corners),) if len(corners) > 2 else ()
