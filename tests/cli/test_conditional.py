"""The commands games, solve and check as a user meets them: output, status, errors."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

CHICKEN = """NFG 1 R "Chicken" { "Row" "Column" }
{ { "Swerve" "Straight" } { "Swerve" "Straight" } }

4 4  5 4  4 5  0 0
"""


def test_games_lists_the_catalogue(run):
    status, out, err = run("games")
    assert (status, err) == (0, "")
    assert "chicken" in out
    assert "prisoners_dilemma" in out


def test_games_as_json(run):
    _, out, _ = run("games", "--json")
    document = json.loads(out)
    assert document["schema"] == "oraclegames/games-1"
    assert {"name", "summary", "parameters", "citation"} <= set(document["games"][0])


def test_solve_says_it_in_words(run):
    status, out, err = run("solve", "chicken")
    assert (status, err) == (0, "")
    assert "every point worth 4 to both" in out
    assert "given Straight, Row gets 9/2; given Swerve, 4" in out


def test_solve_reads_standard_input(run):
    status, out, _ = run("solve", "-", "--json", "--points", "3", stdin=CHICKEN)
    document = json.loads(out)
    assert status == 0
    assert document["schema"] == "oraclegames/solution-1"
    assert document["verified"] is True
    (branch,) = document["interior"]["branches"]
    assert len(branch["points"]) == 3
    assert branch["ends"][1]["distribution"] == ["0", "4/9", "4/9", "1/9"]
    assert [pure["isolated"] for pure in document["pure"]] == [False, True, True]


def test_solve_takes_parameters_of_named_games(run):
    _, out, _ = run("solve", "prisoners_dilemma(5,3,1,0)")
    assert "√6" in out


def test_larger_games_are_solved_whole_or_in_outline(run):
    status, out, _ = run("solve", "rock_paper_scissors")
    assert status == 0
    assert "All equilibria: 19 pieces by the moves that are played, 9 of them pure" in out
    assert "Column plays Paper, Scissors: values on x + y = 0" in out
    status, out, _ = run("solve", "rock_paper_scissors", "--outline")
    assert status == 0
    assert "a set of dimension 4" in out
    assert "Rock, Rock" in out


def test_the_search_of_larger_games_can_be_skipped(run):
    _, out, _ = run("solve", "rock_paper_scissors", "--budget", "0")
    assert "not computed" in out
    _, out, _ = run("solve", "rock_paper_scissors", "--budget", "0", "--json")
    document = json.loads(out)
    assert document["interior"] == {"dimension": None, "branches": [], "computed": False}
    assert document["verified"] is True


@pytest.mark.parametrize(
    ("distribution", "status", "verdict"),
    [("5/9,2/9,2/9,0", 1, "no"), ("11/20,1/5,1/5,1/20", 0, "yes"), ("0,1,0,0", 0, "yes")],
)
def test_check_tells_by_its_status(run, distribution, status, verdict):
    found, out, err = run("check", "chicken", "--distribution", distribution, "--json")
    document = json.loads(out)
    assert (found, err) == (status, "")
    assert document["schema"] == "oraclegames/verdict-1"
    assert document["verdict"] == verdict


def test_check_names_the_violated_comparison(run):
    status, out, _ = run("check", "chicken", "-d", "81/100,9/100,9/100,1/100", "--json")
    document = json.loads(out)
    assert status == 1
    assert document["violations"][0] == {
        "player": "Row",
        "move": "Swerve",
        "other": "Straight",
        "difference": "1/2",
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("solve", "chikken"), "did you mean chicken"),
        (("solve", "missing.nfg"), "cannot read missing.nfg"),
        (("solve", "/"), "cannot read /"),
        (("solve",), "Missing argument 'GAME'"),
        (("solve", "chicken", "--points", "-1"), "--points"),
        (("solve", "stag_hunt(x)"), "s should be a rational"),
        (("check", "chicken"), "--distribution"),
        (("check", "chicken", "-d", "1,0"), "4 probabilities, not 2"),
        (("check", "chicken", "-d", "1/2,1/4,0,0"), "sum to 3/4"),
        (("check", "chicken", "-d", "2,-1,0,0"), "must not be negative"),
        (("check", "chicken", "-d", "1,0,0,zero"), "probability 4"),
        (("frobnicate",), "No such command"),
        (("--frobnicate",), "No such option"),
    ],
)
def test_bad_input_is_one_line_and_status_two(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert message in err


def test_a_wrong_file_is_located(run):
    status, _, err = run("solve", "-", stdin='NFG 1 R "x" { "A" "B" } { 2 2 }\n1 2 3 4 5 6 7\n')
    assert status == 2
    assert err.startswith("error: <stdin>:")


def test_no_arguments_show_the_help(run):
    status, out, _ = run()
    assert status == 0
    assert "solve" in out


def test_the_version_is_shown(run):
    status, out, _ = run("--version")
    assert status == 0
    assert out.startswith("oraclegames 0.")


def test_ctrl_c_ends_without_a_traceback(run, monkeypatch):
    def interrupted(name):
        raise KeyboardInterrupt

    monkeypatch.setattr("oraclegames.conditional.solve.as_game", interrupted)
    assert run("solve", "chicken") == (130, "", "interrupted\n")


def test_a_closed_pipe_is_no_error():
    program = "from oraclegames.cli.main import main; main(['games', '--json'])"
    first = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    first.stdout.close()
    _, err = first.communicate()
    assert err == b""


def test_importing_loads_nothing_heavy():
    """Plotting, LP and Gambit are loaded when they are used."""
    program = "import sys, oraclegames; print(*sorted(m.split('.')[0] for m in sys.modules))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = set(result.stdout.decode().split())
    assert not loaded & {"highspy", "plotly", "matplotlib", "pygambit", "typer", "rich", "dash"}
