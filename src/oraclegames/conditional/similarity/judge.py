"""Is a joint distribution an equilibrium of a given notion? Each decided exactly, with evidence.

Let v_i = E_P[U_i], and for a move t of player i let T_{i,t} be the outcomes in which she makes it.

- *Nash*: P is the product of its margins, and no move gains against the others' margins.
- *Correlated, coarse correlated*: sums over the outcomes of one move, or over all of them.
- *Subjective* (SEE): all moves that are played are worth v_i to their player; every other move t
  has an outcome in T_{i,t} that pays her at most v_i (the belief puts nearly all weight there).
- *Embedded* (EE): there is one weight w > 0 on the outcomes with Σ_{T_{i,t}} w(o)(U_i(o) − v_i) ≤ 0
  for every move t that is not played: a linear program. Where there is none, multipliers y ≥ 0 say
  so: g(o) = Σ_i y_{i,o_i}(U_i(o) − v_i) ≥ 0 for all o, and > 0 for one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from oraclegames.budget import Clock
from oraclegames.errors import InputError
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from oraclegames.games.distribution import Distribution
from oraclegames.games.game import Game, Outcome

Kind = Literal["arithmetic", "better move", "dependence", "beliefs", "completion", "multipliers"]


@dataclass(frozen=True)
class Evidence:
    """Why it is an equilibrium or none.

    Attributes:
        kind: "arithmetic": the definition's sums say yes; "better move": ``player`` gains
            ``difference`` by ``other`` (instead of ``move``, where that is named); "dependence":
            the probability of ``outcome`` is no product; "beliefs": for each idle move an outcome;
            "completion": the belief ``q``; "multipliers": a proof that there is none.
        player, move, other, difference: who gains, by what, and how much at least.
        outcome: of "dependence".
        beliefs: (player, move, outcome).
        q: a probability for every outcome.
        multipliers: (player, move, weight).
    """

    kind: Kind
    player: int = 0
    move: int | None = None
    other: int = 0
    difference: Fraction = Fraction(0)
    outcome: Outcome = ()
    beliefs: tuple[tuple[int, int, Outcome], ...] = ()
    q: tuple[Fraction, ...] = ()
    multipliers: tuple[tuple[int, int, Fraction], ...] = ()

    @property
    def says(self) -> bool:
        """Whether it proves that there is an equilibrium."""
        return self.kind in ("arithmetic", "beliefs", "completion")


ARITHMETIC = Evidence("arithmetic")


def _swapped(outcome: Outcome, player: int, move: int) -> Outcome:
    return (*outcome[:player], move, *outcome[player + 1 :])


def _deviation(game: Game, weights: list[tuple[Outcome, Fraction]]) -> Evidence | None:
    """A player who gains by always making another move."""
    for i in range(game.n_players):
        for t in range(game.shape[i]):
            gain = Fraction(0)
            for outcome, p in weights:
                gain += p * (game.payoff(i, _swapped(outcome, i, t)) - game.payoff(i, outcome))
            if gain > 0:
                return Evidence("better move", i, None, t, gain)
    return None


def judge_nash(played: Distribution, clock: Clock) -> Evidence:
    """Independent, and a best reply for everybody."""
    game = played.game
    margins = [played.move_probabilities(i) for i in range(game.n_players)]
    for outcome, p in zip(game.outcomes(), played.probabilities):
        product = Fraction(1)
        for i, move in enumerate(outcome):
            product *= margins[i][move]
        if p != product:
            return Evidence("dependence", outcome=outcome)
    return judge_coarse(played, clock)


def judge_coarse(played: Distribution, clock: Clock) -> Evidence:
    """No gain by one move made always."""
    game = played.game
    weights = [(o, p) for o, p in zip(game.outcomes(), played.probabilities) if p]
    return _deviation(game, weights) or ARITHMETIC


def judge_correlated(played: Distribution, clock: Clock) -> Evidence:
    """No gain by another move in the place of one that is played."""
    game = played.game
    for i in range(game.n_players):
        clock.check()
        for s in range(game.shape[i]):
            here = [
                (o, p) for o, p in zip(game.outcomes(), played.probabilities) if p and o[i] == s
            ]
            mass = sum((p for _, p in here), Fraction(0))
            for t in range(game.shape[i]) if here else ():
                gain = sum(
                    (p * (game.payoff(i, _swapped(o, i, t)) - game.payoff(i, o)) for o, p in here),
                    Fraction(0),
                )
                if gain > 0:
                    return Evidence("better move", i, s, t, gain / mass)
    return ARITHMETIC


def _unequal(played: Distribution) -> Evidence | None:
    """A move that is worth less than another that is played too."""
    game = played.game
    for i in range(game.n_players):
        worth = [played.conditional_value(i, s) for s in range(game.shape[i])]
        known = [(value, s) for s, value in enumerate(worth) if value is not None]
        top, best = max(known, key=lambda pair: (pair[0], -pair[1]))
        for value, s in known:
            if value < top:
                return Evidence("better move", i, s, best, top - value)
    return None


def _idle(played: Distribution) -> list[tuple[int, int]]:
    return [
        (i, t)
        for i in range(played.game.n_players)
        for t, mass in enumerate(played.move_probabilities(i))
        if not mass
    ]


def judge_subjective(played: Distribution, clock: Clock) -> Evidence:
    """A belief of her own for every idle move."""
    unequal = _unequal(played)
    if unequal is not None:
        return unequal
    game, values = played.game, played.values
    beliefs = []
    for i, t in _idle(played):
        clock.check()
        outcomes = (o for o in game.outcomes() if o[i] == t)
        least = min(outcomes, key=lambda o, i=i: game.payoff(i, o))  # type: ignore[misc]
        gain = game.payoff(i, least) - values[i]
        if gain > 0:
            return Evidence("better move", i, None, t, gain)
        beliefs.append((i, t, least))
    return Evidence("beliefs", beliefs=tuple(beliefs))


def judge_embedded(played: Distribution, clock: Clock, q: Distribution | None = None) -> Evidence:
    """One belief q > 0 for all idle moves: the given one, or some."""
    unequal = _unequal(played)
    if unequal is not None:
        return unequal
    idle = _idle(played)
    return _by_given(played, idle, q) if q is not None else _by_some(played, idle, clock)


def _by_given(played: Distribution, idle: list[tuple[int, int]], q: Distribution) -> Evidence:
    if min(q.probabilities) <= 0:
        raise InputError("q should give every outcome a positive probability")
    for i, t in idle:
        worth = q.conditional_value(i, t)
        assert worth is not None
        if worth > played.values[i]:
            return Evidence("better move", i, None, t, worth - played.values[i])
    return Evidence("completion", q=q.probabilities)


def _by_some(played: Distribution, idle: list[tuple[int, int]], clock: Clock) -> Evidence:
    """Maximise t ≤ 1 with w = t + x, x ≥ 0, and no idle move worth more: t is 1 or 0."""
    game, values = played.game, played.values
    outcomes = list(game.outcomes())
    rows: list[tuple[list[Fraction], int]] = []
    for i, t in idle:
        gains = [game.payoff(i, o) - values[i] if o[i] == t else Fraction(0) for o in outcomes]
        rows.append(([sum(gains, Fraction(0)), *gains], 0))
    rows.append(([Fraction(1)] + [Fraction(0)] * len(outcomes), 1))
    program = LinearProgram.of([1] + [0] * len(outcomes), at_most=rows)
    found = maximise(program, clock=clock)
    assert isinstance(found, Optimal)
    if found.value > 0:
        level, *extra = found.dense(len(outcomes) + 1)
        weights = [level + x for x in extra]
        total = sum(weights, Fraction(0))
        return Evidence("completion", q=tuple(w / total for w in weights))
    weights = list(found.y[: len(idle)])
    multipliers = tuple((i, t, y) for (i, t), y in zip(idle, weights) if y)
    return Evidence("multipliers", multipliers=multipliers)


JUDGES: dict[str, Callable[[Distribution, Clock], Evidence]] = {
    "nash": judge_nash,
    "correlated": judge_correlated,
    "coarse": judge_coarse,
    "subjective": judge_subjective,
    "embedded": judge_embedded,
}
"""The notions that this file decides."""
