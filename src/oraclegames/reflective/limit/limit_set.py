"""``match(…, delta=0)``: the set that the fixed points of a match approach as δ → 0, with proof.

The theory is in docs/theory/limits-of-matches.md. Source of the agents: Armstrong, "Reflexive
oracles and superrationality: prisoner's dilemma", 2017, who says where they end for 1 ≫ ε ≫ δ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Status
from oraclegames.certificates.limit_set import check
from oraclegames.certificates.limit_vanishing import OPEN
from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.algebraic import number_document
from oraclegames.exact.rational import format_rational, rational, to_fmpq, to_fraction
from oraclegames.exact.surd import Exact, quadratic_roots
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown
from oraclegames.games.tabular import Columns, Tabular, distinct
from oraclegames.reflective.agents.agents import Agent, check_seat
from oraclegames.reflective.agents.names import AgentLike, as_agent
from oraclegames.reflective.agents.reading import precisions
from oraclegames.reflective.agents.seat import Seat, seats
from oraclegames.reflective.limit.curves import Curve, as_fractions
from oraclegames.reflective.limit.decide import Decision
from oraclegames.reflective.limit.distance import Distance, bound_at, distance_of
from oraclegames.reflective.limit.field import Field
from oraclegames.reflective.limit.moving import Moving, moving_curves
from oraclegames.reflective.limit.pieces import BY_EPSILON, Piece, Point, pieces
from oraclegames.reflective.limit.smaller_steps import nothing_happens
from oraclegames.reflective.limit.vanishing import vanishing
from oraclegames.reflective.limit.words import lines
from oraclegames.reflective.match.document import program_document

Payoffs = tuple[Exact, Exact]


@dataclass(frozen=True, repr=False)
class LimitSet(Shown, Document, Tabular):
    """Where all fixed points of two agents are, for precise readings.

    As δ → 0 with ε fixed, fixed points have no limits but in the pieces, and every point of a piece
    that is ``proved`` is a limit of fixed points: whichever way δ goes to 0, but on pieces without
    ``every_delta`` for some ways, as those that leave the right rest of 1. Distances are of order
    δ/ε, or of order √(δ/ε) if ``touching``.

    Attributes:
        game: a game of two players with two moves each.
        agents: the first and the second player's agent.
        epsilon: the step ε of the agents.
        pieces: regions, arcs, and points, of the square of both players' probabilities of the first
            move; those with ``proved`` false are estimates: fixed points may or may not go there.
        every_epsilon: whether the set is proved to be the same for every step, so that it is the
            limit as ε → 0 too.
        smaller_epsilon: whether it is proved to be alike for every smaller step: as many pieces of
            the same shapes, for the same reasons, which move as the curves do on which they lie.
        touching: whether two of the curves that cut the square touch in it without crossing.
        vanishing: what the pieces come to as ε → 0, after δ; None where they are not proved to be
            alike for every smaller ε.
        rest: how wide the last zone is, in δ, if only such δ are meant (see :meth:`at`).
        distance: how far from the pieces fixed points are at most, and for which δ.
        status: "complete" if every piece is proved; "undetermined" if some are not; "partial" if
            the search was stopped, and nothing is known.
    """

    game: Game
    agents: tuple[Agent, Agent]
    epsilon: Fraction
    pieces: tuple[Piece, ...]
    every_epsilon: bool
    smaller_epsilon: bool
    touching: bool
    vanishing: tuple[Piece, ...] | None
    distance: Distance
    status: Status = "complete"
    rest: Fraction | None = None

    def __str__(self) -> str:
        return "\n".join(lines(self))

    @cached_property
    def seats(self) -> tuple[Seat, Seat]:
        """Both players' views of the game."""
        return seats(self.game, self.epsilon)

    @property
    def vanishing_reason(self) -> str | None:
        """Why nothing is said of ε → 0, if ``vanishing`` is None."""
        return OPEN[self.status] if self.vanishing is None else None

    def within(self, delta: Any, *, budget: float | None = None) -> Fraction | None:
        """A proved bound on how far fixed points are from the pieces, in each probability.

        That is ``distance.constant``·δ/ε, or less: the square is divided anew for this δ, which
        takes seconds at most, and gives a bound where no constant is known, too. It holds of every
        fixed point at δ or a finer precision, and counts all pieces, ``proved`` or not.

        Args:
            delta: the precision δ, 0 < δ < ε.
            budget: seconds; if they are not enough, what the constant says.

        Returns:
            None for δ above 1/16; where the lengths of pushes decide, or the search was stopped;
            and of a limit for one rest of 1, if δ leaves another.

        Raises:
            InputError: δ is no such number.

        >>> from oraclegames import match
        >>> limit = match("prisoners_dilemma(4,3,1,0)", "lp", "nelp", delta=0, epsilon="1/5")
        >>> limit.within("1/200"), limit.within("1/10")
        (Fraction(1, 75), None)
        """
        fine, _ = precisions(delta, self.epsilon)
        if self.rest not in (None, _rest(fine)) or self.distance.lacking in ("lengths", "time"):
            return None
        found = bound_at(self.to_dict(verify=False), fine, Clock(budget))
        known = [
            bound for bound in (found, self.distance.at(fine, self.epsilon)) if bound is not None
        ]
        return min(known, default=None)

    def payoffs(self, point: Point) -> Payoffs:
        """Both players' payoffs where these are the probabilities of the first moves."""
        first, second = (_value(table, point) for table in self._tables)
        return first, second

    def ranges(self) -> tuple[Payoffs, Payoffs]:
        """For each player the least and the largest payoff on the pieces, exactly.

        Raises:
            InputError: there are no pieces, since the search was stopped.
        """
        if not self.pieces:
            raise InputError("the search was stopped before a piece was found")
        found = []
        for table in self._tables:
            values = [
                _value(table, point) for piece in self.pieces for point in _extremes(piece, table)
            ]
            found.append((min(values), max(values)))
        return found[0], found[1]

    @cached_property
    def _tables(self) -> tuple[Curve, Curve]:
        """Both payoffs as functions a·xy + b·x + c·y + d."""
        tables = []
        for player in (0, 1):
            a, b, c, d = (to_fmpq(self.game.payoff(player, o)) for o in self.game.outcomes())
            tables.append((a - b - c + d, b - d, c - d, d))
        return tables[0], tables[1]

    def at(self, delta: Any, *, budget: float | None = None) -> LimitSet:
        """The limit for the δ → 0 that leave the same rest of 1 as this one does.

        The last zone is what whole ones leave of 1: its width is ρδ with 0 < ρ ≤ 1. Of a piece that
        is approached for some δ only, these are the points that are for this ρ.

        Args:
            delta: a precision δ, an exact rational with 0 < δ < 1.
            budget: seconds, after which the answer is "partial".

        Raises:
            InputError: δ is no number between 0 and 1.
        """
        unit = rational(delta, what="the precision delta")
        if not 0 < unit < 1:
            raise InputError(
                f"the precision delta should lie strictly between 0 and 1, not "
                f"{format_rational(unit)}"
            )
        return limit_set(self.game, *self.agents, self.epsilon, Clock(budget), _rest(unit))

    def verify(self) -> bool:
        """Re-check every claim of the document, from itself alone."""
        return bool(_holds(self.to_dict(verify=False), Clock(None)))

    def to_dict(self, *, verify: bool = True, budget: float | None = None) -> dict[str, Any]:
        """The limit as plain values for JSON, schema ``oraclegames/limit-set-1``.

        Args:
            verify: run :meth:`verify` for the key ``verified``; else it is null.
            budget: seconds for that; if they are not enough, the key is null too.
        """
        document = {
            **heading("oraclegames/limit-set-1", self.game),
            "agents": [one.name for one in self.agents],
            "programs": [program_document(*pair) for pair in zip(self.agents, self.seats)],
            "epsilon": format_rational(self.epsilon),
            "rest": None if self.rest is None else format_rational(self.rest),
            "status": self.status,
            "pieces": list(map(self._piece_document, self.pieces)),
            "ranges": [list(map(number_document, ends)) for ends in self.ranges()]
            if self.pieces
            else [],
            "every_epsilon": self.every_epsilon,
            "smaller_epsilon": self.smaller_epsilon,
            "touching": self.touching,
            "vanishing": self.vanishing and list(map(self._piece_document, self.vanishing)),
            "vanishing_reason": self.vanishing_reason,
            "distance": self.distance.to_dict(),
            "verified": None,
        }
        if verify:
            document["verified"] = _holds(document, Clock(budget))
        return document

    def _piece_document(self, piece: Piece) -> dict[str, Any]:
        return {
            "shape": piece.shape,
            "reason": piece.reason or None,
            "ends": [list(map(number_document, end)) for end in piece.ends],
            "payoffs": [list(map(number_document, self.payoffs(end))) for end in piece.ends],
            "curves": [list(map(format_rational, as_fractions(curve))) for curve in piece.curves],
        }

    def columns(self) -> Columns:
        """A row for each end of a piece (a region's corners), with the plays and payoffs there."""
        rows = [(k, piece, end) for k, piece in enumerate(self.pieces) for end in piece.ends]
        table: list[tuple[str, list[Any]]] = [
            ("piece", [k + 1 for k, _, _ in rows]),
            ("shape", [piece.shape for _, piece, _ in rows]),
            ("proved", [piece.proved for _, piece, _ in rows]),
        ]
        for i, (player, moves) in enumerate(zip(self.game.players, self.game.moves)):
            table.append((f"{player}: {moves[0]}", [end[i] for _, _, end in rows]))
            table.append((f"{player}: payoff", [self.payoffs(end)[i] for _, _, end in rows]))
        return distinct(table)

    def document(self, *, verify: bool = True) -> dict[str, Any]:
        """:meth:`to_dict`."""
        return self.to_dict(verify=verify)


