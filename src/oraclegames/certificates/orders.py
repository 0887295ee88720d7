"""Evidence by orders of magnitude: a pure outcome is reflective, or is not.

Everybody plays o*; every other outcome has a small weight e_o relative to it, D(o) = U_i(o) −
U_i(o*). Player i's move s ≠ o*_i is worth no more than o*_i iff

    Σ_{p, q} e_p e_q (D(p) − D(q)) − Σ_q e_q D(q) ≥ 0,     p ≠ o* with p_i = o*_i, q_i = s.   (*)

*Exponents* x_o > 0 prove "yes" if with e_o = t^{x_o} the first coefficient of every (*) is
positive, or nothing is left of it.

*Cases* prove "no". Were o* reflective, (*) would have solutions tending to 0, hence by the curve
selection lemma (Milnor 1968) a curve of them, e_o ~ a_o t^{x_o} with a_o, x_o > 0. A monomial e_p
e_q has a greater exponent than e_q, so it can be of the least order only where D(q) = 0. Among
those that can, one with a positive coefficient has an exponent that is not above any negative
one's, or the sum would be negative. Going through the positive monomials, each case closes with a
sum of such inequalities, with positive weights, in which no exponent keeps a positive coefficient
and some a negative one: that sum is negative, though it should not be. A case may name a divisor
in the place of all its multiples: the exponent of a proper divisor is smaller, so its inequalities
hold strictly, and a sum with one of these should be positive: it is refuted by being 0 as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction

from oraclegames.certificates.part import Part, outcome_of
from oraclegames.certificates.play import Play
from oraclegames.games.game import Outcome

Monomial = tuple[Outcome, ...]
Demand = tuple[list[Monomial], list[Monomial]]
"""The monomials of one (*) that can be of the least order: positive ones, negative ones."""

Reader = Callable[[Part], Outcome]
"""Reads an outcome, which stands for its weight."""


def check_orders(part: Part, play: Play) -> None:
    """Exponents that solve every (*)."""
    part.only("kind", "type", "exponents")
    (base,) = _pure(part, play)
    game, x = play.game, dict[Outcome, Fraction]()
    for item in part["exponents"]:
        item.only("outcome", "exponent")
        outcome = outcome_of(item["outcome"], game)
        item.require(outcome != base and outcome not in x, "it is listed twice, or played")
        x[outcome] = item["exponent"].rational()
        item["exponent"].require(x[outcome] > 0, "it is not positive")
    part["exponents"].require(len(x) == game.n_outcomes - 1, "an outcome is missing")
    for i, s in play.idle:
        powers: dict[Fraction, Fraction] = defaultdict(Fraction)
        made, idle = (_by_exponent(play, x | {base: Fraction(0)}, i, move) for move in (base[i], s))
        for p, (count, gain) in made.items():
            for q, (others, others_gain) in idle.items():
                powers[p + q] += gain * others - others_gain * count
        first = min((power for power, a in powers.items() if a), default=None)
        if first is not None and powers[first] < 0:
            part["exponents"].refute(f"{game.players[i]}'s {game.moves[i][s]} is worth more")


def _by_exponent(
    play: Play, x: dict[Outcome, Fraction], i: int, s: int
) -> dict[Fraction, tuple[int, Fraction]]:
    """For each exponent how many outcomes with o_i = s have it, and the sum of their D."""
    groups: dict[Fraction, tuple[int, Fraction]] = {}
    for o, power in x.items():
        if o[i] == s:
            count, total = groups.get(power, (0, Fraction(0)))
            groups[power] = count + 1, total + play.gain(i, o)
    return groups


def check_no_orders(part: Part, play: Play) -> None:
    """A case distinction that leaves no order of magnitude."""
    part.only("kind", "type", "proof")
    _pure(part, play)
    demands = [_demand(play, i, s) for i, s in play.idle]
    check_closed(part["proof"], demands, {}, lambda item: outcome_of(item, play.game))


def _pure(part: Part, play: Play) -> list[Outcome]:
    part.require(len(play.probabilities) == 1, "this evidence is for pure outcomes only")
    return list(play.probabilities)


def _demand(play: Play, i: int, s: int) -> Demand:
    (base,) = play.probabilities
    others = [o for o in play.game.outcomes() if o != base]
    found: Demand = ([], [])
    for q in (o for o in others if o[i] == s):
        gain = play.gain(i, q)
        if gain:
            found[gain > 0].append((q,))
        else:
            for p in (o for o in others if o[i] == base[i] and play.gain(i, o)):
                found[play.gain(i, p) < 0].append(_product(p, q))
    return found


def check_closed(
    node: Part, demands: list[Demand], chosen: dict[int, Monomial], read: Reader
) -> None:
    """Every case ends in a sum that cannot be; ``read`` reads what a monomial is made of."""
    if "contradiction" in node.mapping():
        node.only("contradiction")
        _check_contradiction(node["contradiction"], demands, chosen, read)
        return
    node.only("demand", "choices")
    k = node["demand"].integer()
    node["demand"].require(0 <= k < len(demands) and k not in chosen, "no demand that is open")
    positive, negative = demands[k]
    node["demand"].require(bool(negative), "this demand can always be met")
    choices = node["choices"].items()
    listed = [_monomial(choice["least"], read) for choice in choices]
    node["choices"].require(len(set(listed)) == len(listed), "a case is listed twice")
    node["choices"].require(all(len(set(m)) == len(m) > 0 for m in listed), "no such divisor")
    covered = all(any(set(case) <= set(m) for case in listed) for m in positive)
    node["choices"].require(covered, "these are not all the cases")
    for choice, monomial in zip(choices, listed):
        choice.only("least", "then")
        check_closed(choice["then"], demands, {**chosen, k: monomial}, read)


def _check_contradiction(
    terms: Part, demands: list[Demand], chosen: dict[int, Monomial], read: Reader
) -> None:
    total: dict[Outcome, Fraction] = defaultdict(Fraction)
    strict = False
    for term in terms:
        term.only("demand", "above", "weight")
        k, above = term["demand"].integer(), _monomial(term["above"], read)
        weight = term["weight"].rational()
        term["demand"].require(k in chosen, "no case was chosen for this demand")
        term["above"].require(above in demands[k][1], "no negative monomial of the demand")
        term["weight"].require(weight > 0, "it is not positive")
        strict = strict or chosen[k] not in demands[k][0]
        for outcome in above:
            total[outcome] += weight
        for outcome in chosen[k]:
            total[outcome] -= weight
    least = max(total.values(), default=Fraction(0)) <= 0
    terms.require(least and (strict or any(total.values())), "the sum is no contradiction")


def _monomial(part: Part, read: Reader) -> Monomial:
    return tuple(sorted(map(read, part)))


def _product(p: Outcome, q: Outcome) -> Monomial:
    return (p, q) if p < q else (q, p)
