"""The words of the field that answers use, each with an example that was run."""

from __future__ import annotations

import difflib
import textwrap
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from oraclegames.errors import InputError

_WIDTH = 80


@dataclass(frozen=True, repr=False)
class Entry:
    """An entry of the glossary; ``str`` has it for a terminal.

    Attributes:
        term: the word, as answers print it.
        also: its other forms and spellings.
        says: what it means, a few sentences.
        example: a session of two or three lines, with what Python answers.
        see: other entries.
        picture: the name of its picture in the documentation, or "".
        page: where the documentation says more, or "".
    """

    term: str
    also: tuple[str, ...]
    says: str
    example: str
    see: tuple[str, ...]
    picture: str = ""
    page: str = ""

    def words(self, width: int = _WIDTH) -> str:
        """The entry in lines of at most so many characters; the example keeps its own."""

        def filled(text: str) -> str:
            return textwrap.fill(text, max(width, 20), initial_indent="  ", subsequent_indent="  ")

        parts = [self.term, filled(self.says), textwrap.indent(self.example, "    ")]
        if self.also:
            parts.insert(1, filled(f"also: {', '.join(self.also)}"))
        if self.see:
            parts.append(filled(f"see also: {', '.join(self.see)}"))
        if self.page:
            parts.append(filled(f"more in the documentation: docs/{self.page}"))
        return "\n\n".join(parts)

    def __str__(self) -> str:
        return self.words()

    def __repr__(self) -> str:
        return f"<Entry: {self.term}>"


@dataclass(frozen=True)
class Chapter:
    """Entries that belong together, from what is needed first."""

    title: str
    entries: tuple[Entry, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """The whole glossary, in the order in which it is best read."""
    text = files("oraclegames.glossary").joinpath("words.toml").read_text(encoding="utf-8")
    return tuple(
        Chapter(
            chapter["title"],
            tuple(
                Entry(
                    word["term"],
                    tuple(word.get("also", ())),
                    word["says"],
                    word["example"].strip("\n"),
                    tuple(word["see"]),
                    word.get("picture", ""),
                    word.get("page", ""),
                )
                for word in chapter["word"]
            ),
        )
        for chapter in tomllib.loads(text)["chapter"]
    )


@cache
def spellings() -> dict[str, Entry]:
    """Every entry by every form of its word, in small letters; the term itself comes first."""
    entries = [entry for chapter in chapters() for entry in chapter.entries]
    found = {entry.term.lower(): entry for entry in entries}
    for entry in entries:
        for form in entry.also:
            found.setdefault(form.lower(), entry)
    return found


def explain(word: str) -> Entry:
    """What a word of the field means, with an example; ``print`` it.

    Args:
        word: any form of the word, in any case: "arc", "COEDT", "delta" or "δ", "locally Pareto";
            or a word of one entry's name alone, "fixed".

    Raises:
        InputError: there is no such entry; the message names those with the word in their names,
            or those that are spelt alike.

    >>> explain("egalitarian").says
    'The objective that looks at the player who gets least.'
    """
    if not isinstance(word, str):
        raise InputError(f"a word of the glossary is a text such as 'arc', not {word!r:.40}")
    key = " ".join(word.lower().split())
    known = spellings()
    for form in (key, key.replace("_", " "), key.removesuffix("s"), key.partition(":")[0]):
        if form in known:
            return known[form]
    near = list(dict.fromkeys(entry.term for form, entry in known.items() if key in form.split()))
    if len(near) == 1:
        return known[near[0].lower()]
    near = near[:3] or _near(key, tuple(known))
    hint = f" did you mean {' or '.join(near)}?" if near else ""
    raise InputError(
        f"the glossary has no word {word!r:.40};{hint} `oraclegames explain` lists all words"
    )


def _near(key: str, forms: Sequence[str]) -> list[str]:
    """The terms nearest in spelling, each once."""
    close = difflib.get_close_matches(key, forms, n=4, cutoff=0.6)
    return list(dict.fromkeys(spellings()[form].term for form in close))[:2]
