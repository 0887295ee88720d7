"""What bargaining rules choose: by hand, and however payoffs are scaled."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from oraclegames.certificates.bargaining import RULES, means_by_rule


def test_each_rule_chooses_another_payoff():
    """From (2, 1) the gains are (20, 2), (10, 6), (8, 7), (6, 8), (0, 10)."""
    pairs = [(22, 3), (12, 7), (10, 8), (8, 9), (2, 11), (0, 12), (23, 0)]
    chosen = {rule: means_by_rule(pairs, (2, 1))[rule] for rule in RULES}
    assert chosen == {
        "welfare": (22, 3),  # 25
        "nash": (12, 7),  # 10·6 = 60, of 40, 60, 56, 48
        "egalitarian": (10, 8),  # at least 7
        "kalai-smorodinsky": (12, 7),  # 10/20 and 6/10, of the most 20 and 10
    }
    chosen = means_by_rule([(21, 2), (20, 5), (11, 8), (6, 12)], (0, 0))
    assert chosen["kalai-smorodinsky"] == (11, 8) and chosen["nash"] == (20, 5)
    assert chosen["egalitarian"] == (11, 8) and chosen["welfare"] == (20, 5)


def test_payoffs_that_are_chosen_alike_are_taken_together():
    assert set(means_by_rule([(3, 1), (1, 3)], (0, 0)).values()) == {(2, 2)}
    assert (
        means_by_rule([(3, 1), (2, 3), (0, 7)], (4, 4))
        == {
            "welfare": (0, 7),  # nothing is fair: the others take all
            **dict.fromkeys(RULES[1:], (Fraction(5, 3), Fraction(11, 3))),
        }
    )
    assert means_by_rule([(2, 5)], (2, 5)) == dict.fromkeys(RULES, (2, 5))
    assert means_by_rule([(2, 5), (2, 5), (1, 6)], (2, 4))["nash"] == (2, 5)
    one = means_by_rule([(4, 5), (4, 7)], (4, 2))  # only the second can gain
    assert one["kalai-smorodinsky"] == (4, 7) and one["egalitarian"] == (4, 6)


def test_two_rules_do_not_depend_on_units_and_all_treat_players_alike():
    draw = Random(1)
    for _ in range(60):
        pairs = [(Fraction(draw.randint(0, 9)), Fraction(draw.randint(0, 9))) for _ in range(5)]
        threat = Fraction(draw.randint(0, 4)), Fraction(draw.randint(0, 4))
        units = [(draw.randint(1, 5), draw.randint(-9, 9)) for _ in "12"]

        def told(pair, units=units):
            return tuple(a * u + b for u, (a, b) in zip(pair, units))

        true = means_by_rule(pairs, threat)
        other = means_by_rule(list(map(told, pairs)), told(threat))
        for rule in ("nash", "kalai-smorodinsky"):
            assert other[rule] == told(true[rule])
        turned = means_by_rule([pair[::-1] for pair in pairs], threat[::-1])
        assert turned == {rule: pair[::-1] for rule, pair in true.items()}
