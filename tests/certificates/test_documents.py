"""Documents of ``solve``, ``check``, ``pure_equilibria``: true ones hold, no false one does."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from oraclegames import Game, best, catalog, check, match, pure_equilibria, solve, verify
from oraclegames.conditional.solution import MixedNash
from oraclegames.conditional.two_by_two.edges_and_faces import Side
from oraclegames.conditional.two_by_two.spohn_curve import CurveKind
from tests.certificates.falsify import accepted, refused, tried

EDGES = Game.from_arrays([[1, 1], [0, 1]], [[2, 1], [1, 1]])
CROSSING = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
FACE = Game.from_arrays([[2, 3], [2, 0]], [[1, 2], [3, 0]])

SILENT = (
    "game",  # another game may have the same equilibria
    "version",
    "*.reason",  # words
    "reason",
    # Evidence claims nothing but that it proves: other evidence that does is as good. What each
    # kind must satisfy has tests of its own.
    "*.coefficients",
    "*.levels",
    "*.multiplier",
    "*.weight",
    "*.exponent",
)
NO_CLAIM = (
    ".points.* dropped",  # how many points are listed is nobody's claim
    "branches.* swapped",  # nor is the order of pieces,
    "sides.* swapped",  # of sides
    "exponents.* swapped",  # of exponents
    ".corners.* swapped",  # and of the corners of one side
    ".similarity dropped",  # earlier documents have none
)


def lies_that_pass(document, silent=SILENT):
    document = json.loads(json.dumps(document))
    assert not refused(document)
    passed = accepted(document, silent)
    unchecked = "verified changed to None"  # says that nobody checked
    return [
        lie for lie in passed if lie != unchecked and not any(_matches(lie, w) for w in NO_CLAIM)
    ]


def _matches(lie, pattern):
    place, what = pattern.split(" ")
    where, _, change = lie.partition(" ")
    if "*" not in place:
        return change == what and where.endswith(place)
    parts = [part for part in place.split("*") if part]
    last = where.rsplit(".", 1)[0] + "."
    return change.startswith(what) and last.endswith(parts[0])


SOLUTIONS = {
    "chicken": catalog.chicken,
    "battle of the sexes": catalog.battle_of_the_sexes,
    "matching pennies": catalog.matching_pennies,
    "prisoner's dilemma": catalog.prisoners_dilemma,
    "edges": lambda: EDGES,
    "crossing": lambda: CROSSING,
    "face": lambda: FACE,
}


@pytest.mark.parametrize("name", SOLUTIONS)
def test_no_falsified_solution_passes(name):
    assert lies_that_pass(solve(SOLUTIONS[name]()).to_dict(4)) == []


VERDICTS = {
    "reflective corner": ("chicken", "1,0,0,0"),
    "not reflective": (catalog.anti_coordination(), "1,0,0,0"),
    "unequal": ("chicken", "4/9,4/9,1/9,0"),
    "totally mixed": ("chicken", "11/20, 1/5, 1/5, 1/20"),
    "tempted": ("prisoners_dilemma", "0,1,0,0"),
    "limit of mixed": ("chicken", "5/9, 2/9, 2/9, 0"),
    "edge": (EDGES, "1/2,1/2,0,0"),
    "strict levels": (catalog.coordination(3), "1,0,0,0,0,0,0,0,0"),
    "one player": (Game.from_arrays([1, 1, 0]), "1/2,1/2,0"),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_no_falsified_verdict_passes(name):
    assert lies_that_pass(check(*VERDICTS[name]).to_dict()) == []


@pytest.mark.parametrize("game", [CROSSING, catalog.public_goods(3)], ids=["2x2", "2x2x2"])
def test_no_falsified_list_of_pure_equilibria_passes(game):
    assert lies_that_pass(pure_equilibria(game).to_dict()) == []


def test_a_larger_solution():
    game = Game.from_arrays([[2, 0, 0], [2, 2, 0]], [[1, 3, 3], [2, 1, 1]])
    passed = lies_that_pass(solve(game, budget=0).to_dict())
    # Why something stayed open, ties or time, nobody can see from outside.
    assert passed in ([], ["status changed to 'undetermined'"], ["status changed to 'partial'"])


# -- falsified results -----------------------------------------------------------------------------


@pytest.mark.parametrize("game", ["battle_of_the_sexes", "matching_pennies", "chicken"])
def test_falsified_solutions_are_refused(game):
    true = solve(game)
    assert true.verify()
    assert not replace(true, complete=False).verify()
    assert not replace(true, method="a guess").verify()
    assert not replace(true, curve=None).verify()
    assert not replace(true, curve=CurveKind("nodal")).verify()
    assert not replace(true, interior=replace(true.interior, dimension=2)).verify()
    assert not replace(true, interior=replace(true.interior, arcs=())).verify()
    assert not replace(true, pure=true.pure[1:]).verify() or not true.pure
    if true.nash is not None:
        flipped = MixedNash(true.nash.point, not true.nash.dominated)
        moved = MixedNash(true.interior.arcs[0].ends[0], true.nash.dominated)
        for nash in (None, flipped, moved):
            assert not replace(true, nash=nash).verify()


def test_falsified_edges_are_refused():
    true = solve(EDGES)
    assert true.verify() and true.sides
    assert not replace(true, sides=()).verify()
    for k, side in enumerate(true.sides):
        false = () if side.reflective else (side.part,)
        sides = list(true.sides)
        sides[k] = Side(side.support, side.part, false)
        assert not replace(true, sides=tuple(sides)).verify()


def test_a_falsified_crossing_is_refused():
    true = solve(CROSSING)
    assert true.interior.crossing is not None
    assert not replace(true, interior=replace(true.interior, crossing=None)).verify()
    end = true.interior.arcs[0].ends[0]
    assert not replace(true, interior=replace(true.interior, crossing=end)).verify()


def test_a_falsified_notion_of_a_pure_outcome_is_refused():
    true = solve(catalog.anti_coordination())
    for k, pure in enumerate(true.pure):
        other = "no" if pure.reflective == "yes" else "yes"
        for false in (replace(pure, reflective=other), replace(pure, isolated=not pure.isolated)):
            listed = (*true.pure[:k], false, *true.pure[k + 1 :])
            assert not false.verify() and not replace(true, pure=listed).verify()
    verdict = check(catalog.anti_coordination(), "1,0,0,0")
    assert verdict.reflective == "no"
    assert not replace(verdict, reflective="yes").verify()
    assert not replace(verdict, reflective="undetermined", reflective_certificate=None).verify()


def test_a_broken_decision_about_corners_does_not_pass(monkeypatch):
    """The check does not call what it checks."""
    from oraclegames.conditional.two_by_two import pure_outcomes

    monkeypatch.setattr(pure_outcomes, "_compatible", lambda relations, gains: None)
    false = solve(catalog.prisoners_dilemma())
    assert all(pure.reflective == "no" for pure in false.pure)
    assert not false.verify()


def test_documents_hold_where_no_solver_was_imported(tmp_path):
    for k, result in enumerate((solve("chicken"), check(EDGES, "1,0,0,0"))):
        (tmp_path / f"{k}.json").write_text(result.to_json(), encoding="utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nfrom oraclegames import verify\n"
        f"assert all(verify(p.read_text('utf-8')) for p in Path({str(tmp_path)!r}).iterdir())\n"
        "solvers = ('conditional', 'reflective', 'sweep', 'plots')\n"
        "assert not [m for m in sys.modules if m.split('.')[1:2] and m.startswith('oraclegames.')"
        " and m.split('.')[1] in solvers]"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_what_is_not_proved_is_said():
    played = verify(match("prisoners_dilemma", "nelp", "nelp", delta="1/10").to_dict())
    assert played and played.assumed
    assert not verify(solve("chicken").to_dict()).assumed
    assert not verify(best("chicken", notion="reflective").to_dict()).assumed


OUTLINED = Game.from_arrays([[0, 3, 3], [5, -5, -2]], [[5, -1, -1], [-3, -5, -5]])


def test_an_outline_is_proved_and_no_falsified_one_passes():
    document = json.loads(json.dumps(solve(OUTLINED, outline=True, budget=None).to_dict()))
    assert "the ranges of their values, up to the gaps" in verify(document).proved
    interior = document["interior"]
    for lie in tried(interior, ("*.leaves", "*.distribution", "*.tolerance", "*.gap")):
        assert lie.document == interior or refused({**document, "interior": lie.document}), lie


def test_an_outline_of_nothing_is_proved():
    nothing = Game.from_arrays([[3, 2, 4], [1, 0, 1]], [[0, 1, 0], [0, 1, 1]])
    document = solve(nothing, outline=True).to_dict()
    assert document["interior"]["dimension"] == -1 and verify(document)
    for change in ({"dimension": 0}, {"dimension": None}, {"dimension_proved": False}):
        assert refused({**document, "interior": {**document["interior"], **change}})
