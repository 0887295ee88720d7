"""Documents of ``similar``: true ones hold, falsified ones are refused."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from flint import fmpq_poly

from oraclegames import Game, similar, verify
from oraclegames.certificates import similar_ties
from oraclegames.certificates.similar_many import _is_safe, _loss
from oraclegames.certificates.similar_play import Setting
from oraclegames.certificates.similar_ties import System
from oraclegames.certificates.stretches import NIL, B
from oraclegames.exact.rational import to_fmpq, to_fraction
from tests.certificates.falsify import accepted, refused


def symmetric(table):
    rows = [list(map(int, row)) for row in table]
    return Game.from_arrays(rows, [list(column) for column in zip(*rows)])


CYCLIC = symmetric([[1, -2, 2], [2, 1, -2], [-2, 2, 1]])
COPIES = symmetric([[1, 1, 0], [1, 1, 0], [0, 5, 2]])
DOCUMENTS = {
    "formulas": ("prisoners_dilemma(5,3,1,0)", None),
    "a jump": ("prisoners_dilemma", None),
    "one b": ("prisoners_dilemma", "1/2"),
    "several": ("stag_hunt", None),
    "three players": ("public_goods(3,3/2)", None),
    "a curve": ("volunteers_dilemma(3)", None),
    "irrational": ("volunteers_dilemma(3)", "1/3"),
    "a polytope": ("rock_paper_scissors", None),
    "none": (CYCLIC, None),
}
NO_CLAIM = (
    "status changed to 'partial'",  # says less
    "swapped with the next",  # the order of equilibria and of corners
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_falsified_document_passes(name):
    document = json.loads(similar(*DOCUMENTS[name]).to_json())
    assert verify(document)
    passed = accepted(document, ("game", "version", "*.between"))
    assert [lie for lie in passed if not lie.endswith(NO_CLAIM)] == []


def test_what_is_left_out_of_a_diagram_is_missed():
    document = similar("stag_hunt").to_dict()
    for phase in document["phases"]:
        for k in range(len(phase["equilibria"])):
            taken = phase["equilibria"].pop(k)
            assert "missing" in str(verify(document).false)
            phase["equilibria"].insert(k, taken)
    document["phases"][1]["high"] = "1/5"
    document["phases"][2]["low"] = "1/5"
    assert "missing" in str(verify(document).false)


def test_what_is_proved_is_said():
    proved = verify(similar(CYCLIC).to_dict())
    assert "there are no others" in proved.proved and not proved.assumed
    curve = verify(similar("volunteers_dilemma(3)").to_dict())
    assert curve and "at other b" in curve.assumed[0]
    copies = verify(similar(COPIES).to_dict())
    assert "there are no others" in copies.proved and not copies.assumed
    many = verify(similar(symmetric(np.ones((4, 4)))).to_dict())
    assert many and not many.assumed  # all strategies are equilibria
    more = symmetric(np.kron([[1, 0], [0, 2]], np.ones((3, 3))))
    assert "(1, 2, 4; " in verify(similar(more, "1/2").to_dict()).assumed[0]  # six moves
    stopped = verify(similar(CYCLIC, budget=0).to_dict())
    assert stopped and "stopped" in stopped.assumed[-1]


@pytest.mark.parametrize(("seed", "count"), [(1, 15), pytest.param(2, 150, marks=pytest.mark.slow)])
def test_random_documents_hold(seed, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        m, reach = int(rng.integers(1, 4)), int(rng.choice([1, 2, 5]))
        game = symmetric(rng.integers(-reach, reach + 1, (m, m)))
        for b in (None, "1/3", 1):
            checked = verify(similar(game, b).to_json())
            assert checked, (game, b, checked.false)


def tied(seed):
    """Payoffs with many ties, and copies of moves."""
    rng = np.random.default_rng(seed)
    m, reach = int(rng.integers(2, 4)), int(rng.integers(1, 3))
    table = rng.integers(0, reach + 1, (m, m))
    if rng.random() < 0.5:
        table[-1] = table[0]
    if rng.random() < 0.3:
        table[:, -1] = table[:, 0]
    return symmetric(table)


def without(document):
    """The document with one equilibrium taken out, or a corner, or all between corners."""
    for p, phase in enumerate(document["phases"]):
        for k, listed in enumerate(phase["equilibria"]):
            corners = listed.get("corners", [])
            points = [
                {"strategy": corner, "value": value, "support": played(corner, document)}
                for corner, value in zip(corners, listed.get("values", []))
            ]
            others = [one for one in points if one not in phase["equilibria"]]
            for instead in ([], *([others] if corners and listed["whole"] else [])):
                less = json.loads(json.dumps(document))
                less["phases"][p]["equilibria"][k : k + 1] = instead
                yield less


def played(corner, document):
    moves = document["game"]["players"][0]["moves"]
    return [move for move, x in zip(moves, corner) if x != "0"]


@pytest.mark.parametrize(
    "seeds", [range(8), pytest.param(range(100, 400), marks=pytest.mark.slow)], ids=("few", "many")
)
def test_where_strategies_tie_nothing_is_missing(seeds):
    """Corners that are all listed prove it; a list with less is refused, or claims to be less."""
    asked = 0
    for seed in seeds:
        for b in (None, "1/2"):
            document = similar(tied(seed), b).to_dict()
            checked = verify(document)
            assert checked and not checked.assumed, (seed, b, checked.assumed)
            for less in without(document):
                assert not verify(less) or document["status"] == "undetermined", (seed, b)
                asked += 1
    assert asked > 4 * len(seeds)


@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(100, 500), marks=pytest.mark.slow)], ids=("few", "many")
)
def test_the_answer_of_another_game_is_refused_or_is_its_own(seeds):
    """One payoff is changed: what still holds, with nothing assumed, is what the solver finds."""
    held = 0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        table = rng.integers(0, 3, size=(3, 3))
        b = (None, "1/3", "1/2", "1")[seed % 4]
        document = similar(symmetric(table), b).to_dict()
        for place in np.ndindex(3, 3):
            other = table.copy()
            other[place] += 1
            honest = similar(symmetric(other), b).to_dict()
            checked = verify({**document, "game": honest["game"]})
            if checked and not checked.assumed:
                assert document["phases"] == honest["phases"], (seed, place)
                held += 1
    assert held


def test_a_polytope_may_be_listed_in_two_halves():
    """All points are there, though no one polytope has all corners: true, and not proved."""
    document = similar(symmetric([[0, 2, 0], [1, 1, 1], [0, 2, 0]])).to_dict()
    (whole,) = document["phases"][0]["equilibria"]
    one, other = whole["corners"]
    middle = ["1/(4*b + 4)", one[1], "1/(4*b + 4)"]
    halves = [{**whole, "corners": [one, middle]}]
    halves.append({**whole, "corners": [middle, other], "strategy": middle})
    document["phases"][0]["equilibria"] = halves
    checked = verify(document)
    assert checked and "(1, 2, 3)" in checked.assumed[0]
    document["phases"][0]["equilibria"] = halves[1:]
    assert "an equilibrium is missing at b = 0" in str(verify(document).false)


@pytest.mark.parametrize("seed", range(6))
def test_corners_of_a_system_are_those_at_almost_every_b(seed):
    table = np.random.default_rng(seed).integers(0, 2, (3, 3))
    rows = [[fmpq_poly([int(x)]) for x in row] for row in table]
    for support in ((0, 1), (1, 2), (0, 1, 2)):
        system = System(Setting(rows, B), support)
        generic = system.corners()
        assert system.corners(Fraction(17, 31)) is generic
        for corner in generic:
            assert corner.under != 0 and sum(corner.over, NIL) == corner.under


@pytest.mark.slow
def test_five_moves_are_proved():
    five = symmetric(np.kron([[1, 0], [0, 2]], np.ones((3, 3)))[:5, :5])
    assert not verify(similar(five, "1/2").to_dict()).assumed


def test_of_so_many_moves_ties_are_gone_through_and_no_more(monkeypatch):
    document = similar(symmetric([[0, 2, 0], [1, 1, 1], [0, 2, 0]])).to_dict()
    monkeypatch.setattr(similar_ties, "MOST_MOVES", 3)
    assert not verify(document).assumed
    monkeypatch.setattr(similar_ties, "MOST_MOVES", 2)
    assert verify(document).assumed


def test_what_lies_between_two_equilibria_that_tie_is_missed():
    alike = symmetric([[2, 2], [2, 2]])
    document = similar(alike).to_dict()
    apart = next(iter([less for less in without(document) if less["phases"][0]["equilibria"]]))
    assert [one["support"] for one in apart["phases"][0]["equilibria"]] == [["1"], ["2"]]
    assert "an equilibrium is missing at b = 0" in str(verify(apart).false)


@pytest.mark.parametrize("text", ["4*", "(b", "b/0", "q", "2^b", "b^9999", "", "1" * 200_000])
def test_formulas_that_cannot_be_read(text):
    document = similar("prisoners_dilemma(5,3,1,0)").to_dict()
    document["phases"][1]["equilibria"][0]["value"] = text
    with pytest.raises(ValueError, match="a formula such as"):
        verify(document)


@pytest.mark.parametrize("seed", range(40))
def test_who_deviates_gains_nothing_iff_the_polynomial_says_so(seed):
    """φ(t) = t α(x + b(t − x)) + (1 − t) γ(x + b(t − x)): its largest value, by NumPy's roots."""
    source = Random(seed)
    alpha, gamma = (fmpq_poly([source.randint(-3, 3) for _ in range(3)]) for _ in "12")
    b = Fraction(source.randint(0, 6), 6)
    for x in (Fraction(0), Fraction(1), Fraction(1, 3), Fraction(3, 5)):

        def gain(t, x=x):
            at = to_fmpq(x + b * (t - x))
            return to_fraction(to_fmpq(t) * alpha(at) + (1 - to_fmpq(t)) * gamma(at))

        loss = _loss(alpha, gamma, b)
        for t in (Fraction(k, 4) for k in range(5)):
            found = sum(
                to_fraction(c) * t ** int(i) * x ** int(k) for (i, k), c in loss.to_dict().items()
            )
            assert found == gain(x) - gain(t)
        size = 4  # degree 3 in t: four points determine it
        points = [Fraction(k, size) for k in range(size + 1)]
        curve = np.polyfit([float(t) for t in points], [float(gain(t)) for t in points], 3)
        inner = [
            r.real for r in np.roots(np.polyder(curve)) if abs(r.imag) < 1e-9 and 0 < r.real < 1
        ]
        excess = max(np.polyval(curve, [0, 1, *inner])) - float(gain(x))
        if abs(excess) > 1e-6:
            assert _is_safe(alpha, gamma, x, b) == (excess < 0)


@pytest.mark.parametrize(
    ("value", "fine"),
    [
        ("2", True),
        ("2 + b", True),
        ("(2 + b)/(1 - b)", True),
        ("2*b", False),
        ("2/b", False),
        ("(2*b)/b^2", False),
    ],
)
def test_at_a_point_a_value_may_be_any_formula_that_has_it(value, fine):
    document = similar(symmetric([[2, 0], [0, 1]])).to_dict()
    phase = document["phases"][0]
    assert phase["low"] == phase["high"] == "0"
    phase["equilibria"][0]["value"] = value
    assert refused(document) != fine
