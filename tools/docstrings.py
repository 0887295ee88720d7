"""Docstrings as Markdown, for the Python reference: doctests become code, roles become names."""

from __future__ import annotations

import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:func|class|meth|mod|data|attr):`~?(?:[\w.]*\.)?([\w]+)`")
_DOCTEST = re.compile(r"(?m)^(?:>>> .*\n?(?:(?!\s*$).*\n?)*)")
_LITERAL = re.compile(r"(?m)(?<=\S)::$")
_LONE = re.compile(r"(?m)^::$\n?")


def markdown(text: str) -> str:
    """The text of a docstring with fenced doctests and plain names.

    >>> print(markdown("See :func:`a.b`.\\n\\n>>> 1 + 1\\n2"))
    See `b`.
    <BLANKLINE>
    ```pycon
    >>> 1 + 1
    2
    ```
    """
    text = _ROLE.sub(r"`\1`", text)
    text = _LONE.sub("", _LITERAL.sub(":", text))
    return _DOCTEST.sub(lambda block: f"```pycon\n{block[0].rstrip()}\n```\n", text).rstrip("\n")


class Docstrings(griffe.Extension):
    """Rewrites every docstring before it is parsed."""

    def on_instance(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Called for each module, class, function and attribute."""
        if obj.docstring is not None:
            obj.docstring.value = markdown(obj.docstring.value)
