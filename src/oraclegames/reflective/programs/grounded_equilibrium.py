"""Grounded programs with exact simulation: their play, and when they are an equilibrium.

Let the simulation of the other program be an exact sample of its move, the limit δ → 0. Two
ε-grounded programs that reply to the other's move play the unique solution (p, q) of

    p = ε f + (1 − ε) Σ_b q(b) π(b),        q = ε g + (1 − ε) Σ_a p(a) ρ(a),

unique because the right-hand side is a contraction by 1 − ε. Against a constant p the second plays
q(p), linear in p, and the first player's payoff u(p, q(p)) is a quadratic on the simplex of its
mixed strategies; the largest value lies where it is stationary on the inside of a face, which the
supports enumerate.

For NicerBot in a game with payoffs R, S, T, P (both cooperate; I cooperate alone; I defect alone;
both defect) the quadratic is largest at cooperation iff u(1) ≥ u(0) and u′(1) ≥ 0:

    R ≥ ε T + (1 − ε) P,        (1 − ε)(R − S) ≥ T − R.

So both players' NicerBots are an equilibrium against all constant strategies for ε up to
(R − P)/(T − P) and 1 − (T − R)/(R − S): 1/2 in the Prisoner's Dilemma 3, 2, 1, 0.

Source: Oesterheld, "Robust program equilibrium", Theory and Decision 2019.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from flint import fmpq, fmpq_mat

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.certificates.verify import holds
from oraclegames.errors import InputError, UnsupportedError
from oraclegames.exact.rational import format_rational, rational, to_fraction
from oraclegames.games.document import Document, heading
from oraclegames.games.load import GameLike, as_game
from oraclegames.games.shown import Shown
from oraclegames.reflective.agents.agents import find_move, pure, runs
from oraclegames.reflective.agents.grounded import Grounded
from oraclegames.reflective.agents.nicer_bot import NicerBot, Responder
from oraclegames.reflective.agents.reading import Mixed, fraction_matrix
from oraclegames.reflective.agents.seat import Seat, seats
from oraclegames.reflective.match.document import program_document

MAX_MOVES = 10


@dataclass(frozen=True, repr=False)
class GroundedCheck(Shown, Document):
    """Two grounded programs with exact simulation, against all constant strategies.

    Attributes:
        seats: the players' places, with the game and ε.
        agents: both players' programs.
        play: both players' mixed strategies.
        payoffs: both players' payoffs.
        deviations: for each player a best constant strategy, of those tried.
        best: for each player its payoff.
        status: "complete", or "partial" if not all supports were tried.
    """

    seats: tuple[Seat, Seat]
    agents: tuple[Responder, Responder]
    play: tuple[Mixed, Mixed]
    payoffs: tuple[Fraction, Fraction]
    deviations: tuple[Mixed, Mixed]
    best: tuple[Fraction, Fraction]
    status: Status = "complete"

    @property
    def holds(self) -> bool | None:
        """Whether no constant strategy is better for its player; None if that is undecided."""
        if any(best > payoff for best, payoff in zip(self.best, self.payoffs)):
            return False
        return True if self.status == "complete" else None

    def __str__(self) -> str:
        said = {True: "an equilibrium", False: "no equilibrium", None: "undecided"}[self.holds]
        first, second = (one.name for one in self.agents)
        lines = [f"{first} against {second}, exact simulation, against constants: {said}"]
        for name, payoff, most in zip(self.seats[0].game.players, self.payoffs, self.best):
            lines.append(f"{name} gets {format_rational(payoff)}, {format_rational(most)} at best")
        return "\n".join(lines)

    def verify(self) -> bool:
        """Re-check every claim, from the document alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """For JSON, schema ``oraclegames/grounded-equilibrium-1``."""

        def texts(row: Sequence[Fraction]) -> list[str]:
            return [format_rational(number) for number in row]

        return {
            **heading("oraclegames/grounded-equilibrium-1", self.seats[0].game),
            "agents": [one.name for one in self.agents],
            "programs": [_program(*pair) for pair in zip(self.agents, self.seats)],
            "epsilon": format_rational(self.seats[0].epsilon),
            "status": self.status,
            "play": [texts(mixed) for mixed in self.play],
            "payoffs": texts(self.payoffs),
            "deviations": [texts(mixed) for mixed in self.deviations],
            "best": texts(self.best),
            "holds": self.holds,
        }


