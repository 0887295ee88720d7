"""Reflective equilibria: the promised sequences are built and looked at."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Distribution, Game
from oraclegames.conditional.trembles.face import Face
from oraclegames.conditional.trembles.levels import strict_levels
from oraclegames.conditional.trembles.regularity import same_values, strict_tremble
from tests.depth import some
from tests.strategies import games


def conditional_values(game, weights, player):
    """Σ w U / Σ w for every move of a player; a plain loop."""
    result = []
    for s in range(game.shape[player]):
        mass = sum(w for o, w in weights.items() if o[player] == s)
        gain = sum(w * game.payoff(player, o) for o, w in weights.items() if o[player] == s)
        result.append(gain / mass)
    return result


def small_steps(distribution, direction):
    """P + εQ, totally mixed, for an ε that keeps it positive."""
    weights = dict(zip(distribution.game.outcomes(), distribution.probabilities))
    change = dict(direction)
    limits = [weights[o] / -q for o, q in change.items() if q < 0]
    epsilon = min([Fraction(1), *limits]) / 2
    return {o: w + epsilon * change.get(o, 0) for o, w in weights.items()}


@given(st.data())
@settings(max_examples=some(60, 150))
def test_same_value_trembles_keep_all_played_moves_optimal(data):
    game = data.draw(games(max_outcomes=16))
    outcome = data.draw(st.sampled_from(list(game.outcomes())))
    point = Distribution.point(game, outcome)
    found = same_values(point)
    if found is None:
        return
    assert found.verify()
    weights = small_steps(point, found.direction)
    assert min(weights.values()) > 0
    for i, move in enumerate(outcome):
        values = conditional_values(game, weights, i)
        assert max(values) == values[move] == game.payoff(i, outcome)


def test_same_value_trembles_exist_along_the_segments_of_tied_games():
    stag = Game.from_arrays([[4, 0], [3, 3]], [[4, 3], [0, 3]])
    end = Distribution.of(stag, ["1/5", "1/15", "1/15", "2/3"])
    assert same_values(Distribution.of(stag, ["3/5", "1/5", "1/5", 0])) is not None
    assert same_values(end) is not None
    dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    assert same_values(Distribution.point(dilemma, (0, 0))) is None
    pennies = Game.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    assert same_values(Distribution.point(pennies, (0, 0))) is None


def test_a_tie_that_no_tremble_breaks_is_settled_by_equal_values():
    """Everybody indifferent: every distribution is reflective, and no level is strict."""
    game = Game.from_arrays([[1, 1], [1, 1]], [[2, 2], [2, 2]])
    for outcome in game.outcomes():
        point = Distribution.point(game, outcome)
        assert strict_levels(Face.of(point)).remaining
        assert same_values(point).verify()


# -- regularity ------------------------------------------------------------------------------------


def corrected_sequence(distribution, certificate, delta=1e-3, epsilon=1e-7):
    """One member of the sequence that the proof promises, by Newton's method in floats."""
    game = distribution.game
    face = Face.of(distribution)
    outcomes = list(game.outcomes())
    inside = [k for k, o in enumerate(outcomes) if all(m in s for m, s in zip(o, face.supported))]
    weights = np.array([float(p) for p in distribution.probabilities])
    for outcome, change in certificate.balance:
        weights[outcomes.index(outcome)] += delta * float(change)
    for order, level in enumerate(certificate.levels.levels, 1):
        for outcome, w in level:
            weights[outcomes.index(outcome)] += epsilon**order * float(w)
    weights[weights == 0] = epsilon ** (len(certificate.levels.levels) + 2)
    payoffs = [
        np.array([float(game.payoff(i, o)) for o in outcomes]) for i in range(game.n_players)
    ]
    member = [
        [np.array([o[i] == s for o in outcomes]) for s in range(game.shape[i])]
        for i in range(game.n_players)
    ]

    def values(w, i):
        return np.array([(w * payoffs[i] * row).sum() / (w * row).sum() for row in member[i]])

    for _ in range(8):
        rows, residual = [], []
        for i, moves in enumerate(face.supported):
            now = values(weights, i)
            slopes = [
                member[i][s] * (payoffs[i] - now[s]) / (weights * member[i][s]).sum() for s in moves
            ]
            rows += [slope - slopes[0] for slope in slopes[1:]]
            residual += [now[s] - now[moves[0]] for s in moves[1:]]
        if not rows:
            break
        step = np.linalg.lstsq(np.array(rows)[:, inside], -np.array(residual), rcond=None)[0]
        weights[inside] += step
    return weights, [values(weights, i) for i in range(game.n_players)], face


