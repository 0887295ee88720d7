"""The agents of a match as a document describes them, run by the definitions of the essay.

An agent reads both players' cumulative probabilities, each to a zone [kδ, (k+1)δ], and plays:

- a *constant*: always the same;
- *nicer*, *grounded*: ε·opening + (1 − ε) Σ p(a) q(b) reply(a, b), p and q the zones' midpoints;
- *lp*, *nelp*, *demand*, *region*: its punishment if some half-plane is missed at all corners of
  the zones; else a step of ε towards the moves of which, with some move of the other, a small
  weight is a gain for both at all corners; else the midpoint itself.

That a minmax value is one, a strategy that secures it and a reply that allows no more prove.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul
from typing import Any

from flint import fmpq

from oraclegames.certificates.match_scene import (
    Mixed,
    Scene,
    Weights,
    Whole,
    Zones,
    called,
    custom,
    mixed_of,
)
from oraclegames.certificates.part import Part
from oraclegames.certificates.programs import constant_of, goes_by, minimum_of, punishment_of
from oraclegames.certificates.security import security_of
from oraclegames.exact.rational import format_rational, to_fmpq, to_fraction

Plane = tuple[Fraction, Fraction, Fraction]
Replies = tuple[tuple[Mixed, ...], ...]
Growth = tuple[list[Any], bool]
"""What weight on a move brings to both at least, and whether it may have all weight already.