def _program(one: Responder, seat: Seat) -> dict[str, Any]:
    """What an agent runs at its seat; of one's own what it replies there."""
    if type(one) not in (NicerBot, Grounded):
        one = Grounded(one.first(seat), one.replies(seat)[0], one.name)
    return program_document(one, seat)


def grounded_equilibrium(
    game: GameLike,
    first: Responder,
    second: Responder,
    epsilon: Any = Fraction(1, 5),
    *,
    budget: float | None = None,
    progress: Tell | None = None,
) -> GroundedCheck:
    """Check a pair of grounded programs against all constant strategies, exactly, as δ → 0.

    Args:
        game: a two-player game with at most ten moves for each player.
        first, second: grounded programs that do not look at their own last move.
        epsilon: the probability ε of the opening move, in (0, 1).
        budget: seconds after which the check stops, marked "partial"; None for no limit.
        progress: called with a :class:`oraclegames.budget.Progress` for every support.

    Cost: one linear system for each support, 2^m for m moves.

    >>> from oraclegames import Game
    >>> from oraclegames.reflective.agents.nicer_bot import NicerBot
    >>> pd = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> [grounded_equilibrium(pd, NicerBot(), NicerBot(), e).holds for e in ("1/2", "51/100")]
    [True, False]
    """
    clock, game = Clock(budget), as_game(game)
    step = rational(epsilon, what="the step epsilon")
    if not 0 < step < 1:
        raise InputError(
            f"the step epsilon should lie strictly between 0 and 1, not {format_rational(step)}"
        )
    places = seats(game, step)
    if max(game.shape) > MAX_MOVES:
        raise UnsupportedError(
            f"the supports of {max(game.shape)} moves are too many to enumerate; at most "
            f"{MAX_MOVES} moves are done"
        )
    maps = [_response(one, seat) for one, seat in zip((first, second), places)]
    play = _play(maps)
    values = places[0].values(*play)
    # The moves alone are tried first, so that something is known whenever the time is over.
    found = [_Constants(seat, maps[1 - seat.player]) for seat in places]
    status: Status = "complete"
    try:
        for one in found:
            one.search(clock, progress)
    except (OutOfTime, KeyboardInterrupt):
        status = "partial"
    deviations, best = zip(*(one.best for one in found))
    return GroundedCheck(places, (first, second), play, values, deviations, best, status)


def nicer_epsilons(game: GameLike) -> tuple[Fraction, Fraction] | None:
    """All ε for which two NicerBots are an equilibrium against all constants, as δ → 0.

    Returns the ends of an interval of ε in [0, 1] (0 and 1 are limits, no steps), or None. The game
    has two players with two moves each; the formulas are the module's.

    >>> from oraclegames import Game
    >>> nicer_epsilons(Game.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    (Fraction(0, 1), Fraction(1, 3))
    """
    game = as_game(game)
    if game.shape != (2, 2):
        raise UnsupportedError(f"NicerBot's range of epsilon needs a 2×2 game, not {game.shape}")
    low, high = Fraction(0), Fraction(1)
    for seat in seats(game, Fraction(1, 2)):
        c = find_move("cooperate", seat.moves, "nicer")
        k = find_move("cooperate", seat.other_moves, "nicer")
        r, s = seat.mine[c][k], seat.mine[c][1 - k]
        t, p = seat.mine[1 - c][k], seat.mine[1 - c][1 - k]
        # Both conditions have the form slope·ε ≤ bound.
        for slope, bound in ((t - p, r - p), (r - s, 2 * r - s - t)):
            if slope > 0:
                high = min(high, bound / slope)
            elif slope < 0:
                low = max(low, bound / slope)
            elif bound < 0:
                return None
    return (low, high) if low <= high and high > 0 and low < 1 else None


