"""Evidence by trembles: levels, the proof that there are none, and totally mixed play near by.

Notation: P is played, every move that is made is worth v_i to its player, D_i(o) = U_i(o) − v_i,
and T_{i,s} are the outcomes with o_i = s.

- *Levels* w¹, w², … ≥ 0 prove P a dependency equilibrium: along P + ε w¹ + ε² w² + … every idle
  move is tried, and the first level with weight on T_{i,s} decides what it is worth in the limit;
  Σ_{T_{i,s}} w D_i ≤ 0 there means: no more than v_i.
- *Multipliers* y > 0 on idle moves C with Σ_{(i,s) ∈ C, o_i = s} y D_i(o) > 0 wherever o touches
  C prove that it is none. Take P_k → P and let e_k → 0 be the greatest weight of an outcome that
  touches C. Divided by e_k the weights have a limit w ≠ 0 (of a subsequence), and Σ w·Σ y D > 0: so
  some move of C is worth more than v_i, by a margin, all along.
- A *family* of weights, polynomials in t, proves P reflective if for small t > 0 it is positive,
  tends to P, and keeps every move that is made a best reply; each is the sign of a first
  coefficient.
- *Same values*: Q > 0 where P = 0, with Σ_{T_{i,s}} Q D_i = 0 for moves that are made and ≤ 0 for
  idle ones, proves it too, by P + εQ.
- *Strict levels* (sums < 0) prove it if moreover the map of weights on Π M_i to differences of
  values is metrically regular at P (Robinson 1976): its columns have full rank, and a combination
  that is ≥ 1 wherever P = 0 inside Π M_i is zero. What the levels disturb can then be mended
  inside.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from flint import fmpq_mat, fmpq_poly

from oraclegames.certificates.part import Part, move_of, outcome_of
from oraclegames.certificates.play import Move, Play
from oraclegames.exact.rational import to_fmpq
from oraclegames.exact.surd import exact_sign
from oraclegames.games.game import Game, Outcome

Weights = list[tuple[Outcome, Fraction]]


def check_weak(certificate: Part, play: Play) -> None:
    """The evidence that the play is a dependency equilibrium."""
    certificate.only("kind", "type", "strict", "levels")
    _check_kind(certificate, "levels")
    certificate["strict"].require(not certificate["strict"].flag(), "these levels need not be")
    check_levels(certificate["levels"], play, strict=False)


def check_levels(levels: Part, play: Play, *, strict: bool) -> None:
    """Every idle move is tried, and is worth no more (strictly less) than the play."""
    left = set(play.idle)
    for level in levels:
        weights = weights_of(level, play.game)
        level.require(all(w > 0 for _, w in weights), "a weight is not positive")
        sums = [(move, total) for move, total in play.sums(weights) if move in left]
        level.require(bool(sums), "it tries no further move")
        for move, total in sums:
            worse = total < 0 or (total == 0 and not strict)
            level.require(worse, f"{_name(play, move)} is worth too much along it")
            left.remove(move)
    for move in sorted(left):
        levels.refute(f"{_name(play, move)} is never tried")


def check_stuck(part: Part, play: Play) -> list[Move]:
    """Whatever is tried first of these moves is worth more than the play; the moves."""
    part.only("kind", "type", "multipliers")
    _check_kind(part, "stuck")
    multipliers: dict[Move, Fraction] = {}
    for item in part["multipliers"]:
        item.only("player", "move", "multiplier")
        move, y = move_of(item, play.game), item["multiplier"].rational()
        item.require(move in play.idle, "the move is played")
        item.require(move not in multipliers, "the move is listed twice")
        item["multiplier"].require(y > 0, "it is not positive")
        multipliers[move] = y
    part["multipliers"].require(bool(multipliers), "there are none")
    for outcome in play.game.outcomes():
        met = [move for move in enumerate(outcome) if move in multipliers]
        total = sum((multipliers[move] * play.gain(move[0], outcome) for move in met), Fraction(0))
        if met and total <= 0:
            labels = ", ".join(play.game.outcome_labels(outcome))
            part["multipliers"].refute(f"at ({labels}) they do not add up to a gain")
    return list(multipliers)


def check_family(part: Part, play: Play) -> None:
    """Polynomial weights that tend to the play and keep it optimal for small t > 0."""
    part.only("kind", "weights")
    game = play.game
    weights: dict[Outcome, fmpq_poly] = {}
    for outcome, item in zip(game.outcomes(), part["weights"].items(game.n_outcomes)):
        item.only("outcome", "coefficients")
        item["outcome"].require(outcome_of(item["outcome"], game) == outcome, "it is out of order")
        weight = fmpq_poly([to_fmpq(c) for c in item["coefficients"].rationals()])
        item.require(_sign(weight) > 0, "the weight is not positive for small t")
        weights[outcome] = weight
    total = sum(weight[0] for weight in weights.values())
    part.require(total > 0, "no weight stays positive as t tends to 0")
    for outcome, weight in weights.items():
        share = to_fmpq(play.probabilities.get(outcome, Fraction(0)))
        part["weights"].require(weight[0] == share * total, "they do not tend to the distribution")
    for i, count in enumerate(game.shape):
        gains, masses = ([fmpq_poly(0) for _ in range(count)] for _ in range(2))
        for outcome, weight in weights.items():
            masses[outcome[i]] += weight
            gains[outcome[i]] += to_fmpq(game.payoff(i, outcome)) * weight
        for s, r in product(range(count), repeat=2):
            if (i, s) in play.masses and _sign(gains[s] * masses[r] - gains[r] * masses[s]) < 0:
                part["weights"].refute(f"{_name(play, (i, r))} is worth more than the play")


def check_same_values(part: Part, play: Play) -> None:
    """A direction Q in which all values stay as they are."""
    part.only("kind", "type", "direction")
    weights = dict(weights_of(part["direction"], play.game))
    for outcome in play.game.outcomes():
        played = outcome in play.probabilities
        part["direction"].require(
            played or weights.get(outcome, 0) > 0,
            f"({', '.join(play.game.outcome_labels(outcome))}) is not tried",
        )
    for move, total in play.sums(weights.items()):
        fine = total == 0 if move in play.masses else total <= 0
        part["direction"].require(fine, f"{_name(play, move)} changes its value")


def check_strict_levels(part: Part, play: Play) -> None:
    """Strict levels, and regularity inside the moves that are made."""
    part.only("kind", "type", "levels", "balance", "offsets")
    check_levels(part["levels"], play, strict=True)
    game = play.game
    made = [sorted(s for j, s in play.masses if j == i) for i in range(game.n_players)]
    inside = list(product(*made))
    balance = dict(weights_of(part["balance"], game))
    offsets = part["offsets"].rationals(game.n_players)
    part["balance"].require(set(balance) <= set(inside), "it leaves the moves that are made")
    for outcome in inside:
        played = outcome in play.probabilities
        part["balance"].require(
            played or balance.get(outcome, 0) > 0, "it is not positive where the play is zero"
        )
    sums = dict(play.sums(balance.items()))
    for (i, s), mass in play.masses.items():
        total = sums.get((i, s), Fraction(0)) + offsets[i] * mass
        part["balance"].require(total == 0, f"it does not cancel at {_name(play, (i, s))}")
    rows = {move: k for k, move in enumerate(play.masses)}
    matrix = fmpq_mat(len(rows), len(inside) + game.n_players)
    for k, outcome in enumerate(inside):
        for i, s in enumerate(outcome):
            matrix[rows[i, s], k] = to_fmpq(play.gain(i, outcome))
    for (i, s), row in rows.items():
        matrix[row, len(inside) + i] = to_fmpq(play.masses[i, s])
    part.require(int(matrix.rank()) == len(rows), "the play is not regular inside its moves")


def weights_of(part: Part, game: Game) -> Weights:
    """Outcomes with their weights, each outcome once."""
    weights: dict[Outcome, Fraction] = {}
    for item in part:
        item.only("outcome", "weight")
        outcome = outcome_of(item["outcome"], game)
        item.require(outcome not in weights, "the outcome is listed twice")
        weights[outcome] = item["weight"].rational()
    return list(weights.items())


def _check_kind(part: Part, kind: str) -> None:
    """The kind, and the same under its older name."""
    for key in ("kind", "type"):
        part[key].require(part[key].text() == kind, f"{kind!r} is needed here")


def _name(play: Play, move: Move) -> str:
    i, s = move
    return f"{play.game.players[i]}'s {play.game.moves[i][s]}"


def _sign(weight: fmpq_poly) -> int:
    return exact_sign(next((c for c in weight.coeffs() if c != 0), 0))
