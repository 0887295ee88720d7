"""The report as one HTML page that works offline, with its figures inside."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from string import Template

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
    template = Path(__file__).with_name("report.html").read_text(encoding="utf-8")
    verdict = "All claims hold" if report.holds else report.summary()
    contents = [
        f'<tr><td><a href="#{_anchor(one)}">{escape(one.claim.id)}</a></td>'
        f'<td class="{one.status}">{_WORDS[one.status]}</td><td>{one.seconds:.2f} s</td></tr>'
        for one in report.results
    ]
    return Template(template).substitute(
        version=escape(__version__),
        effort="quick" if report.quick else "full",
        verdict=escape(verdict),
        summary=escape(report.summary()),
        contents="\n".join(contents),
        chapters="\n".join(_chapters(report, figures)),
    )


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
