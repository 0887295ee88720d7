"""Questions of single games answer what the functions behind them answer."""

from __future__ import annotations

import pytest

from oraclegames import Game, InputError
from oraclegames.conditional.best.best import best
from oraclegames.conditional.values.achieve import achieve
from oraclegames.reflective.match.match import match
from oraclegames.sweep.families import Files
from oraclegames.sweep.game_by_game import ASK, values
from oraclegames.sweep.run import run_sweep
from oraclegames.sweep.spec import parse_spec

pq = pytest.importorskip("pyarrow.parquet")

DILEMMAS = {
    "kind": "parametric",
    "payoffs": [[["R", 0], ["T", 1]], "symmetric"],
    "parameters": {"T": [3, "7/2"], "R": ["3/2", 2]},
}


def rows(tmp_path, spec):
    result = run_sweep({"family": DILEMMAS, **spec}, tmp_path / "out", workers=1)
    return pq.read_table(result.dataset.path(0)).to_pylist(), parse_spec(
        {"family": DILEMMAS, **spec}
    ).family.games(0, 4)


def test_values_are_those_of_achieve(tmp_path):
    found, games = rows(tmp_path, {"question": "values", "at": ["7/4", 1.75]})
    answers = [row["achievable"] for row in found]
    assert answers == [achieve(games.game(k), ("7/4", "7/4")).achievable for k in range(4)]
    assert set(answers) == {True, False}


def test_best_is_that_of_best(tmp_path):
    found, games = rows(tmp_path, {"question": "best", "objective": "egalitarian"})
    for k, row in enumerate(found):
        expected = best(games.game(k), "egalitarian", compare=False)
        assert row["value"] == pytest.approx(float(expected.value))
        assert row["v1"] == row["v2"] == row["value"] == pytest.approx(row["R"])
        assert row["bound"] >= row["value"] and row["status"] == "complete"
        assert row["error"] is None


def test_matches_are_those_of_match_and_a_tournament_has_all_pairs(tmp_path):
    settings = {"delta": "1/20", "epsilon": "1/4"}
    found, games = rows(
        tmp_path, {"question": "tournament", "agents": ["nicer", "defect"], **settings}
    )
    assert len(found[0]) == 1 + 2 + 4 * 7 + 1
    for k, row in enumerate(found):
        for first, second in (("nicer", "defect"), ("nicer", "nicer")):
            expected = match(games.game(k), first, second, "1/20", "1/4")
            low, high = expected.ranges()[0]
            prefix = f"{first} vs {second}: "
            assert row[f"{prefix}row_low"] == float(low)
            assert row[f"{prefix}row_high"] == float(high)
            assert row[f"{prefix}fixed_points"] == len(expected.fixed_points)
    spec = {"family": DILEMMAS, "question": "match", "agents": ["nicer", "defect"], **settings}
    alone = run_sweep(spec, tmp_path / "alone", workers=1)
    for row, pair in zip(pq.read_table(alone.dataset.path(0)).to_pylist(), found):
        assert row["best_welfare"] == pair["nicer vs defect: best_welfare"]


def test_a_game_that_does_not_fit_or_fails_is_a_row_with_its_error(tmp_path, monkeypatch):
    (tmp_path / "a.nfg").write_text(Game.from_arrays([1, 2]).to_nfg())
    (tmp_path / "b.nfg").write_text("NFG")
    (tmp_path / "c.nfg").write_text(Game.from_arrays([[1, 0]], [[0, 1]]).to_nfg())
    files = Files(str(tmp_path), ("a.nfg", "b.nfg", "c.nfg"))
    games, question = files.games(0, 3), values(files, at=["0", "1"])
    answer = question.answer(games)
    errors = answer["error"].to_pylist()
    assert "values" in errors[0] and "b.nfg:1:" in errors[1] and errors[2] is None

    def broken(game, at):
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(ASK, "values", broken)
    errors = question.answer(games)["error"].to_pylist()
    assert errors[2] == "defect of oraclegames, please report: ZeroDivisionError: oh"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"question": "values"}, "needs at"),
        ({"question": "values", "at": [1]}, "needs at"),
        ({"question": "values", "at": ["x", 1]}, "rational"),
        ({"question": "best", "objective": "welfrae"}, "welfare"),
        ({"question": "best", "objective": 3}, "text such as"),
        ({"question": "best", "totally_mixed": 1}, "true or false"),
        ({"question": "best", "agents": []}, "unknown key 'agents'"),
        ({"question": "match"}, "list of names"),
        ({"question": "match", "agents": ["nelp"]}, "two agents"),
        ({"question": "match", "agents": ["nelp", "defct"]}, "defect"),
        ({"question": "match", "agents": ["nelp", "lp"], "delta": 1}, "delta"),
        ({"question": "tournament", "agents": ["lp", "lp"]}, "each of them once"),
        ({"question": "tournamnet", "agents": ["lp"]}, "did you mean tournament"),
    ],
)
def test_wrong_questions_are_refused_in_one_line(spec, message):
    with pytest.raises(InputError, match=message) as caught:
        parse_spec({"family": DILEMMAS, **spec})
    assert "\n" not in str(caught.value)
