"""The picture of all notions side by side: what their best and worst plays are worth to both.

Each place is numbered, and the legend says of which notions the best or the worst sum of payoffs is
reached there, on the polygon of feasible payoffs. The pointer tells of which notions a pure outcome
is an equilibrium.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from oraclegames.conditional.compare.compare import Comparison
from oraclegames.conditional.compare.welfare import Welfare
from oraclegames.conditional.similarity.notions import NOTIONS
from oraclegames.errors import UnsupportedError
from oraclegames.exact.plane import convex_hull
from oraclegames.plots.pictures.labels import label_ranges
from oraclegames.plots.pictures.scene import (
    Label,
    Layer,
    Place,
    Plane,
    person,
    refuse_beyond_drawing,
)

Pair = tuple[float, float]

SHORT = {name: notion.short for name, notion in NOTIONS.items()} | {
    "superrational": "SR",
    "b-similarity": "b-SE",
    "individually-rational": "IR",
    "transparent": "PTE",
    "rationalizable": "MR",
}
"""What a notion is abbreviated to; the last ones are only moves and payoffs."""

CLOSE = 0.1
"""Places nearer than this part of the payoffs' range get their numbers on different sides."""


def comparison_info(found: Comparison) -> Plane:
    """The plane of values with every notion of a comparison.

    Raises:
        UnsupportedError: the game has not two players, or its payoffs exceed 10^150.
    """
    game = found.game
    if game.n_players != 2:
        raise UnsupportedError(
            f"notions are drawn in the plane of values of two players, not of {game.n_players}"
        )
    refuse_beyond_drawing(game)
    pays = [(game.payoff(0, o), game.payoff(1, o)) for o in game.outcomes()]
    places: list[Pair] = [(float(x), float(y)) for x, y in pays]
    corners: list[Pair] = [(float(x), float(y)) for x, y in convex_hull(pays)]
    best = _by_place(found, pays, {row.notion: row.best for row in found.rows})
    worst = _by_place(found, pays, {row.notion: row.worst for row in found.rows})
    pure = [
        f"{', '.join(game.outcome_labels(o))}: "
        + (", ".join(row.notion for row in found.rows if o in row.pure) or "of no notion")
        for o in game.outcomes()
    ]
    numbered = list(dict.fromkeys([*best, *worst]))
    labels = tuple(
        Label(at[0], at[1], (str(k),), *_away(at, numbered, places))
        for k, at in enumerate(numbered, 1)
    )
    marks = []
    for k, at in enumerate(numbered, 1):
        name = f"{k}: {_name(best.get(at, ()), worst.get(at, ()))}"
        marks.append(Layer[Place]("best" if at in best else "threat", name, (at,), group=name))
    layers: tuple[Layer[Place], ...] = (
        Layer(
            "feasible",
            "feasible payoffs",
            points=tuple(corners) if len(corners) == 1 else (),
            lines=(tuple(corners),) if len(corners) == 2 else (),
            areas=(tuple(corners),) if len(corners) > 2 else (),
        ),
        Layer("outcomes", "pure outcomes", tuple(places), texts=tuple(pure)),
        *marks,
    )
    players = [person(player) for player in game.players]
    return Plane(
        game.title,
        (f"value to {players[0]}", f"value to {players[1]}"),
        label_ranges(labels, [*places, *numbered]),
        labels,
        layers,
    )


def _by_place(
    found: Comparison,
    pays: Sequence[tuple[Fraction, Fraction]],
    plays: Mapping[str, Welfare | None],
) -> dict[Pair, list[str]]:
    """The notions whose play is worth the same; places are rounded to be compared."""
    scale = max(1.0, *(abs(float(x)) for pair in pays for x in pair))
    places: dict[Pair, list[str]] = {}
    for notion, play in plays.items():
        if play is None:
            continue
        shares = [float(p) for p in play.distribution]
        x = sum(p * float(pair[0]) for p, pair in zip(shares, pays))
        y = sum(p * float(pair[1]) for p, pair in zip(shares, pays))
        at = next((p for p in places if abs(p[0] - x) + abs(p[1] - y) < 1e-9 * scale), (x, y))
        places.setdefault(at, []).append(notion)
    return places


def _name(best: Sequence[str], worst: Sequence[str]) -> str:
    """Which notions have a place as their best, as their worst, or as both."""
    both = [name for name in best if name in worst]
    parts = (
        ("best and worst", both),
        ("best", [name for name in best if name not in both]),
        ("worst", [name for name in worst if name not in both]),
    )
    return "; ".join(
        f"{word} of {', '.join(SHORT[name] for name in names)}" for word, names in parts if names
    )


def _away(place: Pair, numbered: Sequence[Pair], corners: Sequence[Pair]) -> tuple[int, int]:
    """The side that is turned away from what is near, or from the middle."""
    spans = [max(axis) - min(axis) or 1.0 for axis in zip(*corners)]

    def far(other: Pair) -> float:
        return max(abs(p - q) / span for p, q, span in zip(place, other, spans))

    others = [other for other in numbered if 0 < far(other) < CLOSE] or list(corners)
    found = []
    for axis, span in enumerate(spans):
        shift = (place[axis] - sum(other[axis] for other in others) / len(others)) / span
        found.append((shift > 1e-9) - (shift < -1e-9))
    return (found[0], found[1]) if any(found) else (0, 1)
