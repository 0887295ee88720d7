"""Agents of your own: a function that is one, and one that another module holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeAlias

from oraclegames.errors import InputError, raised, told
from oraclegames.reflective.agents.agents import Agent
from oraclegames.reflective.agents.reading import Mixed, Reading
from oraclegames.reflective.agents.seat import Seat

Program: TypeAlias = Callable[[Seat, Reading, Reading], Any]
"""A function (seat, own reading, other's reading) that returns a mixed strategy."""


def name_of(function: object) -> str:
    """A function's name; that of its type if it has none, or one that is no text."""
    name = getattr(function, "__name__", None)
    return name if isinstance(name, str) else type(function).__name__


@dataclass(frozen=True)
class FunctionAgent(Agent):
    """An agent that runs a function.

    Attributes:
        program: the function of the seat, the own reading and the other's, which returns one exact
            probability for each own move; the contract is that of :class:`oraclegames.Agent`.
        label: the agent's name, that of the function if it is empty.

    >>> stubborn = FunctionAgent(lambda seat, own, other: (0, 1), "stubborn")
    >>> stubborn.name
    'stubborn'
    """

    program: Program
    label: str = ""

    def __post_init__(self) -> None:
        if not callable(self.program):
            raise InputError(f"an agent's program is a function, not {told(self.program)}")

    @property
    def name(self) -> str:
        """The label, or the function's name."""
        return self.label or name_of(self.program)

    def output(self, seat: Seat, own: Reading, other: Reading) -> Mixed:
        """What the function returns."""
        mixed: Mixed = self.program(seat, own, other)
        return mixed


def agent_from(place: str) -> Agent:
    """An agent that a module of yours holds.

    Args:
        place: "module:object", such as "my_agents:punish_once" or "package.module:Class". The
            object is an agent, a class of agents that is made without arguments, or a function
            (seat, own, other). The module is imported, so that its code runs: give no place that
            you do not trust.

    Raises:
        InputError: there is no such module or object, importing it raises something, or the object
            is no agent.

    >>> agent_from("oraclegames.agents:NicerBot").name
    'nicer'
    """
    name, colon, path = place.partition(":") if isinstance(place, str) else ("", "", "")
    if not (name and colon and path):
        raise InputError(f"an agent's place is written module:object, not {told(place)}")
    try:
        found: Any = import_module(name)
    except (Exception, SystemExit) as error:
        raise InputError(
            f"the module of the agent {place!r} cannot be imported: {raised(error)}"
        ) from error
    for step in path.split("."):
        if not hasattr(found, step):
            raise InputError(f"there is no {path!r} in the module {name!r}")
        found = getattr(found, step)
    if isinstance(found, type) and issubclass(found, Agent):
        try:
            found = found()
        except (Exception, SystemExit) as error:
            raise InputError(f"the agent {place!r} cannot be made: {raised(error)}") from error
    if isinstance(found, Agent):
        return found
    if callable(found) and not isinstance(found, type):
        return FunctionAgent(found)
    raise InputError(f"{place!r} is {told(found)}, which is no agent and no function")
