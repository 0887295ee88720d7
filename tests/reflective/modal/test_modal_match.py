"""Matches and tournaments of agents that search for proofs."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from oraclegames import (
    Game,
    InputError,
    UnsupportedError,
    modal_agent,
    modal_match,
    modal_tournament,
    read_result,
    verify,
)
from oraclegames.agents import ModalAgent
from oraclegames.reflective.modal.modal_agents import CATALOGUE
from tests.reflective.modal.random_formulas import formula

PD = "prisoners_dilemma"
KNOWN = {
    # what the paper proves: FairBot, PrudentBot and the two rocks
    ("FairBot", "FairBot"): "CC",
    ("FairBot", "DefectBot"): "DD",
    ("FairBot", "CooperateBot"): "CC",
    ("FairBot", "PrudentBot"): "CC",
    ("PrudentBot", "PrudentBot"): "CC",
    ("PrudentBot", "CooperateBot"): "DC",
    ("PrudentBot", "DefectBot"): "DD",
    ("DefectBot", "CooperateBot"): "DC",
    ("CooperateBot", "CooperateBot"): "CC",
    ("DefectBot", "DefectBot"): "DD",
    # Löb: FairBots of different strength; a bot that trusts its own cooperation is a FairBot
    ("FairBot", "FairBot:3"): "CC",
    ("FairBot:2", "FairBot:5"): "CC",
    ("MagicBot", "FairBot"): "CC",
    ("JustBot", "FairBot"): "CC",
    # TrollBot asks what one does to DefectBot
    ("TrollBot", "CooperateBot"): "CC",
    ("TrollBot", "FairBot"): "DD",
    # nobody can have both FairBot and UnfairBot cooperate
    ("UnfairBot", "DefectBot"): "CD",
    ("UnfairBot", "CooperateBot"): "DC",
    ("UnfairBot", "FairBot"): "DD",
}


@pytest.mark.parametrize("pair", KNOWN)
def test_the_known_table(pair):
    for agents, moves in ((pair, KNOWN[pair]), (pair[::-1], KNOWN[pair][::-1])):
        found = modal_match(PD, *agents)
        assert "".join(move[0] for move in found.play) == moves
        assert found.payoffs == tuple(
            {"CC": (2, 2), "CD": (0, 3), "DC": (3, 0), "DD": (1, 1)}[moves]
        )


def test_who_cannot_be_exploited_is_not():
    draw = Random(5)
    crowd = [ModalAgent(f"bot{k}", formula(draw, 8)) for k in range(60)]
    found = modal_tournament(PD, [*crowd, "FairBot", "PrudentBot"])
    exploited = 0
    for other in found.names:
        for careful in ("FairBot", "PrudentBot"):
            assert found.cooperates(careful, other) <= found.cooperates(other, careful)
            if found.cooperates(careful, other):
                # a proof that the other cooperates, in PA: the other does, and provably in PA
                assert found.proved(other, careful) == 0
        exploited += found.cooperates(other, "DefectBot") if other != "DefectBot" else 0
    assert exploited  # there are some who can be


def test_nobody_makes_both_fairbot_and_unfairbot_cooperate():
    draw = Random(6)
    crowd = [ModalAgent(f"bot{k}", formula(draw, 8)) for k in range(60)]
    found = modal_tournament(PD, [*crowd, "FairBot", "UnfairBot"])
    for one in found.names:
        assert not (found.cooperates("FairBot", one) and found.cooperates("UnfairBot", one))


def test_moves_are_found_by_their_names():
    game = Game.from_arrays([[1, 3], [0, 2]], [[1, 0], [3, 2]], moves=[["D", "C"]] * 2)
    assert modal_match(game, "FairBot", "FairBot").play == ("C", "C")
    assert modal_match(game, "FairBot", "FairBot").payoffs == (2, 2)
    other = Game.from_arrays([[2, 0], [3, 1]], [[5, 7], [0, 1]], moves=[["up", "down"], ["l", "r"]])
    assert modal_match(other, "CooperateBot", "PrudentBot").play == ("up", "r")
    assert modal_match(other, "CooperateBot", "PrudentBot").payoffs == (0, 7)
    for moves in ([["x", "C"], ["C", "D"]], [["C", "D"], ["x", "C"]]):
        unclear = Game.from_arrays([[1, 2], [3, 4]], [[1, 2], [3, 4]], moves=moves)
        with pytest.raises(InputError, match=r"x, C of .* do not say which is to cooperate"):
            modal_match(unclear, "FairBot", "FairBot")


def test_agents_may_speak_of_each_other():
    found = modal_match(PD, "Ann = []them(Bob)", "Bob = []them(Ann) or []them(me)")
    assert found.names == ("Ann", "Bob")
    assert found.cooperates("Ann", "Bob") and found.cooperates("Bob", "Bob")
    mimic = modal_tournament(PD, ["mimic:PrudentBot", "PrudentBot", "CooperateBot"])
    assert not mimic.cooperates("mimic:PrudentBot", "CooperateBot")
    assert mimic.cooperates("mimic:PrudentBot", "PrudentBot")
    with pytest.raises(InputError, match="nothing depended on"):
        found.cooperates("Ann", "Carl")


def test_strength_of_proofs():
    found = modal_match(PD, "FairBot", "DefectBot")
    assert (found.proved("FairBot", "DefectBot"), found.proved("DefectBot", "FairBot")) == (1, 0)
    assert str(found).splitlines()[1:3] == [
        "  FairBot defects: PA+1 proves it",
        "  DefectBot defects: PA proves it",
    ]
    assert "at the worlds 0 to 1 (1 = yes" in str(found)
    for one, other in (("FairBot", "DefectBot"), ("DefectBot", "FairBot")):
        table = dict(modal_match(PD, one, other).columns())
        told = [table[f"{player}: proved by PA+"] for player in ("Row", "Column")]
        assert told == [[found.proved(one, other)], [found.proved(other, one)]]
    assert modal_match(PD, "FairBot:4", "DefectBot").proved("FairBot:4", "DefectBot") == 5


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: modal_match(PD, "X = []them(Nobody)", "FairBot"), "speaks of 'Nobody'"),
        (lambda: modal_match(PD, "X = []them(fairbot)", "FairBot"), "write 'FairBot'"),
        (lambda: modal_match(PD, "X = true", "X = false"), "two different agents"),
        (lambda: modal_match(PD, "FairBot = true", "X = false"), "of the catalogue"),
        (lambda: modal_tournament(PD, []), "at least one agent"),
        (lambda: modal_tournament(PD, ["FairBot", "fairbot"]), "two agents are 'FairBot'"),
    ],
)
def test_bad_agents_are_one_line(ask, why):
    with pytest.raises(InputError) as error:
        ask()
    assert why in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("game", ["rock_paper_scissors", "public_goods(3)"])
def test_other_shapes_are_not_done(game):
    with pytest.raises(UnsupportedError, match="two moves each"):
        modal_match(game, "FairBot", "FairBot")


def test_the_table_is_the_mean_over_both_seats():
    game = Game.from_arrays([[2, 0], [3, 1]], [["5", "17/2"], [0, 1]])
    found = modal_tournament(game, ["CooperateBot", "DefectBot"])
    gets = {line.name: line.payoff for line in found.table()}
    assert gets["CooperateBot"] == Fraction(2 + 0 + 5 + 0, 4)
    assert gets["DefectBot"] == (3 + 1 + Fraction(17, 2) + 1) / 4
    assert [line.rank for line in found.table()] == [1, 2]


def test_the_printed_table_says_what_each_does_and_from_which_strength_on():
    found = modal_tournament(PD, ["FairBot", "FairBot:3", "DefectBot"])
    lines = str(found).splitlines()
    start = lines.index("", 1) + 2
    assert [line.split() for line in lines[start : start + 4]] == [
        ["FairBot", "FairBot:3", "DefectBot"],
        ["FairBot", "C", "C", "D", "+1"],
        ["FairBot:3", "C", "C", "D", "+4"],
        ["DefectBot", "D", "D", "D"],
    ]
    means = [["1", "FairBot", "5/3"], ["1", "FairBot:3", "5/3"], ["3", "DefectBot", "1"]]
    assert [line.split() for line in lines[1:4]] == means


def test_a_tournament_is_all_its_matches():
    names = [*CATALOGUE, "FairBot:2", "mimic:JustBot"]
    found = modal_tournament("prisoners_dilemma(5,3,1,0)", names)
    for one in found.names:
        for other in found.names:
            met = modal_match("prisoners_dilemma(5,3,1,0)", one, other)
            assert met.payoffs == found.payoffs_of(one, other)
            assert met.proved(one, other) == found.proved(one, other)
    assert found.verify() and verify(found.to_json())
    assert read_result(found.to_json()) == found


def test_random_agents_are_verified():
    for seed in range(20):
        draw = Random(seed)
        pair = [ModalAgent(name, formula(draw, 10)) for name in ("A", "B")]
        found = modal_match("chicken", *pair)
        assert found.verify()
        assert read_result(found.to_json()) == found
        moves = found.to_dict()["moves"]
        wrong = ["Straight" if move == "Swerve" else "Swerve" for move in moves]
        assert not verify({**found.to_dict(), "moves": wrong})


def test_formulas_that_change_what_is_done_are_refused():
    true = modal_match(PD, "FairBot", "DefectBot").to_dict()
    true["agents"][1]["formula"] = ["true"]
    assert not verify(true)
    true["agents"][1]["formula"] = ["cooperates", "them", "me"]
    assert "outside every box" in str(verify(true).false)


def test_a_table_that_ends_too_early_is_refused():
    true = modal_match(PD, "WaitBot", "TrollBot").to_dict()
    assert verify(true)
    for row in true["worlds"]:
        row["cooperates"] = row["cooperates"][:2]
    assert "still changes" in str(verify(true).false)


def test_a_repeated_agent_by_formula_meets_itself():
    found = modal_match(PD, modal_agent("[]them(me)"), "[]them(me)")
    assert found.play == ("Cooperate", "Cooperate") and found.verify()


def test_a_match_in_which_one_pair_meets_is_read_back():
    found = modal_match(PD, "CooperateBot", "CooperateBot")
    assert read_result(found.to_json()) == found
    document = found.to_dict()
    for worlds in ([], [{**document["worlds"][0], "cooperates": []}]):
        with pytest.raises(InputError, match="at one world at least"):
            read_result({**document, "worlds": worlds})
