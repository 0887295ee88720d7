"""All notions side by side: inclusions on all small games, known rows, plays that are checked."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction as F

import numpy as np
import pytest

from oraclegames import (
    Distribution,
    Game,
    InputError,
    catalog,
    check,
    compare,
    ordinal_games,
    read_result,
    verify,
)
from oraclegames.conditional.compare.elimination import rationalizable, transparent
from oraclegames.errors import UnsupportedError
from tests.certificates.falsify import refused
from tests.depth import some

INSIDE = [
    *(("nash", "correlated"), ("correlated", "nash"), ("correlated", "coarse")),
    *(("coarse", "correlated"), ("nash", "individually-rational"), ("nash", "rationalizable")),
    *(("individually-rational", "dependency"), ("dependency", "subjective")),
    *(("subjective", "dependency"), ("embedded", "dependency"), ("reflective", "dependency")),
    *(("transparent", "dependency"), ("transparent", "rationalizable")),
]
"""For pure outcomes of 2×2 games."""

WELFARE = [
    *(("nash", "correlated"), ("correlated", "coarse"), ("nash", "dependency")),
    *(("nash", "individually-rational"), ("reflective", "dependency")),
]
"""Whose best is no better and whose worst is no worse."""


def binary_games():
    for bits in itertools.product((0, 1), repeat=8):
        yield Game.from_arrays([bits[:2], bits[2:4]], [bits[4:6], bits[6:]])


def check_inclusions(games):
    for game in games:
        found = compare(game)
        checked = verify(found.to_dict())
        assert found.status == "complete" and checked and checked.assumed == ()
        for small, large in INSIDE:
            assert set(found[small].pure) <= set(found[large].pure), (small, large, game)
        for small, large in WELFARE:
            few, many = found[small], found[large]
            if few.best is not None:
                assert few.best.value <= many.best.value, (small, large, game)
                assert few.worst.value >= many.worst.value, (small, large, game)


def test_inclusions_on_some_small_games():
    check_inclusions(itertools.islice(binary_games(), 0, None, 23))
    check_inclusions(list(ordinal_games())[::13])


@pytest.mark.slow
def test_inclusions_on_all_small_games():
    check_inclusions(binary_games())
    check_inclusions(ordinal_games())


APART = [
    ("nash", "embedded", "00000001", (0, 0)),
    ("nash", "reflective", "00000001", (0, 0)),
    ("embedded", "reflective", "00000111", (1, 0)),
    ("reflective", "embedded", "00000011", (0, 0)),
    ("reflective", "nash", "00000110", (0, 0)),
    ("reflective", "individually-rational", "00000110", (0, 0)),
    ("dependency", "rationalizable", "00010101", (0, 1)),
    ("reflective", "transparent", "00110110", (1, 1)),
    ("reflective", "rationalizable", "00110110", (1, 1)),
    ("nash", "transparent", "00011101", (0, 0)),
    ("rationalizable", "dependency", "00000111", (0, 0)),
]


@pytest.mark.parametrize(("one", "other", "bits", "outcome"), APART)
def test_a_smallest_game_tells_two_notions_apart(one, other, bits, outcome):
    b = [int(bit) for bit in bits]
    rows = compare(Game.from_arrays([b[:2], b[2:4]], [b[4:6], b[6:]]))
    assert outcome in rows[one].pure and outcome not in rows[other].pure


def test_the_dilemma():
    rows = compare("prisoners_dilemma")
    both = ((0, 0), (1, 1))
    pure = {row.notion: row.pure for row in rows.rows}
    assert pure["nash"] == pure["correlated"] == pure["coarse"] == ((1, 1),)
    assert pure["superrational"] == pure["transparent"] == ((0, 0),)
    for name in ("embedded", "reflective", "dependency", "subjective", "individually-rational"):
        assert pure[name] == both
    assert len(pure["rationalizable"]) == 4
    assert compare("prisoners_dilemma", "1/4")["b-similarity"].pure == ((1, 1),)
    assert compare("prisoners_dilemma", "3/4")["b-similarity"].pure == ((0, 0),)
    assert (rows["dependency"].best.value, rows["dependency"].worst.value) == (4, 2)


def test_best_and_worst_plays_are_equilibria():
    rng = np.random.default_rng(4)
    for shape in ((2, 2), (2, 3), (2, 2, 2)):
        for _ in range(3):
            game = Game.from_arrays(*rng.integers(-3, 4, size=(len(shape), *shape)))
            found = compare(game, budget=1)
            for row in found.rows:
                for end in (row.best, row.worst):
                    exact = end is not None and all(isinstance(p, F) for p in end.distribution)
                    if exact and end.attained and row.notion in ("nash", "correlated", "coarse"):
                        assert check(game, end.distribution, notion=row.notion)
                    if exact and end.attained and row.notion in ("dependency", "reflective"):
                        play = Distribution(game, end.distribution)
                        assert check(game, play, notion=row.notion)
            assert found.verify()


def test_rounds_of_elimination():
    game = Game.from_arrays([[3, 0, 1], [2, 2, 0], [9, 9, 9]], [[1, 2, 3], [1, 2, 3], [1, 2, 3]])
    assert rationalizable(game) == ((2, 2),)
    assert transparent(game) == ((2, 2),)
    assert transparent(catalog.public_goods(3)) == ()
    for ordinal in ordinal_games():
        assert len(transparent(ordinal)) <= 1  # no ties


def test_games_with_one_player_and_with_one_move():
    alone = compare(Game.from_arrays([1, 3, 2]))
    assert alone["nash"].pure == alone["dependency"].pure == ((1,),)
    single = compare(Game.from_arrays([[5]], [[6]]))
    assert {row.pure for row in single.rows if row.notion != "b-similarity"} >= {((0, 0),)}
    assert alone.verify() and single.verify()


def test_a_table_for_pandas():
    pandas = pytest.importorskip("pandas")
    frame = compare("chicken").to_pandas().set_index("notion")
    assert isinstance(frame, pandas.DataFrame)
    assert bool(frame.loc["dependency", "Swerve, Swerve"]) is True
    assert frame.loc["nash", "best"] == 9.0


def test_falsified_rows_are_refused():
    document = json.loads(compare("prisoners_dilemma").to_json())
    assert verify(document)
    for k, row in enumerate(document["rows"]):
        lie = json.loads(json.dumps(document))
        lie["rows"][k]["best"] = {**row["best"], "value": "5"}
        assert refused(lie)
        lie = json.loads(json.dumps(document))
        lie["rows"][k]["pure"] = lie["rows"][k]["pure"][:-1]
        assert refused(lie), row["notion"]
        lie = json.loads(json.dumps(document))
        del lie["rows"][k]
        assert refused(lie), row["notion"]
    for change in ({"status": "undetermined"}, {"b": "2"}, {"secured": []}):
        assert refused({**document, **change})
    document["secured"][0]["value"] = "2"
    assert refused(document)


@pytest.mark.parametrize("seed", range(some(8, 60)))
def test_of_larger_games_everything_that_is_decided_is_proved(seed):
    rng = np.random.default_rng(seed)
    shape = ((2, 3), (3, 3), (3, 3), (1, 4))[seed % 4]
    tables = rng.integers(-2, 3, size=(2, *shape))
    if seed % 4 == 2:
        tables[1] = tables[0].T
    found = compare(Game.from_arrays(*tables), F(int(rng.integers(4)), 3), budget=None)
    checked = verify(found.to_dict())
    open_ones = [row.notion for row in found.rows if row.among == "among those that are decided"]
    assert checked, checked
    left = [text for text in checked.assumed if "similarity)" not in text]
    assert not left or (open_ones and all("superrational)" in text for text in left))
    document = json.loads(found.to_json())
    assert read_result(document) == found
    for row in document["rows"]:
        if row["notion"] not in ("correlated", "coarse", "individually-rational"):
            continue
        best, worst = row["best"], row["worst"]
        needed = [k for k, y in enumerate(best.get("multipliers", [])) if y != "0"]
        for k in needed[:1]:
            kept, best["multipliers"][k] = best["multipliers"][k], "-1"
            assert refused(document)
            best["multipliers"][k] = kept
        if best["value"] != worst["value"]:
            row["best"] = {**best, **{key: worst[key] for key in ("value", "distribution")}}
            assert refused(document), row["notion"]
            row["best"] = best
    row = next(row for row in document["rows"] if row["notion"] == "coarse")
    listed = "multipliers" not in row["best"]  # of few outcomes, and in earlier versions
    row["best"].pop("multipliers", None)
    said = "that no other play has a better or worse sum (coarse)"
    assert (said in verify(document).assumed) != listed


def test_strategies_that_are_not_decided_are_not_called_all():
    rows = [[0, 0, 0], [1, -1, -1], [0, 0, 0]]
    found = compare(Game.from_arrays(rows, [*map(list, zip(*rows))]))
    row = found["b-similarity"]  # a part of a segment of strategies may be equilibria
    assert row.among == "among those that are decided" and found.verify()
    assert any("b-similarity" in text for text in verify(found.to_dict()).assumed)
    assert found["superrational"].among == "among all"


def test_alike_are_those_of_symmetric_games():
    document = json.loads(compare("prisoners_dilemma").to_json())
    document["game"]["payoffs"][1][0] = "7"
    assert "not symmetric" in str(verify(document)) or "others" in str(verify(document))


KINDS = [
    "among all",
    "among pure outcomes",
    "among each pure Nash equilibrium",
    "among each Nash equilibrium in which at most two players mix",
]


@pytest.mark.parametrize("game", ("prisoners_dilemma", "volunteers_dilemma(3)", "chicken"))
def test_which_equilibria_were_searched_follows_from_the_notion(game):
    document = json.loads(compare(game).to_json())
    for row in document["rows"]:
        said = row["among"]
        for other in KINDS:
            row["among"] = other
            weaker = row["notion"] == "nash" and other.startswith("among each")
            worst = {"chicken": 2, "volunteers_dilemma(3)": 3}.get(game, 0)  # as many mix in it
            mixing = worst > (2 if "two" in other else 0)
            assert refused(document) == (other != said and (not weaker or mixing))
        row["among"] = said


def test_a_row_that_falls_behind_its_own_pure_outcomes_is_refused():
    document = json.loads(compare("stag_hunt").to_json())
    assert verify(document)
    rows = {row["notion"]: row for row in document["rows"]}
    for name in ("nash", "correlated", "coarse", "dependency"):
        row = rows[name]
        for key, other in (("best", "worst"), ("worst", "best")):
            kept, row[key] = row[key], row[other]
            assert refused(document), (name, key)
            row[key] = None
            assert refused(document), (name, key)
            row[key] = kept


def test_bad_input_and_large_games():
    with pytest.raises(InputError, match="from 0 to 1"):
        compare("chicken", 2)
    with pytest.raises(InputError, match="there is no row 'nsah'"):
        compare("chicken")["nsah"]
    with pytest.raises(UnsupportedError, match="4096 outcomes"):
        compare(catalog.random_game(70, 70, seed=1))
    stopped = compare(catalog.coordination(4), budget=0)
    assert stopped.status == "partial" and stopped.verify()


def test_sums_that_differ_look_different():
    text = str(compare("newcomb"))
    assert "≈1000.9998" in text and "≈1001 " not in text


def test_many_outcomes_are_counted_in_words():
    text = str(compare("coordination(5)"))
    assert "… (all of 25)" in text and max(map(len, text.splitlines())) < 140
    rows = compare("coordination(5)")
    assert len(rows["dependency"].pure) == 25 and rows["nash"].pure == tuple(
        (k, k) for k in range(5)
    )


def larger(seed):
    rng = np.random.default_rng(seed)
    for shape in ((2, 3), (3, 3), (1, 3), (2, 2, 2), (1, 2, 2), (4,)):
        yield Game.from_arrays(*rng.integers(-1, 2, size=(len(shape), *shape)))


def test_pure_outcomes_of_larger_games_are_proved():
    beliefs = set()
    for game in larger(11):
        document = compare(game, budget=None).to_dict()
        checked = verify(document)
        assert checked and not any(
            f"({name})" in left
            for left in checked.assumed
            for name in ("embedded", "dependency", "reflective")
        )
        rows = {row["notion"]: row for row in document["rows"]}
        beliefs |= {item["evidence"]["kind"] for item in rows["embedded"].get("beliefs", ())}
        for name in ("embedded", "dependency", "reflective"):
            for outcome in ([labels[0] for labels in game.moves], [m[-1] for m in game.moves]):
                false = json.loads(json.dumps(document))
                row = next(row for row in false["rows"] if row["notion"] == name)
                other = [one for one in row["pure"] if one != outcome]
                row["pure"] = other if outcome in row["pure"] else [*other, outcome]
                assert refused(false), (name, outcome)
    assert beliefs == {"completion", "multipliers"}


def test_without_the_evidence_pure_outcomes_are_not_proved():
    game = Game.from_arrays([[1, 0, 1], [1, 1, 1]], [[1, 0, 1], [1, 0, 0]])
    document = compare(game).to_dict()
    old = json.loads(json.dumps(document))
    del old["searched"]
    beliefs = old["rows"][-4].pop("beliefs")
    assert set(verify(old).assumed) == {
        f"which pure outcomes are equilibria ({name})"
        for name in ("embedded", "dependency", "reflective")
    }
    false = json.loads(json.dumps(document))
    false["rows"][-4]["beliefs"] = beliefs[1:]
    assert refused(false)
    false["rows"][-4]["beliefs"] = beliefs
    false["rows"][0]["beliefs"] = beliefs
    assert refused(false)
    false = json.loads(json.dumps(document))
    false["searched"]["pure"] = false["searched"]["pure"][1:]
    assert refused(false)


@pytest.mark.parametrize("seed", range(some(6, 40)))
def test_of_more_players_who_are_alike_everything_is_proved(seed):
    rng = np.random.default_rng(seed)
    n = 3 + seed % 2
    pays = rng.integers(-3, 4, size=(2, n))  # of each move, by how many others make the second
    tables = np.zeros((n, *(2,) * n), dtype=int)
    for outcome in np.ndindex(*(2,) * n):
        for i in range(n):
            tables[(i, *outcome)] = pays[outcome[i]][sum(outcome) - outcome[i]]
    found = compare(Game.from_arrays(*tables), F(int(rng.integers(5)), 4), budget=None)
    checked = verify(found.to_dict())
    assert checked and not any("similarity" in t or "superrat" in t for t in checked.assumed)
    document = json.loads(found.to_json())
    rows = {row["notion"]: row for row in document["rows"]}
    for name in ("superrational", "b-similarity"):
        row = rows[name]
        for key, other in (("best", "worst"), ("worst", "best")):
            if row["best"] is None or row["best"]["value"] == row["worst"]["value"]:
                continue
            kept, row[key] = row[key], row[other]
            assert refused(document)
            row[key] = kept
        whole = [labels[seed % 2] for labels in found.game.moves]
        kept = row["pure"]
        row["pure"] = [one for one in kept if one != whole] if whole in kept else [whole]
        assert refused(document)
        row["pure"] = kept


def test_an_irrational_play_is_a_nash_equilibrium_or_refused():
    found = compare(catalog.volunteers_dilemma(3))
    document = json.loads(found.to_json())
    assert verify(document).assumed == () and "√" in str(document["rows"][0]["worst"])
    play = document["rows"][0]["worst"]["distribution"]
    play[1], play[2], play[4], play[3] = play[3], play[3], play[3], play[1]
    assert refused(document)


def test_curves_of_nash_equilibria_leave_their_ends_open():
    """Two are paid alike by both moves, the third by x + y − 1/2 for her second."""
    flat = [[[0, 0], [0, 0]], [[0, 0], [0, 0]]]
    game = Game.from_arrays(flat, flat, [[[0, -1], [0, 1]], [[0, 1], [0, 3]]])
    found = compare(game)
    assert found["nash"].among == "among each extreme Nash equilibrium"
    checked = verify(found.to_dict())
    assert checked and "that no other play has a better or worse sum (nash)" in checked.assumed
    document = json.loads(found.to_json())
    document["rows"][0]["among"] = "among all"
    assert "not proved" in str(verify(document))
