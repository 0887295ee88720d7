"""Every result has a short repr, words, a notebook view, JSON, and re-checks itself."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

import oraclegames as og
from oraclegames import catalog, oracle, reproduce, sweep
from oraclegames.agents import memory_one

BIG = catalog.public_goods(7)
PD = "prisoners_dilemma"
SHARES = "3/8, 1/8, 1/8, 3/8"


def liar(asked):
    """A machine that says the contrary of what the oracle says of it."""
    return "0" if asked.exceeds("liar", "1", "3/4") else "1"


RESULTS = {
    "solve": lambda: og.solve(PD),
    "solve, large": lambda: og.solve(BIG, budget=0),
    "check": lambda: og.check(PD, SHARES),
    "check, no": lambda: og.check(PD, "1/4, 1/4, 1/4, 1/4"),
    "check, large": lambda: og.check(BIG, og.Distribution.point(BIG, (0,) * 7)),
    "pure_equilibria": lambda: og.pure_equilibria(PD),
    "pure equilibrium": lambda: og.pure_equilibria(PD)[0],
    "achieve": lambda: og.achieve(PD, ["3/2", "3/2"]),
    "achieve, no": lambda: og.achieve(PD, [2, 2]),
    "best": lambda: og.best(PD),
    "region": lambda: og.region(PD),
    "region, in cells": lambda: og.region(PD, tolerance="1/4"),
    "sample": lambda: og.sample(PD, 3),
    "support": lambda: og.support(PD, [1, 1]),
    "similarity": lambda: og.similarity(PD, SHARES),
    "check, embedded": lambda: og.check("matching_pennies", "1,0,0,0", notion="EE"),
    "check, subjective": lambda: og.check(PD, "1,0,0,0", notion="subjective"),
    "item": lambda: next(og.items(2, seed=1)),
    "compare": lambda: og.compare(PD),
    "compare, large": lambda: og.compare(catalog.public_goods(4), budget=0),
    "least_similarity": lambda: og.least_similarity(PD),
    "least_similarity, none": lambda: og.least_similarity(PD, "2,2"),
    "phases": lambda: og.phases("stag_hunt(t)", "notions", low=1, high=3),
    "similar": lambda: og.similar(PD),
    "similar, at one b": lambda: og.similar("volunteers_dilemma", "1/2"),
    "supremum": lambda: og.supremum(PD),
    "nash": lambda: og.nash(PD),
    "nash, three players": lambda: og.nash(catalog.random_game(2, 2, 2, seed=1)),
    "correlated": lambda: og.correlated("chicken"),
    "correlated, coarse": lambda: og.correlated(catalog.public_goods(4), "nash", coarse=True),
    "existence": lambda: oracle.existence(PD),
    "theorem 1": lambda: oracle.theorem_1(PD, SHARES),
    "theorem 2": lambda: oracle.theorem_2(PD, "1/4, 1/4, 1/4, 1/4"),
    "five and ten": oracle.five_and_ten,
    "match": lambda: og.match(PD, "demand:1/2", "nelp", "1/40"),
    "match, limit": lambda: og.match(PD, "demand:1/2", "nelp", 0),
    "match_limit": lambda: og.match_limit(PD, "nicer", "nicer", "1/20"),
    "tournament": lambda: og.tournament(PD, ["nicer", "defect"], "1/20"),
    "common_coins": lambda: og.common_coins(PD, memory_one(9), memory_one(10)),
    "independent_coins": lambda: og.independent_coins(PD, memory_one(9), memory_one(10)),
    "modal_match": lambda: og.modal_match(PD, "FairBot", "PrudentBot"),
    "modal_tournament": lambda: og.modal_tournament(PD, ["FairBot", "DefectBot"]),
    "program_equilibrium": lambda: og.program_equilibrium(PD, "nicer", "nicer", "1/20"),
    "grounded_equilibrium": lambda: og.grounded_equilibrium(PD, *[og.agent("nicer")] * 2),
    "solve_oracles": lambda: og.solve_oracles({"liar": liar}),
    "oracle": lambda: og.solve_oracles({"liar": liar})[0],
    "explore": lambda: og.explore({"liar": liar}, "liar"),
    "claims": lambda: reproduce.run_claims(["5-10"], quick=True),
}
WITHOUT_VERIFY = {"claims"}  # a report is checked by running it again


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_shows_itself(name):
    result = RESULTS[name]()
    assert len(repr(result)) < 200 and "\n" not in repr(result)
    words = str(result)
    assert words and words != repr(result)
    assert "<" in result._repr_html_()
    assert json.loads(json.dumps(result.to_dict(), allow_nan=False))
    if name not in WITHOUT_VERIFY:
        assert result.verify()


def test_results_in_bulk_show_themselves_too():
    found = sweep.classify_batch([[[[2, 0], [3, 1]], [[2, 3], [0, 1]]]])
    assert len(repr(found)) < 200 and "\n" not in repr(found)
    assert found._repr_html_()


@pytest.mark.parametrize("game", [BIG, catalog.random_game(40, 50, seed=1)])
def test_games_and_distributions_show_themselves(game):
    uniform = og.Distribution(game, (Fraction(1, game.n_outcomes),) * game.n_outcomes)
    for thing in (game, uniform):
        assert len(repr(thing)) < 200 and str(thing)
