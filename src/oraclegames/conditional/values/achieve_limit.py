"""Which values are limits of values of totally mixed equilibria?

A value vector v can be a limit without being achievable: cooperation in the Prisoner's Dilemma.

* *Yes*, if v is achievable, or by a regular limit: P ≥ 0 with K(v) P = 0, and a direction (dP, dv)
  with dP(o) > 0 wherever P(o) = 0 that solves the conditions to first order,

      K(v) dP = ( dv_i P(s_i = s) )_{i,s},

  where the map (dP, dv) → K(v) dP − ( dv_i P(s_i = s) ) is onto. By the implicit function theorem a
  curve of solutions leaves P in this direction, and it is positive at once.
* *No*, if one y excludes a whole box around v (:mod:`oraclegames.conditional.values.relaxation`).
* For 2×2 games the closed form decides where these do not
  (:mod:`oraclegames.conditional.two_by_two.values`).
* *Undetermined* else; that needs payoff ties, a degenerate P, or a budget that ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from oraclegames.budget import Clock, OutOfTime
from oraclegames.certificates.verify import holds
from oraclegames.conditional.columns.konstanz import Multipliers, format_values
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps
from oraclegames.conditional.two_by_two.values import are_limit_values
from oraclegames.conditional.values.boxes import Box, box_bound
from oraclegames.conditional.values.conditions import System
from oraclegames.conditional.values.relaxation import Relaxation
from oraclegames.conditional.values.value_space import Space
from oraclegames.errors import UnsupportedError
from oraclegames.exact.arrays import object_array
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.rational import format_rational
from oraclegames.exact.simplex import maximise
from oraclegames.games.document import Document, heading
from oraclegames.games.game import Game
from oraclegames.games.shown import Shown

MAX_LIMIT_OUTCOMES = 512
"""The most outcomes for which limits are decided."""

Vector = tuple[Fraction, ...]


@dataclass(frozen=True, repr=False)
class LimitAnswer(Document, Shown):
    """Whether v is a limit of values of totally mixed dependency equilibria.

    Attributes:
        game: the game.
        values: v.
        answer: "yes", "no" or "undetermined".
        probabilities: P for a yes: itself totally mixed, or a regular limit.
        direction: dP and dv for a limit; None if P is totally mixed.
        box: for a no: the box around v, in which every value vector is excluded …
        certificate: … by this y; None with a box if it lies off the space of possible values.

    For a 2×2 game there may be no evidence of this kind: then the closed form decides.
    """

    game: Game
    values: Vector
    answer: Literal["yes", "no", "undetermined"]
    probabilities: Vector | None = None
    direction: tuple[Vector, Vector] | None = None
    box: Box | None = None
    certificate: Multipliers | None = None

    def __bool__(self) -> bool:
        return self.achievable

    @property
    def achievable(self) -> bool:
        """Whether the answer is yes."""
        return self.answer == "yes"

    @property
    def kind(self) -> Literal["distribution", "certificate", "closed form"] | None:
        """What the answer rests on."""
        if self.answer == "undetermined":
            return None
        if self.probabilities is None and self.box is None:
            return "closed form"
        return "distribution" if self.answer == "yes" else "certificate"

    def verify(self) -> bool:
        """Re-check the limit, or the exclusion, by arithmetic alone."""
        return holds(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, ready for JSON."""
        p, y = self.probabilities, self.certificate
        box = self.box if y is not None else None
        return {
            **heading("oraclegames/values-1", self.game),
            "values": [format_rational(v) for v in self.values],
            "closure": True,
            "answer": self.answer,
            "achievable": self.achievable,
            "kind": self.kind,
            "distribution": p and _texts(p),
            "direction": self.direction
            and {
                "distribution": _texts(self.direction[0]),
                "values": _texts(self.direction[1]),
                "plane": [_texts(d) for d in Space.of(self.game).directions],
            },
            "box": box and {"low": _texts(box.low), "high": _texts(box.high)},
            "certificate": y and [_texts(row) for row in y],
        }

    def __str__(self) -> str:
        words = {
            "yes": "is a limit of values of totally mixed equilibria",
            "no": "is no limit of values of totally mixed equilibria",
            "undetermined": "may be a limit of values of totally mixed equilibria: payoff ties, a "
            "degenerate distribution or the budget leave it open",
        }
        return f"{format_values(self.values)} {words[self.answer]}"


def _texts(numbers: Vector) -> list[str]:
    return [format_rational(x) for x in numbers]


def _impossible(game: Game, v: Vector) -> bool:
    """Whether v lies off the closed set of values that single moves and payoff ties allow."""
    box = box_bound(game)
    return box.empty or not box.holds(v) or not Space.of(game).holds(v)


