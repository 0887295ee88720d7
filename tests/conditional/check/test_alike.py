"""Verdicts do not depend on names: outcomes that are alike get the same answer, with evidence."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from oraclegames import Distribution, Game, catalog, check, pure_equilibria
from oraclegames.conditional.check.alike import Renaming, form, gains_around
from oraclegames.conditional.trembles.shifts import NoShifts


def renamed(game, rng):
    """The same game with players and moves in another order, and where each outcome went."""
    players = rng.permutation(game.n_players)
    moves = [rng.permutation(game.shape[i]) for i in players]
    tables = [np.array(game.payoff_list(i), dtype=object).reshape(game.shape) for i in players]
    tables = [table.transpose(players)[np.ix_(*moves)] for table in tables]

    def there(outcome):
        places = (int(np.flatnonzero(m == outcome[i])[0]) for i, m in zip(players, moves))
        return tuple(places)

    return Game.from_arrays(*tables), there


NAMED = {
    "coordination": catalog.coordination(5),
    "three players meet": Game.from_arrays(
        *[[[[int(a == b == c) for c in range(3)] for b in range(3)] for a in range(3)]] * 3
    ),
    "all match": catalog.all_match(4),
    "rock paper scissors": catalog.rock_paper_scissors(),
    "public goods": catalog.public_goods(4),
    "stag hunt": catalog.stag_hunt(),
}


def random_tied_games():
    rng = np.random.default_rng(14)
    shapes = [(2, 3), (3, 3), (2, 2, 2), (2, 4), (3, 2, 2)]
    for k in range(25):
        shape = shapes[k % len(shapes)]
        yield Game.from_arrays(*[rng.integers(0, 2 + k % 2, shape) for _ in shape])


@pytest.mark.parametrize("game", [*NAMED.values(), *random_tied_games()])
def test_verdicts_are_invariant_under_renaming(game):
    rng = np.random.default_rng(game.n_outcomes)
    answers = {pure.outcome: pure.reflective for pure in pure_equilibria(game)}
    other, there = renamed(game, rng)
    found = pure_equilibria(other)
    assert {there(outcome): answer for outcome, answer in answers.items()} == {
        pure.outcome: pure.reflective for pure in found
    }
    assert found.verify()
    # The same as when each outcome is asked for itself.
    for outcome, answer in list(answers.items())[:4]:
        assert check(game, Distribution.point(game, outcome)).reflective == answer


@pytest.mark.parametrize(("name", "classes"), [("coordination", 2), ("all match", 3)])
def test_forms_find_the_outcomes_that_are_alike(name, classes):
    """Everybody at one place or not; all alike, one apart, or two and two."""
    game = NAMED[name]
    forms = {form(gains_around(game, o), o).tables for o in game.outcomes()}
    assert len(forms) == classes


def test_two_demands_are_enough_where_players_meet_at_different_places():
    """Player 1 needs (1, 1) to be likelier than (2, 2), player 2 the contrary."""
    for size in (4, 5, 8):
        game = catalog.coordination(size)
        verdict = check(game, Distribution.point(game, (0, 1)))
        assert (verdict.verdict, verdict.reflective) == ("yes", "no")
        proof = verdict.to_dict()["reflective_certificate"]["proof"]
        assert len(proof["choices"]) == 1
        assert len(proof["choices"][0]["then"]["choices"]) == 1
        assert verdict.verify()


def test_outcomes_that_are_alike_have_one_verdict_where_three_players_meet():
    game = NAMED["three players meet"]
    answers = {
        o: check(game, Distribution.point(game, o)).reflective for o in product(range(3), repeat=3)
    }
    assert {o: a for o, a in answers.items() if a != "no"} == {(k, k, k): "yes" for k in range(3)}


def test_evidence_is_carried_over_whatever_its_kind():
    """Renamed by hand, every certificate re-checks itself at the other outcome."""
    rng, kinds = np.random.default_rng(3), set()
    for game in [*NAMED.values(), *random_tied_games()]:
        other, there = renamed(game, rng)
        if game.shape == (2, 2):
            continue
        for pure in pure_equilibria(game):
            known = pure.certificate.reflective_certificate
            start = form(gains_around(game, pure.outcome), pure.outcome)
            end = form(gains_around(other, there(pure.outcome)), there(pure.outcome))
            if known is not None and start.tables == end.tables:
                renaming = Renaming(other, there(pure.outcome), start, end)
                carried = renaming.evidence(known, Distribution.point(other, renaming.outcome))
                if isinstance(known, NoShifts):  # it goes through the players in their order
                    assert carried is None
                    continue
                assert type(carried) is type(known)
                assert carried.verify()
                kinds.add(type(known).__name__)
    assert kinds >= {"StrictTremble", "Orders", "NoOrders"}
