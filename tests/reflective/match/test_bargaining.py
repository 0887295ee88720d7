"""Bargaining rules over the outcomes of a match."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import InputError, match
from oraclegames.reflective.match.bargaining import RULES, chosen

PD = "prisoners_dilemma"


def by_definition(payoffs, threat, rule):
    """The best rows, each compared with each."""
    rows = [
        k
        for k, row in enumerate(payoffs)
        if rule == "welfare" or all(u >= d for u, d in zip(row, threat))
    ]
    gains = {k: [u - d for u, d in zip(payoffs[k], threat)] for k in rows}

    def value(k):
        if rule == "welfare":
            return sum(payoffs[k])
        if rule == "egalitarian":
            return min(gains[k])
        if rule == "nash":
            total = Fraction(1)
            for gain in gains[k]:
                total *= gain
            return total
        ideal = [max(gains[j][i] for j in rows) for i in range(len(threat))]
        shares = [Fraction(g) / m for g, m in zip(gains[k], ideal) if m]
        return min(shares) if shares else 0

    best = [k for k in rows if all(value(k) >= value(j) for j in rows)]
    return [
        k
        for k in best
        if not any(
            tuple(payoffs[j]) != tuple(payoffs[k])
            and all(a >= b for a, b in zip(payoffs[j], payoffs[k]))
            for j in best
        )
    ]


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("rule", RULES)
def test_rules_choose_what_their_definitions_say(rule, seed):
    draw = Random(seed)
    players = draw.choice([1, 2, 3])
    payoffs = [
        tuple(Fraction(draw.randint(-3, 4)) for _ in range(players))
        for _ in range(draw.randint(0, 9))
    ]
    threat = tuple(Fraction(draw.randint(-3, 2)) for _ in range(players))
    assert chosen(payoffs, threat, rule) == by_definition(payoffs, threat, rule)


def test_a_match_selects_among_its_fixed_points():
    found = match(PD, "nelp", "nelp", "1/40")
    for rule in RULES:
        picked = found.select(rule)
        assert picked and set(picked) <= set(found.fixed_points)
    (even,) = {point.payoffs for point in found.select("egalitarian")}
    assert even[0] == even[1] > Fraction(19, 10)
    assert match(PD, "cooperate", "defect", "1/40").select("nash") == ()
    three = match("public_goods(3)", "nelp", "nelp", "nelp", delta="1/10")
    best = three.select("nash")
    assert best and all(min(point.payoffs) >= 1 for point in best)


def test_an_unknown_rule_is_one_line():
    with pytest.raises(InputError, match="no rule 'fair'; there are welfare"):
        match(PD, "nelp", "nelp", "1/10").select("fair")
