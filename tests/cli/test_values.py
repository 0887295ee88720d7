"""The commands values and best."""

from __future__ import annotations

import json

import pytest


def test_values_gives_a_distribution(run):
    status, out, err = run("values", "chicken", "--at", "4,4", "--json")
    document = json.loads(out)
    assert (status, err) == (0, "")
    assert document["schema"] == "oraclegames/values-1"
    assert document["achievable"] is True
    assert document["distribution"] == ["1/10", "2/5", "2/5", "1/10"]
    assert document["certificate"] is None


def test_values_gives_a_certificate(run):
    _, out, _ = run("values", "chicken", "--at", "4,3", "--json")
    document = json.loads(out)
    assert document["achievable"] is False
    assert document["distribution"] is None
    # y_{Column,Swerve}·(U − 3) = 1 wherever the column player swerves, and 0 elsewhere.
    assert document["certificate"] == [["0", "0"], ["1", "0"]]


def test_values_takes_crowds_by_name_and_by_file(run, tmp_path):
    status, out, err = run("values", "public_goods(1e9)", "--at", "3/2")
    assert (status, err) == (0, "")
    assert "Public Goods: 1000000000 players" in out and "(3/2) is achievable" in out
    path = tmp_path / "crowd.json"
    path.write_text(
        '{"schema": "oraclegames/symmetric-formula-1", "players": 1000000000, '
        '"payoffs": {"Give": "2*Give/n", "Keep": "2*Give/n + 1"}}'
    )
    assert run("values", str(path), "--at", "2")[0] == 1
    status, out, err = run("solve", str(path))
    assert (status, out) == (2, "") and err.count("\n") == 1 and "`values`" in err
    path.write_text(path.read_text().replace("2*Give/n + 1", "2*Give/Keep"))
    status, out, err = run("values", str(path), "--at", "2")
    assert (status, out) == (2, "") and err.count("\n") == 1 and "'Keep' is a divisor" in err


def test_best_names_its_rivals(run):
    status, out, _ = run("best", "chicken", "--objective", "welfare")
    assert status == 0
    assert "best dependency equilibrium by welfare: 9 (exact)" in out
    assert "best correlated equilibrium: 9" in out


def test_region_is_exact_for_two_players(run):
    status, out, _ = run("region", "battle_of_the_sexes", "--best", "welfare")
    assert status == 0 and "x - y = 0, part of" in out
    assert "best dependency equilibrium by welfare: 5 (exact)" in out
    only = ("--best", "welfare", "--totally-mixed")
    status, out, _ = run("region", "battle_of_the_sexes", *only)
    assert status == 0 and "arc 1, included: x - y = 0, part of" in out
    assert "largest welfare: 4 (a supremum, not attained), at (2, 2)" in out
    status, out, _ = run("region", "chicken", "--json")
    document = json.loads(out)
    assert document["schema"] == "oraclegames/region-3" and len(document["vertices"]) == 3
    status, out, _ = run("region", "chicken", "--json", "--totally-mixed")
    document = json.loads(out)
    assert document["schema"] == "oraclegames/region-2" and len(document["vertices"]) == 1
    status, out, _ = run("region", "public_goods(3)", "--budget", "2")
    assert status == 0 and "cells in" in out and "partial" in out


@pytest.mark.parametrize("game", ["2,0 0,1; 3,0 1,1", "3,0 2,1 4,0; 1,0 0,1 1,1"])
def test_where_nothing_is_reached_a_document_proves_it(run, game):
    status, out, _ = run("region", game, "--totally-mixed", "--best", "welfare")
    assert status == 1 and "nothing is reached" in out
    status, out, err = run("region", game, "--totally-mixed", "--best", "welfare", "--json")
    assert status == 1 and err == "" and json.loads(out)["value"] is None
    status, out, _ = run("verify", "-", stdin=out)
    assert status == 0 and "there is no totally mixed equilibrium" in out
    status, out, _ = run("best", game, "--totally-mixed")
    assert status == 1 and "there is no totally mixed" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("chicken", "--best", "wealth"), "there is no objective 'wealth'"),
        (("public_goods(3)", "--best", "welfare", "--budget", "1"), "--best is for two players"),
    ],
)
def test_region_refuses_in_one_line(run, arguments, message):
    status, _, err = run("region", *arguments)
    assert status == 2 and message in err and "Traceback" not in err


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_the_budget_of_region_holds_for_its_best_too(run, more):
    options = ("--totally-mixed", "--best", "welfare", "--budget", "0")
    status, out, err = run("region", "chicken", *options, *more)
    assert (status, bool(out)) == (2, not more)
    assert err.strip() == "error: the supremum was not found in time: give a larger budget"


def test_best_on_the_boundary_as_json(run):
    _, out, _ = run("best", "prisoners_dilemma", "--json")
    document = json.loads(out)
    assert document["schema"] == "oraclegames/best-1"
    assert document["value"] == "4"
    assert document["distribution"] == ["1", "0", "0", "0"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("values", "chicken"), "--at"),
        (("values", "chicken", "--at", "4"), "1 value for 2 players"),
        (("values", "chicken", "--at", "4,x"), "value of player 'Column'"),
        (("best", "chicken", "--objective", "welfar"), "welfare"),
        (("best", "chicken", "--objective", "player:Rwo"), "did you mean 'Row'"),
        (("best", "chicken", "--tolerance", "tiny"), "tolerance"),
        (("best", "chicken", "--budget", "soon"), "--budget"),
        (("best", "random_game(2,2,2,2,2,2,2,2,2,2,2,2,2)"), "outcomes"),
    ],
)
def test_bad_input_is_one_line_and_status_two(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err
