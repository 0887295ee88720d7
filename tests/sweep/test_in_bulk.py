"""The columns of a classification say what the classification says."""

from __future__ import annotations

import math

import pytest

from oraclegames import Game
from oraclegames.conditional.bulk.classification import SETS
from oraclegames.games.ordinal import ordinal_games
from oraclegames.sweep.families import Files, Ordinal
from oraclegames.sweep.in_bulk import Classify

pytest.importorskip("pyarrow")


def test_the_sets_of_named_games_are_named(tmp_path):
    tables = {
        "none": ([[1, 0], [3, 2]], [[1, 3], [0, 2]]),
        "one arc": ([[3, 0], [0, 2]], [[2, 0], [0, 3]]),
        "two crossing arcs": ([[2, 0], [3, 1]], [[2, 3], [0, 1]]),
        "two arcs": ([[20, 0], [30, 11]], [[20, 30], [0, 10]]),
        "surface": ([[1, 1], [1, 1]], [[2, 0], [0, 3]]),
        "all distributions": ([[1, 1], [1, 1]], [[2, 2], [2, 2]]),
    }
    assert set(tables) == set(SETS)
    for number, arrays in enumerate(tables.values()):
        (tmp_path / f"{number}.nfg").write_text(Game.from_arrays(*arrays).to_nfg())
    files = Files(str(tmp_path), tuple(f"{k}.nfg" for k in range(len(tables))))
    answer = Classify().answer(files.games(0, len(tables)))
    assert answer["set"].to_pylist() == list(tables)
    assert answer["error"].null_count == len(tables)
    assert answer["b12"].to_pylist()[0] == 3


def test_games_that_do_not_fit_are_rows_with_an_error(tmp_path):
    (tmp_path / "a.nfg").write_text(Game.from_arrays([[1, 2, 3]], [[1, 2, 3]]).to_nfg())
    big = Game.from_arrays([[2**30, 0], [3, 1]], [[2, 3], [0, 1]])
    (tmp_path / "b.nfg").write_text(big.to_nfg())
    fine = Game.from_arrays([["1/3", 0], [3, 1]], [[2, 3], [0, 1]])
    (tmp_path / "c.nfg").write_text(fine.to_nfg())
    answer = Classify(ends=True).answer(
        Files(str(tmp_path), ("a.nfg", "b.nfg", "c.nfg")).games(0, 3)
    )
    errors = answer["error"].to_pylist()
    assert "shape (1, 3)" in errors[0]
    assert "2^29" in errors[1]
    assert errors[2] is None
    for name, column in answer.items():
        if name not in ("error", "arc2_stop_p22"):
            assert column.to_pylist()[:2] == [None, None], name
    assert answer["a11"].to_pylist()[2] == pytest.approx(1 / 3)


def test_ends_are_distributions_and_missing_numbers_are_null():
    answer = Classify(ends=True).answer(Ordinal().games(0, 144))
    arcs = answer["arcs"].to_pylist()
    for arc in (1, 2):
        cells = [
            answer[f"arc{arc}_stop_{cell}"].to_pylist() for cell in ("p11", "p12", "p21", "p22")
        ]
        for k, row in enumerate(zip(*cells)):
            assert (row[0] is not None) == (arcs[k] >= arc)
            assert row[0] is None or math.isclose(sum(row), 1)
    assert answer["dominated"].null_count == 108
    assert len(ordinal_games()) == len(answer["dominated"])