def _holds(document: dict[str, Any], clock: Clock) -> bool | None:
    """Whether every claim of a document is true; None if the time was not enough."""
    try:
        check(Part(document), look=clock.check)
    except (Refuted, InputError):
        return False
    except OutOfTime:
        return None
    return True


def limit_set(
    game: Game,
    first: AgentLike,
    second: AgentLike,
    epsilon: Any,
    clock: Clock,
    rest: Fraction | None = None,
) -> LimitSet:
    """The limit of a match as δ → 0, on a clock that runs already; for one rest of 1, if given.

    Raises:
        InputError: the step ε is no number between 0 and 1, or an agent does not fit.
        UnsupportedError: a player has not two moves, or an agent is one of your own.
    """
    step = rational(epsilon, what="the step epsilon")
    if not 0 < step < 1:
        raise InputError(
            f"the step epsilon should lie strictly between 0 and 1, not {format_rational(step)}"
        )
    places, pair = seats(game, step), (as_agent(first), as_agent(second))
    if game.shape != (2, 2):
        raise UnsupportedError(
            "the limit δ → 0 of a match is proved for two moves each: take a δ above 0; "
            "in Python match_limit estimates others"
        )
    for one, seat in zip(pair, places):
        check_seat(one, seat)
    field = Field(pair, places, rest)
    try:
        decision = Decision(field, clock)
    except (OutOfTime, KeyboardInterrupt):
        unknown = Distance(lacking="time")
        return LimitSet(game, pair, step, (), False, False, False, None, unknown, "partial", rest)
    found = tuple(pieces(decision))
    status: Status = "complete" if all(piece.proved for piece in found) else "undetermined"
    free = decision.by_signs and not any(program.by_epsilon for program in field.programs)
    free = free and not decision.close_by
    free = free and not any(piece.reason in BY_EPSILON for piece in found)
    touching = decision.touching()
    gone: tuple[Piece, ...] | None = None
    if status == "complete" and free:
        gone = found
    elif status == "complete":
        moving = moving_curves(game, pair, step, decision, rest)
        if _alike_for_smaller(moving, step, decision):
            gone = vanishing(found, moving, to_fmpq(step))
    smaller = gone is not None
    unknown = Distance(lacking="time")
    limit = LimitSet(game, pair, step, found, free, smaller, touching, gone, unknown, status, rest)
    return replace(limit, distance=distance_of(limit.to_dict(verify=False), clock))


