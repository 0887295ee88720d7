"""All against all."""

from __future__ import annotations

import csv
import dataclasses
import json
from fractions import Fraction

import pytest

from oraclegames import InputError, read_result
from oraclegames.certificates.part import Part
from oraclegames.certificates.tournament import check
from oraclegames.reflective.match.bargaining import RULES
from oraclegames.reflective.match.match import match
from oraclegames.reflective.programs.tournament import tournament
from tests.reflective.prisoners import SMALL, UNEVEN

NAMES = ["lp", "nelp", "demand:2", "nicer", "cooperate", "defect"]


@pytest.fixture(scope="module")
def result():
    return tournament(SMALL, NAMES, "1/40", workers=1)


def test_every_pairing_is_its_match(result):
    assert len(result.pairings) == len(NAMES) ** 2
    for i, first in enumerate(NAMES):
        for j, second in enumerate(NAMES):
            pairing, one = result.pairing(i, j), match(SMALL, first, second, "1/40")
            assert pairing.agents == (i, j)
            assert pairing.count == len(one.fixed_points)
            assert list(zip(pairing.worst, pairing.best)) == list(one.ranges())
            efficient = [point.payoffs[0] for point in one.pareto()]
            assert pairing.selected[0] == sum(efficient) / len(efficient)
            for rule, pair in zip(RULES, pairing.chosen, strict=True):
                settled = [p.payoffs for p in one.select(rule) or one.pareto()]
                means = tuple(sum(column) / len(settled) for column in zip(*settled))
                assert pair == means


def test_a_symmetric_game_gives_both_seats_the_same(result):
    for i in range(len(NAMES)):
        for j in range(len(NAMES)):
            assert result.pairing(i, j).best == result.pairing(j, i).best[::-1]


def test_the_table_is_ranked_by_the_selected_mean(result):
    table = result.table()
    assert sorted(line.name for line in table) == sorted(NAMES)
    assert [line.selected for line in table] == sorted(
        (line.selected for line in table), reverse=True
    )
    assert table[0].rank == 1
    assert table[-1].name == "cooperate"


def test_the_printed_table_has_a_line_for_each_agent_below_its_head(result):
    head, *lines = [line.split() for line in str(result).splitlines()[1 : len(NAMES) + 2]]
    assert head == ["rank", "agent", "Pareto", "worst", "best", *RULES]
    assert [line[:2] for line in lines] == [[str(one.rank), one.name] for one in result.table()]
    assert all(len(line) == len(head) for line in lines)


def test_two_processes_give_the_same_as_one(result):
    steps = []
    again = tournament(SMALL, NAMES, "1/40", workers=2, progress=steps.append)
    assert again == result
    assert [(step.done, step.total) for step in steps] == [(k, 36) for k in range(1, 37)]


def test_a_tournament_without_time_lists_all_pairings_as_undecided():
    none = tournament(SMALL, ["lp", "nelp"], "1/40", workers=1, budget=0)
    assert none.status == "partial" and none.pairings == () and none.table() == ()
    assert none.undecided == ((0, 0), (0, 1), (1, 0), (1, 1))
    assert none.to_dict()["undecided"] == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert "4 of 4 pairings are undecided" in str(none)
    with pytest.raises(InputError, match="no decided pairing"):
        none.pairing(0, 1)


def test_ctrl_c_keeps_the_pairings_that_are_done():
    def interrupt(step):
        if step.done == 3:
            raise KeyboardInterrupt

    some = tournament(SMALL, ["lp", "nelp"], "1/40", workers=1, progress=interrupt)
    assert (some.status, len(some.pairings), some.undecided) == ("partial", 3, ((1, 1),))
    assert some.verify() and "?" in str(some)


def test_a_tournament_verifies_and_notices_a_change(result):
    assert tournament(SMALL, ["nelp", "nicer"], "1/20", workers=1).verify()
    wrong = dataclasses.replace(result.pairings[0], count=1)
    assert not dataclasses.replace(result, pairings=(wrong,)).verify()


def test_documents_without_bargaining_rules_are_still_read_and_checked(result):
    older = result.to_dict()
    del older["securities"]
    for row in (*older["table"], *older["pairings"]):
        for rule in RULES:
            del row[rule]
    again = read_result(older)
    assert again.to_dict() == older and again.verify()
    halfway = {**older, "securities": result.to_dict()["securities"]}
    with pytest.raises(InputError, match="welfare"):
        check(Part(halfway))


def test_an_uneven_game_is_played_in_both_seats():
    one = tournament(UNEVEN, ["nelp", "defect"], "1/20", workers=1)
    assert one.pairing(0, 1).best != one.pairing(1, 0).best[::-1]
    (nelp,) = [line for line in one.table() if line.name == "nelp"]
    met = [one.pairing(0, 0), one.pairing(0, 0), one.pairing(0, 1), one.pairing(1, 0)]
    seats = [0, 1, 0, 1]
    assert nelp.worst == sum(p.worst[s] for p, s in zip(met, seats)) / 4


def test_files_hold_every_pairing(result, tmp_path):
    result.write(tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 36 and rows[1]["second"] == "nelp"
    assert Fraction(rows[1]["first best (exact)"]) == result.pairing(0, 1).best[0]
    result.write(tmp_path / "t.json")
    data = json.loads((tmp_path / "t.json").read_text())
    assert data == result.to_dict()
    assert data["schema"] == "oraclegames/tournament-2"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("agents", "says"), [([], "at least one agent"), (["lp", "lp"], "two agents"), (["x"], "agent")]
)
def test_a_wrong_list_is_refused(agents, says):
    with pytest.raises(InputError, match=says):
        tournament(SMALL, agents)
