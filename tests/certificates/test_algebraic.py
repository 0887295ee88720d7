"""Numbers in documents: one form is written, and the forms of earlier documents are read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpz_poly

from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.part import Part, Refuted
from oraclegames.errors import InputError
from oraclegames.exact.algebraic import number_document, real_roots
from oraclegames.exact.surd import exact_sqrt

ROOT = max(real_roots(fmpz_poly([-2, 0, 0, 0, 1])), key=float)  # the fourth root of 2
OBJECT = {"polynomial": ["-2", "0", "0", "0", "1"], "between": ["1", "2"], "value": ["0", "1"]}


@pytest.mark.parametrize(
    "number",
    [Fraction(4, 9), Fraction(-3), 1 + exact_sqrt(Fraction(2)) / 3, ROOT, ROOT * ROOT * ROOT - 1],
)
def test_a_number_is_read_back_as_it_was_written(number):
    document = number_document(number)
    again = number_of(Part(document))
    assert again == number and type(again) is type(number)
    assert number_document(again) == document


@pytest.mark.parametrize(
    "earlier",
    [
        {**OBJECT, "polynomial": [-2, 0, 0, 0, 1]},
        {"polynomial": ["-2", "0", "0", "0", "1"], "enclosure": ["1", "2"]},
        {
            "polynomial": ["-2", "0", "0", "0", "1"],
            "enclosure": ["1", "2"],
            "coefficients": ["0", "1"],
        },
    ],
)
def test_earlier_forms_are_read(earlier):
    assert number_of(Part(earlier)) == ROOT


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"polynomial": ["-4", "0", "0", "0", "1"]}, "polynomial"),  # (x² − 2)(x² + 2)
        ({"between": ["-2", "2"]}, "between"),
        ({"between": ["2", "3"]}, "between"),
        ({"value": ["3"]}, "value"),
        ({"value": ["0", "0", "0", "0", "1"]}, "value"),
        ({"value": ["0", "1", "0"]}, "value"),
        ({"scale": "2"}, "scale"),
        ({"coefficients": ["0", "1"]}, "coefficients"),
    ],
)
def test_no_other_number_is_read(change, where):
    with pytest.raises(Refuted, match=f"^{where}"):
        number_of(Part({**OBJECT, **change}))


@pytest.mark.parametrize(
    "change",
    [
        {"polynomial": ["-2", "1"]},
        {"polynomial": ["-2", "0", "1/2"]},
        {"polynomial": ["-2", "0", "0"]},
        {"polynomial": [-2, 0, 1.5]},
        {"between": ["1"]},
        {"value": "1"},
    ],
)
def test_what_is_no_number_is_unreadable(change):
    with pytest.raises(InputError):
        number_of(Part({**OBJECT, **change}))
