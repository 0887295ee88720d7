"""Reading documents: what is unreadable, what is false, and where."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oraclegames import catalog
from oraclegames.certificates import verify as module
from oraclegames.certificates.part import Part, Refuted, game_of, outcome_of
from oraclegames.certificates.verify import Checked, verify
from oraclegames.errors import InputError
from oraclegames.exact.surd import exact_sqrt
from oraclegames.games.document import heading


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("{", "no JSON"),
        ("[]", "expected an object"),
        ({}, "the key 'schema'"),
        ({"schema": "x"}, "schema: expected one of"),
        ({"schema": 3}, "schema: expected a text, found 3"),
    ],
)
def test_what_cannot_be_read_is_an_input_error(document, expected):
    with pytest.raises(InputError, match=expected):
        verify(document)


def test_the_game_of_a_document_is_read_back():
    game = catalog.chicken()
    part = Part(heading("x", game))
    assert game_of(part["game"]) == game
    assert outcome_of(Part(list(game.outcome_labels((1, 0)))), game) == (1, 0)


def test_a_wrong_game_is_named():
    described = heading("x", catalog.chicken())["game"]
    with pytest.raises(InputError, match=r"^game: payoffs: expected 2 lists"):
        game_of(Part({**described, "payoffs": []} | {"payoffs": [["1"] * 4]}, "game"))
    with pytest.raises(Refuted, match=r"game\.colour: no such key"):
        game_of(Part({**described, "colour": "red"}, "game"))
    with pytest.raises(InputError, match=r"^pure\[0\]\[1\]: expected one of 'Swerve', 'Straight'"):
        outcome_of(Part(["Swerve", "No"], "pure[0]"), catalog.chicken())


@pytest.mark.parametrize("shown", [0.1, "1/10"])
def test_a_number_is_shown_as_float_or_exactly(shown):
    Part(shown).shows(Fraction(1, 10))


@pytest.mark.parametrize("shown", [0.1000000001, "1/11", 0])
def test_another_number_is_refuted(shown):
    with pytest.raises(Refuted, match="it should be 1/10"):
        Part(shown).shows(Fraction(1, 10))


def test_floats_of_surds_and_of_numbers_beyond_floats():
    Part(2**0.5).shows(exact_sqrt(Fraction(2)))
    Part("√2").shows(exact_sqrt(Fraction(2)))
    with pytest.raises(Refuted):
        Part(1.4142).shows(exact_sqrt(Fraction(2)))
    Part("1e400").shows(Fraction(10**400))
    Part("1.4142135623730950e+400").shows(10**400 * exact_sqrt(Fraction(2)))
    for wrong in ("1.41421e+400", "1e399"):
        with pytest.raises(Refuted):
            Part(wrong).shows(10**400 * exact_sqrt(Fraction(2)))
    with pytest.raises(Refuted):
        Part(1e308).shows(Fraction(10**400))
    with pytest.raises(InputError, match="expected a number, found True"):
        Part(True).shows(Fraction(1))


def test_a_refutation_names_the_place(monkeypatch):
    monkeypatch.setitem(module.CHECKERS, "oraclegames/test-1", "test")
    lie = Checked("oraclegames/test-1", "values[0]: too much", (), ())
    assert not lie and str(lie) == "refuted: values[0]: too much"
    true = Checked("oraclegames/test-1", None, ("the values",), ("the rest",))
    assert true and str(true) == "holds\n  proved: the values\n  not proved: the rest"
    assert true.to_dict()["holds"] is True
