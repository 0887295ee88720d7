"""A result's short repr and its notebook view come from its words."""

from dataclasses import dataclass

import pytest

from oraclegames.games.shown import Shown


@dataclass(frozen=True, repr=False, slots=True)
class Words(Shown):
    text: str

    def __str__(self) -> str:
        return self.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("partial", "<Words: partial>"),
        ("two equilibria:\n  one\n  two", "<Words: two equilibria …>"),
        ("x" * 10_000, f"<Words: {'x' * 120} …>"),
    ],
)
def test_the_repr_is_the_first_line(text: str, shown: str) -> None:
    assert repr(Words(text)) == shown
    assert len(shown) < 200


def test_notebooks_see_the_words_escaped() -> None:
    assert Words("a < b\nb & c")._repr_html_() == "<pre>a &lt; b\nb &amp; c</pre>"