What it brings is in units of 1/:attr:`Scene.unit`, of each player's payoffs in whole numbers.
"""
Output = Callable[[Zones, Zones], Mixed]
"""What a program plays after reading zones of itself and of the other."""

_KEYS = {
    "constant": ("strategy",),
    "nicer": (),
    "grounded": ("opening", "replies"),
    "lp": (),
    "nelp": ("minimum", "security"),
    "demand": ("alpha", "threat", "security", "other_security"),
    "region": ("half_planes", "punishment"),
    "own": (),
}


class Agent:
    """One player's program, read from a document.

    Attributes:
        kind: of the program; of "own" programs nothing is known but what ``run`` says.
    """

    def __init__(self, part: Part, name: Part, player: int, scene: Scene, run: Output | None):
        self.kind = part["kind"].word(*_KEYS)
        part.only("kind", *_KEYS[self.kind])
        self.player = player
        self.scene = scene
        self.run = run
        self.moves = scene.game.shape[player]
        self.constant: Mixed | None = None
        self.opening: Mixed = ()
        self.replies: Replies = ()
        self.planes: tuple[Plane, ...] = ()
        self.punishment: Mixed = ()
        name.text()
        getattr(self, f"_read_{self.kind}")(part, name)
        self._known: dict[tuple[Zones, Zones], Weights] = {}
        self._worth: dict[tuple[int, Whole, bool], list[int]] = {}
        self._step: dict[tuple[Zones, bool], list[list[int]]] = {}

    @property
    def known(self) -> bool:
        """Whether it can be run."""
        return self.kind != "own" or self.run is not None

    # -- reading it --------------------------------------------------------------------------------

    def _read_own(self, part: Part, name: Part) -> None:
        pass

    def _read_constant(self, part: Part, name: Part) -> None:
        self.constant = constant_of(part, name, self.scene.game, self.player)

    def _read_nicer(self, part: Part, name: Part) -> None:
        known = name.text() in ("nicer", "nicer:worst")  # one other is the worst
        name.require(known, "it is 'nicer' or 'nicer:worst'")
        game = self.scene.game
        self.opening, defect = (called(game, self.player, w) for w in ("cooperate", "defect"))
        kind = custom(game, 1 - self.player, "cooperate")
        others = range(game.shape[1 - self.player])
        row = tuple(self.opening if b == kind else defect for b in others)
        self.replies = (row,) * self.moves

    def _read_grounded(self, part: Part, name: Part) -> None:
        self.opening = mixed_of(part["opening"], self.moves)
        others = self.scene.game.shape[1 - self.player]
        self.replies = tuple(
            tuple(mixed_of(mix, self.moves) for mix in row.items(others))
            for row in part["replies"].items(self.moves)
        )

    def _read_lp(self, part: Part, name: Part) -> None:
        goes_by(name, "lp")

    def _read_nelp(self, part: Part, name: Part) -> None:
        least, self.punishment = minimum_of(part, name, self.scene.game, self.player)
        self.planes = ((Fraction(1), Fraction(0), least),)

    def _read_demand(self, part: Part, name: Part) -> None:
        alpha = part["alpha"].rational()
        part["alpha"].require(alpha >= 0, "it is at least 0")
        goes_by(name, f"demand:{format_rational(alpha)}")
        mine, self.punishment = security_of(part["security"], self.scene.game, self.player)
        theirs, _ = security_of(part["other_security"], self.scene.game, 1 - self.player)
        given = part.given("threat")
        if given is not None:
            mine, theirs = given.rationals(2)
        one = Fraction(1)
        self.planes = (one, Fraction(0), mine), (one, -alpha, mine - alpha * theirs)

    def _read_region(self, part: Part, name: Part) -> None:
        rows = [plane.rationals(3) for plane in part["half_planes"]]
        self.planes = tuple((a, b, c) for a, b, c in rows)
        self.punishment = punishment_of(part["punishment"], self.scene.game, self.player)

    # -- running it --------------------------------------------------------------------------------

    def output(self, own: Zones, other: Zones) -> Mixed:
        """What it plays after reading these zones of itself and of the other."""
        return tuple(map(to_fraction, self.weights(own, other)))

    def weights(self, own: Zones, other: Zones) -> Weights:
        """The same, in FLINT's numbers."""
        key = own, other
        if key not in self._known:
            self._known[key] = self._answer(own, other)
        return self._known[key]

    def _answer(self, own: Zones, other: Zones) -> Weights:
        # Long: one case for each kind of program.
        if self.constant is not None:
            return tuple(map(to_fmpq, self.constant))
        if self.kind == "own":
            assert self.run is not None
            return tuple(map(to_fmpq, self.run(own, other)))
        (tips, middle), (others, their_middle) = self.scene.read(own), self.scene.read(other)
        step = self._step_size
        if self.opening:
            shares = [
                (p * q, mix)
                for p, row in zip(middle, self._mixes)
                for q, mix in zip(their_middle, row)
            ]
            return tuple(
                step * to_fmpq(first) + (1 - step) * sum((w * mix[k] for w, mix in shares), fmpq(0))
                for k, first in enumerate(self.opening)
            )
        corners = tips, others
        if self.planes and self._misses(corners):
            return tuple(map(to_fmpq, self.punishment))
        mine = self._growths(tips, others, other, mine=True)
        growths = mine, self._growths(others, tips, own, mine=False)
        better = [move for move in range(self.moves) if self._improves(move, growths, corners)]
        if not better:
            return middle
        lift, stay = step / len(better), 1 - step
        return tuple([stay * p + lift if k in better else stay * p for k, p in enumerate(middle)])

    @cached_property
    def _step_size(self) -> fmpq:
        return to_fmpq(self.scene.epsilon)

    @cached_property
    def _mixes(self) -> list[list[Weights]]:
        """The replies, in FLINT's numbers."""
        return [[tuple(map(to_fmpq, mix)) for mix in row] for row in self.replies]

    # -- what it looks at --------------------------------------------------------------------------

    @cached_property
    def _plane_tables(self) -> list[list[list[int]]]:
        """Each half-plane's a·u_me + b·u_other - c at the outcomes, up to a positive factor."""
        me, scales = self.player, self.scene.game.denominators
        tables = []
        for a, b, c in self.planes:
            factors = [a / scales[me], b / scales[1 - me], c]
            under = lcm(*(factor.denominator for factor in factors))
            own, other, least = (int(factor * under) for factor in factors)
            lines = zip(self._lines[me, True], self._lines[1 - me, True])
            tables.append([[own * u + other * v - least for u, v in zip(*line)] for line in lines])
        return tables

    def margins(self, mine: Whole, theirs: Whole) -> list[int]:
        """By how much two strategies keep each half-plane, up to a positive factor of its own."""
        return [_bilinear(table, mine, theirs) for table in self._plane_tables]

    def _misses(self, corners: tuple[list[Whole], list[Whole]]) -> bool:
        """Whether some half-plane is missed at all corners."""
        mine, theirs = corners
        for table in self._plane_tables:
            if not any(_bilinear(table, p, q) >= 0 for p in mine for q in theirs):
                return True
        return False

    @cached_property
    def _lines(self) -> dict[tuple[int, bool], list[Sequence[int]]]:
        """A player's payoffs, a line for each own move, or for each move of the other."""
        tables = self.scene.payoffs
        return {
            (whose, mine): rows if mine == (self.player == 0) else list(zip(*rows))
            for whose, rows in enumerate(tables)
            for mine in (True, False)
        }

    def _improves(
        self, move: int, growths: tuple[list[Growth], ...], corners: tuple[list[Whole], ...]
    ) -> bool:
        """Whether with some reply a little weight on the move is surely a gain for both."""
        own, other = corners
        least, arrived = growths[0][move]
        for reply, (answer, back) in enumerate(growths[1]):
            if (arrived and back) or least[0] + answer[0] <= 0 or least[1] + answer[1] <= 0:
                continue
            # Who has arrived at a move adds nothing: the other's step must do alone.
            if arrived and not self._pulls(reply, other, move, self.moves, mine=False):
                continue
            if back and not self._pulls(move, own, reply, len(other[0]), mine=True):
                continue
            return True
        return False

    def _pulls(
        self, move: int, growing: list[Whole], fixed: int, moves: int, *, mine: bool
    ) -> bool:
        """Whether weight on a move is a gain for both where the other makes one of her moves."""
        alone = tuple([self.scene.unit if k == fixed else 0 for k in range(moves)])
        least, _ = self._growth(move, growing, [alone], mine=mine)
        return bool(min(least) > 0)

    def gain(self, whose: int, move: int, still: Whole, *, mine: bool) -> int:
        """What weight on one of two moves brings, all else as it is; 0 where there is one move.

        It is in the units of a :data:`Growth`.
        """
        first: int = sum(map(mul, still, self._ahead[whose, mine]))
        return -first if move else first

    @cached_property
    def _ahead(self) -> dict[tuple[int, bool], list[int]]:
        """What the first of two moves pays beyond the second, by the other's move."""
        return {
            key: [a - b for a, b in zip(*lines)] if len(lines) == 2 else []
            for key, lines in self._lines.items()
        }

    def _growths(
        self, growing: list[Whole], still: list[Whole], read: Zones, *, mine: bool
    ) -> list[Growth]:
        """What growing weight on each of somebody's moves brings, at the corners of two readings.

        The other is read as these zones.
        """
        if len(growing[0]) != 2:
            moves = range(len(growing[0]))
            return [self._growth(move, growing, still, mine=mine) for move in moves]
        # Then the gain is the same wherever the weight comes from: one for many readings.
        key = read, mine
        if key not in self._step:
            gains = [[self.gain(whose, 0, q, mine=mine) for q in still] for whose in (0, 1)]
            self._step[key] = [[min(x) for x in gains], [-max(x) for x in gains]]
        unit = self.scene.unit
        first, second = self._step[key]
        return [(first, growing[-1][0] == unit), (second, growing[0][1] == unit)]

    def _growth(self, move: int, growing: list[Whole], still: list[Whole], *, mine: bool) -> Growth:
        """What growing weight on a move brings at least to both; may it have all weight already?"""
        unit = self.scene.unit
        arrived = [p[move] == unit for p in growing]
        if all(arrived):
            return [0, 0], True
        if len(growing[0]) == 2:
            gains = [[self.gain(whose, move, q, mine=mine) for q in still] for whose in (0, 1)]
            return [min(column) for column in gains], any(arrived)
        worth = [[self._worths(whose, q, mine=mine) for q in still] for whose in (0, 1)]
        ratios: list[list[fmpq]] = [[], []]
        for p in growing:
            if p[move] == unit:
                continue
            for whose in (0, 1):
                for moves in worth[whose]:
                    now = sum(map(mul, p, moves))
                    ratios[whose].append(fmpq(moves[move] * unit - now, unit - p[move]))
        return [min(column) for column in ratios], any(arrived)

    def _worths(self, whose: int, still: Whole, *, mine: bool) -> list[int]:
        """A payoff for each of one's own moves, or of the other's, where nobody else changes."""
        key = whose, still, mine
        if key not in self._worth:
            self._worth[key] = [sum(map(mul, still, line)) for line in self._lines[whose, mine]]
        return self._worth[key]


def _bilinear(table: list[list[int]], first: Whole, second: Whole) -> int:
    return sum([p * sum(map(mul, second, row)) for p, row in zip(first, table) if p])
