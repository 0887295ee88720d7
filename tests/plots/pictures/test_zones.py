"""The zone picture, by its numbers and its traces."""

from __future__ import annotations

import pytest

from oraclegames import Game, UnsupportedError
from oraclegames.plots import draw
from oraclegames.plots.pictures.zones import zone_info
from oraclegames.reflective.agents.delta_pareto import improving_moves
from oraclegames.reflective.agents.reading import Zones
from oraclegames.reflective.match.behaviour import LABELS
from oraclegames.reflective.match.match import match
from tests.reflective.prisoners import LARGE


def test_colours_are_what_the_programs_do():
    result = match(LARGE, "nelp:2", "demand:1/2", "1/12")
    info = zone_info(result)
    zones = Zones(result.delta)
    for player in (0, 1):
        seat, agent = result.seats[player], result.agents[player]
        for k in range(12):
            for m in range(12):
                readings = [zones.read(k, 2), zones.read(m, 2)]
                own, other = readings if player == 0 else readings[::-1]
                label = info.labels[info.codes[player][m][k]]
                output = agent.output(seat, own, other)
                moves = improving_moves(seat, own, other)
                if label == "punish":
                    assert output == seat.security.strategy
                elif label == "stay":
                    assert output == own.value and not moves
                else:
                    assert label == f"step to {LARGE.moves[0][min(moves)]}"
                    assert output != own.value


def test_fine_grids_are_thinned():
    info = zone_info(match(LARGE, "nelp", "nelp", "1/100"), most=30)
    assert len(info.centres[0]) == len(info.codes[0]) == len(info.codes[1][0]) == 25
    assert info.centres[0][1] == pytest.approx(0.045)


def test_the_figure_has_a_panel_for_each_agent():
    pytest.importorskip("plotly")
    result = match(LARGE, "nelp", "nicer", "1/20")
    info = zone_info(result)
    assert {code for row in info.codes[1] for code in row} == {info.labels.index("reply")}
    figure = draw(info)
    kinds = [trace.type for trace in figure.data]
    assert kinds.count("heatmap") == 2
    assert figure.layout.xaxis.title.text == "1 plays C"
    assert [note.text for note in figure.layout.annotations] == [
        "nelp (1)",
        "nicer (2)",
    ]


def test_the_legend_has_the_behaviours_and_points_that_occur():
    pytest.importorskip("plotly")
    info = zone_info(match(LARGE, "nelp", "defect", "1/20"))
    figure = draw(info, theme="dark", size="slides")
    shown = {trace.name for trace in figure.data if trace.showlegend is not False and trace.name}
    assert shown == {"stay", "step to C", "punish", "reply", "fixed points, random answers"}
    assert figure.layout.title.text == info.title == f"{LARGE.title}: nelp against defect"
    assert figure.layout.paper_bgcolor == "#14171C"


def test_moves_with_different_names_are_called_first_and_second():
    game = Game.from_arrays([[3, 0], [4, 1]], [[3, 4], [0, 1]], moves=[["a", "b"], ["c", "d"]])
    assert zone_info(match(game, "lp", "lp", "1/10")).labels == LABELS


def test_other_shapes_are_refused():
    game = Game.from_arrays([[1, 2]], [[0, 5]])
    with pytest.raises(UnsupportedError, match="two moves for each player"):
        zone_info(match(game, "lp", "lp", "1/10"))
