"""The commands match, tournament and plot."""

from __future__ import annotations

import csv
import json
import sys

import pytest

from oraclegames import Game

DILEMMA = "prisoners_dilemma"


def test_match_says_it_in_words(run):
    status, out, err = run("match", DILEMMA, "nicer", "defect")
    assert (status, err) == (0, "")
    assert "1 fixed point in 1 piece" in out
    assert "Row gets 0.798" in out


def test_match_as_json(run):
    _, out, _ = run("match", DILEMMA, "nelp", "nelp", "--delta", "1/40", "--json")
    document = json.loads(out)
    assert document["schema"] == "oraclegames/match-1"
    assert document["verified"] is True
    assert document["parameters"] == {"delta": "1/40", "epsilon": "1/5"}
    assert {"play", "payoffs", "randomised"} <= set(document["fixed_points"][0])
    assert document["arcs"]


@pytest.mark.parametrize("budget", [(), ("--budget", "20")])
def test_limit_of_a_match_as_json_holds(run, budget):
    _, out, _ = run("match", DILEMMA, "lp", "demand:1/2", "--delta", "0", "--json", *budget)
    document = json.loads(out)
    assert document["schema"] == "oraclegames/limit-set-1"
    assert document["verified"] is True
    assert run("verify", "-", stdin=out)[0] == 0


def test_means_of_huge_payoffs_are_short(run):
    _, out, _ = run("tournament", "1e200,1 0,0; 0,0 1,1", "lp", "nicer", "--delta", "1/20")
    assert "e+199" in out
    assert max(map(len, out.splitlines())) < 140


def test_tournament_ranks_and_writes(run, tmp_path):
    target = tmp_path / "table.csv"
    status, out, _ = run(
        "tournament", DILEMMA, "lp", "nelp", "defect", "--delta", "1/20", "-o", str(target)
    )
    assert status == 0
    assert "rank" in out
    with target.open() as stream:
        assert len(list(csv.DictReader(stream))) == 9


@pytest.mark.parametrize("ending", ["html", "json", "png", "svg", "pdf"])
def test_plot_writes_every_kind_of_file(run, tmp_path, ending):
    target = tmp_path / f"chicken.{ending}"
    status, out, err = run("plot", "chicken", "-o", str(target), "--overlay", "nash")
    assert (status, out) == (0, "")
    assert err == f"wrote {target}\n"
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("options", [[], ["--zones"]])
def test_plot_draws_matches(run, tmp_path, options):
    target = tmp_path / "match.json"
    command = ("plot", DILEMMA, "--match", "demand:1/2", "demand:2", "--delta", "1/40")
    status, _, _ = run(*command, "-o", str(target), *options)
    assert status == 0
    assert json.loads(target.read_text())["data"]


@pytest.mark.parametrize("options", [[], ["--zones"]])
@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "html"])
def test_pictures_of_matches_need_no_browser(run, tmp_path, monkeypatch, ending, options):
    monkeypatch.setitem(sys.modules, "kaleido", None)
    target = tmp_path / f"match.{ending}"
    command = ("plot", DILEMMA, "--match", "demand:1/2", "demand:2", "--delta", "1/40")
    status, _, err = run(
        *command, "-o", str(target), "--theme", "dark", "--size", "paper", *options
    )
    assert (status, err) == (0, f"wrote {target}\n")
    assert target.stat().st_size > 1000


@pytest.mark.parametrize("game", ["rock_paper_scissors", "public_goods"])
def test_plot_draws_the_values_of_other_games(run, tmp_path, game):
    target = tmp_path / "values.png"
    status, _, err = run("plot", game, "-o", str(target), "--budget", "1")
    assert status == 0 and err.endswith(f"wrote {target}\n")
    assert ("the picture is coarse" in err) is (game == "public_goods")
    assert target.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("command", ["common-coins", "independent-coins"])
