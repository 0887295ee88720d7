"""Which form a file has, by its ending or else by its first characters, and who reads it.

::

    .nfg                    NFG …              Gambit's normal form     nfg
    .json                   {…                 our own                  json
    .efg .agg .bagg .gbt    EFG … #AGG … <…    through pygambit         gambit
    .gam                    whole numbers n, m_1, …, m_n, payoffs       gam
    .csv .tsv               anything else      payoff tables            spreadsheet
    .npy .npz               NumPy's own mark                            npy

What is none of these is named for what it seems to be (:mod:`oraclegames.games.files.foreign`).
"""

from __future__ import annotations

from oraclegames.errors import InputError, ParseError
from oraclegames.games.files.foreign import foreign_kind, is_numpy
from oraclegames.games.files.gam import gam_tables, is_gam
from oraclegames.games.files.gambit import gambit_tables
from oraclegames.games.files.json import json_tables
from oraclegames.games.files.nfg import nfg_tables
from oraclegames.games.files.npy import npy_tables
from oraclegames.games.files.source import decoded, found, locate
from oraclegames.games.files.spreadsheet import spreadsheet_tables
from oraclegames.games.files.tables import Tables

GAMBIT = {".efg": "EFG", ".agg": "#AGG", ".bagg": "#BAGG", ".gbt": "<gambit:document"}
TABLES = (".csv", ".tsv", ".tab")
ENDINGS = (".nfg", ".json", *GAMBIT, ".gam", *TABLES, ".npy", ".npz")


def tables_of(data: str | bytes, source: str, ending: str = "") -> Tables:
    """The game in a file.

    Args:
        data: all of the file.
        source: its name, for messages.
        ending: such as ".nfg"; another one, or none, and the first characters decide.
    """
    raw = data if isinstance(data, bytes) else data[:100_000].encode("utf-8", "surrogatepass")
    kind = foreign_kind(raw)
    if kind is not None:
        raise InputError(f"{source}: {kind}")
    if isinstance(data, bytes) and (ending in (".npy", ".npz") or is_numpy(data)):
        return npy_tables(data, source)
    return _text_tables(decoded(data, source), source, ending)


def _text_tables(text: str, source: str, ending: str) -> Tables:
    start = text.lstrip()
    if ending not in ENDINGS:
        ending = _sniffed(start)
    match ending:
        case ".nfg":
            return nfg_tables(text, source)
        case ".json":
            return json_tables(text, source)
        case ".gam":
            return gam_tables(text, source)
        case ".csv" | ".tsv" | ".tab":
            return spreadsheet_tables(text, source)
    if ending in GAMBIT:
        return gambit_tables(text, ending[1:], source)
    line, column = locate(text, len(text) - len(start))
    word = start.split(None, 1)[0] if start else ""
    raise ParseError(
        "expected a game that starts with NFG, EFG, { or a row of payoffs, such as 2,2 0,3, "
        f"found {found(word)}",
        source=source,
        line=line,
        column=column,
    )


def _sniffed(start: str) -> str:
    """The ending that a text without one should have; none if there are no payoffs in it."""
    if start.startswith("NFG"):
        return ".nfg"
    if start.startswith("{"):
        return ".json"
    for ending, mark in GAMBIT.items():
        if start.startswith(mark) or (mark[0] == "<" and mark in start[:1000]):
            return ending
    if is_gam(start):
        return ".gam"
    return ".csv" if any(map(str.isdigit, start)) and any(c in start for c in ",;|\t") else ""
