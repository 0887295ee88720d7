"""The layers of the pictures of matches, whoever draws them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from oraclegames.plots.look.style import Role
from oraclegames.plots.pictures.labels import label_ranges, place_labels
from oraclegames.plots.pictures.payoffs import Line, PayoffInfo
from oraclegames.plots.pictures.scene import Layer, Place, Plane, short

SPARSE = 20
"""More fixed points than these have smaller markers."""

SHORT = 0.04
"""Arcs that span less than this part of both axes are drawn as their points alone."""

MOST_LABELS = 9
"""Of more outcomes than these only the corners of the hull have their names beside them."""


def payoff_plane(info: PayoffInfo) -> Plane:
    """The payoff picture; the names of outcomes stand outside the hull where they are corners."""
    names: list[tuple[str, ...]] = list(product(*info.moves))
    everywhere = [place for _, place in info.outcomes]
    places = everywhere
    if len(places) > MOST_LABELS:
        kept = [k for k, place in enumerate(places) if place in info.hull]
        names, places = [names[k] for k in kept], [places[k] for k in kept]
    labels = place_labels(names, places, info.hull)
    axes = tuple(f"payoff of {short(player)}" for player in info.players)
    ranges = label_ranges(labels, everywhere)
    return Plane(info.title, axes, ranges, labels, _payoff_layers(info))


def fixed_point_layers(
    points: Line, randomised: tuple[bool, ...], *, zones: bool = False
) -> tuple[Layer[Place], ...]:
    """The fixed points: filled where the oracle's answers are certain, else rings."""
    scale = max(0.25, min(1.0, (SPARSE / len(points)) ** 0.5)) if points else 1.0
    roles: tuple[Role, Role] = ("fixed points", "random fixed points")
    if zones:
        roles = ("fixed points on zones", "random fixed points on zones")
    layers = []
    for random, role in enumerate(roles):
        chosen = tuple(point for point, flag in zip(points, randomised) if flag == random)
        name = "fixed points, random answers" if random else "fixed points"
        if chosen:
            layers.append(Layer[Place](role, name, chosen, scale=scale))
    return tuple(layers)


def _payoff_layers(info: PayoffInfo) -> tuple[Layer[Place], ...]:
    """From the back to the front; only what is there."""
    layers = []
    if len(info.rational) > 2:
        shared = "individually rational, coins shared"
        layers.append(Layer[Place]("shared coins", shared, areas=(info.rational,)))
    layers.append(Layer("independent play", "independent play", areas=info.patches))
    for region in info.regions:
        name = f"allowed by {region.agent} ({info.players[region.player]})"
        role: Role = "greedy region" if region.greedy else "region"
        layers.append(Layer(role, name, areas=(region.corners,), group=name))
    sides = tuple(piece for piece in info.frontier if len(piece) > 1)
    ends = tuple(piece[0] for piece in info.frontier if len(piece) == 1)
    layers.append(Layer("frontier of play", "Pareto frontier", ends, sides))
    arcs = tuple(arc for arc in info.arcs if _is_long(arc, info.hull))
    if arcs:
        layers.append(Layer("arcs", "arcs of fixed points", lines=arcs))
    texts, places = zip(*info.outcomes)
    return (
        *layers,
        Layer("outcomes of play", "pure outcomes", places, texts=texts),
        Layer("threat", "threat point", (info.threat,)),
        *fixed_point_layers(info.points, info.randomised),
        *_play_layers(info),
    )


def _play_layers(info: PayoffInfo) -> Iterator[Layer[Place]]:
    """Of programs with coins: filled where the coins are common, else rings."""
    for name, point in info.plays:
        role: Role = "fixed points" if name.endswith("common coins") else "random fixed points"
        yield Layer[Place](role, name, (point,))


def _is_long(arc: Line, hull: Line) -> bool:
    """Whether an arc would be seen beside the markers of its points."""
    spans = [[max(values) - min(values) for values in zip(*line)] for line in (arc, hull)]
    return any(part > SHORT * whole for part, whole in zip(*spans))
