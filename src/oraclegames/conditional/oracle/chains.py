"""Play by chains on the boundary: what an order of the moves demands, and two ways to decide it.

Notation: P is a distribution, D_i(o) = U_i(o) − v_i, T_{i,A} = {o : o_i ∈ A}. Along totally mixed
P_k → P the supported moves of player i must satisfy, as links of her chain with the moves "after",

    c_i(l) ≤ c_i(after l)  for every link l before a supported move,
    c_i(s) ≥ c_i(after s)  for every supported move s.

In the limit all supported moves are worth the same, v_i; a link l before the last supported move
may be worth at most v_i; and the moves after the last supported one *together* at most v_i. So the
tremble sets are T_{i,l} for the former and one set T_{i,A} for the latter, and the levels of
:mod:`oraclegames.conditional.trembles.levels` decide whether the limit allows P. A proof that there
are no levels is a proof that no reflective COD of these chains plays P.

**One order of magnitude.** Look for weights Q on the outcomes, ≥ 1 where P is zero, with

    Σ_{T_{i,s}} Q D_i = 0 for supported s,      Σ_{T_{i, after s}} Q D_i = 0 for all but the last,
    Σ_{T_{i,A}} Q D_i ≤ 0 for the moves A after the last,

and for an unsupported link l before the last: nothing if D_i < 0 on T_{i,l}; else both sums
Σ_{T_{i,l}} Q D_i ≤ 0 ≤ Σ_{T_{i, after l}} Q D_i. Then P + tQ is a family of trembles. For a single
player this is necessary too, for c(l) is a constant and every condition is linear: her chain is
always decided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from oraclegames.conditional.oracle.agents import Agents
from oraclegames.conditional.trembles.family import TrembleFamily
from oraclegames.conditional.trembles.levels import Face, Weights
from oraclegames.errors import CertificateError
from oraclegames.exact.simplex import Infeasible, LinearProgram, Optimal, maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Outcome

__all__ = ["Blocked", "MoveSet", "NoTremble", "chain_levels", "chain_sets", "one_order"]

MoveSet = tuple[int, tuple[int, ...]]
"""A player i and a set A of her moves: names the outcomes T_{i,A}."""


@dataclass(frozen=True)
class Blocked:
    """Proof that no trembles suit the chains, even in the limit.

    Attributes:
        agents: the chains.
        distribution: P.
        sets: tremble sets.
        multipliers: y > 0 for each; Σ y_{i,A} D_i(o) over the sets that o touches is ≥ 1 for every
            outcome that touches one. So the first level that touches a set tempts somebody.
    """

    agents: Agents
    distribution: Distribution
    sets: tuple[MoveSet, ...]
    multipliers: tuple[Fraction, ...]

    def verify(self) -> bool:
        """Re-check the inequality at every outcome that touches the sets."""
        face = Face.of(self.distribution)
        if not self.sets or not set(self.sets) <= set(chain_sets(self.agents, face)):
            return False
        if len(self.sets) != len(self.multipliers) or min(self.multipliers) <= 0:
            return False
        for outcome in face.game.outcomes():
            met = [
                y * face.gain(i, outcome)
                for (i, moves), y in zip(self.sets, self.multipliers)
                if outcome[i] in moves
            ]
            if met and sum(met) < 1:
                return False
        return True


@dataclass(frozen=True)
class NoTremble:
    """Proof that a single player's chain does not play P: her conditions on Q have no solution.

    Attributes:
        agents: the chain.
        distribution: P.
        farkas: multipliers of the program's rows that prove it infeasible.
    """

    agents: Agents
    distribution: Distribution
    farkas: Infeasible

    def verify(self) -> bool:
        """Re-check the multipliers against the program, set up anew from the payoffs."""
        if self.agents.game.n_players != 1:
            return False
        return self.farkas.verify(_program(self.agents, self.distribution)[0])


def chain_sets(agents: Agents, face: Face) -> tuple[MoveSet, ...]:
    """The tremble sets of chains: single moves, and together those after the last supported one."""
    sets: list[MoveSet] = []
    for i, order in enumerate(agents.orders):
        last = max(order.index(s) for s in face.supported[i])
        sets += [(i, (move,)) for move in order[:last] if move not in face.supported[i]]
        if order[last + 1 :]:
            sets.append((i, order[last + 1 :]))
    return tuple(sets)


def chain_levels(agents: Agents, distribution: Distribution) -> tuple[Weights, ...] | Blocked:
    """Levels of trembles for the sets of the chains, or the proof that there are none.

    The supported moves must be worth the same. Always decided. Cost: a linear program for each
    level, with a row for each set and a column for each outcome.
    """
    face = Face.of(distribution)
    left = list(chain_sets(agents, face))
    levels: list[Weights] = []
    while left:
        outcomes = [o for o in face.game.outcomes() if any(_hits(o, s) for s in left)]
        rows = [
            {k: face.gain(i, o) for k, o in enumerate(outcomes) if o[i] in moves}
            for i, moves in left
        ]
        hits = [sum(_hits(o, s) for s in left) for o in outcomes]
        program = LinearProgram.of(
            hits, at_most=[*((row, 0) for row in rows), ([1] * len(outcomes), 1)]
        )
        optimal = maximise(program)
        if not isinstance(optimal, Optimal):
            raise CertificateError("a level's program has a solution and a bound; none was found")
        if optimal.value == 0:
            pairs = [(s, y) for s, y in zip(left, optimal.y) if y]
            return Blocked(
                agents, distribution, tuple(s for s, _ in pairs), tuple(y for _, y in pairs)
            )
        weights = tuple((outcomes[k], w) for k, w in optimal.x if k < len(outcomes))
        levels.append(weights)
        left = [s for s in left if not any(_hits(o, s) for o, _ in weights)]
    return tuple(levels)


def one_order(agents: Agents, distribution: Distribution) -> TrembleFamily | NoTremble | None:
    """Trembles P + tQ that suit the chains to first order.

    The caller re-checks the family, for with several players Q's own conditions are sufficient only
    up to higher orders. For a single player the answer is a family or a proof; for more, None means
    nothing.
    """
    program, columns = _program(agents, distribution)
    result = maximise(program)
    if isinstance(result, Infeasible):
        single = agents.game.n_players == 1
        return NoTremble(agents, distribution, result) if single else None
    pairs = zip(agents.game.outcomes(), distribution.probabilities)
    direction = {o: Fraction(int(p == 0)) for o, p in pairs}
    for k, value in result.x:
        if k < len(columns):
            outcome, sign = columns[k]
            direction[outcome] += sign * value
    weights = tuple(zip(distribution.probabilities, direction.values()))
    return TrembleFamily(distribution, weights)


def _hits(outcome: Outcome, target: MoveSet) -> bool:
    return outcome[target[0]] in target[1]


def _program(
    agents: Agents, distribution: Distribution
) -> tuple[LinearProgram, list[tuple[Outcome, int]]]:
    """The conditions on Q = 1 + q where P is zero, Q = q − r elsewhere; the columns' meaning."""
    game, face = agents.game, Face.of(distribution)
    columns: list[tuple[Outcome, int]] = []
    for outcome, probability in zip(game.outcomes(), distribution.probabilities):
        columns += [(outcome, sign) for sign in ((1, -1) if probability else (1,))]
    zeros = {o for o, p in zip(game.outcomes(), distribution.probabilities) if p == 0}

    def row(i: int, moves: Iterable[int], sign: int) -> tuple[dict[int, Fraction], Fraction]:
        """sign · Σ_{T_{i,moves}} Q D_i as coefficients of the columns, and minus its constant."""
        inside = set(moves)
        table = {
            k: sign * orientation * face.gain(i, o)
            for k, (o, orientation) in enumerate(columns)
            if o[i] in inside
        }
        constant = sum((face.gain(i, o) for o in zeros if o[i] in inside), Fraction(0))
        return table, -sign * constant

    equal, at_most = [], []
    for i, order in enumerate(agents.orders):
        supported = face.supported[i]
        last = max(order.index(s) for s in supported)
        for j, move in enumerate(order[: last + 1]):
            if move in supported:
                equal.append(row(i, (move,), 1))
                if j < last:
                    equal.append(row(i, order[j + 1 :], 1))
            elif any(face.gain(i, o) >= 0 for o in game.outcomes() if o[i] == move):
                at_most.append(row(i, (move,), 1))
                at_most.append(row(i, order[j + 1 :], -1))
        if order[last + 1 :]:
            at_most.append(row(i, order[last + 1 :], 1))
    return LinearProgram.of({}, equal=equal, at_most=at_most, n=len(columns)), columns
