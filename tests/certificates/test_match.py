"""Documents of matches: they hold, without the solver, and no false one does."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from random import Random
from types import SimpleNamespace

import pytest

from oraclegames import Agent, Game, InputError, match, verify
from oraclegames.agents import LP, Constant, Demand, Grounded, Region
from oraclegames.certificates.match import _check_extremes
from oraclegames.certificates.match_agents import Agent as CheckedAgent
from oraclegames.certificates.match_ranges import output_range
from oraclegames.certificates.match_scene import Scene
from oraclegames.certificates.part import Part, Refuted
from tests.certificates.falsify import accepted, refused
from tests.depth import some

PD = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"], ["C", "D"]])
CURVED = Game.from_arrays([[0, 8, 5], [9, 1, 4]], [[4, 9, 0], [1, 4, 8]])
HALF = Fraction(1, 2)
NAMES = ("lp", "nelp", "nelp:1", "demand:1/2", "demand:2", "nicer", "cooperate", "constant:1/3")
OWN = (
    Region.polygon([(1, 1), (3, 1), (1, 3)]),
    Region(((Fraction(1), Fraction(0), Fraction(1)),), (HALF, HALF), "mine"),
    Demand(HALF, (Fraction(0), Fraction(1))),
    Grounded((HALF, HALF), (((1, 0), (HALF, HALF)), ((0, 1), (1, 0)))),
    Constant((Fraction(1, 4), Fraction(3, 4)), "rock"),
)
SILENT = (
    # the question: another game, precision or agent may have the same fixed points
    "game",
    "parameters",
    "programs.*.half_planes",
    "programs.*.threat",
    "programs.*.punishment",
    "programs.*.opening",
    "programs.*.replies",
    "version",
    "verified",  # null says that nobody checked
    "status",  # that there are no others is not proved by default
    "undetermined",
    # proofs claim nothing but that they prove
    "programs.*.strategy",
    "programs.*.reply",
    "fixed_points.*.answers",
)


def document(*args, **options):
    return json.loads(match(*args, **options).to_json())


def random_match(seed):
    source = Random(seed)
    wide = seed % 10 == 9
    shape = source.choice([(2, 3), (3, 2)] if wide else [(2, 2), (2, 2), (2, 2), (1, 2), (2, 1)])
    tables = [
        [[source.randint(0, 4) for _ in range(shape[1])] for _ in range(shape[0])] for _ in (0, 1)
    ]
    pool = [*NAMES[:-1]] if wide else [*NAMES, *OWN[2:]]
    if 1 in shape:
        pool = ["lp", "nelp", "demand:1/2", "demand:2"]
    delta = "1/3" if wide else source.choice(["1/4", "1/10", "2/15", "1/16"])
    pair = source.choice(pool), source.choice(pool)
    return match(Game.from_arrays(*tables), *pair, delta, source.choice(["2/5", "1/2"]), budget=20)


CHECK_ALONE = """
import importlib.abc, json, sys

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith(("oraclegames.reflective", "oraclegames.conditional")):
            raise ImportError(name)

sys.meta_path.insert(0, Refuse())
from oraclegames import verify
for line in sys.stdin:
    outcome = verify(line)
    assert outcome, outcome
    print(len(outcome.proved))
assert not any(name.startswith(("oraclegames.reflective.", "oraclegames.conditional."))
               for name in sys.modules)
"""


def test_matches_are_verified_where_no_solver_can_be_imported():
    count = some(40, 100)
    lines = [json.dumps(random_match(seed).to_dict()) for seed in range(count)]
    kinds = {program["kind"] for line in lines for program in json.loads(line)["programs"]}
    assert {"constant", "demand", "grounded", "lp", "nelp", "nicer"} <= kinds
    ran = subprocess.run(
        [sys.executable, "-c", CHECK_ALONE],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["2"] * count


MATCHES = {
    "points in zones": (PD, "nelp", "nelp", "1/6", "1/5"),
    "a demand and a random answer": (PD, "nelp", "defect", "1/5", "1/2"),
    "demands": (PD, "demand:1/2", "demand:2", "1/4", "1/2"),
    "nicer": (PD, "nicer", "demand:1/2", "1/7", "1/4"),
    "a region": (PD, OWN[0], "constant:1/3", "1/4", "1/2"),
    "a region with a punishment": (PD, OWN[1], OWN[4], "1/4", "1/2"),
    "a threat and a grounded bot": (PD, OWN[2], OWN[3], "1/4", "1/2"),
    "a segment": (PD, "constant:1/2", "demand:1/2", "1/10", "1/5"),
    "three moves": (
        Game.from_arrays([[3, 0, 1], [4, 1, 0]], [[3, 4, 1], [0, 1, 0]]),
        *("nicer", "nelp", "1/3", "1/2"),
    ),
}


@pytest.mark.parametrize("name", MATCHES)
def test_no_falsified_match_passes(name):
    true = document(*MATCHES[name])
    assert verify(true)
    if len(true["fixed_points"]) > 6:  # with all of them it takes too long
        true = shortened(MATCHES[name])
    passed = [lie for lie in accepted(true, SILENT) if not harmless(lie)]
    assert passed == []


def shortened(arguments):
    """The document of the first points of a match alone."""
    whole = match(*arguments)
    return json.loads(replace(whole, fixed_points=list(whole.fixed_points)[:6]).to_json())


def harmless(lie):
    """Labels of agents are their author's."""
    return lie.startswith("agents.")


