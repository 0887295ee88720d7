"""Documents that take long, the page, sweeps, claims: budgets and Ctrl-C, in steps."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import oraclegames
from oraclegames import Game, catalog
from oraclegames.explorer.answers import answer
from oraclegames.explorer.larger import BUDGET
from oraclegames.reproduce.run import run_claims
from oraclegames.sweep.run import run_sweep
from tests.steps import counted
from tests.test_budget import DILEMMA, MOST_AFTER, MOST_BETWEEN, SQUARE, TWO

VOLUNTEERS = partial(oraclegames.match, catalog.volunteers_dilemma(3), delta="1/3", epsilon="1/2")
RESULTS: dict[str, Callable[[], Any]] = {
    "solve": partial(oraclegames.solve, TWO),
    "pieces": lambda: oraclegames.solve(TWO).whole,
    "region": partial(oraclegames.region, TWO),
    "match": partial(oraclegames.match, DILEMMA, "lp", "nelp", "1/30", "1/3"),
    "match of three": partial(VOLUNTEERS, "nicer", "lp", "nelp"),
    "match at 0": partial(oraclegames.match, DILEMMA, "lp", "nelp", delta=0),
}
REPLAYED: dict[str, Callable[[], Any]] = {
    "match": RESULTS["match"],
    "match of three": partial(VOLUNTEERS, "lp", "lp", "lp"),
    "correlated": partial(oraclegames.correlated, SQUARE, vertices=True),
    "oracles": lambda: oraclegames.solve_oracles(oraclegames.nash_machines(SQUARE)),
    "program_equilibrium": partial(
        oraclegames.program_equilibrium, DILEMMA, "nelp", "cooperate", "1/10", "1/3"
    ),
}


@cache
def result(name: str) -> Any:
    """What is written."""
    return RESULTS[name]()


@cache
def document(name: str) -> dict[str, Any]:
    """What is re-checked."""
    found: dict[str, Any] = REPLAYED[name]().to_dict()
    return found


def is_marked(written: dict[str, Any]) -> bool:
    """Whether a document says that it is not whole, or was not re-checked."""
    parts = [written, *written.get("pieces", ())]
    left_out = any(part.get("left_out") or part.get("status") == "partial" for part in parts)
    return left_out or written.get("verified", True) is None


@pytest.mark.parametrize("name", RESULTS)
def test_writing_keeps_its_budget(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, steps = counted(monkeypatch, partial(result(name).to_dict, budget=None))
    assert steps.longest <= MOST_BETWEEN
    for budget in {0, len(steps.readings) // 2}:
        write = partial(result(name).to_dict, budget=budget)
        written, done = counted(monkeypatch, write)
        assert done.after(budget) <= MOST_AFTER
        assert is_marked(written) or written == whole
        assert "schema" not in written or oraclegames.verify(written)


@pytest.mark.parametrize("name", REPLAYED)
def test_ctrl_c_ends_a_check_without_a_verdict(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a true document nothing false is said, and of a broken-off check nothing at all."""
    check = partial(oraclegames.verify, document(name), complete=True)
    assert check()  # what is kept from then on is not counted
    _, steps = counted(monkeypatch, check)
    for stop in (steps.steps // 2, steps.steps):
        with pytest.raises(KeyboardInterrupt):
            counted(monkeypatch, check, stop)


@pytest.mark.parametrize("page", ["equilibria", "words"])
def test_the_page_keeps_its_budget(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    payoffs = np.random.default_rng(5).integers(-9, 10, size=(2, 4, 4))
    game = Game.from_arrays(*payoffs)
    fields = "&".join(
        f"{key}={','.join(str(u) for row in table for u in row)}"
        for key, table in zip("ab", payoffs.tolist())
    )
    fields += "".join(f"&rows={k}&cols={k}" for k in range(game.shape[0]))
    shown, steps = counted(monkeypatch, partial(answer, page, fields))
    assert shown.status == 200
    assert steps.after(int(BUDGET)) <= 10 * MOST_AFTER  # drawing is no part of it


SPEC: dict[str, Any] = {"family": {"kind": "random", "count": 60, "seed": 3}, "partition": 20}


def sweep(folder: Path, **rest: Any) -> Any:
    """A sweep in this process, or what is left of it."""
    return run_sweep(SPEC, folder, workers=1, **rest)


def test_a_sweep_that_was_stopped_is_whole_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sweep(tmp_path / "first").complete
    whole, steps = counted(monkeypatch, partial(sweep, tmp_path / "whole"))
    assert whole.complete and whole.verify()
    for part in (1, 2, 3):
        folder = tmp_path / str(part)
        try:
            stopped, _ = counted(monkeypatch, partial(sweep, folder), steps.steps * part // 4)
            assert stopped.verify() and not stopped.complete
        except KeyboardInterrupt:
            pass
        again = sweep(folder)
        assert again.complete and again.verify() and again.checksum == whole.checksum
    late, done = counted(monkeypatch, partial(sweep, tmp_path / "late", budget=0))
    assert late.written == 0 and late.verify() and done.after(0) <= MOST_AFTER


def test_claims_that_were_not_reached_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = partial(run_claims, "oracle/self-trust", quick=True)
    assert ask().holds
    whole, steps = counted(monkeypatch, ask)
    assert whole.holds and whole.verify()
    stopped, _ = counted(monkeypatch, ask, steps.steps // 2)
    assert stopped.status == "partial" and stopped.verify() and not stopped.holds
    late, done = counted(monkeypatch, partial(ask, budget=0))
    assert late.status == "partial" and late.verify() and done.after(0) <= MOST_AFTER
