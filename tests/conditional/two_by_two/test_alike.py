"""How alike players must think they are, along the totally mixed equilibria of 2×2 games."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from oraclegames import Game, catalog, similarity, solve, verify
from oraclegames.conditional.two_by_two.alike import _clause, line_of, reached, similarities
from oraclegames.conditional.two_by_two.totally_mixed import odds_maps


def games(count, size):
    draw = random.Random(size)
    for _ in range(count):
        a, b = ([draw.randint(-size, size) for _ in range(4)] for _ in "AB")
        yield Game.from_arrays([a[:2], a[2:]], [b[:2], b[2:]])


@pytest.mark.parametrize("size", [1, 2, 5])
def test_the_formula_and_the_range_hold_at_every_point(size):
    for game in games(60, size):
        solution, maps = solve(game), odds_maps(game)
        groups = solution.sample_groups(9)
        for arc, group in zip(solution.interior.arcs, groups):
            for point in group:
                alike = similarities(point.distribution)
                if all(isinstance(p, Fraction) for p in point.distribution):
                    assert similarity(game, point.distribution).similarity == alike
                assert (alike[0] > 0) == (alike[1] > 0) and (alike[0] == 0) == (alike[1] == 0)
                for player, (s, value) in enumerate(zip(alike, point.values)):
                    line = line_of(maps[player])
                    found = reached(arc, maps, player)
                    assert (line is None) == (found is None)
                    if line is not None:
                        assert s == line[0] * value + line[1]
                        assert found[0] <= s <= found[1]


def test_the_dilemma_in_words_and_in_its_document():
    solution = solve("prisoners_dilemma")
    words = "each must think the other 1/2 likelier to play Cooperate if she plays Cooperate"
    assert str(solution).count(words) == 2
    document = solution.to_dict(4)
    points = [p for branch in document["interior"]["branches"] for p in branch["points"]]
    assert {tuple(p["similarity"]) for p in points} == {("1/2", "1/2")}
    points[0]["similarity"][1] = "1/3"
    assert "similarity" in str(verify(document))
    del points[0]["similarity"]  # as in earlier documents
    assert verify(document)


def test_each_player_has_a_range_of_her_own():
    text = str(solve(Game.from_arrays([[3, 0], [5, 1]], [[2, 7], [0, 1]])))
    likelier = "likelier to play move 1 if she plays move 1"
    assert f"player 1 must think player 2 1/3 to ≈0.3389 {likelier}" in text
    assert text.count(f"player 2 must think player 1 1/2 to 5/6 {likelier}") == 2


def test_words_for_opposites_and_for_both_signs():
    text = str(solve("battle_of_the_sexes"))
    assert "from 1 less likely to 2/3 likelier to play Boxing if she plays Boxing" in text
    opposite = Game.from_arrays([[0, 3], [1, 2]], [[0, 1], [3, 2]])
    assert "less likely" in str(solve(opposite)) or "no likelier" in str(solve(opposite))


def test_a_move_that_pays_the_same_whatever_happens_has_no_formula():
    assert "likelier" not in str(solve("chicken"))


def test_words_for_every_range():
    game, half, third = catalog.prisoners_dilemma(), Fraction(1, 2), Fraction(1, 3)
    words = {
        (-half, -third): "1/3 to 1/2 less likely",
        (third, half): "1/3 to 1/2 likelier",
        (-third, half): "from 1/3 less likely to 1/2 likelier",
        (-half, -half): "1/2 less likely",
        (third, third): "1/3 likelier",
        (Fraction(0), half): "0 to 1/2 likelier",
    }
    for ends, said in words.items():
        whole = f"{said} to play Cooperate if she plays Cooperate"
        assert _clause(game, 0, *ends) == whole
