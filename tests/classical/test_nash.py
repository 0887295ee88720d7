"""Nash equilibria against Gambit, against the definition, and against what is false."""

from __future__ import annotations

import copy
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oraclegames import Game, InputError, catalog, check, nash, read_result, verify
from oraclegames.certificates.verify import holds
from oraclegames.classical.nash_result import NashSet
from oraclegames.exact.linear_program import LinearProgram, Optimal
from oraclegames.exact.simplex import maximise
from tests.depth import some
from tests.strategies import games, wild_payoffs

TWO = games(min_players=2, max_players=2, max_outcomes=16)
HALF = Fraction(1, 2)


def by_gambit(game: Game) -> set:
    pygambit = pytest.importorskip("pygambit")
    found = set()
    for profile in pygambit.nash.enummixed_solve(game.to_gambit(), rational=True).equilibria:
        mixes = (tuple(Fraction(x) for _, x in profile[player]) for player in profile.game.players)
        found.add(tuple(mixes))
    return found


def is_nash(game: Game, profile) -> bool:
    """By the definition, in plain fractions."""
    for i, count in enumerate(game.shape):
        worth = [Fraction(0)] * count
        for o in game.outcomes():
            chance = Fraction(1)
            for j, s in enumerate(o):
                chance *= 1 if j == i else profile[j][s]
            worth[o[i]] += chance * game.payoff(i, o)
        if sum(x * w for x, w in zip(profile[i], worth)) < max(worth):
            return False
    return True


@settings(max_examples=some(32, 80), deadline=None)
@given(TWO)
def test_the_extreme_ones_are_gambits(game):
    found = nash(game)
    assert found.complete and found.verify()
    assert set(found.points) == by_gambit(game)


@settings(max_examples=some(10, 20), deadline=None)
@given(games(min_players=2, max_players=2, max_outcomes=12, payoffs=wild_payoffs))
def test_fractions_and_huge_numbers_change_nothing(game):
    plain = Game.from_arrays(*((2 * game.payoff_array(i) - 7).tolist() for i in (0, 1)))
    assert nash(game).points == nash(plain).points
    assert nash(game).verify()


@settings(max_examples=some(24, 60), deadline=None)
@given(TWO, st.randoms(use_true_random=False))
def test_a_profile_is_in_the_sets_iff_it_is_an_equilibrium(game, random):
    found = nash(game)
    tried = list(found.points)[:6]
    for _ in range(10):
        one, other = random.choice(found.points), random.choice(found.points)
        tried.append(tuple(tuple((a + b) / 2 for a, b in zip(x, y)) for x, y in zip(one, other)))
        tried.append((one[0], other[1]))
    for profile in tried:
        assert found.contains(*profile) == is_nash(game, profile)


def meet(one, other) -> bool:
    """Whether two hulls have a point in common, by a linear program."""
    size = len(one) + len(other)
    rows = [([x[k] for x in one] + [-y[k] for y in other], 0) for k in range(len(one[0]))]
    rows += [([1] * len(one) + [0] * len(other), 1), ([0] * len(one) + [1] * len(other), 1)]
    return isinstance(maximise(LinearProgram.of([0] * size, equal=rows)), Optimal)


@settings(max_examples=some(16, 40), deadline=None)
@given(TWO)
def test_components_are_what_hangs_together(game):
    parts = [(k, found) for k, part in enumerate(nash(game).components) for found in part]
    for (k, one), (j, other) in combinations(parts, 2):
        touch = all(meet(a, b) for a, b in zip(one.mixtures, other.mixtures))
        assert k == j or not touch
    for part in nash(game).components:
        reached, left = [part[0]], list(part[1:])
        while left:
            near = next(
                s for s in left if any(all(map(meet, s.mixtures, r.mixtures)) for r in reached)
            )
            left.remove(near)
            reached.append(near)


def test_shapes_values_and_words():
    found = nash("2,1 2,1; 0,0 3,1")
    point, segment = found.sets
    assert (point.dimension, segment.dimension) == (0, 1)
    assert segment.values == ((2, 2), (1, 1))
    assert segment.mixtures[1] == ((1, 0), (Fraction(1, 3), Fraction(2, 3)))
    assert "any mixture of" in str(found) and "there are no others" in str(found)
    square = nash("0,0 0,0; 0,0 0,0")
    assert [s.dimension for s in square.sets] == [2]
    assert square.contains([HALF, HALF], ["1/3", "2/3"])


