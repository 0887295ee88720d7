"""HiGHS prints nothing, not even while a solver is made, and solvers are made in one place."""

from __future__ import annotations

from pathlib import Path

import oraclegames
from oraclegames.budget import Clock
from oraclegames.exact.highs import float_optimum, new_solver


def test_a_solver_is_silent_before_it_can_say_anything(monkeypatch, capfd):
    import highspy

    said = []

    def talkative(self, *parts):
        said.append(self.getOptionValue("output_flag")[1])
        return original(self, *parts)

    original = highspy.Highs.setCallback if hasattr(highspy.Highs, "setCallback") else None
    monkeypatch.setattr(highspy.Highs.__mro__[1], "setCallback", talkative, raising=False)
    solver = new_solver()
    assert said == [False]
    assert solver.getOptionValue("output_flag")[1] is False
    solver.run()
    assert capfd.readouterr() == ("", "")


def test_solvers_are_made_in_one_place():
    for path in Path(oraclegames.__file__).parent.rglob("*.py"):
        assert path.name == "highs.py" or "highspy.Highs(" not in path.read_text("utf-8"), path


def test_a_program_that_takes_too_many_steps_has_no_answer():
    costs = [3.0, 2.0, 4.0]
    rows = [{0: 1.0, 1: 1.0, 2: 2.0}, {0: 2.0, 2: 3.0}, {0: 2.0, 1: 1.0, 2: 3.0}]
    for steps, answered in ((None, True), (100, True), (0, False)):
        found = float_optimum(costs, rows, [4.0, 5.0, 7.0], clock=Clock(None), steps=steps)
        assert (found is not None) == answered