def _rest(delta: Fraction) -> Fraction:
    """How wide the last zone is, in δ."""
    return 1 / delta - ceil(1 / delta) + 1


def _alike_for_smaller(moving: Sequence[Moving], step: Fraction, decision: Decision) -> bool:
    """Whether the curves that cut the square do so in the same way for every smaller step."""
    by_epsilon = any(reason in BY_EPSILON for reason in decision.reasons.values())
    thirds = step >= Fraction(1, 3) and (decision.weighed or by_epsilon)
    if thirds or decision.close_by:
        return False
    return nothing_happens(moving, to_fmpq(step))


def _value(table: Curve, point: Point) -> Exact:
    a, b, c, d = map(to_fraction, table)
    x, y = point
    return x * y * a + x * b + y * c + d


def _extremes(piece: Piece, table: Curve) -> Iterator[Point]:
    """Where a bilinear function may be least or largest on a piece."""
    yield from piece.ends
    if piece.shape == "arc":
        sides = [(piece.curves[0], *piece.ends)]
    else:
        sides = [(curve, piece.ends[k], piece.ends[3 - k]) for k, curve in enumerate(piece.curves)]
    for curve, low, high in sides:
        yield from _turning(curve, low, high, table)


def _turning(curve: Curve, low: Point, high: Point, table: Curve) -> Iterator[Point]:
    """Where it is stationary along a curve, which is no line or a slanted one."""
    (a, b, c, d), (p, q, r, _) = curve, table
    if b == 0 and a == 0:
        return
    # x = -(cy + d)/(ay + b) in p·xy + q·x + r·y, and the numerator of its derivative by y.
    heights = quadratic_roots(
        r * a * a - c * p * a,
        2 * r * a * b - 2 * c * p * b,
        r * b * b - b * (c * q + p * d) + a * d * q,
    )
    for y in heights:
        if min(low[1], high[1]) < y < max(low[1], high[1]):
            bottom = y * to_fraction(a) + to_fraction(b)
            yield -(y * to_fraction(c) + to_fraction(d)) / bottom, y
