"""What a document of a limit says besides the square: everything but what the square alone can tell
is refused when it is changed, with the square left out."""

from __future__ import annotations

from fnmatch import fnmatchcase
from fractions import Fraction
from itertools import product

import pytest

from oraclegames import Game, InputError
from oraclegames.budget import Clock
from oraclegames.certificates import limit_set
from oraclegames.certificates.limit_listed import read_piece
from oraclegames.certificates.part import Part, Refuted
from oraclegames.reflective.limit.limit_set import limit_set as limit_of
from tests.certificates.falsify import falsifications, tried
from tests.certificates.limit_cases import question
from tests.depth import some

SILENT = ("schema", "version", "game", "agents", "programs", "verified")
BY_THE_SQUARE = (
    *("every_epsilon", "smaller_epsilon", "touching", "epsilon", "rest"),  # another question
    "distance.",
    *("vanishing.? dropped", "vanishing.? swapped", "vanishing.? doubled"),
    *(".reason changed", ".curves.*.? changed", ".curves.*.? swapped"),
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


def nothing(*about):
    """In the place of what is said of distances."""


def refused(document):
    try:
        limit_set.check(Part(document))
    except (Refuted, InputError):
        return True
    return False


@pytest.mark.parametrize("seed", [7, 25, 32, 45, 48, 51, 96, 107, 124, *range(300, some(300, 400))])
def test_what_is_changed_beside_the_square_is_refused(seed, monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    monkeypatch.setattr(limit_set, "check_distance", nothing)
    document = document_of(seed)
    assert not refused(document)
    passed = [str(lie) for lie in tried(document, SILENT) if not refused(lie.document)]
    # where the same is paid all along a side, payoffs do not tell where it ends
    flat = [
        f"{key}.{k}.ends"
        for key in ("pieces", "vanishing")
        for k, piece in enumerate(document[key] or ())
        if len(set(map(tuple, piece["payoffs"]))) < len(piece["ends"])
    ]
    told = [f"*{words}*" for words in (*BY_THE_SQUARE, *flat)]
    assert [lie for lie in passed if not any(fnmatchcase(lie, words) for words in told)] == []


def test_all_shapes_were_among_them():
    shapes = {piece["shape"] for seed in (7, 96) for piece in document_of(seed)["pieces"]}
    assert shapes == {"point", "arc", "region"}


@pytest.mark.parametrize("step", [Fraction(0), Fraction(1), Fraction(3, 2), Fraction(-1, 2)])
def test_a_step_lies_between_0_and_1(step, monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    monkeypatch.setattr(limit_set, "check_distance", nothing)
    assert refused({**document_of(7), "epsilon": str(step)})


@pytest.mark.parametrize("rest", ["0", "-1/2", "3/2"])
def test_a_last_zone_is_a_part_of_one(rest, monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    monkeypatch.setattr(limit_set, "check_distance", nothing)
    assert refused({**document_of(7), "rest": rest})
    assert not refused({**document_of(7), "rest": "1"})


def test_a_search_that_was_stopped_says_nothing():
    game, pair, step = question(7)
    stopped = limit_of(game, *pair, step, Clock(0)).to_dict(verify=False)
    assert stopped["status"] == "partial" and not refused(stopped)
    assert limit_set.check(Part(stopped)).proved == ()
    lies = [*falsifications(stopped, (*SILENT, "epsilon", "rest"))]
    assert [str(lie) for lie in lies if not refused(lie.document)] == []
    whole = document_of(7)
    for key in ("pieces", "ranges"):
        assert refused({**stopped, key: whole[key]})
    assert refused({**stopped, "vanishing": [], "vanishing_reason": None})


def test_what_is_proved_is_said_and_no_more(monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    monkeypatch.setattr(limit_set, "check_distance", nothing)
    for seed in (7, 22, 32, 45):
        document = document_of(seed)
        reasons = [piece["reason"] for piece in document["pieces"]]
        some = reasons.count("last")
        sure = len(reasons) - reasons.count(None) - some
        proved = limit_set.check(Part(document)).proved
        assert f"but the {len(document['pieces'])} pieces" in proved[0]
        assert f"of {sure} of them" in proved[1]
        more = f"every point of {some} more is approached along some δ → 0"
        assert (more in proved) == bool(some)
        assert ("as ε → 0" in proved[-2]) == (document["vanishing"] is not None)
        assert ("root" in proved[-1]) == document["touching"]


def test_a_game_of_more_moves_and_a_program_of_ones_own_are_refused():
    document = document_of(7)
    wide = Game.from_arrays([[0] * 3] * 2, [[0] * 3] * 2)
    other = {**document, "game": wide.to_dict(), "agents": ["lp", "lp"]}
    with pytest.raises(Refuted, match="two moves each"):
        limit_set.check(Part({**other, "programs": [{"kind": "lp"}] * 2}))
    with pytest.raises(Refuted, match="nothing is known"):
        limit_set.check(Part({**document, "programs": [{"kind": "own"}, document["programs"][1]]}))


def test_what_stands_beside_the_answer(monkeypatch):
    monkeypatch.setattr(limit_set, "Square", Nothing)
    monkeypatch.setattr(limit_set, "check_distance", nothing)
    document = document_of(7)
    assert not refused({**document, "verified": True})
    for lie in ({"verified": False}, {"version": 1}, {"more": 1}):
        assert refused({**document, **lie})
    assert refused({key: value for key, value in document.items() if key != "version"})


UNDER = ["0", "0", "1", "-1/2"]  # y = 1/2
LEFT, SLANTED = ["0", "4", "0", "-1"], ["0", "2", "1", "-2"]  # x = 1/4, 2x + y = 2
CORNERS = [["1/4", "0"], ["1", "0"], ["1/2", "1"], ["1/4", "1"]]
SOUND = {
    "point": ([["1/3", "1"]], []),
    "arc": ([["0", "1/2"], ["1", "1/2"]], [UNDER]),
    "region": (CORNERS, [LEFT, SLANTED]),
}


def read(shape, ends, curves):
    try:
        one = read_piece(
            Part({"shape": shape, "reason": None, "ends": ends, "payoffs": [], "curves": curves})
        )
    except (Refuted, InputError):
        return None
    return one


@pytest.mark.parametrize("shape", SOUND)
def test_ends_are_probabilities_and_lie_on_the_curves(shape):
    ends, curves = SOUND[shape]
    one = read(shape, ends, curves)
    assert one.ends == [tuple(map(Fraction, end)) for end in ends]
    assert one.curves == [tuple(map(Fraction, curve)) for curve in curves]
    for k, i in product(range(len(ends)), (0, 1)):
        moved = [list(end) for end in ends]
        for x in ("-1/2", "3/2", "2"):
            moved[k][i] = x
            assert read(shape, moved, curves) is None
        moved[k][i] = "1/7"
        along = shape == "point" or (shape == "arc" and i == 0)
        assert (read(shape, moved, curves) is not None) == along
    for k in range(len(ends)):
        assert read(shape, ends[:k] + ends[k + 1 :], curves) is None
    for k in range(len(curves)):
        for zero in (["0"] * 4, ["0", "0", "0", "1"], ["1", "0", "0", "0"]):
            assert read(shape, ends, [*curves[:k], zero, *curves[k + 1 :]]) is None
        assert read(shape, ends, curves[:k] + curves[k + 1 :]) is None


def test_corners_stand_in_order():
    assert read("region", CORNERS[::-1], [LEFT, SLANTED]) is None
    assert read("region", CORNERS, [SLANTED, LEFT]) is None
    flat = [["1/4", "0"], ["1", "0"], ["1", "0"], ["1/4", "0"]]
    assert read("region", flat, [LEFT, SLANTED]) is None
    for order in product(range(4), repeat=4):
        if sorted(order) == [0, 1, 2, 3] and list(order) != [0, 1, 2, 3]:
            assert read("region", [CORNERS[k] for k in order], [LEFT, SLANTED]) is None
    slanting = [["1/4", "0"], ["3/4", "1/2"], ["1/2", "1"], ["1/4", "1"]]
    assert read("region", slanting, [LEFT, SLANTED]) is None
    slanting = [["1/4", "0"], ["1", "0"], ["3/4", "1/2"], ["1/4", "1"]]
    assert read("region", slanting, [LEFT, SLANTED]) is None
    for arc in ([["0", "1/2"], ["0", "1/2"]], [["1", "1/2"], ["1", "1/2"]]):
        assert read("arc", arc, [UNDER]) is None


@pytest.mark.parametrize("curve", [["1", "0", "0", "-1/4"], ["0", "1", "0", "-1/2"], UNDER])
def test_one_coefficient_is_enough_for_a_curve(curve):
    a, b, c, d = map(Fraction, curve)
    ends = [
        (x, y)
        for x in (Fraction(1, 4), Fraction(1, 2), Fraction(1))
        for y in (x, Fraction(1, 4), Fraction(1, 2), Fraction(1))
        if a * x * y + b * x + c * y + d == 0
    ]
    assert read("arc", [[str(x), str(y)] for x, y in (ends[0], ends[-1])], [curve]) is not None
