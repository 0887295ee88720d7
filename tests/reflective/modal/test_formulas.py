"""Formulas: what is written is what is read."""

from __future__ import annotations

from random import Random

import pytest

from oraclegames import InputError, modal_agent
from oraclegames.reflective.modal.formulas import (
    MAX_DEPTH,
    atom,
    box,
    depth,
    is_modalized,
    parse,
    show,
)
from tests.reflective.modal.random_formulas import formula

FAIR = box(atom("them", "me"))


@pytest.mark.parametrize("seed", range(60))
def test_a_formula_is_read_back_from_its_text(seed):
    one = formula(Random(seed), 9)
    assert parse(show(one)) == one
    assert is_modalized(one)


@pytest.mark.parametrize(
    "text", ["[]them(me)", "□them(me)", " [ ]them ( me )".replace("[ ]", "[]"), "([](them(me)))"]
)
def test_a_formula_can_be_written_in_several_ways(text):
    assert parse(text) == FAIR


def test_operators_bind_as_usual():
    assert parse("true and false or true -> false <-> true") == parse(
        "((((true) and false) or true) -> false) <-> true"
    )
    assert parse("true -> false -> true") == parse("true -> (false -> true)")
    assert parse("not []true & <>false | ⊤") == parse("((not ([]true)) ∧ (◇false)) ∨ true")
    assert parse("<>them(me)") == parse("not [] not them(me)")
    assert parse("[2]them(me)") == parse("[](not [][]false -> them(me))")
    assert parse("<1>them(me)") == parse("not [1]not them(me)")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]them(me", "expected a closing bracket at 'the end'"),
        ("[]them", "expected an opening bracket after them"),
        ("[]them()", "expected an agent's name"),
        (
            "[]them(me) them(me)",
            "expected nothing more, or an operator such as 'and' at 'them(me)'",
        ),
        ("[]them(me) and", "expected an atom"),
        ("[" + "9" * 5000 + "]them(me)", "is above"),
        ("[٣]them(me)", "expected an operator"),
        ("FairBot:" + "9" * 5000, "no modal agent"),
        ("[]$", "expected an operator, an atom"),
        ("[51]them(me)", "above [50]"),
        ("them(me)", "stands outside every box"),
        ("[]true and them(me)", "stands outside every box"),
        ("them(me) and []true", "stands outside every box"),
        ("not them(me)", "stands outside every box"),
        ("[]" * 200 + "true", "nests its operators deeper than 150"),
        ("<>" * 60 + "true", "nests its operators deeper than 150"),  # each is three
        ("(" * 2000 + "true", "nests its operators deeper than 150"),
        ("not " * 2000 + "true", "nests its operators deeper than 150"),
        (" and ".join(["[]them(me)"] * 400), "nests its operators deeper than 150"),
        ("true -> " * 2000 + "true", "nests its operators deeper than 150"),
        ("", "expected an atom"),
        ("GrimBot", "no modal agent 'GrimBot'"),
        ("FairBot:51", "no modal agent"),
        ("FairBto", "did you mean 'FairBot'"),
        ("mimic:", "at ':'"),
        ("mimic:Nobody", "no modal agent 'Nobody'"),
        ("2 = true", "no name"),
        ("me = true", "cannot be called 'me'"),
        (7, "a name or a formula, not 7"),
    ],
)
def test_what_is_no_agent_is_one_line(text, why):
    with pytest.raises(InputError) as error:
        modal_agent(text)
    assert why in str(error.value) and "\n" not in str(error.value)


def test_operators_may_be_nested_as_deeply_as_is_said():
    for deepest in ("[]" * 149 + "true", "[]" * 149 + "them(me)", " and ".join(["true"] * 150)):
        assert depth(parse(deepest)) == MAX_DEPTH == 150
    assert depth(parse("(true) and (" * 50 + "true" + ")" * 50)) == 51


def test_names_come_in_any_case_and_can_be_given():
    assert modal_agent("fairbot").name == modal_agent("FAIRBOT").name == "FairBot"
    assert modal_agent("fairbot", "Mine").name == "Mine"
    assert modal_agent("Mine = []them(me)").formula == modal_agent("FairBot").formula
    assert [modal_agent(f"fairbot:{k}").name for k in (1, 50)] == ["FairBot:1", "FairBot:50"]
    assert str(modal_agent("mimic:fairbot:3")) == "mimic:FairBot:3 = []FairBot:3(them)"