def test_epsilon_may_follow_the_strategies(run, command):
    for game, named in ((DILEMMA, ["grim"] * 2), ("public_goods(3)", ["grim"] * 3)):
        after = run(command, game, *named, "1/10")
        assert after == run(command, game, *named, "--epsilon", "1/10") and after[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("match", DILEMMA, "nlp", "lp"), "did you mean 'nelp'"),
        (("match", DILEMMA, "lp", "lp", "--delta", "1/2"), "delta"),
        (("match", DILEMMA, "lp", "lp", "--epsilon", "2"), "epsilon"),
        (("match", DILEMMA, "lp", "lp", "--delta", "0.x"), "delta"),
        (("match", "public_goods", "lp", "lp"), "3 players"),
        (("match", DILEMMA, "region:/missing", "lp"), "region file"),
        (("tournament", DILEMMA), "AGENT"),
        (("tournament", DILEMMA, "lp", "nelp", "--delta", "0"), "take a larger delta"),
        (("match", DILEMMA, "lp", "nelp", "--delta", "1/2"), "take a smaller delta"),
        (("match", "1,1 2,2", "lp", "lp", "--delta", "0"), "take a δ above 0"),
        (("common-coins", "1,1 2,2", "grim", "grim"), "who has 1 move against 2"),
        (("common-coins", DILEMMA, "grim", "grim", "--epsilon", "1"), "and 1, not 1"),
        (("common-coins", DILEMMA, "grim"), "two strategies or more"),
        (
            ("common-coins", DILEMMA, "grim", "grim", "1/3", "--epsilon", "1/4"),
            "epsilon, named once",
        ),
        (("common-coins", "public_goods(3)", "grim", "grim"), "the game has 3 players"),
        (("tournament", DILEMMA, "lp", "lp"), "meets itself anyway, so name it once"),
        (("plot", "chicken", "-o", "x.html", "--zones"), "--zones is for a match"),
        (
            ("plot", DILEMMA, "-o", "x.html", "--match", "lp", "lp", "--overlay", "nash"),
            "--overlay is for equilibria",
        ),
        (("plot", "chicken"), "--output"),
        (("plot", "chicken", "-o", "x.gif"), ".html, .json, .png, .svg, .pdf"),
        (("plot", "chicken", "-o", "/missing/x.png"), "cannot write"),
        (("plot", "chicken", "-o", "x.png", "--overlay", "nsh"), "overlay"),
        (("plot", "chicken", "-o", "x.png", "--theme", "blue"), "theme"),
        (("plot", "rock_paper_scissors", "-o", "x.gif"), ".html, .json, .png, .svg, .pdf"),
        (("plot", "rock_paper_scissors", "-o", "x.png", "--theme", "blue"), "theme"),
        (("plot", "rock_paper_scissors", "-o", "x.png", "--overlay", "nash"), "2×2"),
    ],
)
def test_bad_input_is_one_line_and_status_two(run, arguments, message):
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err


def test_plot_refuses_games_of_four_players_in_one_line(run, tmp_path):
    table = [[[[0, 1]] * 2] * 2] * 2
    source = tmp_path / "four.json"
    source.write_text(Game.from_arrays(*[table] * 4).to_json())
    status, out, err = run("plot", str(source), "-o", str(tmp_path / "x.png"))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "2×2" in err


def test_three_agents_meet(run):
    status, out, err = run("match", "public_goods(3)", "nelp", "nicer", "defect", "--delta", "1/6")
    assert (status, err) == (0, "")
    assert "nelp, nicer, defect, δ = 1/6" in out and "player 3 can get" in out
    status, out, _ = run("match", "public_goods(3)", *["nicer"] * 3, "--delta", "1/6", "--json")
    assert status == 0 and json.loads(out)["schema"] == "oraclegames/group-match-1"
    status, out, err = run("match", "public_goods(3)", "nelp", "nicer")
    assert (status, out) == (2, "") and "2 agents were named, but the game has 3 players" in err
    status, _, err = run("match", "public_goods(3)", "nelp")
    assert status == 2 and "two agents or more" in err


def test_plot_draws_three_agents(run, tmp_path):
    target = tmp_path / "three.json"
    command = ("plot", "public_goods(3)", "--group", "nelp nicer defect", "--delta", "1/6")
    for more in ((), ("--pair", "1", "3")):
        status, _, _ = run(*command, *more, "-o", str(target))
        assert status == 0 and json.loads(target.read_text())["data"]
    for wrong, why in (
        (("--pair", "1", "1"), "--pair names two of the players 1 to 3"),
        (("--pair", "1", "4"), "--pair names two of the players 1 to 3"),
        (("--pair", "0", "1"), "--pair names two of the players 1 to 3"),
        (("--zones",), "--group goes with none"),
    ):
        status, _, err = run(*command, *wrong, "-o", str(target))
        assert status == 2 and (why in err or "--zones is for a match" in err)
    status, _, err = run("plot", "chicken", "--pair", "1", "2", "-o", str(target))
    assert status == 2 and "--pair is for a match of three" in err


def test_agents_that_search_for_proofs_meet(run):
    status, out, err = run("modal-match", DILEMMA, "fairbot", "PrudentBot")
    assert (status, err) == (0, "")
    assert "FairBot against PrudentBot: Cooperate, Cooperate, paying 2, 2" in out
    status, out, _ = run("modal-tournament", DILEMMA, "FairBot", "Mine = []not them(me)", "--json")
    assert status == 0 and json.loads(out)["table"][0]["agent"] == "FairBot"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("modal-match", DILEMMA, "FairBot", "them(me)"), "stands outside every box"),
        (("modal-match", DILEMMA, "FairBot", "GrimBot"), "no modal agent 'GrimBot'"),
        (("modal-match", "rock_paper_scissors", "FairBot", "FairBot"), "two moves each"),
        (("modal-tournament", DILEMMA, "FairBot", "FairBot"), "two agents are 'FairBot'"),
    ],
)
def test_what_is_no_modal_agent_is_one_line(run, words, why):
    status, out, err = run(*words)
    assert (status, out) == (2, "") and why in err and err.count("\n") == 1
