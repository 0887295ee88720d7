"""The report as one HTML page that works offline, with its figures inside."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from oraclegames._version import __version__
from oraclegames.atomic_write import write_whole
from oraclegames.budget import Progress, Tell
from oraclegames.errors import InputError
from oraclegames.reproduce.claim import Result, Table
from oraclegames.reproduce.figures import Figure, figure_of
from oraclegames.reproduce.run import Report

_WORDS = {"holds": "holds", "differs": "differs", "fails": "fails", "error": "broke off"}


def write_report(
    report: Report, directory: str | os.PathLike[str], *, progress: Tell | None = None
) -> Path:
    """Write ``index.html``, one self-contained page, and ``report.json``; return the page's path.

    Both appear under their names only when they are complete.

    Args:
        report: what :func:`oraclegames.reproduce.run_claims` returned.
        directory: is made if it does not exist.
        progress: called before each claim whose figure is drawn.

    Raises:
        InputError: the directory cannot be written.
        MissingDependencyError: Matplotlib is not installed.
    """
    target = Path(directory)
    figures: dict[str, Figure] = {}
    pictured = [one for one in report.results if one.claim.picture]
    for k, one in enumerate(pictured):
        if progress is not None:
            progress(Progress(k, len(pictured), f"figures, next that of {one.claim.id}"))
        drawn = figure_of(one.claim, report.quick)
        if drawn is not None:
            figures[one.claim.id] = drawn
    data = json.dumps(report.to_dict(), ensure_ascii=False, indent=2)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot write into {target}: {error.strerror or error}") from None
    write_whole(target / "report.json", data + "\n")
    write_whole(target / "index.html", page(report, figures))
    return target / "index.html"


def page(report: Report, figures: Mapping[str, Figure]) -> str:
    """The page as HTML text; ``figures`` by the claims' ids."""
    verdict = "All claims hold" if report.holds else report.summary()
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "<title>Claims, computed</title>",
            f"<style>{_STYLE}</style></head><body><main>",
            "<h1>What predicting agents can reach: the claims, computed</h1>",
            f"<p>oraclegames {escape(__version__)}, "
            f"{'quick' if report.quick else 'full'} check. <strong>{escape(verdict)}</strong>. "
            f"{escape(report.summary())}.</p>",
            *_contents(report),
            *_chapters(report, figures),
            "</main></body></html>",
            "",
        ]
    )


def _contents(report: Report) -> Iterator[str]:
    yield "<table><thead><tr><th>Claim</th><th>Verdict</th><th>Time</th></tr></thead><tbody>"
    for one in report.results:
        yield (
            f'<tr><td><a href="#{_anchor(one)}">{escape(one.claim.id)}</a></td>'
            f'<td class="{one.status}">{_WORDS[one.status]}</td><td>{one.seconds:.2f} s</td></tr>'
        )
    yield "</tbody></table>"


def _chapters(report: Report, figures: Mapping[str, Figure]) -> Iterator[str]:
    essays: dict[str, dict[str, list[Result]]] = {}
    for one in report.results:
        essays.setdefault(one.claim.essay, {}).setdefault(one.claim.section, []).append(one)
    for essay, sections in essays.items():
        yield f"<h2>{escape(essay)}</h2>"
        for section, some in sections.items():
            yield f"<h3>{escape(section)}</h3>"
            for one in some:
                yield from _entry(one, figures.get(one.claim.id))


def _entry(one: Result, figure: Figure | None) -> Iterator[str]:
    yield f'<article id="{_anchor(one)}" class="{one.status}">'
    yield f'<p class="statement">{escape(one.claim.statement)}</p>'
    yield (
        f'<p class="meta"><b class="{one.status}">{_WORDS[one.status]}</b> · '
        f"{escape(one.claim.source)} · {escape(one.claim.id)} · {one.seconds:.2f} s</p>"
    )
    if one.status != "holds":
        yield f"<p><strong>{escape(one.how)}</strong></p>"
    if figure is not None:
        address, caption = figure
        yield (
            f'<figure><img alt="{escape(caption)}" src="{address}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )
    for table in one.tables:
        yield _table(table)
    given = ", ".join(f"{name} = {value}" for name, value in one.parameters)
    yield f"<details><summary>{len(one.facts)} comparisons</summary>"
    if given:
        yield f"<p>Inputs: {escape(given)}</p>"
    rows = tuple(
        (fact.what, fact.expected, fact.found, "✓" if fact.holds else "✗") for fact in one.facts
    )
    yield _table(Table("", ("compared", "claimed", "computed", ""), rows))
    yield "</details></article>"


def _table(table: Table) -> str:
    def line(cells: tuple[str, ...], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    body = "".join(line(row, "td") for row in table.rows)
    content = f"{caption}<thead>{line(table.header, 'th')}</thead><tbody>{body}</tbody>"
    return f'<div class="wide"><table>{content}</table></div>'


def _anchor(one: Result) -> str:
    return one.claim.id.replace("/", "-")


_STYLE = """
:root { color-scheme: light; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1d2433; background: #fff; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #cfd6e0; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { text-align: left; padding: 0.2rem 0.8rem 0.2rem 0; vertical-align: top; }
tbody tr { border-top: 1px solid #e8ecf1; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.3rem; }
.wide { overflow-x: auto; }
article { border-left: 4px solid #2e8b57; padding: 0.1rem 0 0.1rem 1rem; margin: 1.2rem 0; }
article.fails, article.error { border-color: #c8102e; } article.differs { border-color: #d9a400; }
.statement { font-size: 1.05rem; margin: 0.2rem 0; } .meta { color: #5b6678; margin: 0.2rem 0; }
b.holds, td.holds { color: #1f7a48; } b.differs, td.differs { color: #8a6900; }
b.fails, td.fails, b.error, td.error { color: #c8102e; }
figure { margin: 1rem 0; } img { max-width: 100%; } figcaption { color: #5b6678; }
summary { cursor: pointer; color: #1f5ab4; }
"""