def assert_sequence_is_optimal(distribution, certificate):
    weights, values, face = corrected_sequence(distribution, certificate)
    assert weights.min() > 0
    assert np.abs(weights / weights.sum() - distribution.as_floats().ravel()).max() < 0.1
    for i, moves in enumerate(face.supported):
        best = values[i][list(moves)]
        assert np.ptp(best) < 1e-9
        others = [v for s, v in enumerate(values[i]) if s not in moves]
        assert all(v < best.min() - 1e-6 for v in others)


@pytest.mark.parametrize(
    ("tables", "probabilities"),
    [
        # The corner where two zeros meet inside the supported moves.
        (([[2, 0], [3, 1]], [[2, 3], [0, 1]]), "1/3,1/3,0,1/3"),
        (([[-1, -3], [0, -2]], [[-1, 0], [-3, -2]]), "1/3,0,1/3,1/3"),
        (([[3, 0], [0, 2]], [[2, 0], [0, 3]]), "2/5,1/5,0,2/5"),
        # The mixed equilibrium of a 2×2 block beside a bad third move.
        (([[3, 0], [0, 2], [-1, -1]], [[2, 0], [0, 3], [0, 0]]), "6/25,9/25,4/25,6/25,0,0"),
        (([[3, 0, 9], [0, 2, 9]], [[2, 0, -1], [0, 3, -1]]), "6/25,9/25,0,4/25,6/25,0"),
    ],
)
def test_strict_levels_with_regularity_give_sequences_of_optimal_play(tables, probabilities):
    played = Distribution.of(Game.from_arrays(*tables), probabilities)
    certificate = strict_tremble(played, strict_levels(Face.of(played)))
    assert certificate is not None
    assert certificate.verify()
    assert_sequence_is_optimal(played, certificate)


def test_random_equilibria_of_blocks_give_sequences_of_optimal_play():
    """Games in which a chosen distribution is worth the same under all moves that it plays."""
    random = np.random.default_rng(4)
    certified = 0
    for _ in range(60):
        shape = (3, 3)
        block = random.integers(0, 4, (2, 2))
        if (block.sum(axis=0) == 0).any() or (block.sum(axis=1) == 0).any():
            continue
        total = int(block.sum())
        table = [[Fraction(0)] * 3 for _ in range(3)]
        for r in range(2):
            for c in range(2):
                table[r][c] = Fraction(int(block[r, c]), total)
        tables = []
        for player in (0, 1):
            payoffs = random.integers(-3, 4, shape).astype(object)
            for s in range(2):
                cells = [(s, k) if player == 0 else (k, s) for k in range(2)]
                last = next(cell for cell in cells if table[cell[0]][cell[1]])
                payoffs[last] = 0
                gain = sum((table[r][c] * payoffs[r, c] for r, c in cells), Fraction(0))
                payoffs[last] = -gain / table[last[0]][last[1]]
            tables.append(payoffs)
        played = Distribution.of(Game.from_arrays(*tables), table)
        assert played.values == (0, 0)
        levels = strict_levels(Face.of(played))
        certificate = strict_tremble(played, levels)
        if certificate is not None:
            certified += 1
            assert certificate.verify()
            if not certificate.balance:
                assert_sequence_is_optimal(played, certificate)
    assert certified >= 10


def test_a_fold_is_not_regular():
    """On an edge whose two cells pay the same to everybody no first-order correction exists."""
    battle = Game.from_arrays([[3, 0], [0, 2]], [[2, 0], [0, 3]])
    played = Distribution.of(battle, "0,1/2,1/2,0")
    assert strict_tremble(played, strict_levels(Face.of(played))) is None


def test_false_evidence_is_refused():
    dilemma = Game.from_arrays([[2, 0], [3, 1]], [[2, 3], [0, 1]])
    corner = Distribution.of(dilemma, "1/3,1/3,0,1/3")
    found = strict_tremble(corner, strict_levels(Face.of(corner)))
    assert found.verify()
    assert not replace(found, balance=()).verify()
    assert not replace(found, offsets=tuple(x + 1 for x in found.offsets)).verify()
    assert not replace(found, distribution=Distribution.point(dilemma, (0, 0))).verify()
    stag = Game.from_arrays([[4, 0], [3, 3]], [[4, 3], [0, 3]])
    same = same_values(Distribution.of(stag, "3/5,1/5,1/5,0"))
    assert same.verify()
    assert not replace(same, direction=()).verify()
    assert not replace(same, direction=(*same.direction, ((0, 0), Fraction(1)))).verify()
    assert not replace(same, direction=(((1, 1), Fraction(-1)),)).verify()
    assert replace(same, direction=(((1, 1), Fraction(7)),)).verify()
    assert not replace(same, distribution=Distribution.point(stag, (0, 1))).verify()
