"""Outcomes that look alike are decided once: evidence is carried over by renaming.

Seen from an outcome, a game is a table of gains for each player, who does not care about their
unit. If renaming players and moves turns one outcome's tables into another's, it turns the evidence
for one into evidence for the other. A *form* is the tables under names that do not depend on the
names given: moves and players are sorted by what tells them apart (colour refinement), and where
nothing does, one of them is marked and the sorting goes on. Two outcomes with the same form are
alike for certain; two that are alike may, rarely, have different forms, which only costs time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING, Any

from oraclegames.budget import Clock, OutOfTime
from oraclegames.conditional.check.orbits import Orbits
from oraclegames.conditional.check.reflective import (
    OUT_OF_TIME,
    Reflective,
    by_single_outcomes,
    decide_further,
    decide_reflective,
)
from oraclegames.conditional.check.renaming import Form, Renaming
from oraclegames.conditional.trembles.face import Face, MoveOf
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.later import np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Colours = list[NDArray[np.uint64]]
    """For each player a colour of each move: a number that mixes what is known of it."""


def gains_around(game: Game, outcome: Outcome) -> tuple[NDArray[Any], ...]:
    """Everybody's gains over an outcome in the smallest whole numbers."""
    tables = []
    for table in Face.at(game, outcome).gains.tables:
        unit = gcd(*table.ravel().tolist())
        tables.append(table // unit if unit > 1 else table)
    return tuple(tables)


def fingerprint(tables: tuple[NDArray[Any], ...]) -> bytes:
    """Something short that outcomes which are alike have in common, at little cost."""
    rows = np.sort(np.stack([table.ravel() for table in tables]), axis=0)
    if rows.dtype == object:
        columns = repr(sorted(zip(*rows.tolist()))).encode()
    else:
        columns = rows[:, np.lexsort(rows)].tobytes()
    return sha256(columns).digest()


def form(tables: tuple[NDArray[Any], ...], outcome: Outcome) -> Form:
    """The form of the gains around an outcome.

    Cost: a few passes over players × outcomes, and again for each mark.
    """
    gains = np.stack([_modulo(table) for table in tables])
    colours = [
        (np.arange(count) == own).astype(np.uint64) for own, count in zip(outcome, tables[0].shape)
    ]
    colours = _refined(gains, colours)
    while (twins := _twins(colours)) is not None:
        player, move = twins
        colours[player][move] += 1
        colours = _refined(gains, colours)
    players = sorted(range(len(tables)), key=lambda i: sorted(colours[i].tolist()))
    moves = tuple(tuple(np.argsort(colours[i]).tolist()) for i in players)
    places = tuple(row.index(outcome[i]) for i, row in zip(players, moves))
    return Form(tuple(players), moves, (places, *_renamed(tables, players, moves)))


def _renamed(
    tables: tuple[NDArray[Any], ...], players: list[int], moves: tuple[tuple[int, ...], ...]
) -> Iterator[Any]:
    yield tuple(map(len, moves))
    for i in players:
        yield tuple(tables[i].transpose(players)[np.ix_(*moves)].ravel().tolist())


def _modulo(table: NDArray[Any]) -> NDArray[np.uint64]:
    """Whole numbers modulo 2⁶⁴."""
    if table.dtype == object:
        table = np.array([x % 2**64 for x in table.ravel().tolist()], dtype=np.uint64).reshape(
            table.shape
        )
    return table.astype(np.uint64)


def _refined(gains: NDArray[np.uint64], colours: Colours) -> Colours:
    """Split colours by what the outcomes of a move look like until nothing new is split."""
    shape = gains[0].shape
    players, count = range(len(shape)), -1
    others = [tuple(a for a in players if a != i) for i in players]
    ends = np.cumsum((0, *shape))
    line = np.concatenate(colours)  # all players' moves at once: short arrays cost as much as long
    while (now := len(set(line.tolist()))) > count:
        count = now
        mixed = _mixed(line)
        own = np.empty_like(gains)
        for i in players:
            own[i] = _along(mixed[ends[i] : ends[i + 1]], i, len(shape))
        cells = _mixed(_mixed(gains ^ own).sum(axis=0, dtype=np.uint64))
        seen = _mixed(gains ^ cells)
        told = [part.sum(axis=axes, dtype=np.uint64) for part, axes in zip(seen, others)]
        totals = np.repeat(np.add.reduceat(mixed, ends[:-1]), shape)
        line = _mixed(line + totals) + np.concatenate(told)
    return np.split(line, ends[1:-1])


def _along(row: NDArray[np.uint64], player: int, players: int) -> NDArray[np.uint64]:
    """Numbers of a player's moves, to be spread over all outcomes."""
    return row.reshape([-1 if axis == player else 1 for axis in range(players)])


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers that have nothing to do with these, the same for the same; sums wrap around."""
    numbers = (numbers ^ (numbers >> np.uint64(29))) * np.uint64(0xD1B54A32D192ED03)
    mixed: NDArray[np.uint64] = (numbers ^ (numbers >> np.uint64(32))) * np.uint64(
        0xAEF17502108EF2D9
    )
    return mixed ^ (mixed >> np.uint64(31))


def _twins(colours: Colours) -> MoveOf | None:
    """A move that something else has the colour of, of the least such colour."""
    listed = sorted((c, i, s) for i, row in enumerate(colours) for s, c in enumerate(row.tolist()))
    for (colour, i, s), (following, _, _) in pairwise(listed):
        if colour == following:
            return i, s
    return None


# -- deciding once ---------------------------------------------------------------------------------


def look(point: Distribution, clock: Clock) -> Reflective | bytes:
    """Decide about a pure outcome beyond 2×2, or else say its fingerprint.

    What single outcomes decide takes less time than to look for the like of it.
    """
    try:
        quick = by_single_outcomes(point, clock)
    except OutOfTime:
        return OUT_OF_TIME
    return quick or fingerprint(gains_around(point.game, point.support[0]))


class Alike:
    """The pure outcomes of a game that were decided, by what they look like.

    Attributes:
        looked: what :func:`look` says of outcomes that it was asked about before.
        ready: what further methods say, likewise.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        self.orbits = Orbits(game)
        self.looked: dict[Outcome, Reflective | bytes] = {}
        self.ready: dict[Outcome, Reflective] = {}
        self.decided: dict[Outcome, Reflective] = {}
        # The first outcome of a kind needs no form until another one has its fingerprint; () then.
        self.first: dict[Any, tuple[Outcome, Reflective]] = {}
        self.known: dict[Any, tuple[Form, Reflective]] = {}

    def decide(self, point: Distribution, clock: Clock) -> Reflective:
        """Whether a pure outcome is reflective, if need be by the evidence of one that is alike."""
        (outcome,) = point.support
        renaming = self.orbits.of(outcome)
        if renaming is not None and (known := self.decided.get(renaming.origin)):
            evidence = renaming.evidence(known.certificate, point)
            if evidence or not known.certificate:
                return replace(known, certificate=evidence)
        decision = self._decide(point, clock)
        if renaming is None and decision.status != "partial":
            self.decided[outcome] = decision
        return decision

    def is_ready(self, outcome: Outcome) -> bool:
        """Whether the answer about an outcome is there."""
        return outcome in self.ready or isinstance(self.looked.get(outcome), Reflective)

    def _decide(self, point: Distribution, clock: Clock) -> Reflective:
        (outcome,) = point.support
        if self.game.shape == (2, 2) or point.totally_mixed:
            return decide_reflective(point, clock)
        print_ = self.looked.get(outcome) or look(point, clock)
        if isinstance(print_, Reflective):
            return print_
        if print_ not in self.first:
            decision = self.ready.get(outcome) or decide_further(point, clock)
            if decision.status != "partial":
                self.first[print_] = outcome, decision
            return decision
        earlier, decision = self.first[print_]
        if earlier:
            start = form(gains_around(self.game, earlier), earlier)
            self.known[start.tables] = start, decision
            self.first[print_] = (), decision
        end = form(gains_around(self.game, outcome), outcome)
        if end.tables in self.known:
            start, decision = self.known[end.tables]
            renaming = Renaming(self.game, outcome, start, end)
            evidence = renaming.evidence(decision.certificate, point)
            if evidence or not decision.certificate:
                return replace(decision, certificate=evidence)
        decision = decide_further(point, clock)
        if decision.status != "partial":
            self.known[end.tables] = end, decision
        return decision
