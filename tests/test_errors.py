"""What is not there is told with what is, and with the nearest spelling."""

from __future__ import annotations

import pytest

from oraclegames import InputError, catalog, load_game
from oraclegames.errors import no_such


def test_the_nearest_spelling_comes_first_and_all_there_are():
    known = ["light", "dark"]
    assert str(no_such("theme", "drak", known)).endswith(
        "did you mean 'dark'? there are light, dark"
    )
    assert str(no_such("theme", "zzz", known)) == "there is no theme 'zzz'; there are light, dark"
    assert str(no_such("theme", None, known)) == "there is no theme None; there are light, dark"
    assert len(str(no_such("theme", "x" * 9999, known))) < 100


def test_a_file_that_is_missing_is_told_its_neighbour(tmp_path):
    (tmp_path / "game.nfg").write_text(catalog.chicken().to_nfg())
    with pytest.raises(InputError, match=r"No such file or directory; did you mean .*game\.nfg\?$"):
        load_game(str(tmp_path / "gmae.nfg"))
    for missing in ("other.nfg", "no/such/folder/game.nfg"):
        with pytest.raises(InputError, match=r"No such file or directory$"):
            load_game(str(tmp_path / missing))
