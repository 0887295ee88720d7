"""--decimals, --quiet, completion and the help, the same for every command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest
from typer.main import get_command

from oraclegames.cli.main import app
from oraclegames.cli.output import fitted
from oraclegames.cli.straight import straight
from oraclegames.games.catalog import CATALOG

NUMBERS = {
    "solve": ["hawk_dove"],
    "check": ["chicken", "-d", "81/100,9/100,9/100,1/100"],
    "values": ["prisoners_dilemma", "--at", "3/2,3/2"],
    "region": ["prisoners_dilemma", "--best", "welfare"],
    "best": ["battle_of_the_sexes", "--objective", "egalitarian"],
    "nash": ["battle_of_the_sexes"],
    "correlated": ["chicken"],
    "least-similarity": ["prisoners_dilemma"],
    "similar": ["prisoners_dilemma(5,3,1,0)", "--b", "1/3"],
    "phases": ["prisoners_dilemma(t,2,1,0)", "--from", "2", "--to", "7/2"],
    "compare": ["chicken"],
    "match": ["prisoners_dilemma", "demand:1/2", "constant:1/3", "--delta", "1/20"],
    "tournament": ["prisoners_dilemma", "demand:1/2", "nicer", "--delta", "1/20"],
    "common-coins": ["prisoners_dilemma(5/2,2,1/2,0)", "tit-for-tat", "generous:1/3"],
    "independent-coins": ["prisoners_dilemma(5/2,2,1/2,0)", "contrite", "generous:1/3"],
    "modal-match": ["prisoners_dilemma(5/2,2,1/2,0)", "FairBot", "PrudentBot"],
    "modal-tournament": ["prisoners_dilemma(5/2,2,1/2,0)", "FairBot", "PrudentBot"],
}


def test_every_command_that_prints_numbers_has_both_options():
    commands = get_command(app).commands
    with_json = {
        name
        for name, one in commands.items()
        if {"--json", "--decimals"} & {flag for option in one.params for flag in option.opts}
    }
    assert with_json - {"games", "verify", "reproduce", "atlas"} == set(NUMBERS)
    for name in NUMBERS:
        flags = {flag for option in commands[name].params for flag in option.opts}
        assert {"--decimals", "--quiet", "-q"} <= flags, name


@pytest.mark.parametrize("name", NUMBERS)
def test_decimals_are_everywhere_and_quiet_leaves_out_the_game(run, name):
    status, out, err = run(name, *NUMBERS[name])
    assert status in (0, 1) and err == "" and "Players: " in out
    shown = run(name, *NUMBERS[name], "--decimals", "3", "--quiet")[1]
    assert "Players: " not in shown
    left = re.findall(r"(?<![\w/.:(])(?<![δε] = )\d+/\d+", shown)
    assert left == [], shown
    quiet = run(name, *NUMBERS[name], "-q")[1]
    assert out.endswith(quiet) and quiet != out


@pytest.mark.parametrize("name", [name for name in NUMBERS if name != "phases"])
def test_numbers_of_more_digits_than_python_prints_are_written(run, name):
    """Python's own limit is 4300 digits."""
    long, rest = "1" + "0" * 4400, NUMBERS[name][1:]
    game = f"{long}/7,{long}/7 0,{long}/3; {long}/3,0 1,1"
    rest = ["1/4" if option == "1/20" else option for option in rest]
    if name in ("common-coins", "independent-coins", "modal-match", "modal-tournament"):
        game = f"prisoners_dilemma({long}/7,2,1/2,-{long})"
    for option in ((), ("--decimals", "3")):
        status, _, err = run(name, game, *rest, *option)
        assert status in (0, 1) or "\n" not in err.strip(), err[-300:]


def test_decimals_are_the_numbers_that_were_exact(run):
    shown = run("check", *NUMBERS["check"], "--decimals", "2", "-q")[1]
    assert shown.splitlines()[1] == "Worth: 4.05 to both"
    assert shown.splitlines()[-1] == "Because given Straight, Row gets 4.50; given Swerve, 4."
    shown = run("match", *NUMBERS["match"], "--decimals", "1", "-q")[1]
    assert shown.startswith("demand:1/2 against constant:1/3, δ = 1/20, ε = 1/5: ")


