"""Items of an answer key."""

from __future__ import annotations

import json

import pytest

from oraclegames import Game, InputError, compare, items, similar, verify
from oraclegames.conditional.compare.items import _payoff
from tests.certificates.falsify import refused
from tests.depth import some


def test_the_same_seed_gives_the_same_games_and_another_others():
    first, again, other = ([item.game for item in items(6, seed)] for seed in (4, 4, 5))
    assert first == again
    assert all(one != two.relabel(title=one.title) for one, two in zip(first, other))
    assert [item.number for item in items(3)] == [1, 2, 3]


def test_games_have_ties_and_no_ties_and_every_second_one_is_symmetric():
    found = list(items(some(12, 40), 1))
    tied = [len({item.game.payoff(0, o) for o in item.game.outcomes()}) < 4 for item in found]
    assert any(tied) and not all(tied)
    assert all((item.similar is not None) == (item.number % 2 == 0) for item in found)
    pays = [item.game.payoff(0, o) for item in found for o in item.game.outcomes()]
    assert -9 <= min(pays) < 0 < max(pays) <= 9
    assert {_payoff(k / 100, 3) for k in range(100)} == set(range(-3, 4))


def test_answers_are_those_of_the_questions_asked_alone():
    for item in items(some(2, 4), 9):
        assert item.comparison == compare(item.game)
        assert item.similar is None or item.similar == similar(item.game)
        document = json.loads(item.to_json())
        assert verify(document) and item.verify()
        assert document["answers"]["nash"] == [
            list(item.game.outcome_labels(o)) for o in item.comparison["nash"].pure
        ]


def test_falsified_items_are_refused():
    document = json.loads(list(items(2, 2))[1].to_json())
    changes = [
        {"answers": {**document["answers"], "nash": []}},
        {"number": -1},
        {"similar": document["comparison"]},
        {"comparison": compare("chicken").to_dict()},
        {"game": Game.from_arrays([[0]], [[0]]).to_dict()},
    ]
    for change in changes:
        assert refused({**document, **change}), change


@pytest.mark.parametrize("shape", [(3, 3), (2, 3), (2, 2, 2), (3,), (2, 1, 2), (2, 2, 2, 2)])
def test_larger_games_and_more_players(shape):
    first, second = items(2, 1, shape)
    assert first.game.shape == second.game.shape == shape and first.verify() and second.verify()
    square = len(set(shape)) == 1 and len(shape) > 1 and (len(shape) == 2 or shape[0] == 2)
    assert first.similar is None and (second.similar is not None) == square
    labels = [names[0] for names in second.game.moves]
    assert labels == ["A"] * len(shape)


def test_all_nash_equilibria_of_three_players_are_listed_and_checked():
    (item,) = list(items(2, 1, (2, 2, 2)))[1:]
    row = item.comparison["nash"]
    assert row.among == "among all" and item.verify()
    assert "nash" not in str(verify(item.comparison.to_dict()).assumed)
    document = json.loads(item.to_json())
    document["comparison"]["rows"][0]["worst"] = None
    assert refused(document)


@pytest.mark.parametrize(
    ("shape", "words"),
    [((), "1 to 64 outcomes"), ((9, 9), "not 81"), ((0, 2), "not 0"), ((2, "x"), "not 'x'")],
)
def test_shapes_that_are_none(shape, words):
    with pytest.raises(InputError, match=words):
        items(1, 0, shape)


@pytest.mark.parametrize("wrong", [(-1, 0), (1, -1), (1.5, 0), (True, 0)])
def test_bad_numbers_are_refused(wrong):
    with pytest.raises(InputError, match="a whole number from 0"):
        items(*wrong)


def test_an_interrupted_item_is_not_written(monkeypatch):
    def interrupted(game, clock):
        raise KeyboardInterrupt

    found = items(3)
    assert next(found).number == 1
    monkeypatch.setattr("oraclegames.conditional.compare.rows._nash", interrupted)
    with pytest.raises(KeyboardInterrupt):
        next(found)
