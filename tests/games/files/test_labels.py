"""Labels are repaired as Gambit does it, and always make a game."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oraclegames import Game
from oraclegames.games.files.labels import repair_labels


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["x", "x"], ["x_1", "x_2"]),
        (["", "a", ""], ["_1", "a", "_2"]),
        (["x", "x", "x_1"], ["x_2", "x_3", "x_1"]),
        (["_1", ""], ["_1", "_2"]),
        (["x", "x", "x_1", "x_1"], ["x_2", "x_3", "x_1_1", "x_1_2"]),
        (["a\nb", "\x01", "a\tb", " "], ["a b_1", "_1", "a b_2", "_2"]),
    ],
)
def test_labels_are_repaired(written, read):
    assert repair_labels(written) == read


@given(st.lists(st.sampled_from(["", "_1", "x", "x_1", "x_2", "x_1_1", "\n", "é"]), min_size=1))
def test_repaired_labels_always_make_a_game(labels):
    repaired = repair_labels(labels)
    Game.from_arrays([0] * len(labels), moves=[repaired])
    for label, new in zip(labels, repaired):
        if label in ("x", "é") and labels.count(label) == 1:
            assert new == label
    assert repair_labels(repaired) == repaired
