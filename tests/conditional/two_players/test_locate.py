"""Point location by the gain graph, against linear programs that know nothing of graphs."""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from math import comb, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, achieve, catalog, verify
from oraclegames.conditional.two_players.gain_graph import directed_cycles, sides
from oraclegames.conditional.two_players.locate import locate, product
from tests.depth import some
from tests.exact_reference import largest_smallest_probability
from tests.strategies import distributions, games, small_payoffs, wild_payoffs


def signs(game, player, value):
    m, n = game.shape
    table = [[game.payoff(player, (s, c)) - value for c in range(n)] for s in range(m)]
    return [[(v > 0) - (v < 0) for v in row] for row in table]


def assert_stiemke(game, values, y):
    gains = [
        sum(y[i][move] * (game.payoff(i, o) - values[i]) for i, move in enumerate(o))
        for o in game.outcomes()
    ]
    assert min(gains) >= 0 and max(gains) > 0


def assert_right(game, values):
    location = locate(game, values)
    assert location.inside == (largest_smallest_probability(game, values) > 0)
    if not location.inside:
        assert_stiemke(game, values, location.multipliers)
        assert location.reason in str(location)
        cycle = location.around
        assert all(a.head == b.tail for a, b in zip(cycle, (*cycle[1:], *cycle[:1])))
        assert product(cycle, game, values) >= 1
        return
    found = sides(signs(game, 0, values[0]), signs(game, 1, values[1]))
    assert len(found) == len(location.cycles) and location.reason == ""
    for side, cycle in zip(found, location.cycles):
        assert set(cycle) <= set(side.links)
        assert all(a.head == b.tail for a, b in zip(cycle, (*cycle[1:], *cycle[:1])))
        least = product(cycle, game, values)
        assert least < 1 or (least == 1 and side.closed)


@given(st.data())
@settings(max_examples=some(48, 120))
def test_any_values_are_decided_as_the_program_in_plain_fractions_does(data):
    payoffs = data.draw(st.sampled_from([small_payoffs, wild_payoffs]))
    game = data.draw(games(payoffs=payoffs, min_players=2, max_players=2, max_outcomes=12))
    outcomes = list(game.outcomes())
    weights = data.draw(st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any))
    picks = [data.draw(st.sampled_from(outcomes)) for _ in weights]
    values = tuple(
        sum(w * game.payoff(i, o) for w, o in zip(weights, picks)) / Fraction(sum(weights))
        for i in range(2)
    )
    assert_right(game, values)


@given(st.data())
@settings(max_examples=some(32, 80))
def test_values_of_equilibria_that_were_planted_are_reached(data):
    """Payoffs are shifted until a drawn totally mixed play is an equilibrium with values (0, 0)."""
    shape = data.draw(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2), (3, 3), (2, 4), (4, 3)]))
    game = data.draw(games(shape=shape))
    play = data.draw(distributions(game, totally_mixed=True))
    tables = []
    for player in range(2):
        table = game.payoff_array(player)
        for move in range(shape[player]):
            where = (slice(None),) * player + (move,)
            table[where] = table[where] - play.conditional_value(player, move)
        tables.append(table)
    planted = Game.from_arrays(*tables)
    assert locate(planted, (Fraction(0), Fraction(0))).inside
    moved = tuple(data.draw(st.sampled_from([Fraction(0), Fraction(1, 10**9)])) for _ in "xy")
    assert_right(planted, moved)


def test_the_sides_of_two_by_two_signs():
    """Two sides of one cycle each where every demand needs help, else one move is a side."""
    (side, *_) = sides([[1, -1], [-1, 1]], [[1, -1], [-1, 1]])
    assert len(list(directed_cycles(side))) == 1
    assert sorted(len(s.signs) for s in sides([[1, 1], [-1, 1]], [[1, -1], [1, -1]]))[0] == 1


def test_a_no_names_the_cycle_and_is_proved_without_a_program(monkeypatch):
    game = catalog.battle_of_the_sexes()

    def forbidden(*_, **__):
        raise AssertionError("no linear program is needed")

    monkeypatch.setattr("oraclegames.conditional.values.achieve.mix_all", forbidden)
    answer = achieve(game, "1,1/2")
    assert not answer.achievable and answer.verify() and verify(answer.to_json())
    assert answer.to_dict()["method"] == "the gain graph, exact"
    assert answer.reason == (
        "Row's and Column's demands around (Boxing, Ballet)→(Ballet, Ballet)→(Ballet, Boxing)"
        "→(Boxing, Boxing) cannot balance"
    )
    assert answer.reason in str(answer)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ("7,1", "Row's move Ballet cannot be worth 7: it never pays more, and sometimes less"),
        ("0,1", "Row's move Boxing cannot be worth 0: it never pays less, and sometimes more"),
    ],
)
def test_one_move_alone_can_be_the_reason(values, reason):
    assert achieve(catalog.battle_of_the_sexes(), values).reason == reason


def test_a_forged_certificate_of_the_gain_graph_is_refused():
    answer = achieve(catalog.battle_of_the_sexes(), "1,1/2")
    rows = (-answer.rows[0], *answer.rows[1:])
    assert not dataclasses.replace(answer, rows=rows).verify()
    assert not dataclasses.replace(answer, values=(Fraction(1), Fraction(1))).verify()


def test_a_large_game_is_decided_without_listing_its_cycles():
    size = 40
    row = [[(7 * s + 3 * c) % 41 for c in range(size)] for s in range(size)]
    column = [[(5 * s + 11 * c) % 43 for c in range(size)] for s in range(size)]
    game = Game.from_arrays(row, column)
    assert locate(game, (Fraction(20), Fraction(21))).inside
    assert not locate(game, (Fraction(1, 2), Fraction(21))).inside


@pytest.mark.parametrize(
    ("m", "n", "count"),
    [(2, 2, 1), (2, 3, 3), (3, 3, 15), (3, 4, 42), (4, 4, 204), (4, 5, 660)],
)
def test_how_many_cycles_there_are(m, n, count):
    """Each is walked from its least row, in both directions."""
    found = 0

    def onward(start, row, rows, columns):
        nonlocal found
        for column in set(range(n)) - columns:
            found += row != start  # back to the start
            for other in range(start + 1, m):
                if other not in rows:
                    onward(start, other, rows | {other}, columns | {column})

    for start in range(m):
        onward(start, start, {start}, set())
    assert found == 2 * count
    formula = sum(
        comb(m, k) * comb(n, k) * factorial(k) * factorial(k - 1) // 2
        for k in range(2, min(m, n) + 1)
    )
    assert formula == count
