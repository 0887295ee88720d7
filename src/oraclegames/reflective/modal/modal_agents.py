"""Modal agents: programs that cooperate iff a formula about proofs holds.

In a formula "me" is the agent and "them" its opponent: ``them(me)`` says that the opponent
cooperates with the agent, ``them(DefectBot)`` that it would with DefectBot. Every atom stands under
a box: the agent acts on what it finds proofs of, not on what it cannot know.

    CooperateBot   true
    DefectBot      false
    FairBot        []them(me)                       FairBot:2 looks for proofs in PA+2
    PrudentBot     []them(me) and [1]not them(DefectBot)
    TrollBot       []them(DefectBot)
    JustBot        []them(FairBot)
    UnfairBot      []not them(me)
    MagicBot       [1]([]me(them) -> them(me))
    WaitBot        not []false and [1]them(me)
    mimic:NAME     []NAME(them)                     does what it proves that NAME would do

Source: Barasz, Christiano, Fallenstein, Herreshoff, LaVictoire and Yudkowsky, "Robust cooperation
in the prisoner's dilemma: program equilibrium via provability logic", arXiv 1401.5577 (FairBot,
PrudentBot, the rocks), and the authors' program "provability" (the others, after its definitions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from oraclegames.errors import InputError, no_such
from oraclegames.reflective.modal.formulas import (
    ME,
    NAME,
    THEM,
    Formula,
    atom,
    box,
    is_modalized,
    parse,
    show,
)

CATALOGUE: dict[str, str] = {
    "CooperateBot": "true",
    "DefectBot": "false",
    "FairBot": "[]them(me)",
    "PrudentBot": "[]them(me) and [1]not them(DefectBot)",
    "TrollBot": "[]them(DefectBot)",
    "JustBot": "[]them(FairBot)",
    "UnfairBot": "[]not them(me)",
    "MagicBot": "[1]([]me(them) -> them(me))",
    "WaitBot": "not []false and [1]them(me)",
}
"""The named agents, with their formulas."""
_BY_LOWER = {name.lower(): name for name in CATALOGUE}


@dataclass(frozen=True)
class ModalAgent:
    """A program that cooperates iff its formula holds.

    Attributes:
        name: by which formulas speak of it.
        formula: nested tuples, see :func:`oraclegames.modal_agent` for its text.

    Raises:
        InputError: the name is no name, or an atom of the formula stands outside every box.
    """

    name: str
    formula: Formula

    def __post_init__(self) -> None:
        if self.name in (ME, THEM):
            raise InputError(f"an agent cannot be called {self.name!r}")
        if not is_modalized(self.formula):
            raise InputError(
                f"agent {self.name!r}: in {show(self.formula)!r:.80} an atom stands outside every "
                "box; an agent can only act on proofs, so write [] before it"
            )

    def __str__(self) -> str:
        return f"{self.name} = {show(self.formula)}"


def modal_agent(text: str, name: str | None = None) -> ModalAgent:
    """A modal agent by its name in the catalogue, or by its formula.

    Args:
        text: "FairBot", "FairBot:2", "PrudentBot", "DefectBot", "CooperateBot", "TrollBot",
            "JustBot", "UnfairBot", "MagicBot", "WaitBot", "mimic:NAME", in any case; or a formula
            such as "[]them(me) and [1]not them(DefectBot)"; or "NAME = FORMULA". ``them(me)`` says
            that the opponent cooperates with the agent, ``[]`` that Peano arithmetic proves what
            follows, ``[n]`` that PA+n does; ``not``, ``and``, ``or``, ``->``, ``<->``, ``true``,
            ``false``, ``<>`` join them.
        name: another name for it.

    Raises:
        InputError: no such name, no formula, or an atom outside every box.

    >>> print(modal_agent("prudentbot"))
    PrudentBot = []them(me) and [](not []false -> not them(DefectBot))
    >>> modal_agent("Grim = [][]them(me)").name
    'Grim'
    """
    if not isinstance(text, str):
        raise InputError(f"a modal agent is a name or a formula, not {text!r:.60}")
    head, sign, tail = text.partition("=")
    if sign:
        name, text = name or head.strip(), tail
        if not re.fullmatch(NAME, name):
            raise InputError(f"{name!r} is no name of an agent: letters, digits, _ and ' are")
    text = text.strip()
    if not re.fullmatch(NAME, text) or text in ("true", "false"):
        return ModalAgent(name or text, parse(text))
    known = named(text)
    return ModalAgent(name, known.formula) if name else known


def named(text: str) -> ModalAgent:
    """An agent of the catalogue, in any case.

    Raises:
        InputError: there is none of this name.
    """
    head, _, rest = text.partition(":")
    if head.lower() == "mimic" and rest:
        whom = named(rest).name
        return ModalAgent(f"mimic:{whom}", box(atom(whom, THEM)))
    if head.lower() == "fairbot" and re.fullmatch("0*([1-9]|[1-4][0-9]|50)", rest):
        return ModalAgent(f"FairBot:{int(rest)}", box(atom(THEM, ME), int(rest)))
    found = _BY_LOWER.get(text.lower())
    if found is None:
        more = "FairBot:1 to FairBot:50", "mimic:NAME", 'formulas such as "[]them(me)"'
        raise no_such("modal agent", text, [*CATALOGUE, *more])
    return ModalAgent(found, parse(CATALOGUE[found]))
