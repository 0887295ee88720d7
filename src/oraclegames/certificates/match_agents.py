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

from collections.abc import Callable
from fractions import Fraction
from functools import cached_property

from flint import fmpq

from oraclegames.certificates.match_scene import (
    Mixed,
    Scene,
    Weights,
    Zones,
    corners_of,
    custom,
    middle_of,
    mixed_of,
    pure,
)
from oraclegames.certificates.part import Part
from oraclegames.certificates.security import security_of
from oraclegames.exact.rational import format_rational, parse_rational, to_fmpq

Plane = tuple[Fraction, Fraction, Fraction]
Replies = tuple[tuple[Mixed, ...], ...]
Growth = tuple[list[fmpq], bool]
"""What weight on a move brings to both at least, and whether it may have all weight already."""
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
        getattr(self, f"_read_{self.kind}")(part, name)
        self._known: dict[tuple[Zones, Zones], Mixed] = {}
        self._seen: dict[Zones, list[Weights]] = {}
        self._worth: dict[tuple[int, Weights, bool], list[fmpq]] = {}
        self._step: dict[tuple[int, bool, Zones | None], list[fmpq]] = {}

    @property
    def known(self) -> bool:
        """Whether it can be run."""
        return self.kind != "own" or self.run is not None

    # -- reading it --------------------------------------------------------------------------------

    def _read_own(self, part: Part, name: Part) -> None:
        pass

    def _read_constant(self, part: Part, name: Part) -> None:
        self.constant = mixed_of(part["strategy"], self.moves)
        word, _, numbers = name.text().partition(":")
        expected: Mixed | None = None
        if name.text() in ("cooperate", "defect"):
            expected = self._pure(self.player, name.text())
        elif word == "constant":
            weights = [parse_rational(number) for number in numbers.split(",")]
            exact = [weight for weight in weights if weight is not None]
            name.require(len(exact) == len(weights), "a constant has probabilities")
            expected = tuple(exact) if len(exact) > 1 else (exact[0], 1 - exact[0])
        name.require(expected in (None, self.constant), "its strategy is another")

    def _read_nicer(self, part: Part, name: Part) -> None:
        known = name.text() in ("nicer", "nicer:worst")  # one other is the worst
        name.require(known, "it is 'nicer' or 'nicer:worst'")
        self.opening = self._pure(self.player, "cooperate")
        kind = custom(self.scene.game, 1 - self.player, "cooperate")
        defect = self._pure(self.player, "defect")
        others = range(self.scene.game.shape[1 - self.player])
        row = tuple(self.opening if b == kind else defect for b in others)
        self.replies = (row,) * self.moves

    def _read_grounded(self, part: Part, name: Part) -> None:
        name.text()
        self.opening = mixed_of(part["opening"], self.moves)
        others = self.scene.game.shape[1 - self.player]
        self.replies = tuple(
            tuple(mixed_of(mix, self.moves) for mix in row.items(others))
            for row in part["replies"].items(self.moves)
        )

    def _read_lp(self, part: Part, name: Part) -> None:
        name.require(name.text() == "lp", "it is 'lp'")

    def _read_nelp(self, part: Part, name: Part) -> None:
        value, self.punishment = security_of(part["security"], self.scene.game, self.player)
        given = part.given("minimum")
        least = value if given is None else given.rational()
        known = "nelp" if given is None else f"nelp:{format_rational(least)}"
        name.require(name.text() == known, f"it is {known!r}")
        self.planes = ((Fraction(1), Fraction(0), least),)

    def _read_demand(self, part: Part, name: Part) -> None:
        alpha = part["alpha"].rational()
        part["alpha"].require(alpha >= 0, "it is at least 0")
        known = f"demand:{format_rational(alpha)}"
        name.require(name.text() == known, f"it is {known!r}")
        mine, self.punishment = security_of(part["security"], self.scene.game, self.player)
        theirs, _ = security_of(part["other_security"], self.scene.game, 1 - self.player)
        given = part.given("threat")
        if given is not None:
            mine, theirs = given.rationals(2)
        one = Fraction(1)
        self.planes = (one, Fraction(0), mine), (one, -alpha, mine - alpha * theirs)

    def _read_region(self, part: Part, name: Part) -> None:
        name.text()
        rows = [plane.rationals(3) for plane in part["half_planes"]]
        self.planes = tuple((a, b, c) for a, b, c in rows)
        punishment = part["punishment"]
        if isinstance(punishment.value, list):
            self.punishment = mixed_of(punishment, self.moves)
        else:
            _, self.punishment = security_of(punishment, self.scene.game, self.player)

    def _pure(self, player: int, word: str) -> Mixed:
        return pure(custom(self.scene.game, player, word), self.scene.game.shape[player])

    # -- running it --------------------------------------------------------------------------------

    def output(self, own: Zones, other: Zones) -> Mixed:
        """What it plays after reading these zones of itself and of the other."""
        if self.constant is not None:
            return self.constant
        key = own, other
        if key not in self._known:
            self._known[key] = self._answer(own, other)
        return self._known[key]

    def _answer(self, own: Zones, other: Zones) -> Mixed:
        if self.kind == "own":
            assert self.run is not None
            return self.run(own, other)
        # Long: one case for each kind of program.
        middle, step = middle_of(self.scene, own), self.scene.epsilon
        if self.opening:
            weights = [
                (p * q, mix)
                for p, row in zip(middle, self.replies)
                for q, mix in zip(middle_of(self.scene, other), row)
            ]
            return tuple(
                step * first + (1 - step) * sum((w * mix[k] for w, mix in weights), Fraction(0))
                for k, first in enumerate(self.opening)
            )
        corners = self._corners(own), self._corners(other)
        pays = [
            (self.pay(self.player, p, q), self.pay(1 - self.player, p, q))
            for p in corners[0]
            for q in corners[1]
        ]
        if any(all(a * u + b * v < c for u, v in pays) for a, b, c in self.exact_planes):
            return self.punishment
        others = range(len(corners[1][0]))
        growths = (
            [self._growth(move, *corners, mine=True, seen=other) for move in range(self.moves)],
            [self._growth(reply, *corners[::-1], mine=False, seen=own) for reply in others],
        )
        better = [move for move in range(self.moves) if self._improves(move, growths, corners)]
        if not better:
            return middle
        return tuple(
            (1 - step) * p + (step / len(better) if k in better else 0)
            for k, p in enumerate(middle)
        )

    @cached_property
    def exact_planes(self) -> list[tuple[fmpq, ...]]:
        """The half-planes a·u_me + b·u_other ≥ c."""
        return [tuple(map(to_fmpq, plane)) for plane in self.planes]

    def _corners(self, zones: Zones) -> list[Weights]:
        if zones not in self._seen:
            self._seen[zones] = [tuple(map(to_fmpq, c)) for c in corners_of(self.scene, zones)]
        return self._seen[zones]

    def pay(self, whose: int, mine: Weights, theirs: Weights) -> fmpq:
        """A payoff by own strategy and the other's, whoever this player is."""
        return self.scene.worth(whose, *((mine, theirs) if self.player == 0 else (theirs, mine)))

    def _improves(
        self, move: int, growths: tuple[list[Growth], ...], corners: tuple[list[Weights], ...]
    ) -> bool:
        """Whether with some reply a little weight on the move is surely a gain for both."""
        own, other = corners
        least, arrived = growths[0][move]
        for reply, (answer, back) in enumerate(growths[1]):
            if (arrived and back) or not all(x + y > 0 for x, y in zip(least, answer)):
                continue
            # Who has arrived at a move adds nothing: the other's step must do alone.
            alone = [_all_on(move, self.moves)], [_all_on(reply, len(other[0]))]
            if arrived and min(self._growth(reply, other, alone[0], mine=False)[0]) <= 0:
                continue
            if back and min(self._growth(move, own, alone[1], mine=True)[0]) <= 0:
                continue
            return True
        return False

    def gain(self, whose: int, move: int, still: Weights, *, mine: bool) -> fmpq:
        """What weight on one of two moves brings, all else as it is; 0 where there is one move."""
        moves = self.moves if mine else self.scene.game.shape[1 - self.player]
        if moves == 1:
            return fmpq(0)
        target, rest = _all_on(move, 2), _all_on(1 - move, 2)
        pays = [
            self.pay(whose, *((line, still) if mine else (still, line))) for line in (target, rest)
        ]
        return pays[0] - pays[1]

    def _growth(
        self,
        move: int,
        growing: list[Weights],
        still: list[Weights],
        *,
        mine: bool,
        seen: Zones | None = None,
    ) -> Growth:
        """What growing weight on a move brings at least to both; may it have all weight already?

        ``seen`` are the zones whose corners keep still.
        """
        arrived = [p[move] == 1 for p in growing]
        if all(arrived):
            return [fmpq(0), fmpq(0)], True
        if len(growing[0]) == 2:  # then the gain is the same wherever the weight comes from
            key = move, mine, seen
            if seen is None or key not in self._step:
                self._step[key] = self._steps(move, still, mine)
            return self._step[key], any(arrived)
        worth = [[self._worths(whose, q, mine=mine) for q in still] for whose in (0, 1)]
        gains: list[list[fmpq]] = [[], []]
        for p in growing:
            if p[move] == 1:
                continue
            for whose in (0, 1):
                for moves in worth[whose]:
                    now = sum((x * u for x, u in zip(p, moves) if x), start=fmpq(0))
                    gains[whose].append((moves[move] - now) / (1 - p[move]))
        return [min(column) for column in gains], any(arrived)

    def _steps(self, move: int, still: list[Weights], mine: bool) -> list[fmpq]:
        """What one of two moves pays both beyond the other one, at least."""
        return [
            min(
                worth[move] - worth[1 - move]
                for worth in (self._worths(whose, q, mine=mine) for q in still)
            )
            for whose in (0, 1)
        ]

    def _worths(self, whose: int, still: Weights, *, mine: bool) -> list[fmpq]:
        """A payoff for each of one's own moves, or of the other's, where nobody else changes."""
        key = whose, still, mine
        if key not in self._worth:
            rows = self.scene.payoffs[whose]
            lines = rows if mine == (self.player == 0) else list(zip(*rows))
            self._worth[key] = [
                sum((q * u for q, u in zip(still, line)), start=fmpq(0)) for line in lines
            ]
        return self._worth[key]


def _all_on(move: int, moves: int) -> Weights:
    return tuple(fmpq(int(k == move)) for k in range(moves))
