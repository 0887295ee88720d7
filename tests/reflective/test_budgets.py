"""Every long call is back within a second of its budget, and keeps what it has."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest

from oraclegames import (
    Game,
    InputError,
    grounded_equilibrium,
    match,
    match_limit,
    nash_machines,
    program_equilibrium,
    solve_oracles,
    tournament,
)
from oraclegames.budget import Progress
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.grounded import Grounded
from tests.reflective.prisoners import SMALL, UNEVEN


class Slow(Agent):
    """Plays what it reads, after a while."""

    name = "slow"

    def output(self, seat, own, other):
        time.sleep(0.002)
        return own.value

    def check(self, seat):
        pass


def large_game(moves):
    source = random.Random(5)
    tables = [
        [[source.randint(0, 99) for _ in range(moves)] for _ in range(moves)] for _ in range(2)
    ]
    return Game.from_arrays(*tables)


def many_paths(oracle):
    return str(sum(oracle.flip("1/2") for _ in range(16)) % 2)


LONG = {
    "match by cells": lambda budget: match(UNEVEN, "lp", "lp", "1/9973", budget=budget),
    "match of a slow agent": lambda budget: match(SMALL, Slow(), "lp", budget=budget),
    "match of many moves": lambda budget: match(large_game(3), "lp", "lp", "1/14", budget=budget),
    "match_limit": lambda budget: match_limit(SMALL, "lp", "lp", steps=5, budget=budget),
    "tournament": lambda budget: tournament(
        SMALL, ["lp", Slow()], "1/100", workers=1, budget=budget
    ),
    "tournament of processes": lambda budget: tournament(
        SMALL, ["lp", Slow()], "1/100", workers=2, budget=budget
    ),
    "program_equilibrium": lambda budget: program_equilibrium(
        SMALL, "lp", "lp", "1/100", programs=[Slow()], budget=budget
    ),
    "solve_oracles": lambda budget: solve_oracles(nash_machines(large_game(5)), budget=budget),
    "first oracle": lambda budget: solve_oracles(
        nash_machines(large_game(12)), first=True, budget=budget
    ),
    "exploring a machine": lambda budget: solve_oracles({"m": many_paths}, budget=budget),
}


@pytest.mark.parametrize("call", LONG.values(), ids=LONG)
def test_a_long_call_is_back_within_a_second_of_its_budget(call):
    began = time.process_time()  # other programs may have the machine meanwhile
    result = call(0.2)
    assert time.process_time() - began < 1.2
    assert result.status == "partial"
    assert len(repr(result)) < 200
    assert result.to_dict()["status"] == "partial"


@pytest.mark.parametrize("budget", [-1, "1", float("nan")])
def test_a_budget_is_a_number_of_seconds(budget):
    with pytest.raises(InputError, match="budget"):
        match(SMALL, "lp", "lp", "1/10", budget=budget)


def test_a_match_keeps_the_rows_that_it_has_visited():
    def interrupt(step):
        if step.done > 40 and step.what.endswith("fixed points"):
            raise KeyboardInterrupt

    everything = match(SMALL, "lp", "lp", "1/2000")
    some = match(SMALL, "lp", "lp", "1/2000", progress=interrupt)
    assert (everything.status, some.status) == ("complete", "partial")
    assert 0 < len(some.fixed_points) < len(everything.fixed_points)
    assert set(some.payoffs) <= set(everything.payoffs)
    assert some.arcs and "stopped" in str(some)


def test_nothing_found_is_said():
    none = match(SMALL, "lp", "lp", "1/20", budget=0)
    assert (none.status, len(none.fixed_points), none.pareto(), none.arcs) == ("partial", 0, (), ())
    assert none.to_dict()["fixed_points"] == []
    assert "stopped" in str(none) and none.verify()
    with pytest.raises(InputError, match="no fixed point was found"):
        none.ranges()


def test_progress_is_told_in_one_record():
    steps = []
    match(SMALL, "lp", "lp", "1/20", progress=steps.append)
    solve_oracles({"m": lambda oracle: "1"}, progress=steps.append)
    program_equilibrium(SMALL, "nicer", "nicer", "1/20", progress=steps.append)
    pair = Grounded.of(lambda last: (1, 0)), Grounded.of(lambda last: (0, 1))
    grounded_equilibrium(SMALL, *pair, progress=steps.append)
    assert len(steps) > 5 and all(isinstance(step, Progress) for step in steps)


def test_an_undecided_check_says_neither_yes_nor_no():
    check = program_equilibrium(SMALL, "nicer", "nicer", "1/50", programs=["defect"], budget=0)
    assert check.status == "partial" and check.holds() is None
    assert check.undecided == tuple((k, n) for k in (0, 1) for n in ("any constant", "defect"))
    assert "undecided" in str(check) and check.to_dict()["payoffs"] == []
    with pytest.raises(InputError, match="stopped"):
        check.best  # noqa: B018
    tit = Grounded.of(lambda last: (1, 0) if last in (None, 0) else (0, 1))
    grounded = grounded_equilibrium(SMALL, tit, tit, budget=0)
    assert grounded.status == "partial" and grounded.holds in (None, False) and grounded.verify()


def test_a_limit_of_few_matches_is_no_estimate():
    def stop(step):
        if step.total > 300:
            raise KeyboardInterrupt

    limit = match_limit(SMALL, "nelp", "nelp", steps=4, progress=stop)
    assert limit.status == "partial" and len(limit.matches) == 2
    assert limit.least[0].limit is None and len(limit.least[0].values) == 2
    assert limit.verify() and limit.to_dict()["payoffs"][0]["least"]["limit"] is None


def test_results_verify_and_print_in_words():
    check = program_equilibrium(SMALL, "nelp", "nelp", "1/30", programs=["lp", "defect"])
    assert check.verify() and "nelp against nelp" in str(check)
    tit = Grounded.of(lambda last: (1, 0) if last in (None, 0) else (0, 1), label="tit for tat")
    grounded = grounded_equilibrium(SMALL, tit, tit)
    assert grounded.holds and grounded.verify()
    assert grounded.to_dict()["payoffs"] == ["2", "2"]
    assert "an equilibrium" in str(grounded)
    limit = match_limit(SMALL, "nicer", "defect", "1/20", "1/4", steps=3)
    assert limit.verify() and "estimates" in str(limit)
    assert "<pre>" in limit._repr_html_()
    oracles = solve_oracles({"m": lambda oracle: "1" if oracle.exceeds("m", "1", "1/2") else "0"})
    document = oracles.to_dict()
    assert document["verified"] is True and document["status"] == "complete"
    assert document["oracles"][0]["distributions"] == {"m": {"0": "1", "1": "0"}}
    assert [Fraction(one["distributions"]["m"]["1"]) for one in document["oracles"]] == [
        one.probability("m", "1") for one in oracles
    ]


def test_a_check_that_does_not_end_in_time_is_no_check():
    two = match(SMALL, "lp", "nelp", "1/20")
    three = match("volunteers_dilemma(3)", "nicer", "lp", "nelp", delta="1/4", epsilon="1/2")
    for played in (two, three):
        assert played.to_dict(budget=0)["verified"] is None
        assert played.to_dict(budget=60)["verified"] is True