def test_players_without_a_choice_stand_aside():
    game = Game.from_arrays([[[1, 2]], [[3, 0]]], [[[0, 0]], [[5, 5]]], [[[1, 1]], [[0, 4]]])
    found = nash(game)
    assert found.complete and found.verify()
    assert all(is_nash(game, profile) for profile in found.points)
    assert nash(Game.from_arrays([1, 1, 0])).sets[0].dimension == 1
    assert nash(Game.from_arrays([7])).complete


@pytest.mark.parametrize("seed", range(6))
def test_three_players_have_gambits_points(seed):
    pygambit = pytest.importorskip("pygambit")
    game = catalog.random_game(2, 2, 2, seed=seed + 20)
    found = nash(game)
    assert found.complete and found.verify()
    told = pygambit.nash.enumpoly_solve(game.to_gambit()).equilibria
    theirs = {
        tuple(round(float(x), 6) for player in e.game.players for _, x in e[player]) for e in told
    }
    ours = {tuple(round(float(x), 6) for mix in p for x in mix) for p in found.points}
    # of a continuum Gambit may tell one point, or none
    assert theirs <= ours and (theirs == ours or any(s.dimension for s in found.sets))
    for profile in found.distributions():
        assert check(game, profile, notion="nash")


# Two segments with a common end: each is told, and as one component with it.
CORNERED = Game.from_arrays(
    [[[4, 8], [0, 0]], [[1, 2], [7, 3]]],
    [[[0, 9], [3, 9]], [[2, 6], [7, 6]]],
    [[[3, 6], [0, 3]], [[3, 8], [3, 1]]],
)
# The end of a segment is an equilibrium of its own reasons.
ENDED = Game.from_arrays(
    [[[9, 8], [8, 9]], [[2, 9], [7, 3]]],
    [[[9, 7], [9, 6]], [[9, 5], [9, 6]]],
    [[[8, 3], [8, 8]], [[3, 4], [6, 1]]],
)


def test_sets_that_begin_alike_are_told_each():
    found = nash(CORNERED)
    assert sorted(len(part) for part in found.components) == [1, 3]
    assert found.contains([0, 1], ["3/10", "7/10"], [0, 1])  # between 2/3 and 5/7
    assert verify(found.to_dict()).assumed == ()


@pytest.mark.parametrize("k", range(3))
def test_each_set_of_a_component_is_asked_for(k):
    found = nash(CORNERED)
    (place,) = [c for c, part in enumerate(found.components) if len(part) == 3]
    lacking = verify(changed(found, lambda components: components[place].pop(k)))
    assert "there are other equilibria" in lacking.false
    apart = verify(changed(found, lambda components: components.append([components[place].pop(k)])))
    assert "hang together" in apart.false


def test_a_continuum_leaves_it_open_whether_there_are_others():
    found = nash(CORNERED)
    one = {"continuum": True, "dimension": 1, "mixtures": [[["1", "0"]]] * 3}
    told = verify(changed(found, lambda components: components[1][0].update(one)))
    assert told and "that there are no others" in told.assumed


def test_two_who_are_always_indifferent_fill_a_rectangle():
    first, second = [[[0, 1], [0, 2]], [[0, 0], [0, 0]]], [[[0, 1], [0, 0]], [[0, 2], [0, 0]]]
    found = nash(Game.from_arrays(first, second, [[[1, 0], [2, 0]], [[1, 0], [3, 1]]]))
    assert [one.dimension for one in found.sets] == [2]
    document = found.to_dict()
    assert verify(document).assumed == ()
    document["components"][0][0]["mixtures"][0][0] = ["1/2", "1/2"]
    document["components"][0][0]["values"][2] = ["1", "5/2"]
    told = verify(document)
    assert not told or "that there are no others" in told.assumed


def test_a_point_of_a_segment_is_no_component_of_its_own():
    found = nash(ENDED)
    assert len(found.components) == len(found.sets) == 1 and "1 component" in str(found)


