"""Budgets and Ctrl-C: what was decided is kept, and what was not says that time ran out."""

from __future__ import annotations

import time

import numpy as np
import pytest

from oraclegames import Distribution, Game, catalog, check, pure_equilibria, solve
from oraclegames.budget import Clock, Progress
from oraclegames.conditional.check.reflective import decide_reflective
from oraclegames.conditional.trembles.levels import Levels

RANDOM = np.random.default_rng(8)
HARD = {
    "coordination": catalog.coordination(30),
    "public goods": catalog.public_goods(12),
    "random ties": Game.from_arrays(*RANDOM.integers(0, 2, (11, *(2,) * 11))),
    "two players": Game.from_arrays(*RANDOM.integers(0, 90, (2, 90, 90))),
}


@pytest.mark.parametrize("name", HARD)
def test_the_budget_holds_everywhere(name):
    game = HARD[name]
    start = time.process_time()
    found = pure_equilibria(game, budget=0.5)
    assert time.process_time() - start < 1.5
    assert found.status == "partial"
    for pure in found[:4] + found[-4:]:
        assert pure.verify()
    late = [pure for pure in found if "time" in pure.reason]
    assert late or found.undecided
    assert not any("tie" in pure.reason for pure in late)
    assert all(pure.reflective == "undetermined" for pure in late)


@pytest.mark.parametrize("name", HARD)
def test_who_has_no_time_blames_no_tie(name):
    late = [p for p in pure_equilibria(HARD[name], budget=0) if p.reflective == "undetermined"]
    assert all("time" in pure.reason and "tie" not in pure.reason for pure in late)


@pytest.mark.parametrize("name", HARD)
def test_solve_without_a_budget_for_the_mixed_ones_is_back_at_once(name):
    start = time.process_time()
    solution = solve(HARD[name], budget=0)
    assert time.process_time() - start < 1.5
    assert solution.outline is None
    assert solution.status == "partial"
    assert len(repr(solution)) < 200


def test_a_solution_lists_what_time_did_not_reach():
    solution = solve(HARD["two players"], budget=0)
    assert solution.undecided or any(p.reflective == "undetermined" for p in solution.pure)
    document = solution.to_dict()
    assert document["status"] == "partial"
    assert document["complete"] is False
    assert len(document["undecided"]) == len(solution.undecided)


@pytest.mark.parametrize("calls", [0, 3, 26, 28])
def test_ctrl_c_keeps_what_was_found(calls):
    """25 outcomes are asked first; then their 25 equilibria, whether they are reflective."""
    game, seen = catalog.coordination(5), []

    def interrupt(progress: Progress) -> None:
        seen.append(progress)
        if len(seen) > calls:
            raise KeyboardInterrupt

    solution = solve(game, budget=600, progress=interrupt)
    assert solution.status == "partial"
    assert len(solution.pure) + len(solution.undecided) == 25
    assert len(solution.undecided) == max(0, 25 - calls)
    decided = [pure for pure in solution.pure if not isinstance(pure.certificate, Levels)]
    assert len(decided) == max(0, calls - 25)
    assert solution.verify()


def test_a_check_says_that_time_ran_out(monkeypatch):
    game = HARD["coordination"]
    verdict = check(game, Distribution.point(game, (0, 1)), budget=0)
    assert (verdict.verdict, verdict.reflective, verdict.status) == (
        "undetermined",
        "undetermined",
        "partial",
    )
    assert not verdict
    assert "time" in verdict.reason
    assert verdict.verify()
    # As if the budget ended between the two notions.
    monkeypatch.setattr(
        "oraclegames.conditional.check.check.decide_reflective",
        lambda played, _: decide_reflective(played, Clock(0)),
    )
    later = check(game, Distribution.point(game, (0, 1)), budget=60)
    assert (later.verdict, later.status) == ("yes", "partial")
    assert "time" in later.reason
    assert "tie" not in later.reason
    assert later.verify()
    assert len(repr(later)) < 200


def test_progress_counts_to_the_end():
    seen = []
    found = pure_equilibria(catalog.rock_paper_scissors(), progress=seen.append)
    assert found.status in ("complete", "undetermined")
    assert [p.done for p in seen if p.what == "outcomes"] == list(range(seen[0].total))
