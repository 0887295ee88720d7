"""A function becomes an entry with everything that a list of games shows."""

from __future__ import annotations

import pytest

from oraclegames import Game, InputError
from oraclegames.games import registry
from oraclegames.games.registry import Parameter, build, named, unknown, whole


def test_an_entry_is_read_off_its_function(monkeypatch):
    monkeypatch.setattr(registry, "ENTRIES", {})

    @named("Somebody, 2000")
    def one_choice(*moves: int, bonus: str = "1/2") -> Game:
        """Choose a number.

        More words.
        """
        return Game.from_arrays([*moves, bonus])

    entry = registry.ENTRIES["one_choice"]
    assert entry.summary == "Choose a number"
    assert entry.citation == "Somebody, 2000"
    assert entry.parameters == (Parameter("*moves", None), Parameter("bonus", "1/2"))
    assert entry.signature == "one_choice(*moves, bonus=1/2)"
    assert not entry.has_defaults
    assert build("one_choice", 1, "2", bonus=3) == Game.from_arrays([1, 2, 3])


def test_unknown_names_get_the_nearest_known_one():
    import oraclegames.games.catalog  # noqa: F401  (fills the register)

    assert "did you mean matching_pennies?" in str(unknown("matching_penny"))
    assert "did you mean" not in str(unknown("qqqqqqq"))
    with pytest.raises(InputError, match="no game 'qqqqqqq'"):
        build("qqqqqqq")


def test_whole_numbers_are_checked():
    assert whole("3", "n", 2, 4) == 3
    for wrong in ("5/2", 5, 1, "x", 2.5):
        with pytest.raises(InputError, match=r"^n "):
            whole(wrong, "n", 2, 4)
