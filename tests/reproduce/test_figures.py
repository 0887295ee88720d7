"""Figures of claims: bitmaps with a caption that says what they show."""

from __future__ import annotations

import base64
import sys

import pytest

from oraclegames import MissingDependencyError
from oraclegames.reproduce import claims, figures

CLAIMS = {one.id: one for one in claims()}


def bitmap(figure):
    head, _, data = figure[0].partition(",")
    assert head == "data:image/png;base64"
    return base64.b64decode(data)


def test_a_claim_about_a_game_shows_its_equilibria():
    figure = figures.figure_of(CLAIMS["coedt/chicken"])
    assert bitmap(figure).startswith(b"\x89PNG")
    assert figure[1].startswith("Chicken: ")


def test_a_claim_about_a_match_shows_what_is_reached():
    figure = figures.figure_of(CLAIMS["match/yellow-yellow"], quick=True)
    assert bitmap(figure).startswith(b"\x89PNG")
    assert "demand:2 against demand:2, δ = 1/100" in figure[1]


def test_a_claim_about_coins_shows_both_plays():
    figure = figures.figure_of(CLAIMS["program/common-coins"])
    assert bitmap(figure).startswith(b"\x89PNG")
    assert "turns against turns, ε = 1/100: what programs" in figure[1]


def test_other_claims_have_none():
    assert figures.figure_of(CLAIMS["oracle/liar"]) is None


def test_a_claim_with_a_picture_has_what_is_drawn():
    for one in CLAIMS.values():
        needed = {
            "solution": {"game"},
            "match": {"games", "first", "second", "deltas"},
            "coins": {"game", "strategy", "epsilon"},
            "": set(),
        }
        assert needed[one.picture] <= set(one.defaults), one.id


def test_without_matplotlib_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingDependencyError, match=r"oraclegames\[plot\]"):
        figures.figure_of(CLAIMS["match/yellow-yellow"], quick=True)
