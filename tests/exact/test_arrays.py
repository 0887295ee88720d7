"""Machine integers are used exactly as long as nothing can overflow."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames.exact.arrays import (
    integer_type,
    largest,
    object_array,
    over_common,
    whole_array,
    widened,
)

EDGE = 1 << 62


@pytest.mark.parametrize("number", [EDGE - 1, EDGE, EDGE + 1])
def test_the_type_changes_at_the_edge(number: int) -> None:
    kind = np.dtype(np.int64 if number < EDGE else object)
    assert np.dtype(integer_type(number)) == kind
    for entries in ([number, 0], [-number]):
        array = whole_array(entries)
        assert array.dtype == kind
        assert array.tolist() == entries
    table = np.array([[3, -4]])
    assert widened(table, number).dtype == kind
    assert widened(table, number).tolist() == [[3, -4]]


def test_empty_arrays_have_no_largest_entry() -> None:
    assert largest(np.zeros((0, 3), dtype=np.int64)) == 0
    assert whole_array([]).dtype == np.int64


def test_the_least_machine_integer_has_its_true_size() -> None:
    assert largest(np.array([-(2**63), 5])) == 2**63
    assert largest(np.array([2**64 - 1], dtype=np.uint64)) == 2**64 - 1
    assert largest(object_array([-(10**40), 3])) == 10**40


@given(st.lists(st.fractions()))
def test_numbers_over_their_least_common_denominator(values: list[Fraction]) -> None:
    numerators, scale = over_common(values)
    assert [Fraction(number, scale) for number in numerators] == values
    assert np.gcd.reduce(object_array([*numerators, scale])) == 1
