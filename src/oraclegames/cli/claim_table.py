"""The live table of ``reproduce`` on a terminal: one row for each section, filling up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from oraclegames.reproduce.claim import Claim, Result


class ClaimTable:
    """What ``rich.live.Live`` shows: it asks again and again, and :meth:`tell` puts in results."""

    def __init__(self, claims: Sequence[Claim]):
        self._sections: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for one in claims:
            self._sections[one.essay, one.section].append(one)
        self._results: dict[str, Result] = {}

    def tell(self, result: Result) -> None:
        """Put in a result."""
        self._results[result.claim.id] = result

    def __rich__(self) -> RenderableType:
        table = Table(box=None, pad_edge=False)
        for head in ("Essay", "Section", "", "Hold", "Time"):
            table.add_column(head, justify="right" if head in ("Hold", "Time") else "left")
        last = ""
        results = dict(self._results)  # another thread draws while results come in
        for (essay, section), claims in self._sections.items():
            found = [results[one.id] for one in claims if one.id in results]
            good = sum(one.status == "holds" for one in found)
            style = "green" if good == len(found) else "red"
            table.add_row(
                "" if essay == last else essay,
                section,
                ProgressBar(len(claims), len(found), width=16),
                Text(f"{good} of {len(claims)}", style if found else ""),
                f"{sum(one.seconds for one in found):.1f} s" if found else "",
            )
            last = essay
        wrong = [
            Text(f"{one.claim.id} {one.status}: {one.how}", "red")
            for one in results.values()
            if one.status != "holds"
        ]
        return Group(table, *wrong)
