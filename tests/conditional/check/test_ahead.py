"""Pure outcomes that several processes look at: the same list, whatever their number."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from oraclegames import Distribution, Game, InputError, catalog, pure_equilibria, solve
from oraclegames.budget import Clock, Progress
from oraclegames.conditional.check import ahead
from oraclegames.conditional.check.alike import Alike
from oraclegames.conditional.check.parcels import packed, unpacked
from oraclegames.conditional.check.pure import search_pure
from oraclegames.conditional.trembles.face import Face
from tests.here import Here


def tied(*shape: int, top: int = 3, seed: int = 1) -> Game:
    tables = np.random.default_rng(seed).integers(0, top, (len(shape), *shape))
    return Game.from_arrays(*tables)


GAMES = {
    "tied": tied(2, 2, 2, 2, 2, 2, top=4),
    "tied, of two players": tied(6, 7),
    "coordination": catalog.coordination(6),
    "public goods": catalog.public_goods(6),
    "small": tied(2, 2, 3, top=2),
    "of two moves each": catalog.chicken(),
}


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr(ahead, "Workers", Here)


@pytest.mark.parametrize("name", GAMES)
def test_the_list_is_the_same_whoever_looks(here, name):
    game = GAMES[name]
    alone, together = pure_equilibria(game), pure_equilibria(game, workers=3)
    assert together == alone
    assert together.to_dict() == alone.to_dict()
    assert together.found[0].game is game


def test_two_processes_give_the_same_list():
    game, steps = GAMES["tied"], list[Progress]()
    assert pure_equilibria(game, workers=2, progress=steps.append) == pure_equilibria(game)
    assert {step.what for step in steps} == {"outcomes", "pure equilibria: reflective or not"}
    assert all(0 <= step.done <= (step.total or 0) for step in steps)


@pytest.mark.parametrize("workers", [0, -2, True, 1.5, "2", None])
def test_workers_are_a_whole_number(workers):
    with pytest.raises(InputError, match="whole number of workers, at least 1") as caught:
        pure_equilibria(GAMES["small"], workers=workers)
    assert "\n" not in str(caught.value)
    with pytest.raises(InputError, match="whole number of workers"):
        solve(catalog.chicken(), workers=workers)


@pytest.mark.parametrize("calls", [0, 5, 29, 48])
@pytest.mark.parametrize("end", ["Ctrl-C", "budget"])
def test_what_was_looked_at_is_kept_at_the_end_of_time(here, monkeypatch, end, calls):
    """30 outcomes pay enough, and all are equilibria; then it is asked if they are reflective."""
    game, clock, seen = GAMES["tied, of two players"], Clock(None), []

    def stop(now: Progress) -> None:
        seen.append(now)
        if len(seen) > calls:
            if end == "Ctrl-C":
                raise KeyboardInterrupt
            clock.stop()

    whole = pure_equilibria(game)
    monkeypatch.setattr(ahead, "_MOST", 1)
    found = search_pure(game, clock, stop, 2)
    assert found.status == "partial"
    assert len(found) + len(found.excluded) + len(found.undecided) == 30
    known = {pure.outcome: pure for pure in whole}
    late = [pure for pure in found if "time" in pure.reason]
    assert all(pure == known[pure.outcome] for pure in found if pure not in late)
    assert late or found.undecided
    assert found.verify()
    if calls == 48:
        assert not found.undecided and 0 < len(late) < len(found)
    if calls == 5:
        assert found and found.undecided


def test_with_one_worker_nobody_looks_ahead():
    pairs = Alike(GAMES["small"])
    with ahead.Ahead(pairs, 1) as none:
        assert none.levels(list(pairs.game.outcomes()), Clock(None), print) == {}
        none.look(list(pairs.game.outcomes()), Clock(None), print)
    assert not pairs.looked and not pairs.ready


def test_a_parcel_holds_everything_but_the_game():
    game = GAMES["tied"]
    face = Face.at(game, (0,) * 6)
    assert face.gains.rows and face.by_move  # what it keeps is left behind too
    mixed = Distribution.of(game, {(0,) * 6: "1/3", (1,) * 6: "2/3"})
    other = tied(2, 2)
    values = [face, Distribution.point(game, (1,) * 6), mixed, Face.at(other, (1, 0)), "text"]
    parcel = packed(game, values)
    assert unpacked(game, parcel) == values
    assert unpacked(game, parcel)[0].game is game
    assert unpacked(game, parcel)[3].game is not game
    assert len(packed(game, values[:2])) < 400 < len(pickle.dumps(game))
