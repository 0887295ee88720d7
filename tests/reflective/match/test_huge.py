"""Payoffs beyond all floats: numbers for show are texts or missing, and exact ones are there."""

from __future__ import annotations

import csv
import json

import pytest

from oraclegames import (
    Game,
    UnsupportedError,
    match,
    match_limit,
    plots,
    program_equilibrium,
    region,
    tournament,
    verify,
)
from oraclegames.sweep.game_by_game import ASK

K = 10**400
HUGE = Game.from_arrays([[2 * K, 0], [3 * K, K]], [[2 * K, 3 * K], [0, K]], moves=[["C", "D"]] * 2)
WIDE = Game.from_arrays([[2 * K, 0, 1], [3 * K, K, 0]], [[2 * K, 3 * K, 2], [0, K, 4]])
SMALL = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]], moves=[["C", "D"]] * 2)


@pytest.fixture(scope="module")
def result():
    return match(HUGE, "nelp", "demand:1/2", "1/10")


def test_a_match_is_that_of_the_game_scaled_down(result):
    small = match(SMALL, "nelp", "demand:1/2", "1/10")
    assert [p.play for p in result.fixed_points] == [p.play for p in small.fixed_points]
    assert [(a / K, b / K) for a, b in result.payoffs] == list(small.payoffs)
    assert [arc.points for arc in result.arcs] == [arc.points for arc in small.arcs]
    assert [arc.way for arc in result.arcs] == [arc.way for arc in small.arcs]


def test_it_is_shown_written_and_re_checked(result, tmp_path):
    assert "e+400" in str(result) and result.verify(complete=True)
    document = json.loads(result.to_json())
    assert verify(document)
    assert isinstance(document["fixed_points"][0]["payoffs"][0], str)
    assert not verify(document | {"pareto": [["1e+400", "1e+400"]] * len(document["pareto"])})
    for name in ("a.csv", "a.json", "a.parquet"):
        result.write(tmp_path / name)
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    assert row["1: payoff"] == "" and len(row["1: payoff (exact)"]) > 400
    assert result.to_arrow().num_rows == len(result.fixed_points)
    with pytest.raises(UnsupportedError, match="no floats"):
        result.payoff_array()


def test_limits_and_equilibria_show_them_too():
    limit = match_limit(HUGE, "nelp", "nelp", "1/10")
    assert "e+400" in str(limit) and limit.verify()
    assert isinstance(limit.to_dict()["payoffs"][0]["least"]["limit"], str)
    assert limit.to_dict()["payoffs"][0]["least"]["rate"] == pytest.approx(
        match_limit(SMALL, "nelp", "nelp", "1/10").to_dict()["payoffs"][0]["least"]["rate"]
    )
    assert "e+399" in str(program_equilibrium(HUGE, "nicer", "nicer", "1/10"))
    table = tournament(HUGE, ["nicer", "defect"], "1/10").to_arrow()
    assert table.column("first best").to_pylist()[0] is None


def test_more_moves():
    one = match(WIDE, "nicer", "defect", "1/4", "1/2")
    assert "e+4" in str(one) and one.verify()


@pytest.mark.parametrize(
    "picture",
    [
        lambda: plots.payoff_info(match(HUGE, "nelp", "defect", "1/10")),
        lambda: plots.payoff_space_info(HUGE),
        lambda: plots.value_region_info(region(WIDE, tolerance=K // 10)),
    ],
)
def test_pictures_say_that_they_are_not_for_these(picture):
    with pytest.raises(UnsupportedError, match=r"beyond 10\^150"):
        picture()


def test_the_columns_of_a_sweep_are_empty_there():
    row = ASK["match"](HUGE, ["nelp", "defect"], "1/10", "1/5")
    assert row["fixed_points"] > 0 and row["row_low"] is None
    row = ASK["best"](HUGE, "welfare", False, "1/10")
    assert row["value"] is None and len(row["value_exact"]) > 400
