"""The page "Glossary", from the package: ``python tools/glossary.py docs/glossary.md``.

``oraclegames explain`` reads the same file, so the two say the same.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from oraclegames.glossary.glossary import Entry, chapters

__all__ = ["main", "page"]

PICTURES = Path(__file__).parents[1] / "docs" / "glossary"

HEAD = """# Glossary

Every word of the field that answers of this package use; `oraclegames explain WORD` prints the
same. To read in order, take [the ideas](concepts.md) first. Each example can be pasted into Python.
"""


def anchor(term: str) -> str:
    """The identifier of an entry's heading."""
    words = term.replace("δ", "delta").replace("ε", "epsilon").lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")


def page() -> str:
    """The whole page, in Markdown."""
    parts = [HEAD]
    for chapter in chapters():
        parts.append(f"## {chapter.title}\n")
        parts += map(_entry, chapter.entries)
    return "\n".join(parts)


def _entry(entry: Entry) -> str:
    lines = [f"### {entry.term} {{ #{anchor(entry.term)} }}", ""]
    if entry.also:
        lines += [f"*also: {', '.join(entry.also)}*", ""]
    lines += [entry.says, ""]
    if entry.picture:
        drawn = (PICTURES / f"{entry.picture}.svg").read_text(encoding="utf-8")
        title = re.search("<title[^>]*>(.*?)</title>", drawn)
        assert title is not None
        lines += [f"![{title[1]}](glossary/{entry.picture}.svg)", ""]
    lines += ["```pycon", entry.example, "```", ""]
    links = [f"[{term}](#{anchor(term)})" for term in entry.see]
    if entry.page:
        links.append(f"[more]({entry.page})")
    return "\n".join([*lines, f"See {', '.join(links)}.", ""])


def main(target: str) -> None:
    """Write the page."""
    Path(target).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
