"""Every claim holds, and every claim can fail: a planted error turns it down."""

from __future__ import annotations

import pytest

from oraclegames import InputError
from oraclegames.reproduce import claims
from oraclegames.reproduce.claim import Findings, claim
from tests.reproduce.planted import PLANTED

CLAIMS = {one.id: one for one in claims()}
ERRORS = [
    pytest.param(name, inputs, id=f"{name}-{k}")
    for name, many in PLANTED.items()
    for k, inputs in enumerate(many)
]


@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_holds(name):
    result = CLAIMS[name].run(quick=True)
    assert [fact for fact in result.facts if not fact.holds] == []
    assert result.status == "holds"


def test_every_claim_has_a_planted_error():
    assert set(PLANTED) == set(CLAIMS)
    assert all(PLANTED.values())


@pytest.mark.parametrize(("name", "inputs"), ERRORS)
def test_a_planted_error_turns_the_claim_down(name, inputs):
    result = CLAIMS[name].run(quick=True, **inputs)
    assert result.status == "fails", result.how


@pytest.mark.slow
@pytest.mark.parametrize("name", CLAIMS)
def test_every_claim_holds_at_full_length(name):
    assert CLAIMS[name].run().status == "holds"


def test_claims_say_what_and_who():
    for one in CLAIMS.values():
        assert one.statement.endswith(".") and one.source and one.section and one.essay
        assert set(one.quick) <= set(one.defaults)


def test_a_wrong_input_is_one_line():
    with pytest.raises(InputError, match="has no input 'gme'; it has game"):
        CLAIMS["coedt/chicken"].run(gme=None)


def test_two_claims_of_one_name_are_refused():
    enter = claim("coedt/chicken", essay="", section="", source="")
    with pytest.raises(InputError, match="two claims"):
        enter(lambda facts: None)


def test_a_claim_that_compares_nothing_fails():
    from oraclegames.reproduce.claim import Claim

    empty = Claim("a/b", "", "", "", "", lambda facts: None)
    assert (empty.run().status, empty.run().how) == ("fails", "nothing was compared")


def test_a_claim_about_no_instances_fails():
    facts = Findings()
    facts.all("everything", [])
    assert not facts.facts[0].holds


def test_a_wrong_number_differs_and_a_crash_is_an_error():
    from oraclegames.reproduce.claim import Claim

    def number(facts):
        facts.equal("it exists", 1, 1)
        facts.equal("its number", 2, 3, decisive=False)

    def crash(facts):
        raise ZeroDivisionError("nothing")

    differs = Claim("a/b", "", "", "", "", number).run()
    assert (differs.status, differs.how) == ("differs", "its number: 3 instead of 2")
    broken = Claim("a/c", "", "", "", "", crash).run()
    assert broken.status == "error"
    assert "ZeroDivisionError: nothing" in broken.how