def test_of_a_continuum_it_is_not_said_that_it_is_a_component():
    table = [[[1, 1], [1, 0]], [[1, 0], [1, 0]]]
    found = nash(
        Game.from_arrays(
            table, [[[0, 0], [1, 2]], [[2, 2], [0, 2]]], [[[1, 1], [0, 0]], [[2, 1], [1, 1]]]
        )
    )
    assert any(one.continuum for one in found.sets) and " sets of Nash" in str(found)


def random_ties(seed, shape):
    draw = Random(seed)
    size = draw.choice((1, 2, 4))
    outcomes = list(product(*map(range, shape)))
    tables = [{o: draw.randint(0, size) for o in outcomes} for _ in shape]
    return Game.from_arrays(*(_nested(table, shape) for table in tables))


def _nested(table, shape, start=()):
    if not shape:
        return table[start]
    return [_nested(table, shape[1:], (*start, k)) for k in range(shape[0])]


@pytest.mark.parametrize(
    ("seeds", "steps"),
    [(range(3), 3), pytest.param(range(6, 60), 5, marks=pytest.mark.slow)],
    ids=("few", "many"),
)
def test_more_players_equilibria_on_a_grid_are_in_the_sets(seeds, steps):
    grids = {
        count: [
            [Fraction(k, steps) for k in parts]
            for parts in product(range(steps + 1), repeat=count)
            if sum(parts) == steps
        ]
        for count in (2, 3)
    }
    shapes = [(2, 2, 2), (2, 2, 2), (3, 2, 2)]
    asked = 0
    for seed in seeds:
        game = random_ties(seed, shapes[seed % 3])
        found = nash(game)
        proof = verify(found.to_dict())
        assert proof, proof.false
        if any(one.continuum for one in found.sets) or not found.complete:
            continue
        for profile in product(*(grids[count] for count in game.shape)):
            assert found.contains(*profile) == is_nash(game, profile), (seed, profile)
        asked += 1
        for k in range(len(found.components)):
            fewer = changed(found, lambda components, k=k: components.pop(k))
            assert not verify(fewer) or verify(fewer).assumed, seed
    assert asked > len(seeds) // 2


MIXED = Game.from_arrays(
    [[[2, 3], [0, 2]], [[4, 3], [2, 0]]],
    [[[4, 0], [1, 3]], [[2, 2], [2, 0]]],
    [[[0, 4], [4, 0]], [[3, 2], [3, 0]]],
)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: c.pop(0), "there are other equilibria"),
        (lambda c: c.pop(1), "there are other equilibria"),
        (lambda c: c.append(c[0]), "a set is listed twice"),
        (lambda c: c.append(copy.deepcopy(c[0])), "a set is listed twice"),
        (lambda c: c[1].extend(c.pop()), "do not hang together"),
        (lambda c: c[0][0]["values"][1].__setitem__(0, "7/5"), "they are not its values"),
        (lambda c: c[0][0]["values"][1].__setitem__(1, "7/5"), "they are not its values"),
        (lambda c: c[0][0]["mixtures"][0][0].reverse(), "other equilibria"),
        (lambda c: c[0][0]["mixtures"][0][0].__setitem__(0, "1/2"), "no mixture"),
        (lambda c: c.append([{**c[0][0], "mixtures": [[["1/2", "1/2"]]] * 3}]), None),
        (
            lambda c: c.append([{**c[0][0], "mixtures": c[0][0]["mixtures"][::-1]}]),
            "it is no equilibrium",
        ),
        (lambda c: c[1][0]["mixtures"][0][0].reverse(), None),
    ],
)
def test_of_three_players_what_is_false_is_refused(change, why):
    found = nash(MIXED)
    assert verify(found.to_dict()).assumed == ()
    value = found.components[0][0].values[1][0]
    assert found.to_dict()["components"][0][0]["values"][1] == ["22/15"] * 2 and value == Fraction(
        22, 15
    )
    told = verify(changed(found, change))
    assert not told and (why is None or why in told.false)


