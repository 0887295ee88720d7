"""Climbers that insist on any convex region of the plane of payoffs.

The plane's axes are (own payoff, other's payoff), so that one region serves both seats. A region is
an intersection of half-planes a·u_me + b·u_other ≥ c, given as such or as the corners of a polygon.
With more players it lies in the space of (own payoff, the others' payoffs in order), and is given
by half-spaces a·u_me + b·u_other + … ≥ c.

Source: Armstrong, "Reflexive oracles and superrationality: prisoner's dilemma", 2017, whose "green"
and "yellow" regions are wedges at the threat point.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from oraclegames.errors import InputError
from oraclegames.exact.plane import HalfPlane, Point, convex_hull
from oraclegames.exact.rational import rational, to_fmpq
from oraclegames.exact.tableau import maximise_small
from oraclegames.reflective.agents.agents import Agent, mixed_strategy
from oraclegames.reflective.agents.lp_and_nelp import Climber, HalfSpace
from oraclegames.reflective.agents.reading import Mixed
from oraclegames.reflective.agents.seat import AnySeat


@dataclass(frozen=True)
class Region(Climber):
    """Insists on a convex region of payoffs.

    Attributes:
        planes: the half-planes (a, b, c), each a·u_me + b·u_other ≥ c; with more players one more
            number before c for each.
        punish: the mixed strategy played when the payoffs surely lie outside; the minmax strategy
            if None.
        label: the agent's name.

    Raises:
        InputError: if the region is empty. A region without a payoff at which no small change is a
            gain for both can never be content; :func:`oraclegames.match` refuses it.
    """

    planes: tuple[HalfSpace, ...]
    punish: Mixed | None = None
    label: str = "region"

    def __post_init__(self) -> None:
        planes = tuple(_plane(plane) for plane in self.planes)
        object.__setattr__(self, "planes", planes)
        if self.punish is not None:
            punish = mixed_strategy(self.punish, f"the punishment of {self.label!r}")
            object.__setattr__(self, "punish", punish)
        if len({len(plane) for plane in planes}) > 1:
            raise InputError(f"the half-planes of agent {self.label!r} have different lengths")
        if _empty(planes):
            raise InputError(
                f"the region of agent {self.label!r} is empty: no payoffs satisfy all of its "
                f"{len(planes)} half-planes a*me + b*other >= c"
            )

    @classmethod
    def polygon(
        cls,
        vertices: Iterable[Sequence[Any]],
        punish: Mixed | None = None,
        label: str = "region",
    ) -> Region:
        """The convex hull of points (own payoff, other's payoff), in any order.

        >>> len(Region.polygon([(0, 0), (1, 0), (0, 1)]).planes)
        3
        """
        points = {_point(vertex) for vertex in vertices}
        if not points:
            raise InputError(f"the polygon of agent {label!r} has no vertices")
        return cls(_edges(convex_hull(points)), punish, label)

    @property
    def name(self) -> str:
        """The label."""
        return self.label

    def half_planes(self, seat: AnySeat) -> tuple[HalfSpace, ...]:
        """The given ones."""
        return self.planes

    def punishment(self, seat: AnySeat) -> Mixed:
        """The given one, or the minmax strategy."""
        return super().punishment(seat) if self.punish is None else self.punish

    def check(self, seat: AnySeat) -> None:
        """The region and the punishment must fit the game."""
        players = seat.game.n_players
        if self.planes and len(self.planes[0]) != players + 1:
            raise InputError(
                f"the region of agent {self.label!r} lies in a space of {len(self.planes[0]) - 1} "
                f"payoffs, but there are {players} players"
            )
        super().check(seat)


def check_content(agents: Sequence[Agent], content: Sequence[bool]) -> None:
    """Whether each region leaves its agent where it is after some readings.

    Raises:
        InputError: one of them never does.
    """
    for one, stays in zip(agents, content):
        if isinstance(one, Region) and not stays:
            whom = "both" if len(agents) == 2 else "everybody"
            raise InputError(
                f"the region of agent {one.name!r} holds no Pareto outcome: wherever payoffs are "
                f"allowed, a small change is a gain for {whom}; widen the region"
            )


def read_region(path: str | Path) -> Region:
    """Read a region agent from a JSON file.

    The file holds an object with either ``"half_planes"``, a list of [a, b, c], or ``"vertices"``,
    a list of [own payoff, other's payoff]; and, if wanted, ``"punishment"``, a list of
    probabilities, and ``"name"``. Numbers are integers or texts such as "1/2".

    Raises:
        InputError: if the file cannot be read or says something else.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"cannot read the region file {path}: {error.strerror}") from None
    except ValueError as error:
        raise InputError(f"the region file {path} is no JSON: {error}") from None
    known = {"half_planes", "vertices", "punishment", "name"}
    if not isinstance(data, dict) or len({"half_planes", "vertices"} & set(data)) != 1:
        raise InputError(
            f'the region file {path} should hold an object with either "half_planes" or "vertices"'
        )
    if unknown := set(data) - known:
        raise InputError(
            f"the region file {path} has the unknown key {min(unknown)!r}; "
            f"known are {', '.join(sorted(known))}"
        )
    label = str(data.get("name", f"region:{path}"))
    punish = data.get("punishment")
    try:
        strategy = None if punish is None else mixed_strategy(punish, "the punishment")
        if "vertices" in data:
            return Region.polygon(data["vertices"], strategy, label)
        return Region(tuple(tuple(plane) for plane in data["half_planes"]), strategy, label)
    except (InputError, TypeError) as error:
        raise InputError(f"the region file {path}: {error}") from None


def _plane(plane: Sequence[Any]) -> HalfSpace:
    if len(plane) < 3:
        raise InputError(
            f"a half-plane is three numbers a, b, c (one more for each further player), not "
            f"{len(plane)}"
        )
    return tuple(rational(number, what="a number of a half-plane") for number in plane)


def _point(vertex: Sequence[Any]) -> Point:
    if len(vertex) != 2:
        raise InputError(f"a vertex is two payoffs, own and other's, not {len(vertex)}")
    return rational(vertex[0], what="a vertex"), rational(vertex[1], what="a vertex")


def _empty(planes: tuple[HalfSpace, ...]) -> bool:
    """Whether no payoffs satisfy all: some weights of the half-planes add up to 0 ≥ 1 (Farkas)."""
    if not planes:
        return False
    *sides, c = ([*numbers] for numbers in zip(*planes))
    rows = [row for side in sides for row in (side, [-x for x in side])]
    weights, _ = maximise_small(c, [*rows, [1] * len(planes)], [0] * len(rows) + [1])
    return bool(sum(weight * to_fmpq(x) for weight, x in zip(weights, c)) > 0)


def _edges(corners: list[Point]) -> tuple[HalfPlane, ...]:
    """The half-planes to the left of the edges; a point or a segment is closed off by more."""
    if len(corners) == 1:
        ((u, v),) = corners
        one, zero = Fraction(1), Fraction(0)
        return ((one, zero, u), (-one, zero, -u), (zero, one, v), (zero, -one, -v))
    planes = []
    for (u, v), (s, t) in zip(corners, corners[1:] + corners[:1]):
        planes.append((v - t, s - u, (v - t) * u + (s - u) * v))
        if len(corners) == 2:
            planes.append((s - u, t - v, (s - u) * u + (t - v) * v))
    return tuple(planes)