def test_a_document_has_no_decimals(run):
    status, out, err = run("solve", "chicken", "--decimals", "2", "--json")
    assert (status, out) == (2, "")
    assert err == "error: a document has exact numbers: leave out --decimals, or --json\n"


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["solve", "chicken"], ["--points", "32"]),
        (["check", *NUMBERS["check"]], ["--notion", "DE"]),
        (["best", "chicken"], ["--tolerance", "1/1000"]),
    ],
)
def test_the_quick_way_says_the_same(run, capsys, words, same):
    straight(words)()
    assert straight([*words, *same]) is None
    assert capsys.readouterr().out == run(*words, *same)[1]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("oraclegames so", "solve"),
        ("oraclegames solve chick", "chicken_textbook"),
        ("oraclegames explain redu", "reducible"),
        ("oraclegames match chicken nic", "nicer"),
    ],
)
def test_a_shell_is_told_how_words_go_on(words, found):
    shell = {
        **os.environ,
        "_ORACLEGAMES_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-m", "oraclegames"], env=shell, capture_output=True, text=True
    )
    assert found in done.stdout.split(), done.stderr


def test_the_help_keeps_the_width_and_has_no_colour_unasked(monkeypatch, run):
    monkeypatch.setenv("COLUMNS", "60")
    status, out, _ = run("--help")
    assert status == 0 and "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 60


def spoken_of_in_python(name, line):
    """Names of Python in a line: with "_", or of parameters that are options of another name."""
    commands = get_command(app).commands
    flags = {flag for one in commands.values() for option in one.params for flag in option.opts}
    own = {option.name for option in commands[name].params if f"--{option.name}" not in flags}
    words = set(re.findall(r"(?<![-\w'])\w+(?![\w'])", line)) - set(CATALOG)
    return {word for word in words if word in own or re.fullmatch(r"[a-z]+(_[a-z]+)+", word)}


@pytest.mark.parametrize("name", [*NUMBERS, "convert", "plot"])
def test_what_is_wrong_with_an_option_is_said_in_the_words_of_the_command_line(run, name):
    asked, refused = NUMBERS.get(name, ["chicken"]), 0
    for option in get_command(app).commands[name].params:
        flag = option.opts[0]
        if option.param_type_name != "option" or option.is_flag or flag in ("--output", "--budget"):
            continue
        at = asked.index(flag) if flag in asked else len(asked)
        status, _, err = run(name, *asked[:at], flag, "x", *asked[at + 2 :])
        refused += status == 2
        if status == 2:
            line = next(line for line in err.splitlines() if not line.startswith("Usage"))
            assert spoken_of_in_python(name, line) == set(), err
    assert refused


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            ["phases", "stag_hunt(t)", "--from", "6", "--to", "2"],
            "--from 6 should not be above --to 2",
        ),
        (["phases", "stag_hunt(t)", "--from", "a", "--to", "2"], "--from should be a rational"),
        (["phases", "stag_hunt(t)", "--from", "1", "--to", "?"], "--to should be a rational"),
        (
            ["phases", "stag_hunt(t)", "--from", "1", "--to", "2", "--outcome", "Stag,Stag"],
            "--outcome belongs to --ask notions",
        ),
        (
            ["phases", "stag_hunt(t)", "--from", "1", "--to", "2", "--b", "1/3"],
            "--b belongs to --ask similar",
        ),
        (["least-similarity", "chicken", "--better-than", "x"], "--better-than should be a"),
        (
            ["least-similarity", "chicken", "--better-than", "1", "--values", "1,1"],
            "give --values or --better-than, not both",
        ),
    ],
)
def test_errors_name_the_option(run, words, line):
    status, out, err = run(*words)
    assert (status, out) == (2, "") and err.startswith(f"error: {line}"), err


def test_flags_take_no_value_in_the_help(run):
    for command in ([], ["verify"], ["sweep", "run"]):
        out = run(*command, "--help")[1]
        assert "--help" in out and "-h" in out and "<bool>" not in out
        assert run(*command, "-h")[1] == out


def test_lines_go_on_below_their_last_column():
    def folded(line, width):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
            patch.setenv("COLUMNS", str(width))
            return fitted(line).split("\n")

    assert folded("  short", 20) == ["  short"]
    assert folded("  Give  one two three four", 20) == ["  Give  one two", "        three four"]
    far = "a name  3         3         among the others"
    assert folded(far, 30) == ["a name  3         3", "    among the others"]
    assert folded("word " * 5 + "hyphen-ated", 30)[1] == "    hyphen-ated"
    assert fitted("x" * 300) == "x" * 300  # no terminal here
