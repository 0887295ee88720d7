"""Results that are tables, as data frames, Arrow tables and files."""

from __future__ import annotations

import csv
import inspect
import json
from fractions import Fraction
from pathlib import Path

import pytest

import oraclegames as og
from oraclegames.exact.algebraic import Algebraic
from oraclegames.exact.surd import Surd
from oraclegames.games.tabular import Tabular, distinct, exact_text
from tests.test_results import RESULTS

pandas = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")

NUMBERS = (Fraction, Surd, Algebraic)
NO_TABLE = {
    "check": "a yes or no with its evidence",
    "check, no": "likewise",
    "check, large": "likewise",
    "check, embedded": "likewise",
    "check, subjective": "likewise",
    "achieve": "likewise",
    "achieve, no": "likewise",
    "pure equilibrium": "one item of a table",
    "item": "one game with its answers",
    "least_similarity": "one number with an equilibrium",
    "least_similarity, none": "likewise",
    "supremum": "one number with its proof",
    "existence": "one distribution over oracles",
    "theorem 1": "a proof",
    "theorem 2": "a proof",
    "five and ten": "a proof",
    "common_coins": "two programs",
    "independent_coins": "two programs",
    "grounded_equilibrium": "two programs",
    "oracle": "one item of a table",
    "explore": "a tree",
}
"""Which results are no tables, and what they are."""

MORE = {
    "curve with b": lambda: og.similar("volunteers_dilemma"),
    "polytopes": lambda: og.similar("2,2 2,2; 2,2 2,2", "1/2"),
    "formulas": lambda: og.phases(
        "prisoners_dilemma(t,2,1,0)", "similar", low=2, high="7/2", budget=20
    ),
    "stopped": lambda: og.phases("stag_hunt(t)", "arcs", low=1, high=3, budget=0),
    "surds": lambda: og.solve("1,7 4,2; 3,1 2,5"),
    "huge": lambda: og.nash("1e400,1 0,0; 0,0 1,1"),
    "no equilibrium": lambda: og.region("1,1 1,0; 0,1 0,0"),
    "three players": lambda: og.match("public_goods(3)", "nelp", "nelp", "nelp", "1/8"),
    "bulk": lambda: og.sweep.classify_batch([[[[2, 0], [3, 1]], [[2, 3], [0, 1]]]]),
}


def test_every_result_is_a_table_or_says_what_else_it_is():
    for name, ask in RESULTS.items():
        if name in NO_TABLE:
            assert not isinstance(ask(), Tabular), name


TABLES = {name: ask for name, ask in {**RESULTS, **MORE}.items() if name not in NO_TABLE}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_the_same_in_pandas_arrow_and_csv(name, tmp_path):
    found = TABLES[name]()
    columns = found.columns()
    (rows,) = {len(column) for column in columns.values()} or {0}
    frame, exact = found.to_pandas(), found.to_pandas(exact=True)
    assert list(frame.columns) == list(exact.columns) == list(columns) and len(frame) == rows
    assert found.to_arrow(exact=True).to_pydict() == {
        label: [exact_text(x) if isinstance(x, NUMBERS) else x for x in column]
        for label, column in columns.items()
    }
    assert found.to_arrow().num_rows == rows
    found.write(tmp_path / "it.csv")
    with (tmp_path / "it.csv").open(newline="", encoding="utf-8") as file:
        written = list(csv.DictReader(file))
    assert len(written) == rows
    for label, column in columns.items():
        for k, entry in enumerate(column):
            if isinstance(entry, Fraction):
                assert Fraction(exact[label][k]) == entry
                assert Fraction(written[k][f"{label} (exact)"]) == entry
                assert pandas.isna(frame[label][k]) or frame[label][k] == float(entry)
            elif isinstance(entry, NUMBERS):
                assert exact[label][k] == exact_text(entry)
                assert frame[label][k] == float(entry)


def test_the_whole_result_goes_into_a_json_file(tmp_path):
    found = og.nash("chicken")
    found.write(tmp_path / "it.json")
    assert json.loads((tmp_path / "it.json").read_text("utf-8")) == found.to_dict()
    with pytest.raises(og.InputError, match="cannot tell the format"):
        found.write(tmp_path / "it.xls")


def test_values_in_tables_are_those_of_the_distributions():
    game = og.load_game("chicken")
    frame = og.sample(game, 4).to_pandas(exact=True)
    for k in range(4):
        row = list(frame.iloc[k])
        played = og.Distribution.of(game, row[:4])
        assert list(map(Fraction, row[4:])) == list(played.values)


def test_columns_of_one_name_are_all_kept():
    game = og.Game.from_arrays(
        [[1, 2], [3, 4]], [[1, 2], [3, 4]], moves=[["a", "a, b"], ["b, c", "c"]]
    )
    names = list(og.compare(game, budget=20).columns())
    assert len(set(names)) == 8 and "a, b, c (2)" in names
    assert distinct([("x", [1]), ("x", [2]), ("x", [3])]).keys() == {"x", "x (2)", "x (3)"}


@pytest.mark.parametrize(("package", "method"), [("pyarrow", "to_arrow"), ("pandas", "to_pandas")])
def test_a_missing_package_is_named(package, method, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(og.MissingDependencyError, match=f"pip install {package}"):
        getattr(og.compare("chicken"), method)()


def test_nobody_makes_data_frames_on_its_own():
    root = Path(inspect.getfile(og)).parent
    makers = {
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if "DataFrame(" in path.read_text("utf-8")
    }
    assert makers == {"games/tabular.py"}
