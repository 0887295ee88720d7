"""The program as a process: full, closed and foreign outputs, Ctrl-C, and its statuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap

import pytest

from tests.depth import some

PROGRAM = [sys.executable, "-m", "oraclegames"]
COMMANDS = {
    "help": ["--help"],
    "nothing": [],
    "version": ["--version"],
    "help of a command": ["solve", "--help"],
    "games": ["games"],
    "games as json": ["games", "--json"],
    "solve": ["solve", "chicken"],
    "check": ["check", "chicken", "-d", "0,1,0,0", "--json"],
    "values": ["values", "chicken", "--at", "4,4"],
    "best": ["best", "chicken"],
    "match": ["match", "chicken", "lp", "lp", "--delta", "1/50"],
    "tournament": ["tournament", "chicken", "lp", "nelp", "--delta", "1/50", "--workers", "1"],
    "explore": ["explore", "--port", "0", "--no-browser"],
    "atlas": ["atlas"],
    "reproduce": ["reproduce", "--only", "coedt/stag-hunt", "--workers", "1"],
}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")


def shell(command, words, **options):
    """Run a line of shell in which "$@" is the program with its words."""
    return subprocess.run(
        ["bash", "-c", command, "bash", *PROGRAM, *words],
        capture_output=True,
        timeout=300,
        **options,
    )


@needs_posix
@pytest.mark.parametrize(
    ("to", "why", "name"),
    [
        *((">/dev/full", "No space left", name) for name in COMMANDS),
        # a closed output is the same to all commands; the slow tests ask each of them
        *((">&-", "it is closed", name) for name in ("help", "games", "solve", "explore")),
        *(
            pytest.param(">&-", "it is closed", name, marks=pytest.mark.slow)
            for name in COMMANDS
            if name not in ("help", "games", "solve", "explore")
        ),
    ],
)
def test_output_that_cannot_be_written_is_one_line_and_status_2(name, to, why):
    result = shell(f'"$@" {to}', COMMANDS[name])
    assert result.returncode == 2
    assert result.stderr.decode().startswith(f"error: cannot write to standard output: {why}")
    assert result.stderr.count(b"\n") == 1


@needs_posix
def test_a_command_that_prints_nothing_needs_no_standard_output(tmp_path):
    result = shell('"$@" >&-', ["plot", "chicken", "-o", str(tmp_path / "a.json")])
    assert (result.returncode, result.stderr.count(b"\n")) == (0, 1)
    assert json.loads((tmp_path / "a.json").read_bytes())


@needs_posix
@pytest.mark.parametrize("to", ["2>/dev/full", "2>&-", "2>&- <&-"])
def test_errors_that_cannot_be_told_keep_their_status(to):
    assert shell(f'"$@" {to}', ["solve", "no such game"]).returncode == 2
    assert shell(f'"$@" {to}', ["check", "chicken", "-d", "5/9,2/9,2/9,0"]).returncode == 1


@needs_posix
def test_a_closed_standard_input_is_one_line():
    assert shell('"$@" <&-', ["verify", "-"]).returncode == 2
    result = shell('"$@" <&-', ["solve", "-"])
    assert result.returncode == 2
    assert result.stderr == b"error: cannot read <stdin>: it is closed\n"


@needs_posix
@pytest.mark.parametrize("name", ["games as json", "solve", "help"])
def test_a_reader_who_goes_away_is_told_nothing_and_no_answer_is_claimed(name):
    first = subprocess.Popen(
        PROGRAM + COMMANDS[name], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    first.stdout.close()
    _, err = first.communicate()
    assert (first.returncode, err) == (141, b"")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1:strict", "utf-16"])
def test_answers_are_utf8_whatever_the_code_page(encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for words in (
        ["match", "prisoners_dilemma", "nelp", "nelp", "--delta", "1/50"],
        ["solve", "prisoners_dilemma(5,3,1,0)"],
        ["solve", "prisoners_dilemma(5,3,1,0)", "--json"],
    )[: some(1 if encoding != "cp1252" else 3, 3)]:
        result = subprocess.run(PROGRAM + words, capture_output=True, env=environment)
        assert (result.returncode, result.stderr) == (0, b"")
        assert any(sign in result.stdout.decode("utf-8") for sign in "δ√")


def run_with(before, words, **options):
    """Run the program after some lines of Python."""
    program = textwrap.dedent(before) + "\nfrom oraclegames.__main__ import program\nprogram()"
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, timeout=300, **options
    )


NOISE = """
    import ctypes, os
    import highspy
    class Noisy(highspy.Highs):
        def __init__(self):
            os.write(1, b"by descriptor\\n")
            ctypes.CDLL(None).puts(b"by libc")
            super().__init__()
    highspy.Highs = Noisy