def test_an_irrational_point_is_proved_and_no_neighbour_is():
    true = document(CURVED, "demand:1/2", "lp", "1/4", "1/2")
    assert verify(true)
    (row, *_) = [
        k
        for k, point in enumerate(true["fixed_points"])
        if any(isinstance(p, dict) for mixed in point["exact"] for p in mixed)
    ]
    for key in ("between", "value", "polynomial"):
        false = json.loads(json.dumps(true))
        number = next(p for p in false["fixed_points"][row]["exact"][1] if isinstance(p, dict))
        first = number[key][0]
        number[key][0] = f"{1 + Fraction(first)}"
        assert refused(false)


def test_irrational_answers_are_proved():
    found = None
    for seed in range(200):
        source = Random(seed)
        tables = [[[source.randint(-9, 9) for _ in (0, 1)] for _ in (0, 1)] for _ in (0, 1)]
        bots = [
            Grounded(
                (HALF, HALF),
                tuple(
                    tuple((Fraction(k, 5), 1 - Fraction(k, 5)) for k in row)
                    for row in ([source.randint(0, 5), source.randint(0, 5)] for _ in (0, 1))
                ),
            )
            for _ in (0, 1)
        ]
        one = match(Game.from_arrays(*tables), *bots, "1/3", "2/5")
        text = one.to_dict()
        assert verify(json.loads(json.dumps(text)))
        for point in text["fixed_points"]:
            for row in point["answers"]:
                if row[0] is not None and row[0][0] != row[0][1]:
                    found = one
    assert found is not None
    false = json.loads(found.to_json())
    for point in false["fixed_points"]:
        for row in point["answers"]:
            if row[0] is not None and row[0][0] != row[0][1]:
                row[0] = ["0", "1/1000000"]
    assert refused(false)


def test_an_answer_that_a_fraction_writes_is_no_interval():
    """A fixed point whose two answers are certain numbers does not say that they are somewhere."""
    true = document(PD, "demand:1/2", "nelp", "1/20")
    changed = 0
    for k, point in enumerate(true["fixed_points"]):
        for row, player in ((row, i) for i, row in enumerate(point["answers"]) if row[0]):
            low, high = map(Fraction, row[0])
            if low == high:
                for answer in ([str(low), "1"], [str(low / 2), str((1 + high) / 2)]):
                    false = json.loads(json.dumps(true))
                    false["fixed_points"][k]["answers"][player][0] = answer
                    assert answer[0] == answer[1] or refused(false)
                    changed += 1
    assert changed


class Mine(Agent):
    name = "mine"

    def check(self, seat):
        pass

    def output(self, seat, own, other):
        return (HALF, HALF)


@pytest.mark.parametrize("one", [Mine(), type("Other", (LP,), {})()])
def test_what_ones_own_program_does_is_assumed_and_said(one):
    checked = verify(document(PD, one, "nelp", "1/4", "1/2"))
    assert checked
    assert any("program is its author's own" in clause for clause in checked.assumed)


# -- that there are no others ----------------------------------------------------------------------


@pytest.mark.parametrize("name", MATCHES)
def test_a_match_is_searched_again_and_nothing_is_lacking(name):
    result = match(*MATCHES[name])
    assert result.verify(complete=True)
    checked = verify(result.to_json(), complete=True)
    assert checked and any("there are no others" in clause for clause in checked.proved)


