"""Documents of achieve: what is true passes, every falsification is refused."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from oraclegames import Game, achieve, catalog, read_result
from oraclegames.certificates.verify import verify
from tests.certificates.falsify import refused, tried
from tests.depth import some

DILEMMA = catalog.prisoners_dilemma()
THREE = Game.from_arrays(
    *np.random.default_rng(0).integers(-3, 4, size=(3, 2, 2, 2)), title="three players"
)
TIED = Game.from_arrays([[1, -1], [1, -1]], [[-2, -1], [0, 0]])

SILENT = ("version", "game.title", "game.players.*")
"""What no claim depends on: names. (A changed name is changed in all that is said about it.)"""

QUESTIONS = [
    (catalog.chicken(), "4,4", False),
    (catalog.chicken(), "4,3", False),
    (DILEMMA, "3/2,3/2", False),
    (DILEMMA, "2,2", False),
    (catalog.rock_paper_scissors(), "0,0", False),
    (catalog.rock_paper_scissors(), "1,0", False),
    (DILEMMA, "2,2", True),
    (DILEMMA, "0,3", True),
    (DILEMMA, "5/4,3/2", True),
    (DILEMMA, "1,2", True),
    (TIED, "-1,0", True),
    (TIED, "1,-1", True),
    (catalog.rock_paper_scissors(), "0,0", True),
    (catalog.rock_paper_scissors(), "1/2,1/2", True),
]


@pytest.mark.parametrize(("game", "values", "closure"), QUESTIONS)
def test_a_falsified_document_is_refused(game, values, closure):
    result = achieve(game, values, closure=closure)
    document = json.loads(result.to_json())
    assert verify(document), verify(document)
    passed = [lie for lie in tried(document, SILENT) if not refused(lie.document)]
    # Other evidence for the same claim is no lie: it still proves what the document says, and so
    # does a document about another game or other values of which the claim is true as well.
    lies = [str(lie) for lie in passed if not is_true(lie.document)]
    assert lies == []


SUPPORTED = [
    ("chicken", "4,5", [[0], [1]]),
    ("chicken", "4,4", [[0], [1]]),
    (DILEMMA, "0,3", [[0], [1]]),
    (DILEMMA, "2,2", [[0], [0]]),
    (THREE, "1,1,1", [[0], [0, 1], [0, 1]]),
    (catalog.coordination(3), "1/2,1/2", [[0, 1], [0, 1]]),
    (catalog.coordination(3), "1/2,1/2", [[0], [0, 1, 2]]),
]


@pytest.mark.parametrize(("game", "values", "supports"), SUPPORTED)
def test_a_falsified_document_of_prescribed_moves_is_refused(game, values, supports):
    document = json.loads(achieve(game, values, supports=supports).to_json())
    assert verify(document), verify(document)
    passed = [lie for lie in tried(document, SILENT) if not refused(lie.document)]
    assert [str(lie) for lie in passed if not is_true(lie.document)] == []


def test_a_document_without_the_largest_least_probability_is_read_and_proves_less():
    document = achieve(DILEMMA, "3/2,3/2").to_dict()
    earlier = {k: v for k, v in document.items() if k not in ("weight", "largest", "multipliers")}
    assert verify(document).proved[1] == "none has a larger least probability"
    assert verify(earlier).proved == verify(document).proved[:1]
    again = read_result(earlier)
    assert again.verify() and again.distribution == read_result(document).distribution
    no = achieve(DILEMMA, "2,2").to_dict()
    earlier = {k: v for k, v in no.items() if k not in ("weight", "largest", "multipliers")}
    assert read_result(earlier).verify() and read_result(earlier).certificate is not None


def is_true(document) -> bool:
    """Whether the claim of a changed document holds, by the solver."""
    described = document["game"]
    players = [player["name"] for player in described["players"]]
    game = Game.from_arrays(
        *(shaped(table, described) for table in described["payoffs"]),
        players=players,
        moves=[player["moves"] for player in described["players"]],
    )
    values = [Fraction(v) for v in document["values"]]
    if "supports" in document:
        answer = achieve(game, values, supports=document["supports"])
        return document["achievable"] == answer.achievable
    result = achieve(game, values, closure=document.get("closure", False))
    if document.get("largest") and Fraction(document["weight"]) != result.weight:
        return False
    claimed = document["answer"] if "answer" in document else document["achievable"]
    return claimed == (result.answer if "answer" in document else result.achievable)


def shaped(table, described):
    numbers = np.array([Fraction(x) for x in np.ravel(table)], dtype=object)
    return numbers.reshape([len(player["moves"]) for player in described["players"]])


@pytest.mark.parametrize("shape", [(2, 2), (2, 3), (3, 3), (2, 2, 2), (1, 3), (2, 1, 2)])
def test_what_the_solver_says_is_proved(shape):
    rng = np.random.default_rng(sum(shape))
    for _ in range(some(4, 12)):
        game = Game.from_arrays(*rng.integers(-2, 3, size=(len(shape), *shape)))
        for outcome, closure in itertools.product(list(game.outcomes())[:2], (False, True)):
            mean = [sum(game.payoff_array(i).flat) / game.n_outcomes for i in range(len(shape))]
            for v in (game.payoffs(outcome), mean):
                result = achieve(game, v, closure=closure)
                checked = verify(result.to_json())
                assert checked and result.verify()
                assert bool(checked.proved) == (result.answer != "undetermined")


def refusal(document, **changes):
    checked = verify({**document, **changes})
    assert not checked
    return checked.false


def test_multipliers_that_exclude_nothing_are_refused():
    document = achieve("chicken", "4,3").to_dict()
    assert "excludes nothing" in refusal(document, certificate=[["0", "0"], ["0", "0"]])
    assert "negative" in refusal(document, certificate=[["0", "0"], ["-1", "0"]])


def test_values_on_the_border_of_a_box_are_not_excluded_by_it():
    document = achieve(DILEMMA, "5/4,3/2", closure=True).to_dict()
    low, high = document["box"]["low"], document["box"]["high"]
    for side in ("low", "high"):
        box = {"low": low, "high": high, side: document["values"]}
        assert "do not lie inside" in refusal(document, box=box)


def test_a_limit_needs_its_direction():
    document = achieve(DILEMMA, "2,2", closure=True).to_dict()
    assert "totally mixed" in refusal(document, direction=None)
    back = {**document["direction"]}
    back["distribution"] = [str(-Fraction(d)) for d in back["distribution"]]
    assert refusal(document, direction=back)


def test_the_checker_imports_no_solver():
    document = achieve(DILEMMA, "2,2", closure=True).to_json()
    code = (
        "import sys; from oraclegames.certificates.verify import verify;"
        "assert verify(sys.stdin.read());"
        "bad = [m for m in sys.modules if m.startswith(('oraclegames.conditional',"
        "'oraclegames.reflective', 'oraclegames.exact.simplex', 'highspy'))];"
        "assert not bad, bad"
    )
    subprocess.run([sys.executable, "-c", code], input=document, text=True, check=True)
