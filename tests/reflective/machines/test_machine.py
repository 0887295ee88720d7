"""What a machine and a system of machines may be."""

from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.reflective.machines.machine import Machine, System, machines, zones_of


def always(oracle):
    return "0"


@pytest.mark.parametrize(
    ("name", "outcomes", "function", "complaint"),
    [
        ("", ("0",), always, "name of a machine"),
        (3, ("0",), always, "name of a machine"),
        ("m", (), always, "outcomes of machine 'm'"),
        ("m", "01", always, "outcomes of machine 'm'"),
        ("m", ("0", 1), always, "outcomes of machine 'm'"),
        ("m", ("0", "0"), always, "the same"),
        ("m", ("0",), "always", "needs a function"),
    ],
)
def test_a_wrong_machine_is_refused_with_its_name(name, outcomes, function, complaint):
    with pytest.raises(InputError, match=complaint):
        Machine(name, outcomes, function)


def test_a_list_of_outcomes_becomes_a_tuple():
    assert Machine("m", ["a", "b"], always).outcomes == ("a", "b")


def test_a_mapping_gives_machines_with_their_own_outcomes_or_the_default_ones():
    built = machines({"a": always, "b": (("0", "x"), always)}, outcomes=("0", "9"))
    assert [(m.name, m.outcomes) for m in built] == [("a", ("0", "9")), ("b", ("0", "x"))]


def test_a_system_is_made_of_one_machine_many_or_a_mapping():
    one = Machine("m", ("0",), always)
    assert System.of(one) == System.of([one]) == System.of(System((one,)))
    assert [m.name for m in System.of({"x": always}).machines] == ["x"]


@pytest.mark.parametrize("wrong", [[], [3], [Machine("m", ("0",), always)] * 2])
def test_a_wrong_system_is_refused(wrong):
    with pytest.raises(InputError):
        System.of(wrong)


@pytest.mark.parametrize("precision", ["2/3", 0, "-1/5", 2])
def test_a_precision_is_one_over_a_whole_number(precision):
    assert zones_of("1/7") == zones_of(Fraction(1, 7)) == 7
    with pytest.raises(InputError, match="precision"):
        zones_of(precision)
