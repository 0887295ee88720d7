"""Reading documents: what is unreadable, what is false, and where."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, catalog, check, correlated, solve
from oraclegames.certificates import verify as module
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, Refuted, _is_near, game_of, outcome_of
from oraclegames.certificates.points import _vanishes
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


def test_a_text_beyond_all_floats_is_correct_to_15_digits():
    root, unit = 10**400 * exact_sqrt(Fraction(2)), Fraction(1, 10**15)
    for share in (unit, -unit, unit * Fraction(99, 100), Fraction(0)):
        assert _is_near(root * (1 + share), root)
    for share in (unit * Fraction(101, 100), -unit * Fraction(101, 100), Fraction(1), Fraction(-2)):
        assert not _is_near(root * (1 + share), root)


def test_an_optional_value():
    part = Part({"a": "1/2", "b": None})
    assert part.optional("a", Part.rational) == Fraction(1, 2)
    assert part.optional("b", Part.rational) is None
    with pytest.raises(InputError, match="the key 'c'"):
        part.optional("c", Part.rational)


def test_a_key_of_a_player_that_nobody_knows_is_refuted():
    described = heading("x", catalog.chicken())["game"]
    described["players"][1]["colour"] = "red"
    with pytest.raises(Refuted, match=r"game\.players\[1\]\.colour: no such key"):
        game_of(Part(described, "game"))


ROOT = {"polynomial": ["-2", "0", "1"], "between": ["1", "2"], "value": ["1", "3"]}  # 1 + 3√2


def test_an_algebraic_number_is_read():
    assert number_of(Part(ROOT)) == 1 + 3 * exact_sqrt(Fraction(2))
    earlier = {"polynomial": [-2, 0, 1], "enclosure": ["1", "2"]}
    assert number_of(Part(earlier)) == exact_sqrt(Fraction(2))
    assert number_of(Part({**earlier, "coefficients": ["0", "2"]})) == exact_sqrt(Fraction(8))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"value": ["1"]}, "this is no such number"),
        ({"value": ["1", "0"]}, "this is no such number"),
        ({"value": ["1", "0", "3"]}, "this is no such number"),
        ({"between": ["2", "3"]}, "it has 0 roots there"),
        ({"between": ["-2", "2"]}, "it has 2 roots there"),
        ({"polynomial": ["-4", "0", "1"]}, "it is not irreducible"),
        ({"polynomial": ["4", "-8", "8", "-4", "1"]}, "it is not irreducible"),
        ({"polynomial": ["-2", "1"]}, "degree 2 or more"),
        ({"polynomial": ["-2", "1", "0"]}, "degree 2 or more"),
        ({"polynomial": ["-2", "0", "1/2"]}, "a whole number"),
    ],
)
def test_what_is_no_algebraic_number(change, expected):
    with pytest.raises((Refuted, InputError), match=expected):
        number_of(Part({**ROOT, **change}))


def test_numbers_of_different_fields_are_no_values():
    surds = [exact_sqrt(Fraction(n)) for n in (2, 3)]
    assert not _vanishes([surds[0], -surds[1]])
    assert _vanishes([surds[0], -surds[0]]) and not _vanishes([surds[0]])


def test_what_is_read_to_the_letter_keeps_kinds_of_numbers_apart():
    assert Part([[3], [4, 5]]).reads([[3], [4, 5]])
    assert not Part([[True], [4, 5]]).reads([[1], [4, 5]])
    assert not Part([1]).reads([1.0])
    assert not Part(["1"]).reads([1])


def test_a_fraction_is_stated_in_lowest_terms_or_read_as_a_number():
    assert Part("2/3").states(Fraction(2, 3))
    assert Part("-4").states(Fraction(-4))
    for other in ("4/6", "2/-3", "0.5", "3", 2):
        assert not Part(other).states(Fraction(2, 3))
    assert Part("4/6").exact() == Fraction(2, 3)
    assert not Part("√2").states(exact_sqrt(Fraction(2)))  # then it is read and compared


def test_the_place_of_a_part_is_told_when_it_is_asked_for():
    part = Part({"rows": [[1], ["x"]]}, "document")
    assert part["rows"][1][0].where == "document.rows[1][0]"
    assert Part({"rows": []})["rows"].where == "rows"
    with pytest.raises(InputError, match=r"^document\.rows\[1\]\[0\]: expected a whole number"):
        part["rows"][1][0].integer()


def test_what_is_said_of_numbers_with_thousands_of_digits_is_written():
    """Python refuses to write whole numbers of more than 4,300 digits."""
    rows = np.array([[2, 0], [3, 1]], dtype=object) * 10**2200 + 1
    game = Game.from_arrays(rows, rows.T)
    assert solve(game).verify()
    for found, place in (
        (check(game, [0, 0, 0, 1], notion="nash"), None),
        (check(game, [1, 0, 0, 0], notion="nash"), ("evidence", "difference")),
        (correlated(game), ("best", "value")),
    ):
        document = found.to_dict()
        assert verify(document)
        if place is not None:
            document[place[0]][place[1]] = "5"
            assert str(verify(document)).startswith("refuted")
