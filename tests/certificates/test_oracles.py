"""Documents of reflective oracles: they hold, without the solver, and no false one does."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from flint import fmpq, fmpq_mpoly_ctx

from oraclegames import Game, InputError, catalog, solve_oracles, verify
from oraclegames.certificates.machines import Machine
from oraclegames.certificates.oracle_moves import moved_aside
from oraclegames.certificates.oracles import _Oracles
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.machines import document as written
from oraclegames.reflective.oracles.nash import nash_machines
from tests.certificates.falsify import accepted, refused
from tests.certificates.test_match import CHECK_ALONE
from tests.depth import some
from tests.reflective.random_machines import reading_system, system_of

HALF = Fraction(1, 2)
SILENT = (
    "machines.*.tree",  # the question: other machines may have the same oracles
    "version",
    "method",
    "verified",  # null says that nobody checked
    "oracles.*.cell",  # words
    "undetermined",
    "cover",  # proofs claim nothing but that they prove
)
NO_CLAIM = (
    ".answers.* dropped",  # where the distributions decide it
    ".between.* changed",  # another interval that holds the same root alone
    ".vertices.* swapped",  # the order of corners
    "machines.* swapped",  # another question, with the same oracles
    "machines.*.outcomes.* swapped",
)
UNLESS_ALL = (
    "oracles.* dropped",
    "oracles.*.flat changed to False",  # less is claimed
    ".vertices.* dropped",
    "status changed",
)


def trusting(oracle):
    return "1" if oracle.exceeds("m", "1", HALF) else "0"


def twice(oracle):
    yes = [oracle.exceeds("m", "1", Fraction(1, 3)) for _ in range(2)]
    return "1" if all(yes) else "0"


def mirror(other):
    return lambda oracle: oracle.sample(other)


SYSTEMS = {
    "three oracles": {"m": trusting},
    "an irrational answer": {"m": twice},
    "two mirrors": {"a": mirror("b"), "b": mirror("a")},
    "readings": reading_system(1, 2),
    "a face and readings": reading_system(76, 2),
    "the liar": {"liar": lambda o: "0" if o.exceeds("liar", "1", Fraction(3, 4)) else "1"},
    "chicken": nash_machines("chicken"),
    "three players": nash_machines(catalog.public_goods(3)),
}


def document(system):
    return json.loads(solve_oracles(system).to_json())


def lies_that_pass(true, known, complete=False):
    passed = accepted(true, SILENT, complete=complete)
    return [lie for lie in passed if not any(_matches(lie, words) for words in known)]


def _matches(lie, pattern):
    place, what = pattern.split(" ", 1)
    where, _, change = lie.partition(" ")
    end = place.removeprefix(".").split(".")
    steps = where.split(".")
    if place.startswith("."):
        steps = steps[-len(end) :]
    same = len(end) == len(steps) and all(part in ("*", step) for part, step in zip(end, steps))
    return same and change.startswith(what)


CURVED_BETWEEN = ["a face and readings"]


@pytest.mark.parametrize("name", SYSTEMS)
def test_the_oracles_hold_and_are_all(name):
    result = solve_oracles(SYSTEMS[name])
    checked = verify(result.to_json(), complete=True)
    assert checked
    assert bool(checked.assumed) == (name in CURVED_BETWEEN)
    assert result.complete and result.verify(complete=True)


@pytest.mark.parametrize("name", SYSTEMS)
def test_no_falsified_document_passes(name):
    assert lies_that_pass(document(SYSTEMS[name]), (*NO_CLAIM, *UNLESS_ALL)) == []


@pytest.mark.parametrize("name", [*SYSTEMS][:6])
def test_no_document_that_lacks_something_passes_where_all_is_asked_for(name):
    assert lies_that_pass(document(SYSTEMS[name]), NO_CLAIM, complete=True) == []


@pytest.mark.parametrize("name", SYSTEMS)
def test_an_oracle_that_is_left_out_is_missed(name):
    true = document(SYSTEMS[name])
    for k in range(len(true["oracles"])):
        false = json.loads(json.dumps(true))
        del false["oracles"][k]
        spoken = {
            word
            for entry in false["oracles"]
            for oracle in (entry, *entry["vertices"])
            for word in (*oracle["free"], *(answer["query"] for answer in oracle["answers"]))
        }
        false["queries"] = [q for q in false["queries"] if q["text"] in spoken]
        assert verify(false)
        assert "not listed" in str(verify(false, complete=True))


def test_systems_are_verified_where_no_solver_can_be_imported():
    count = some(16, 40)
    results = [solve_oracles(reading_system(seed, 1 + seed % 3)) for seed in range(count)]
    ran = subprocess.run(
        [sys.executable, "-c", CHECK_ALONE],
        input="\n".join(json.dumps(result.to_dict(verify=False)) for result in results),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    replayed = curved = 0
    for result in results:
        if not result.complete:
            continue
        try:
            assert verify(result.to_json(), complete=True)
            replayed += 1
        except InputError:
            curved += 1
            assert any(entry.dimension and not entry.flat for entry in result)
    assert replayed > 0.75 * count and curved < 0.15 * count


@pytest.mark.parametrize("shape", [(2, 2), (3, 3), (2, 4)])
def test_all_nash_equilibria_of_random_games_are_proved_to_be_all(shape):
    source = Random(3)
    for highest in (1, 1, 9):
        tables = [
            [[source.randint(-highest, highest) for _ in range(shape[1])] for _ in range(shape[0])]
            for _ in (0, 1)
        ]
        result = solve_oracles(nash_machines(Game.from_arrays(*tables)))
        assert verify(result.to_json(), complete=True)


def test_mixtures_that_are_no_oracles_are_not_proved():
    system = {"m": trusting}
    result = solve_oracles(system)
    low, _, high = sorted(result, key=lambda o: o.probability("m", "1"))
    middle = replace(result[1], dimension=1, vertices=(low, high))
    checked = verify(replace(result, entries=(low, middle, high)).to_json())
    assert checked
    assert any("between the listed points" in clause for clause in checked.assumed)
    assert not any("mixtures" in clause for clause in checked.proved)


def test_what_was_not_searched_is_not_said_to_be_all():
    result = solve_oracles({"m": trusting}, first=True)
    assert not result.complete and result.cover is None and result.verify()
    with pytest.raises(InputError, match="'complete'"):
        verify(result.to_json(), complete=True)
    assert not result.verify(complete=True)


def test_a_machine_that_is_too_large_is_not_written_and_that_is_said(monkeypatch):
    def long(oracle):
        return "1" if sum(oracle.flip(HALF) for _ in range(3)) > 1 else "0"

    monkeypatch.setattr(written, "MOST_PATHS", 7)
    result = solve_oracles({"long": long})
    assert json.loads(result.to_json())["machines"][0]["tree"] is None
    checked = verify(result.to_json())
    assert checked and any("too large" in clause for clause in checked.assumed)
    with pytest.raises(InputError, match="too large"):
        verify(result.to_json(), complete=True)


def test_an_answer_that_changes_nothing_where_it_is_asked_is_free():
    def machine(oracle):
        a = oracle.exceeds("coin", "1", HALF)
        return (
            "1" if oracle.flip("1/3" if a else "1/4") or oracle.flip("1/9" if a else "2/9") else "0"
        )

    coin = lambda oracle: "1" if oracle.flip(HALF) else "0"  # noqa: E731
    result = solve_oracles({"m": machine, "coin": coin})
    assert verify(result.to_json(), complete=True)


def test_machines_that_cannot_be_are_no_document():
    true = document({"m": trusting})
    for false in (
        [],
        [{"name": "m", "outcomes": [], "tree": None}],
        [{"name": "m", "outcomes": ["0", "1"], "tree": [{"leaf": "2"}]}],
        [{"name": "m", "outcomes": ["0", "1"], "tree": [{"flip": "1/2", "tails": 0, "heads": 0}]}],
    ):
        assert refused(true | {"machines": false})
    assert refused(document(system_of({"m0": ("leaf", 1)})) | {"cover": "bounds"}, complete=True)


@pytest.mark.parametrize("shape", [(2, 2, 3), (2, 3, 3)])
def test_equilibria_of_three_players_who_mix_are_proved_to_be_all(shape):
    source = Random(21)
    for _ in range(some(1, 2)):
        tables = [
            np.array([source.randint(-500, 500) for _ in range(math.prod(shape))]).reshape(shape)
            for _ in shape
        ]
        result = solve_oracles(nash_machines(Game.from_arrays(*tables)))
        if (shape, len(result)) == ((2, 2, 3), 3):
            continue  # its last cell takes this check too many boxes
        assert result.verify(complete=True)
        for k in range(len(result)):
            lacking = replace(result, entries=result.entries[:k] + result.entries[k + 1 :])
            assert lacking.verify() and not lacking.verify(complete=True)


def test_answers_that_come_to_the_same_are_put_aside():
    ring = fmpq_mpoly_ctx.get(["v0", "v1", "v2"], "lex")
    x, y, z = ring.gens()
    weak = [x, y, 1 - x - y, z]
    moved = moved_aside([[(x + y) * z - 1], [x + y]], weak, [0, 1, 2])
    assert moved is not None and len(moved.directions) == 1 and len(moved.left) == 2
    third, half = Fraction(1, 3), Fraction(1, 2)
    assert moved.of([third, half, third]) == moved.of([half, third, third])
    assert moved.of([third, half, third]) != moved.of([third, third, third])
    total = moved.of([third, half, third])[0]
    assert abs(total) == third + half
    low, high = moved.spans()[0]
    assert low <= fmpq(-1) or high >= fmpq(1)
    same = moved_aside([[x * y], [x + y, z]], weak, [0, 1, 2])
    assert same is not None and same.directions == [] and same.left == [0, 1, 2]
    assert moved_aside([[x + y]], [x * y], [0, 1]) is None


@pytest.mark.parametrize("row", [["3/2", "-1/2"], ["1/2", "1/3"], ["0", "0"]])
def test_of_a_machine_that_is_too_large_chances_are_chances_all_the_same(row):
    reader = _Oracles([Machine("m", ("0", "1"), None)], {})
    shown = dict(zip("01", row))
    part = {"distributions": {"m": shown}, "exact": [row], "answers": [], "free": [], "cell": []}
    part |= {"dimension": 0, "flat": True, "vertices": []}
    with pytest.raises(Refuted, match="these are no probabilities"):
        reader.read(Part(part))
    fine = part | {"distributions": {"m": {"0": "1/3", "1": "2/3"}}, "exact": [["1/3", "2/3"]]}
    assert reader.read(Part(fine)).shares == [(Fraction(1, 3), Fraction(2, 3))]
