"""Evidence against reflective play: however the values shift along trembles, somebody is tempted.

Notation: P is played, v_i is what player i's moves that are made are worth, D_i(o) = U_i(o) − v_i,
T_{i,s} the outcomes with o_i = s. Were P reflective, there would be totally mixed P_t → P along
which every move that is made is worth v_i + δ_i(t), and every other one no more:

    Σ_{o ∈ T_{i,s}} P_t(o) (D_i(o) − δ_i) = 0 for moves that are made, ≤ 0 for the idle ones.   (*)

By the curve selection lemma (Milnor 1968) P_t and δ may be taken analytic in a power of t. So every
δ_i keeps one sign σ_i, and where it is not zero, |δ_i| is of the order of a power t^x, x > 0, as is
P_t(o) wherever P(o) = 0. The evidence goes through the signs of the first players, one by one:

(*) is homogeneous in P_t, so that P_t(b) = P(b) may be taken for the first outcome b that P plays.

- *Multipliers* of (*) of the players whose signs are chosen, written as y_{i,s} times a product of
  small quantities, the P_t(o) with P(o) = 0 and the |δ_i|. All for one move together are a
  polynomial, which has to be positive for small quantities if the move is idle: each negative term
  is a multiple of a positive one. The sum of the products is at most 0. It is Σ_m S_m m over
  monomials m of small quantities, S_m being a combination of 1 and of the P_t(o) with P(o) > 0. If
  S_m has a positive limit for some m, and every other m has S_m = 0 or is a proper multiple of such
  a one (1 divides all), then the former outweigh the rest, and the sum is positive: that cannot be.
- *Cases* over orders of magnitude, as in :mod:`oraclegames.certificates.orders`, for the weights
  P_t(o) with P(o) = 0 and for the |δ_i|. The demands, by players and moves: of a move that is made,
  if D_i = 0 wherever P plays it, that (*) is ≥ 0 and that it is ≤ 0 (there the leading part is
  Σ D_i(o) P_t(o) − σ_i |δ_i| P(s)); of an idle move that −(*) is ≥ 0, where P_t(o) |δ_i| matters if
  D_i(o) = 0.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import combinations

from oraclegames.certificates.orders import Demand, Monomial, check_closed
from oraclegames.certificates.part import Part, move_of, outcome_of
from oraclegames.certificates.play import Move, Play
from oraclegames.games.game import Outcome

SIGNS = (-1, 0, 1)


def check_no_shifts(part: Part, play: Play) -> None:
    """Every sign of every shift is refuted."""
    part.only("kind", "proof")
    _check(part["proof"], play, ())


def _check(node: Part, play: Play, signs: tuple[int, ...]) -> None:
    keys = node.mapping()
    if "signs" in keys:
        node.only("player", "signs")
        node.require(len(signs) < play.game.n_players, "all signs are chosen")
        name = play.game.players[len(signs)]
        node["player"].require(node["player"].text() == name, f"{name}'s turn is here")
        for sign, item in zip(SIGNS, node["signs"].items(len(SIGNS))):
            item.only("sign", "then")
            item["sign"].require(item["sign"].integer() == sign, f"{sign} belongs here")
            _check(item["then"], play, (*signs, sign))
    elif "multipliers" in keys:
        node.only("multipliers")
        _check_multipliers(node["multipliers"], play, signs)
    else:
        demands = [demand for i, sign in enumerate(signs) for demand in _demands(play, i, sign)]
        check_closed(node, demands, {}, lambda item: _read(item, play))


def _read(item: Part, play: Play) -> Outcome:
    """An outcome for its weight; (−1, i) for |δ_i|."""
    if not isinstance(item.value, dict):
        return outcome_of(item, play.game)
    item.only("shift")
    return (-1, play.game.players.index(item["shift"].word(*play.game.players)))


def _check_multipliers(part: Part, play: Play, signs: tuple[int, ...]) -> None:
    y = _multipliers(part, play, signs)
    for (i, s), polynomial in y.items():
        positive = {times for times, value in polynomial.items() if value > 0}
        fine = (i, s) in play.masses or all(_outweighed(m, positive) for m in polynomial)
        part.require(fine, f"it is negative at {play.game.players[i]}'s {play.game.moves[i][s]}")
    sums = _summed(y, play, signs)
    limits = {
        m: sum((a * play.probabilities.get(o, 1) for o, a in factor.items()), Fraction(0))
        for m, factor in sums.items()
    }
    gains = {m for m, limit in limits.items() if limit > 0}
    for m, terms in sums.items():
        fine = not any(terms.values()) or _outweighed(m, gains)
        part.require(fine, f"their term {_text(m, play)} may outweigh the others")
    part.require(bool(gains), "they add up to nothing")


def _multipliers(
    part: Part, play: Play, signs: tuple[int, ...]
) -> dict[Move, dict[Monomial, Fraction]]:
    """For each move the polynomial that its condition is multiplied by."""
    y: dict[Move, dict[Monomial, Fraction]] = defaultdict(dict)
    for item in part:
        item.only("player", "move", "multiplier", "times")
        move, value = move_of(item, play.game), item["multiplier"].rational()
        listed = item.get("times")
        times = tuple(sorted(_read(one, play) for one in listed)) if listed is not None else ()
        item.require(times not in y[move], "the move is listed twice")
        item.require(move[0] < len(signs), "the sign of this player's shift is not chosen yet")
        small = all(z not in play.probabilities for z in times)
        item.require(small, "it is multiplied by something that is not small")
        item["multiplier"].require(value != 0, "it multiplies nothing")
        y[move][times] = value
    return y


def _summed(
    y: dict[Move, dict[Monomial, Fraction]], play: Play, signs: tuple[int, ...]
) -> dict[Monomial, dict[Outcome, Fraction]]:
    """S_m for each m, as coefficients of the P_t(o) with P(o) > 0, and of 1 under ()."""
    base = min(play.probabilities)
    sums: dict[Monomial, dict[Outcome, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for (i, s), polynomial in y.items():
        for times, value in polynomial.items():
            for o in (o for o in play.game.outcomes() if o[i] == s):
                played = o in play.probabilities
                weight, factor = (times, o) if played else ((*times, o), ())
                size = value
                if o == base:
                    factor, size = (), value * play.probabilities[base]
                sums[tuple(sorted(weight))][factor] += size * play.gain(i, o)
                sums[tuple(sorted((*weight, (-1, i))))][factor] -= size * signs[i]
    return sums


def _outweighed(monomial: Monomial, by: set[Monomial]) -> bool:
    """Whether some divisor, the monomial itself among them, belongs to the others."""
    sizes = range(len(monomial) + 1)
    return any(part in by for size in sizes for part in combinations(monomial, size))


def _text(monomial: Monomial, play: Play) -> str:
    game = play.game
    parts = [
        f"|shift of {game.players[o[1]]}|" if o[0] < 0 else f"({', '.join(game.outcome_labels(o))})"
        for o in monomial
    ]
    return "·".join(parts) or "1"


def _demands(play: Play, i: int, sign: int) -> list[Demand]:
    found: list[Demand] = []
    for s in range(play.game.shape[i]):
        outcomes = [o for o in play.game.outcomes() if o[i] == s]
        gains, losses, equal = _rare(play, i, outcomes)
        if (i, s) not in play.masses:
            ties: list[Monomial] = [((-1, i), *o) for o in equal]
            found.append((losses + ties * (sign > 0), gains + ties * (sign < 0)))
        elif all(play.gain(i, o) == 0 for o in outcomes if o in play.probabilities):
            moved: list[Monomial] = [((-1, i),)]
            above, below = gains + moved * (sign < 0), losses + moved * (sign > 0)
            found += [(above, below), (below, above)]
    return found


def _rare(play: Play, i: int, outcomes: list[Outcome]) -> tuple[list[Monomial], ...]:
    """The outcomes that P does not play, by whether they pay more, less or as much as v_i."""
    rare = [o for o in outcomes if o not in play.probabilities]
    gains = [play.gain(i, o) for o in rare]
    return (
        [(o,) for o, gain in zip(rare, gains) if gain > 0],
        [(o,) for o, gain in zip(rare, gains) if gain < 0],
        [(o,) for o, gain in zip(rare, gains) if gain == 0],
    )
