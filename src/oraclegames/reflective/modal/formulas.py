"""Formulas of provability logic about who cooperates with whom: read from text, and shown.

A formula is a nested tuple: ``("true",)``, ``("false",)``, ``("not", f)``, ``("and", f, g)``,
``("or", f, g)``, ``("implies", f, g)``, ``("iff", f, g)``, ``("box", f)``, and the atom
``("cooperates", who, whom)``, where both are names, "me" or "them". "box" says that Peano
arithmetic proves f. In text, with what each may be written as:

    them(me), me(them), them(DefectBot), FairBot(them)      who cooperates with whom
    []f  □f          PA proves f           <>f  ◇f          not []not f
    [2]f             PA+2 proves f: [](not [][]false -> f)
    not ~ ¬    and & ∧    or | ∨    -> →    <-> ↔    true ⊤    false ⊥    ( )

PA+1 is PA with the axiom that PA is consistent, PA+2 with the axiom that PA+1 is, and so on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from flint import fmpz

from oraclegames.errors import InputError

Formula = tuple[Any, ...]
"""A nested tuple, as above."""

TRUE: Formula = ("true",)
FALSE: Formula = ("false",)
ME, THEM = "me", "them"
MAX_DEPTH = 150
"""How deep operators may be nested."""
MAX_LEVEL = 50
"""The largest n of [n]."""

NAME = r"[A-Za-z_][A-Za-z0-9_']*(?::[A-Za-z0-9_']+)*"
_TOKEN = re.compile(rf"\s*(?:(\[[0-9]*\]|<[0-9]*>|<->|->|[()~¬&∧|∨→↔□◇⊤⊥])|({NAME}))")
_WORDS = {
    "~": "not", "¬": "not", "&": "and", "∧": "and", "|": "or", "∨": "or", "->": "implies",
    "→": "implies", "<->": "iff", "↔": "iff", "□": "[]", "◇": "<>", "⊤": "true", "⊥": "false",
}  # fmt: skip
_BINDING = ("iff", "implies", "or", "and")
"""The operators of two formulas, the loosest first."""
_SIGNS = {"iff": "<->", "implies": "->", "or": "or", "and": "and"}


def atom(who: str, whom: str) -> Formula:
    """``who`` cooperates with ``whom``."""
    return ("cooperates", who, whom)


def negation(formula: Formula) -> Formula:
    """Not this."""
    return ("not", formula)


def box(formula: Formula, level: int = 0) -> Formula:
    """PA + ``level`` proves this.

    >>> show(box(atom(THEM, ME), 1))
    '[](not []false -> them(me))'
    """
    if level == 0:
        return ("box", formula)
    inconsistent = FALSE
    for _ in range(level):
        inconsistent = ("box", inconsistent)
    return ("box", ("implies", ("not", inconsistent), formula))


def parse(text: str) -> Formula:
    """Read a formula.

    Raises:
        InputError: it is none, or nested too deeply.

    >>> show(parse("□them(me) ∧ [1]¬them(DefectBot)"))
    '[]them(me) and [](not []false -> not them(DefectBot))'
    """
    return _Reader(text).whole()


def show(formula: Formula) -> str:
    """A formula as text, which :func:`parse` reads back."""
    return _show(formula, 0)


def atoms(formula: Formula) -> Iterator[tuple[str, str]]:
    """Who cooperates with whom, in every atom."""
    if formula[0] == "cooperates":
        yield str(formula[1]), str(formula[2])
        return
    for inside in formula[1:]:
        yield from atoms(inside)


def is_modalized(formula: Formula) -> bool:
    """Whether every atom stands under a box."""
    if formula[0] in ("box", "true", "false"):
        return True
    return formula[0] != "cooperates" and all(is_modalized(f) for f in formula[1:])


def depth(formula: Formula) -> int:
    """How deep operators are nested."""
    if formula[0] == "cooperates":
        return 1
    return 1 + max((depth(f) for f in formula[1:]), default=0)


def _show(formula: Formula, place: int) -> str:
    """The text; in brackets where it binds more loosely than its place."""
    kind, *inside = formula
    if kind == "cooperates":
        return f"{inside[0]}({inside[1]})"
    if kind in ("true", "false"):
        return str(kind)
    if kind in ("not", "box"):
        return ("not " if kind == "not" else "[]") + _show(inside[0], len(_BINDING))
    level = _BINDING.index(str(kind))
    # "->" and "<->" are told apart from their like by brackets; "and" and "or" are associative
    left = level + (kind in ("implies", "iff"))
    parts = _show(inside[0], left), _show(inside[1], level + 1)
    text = f" {_SIGNS[str(kind)]} ".join(parts)
    return f"({text})" if place > level else text


class _Reader:
    """A formula's tokens, taken one after the other."""

    def __init__(self, text: str):
        self.text = text
        self.tokens: list[tuple[str, int]] = []
        self.next = 0
        self.nested = 0
        place = 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if found is None:
                self.wrong("an operator, an atom such as them(me) or a bracket", place)
            word = found[1] or found[2]
            self.tokens.append((_WORDS.get(word, word), found.end() - len(word)))
            place = found.end()

    def wrong(self, expected: str, place: int) -> NoReturn:
        """Say what should stand at a place.

        Raises:
            InputError: always.
        """
        rest = self.text[place:].strip()
        found = f"{rest:.20}" if rest else "the end"
        raise InputError(f"the formula {self.text!r:.80}: expected {expected} at {found!r}")

    @property
    def token(self) -> str:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else ""

    def take(self) -> str:
        self.next += 1
        return self.tokens[self.next - 1][0]

    def expect(self, token: str, what: str) -> None:
        if self.token != token:
            self.fail(what)
        self.next += 1

    def fail(self, what: str) -> NoReturn:
        at_end = self.next >= len(self.tokens)
        self.wrong(what, len(self.text) if at_end else self.tokens[self.next][1])

    def whole(self) -> Formula:
        found = self.operators(0)
        if self.token:
            self.fail("nothing more, or an operator such as 'and'")
        if depth(found) > MAX_DEPTH:
            self.too_deep()
        return found

    def too_deep(self) -> NoReturn:
        raise InputError(
            f"the formula {self.text!r:.80} nests its operators deeper than {MAX_DEPTH}"
        )

    def operators(self, level: int) -> Formula:
        """Formulas joined by operators that bind at least so tightly."""
        if level == len(_BINDING):
            return self.single()
        found = self.operators(level + 1)
        kind, before = _BINDING[level], self.nested
        while self.token == kind:
            self.take()
            self.enter()
            # "a -> b -> c" is "a -> (b -> c)"
            right = self.operators(level if kind == "implies" else level + 1)
            found = (kind, found, right)
        self.nested = before
        return found

    def enter(self) -> None:
        """One operator deeper."""
        self.nested += 1
        if self.nested > MAX_DEPTH:
            self.too_deep()

    def single(self) -> Formula:
        self.enter()
        token = self.token
        if token == "not":
            self.take()
            found: Formula = negation(self.single())
        elif token[:1] in ("[", "<") and token[-1:] in ("]", ">") and token != "<->":
            found = self.modal(self.take())
        elif token == "(":
            self.take()
            found = self.operators(0)
            self.expect(")", "a closing bracket")
        else:
            found = self.atom()
        self.nested -= 1
        return found

    def modal(self, token: str) -> Formula:
        level = int(fmpz(token[1:-1] or "0"))
        if level > MAX_LEVEL:
            raise InputError(f"the formula {self.text!r:.80}: {token:.20} is above [{MAX_LEVEL}]")
        inside = self.single()
        return box(inside, level) if token[0] == "[" else negation(box(negation(inside), level))

    def atom(self) -> Formula:
        if self.token in ("true", "false"):
            return (self.take(),)
        what = "an atom such as them(me), true, false, not, [] or an opening bracket"
        known = {"and", "or", "implies", "iff", "not"}
        if not re.fullmatch(NAME, self.token) or self.token in known:
            self.fail(what)
        who = self.take()
        self.expect("(", f"an opening bracket after {who}, as in {who}(me)")
        if not re.fullmatch(NAME, self.token):
            self.fail("an agent's name, me or them")
        whom = self.take()
        self.expect(")", "a closing bracket")
        return atom(who, whom)
