"""Meetings of modal agents, read back from their documents."""

from __future__ import annotations

from oraclegames.certificates.part import Part, game_of
from oraclegames.reflective.modal.formulas import Formula
from oraclegames.reflective.modal.frames import Worlds
from oraclegames.reflective.modal.modal_agents import ModalAgent
from oraclegames.reflective.modal.modal_match import ModalMatch
from oraclegames.reflective.modal.modal_tournament import ModalTournament


def read_modal_match(document: Part) -> ModalMatch:
    """The answer of ``modal_match``."""
    document["agents"].items(2)
    return ModalMatch(
        game_of(document["game"]),
        _agents(document["agents"]),
        _agents(document["others"]),
        _worlds(document["worlds"]),
    )


def read_modal_tournament(document: Part) -> ModalTournament:
    """The answer of ``modal_tournament``."""
    return ModalTournament(
        game_of(document["game"]),
        _agents(document["agents"]),
        _agents(document["others"]),
        _worlds(document["worlds"]),
    )


def _agents(part: Part) -> tuple[ModalAgent, ...]:
    return tuple(ModalAgent(item["name"].text(), _formula(item["formula"])) for item in part)


def _formula(part: Part) -> Formula:
    kind = part[0].word(*_PARTS)
    inside = part.items(1 + _PARTS[kind])[1:]
    return (kind, *(item.text() if kind == "cooperates" else _formula(item) for item in inside))


_PARTS = {"true": 0, "false": 0, "not": 1, "box": 1, "cooperates": 2} | dict.fromkeys(
    ("and", "or", "implies", "iff"), 2
)


def _worlds(part: Part) -> Worlds:
    items = part.items()
    pairs = tuple((item["agent"].text(), item["against"].text()) for item in items)
    truth = tuple(tuple(value.flag() for value in item["cooperates"]) for item in items)
    if not truth or not truth[0]:
        part.unreadable("who cooperates, at one world at least")
    return Worlds(pairs, truth)
