"""Evidence against reflective play: however the values shift along trembles, somebody is tempted.

Notation: P is played, v_i is what player i's moves that are made are worth, D_i(o) = U_i(o) − v_i,
T_{i,s} the outcomes with o_i = s. Were P reflective, there would be totally mixed P_t → P along
which every move that is made is worth v_i + δ_i(t), and every other one no more:

    Σ_{o ∈ T_{i,s}} P_t(o) (D_i(o) − δ_i) = 0 for moves that are made, ≤ 0 for the idle ones.   (*)

By the curve selection lemma (Milnor 1968) P_t and δ may be taken analytic in a power of t. So every
δ_i keeps one sign σ_i, and where it is not zero, |δ_i| is of the order of a power t^x, x > 0, as is
P_t(o) wherever P(o) = 0. The evidence goes through the signs of the first players, one by one:

- *Multipliers* y_{i,s} of (*) of the players whose signs are chosen, ≥ 0 at idle moves. The sum of
  y times (*) is at most 0. It is Σ_o P_t(o) (g(o) − Σ_i y_{i,o_i} δ_i), where g(o) = Σ_i y_{i,o_i}
  D_i(o). Let g(o) be 0 where P(o) > 0, positive at every o that meets an idle move with y > 0, and
  never negative. There g(o) outweighs the δ_i. What is left adds up to −Σ_i δ_i Σ_s y_{i,s} p_s
  over moves s that are made, p_s → P(s): positive if σ_i Σ_s y_{i,s} P(s) < 0 for each i with
  σ_i ≠ 0 that has such y. If any of these terms is positive, that cannot be.
- *Cases* over orders of magnitude, as in :mod:`oraclegames.certificates.orders`, for the weights
  P_t(o) with P(o) = 0 and for the |δ_i|. The demands, by players and moves: of a move that is made,
  if D_i = 0 wherever P plays it, that (*) is ≥ 0 and that it is ≤ 0 (there the leading part is
  Σ D_i(o) P_t(o) − σ_i |δ_i| P(s)); of an idle move that −(*) is ≥ 0, where P_t(o) |δ_i| matters if
  D_i(o) = 0.
"""

from __future__ import annotations

from fractions import Fraction

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
    y: dict[Move, Fraction] = {}
    for item in part:
        item.only("player", "move", "multiplier")
        move, value = move_of(item, play.game), item["multiplier"].rational()
        item.require(move not in y, "the move is listed twice")
        item.require(move[0] < len(signs), "the sign of this player's shift is not chosen yet")
        item["multiplier"].require(value != 0, "it multiplies nothing")
        item["multiplier"].require(value > 0 or move in play.masses, "it is negative")
        y[move] = value
    positive = False
    for outcome in play.game.outcomes():
        met = [move for move in enumerate(outcome) if move in y]
        total = sum((y[move] * play.gain(move[0], outcome) for move in met), Fraction(0))
        tried = any(move not in play.masses for move in met)
        fine = (
            total == 0 if outcome in play.probabilities else total > 0 or (total == 0 and not tried)
        )
        labels = ", ".join(play.game.outcome_labels(outcome))
        part.require(fine, f"at ({labels}) they do not add up")
        positive = positive or total > 0
    for i, sign in enumerate(signs):
        own = {move: value for move, value in y.items() if move[0] == i}
        made = [value * play.masses[move] for move, value in own.items() if move in play.masses]
        if made and sign:
            name = play.game.players[i]
            part.require(sign * sum(made) < 0, f"the shift of {name} may outweigh them")
            positive = True
    part.require(positive, "they add up to nothing")


def _demands(play: Play, i: int, sign: int) -> list[Demand]:
    found: list[Demand] = []
    for s in range(play.game.shape[i]):
        outcomes = [o for o in play.game.outcomes() if o[i] == s]
        rare = [(o, play.gain(i, o)) for o in outcomes if o not in play.probabilities]
        gains: list[Monomial] = [(o,) for o, gain in rare if gain > 0]
        losses: list[Monomial] = [(o,) for o, gain in rare if gain < 0]
        if (i, s) not in play.masses:
            ties: list[Monomial] = [((-1, i), o) for o, gain in rare if gain == 0]
            found.append((losses + ties * (sign > 0), gains + ties * (sign < 0)))
        elif all(play.gain(i, o) == 0 for o in outcomes if o in play.probabilities):
            moved: list[Monomial] = [((-1, i),)]
            above, below = gains + moved * (sign < 0), losses + moved * (sign > 0)
            found += [(above, below), (below, above)]
    return found
