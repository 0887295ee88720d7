"""All dependency equilibria of two players, as finitely many pieces: one for each choice of moves.

A piece holds the equilibria that play just some rows M₁ and columns M₂:

- their values are an exact set V in the plane, neither open nor closed in general
  (:class:`oraclegames.conditional.two_players.planar_region.PlanarRegion`);
- over (x, y) in V lie the distributions P ≥ 0 on M₁ × M₂ that play all of these moves, with
  Σ_c P_sc·(A_sc − x) = 0 for every row s and Σ_s P_sc·(B_sc − y) = 0 for every column c: a polytope
  without the faces on which some move is not played;
- that the other moves can be tried is a condition on (x, y) alone, and part of V: whether P has
  zeros on M₁ × M₂ does not matter to it.

So pieces are disjoint, and P belongs to one iff its values and moves say so. Proof:
docs/theory/two-players.md.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq

from oraclegames.budget import Clock, Status, Tell, silent
from oraclegames.conditional.columns.konstanz import value_vector
from oraclegames.conditional.two_players.best_values import best_values
from oraclegames.conditional.two_players.equilibrium_at import plays
from oraclegames.conditional.two_players.evidence import Values, beside, rational_point
from oraclegames.conditional.two_players.graph import Point
from oraclegames.conditional.two_players.pieces_document import pieces_document
from oraclegames.conditional.two_players.pieces_words import moves_in_words, words
from oraclegames.conditional.two_players.planar_region import PlanarRegion
from oraclegames.conditional.two_players.played_moves import Moves
from oraclegames.conditional.two_players.project import project
from oraclegames.conditional.two_players.projection import Projection
from oraclegames.conditional.two_players.questions import AllEquilibria
from oraclegames.conditional.two_players.vertex_formulas import VertexFormula, vertex_formula
from oraclegames.conditional.two_players.weighted_sum import WeightedSum
from oraclegames.errors import InputError
from oraclegames.exact.plane import convex_hull
from oraclegames.exact.rational import rational, to_fmpq, to_fraction
from oraclegames.exact.real import Real
from oraclegames.exact.vertices import cone_rays
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome
from oraclegames.games.names import counted
from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False)
class Piece(Shown):
    """All dependency equilibria that play just some moves.

    Attributes:
        moves: the rows and the columns that are played.
        region: the exact set of their values.
    """

    moves: Moves
    region: PlanarRegion

    @property
    def game(self) -> Game:
        """The game."""
        return self.region.game

    def vertices(self, values: Any) -> tuple[Distribution, ...]:
        """The extreme distributions on these moves with rational values (x, y); none outside of V.

        The equilibria with these values are their mixtures that play all of the moves. Cost: double
        description, exponential in the number of moves.
        """
        x, y = value_vector(self.game.players, values)
        if self.region.classify((x, y)) == "out":
            return ()
        outcomes = [(s, c) for s in self.moves[0] for c in self.moves[1]]
        rows = []
        for i, own in enumerate(self.moves):
            for s in own:
                row = [
                    to_fmpq(self.game.payoff(i, o) - (x, y)[i]) if o[i] == s else fmpq(0)
                    for o in outcomes
                ]
                rows += [row, [-g for g in row]]
        rays = cone_rays([row for row in rows if any(row)], len(outcomes), Clock(None))
        return tuple(self._distribution(outcomes, ray) for ray in rays)

    def _distribution(self, outcomes: Sequence[Outcome], ray: list[fmpq]) -> Distribution:
        total = sum(ray, fmpq(0))
        masses = {o: to_fraction(p / total) for o, p in zip(outcomes, ray)}
        return Distribution(
            self.game, tuple(masses.get(o, Fraction(0)) for o in self.game.outcomes())
        )

    def formulas(self, values: Any) -> tuple[VertexFormula, ...]:
        """The same as functions of (x, y): polynomials whose ratios are the probabilities.

        They are the vertices wherever they are positive (and their conditions hold): around these
        values, and wherever no curve or line is crossed on which another vertex appears.
        """
        return tuple(map(vertex_formula, self.vertices(values)))

    def most(self, weights: Sequence[Any]) -> tuple[Real, Point, bool]:
        """The largest weighted sum of values in the closure of V, exactly.

        Negative weights give the least: ``most((-1, 0))`` is the worst for the row player.

        Returns: the sum, values that have it, and whether the piece holds an equilibrium with
        them; else they are a limit, and an equilibrium that plays fewer moves has them.
        """
        if len(weights) != 2:
            raise InputError(f"{counted(len(weights), 'weight')} for 2 players: give one for each")
        first, second = (rational(w, what="a weight") for w in weights)
        (question,) = AllEquilibria(self.game, self.moves).played
        found = best_values(WeightedSum((first, second)), [question], Clock(None))
        assert found.value is not None and found.values is not None, "a piece is not empty"
        return found.value, found.values, plays(question, found.values, Clock(None))

    def projection(
        self, values: Any, first: Outcome, second: Outcome
    ) -> list[tuple[Fraction, Fraction]]:
        """The polygon of the probabilities of two outcomes at rational values, corners in order."""
        order = list(self.game.outcomes())
        for outcome in (first, second):
            if tuple(outcome) not in order:
                shape = "×".join(map(str, self.game.shape))
                raise InputError(f"{outcome} is no outcome of a {shape} game, counted from 0")
        at = [order.index(tuple(outcome)) for outcome in (first, second)]
        points = [
            (play.probabilities[at[0]], play.probabilities[at[1]]) for play in self.vertices(values)
        ]
        return convex_hull(points)

    def project(
        self,
        first: Outcome | Sequence[Outcome],
        second: Outcome | Sequence[Outcome],
        *,
        tolerance: Any = Fraction(1, 50),
        budget: float | None = 10.0,
        progress: Tell | None = None,
    ) -> Projection:
        """Which pairs of probabilities two events have, over all values of the piece.

        Exact polygons of equilibria, and a proved distance that no pair of the piece has from all
        of them: 0 where the values are finitely many rational ones. (The rim of all pairs consists
        of curves whose degree grows with the moves; it is not given.)

        Args:
            first, second: an outcome, such as (0, 1), or several: then their probability together.
            tolerance: the distance to stop at.
            budget: seconds after which the distance may be larger; None for no limit.
            progress: called now and then.

        Cost: for each box of values some linear programs; the number of boxes grows with the square
        of the inverse tolerance where both values are free.

        >>> from oraclegames import solve
        >>> piece = solve("2,1 0,0 0,0; 0,0 1,2 1,1").whole.pieces[-1]
        >>> found = piece.project((0, 0), (1, 1), tolerance="1/10", budget=None)
        >>> found.status, found.distance <= Fraction(1, 10)
        ('complete', True)
        """
        events = self._event(first), self._event(second)
        share = rational(tolerance, what="the tolerance")
        if share <= 0:
            raise InputError("the tolerance of a projection should be positive, such as 1/50")
        return project(self, events, share, Clock(budget), progress or silent)

    def _event(self, given: Any) -> tuple[Outcome, ...]:
        """Outcomes in order, each once."""
        listed = list(given)
        single = bool(listed) and all(isinstance(move, int) for move in listed)
        order = list(self.game.outcomes())
        chosen = {tuple(outcome) for outcome in ([listed] if single else listed)}
        for outcome in chosen.difference(order):
            shape = "×".join(map(str, self.game.shape))
            raise InputError(f"{outcome} is no outcome of a {shape} game, counted from 0")
        return tuple(outcome for outcome in order if outcome in chosen)

    def points(self) -> list[Point]:
        """Values in V: included vertices, and samples of included arcs."""
        vertices = [v.values for v in self.region.vertices if v.included]
        return [*vertices, *self._samples()]

    def inner_values(self, seed: int = 0) -> Values | None:
        """Rational values in V: inside of its area, if there is one; None if none is known."""
        rng = random.Random(seed)
        lone = (rational_point(at) for at in [*self._samples(), *self.points()])
        return next(iter(_inside(self, rng)), None) or next(filter(None, lone), None)

    def _samples(self) -> list[Point]:
        return [arc.sample for arc in self.region.arcs if arc.included]

    def holds(self, play: Distribution) -> bool:
        """Whether a distribution is one of these equilibria."""
        return played_moves(play) == self.moves and is_one(play)

    @property
    def values_in_words(self) -> str:
        """The set of values in some words."""
        if self.region.dimension == len(self.region.arcs) == 1:
            return f"values on {self.region.arc_in_words(0)}"
        return self.region.summary()

    def __str__(self) -> str:
        return f"{moves_in_words(self.game, self.moves)}: {self.values_in_words}"


@dataclass(frozen=True, repr=False)
class EquilibriumPieces(Shown):
    """All dependency equilibria of two players.

    Attributes:
        game: a game of two players.
        pieces: one for each choice of moves that some equilibrium plays, few moves first.
        left_out: choices that the budget left undecided.
    """

    game: Game
    pieces: tuple[Piece, ...]
    left_out: tuple[Moves, ...] = ()

    @property
    def status(self) -> Status:
        """Whether every choice of moves is decided, and every set of values known in full."""
        whole = all(piece.region.status == "complete" for piece in self.pieces)
        return "complete" if whole and not self.left_out else "partial"

    def __contains__(self, play: object) -> bool:
        return isinstance(play, Distribution) and is_one(play)

    def locate(self, play: Distribution) -> Piece | None:
        """The piece to which an equilibrium belongs; None if to none that is listed."""
        found = [piece for piece in self.pieces if piece.holds(play)]
        return found[0] if found else None

    def sample(self, count: int = 8, seed: int = 0) -> tuple[Distribution, ...]:
        """Equilibria drawn from all pieces in turn: random mixtures over rational values of theirs.

        Fewer where no values of a piece are rational.
        """
        rng = random.Random(seed)
        drawn: list[Distribution] = []
        for piece in self.pieces * -(-count // max(1, len(self.pieces))):
            points = [
                at for at in piece.points() if all(isinstance(v, Fraction) for v in at)
            ] + _inside(piece, rng)
            if points and len(drawn) < count:
                drawn.append(_mixture(piece, piece.vertices(rng.choice(points)), rng))
        return tuple(drawn)

    def verify(self) -> bool:
        """Re-check every set of values at single points."""
        return all(piece.region.agrees() for piece in self.pieces)

    def to_dict(self, *, budget: float | None = None) -> dict[str, Any]:
        """All pieces, ready for JSON.

        Args:
            budget: seconds for the evidence; pieces that it is not enough for are left out.
        """
        return pieces_document(self, Clock(budget))

    def __str__(self) -> str:
        return "\n".join(words(self))


def _inside(piece: Piece, rng: random.Random) -> list[Values]:
    """A point of the area, if there is one: of short numbers, or else beside an arc."""
    region = piece.region
    if region.dimension < 2:
        return []
    for _ in range(100):
        x, y = (
            lines[0] + (lines[-1] - lines[0]) * Fraction(rng.randint(1, 63), 64)
            for lines in region.asked.lines
        )
        if region.classify((x, y)) == "in":
            return [(x, y)]
    arc = next(arc for arc in region.arcs if True in arc.sides)
    return [beside(region.asked, arc)[arc.sides.index(True)]]


def _mixture(piece: Piece, plays: tuple[Distribution, ...], rng: random.Random) -> Distribution:
    weights = [rng.randint(1, 9) for _ in plays]
    columns = zip(*(play.probabilities for play in plays))
    total = sum(weights)
    return Distribution(
        piece.game,
        tuple(sum((w * p for w, p in zip(weights, c)), Fraction(0)) / total for c in columns),
    )


def played_moves(play: Distribution) -> Moves:
    """The rows and the columns that are made."""
    made = [o for o, p in zip(play.game.outcomes(), play.probabilities) if p]
    rows, columns = (tuple(sorted({o[i] for o in made})) for i in range(2))
    return rows, columns


def is_one(play: Distribution) -> bool:
    """Whether a distribution of two players is a dependency equilibrium.

    Every move that is made is worth the same, and values and moves can be had (no trembles are
    sought).
    """
    game, moves = play.game, played_moves(play)
    masses = dict(zip(game.outcomes(), play.probabilities))
    values = [
        sum((p * game.payoff(i, o) for o, p in masses.items()), Fraction(0)) for i in range(2)
    ]
    for i, own in enumerate(moves):
        for s in own:
            gain = sum(
                (p * (game.payoff(i, o) - values[i]) for o, p in masses.items() if o[i] == s),
                Fraction(0),
            )
            if gain:
                return False
    return AllEquilibria(game, moves).reaches(values[0], values[1], Clock(None))