_Map = tuple[fmpq_mat, fmpq_mat]
"""q(p) as a constant column and the matrix whose columns the moves of p add."""


def _response(agent: Responder, seat: Seat) -> _Map:
    """The program's play as a function of the other's mixed strategy."""
    agent.check(seat)
    if not runs(agent, Responder):
        raise UnsupportedError(
            f"agent {agent.name!r} runs a program of its own; exact simulation is worked out for "
            "replies to the other's move"
        )
    if agent.reads(seat)[0]:
        raise UnsupportedError(
            f"agent {agent.name!r} looks at its own last move; exact simulation is worked out for "
            "replies to the other's move only"
        )
    constant = [[seat.epsilon * p for p in agent.first(seat)]]
    columns = [[(1 - seat.epsilon) * p for p in mix] for mix in agent.replies(seat)[0]]
    return fraction_matrix(constant).transpose(), fraction_matrix(columns).transpose()


def _apply(response: _Map, other: Mixed) -> Mixed:
    constant, matrix = response
    return _mixed(constant + matrix * fraction_matrix([other]).transpose())


def _mixed(column: fmpq_mat) -> Mixed:
    return tuple(map(to_fraction, column.entries()))


def _play(maps: list[_Map]) -> tuple[Mixed, Mixed]:
    """Solve p = f + A q, q = g + B p: then (1 − A B) p = f + A g."""
    (f, a), (g, b) = maps
    circle = a * b
    one = fraction_matrix([pure(k, circle.nrows()) for k in range(circle.nrows())])
    p = (one - circle).solve(f + a * g)
    return _mixed(p), _mixed(g + b * p)


class _Constants:
    """The largest u(p, q(p)) over the simplex: Σ_{a,c} p(a) p(c) A[a][c] with Σ p = 1."""

    def __init__(self, seat: Seat, response: _Map):
        self.seat, self.response = seat, response
        moves = range(len(seat.moves))
        constant, matrix = response
        ones = fmpq_mat(1, len(moves), [1] * len(moves))
        self.form = seat.tables[0] * (constant * ones + matrix)
        alone = max(moves, key=lambda move: self.form[move, move])
        self.best: tuple[Mixed, Fraction] = (
            pure(alone, len(moves)),
            to_fraction(self.form[alone, alone]),
        )

    def search(self, clock: Clock, tell: Tell | None) -> None:
        """Try the supports of two moves and more."""
        moves = len(self.seat.moves)
        supports = [s for k in range(2, moves + 1) for s in combinations(range(moves), k)]
        for done, support in enumerate(supports, 1):
            clock.check()
            mixed = _stationary(self.form, support, moves)
            if mixed is not None:
                value = self.seat.values(mixed, _apply(self.response, mixed))[0]
                if value > self.best[1]:
                    self.best = mixed, value
            if tell is not None:
                tell(Progress(done, len(supports), "supports"))


def _stationary(form: fmpq_mat, support: tuple[int, ...], moves: int) -> Mixed | None:
    """Where the quadratic is stationary on the inside of a face; None if nowhere, or on a line.

    On a line of stationary points it is constant, and the line's ends lie on smaller faces.
    """
    size = len(support)
    matrix, rhs = fmpq_mat(size + 1, size + 1), fmpq_mat(size + 1, 1)
    for i, a in enumerate(support):
        for j, c in enumerate(support):
            matrix[i, j] = form[a, c] + form[c, a]
        matrix[i, size] = matrix[size, i] = fmpq(1)
    rhs[size, 0] = fmpq(1)
    if matrix.det() == 0:
        return None
    weights = [to_fraction(value) for value in matrix.solve(rhs).entries()][:size]
    if min(weights) <= 0:
        return None
    mixed = [Fraction(0)] * moves
    for move, weight in zip(support, weights):
        mixed[move] = weight
    return tuple(mixed)