@pytest.mark.parametrize("name", MATCHES)
def test_a_point_or_a_segment_that_is_left_out_is_missed(name):
    whole = match(*MATCHES[name])
    points = list(whole.fixed_points)
    for k in range(len(points)):
        false = replace(whole, fixed_points=points[:k] + points[k + 1 :])
        assert not points[1:] or false.verify()
        assert not false.verify(complete=True)
    for k in range(len(whole.segments)):
        false = replace(whole, segments=whole.segments[:k] + whole.segments[k + 1 :])
        assert false.verify() and not false.verify(complete=True)


def test_random_matches_are_searched_again():
    for seed in range(some(12, 30)):
        result = random_match(seed)
        if result.status == "complete":
            assert result.verify(complete=True), seed
            points = list(result.fixed_points)
            if len(points) > 1:
                lacking = replace(
                    result,
                    fixed_points=points[: seed % len(points)] + points[seed % len(points) + 1 :],
                )
                assert not lacking.verify(complete=True), seed
        else:
            assert not result.verify(complete=True)


def test_what_was_stopped_is_not_said_to_be_all():
    stopped = match(PD, "lp", "lp", "1/10", "1/5", budget=0)
    assert stopped.status == "partial" and stopped.verify()
    with pytest.raises(InputError, match="'complete'"):
        verify(stopped.to_json(), complete=True)


def test_an_agent_of_ones_own_is_run_where_it_is_at_hand():
    result = match(PD, Mine(), "nelp", "1/4", "1/2")
    assert result.verify() and result.verify(complete=True)
    with pytest.raises(InputError, match="can be run from a file"):
        verify(result.to_json(), complete=True)
    false = replace(result, fixed_points=[*result.fixed_points][1:])
    assert not false.verify(complete=True)
    (point, *rest) = result.fixed_points
    moved = replace(point, play=((Fraction(1, 3), Fraction(2, 3)), point.play[1]))
    assert not replace(result, fixed_points=[moved, *rest]).verify()


@pytest.mark.parametrize("seed", range(40))
def test_what_a_block_of_readings_allows_holds_all_that_is_played(seed):
    source = Random(seed)
    shape = source.choice([(2, 2), (2, 2), (1, 2), (2, 1)])
    tables = [
        [[source.randint(0, 4) for _ in range(shape[1])] for _ in range(shape[0])] for _ in (0, 1)
    ]
    pool = [*NAMES[:6], *OWN[:3], "nicer"] if shape == (2, 2) else ["lp", "nelp", "demand:1/2"]
    pair = [source.choice(pool), source.choice(pool)]
    try:
        true = document(Game.from_arrays(*tables), *pair, "2/15", "2/5")
    except InputError:
        return  # a region without a payoff at which nothing improves both
    scene = Scene(Game.from_arrays(*tables), Fraction(2, 15), Fraction(2, 5))
    for player in (0, 1):
        part = Part(true)
        agent = CheckedAgent(part["programs"][player], part["agents"][player], player, scene, None)
        reaches = []
        for moves in (shape[player], shape[1 - player]):
            ends = sorted((source.randrange(8), source.randrange(8)))
            reaches.append((ends[0], ends[1]) if moves == 2 else None)
        low, high = output_range(agent, *reaches)
        lines = [[(k,) for k in range(r[0], r[1] + 1)] if r else [()] for r in reaches]
        outputs = [agent.output(p, q)[0] for p in lines[0] for q in lines[1]]
        assert low <= min(outputs) and max(outputs) <= high


def extremes(pareto, *pairs):
    """What is said of the ranges and the Pareto points of these payoffs."""
    columns = list(zip(*pairs))
    said = {
        "ranges": [[f"{min(column)}", f"{max(column)}"] for column in columns],
        "pareto": [[float(x) for x in pair] for pair in pareto],
    }
    points = [SimpleNamespace(payoffs=tuple(map(Fraction, pair))) for pair in pairs]
    _check_extremes(Part(said), points)


def test_a_point_that_another_one_beats_in_one_payoff_is_no_pareto_point():
    extremes([(2, 1)], (1, 1), (2, 1))
    extremes([(2, 1)], (2, 0), (2, 1))
    extremes([(1, 3), (2, 1), (2, 1)], (1, 3), (2, 1), (0, 2), (2, 1))
    for pareto in ([(1, 1), (2, 1)], [(1, 1)]):
        with pytest.raises((Refuted, InputError)):
            extremes(pareto, (1, 1), (2, 1))