def _widest(system: System, clock: Clock) -> Vector | None:
    """P ≥ 0 with K(v) P = 0, ΣP = 1 and the largest possible support; None if there is no P."""
    n = system.matrix.shape[1]
    # Unnormalised P and z with z ≤ P, z ≤ 1: Σ z counts the support at the optimum.
    equal: list[tuple[dict[int, Any], Any]] = [
        ({j: int(a) for j, a in enumerate(row) if a}, 0) for row in system.matrix
    ]
    limits: list[tuple[dict[int, Any], Any]] = [({n + j: 1, j: -1}, 0) for j in range(n)]
    limits += [({n + j: 1}, 1) for j in range(n)]
    costs: dict[int, Any] = dict.fromkeys(range(n, 2 * n), 1)
    solved = maximise(LinearProgram.of(costs, equal=equal, at_most=limits, n=2 * n), clock=clock)
    if not isinstance(solved, Optimal) or solved.value == 0:
        return None
    weights = solved.dense(n)
    total = sum(weights)
    return tuple(w / total for w in weights)


def _leaving(system: System, p: Vector, clock: Clock) -> tuple[Vector, Vector] | None:
    """A direction (dP, dv) into the positive orthant; None if there is none."""
    n, k = len(p), len(system.directions)
    rows = _leaving_rows(system, p)
    solved = maximise(LinearProgram.of({}, equal=rows, n=2 * n + 2 * k), clock=clock)
    if not isinstance(solved, Optimal):
        return None
    x = solved.dense(2 * n + 2 * k)
    step = tuple(Fraction(int(p[j] == 0)) + x[j] - x[n + j] for j in range(n))
    shift = [Fraction(0)] * (max(system.player) + 1)
    for d, up, down in zip(system.directions, x[2 * n :], x[2 * n + k :]):
        shift = [a + (up - down) * c for a, c in zip(shift, d)]
    return step, tuple(shift)


def _leaving_rows(system: System, p: Vector) -> list[tuple[dict[int, Any], Any]]:
    """K(v) dP = (dv_i P(s_i = s)) in columns dP = e + x⁺ − x⁻, then dv = Σ (τ⁺ − τ⁻) d.

    e is 1 and x⁻ is 0 where P is 0; every right-hand side is made ≥ 0.
    """
    n, rows = len(p), []
    masses = system.touched @ object_array(p)
    for numbers, i, mass, scale in zip(system.matrix, system.player, masses, system.scales):
        row: dict[int, Any] = {j: int(a) for j, a in enumerate(numbers) if a}
        row |= {n + j: -a for j, a in row.items() if p[j]}
        pushes = [d[i] * mass * scale for d in system.directions]
        row |= {2 * n + b: -push for b, push in enumerate([*pushes, *(-x for x in pushes)])}
        missing = -sum(int(a) for a, mass in zip(numbers, p) if not mass)
        sign = -1 if missing < 0 else 1
        rows.append(({j: sign * a for j, a in row.items()}, sign * missing))
    return rows


def achieve_limit(game: Game, values: Vector, clock: Clock | None = None) -> LimitAnswer:
    """Decide whether v is a limit of values of totally mixed equilibria, as far as it can be.

    Cost: one linear program with about 2N + Σ m_i rows for N outcomes, and up to 20 smaller ones.
    What the clock ends is undetermined.

    Raises:
        UnsupportedError: for a game of more than 512 outcomes.

    >>> dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> print(achieve_limit(dilemma, (Fraction(2), Fraction(2))))
    (2, 2) is a limit of values of totally mixed equilibria
    """
    if game.n_outcomes > MAX_LIMIT_OUTCOMES:
        raise UnsupportedError(
            f"the game has {game.n_outcomes} outcomes, but limits are decided up to "
            f"{MAX_LIMIT_OUTCOMES}: ask without closure=True"
        )
    if _impossible(game, values):
        return LimitAnswer(game, values, "no", box=Box(values, values))
    try:
        return _decided(game, values, clock or Clock(None))
    except (OutOfTime, KeyboardInterrupt):
        return LimitAnswer(game, values, "undetermined")


def _decided(game: Game, values: Vector, clock: Clock) -> LimitAnswer:
    whole = Relaxation.whole(game)
    excluded, weights = whole.mix(Box(values, values), clock)
    if excluded is None:
        return LimitAnswer(game, values, "yes", tuple(map(Fraction, weights)))
    system = System(game, values, Space.of(game).directions)
    p = _widest(system, clock)
    if p is not None and system.onto(p):
        direction = _leaving(system, p, clock)
        if direction is not None:
            return LimitAnswer(game, values, "yes", p, direction)
    if game.shape == (2, 2) and are_limit_values(odds_maps(game), values):
        return LimitAnswer(game, values, "yes")
    size = max(*box_bound(game).widths, Fraction(1))
    for k in range(1, 20):
        margin = size / (1 << k)
        box = Box(tuple(v - margin for v in values), tuple(v + margin for v in values))
        y, _ = whole.mix(box, clock)
        if y is not None:
            return LimitAnswer(game, values, "no", box=box, certificate=y)
    if game.shape == (2, 2):
        return LimitAnswer(game, values, "no")
    return LimitAnswer(game, values, "undetermined")
