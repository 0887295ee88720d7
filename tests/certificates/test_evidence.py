"""Each kind of evidence must satisfy every condition that makes it a proof."""

from __future__ import annotations

import copy

import pytest

from oraclegames import Game, catalog, check, pure_equilibria, verify
from oraclegames.certificates.part import Part, Refuted
from oraclegames.certificates.play import Play
from oraclegames.certificates.trembles import (
    check_family,
    check_levels,
    check_same_values,
    check_strict_levels,
    check_stuck,
)

ONE = Game.from_arrays([1, 0, 2, 1], moves=[["a", "b", "c", "d"]])
PLAY = Play.at(ONE, (0,))  # b is worse, c is better, d is a tie


def weights(**numbers):
    return [{"outcome": [move], "weight": weight} for move, weight in numbers.items()]


def levels_of(game, *levels, strict=False):
    check_levels(Part(list(levels), "levels"), game, strict=strict)


def test_levels_must_try_every_move_and_tempt_nobody():
    game = Game.from_arrays([1, 0, 1], moves=[["a", "b", "d"]])
    play = Play.at(game, (0,))
    levels_of(play, weights(b="1"), weights(d="1"))
    levels_of(play, weights(b="1", d="2"))
    with pytest.raises(Refuted, match="never tried"):
        levels_of(play, weights(b="1"))
    with pytest.raises(Refuted, match="no further move"):
        levels_of(play, weights(b="1", d="1"), weights(b="1"))
    with pytest.raises(Refuted, match="not positive"):
        levels_of(play, weights(b="0", d="1"))
    with pytest.raises(Refuted, match="listed twice"):
        levels_of(play, [*weights(b="1"), *weights(b="1")], weights(d="1"))


def test_strict_levels_take_no_ties():
    with pytest.raises(Refuted, match=r"1's d is worth too much"):
        levels_of(PLAY, weights(b="1"), weights(d="1"), strict=True)
    with pytest.raises(Refuted, match=r"1's c is worth too much"):
        levels_of(PLAY, weights(b="1"), weights(c="1/2"))
    with pytest.raises(Refuted, match=r"1's d is worth too much"):
        tied = {"kind": "strict-levels", "type": "strict-levels", "balance": [], "offsets": ["0"]}
        game = Game.from_arrays([1, 0, 1], moves=[["a", "b", "d"]])
        levels = [weights(b="1"), weights(d="1")]
        check_strict_levels(Part({**tied, "levels": levels}), Play.at(game, (0,)))


def stuck(**numbers):
    multipliers = [{"player": "1", "move": m, "multiplier": y} for m, y in numbers.items()]
    return Part({"kind": "stuck", "type": "stuck", "multipliers": multipliers}, "stuck")


def test_multipliers_must_add_up_to_a_gain_everywhere():
    assert check_stuck(stuck(c="1/2"), PLAY) == [(0, 2)]
    for wrong in (stuck(), stuck(c="0"), stuck(b="1"), stuck(d="1"), stuck(a="1"), stuck(c="-1")):
        with pytest.raises(Refuted):
            check_stuck(wrong, PLAY)


def family(*coefficients):
    listed = [
        {"outcome": [move], "coefficients": list(weight)}
        for move, weight in zip("abd", coefficients)
    ]
    return Part({"kind": "trembles", "weights": listed}, "family")


def test_a_family_must_be_positive_tend_to_the_play_and_keep_it_optimal():
    game = Game.from_arrays([1, 0, 1], moves=[["a", "b", "d"]])
    play = Play.at(game, (0,))
    check_family(family(["1"], ["0", "1"], ["0", "1"]), play)
    for wrong in (
        family(["1"], ["0"], ["0", "1"]),
        family(["1"], ["0", "-1"], ["0", "1"]),
        family(["1"], ["1"], ["0", "1"]),
        family(["0", "1"], ["0", "1"], ["0", "1"]),
        family(["1"], ["0", "1"]),
    ):
        with pytest.raises((Refuted, ValueError)):
            check_family(wrong, play)
    better = Game.from_arrays([1, 0, 2], moves=[["a", "b", "d"]])
    with pytest.raises(Refuted, match=r"1's d is worth more"):
        check_family(family(["1"], ["0", "1"], ["0", "1"]), Play.at(better, (0,)))


