"""The picture of a phase diagram in one parameter."""

from __future__ import annotations

import pytest

from oraclegames import phases
from oraclegames.conditional.phases.phases import QUESTIONS
from oraclegames.plots import draw, save, strip_info
from oraclegames.plots.pictures.strip import Bar, strip_plane

PD = "prisoners_dilemma(t,2,1,0)"


def test_strips_are_where_the_answers_hold():
    info = strip_info(phases(PD, low=2, high=6))
    assert info.strips == (
        ("one arc", (Bar(2, 2, True, True),)),
        ("two crossing arcs", (Bar(2, 6, False, True),)),
    )
    assert info.ends == ((2.0, "2"), (6.0, "6"))


def test_strips_go_on_through_phases_that_differ_elsewhere():
    info = strip_info(phases(PD, "notions", low=1, high=6))
    strips = dict(info.strips)
    assert strips["Cooperate, Cooperate: embedded"] == (Bar(1, 6, True, True),)
    assert strips["Cooperate, Cooperate: nash"] == (Bar(1, 2, True, True),)
    alike = dict(strip_info(phases(PD, "similar", low=2, high=6)).strips)
    assert set(alike) == {"Cooperate", "Defect", "Cooperate and Defect"}


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q != "welfare"])
def test_it_is_drawn_and_saved(question, tmp_path):
    found = phases(PD, question, low=2, high=6)
    info = strip_info(found)
    plane = strip_plane(info)
    assert len(plane.names) == len(info.strips) and plane.axes == ("t", "")
    figure = draw(info)
    assert list(figure.layout.yaxis.ticktext) == [name for name, _ in info.strips]
    assert found.plot().to_dict() == figure.to_dict()
    for ending in ("svg", "json"):
        assert save(info, tmp_path / f"picture.{ending}").stat().st_size > 1000


def test_open_and_closed_ends_look_different():
    _, holds, until = strip_plane(strip_info(phases(PD, low=2, high=6))).layers
    assert holds.points == ((2.0, 2.0), (6.0, 1.0)) and until.points == ((2.0, 1.0),)


def test_time_that_ended_and_many_ends():
    stopped = strip_info(phases(PD, low=2, high=6, budget=0))
    assert [name for name, _ in stopped.strips] == ["not asked"]
    assert draw(stopped)