def test_a_segment_may_be_told_in_two_parts():
    found = nash(MIXED)
    document = found.to_dict()
    (component,) = [c for c in document["components"] if len(c[0]["mixtures"][1]) > 1]
    first, last = (copy.deepcopy(component[0]) for _ in "12")
    first["mixtures"][1][1] = last["mixtures"][1][0] = ["1/3", "2/3"]
    for part in (first, last):
        part["values"] = [[str(v) for v in ends] for ends in values_of(part, found.game)]
    component[:] = [first, last]
    assert verify(document).assumed == ()
    component.pop()
    assert "there are other equilibria" in verify(document).false


def values_of(part, game):
    mixtures = [[tuple(map(Fraction, mix)) for mix in some] for some in part["mixtures"]]
    return NashSet(game, tuple(map(tuple, mixtures))).values


def test_an_irrational_equilibrium_is_a_number():
    found = nash(catalog.random_game(2, 3, 2, seed=3))
    mixed = [p for p in found.points if not all(isinstance(x, Fraction) for m in p for x in m)]
    assert mixed and all(sum(mix, Fraction(0)) == 1 for p in mixed for mix in p)
    proof = verify(found.to_dict())
    assert proof and "that there are no others" in proof.assumed


def test_a_continuum_of_three_players_has_its_dimension():
    tied = Game.from_arrays(*[[[[0, 0], [0, 0]], [[0, 0], [0, 0]]]] * 3)
    found = nash(tied)
    assert max(s.dimension for s in found.sets) >= 1
    assert verify(found.to_dict())


def test_the_budget_is_kept_and_pure_ones_are_told():
    found = nash(catalog.random_game(30, 30, seed=1), budget=0)
    assert found.status == "partial" and "stopped" in str(found)
    assert all(is_nash(found.game, p) for p in found.points) and verify(found.to_dict())
    several = nash(catalog.public_goods(4), budget=0)
    assert several.status == "partial" and len(several.points) >= 1


@pytest.mark.parametrize(
    "mixtures", [([1, 0],), ([1, 0], [1]), ([1, 1], [1, 0]), ([2, -1], [1, 0]), (["x", 0], [1, 0])]
)
def test_what_is_no_profile_is_refused(mixtures):
    with pytest.raises(InputError):
        nash("chicken").contains(*mixtures)


def changed(found, change) -> dict:
    document = copy.deepcopy(found.to_dict())
    change(document["components"])
    return document


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda c: c.pop(), "there are other equilibria"),
        (lambda c: c.append(c[0]), "a set is listed twice"),
        (lambda c: c[0].extend(c.pop()), "do not hang together"),
        (lambda c: c[0][0]["mixtures"][0].reverse(), None),
        (lambda c: c[-1][0]["mixtures"][1].append(["1/2", "1/2", "0"]), None),
        (lambda c: c[-1][0]["mixtures"][1].pop(), None),
        (lambda c: c[0][0]["values"][0].reverse(), None),
        (lambda c: c[0][0].update(dimension=2), "not that of the mixtures"),
        (lambda c: c[0][0].update(continuum=True), None),
    ],
)
def test_what_is_false_is_refused(change, why):
    found = nash("2,1 2,1 0,0; 0,0 3,1 3,1")
    document = changed(found, change)
    same = document["components"] == found.to_dict()["components"]
    assert holds(document) == same
    if why is not None:
        assert why in verify(document).false


def test_documents_are_read_back():
    for game in ("chicken", "0,0 0,0; 0,0 0,0", catalog.random_game(2, 3, 2, seed=3)):
        found = nash(game)
        assert read_result(found.to_json()) == found


def test_tables_have_a_row_for_each_extreme_one():
    found = nash("battle_of_the_sexes")
    frame = found.to_pandas()
    assert list(frame.columns[:3]) == ["component", "set", "Row: Boxing"]
    assert frame["value of Row"].tolist() == [3.0, 1.2, 2.0] or len(frame) == 3
    assert found.to_arrow(exact=True).column("Row: Boxing").to_pylist().count("3/5") == 1


def test_large_games_are_quick_enough_to_enumerate():
    found = nash(catalog.random_game(8, 8, seed=1))
    assert found.complete and verify(found.to_dict()).assumed == ()
