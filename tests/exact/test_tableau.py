"""Small programs by the dense tableau, against the certified simplex and by their own duality."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames.errors import CertificateError
from oraclegames.exact.rational import to_fraction
from oraclegames.exact.simplex import LinearProgram, Optimal, maximise
from oraclegames.exact.tableau import maximise_small


@st.composite
def programs(draw):
    m, n = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    number = st.sampled_from([0, 0, 1, -1, 2, -3, 7, 10**20])
    rows = [draw(st.lists(number, min_size=n, max_size=n)) for _ in range(m)]
    bounds = draw(st.lists(st.sampled_from([0, 0, 1, 5]), min_size=m, max_size=m))
    return draw(st.lists(number, min_size=n, max_size=n)), rows, bounds


@given(programs())
def test_both_find_the_same_maximum_and_prove_it(program):
    objective, rows, bounds = program
    known = maximise(LinearProgram.of(objective, at_most=list(zip(rows, bounds))))
    if not isinstance(known, Optimal):
        with pytest.raises(CertificateError):
            maximise_small(objective, rows, bounds)
        return
    x, y = maximise_small(objective, rows, bounds)
    assert min([*x, *y]) >= 0
    for row, bound in zip(rows, bounds):
        assert sum(a * v for a, v in zip(row, x)) <= bound
    for j, cost in enumerate(objective):
        assert sum(v * row[j] for v, row in zip(y, rows)) >= cost
    value = sum(c * v for c, v in zip(objective, x))
    assert value == sum(v * bound for v, bound in zip(y, bounds))
    assert to_fraction(value) == known.value


def test_ties_do_not_go_round_in_circles():
    """Beale's program (1955), on which the steepest step alone goes round for ever."""
    rows = [[25, -6000, -4, 900], [50, -9000, -2, 300], [0, 0, 1, 0]]
    x, _ = maximise_small([75, -15000, 2, -600], rows, [0, 0, 1])
    assert sum(c * v for c, v in zip([75, -15000, 2, -600], x)) == 5
