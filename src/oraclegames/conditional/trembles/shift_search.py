"""The search for shifts of the values: trembles that have them, or the proof that there are none.

What is looked for is derived in :mod:`oraclegames.conditional.trembles.shifts`. For every tuple of
signs two refutations are tried: multipliers (levels, found greedily, each by one linear program)
and orders of magnitude. What is left suggests orders and sizes of the shifts, for which
:mod:`oraclegames.conditional.trembles.shift_family` looks for trembles. Where none are met,
products of the conditions (:mod:`oraclegames.conditional.trembles.products`) may refute what is
left, and shifts with a second term are tried for the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from flint import fmpz_poly

from oraclegames.budget import Clock
from oraclegames.conditional.trembles.face import Face, MoveOf
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.order_search import Search, TooManyStepsError
from oraclegames.conditional.trembles.products import find_products
from oraclegames.conditional.trembles.shift_family import family_of_shifts
from oraclegames.conditional.trembles.shifts import (
    SIGNS,
    BySign,
    Multipliers,
    NoShifts,
    Proof,
    cannot_be,
    chances_of,
    shift,
    shifted_conditions,
    shifted_demands,
    whole_shares,
)
from oraclegames.errors import CertificateError
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.distribution import Distribution
from oraclegames.later import np

MAX_PLAYERS = 5
"""With more players there are too many signs to try them all."""

MAX_OUTCOMES = 200
"""Nor is the search begun in larger games."""

MAX_STEPS = 1000
"""The search through orders of magnitude gives up after so many steps for each tuple of signs."""

MAX_TRIES = 500
"""So many shifts are tried."""

Shift = tuple[Fraction, int]
"""A size with its sign, and a power of t."""

Signs = tuple[int, ...]
"""The signs of the shifts of the first players."""

_POWERS = (1, 2, 3)

_SIZES = (Fraction(1), Fraction(1, 2), Fraction(2))


def decide_shifts(distribution: Distribution, clock: Clock) -> TrembleFamily | NoShifts | None:
    """Decide by shifts of the values whether a dependency equilibrium is reflective.

    None if some signs are not refuted and no trembles were met.

    Raises:
        OutOfTime: the clock's budget is spent.
    """
    game = distribution.game
    if game.n_players > MAX_PLAYERS or game.n_outcomes > MAX_OUTCOMES:
        return None
    search = _Signs(distribution, clock)
    proof = search.refute((), search.by_levels_and_orders)
    for method in (_plain, _other_powers, _varied):
        if proof is None:
            for shifts in islice(method(search.left()), MAX_TRIES):
                family = family_of_shifts(distribution, search.face, shifts, clock)
                if family is not None and family.verify():
                    return family
        if proof is None and method is _plain:
            proof = search.refute((), search.by_products)
    proof = proof or search.refute((), search.by_longer_products)
    return NoShifts(distribution, proof) if proof else None


def _plain(left: Sequence[tuple[Shift, ...]]) -> Iterator[list[fmpz_poly]]:
    """Shifts of these sizes and powers of t."""
    return (_polynomials(shifts, [0] * len(shifts)) for shifts in left)


def _other_powers(left: Sequence[tuple[Shift, ...]]) -> Iterator[list[fmpz_poly]]:
    """The same sizes with small powers of t, for the level of a size need not be its order."""
    for shifts in left:
        for powers in product(*(_POWERS if size else (1,) for size, _ in shifts)):
            sized = [(size, k) for (size, _), k in zip(shifts, powers)]
            yield _polynomials(sized, [0] * len(sized))


def _varied(left: Sequence[tuple[Shift, ...]]) -> Iterator[list[fmpz_poly]]:
    """The same with a second term, for the first may have to be equal; and with other sizes."""
    for stretch in (1, 2):
        for seconds in product((0, 1, -1), repeat=len(left[0]) if left else 0):
            for shifts in left:
                stretched = [(size, k * stretch) for size, k in shifts]
                yield _polynomials(stretched, seconds)
    for sizes in product(_SIZES, repeat=len(left[0]) if left else 0):
        for shifts in left:
            scaled = [(size * factor, k) for (size, k), factor in zip(shifts, sizes)]
            yield _polynomials(scaled, [0] * len(sizes))


def _polynomials(shifts: Sequence[Shift], seconds: Sequence[int]) -> list[fmpz_poly]:
    """|δ| = a t^k (1 + c t) in whole numbers."""
    unit = math.lcm(*(size.denominator for size, _ in shifts))
    return [
        fmpz_poly([0] * k + [int(size * unit), int(size * unit) * c])
        for (size, k), c in zip(shifts, seconds)
    ]


class _Signs:
    """The signs that were not refuted, with what is known about orders and sizes."""

    def __init__(self, distribution: Distribution, clock: Clock) -> None:
        self.distribution = distribution
        self.face = Face.of(distribution)
        self.clock = clock
        self.closed: dict[Signs, Proof] = {}
        self.suggested: dict[Signs, list[tuple[Shift, ...]]] = {}

    def refute(self, signs: Signs, method: Callable[[Signs], Proof | None]) -> Proof | None:
        """The proof that no shifts begin with these signs; None if some are left."""
        if signs in self.closed:
            return self.closed[signs]
        self.clock.check()
        found = method(signs) if signs else None
        if found is None and len(signs) < self.face.game.n_players:
            branches = [self.refute((*signs, sign), method) for sign in SIGNS]
            if None not in branches:
                below, zero, above = branches
                assert below and zero and above
                found = BySign((below, zero, above))
        if found is not None:
            self.closed[signs] = found
        return found

    def by_levels_and_orders(self, signs: Signs) -> Proof | None:
        """What refutes most signs: multipliers without powers, or orders of magnitude."""
        levels = _Levels(self.distribution, self.face, signs)
        return levels.run(self.clock) or self._by_orders(signs, levels.shifts)

    def by_longer_products(self, signs: Signs) -> Multipliers | None:
        """Multipliers that are products of two of them, for what nothing else refutes."""
        return self.by_products(signs, 2) if len(signs) == self.face.game.n_players else None

    def by_products(self, signs: Signs, degree: int = 1) -> Multipliers | None:
        """Multipliers that are small quantities themselves."""
        rows, conditions = shifted_conditions(self.face, self.distribution, signs)
        found = find_products(conditions, chances_of(self.distribution), self.clock, degree)
        return Multipliers(tuple((rows[k], m, x) for k, m, x in found)) if found else None

    def _by_orders(self, signs: Signs, levels: dict[int, Shift]) -> Proof | None:
        asked = shifted_demands(self.face, self.distribution, signs)
        try:
            found = Search(asked, 0, self.clock, MAX_STEPS).run()
        except TooManyStepsError:
            return None
        if not isinstance(found, dict):
            return found
        if len(signs) == self.face.game.n_players:
            powers = [found.get(shift(i), 1) for i in range(len(signs))]
            self.suggested[signs] = [
                tuple(levels.get(i, (Fraction(s), 1)) for i, s in enumerate(signs)),
                tuple((Fraction(s), k) for s, k in zip(signs, powers)),
            ]
        return None

    def left(self) -> list[tuple[Shift, ...]]:
        """Shifts whose signs are not refuted."""
        return list(
            dict.fromkeys(
                shifts
                for signs, suggested in self.suggested.items()
                if not any(signs[:k] in self.closed for k in range(len(signs) + 1))
                for shifts in suggested
            )
        )


class _Levels:
    """The leading parts of (*) under chosen signs, level by level.

    A level gives weights to outcomes that P does not play and sizes to shifts, so that the leading
    part of every condition that it touches holds; what P plays may be corrected freely. The
    conditions that are touched are dropped (those of moves that are played only if something is
    gained or lost). Where there is no level the dual solution refutes.
    """

    def __init__(self, distribution: Distribution, face: Face, signs: tuple[int, ...]) -> None:
        self.distribution = distribution
        self.face = face
        self.signs = signs
        self.outcomes = list(face.game.outcomes())
        self.left = [(i, s) for i in range(len(signs)) for s in range(face.game.shape[i])]
        self.shifts: dict[int, Shift] = {}

    def run(self, clock: Clock) -> Multipliers | None:
        """The refutation, or None after the last level."""
        level = 0
        while self.left:
            level += 1
            cells, players, program = self._program()
            result = maximise(program, clock=clock)
            if not isinstance(result, Optimal):
                raise CertificateError("a level's program has a solution and a bound")
            if result.value == 0:
                return self._multipliers(result)
            sizes = dict(result.x)
            met = {m for j, k in enumerate(cells) if j in sizes for m in self._touched(k)}
            for j, i in enumerate(players, len(cells)):
                if j in sizes:
                    self.shifts[i] = self.signs[i] * sizes[j], level
                    met |= {(i, s) for s in self.face.supported[i]}
            self.left = [move for move in self.left if move not in met]
        return None

    def _program(self) -> tuple[list[int], list[int], LinearProgram]:
        """Maximise all weights and sizes, their sum being at most 1: 0 iff there is no level."""
        made = [s in self.face.supported[i] for i, s in self.left]
        chances = self.distribution.probabilities
        cells = [
            k for k, p in enumerate(chances) if not p and not self._touched(k).isdisjoint(self.left)
        ]
        players = sorted({i for (i, _), own in zip(self.left, made) if own and self.signs[i]})
        matrix = self.face.matrix(self.left, self.face.touched(self.left)).astype(object)
        shares = whole_shares(self.distribution, self.face)
        pull = [[-self.signs[i] * shares[i][s] * (i == j) for j in players] for i, s in self.left]
        active = np.hstack([matrix[:, cells], np.array(pull, dtype=object).reshape(len(made), -1)])
        played = matrix[:, [k for k, p in enumerate(chances) if p]]
        slack = np.eye(len(made), dtype=int).astype(object)[:, [not own for own in made]]
        table = np.hstack([active, played, -played, slack, np.zeros((len(made), 1), dtype=object)])
        bound = np.zeros((1, table.shape[1]), dtype=object)
        bound[0, : active.shape[1]] = bound[0, -1] = 1
        costs = [1] * active.shape[1] + [0] * (table.shape[1] - active.shape[1])
        rhs = [0] * len(made) + [1]
        return cells, players, LinearProgram.from_matrix(np.vstack([table, bound]), rhs, costs)

    def _touched(self, cell: int) -> set[MoveOf]:
        """The moves whose conditions an outcome decides when it is of the highest order."""
        tables = [table.ravel() for table in self.face.gains.tables]
        return {
            (i, s)
            for i, s in enumerate(self.outcomes[cell])
            if s not in self.face.supported[i] or tables[i][cell]
        }

    def _multipliers(self, result: Optimal) -> Multipliers | None:
        scales = self.face.gains.scales
        y = [((i, s), (), value * scales[i]) for (i, s), value in zip(self.left, result.y) if value]
        refuted = cannot_be(y, self.distribution, self.face, self.signs)
        return Multipliers(tuple(y)) if refuted else None