def direction(**numbers):
    listed = weights(**numbers)
    return Part({"kind": "same-values", "type": "same-values", "direction": listed}, "direction")


def test_a_direction_must_try_everything_and_keep_all_values():
    game = Game.from_arrays([1, 0, 1], moves=[["a", "b", "d"]])
    play = Play.at(game, (0,))
    check_same_values(direction(b="1", d="1"), play)
    for wrong in (direction(b="1"), direction(b="1", d="0"), direction(b="-1", d="1")):
        with pytest.raises(Refuted):
            check_same_values(wrong, play)
    with pytest.raises(Refuted, match="changes its value"):
        check_same_values(direction(b="1", c="1", d="1"), PLAY)


def test_regularity_needs_rank_balance_and_offsets():
    game = catalog.coordination(3)
    verdict = check(game, "1,0,0,0,0,0,0,0,0").to_dict()
    part = verdict["reflective_certificate"]
    assert part["kind"] == "strict-levels" and verify(verdict)
    for change in ({"levels": []}, {"offsets": ["1", "0"]}, {"offsets": ["0"]}):
        assert not _holds({**verdict, "reflective_certificate": {**part, **change}})
    flat = Game.from_arrays([[0, 0, -1], [0, 0, -1]], [[0, 0, -1], [0, 0, -1]])
    play = Play.read(Part(["1/4", "1/4", "0", "1/4", "1/4", "0"]), flat)
    evidence = {"kind": "strict-levels", "type": "strict-levels", "balance": []}
    tried = [[{"outcome": ["1", "3"], "weight": "1"}]]
    with pytest.raises(Refuted, match="not regular"):
        check_strict_levels(Part({**evidence, "levels": tried, "offsets": ["0", "0"]}), play)


def _holds(document):
    try:
        return bool(verify(document))
    except ValueError:
        return False


@pytest.fixture(scope="module")
def orders():
    """The pure equilibria of a 2×3 game with evidence of orders for and against."""
    game = Game.from_arrays([[2, 0, 0], [2, 2, 0]], [[1, 3, 3], [2, 1, 1]])
    return pure_equilibria(game).to_dict()


def _of_kind(document, kind):
    return [
        k
        for k, item in enumerate(document["pure"])
        if item["reflective_certificate"] and item["reflective_certificate"]["kind"] == kind
    ]


def test_exponents_must_solve_every_demand(orders):
    assert verify(orders)
    refuted = 0
    for k in _of_kind(orders, "orders"):
        for j in range(5):
            for exponent in ("0", "-1"):
                false = copy.deepcopy(orders)
                evidence = false["pure"][k]["reflective_certificate"]
                evidence["exponents"][j]["exponent"] = exponent
                assert not verify(false)
            for exponent in ("1/100", "100"):
                false = copy.deepcopy(orders)
                evidence = false["pure"][k]["reflective_certificate"]
                evidence["exponents"][j]["exponent"] = exponent
                refuted += not verify(false)
    assert refuted >= 4  # positive exponents that solve not every demand
    for k in _of_kind(orders, "orders"):
        false = copy.deepcopy(orders)
        del false["pure"][k]["reflective_certificate"]["exponents"][0]
        assert not verify(false)


def test_cases_must_be_all_and_each_contradictory():
    game = Game.from_arrays([[2, 1, 0], [2, 0, 0]], [[0, 1, 0], [1, 0, 1]])
    document = pure_equilibria(game).to_dict()
    against = _of_kind(document, "no-orders")
    assert against and verify(document)
    for k in against:
        for falsify in (_drop_choice, _flip_weight, _empty):
            false = copy.deepcopy(document)
            if falsify(false["pure"][k]["reflective_certificate"]["proof"]):
                assert not verify(false), falsify


def _drop_choice(node):
    return bool(node.get("choices")) and bool(node["choices"].pop())


def _flip_weight(node):
    while node.get("choices"):
        node = node["choices"][0]["then"]
    if node.get("contradiction"):
        node["contradiction"][0]["weight"] = "-1"
        return True
    return False


def _empty(node):
    while node.get("choices"):
        node = node["choices"][0]["then"]
    if node.get("contradiction"):
        node["contradiction"].clear()
        return True
    return False


def test_a_missing_outcome_is_seen(orders):
    for key in ("pure", "excluded"):
        for k in range(len(orders[key])):
            false = copy.deepcopy(orders)
            del false[key][k]
            assert not verify(false)
