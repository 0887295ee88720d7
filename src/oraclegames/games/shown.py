"""How a result shows itself where nobody asked for words: in a list, a debugger, a notebook."""

from __future__ import annotations

import html

_LONGEST = 120


class Shown:
    """A result with a ``__str__`` in words: this adds a short ``repr`` and a notebook view.

    A dataclass that mixes this in is declared with ``repr=False``, or its own repr stays.

    >>> class Verdict(Shown):
    ...     def __str__(self) -> str:
    ...         return "yes & no\\nfor two reasons"
    >>> Verdict()
    <Verdict: yes & no …>
    >>> Verdict()._repr_html_()
    '<pre>yes &amp; no\\nfor two reasons</pre>'
    """

    __slots__ = ()

    def __repr__(self) -> str:
        words = str(self)
        line = words.partition("\n")[0].rstrip(" :")
        if len(line) > _LONGEST:
            line = line[:_LONGEST].rstrip()
        return f"<{type(self).__name__}: {line}{'' if line == words else ' …'}>"

    def _repr_html_(self) -> str:
        """The words, for notebooks; whoever imports ``plots`` gets a picture with them."""
        return f"<pre>{html.escape(str(self), quote=False)}</pre>"