"""


@needs_posix
@pytest.mark.parametrize(
    "words",
    [
        ["solve", "random_game(2,2,2,seed=1)", "--budget", "60"],
        ["values", "rock_paper_scissors", "--at", "0,0"],
        ["best", "rock_paper_scissors", "--budget", "1"],
    ],
)
def test_what_a_c_library_prints_does_not_get_into_the_answer(words):
    result = run_with(NOISE, [*words, "--json"])
    assert result.returncode == 0
    assert json.loads(result.stdout)["schema"]
    assert b"by descriptor" in result.stderr and b"by libc" in result.stderr


def test_solvers_are_silent_in_any_process():
    program = "from oraclegames import achieve; achieve('rock_paper_scissors', '0,0')"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert (result.stdout, result.stderr) == (b"", b"")


def test_a_no_about_values_is_status_1(run):
    assert run("values", "chicken", "--at", "4,4")[0] == 0
    status, out, err = run("values", "chicken", "--at", "5,5")
    assert (status, err) == (1, "")
    assert "not achievable" in out
    status, out, _ = run("values", "chicken", "--at", "5,5", "--json")
    assert (status, json.loads(out)["achievable"]) == (1, False)


# -- Ctrl-C ----------------------------------------------------------------------------------------

INTERRUPT_AT_IMPORT = """
    import os, signal, sys
    class Finder:
        def find_spec(self, name, path=None, target=None):
            if name == {name!r}:
                os.kill(os.getpid(), signal.SIGINT)
    sys.meta_path.insert(0, Finder())
"""


@needs_posix
@pytest.mark.parametrize("name", ["typer", "oraclegames.cli", "oraclegames.cli.process"])
def test_ctrl_c_while_the_program_loads_is_130(name):
    result = run_with(INTERRUPT_AT_IMPORT.format(name=name), ["games"])
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"interrupted\n")


@needs_posix
@pytest.mark.parametrize("seen", ["outcomes", "pure equilibria"])
def test_ctrl_c_in_solve_prints_what_was_found_and_is_130(seen):
    before = f"""
        import os, signal
        from oraclegames.budget import Progress
        done = []
        class Noted(Progress):
            def __init__(self, *parts):
                super().__init__(*parts)
                if {seen!r} in self.what and not done:
                    done.append(self)
                    os.kill(os.getpid(), signal.SIGINT)
        import oraclegames.budget
        oraclegames.budget.Progress = Noted
    """
    words = ["solve", "coordination(3)", "--json"]
    result = run_with(before, words)
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (130, b"interrupted\n")
    assert document["status"] == "partial"


@needs_posix
@pytest.mark.parametrize(("command", "solver"), [("solve", 4), ("best", 1), ("region", 4)])
def test_ctrl_c_in_a_search_prints_what_was_found_and_is_130(command, solver):
    before = f"""
        import highspy, os, signal
        class Interrupted(highspy.Highs):
            count = 0
            def __init__(self):
                Interrupted.count += 1
                super().__init__()
                if Interrupted.count == {solver}:
                    os.kill(os.getpid(), signal.SIGINT)
        highspy.Highs = Interrupted
    """
    result = run_with(before, [command, "random_game(2,2,2,seed=1)", "--budget", "5", "--json"])
    document = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (130, b"interrupted\n")
    assert document["status"] == "partial"


# -- numbers of any size ---------------------------------------------------------------------------

NUMBERS = f"{'9' * 5000} 1/3 1e5000 0 0 1e-5000 1 {'7' * 99}"
HUGE = f'NFG 1 R "Huge" {{ "A" "B" }} {{ 2 2 }} {NUMBERS}'


@pytest.mark.parametrize(
    "words",
    [
        ["solve", "-"],
        ["check", "-", "-d", "1/4,1/4,1/4,1/4"],
        ["check", "-", "-d", "0,0,1,0", "--json"],
        ["values", "-", "--at", "1e5000,1/3"],
        ["values", "-", "--at", "1e5000,1/3", "--json"],
    ],
)
def test_payoffs_of_any_size_are_shown_short_to_people_and_exact_in_json(run, words):
    status, out, err = run(*words, stdin=HUGE)
    assert status in (0, 1) and err == ""
    if "--json" in words:
        assert json.loads(out)["schema"] and "≈" not in out
    else:
        assert max(map(len, out.splitlines())) < 300
        assert "≈" in out


def test_errors_about_long_numbers_are_short(run):
    status, _, err = run("check", "chicken", "-d", f"{'9' * 5000},0,0,0")
    assert status == 2
    assert "≈1.00000e+5000" in err and len(err) < 200


def test_pictures_say_what_there_is_for_a_shape(run, tmp_path):
    target = tmp_path / "a.html"
    for game, count in (("public_goods(4)", "4 players"), ("public_goods(5)", "5 players")):
        status, _, err = run("plot", game, "-o", str(target))
        assert status == 2
        assert count in err and "two or three players" in err and "`best`" in err
    assert not target.exists()
