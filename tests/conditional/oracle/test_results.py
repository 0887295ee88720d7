"""Every result shows itself shortly, in words and as JSON, and re-checks itself."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest

from oraclegames import Game, catalog, check, correlated, nash, oracle, pure_equilibria, solve
from oraclegames.errors import UnsupportedError

CHICKEN = catalog.chicken()
HUGE = Game.from_arrays(*np.random.default_rng(1).integers(0, 9, (2, 40, 40)))
PROBLEM = oracle.five_and_ten()
CHAIN = Game.from_arrays([5, 3, 10], moves=[["A", "B", "C"]])
RESULTS = {
    "solution": solve(CHICKEN),
    "large solution": solve(HUGE, budget=0),
    "verdict": check(CHICKEN, "1, 0, 0, 0"),
    "verdict of a tie": check(catalog.matching_pennies(), "1, 0, 0, 0"),
    "large verdict": check(HUGE, [1] + [0] * 1599),
    "pure": pure_equilibria(CHICKEN)[0],
    "pure list": pure_equilibria(HUGE, budget=0.2),
    "nash": nash(CHICKEN),
    "correlated": correlated(CHICKEN),
    "cod": PROBLEM.five,
    "weak lead": oracle.weakly_leads_to(PROBLEM.five, PROBLEM.ten),
    "5 and 10": PROBLEM,
    "not reflective": oracle.is_reflective(PROBLEM.five),
    "reflective": oracle.is_reflective(PROBLEM.ten),
    "existence": oracle.existence(CHICKEN),
    "theorem 1": oracle.theorem_1(CHICKEN, "11/20, 1/5, 1/5, 1/20"),
    "theorem 2": oracle.theorem_2(CHICKEN, "81/100, 9/100, 9/100, 1/100"),
    "play": oracle.reflective_play(oracle.Agents.chain(CHAIN), "1, 0, 0"),
    "blocked play": oracle.reflective_play(oracle.Agents.chain(CHAIN, ["BAC"]), "1, 0, 0"),
    "order matters": oracle.chain_order_matters(CHAIN)[0],
}


EVIDENCE = ("verdict", "verdict of a tie", "existence", "play", "blocked play", "reflective")
for name in EVIDENCE:
    found = RESULTS[name]
    for part in ("certificate", "reflective_certificate", "evidence"):
        if getattr(found, part, None) is not None:
            RESULTS[f"{part} of {name}"] = getattr(found, part)


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_shows_and_checks_itself(name):
    result = RESULTS[name]
    assert len(repr(result)) < 200
    assert "\n" not in repr(result)
    assert str(result)
    assert result._repr_html_().startswith("<pre>")
    assert result.verify()
    json.dumps(result.to_dict())


def test_evidence_names_its_kind():
    for name in ("verdict", "existence", "play", "blocked play", "not reflective", "reflective"):
        document = RESULTS[name].to_dict()
        evidence = [v for k, v in document.items() if "certificate" in k or k == "evidence"]
        assert evidence
        assert all("kind" in entry for entry in evidence if entry is not None)


def test_existence_keeps_its_budget():
    game = Game.from_arrays(*np.random.default_rng(3).integers(0, 2, (3, 4, 4, 4)))
    with pytest.raises(UnsupportedError, match="time given"):
        oracle.existence(game, budget=0)


LARGE = Game.from_arrays(*np.random.default_rng(3).integers(0, 2, (3, 4, 4, 4)))


def test_plays_and_oracles_keep_their_budget():
    began = time.process_time()
    agents = oracle.Agents.chain(LARGE)
    shares = [0] * LARGE.n_outcomes
    shares[0] = 1
    play = oracle.reflective_play(agents, shares, budget=0)
    assert play.verdict == "undetermined" and "time given" in play.reason and play.verify()
    cod = agents.cod({(1,) * len(agents.questions): 1})
    found = oracle.is_reflective(cod, budget=0)
    assert found.verdict == "undetermined" and "time given" in found.reason
    assert time.process_time() - began < 5


def test_what_time_did_not_decide_about_the_order_of_chains_is_listed():
    game = Game.from_arrays([5, 3, 10])
    whole = oracle.chain_order_matters(game)
    assert len(whole) == 1 and whole.undecided == ()
    none = oracle.chain_order_matters(game, budget=0)
    assert none == () and none.undecided == ((0,), (1,), (2,))
    (again,) = oracle.chain_order_matters(game, budget=100)
    assert str(again) == str(whole[0])
