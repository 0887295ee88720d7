"""A pair of programs against deviations: every match, and the most that a constant gets.

A deviation is weighed cautiously: the most that it gets, whatever the oracle, minus the least that
the player's own program gets. With another program both are read off matches, which are checked as
such; of all constants the supremum is found anew (:mod:`oraclegames.certificates.best_constant`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oraclegames.certificates import match
from oraclegames.certificates.algebraic import number_of
from oraclegames.certificates.best_constant import most_of_constants
from oraclegames.certificates.match_agents import Agent, Output
from oraclegames.certificates.part import Part, player_of
from oraclegames.certificates.verify import Proof

KEYS = (
    *("schema", "version", "agents", "parameters", "status", "payoffs", "deviations", "undecided"),
    "match",
)
CONSTANTS = "any constant"
Pair = Sequence[Output | None]


def check(
    document: Part, *, complete: bool = False, own: tuple[Pair, Sequence[Pair]] | None = None
) -> Proof:
    """Every claim of a document "oraclegames/program-equilibrium-1".

    Args:
        document: the check.
        complete: that no match lacks a fixed point too.
        own: the programs of the pair, and of each deviation's match, where they are one's own and
            at hand.
    """
    document.only(*KEYS)
    document["version"].text()
    pair: Pair = (None, None) if own is None else own[0]
    played = document["match"]
    played["schema"].word("oraclegames/match-1")
    proofs = [match.check(played, complete=complete and not _stopped(document), own=pair)]
    for key in ("agents", "parameters"):
        same = document[key].value == played[key].value
        document[key].require(same, "the match says otherwise")
    payoffs = [tuple(map(number_of, ends.items(2))) for ends in document["payoffs"]]
    said = [tuple(map(number_of, ends.items(2))) for ends in played["ranges"]]
    document["payoffs"].require(payoffs == said, "the match says otherwise")

    tried, unknown = [], []
    scene = match.scene_of(played)
    for k, part in enumerate(document["deviations"]):
        part.only("player", "program", "largest", "gain", "match")
        player, name = player_of(part["player"], scene.game), part["program"].text()
        tried.append((player, name))
        if part.given("match") is None:
            part["program"].require(name == CONSTANTS, "its match is lacking")
            programs = [played["programs"][who] for who in (0, 1)]
            names = [played["agents"][who] for who in (0, 1)]
            rival = 1 - player
            opponent = Agent(programs[rival], names[rival], rival, scene, pair[rival])
            if not opponent.known:
                unknown.append("what constants get: a program is its author's own")
                most = number_of(part["largest"])
            else:
                most = most_of_constants(scene, opponent)
        else:
            proofs.append(match.check(part["match"], complete=complete, own=_own(own, k)))
            most = _most(part, played, player, name)
        part["largest"].agrees(number_of(part["largest"]), most)
        part["gain"].require(number_of(part["gain"]) == most - payoffs[player][0], "it is another")
    _check_list(document, tried, scene.game)
    proved = ["the gains, from the matches and a search of all constants"]
    proved += [clause for proof in proofs for clause in proof.proved]
    assumed = unknown + [clause for proof in proofs for clause in proof.assumed]
    return Proof(tuple(dict.fromkeys(proved)), tuple(dict.fromkeys(assumed)))


def _own(own: tuple[Pair, Sequence[Pair]] | None, k: int) -> Pair:
    return (None, None) if own is None else own[1][k]


def _stopped(document: Part) -> bool:
    """Whether the pair's own match was stopped, so that nothing was tried."""
    return bool(document["match"]["status"].text() != "complete")


def _most(part: Part, played: Part, player: int, name: str) -> Any:
    """The most that the player gets in the match of a deviation, whose rival is the same."""
    new = part["match"]
    new["schema"].word("oraclegames/match-1")
    for key in ("game", "parameters"):
        new[key].require(new[key].value == played[key].value, "it is not the pair's")
    for key in ("agents", "programs"):
        same = new[key][1 - player].value == played[key][1 - player].value
        new[key][1 - player].require(same, "the other player keeps her program")
    own = new["agents"][player]
    own.require(own.text() == name, f"it is {name!r}")
    new["status"].require(new["status"].text() == "complete", "it is undecided")
    return number_of(new["ranges"][player][1])


def _check_list(document: Part, tried: list[tuple[int, str]], game: Any) -> None:
    """Both players may try the same: all constants, and then the same programs."""
    left = []
    for part in document["undecided"]:
        part.only("player", "program")
        left.append((player_of(part["player"], game), part["program"].text()))
    every = [*tried, *left]
    half = len(every) // 2
    names = [name for _, name in every[:half]]
    expected = [(player, name) for player in (0, 1) for name in names]
    here = document["deviations"]
    here.require(names[:1] == [CONSTANTS], "constants are the first")
    here.require(every == expected, "both players may try the same programs")
    document["deviations"].require(not (tried and _stopped(document)), "the match was stopped")
    status = document["status"].word("complete", "partial", "undetermined")
    document["status"].require((status == "complete") == (not left), "the deviations say otherwise")
