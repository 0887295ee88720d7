"""What a document of a limit says besides the square: everything but what the square alone can tell
is refused when it is changed, with the square left out."""

from __future__ import annotations

from fnmatch import fnmatchcase
from fractions import Fraction

import pytest

from oraclegames import InputError
from oraclegames.budget import Clock
from oraclegames.certificates import limit_set
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.limit.limit_set import limit_set as limit_of
from tests.certificates.falsify import falsifications, tried
from tests.certificates.limit_cases import question
from tests.depth import some

SILENT = ("schema", "version", "game", "agents", "programs", "verified")
BY_THE_SQUARE = (
    *("every_epsilon", "touching", "epsilon"),  # another question
    *(".reason changed", ".curves.*.? changed"),
    *("pieces.? dropped", "pieces.? swapped"),  # no other piece says that it is there, or where
)


def document_of(seed):
    game, pair, step = question(seed)
    return limit_of(game, *pair, step, Clock(None)).to_dict(verify=False)


class Nothing:
    """In the place of the square."""

    def __init__(self, *about):
        pass

    def check(self, document):
        pass


def refused(document):
    try:
        limit_set.check(Part(document))
    except (Refuted, InputError):
        return True
    return False


@pytest.mark.parametrize("seed", [7, 25, 32, 45, 48, 51, 96, 107, 124, *range(300, some(300, 400))])
def test_what_is_changed_beside_the_square_is_refused(seed, monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    document = document_of(seed)
    assert not refused(document)
    passed = [str(lie) for lie in tried(document, SILENT) if not refused(lie.document)]
    assert [
        lie for lie in passed if not any(fnmatchcase(lie, f"*{words}*") for words in BY_THE_SQUARE)
    ] == []


def test_all_shapes_were_among_them():
    shapes = {piece["shape"] for seed in (7, 96) for piece in document_of(seed)["pieces"]}
    assert shapes == {"point", "arc", "region"}


@pytest.mark.parametrize("step", [Fraction(0), Fraction(1), Fraction(3, 2), Fraction(-1, 2)])
def test_a_step_lies_between_0_and_1(step, monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    assert refused({**document_of(7), "epsilon": str(step)})


def test_a_search_that_was_stopped_says_nothing():
    game, pair, step = question(7)
    stopped = limit_of(game, *pair, step, Clock(0)).to_dict(verify=False)
    assert stopped["status"] == "partial" and not refused(stopped)
    assert limit_set.check(Part(stopped)).proved == ()
    lies = [*falsifications(stopped, (*SILENT, "epsilon"))]
    assert [str(lie) for lie in lies if not refused(lie.document)] == []
    whole = document_of(7)
    for key in ("pieces", "ranges"):
        assert refused({**stopped, key: whole[key]})


def test_what_is_proved_is_said_and_no_more(monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    for seed in (7, 32, 45):
        document = document_of(seed)
        sure = sum(piece["reason"] is not None for piece in document["pieces"])
        proved = limit_set.check(Part(document)).proved
        assert f"but the {len(document['pieces'])} pieces" in proved[0]
        assert f"of {sure} of them" in proved[1]
        assert ("root" in proved[3]) == document["touching"]


def test_a_game_of_more_moves_and_a_program_of_ones_own_are_refused():
    document = document_of(7)
    wide = {**document["game"], "moves": [["a", "b"], ["a", "b", "c"]]}
    wide["payoffs"] = [[["0"] * 3] * 2] * 2
    assert refused({**document, "game": wide})
    assert refused({**document, "programs": [{"kind": "own"}, document["programs"][1]]})
