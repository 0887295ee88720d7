"""The layers of the package, read from its imports: checked by a test, drawn for the reader.

The page for contributors shows the picture (``tools/pages/hooks.py``). A package is a folder with
an ``__init__``, whose docstring ends in "May import: …"; modules beside the packages are the ground
floor. Imports hidden in functions count, those for annotations alone (``if TYPE_CHECKING``) do not.
"""

from __future__ import annotations

import ast
import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

__all__ = ["allowed", "arrows", "circle", "docstring", "draw", "imports", "package", "packages"]

ROOT = Path(__file__).parents[1] / "src"
NAME = "oraclegames"
GROUND = ("errors", "budget", "atomic_write", "later", "processes", "_version")
"""Modules that everybody may import."""

DOORS = {NAME, *(f"{NAME}.{door}" for door in ("__main__", "agents", "oracle", "results", "spohn"))}
"""Modules for users: they import from everywhere, and the command line alone imports them."""


@cache
def modules() -> dict[str, Path]:
    """Every module's dotted name and file."""
    found = {}
    for path in sorted((ROOT / NAME).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports() -> dict[str, set[str]]:
    """What every module imports of the package, also inside functions."""
    known = modules()
    return {
        name: set(_imports(ast.parse(path.read_text("utf-8")), known)) - {name}
        for name, path in known.items()
    }


def _imports(node: ast.AST, known: Mapping[str, Path]) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names if alias.name in known)
        elif isinstance(child, ast.ImportFrom) and child.module in known:
            for alias in child.names:
                full = f"{child.module}.{alias.name}"
                yield full if full in known else child.module
        yield from _imports(child, known)


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Some circle of a graph, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@cache
def packages() -> set[str]:
    """All folders, by their names within the package ("conditional.check")."""
    return {
        name.partition(".")[2]
        for name, path in modules().items()
        if path.name == "__init__.py" and name != NAME
    }


def package(module: str) -> str:
    """The folder of a module; "" for those beside the folders."""
    if modules()[module].name == "__init__.py":
        return module.partition(".")[2]
    return module.rpartition(".")[0].partition(".")[2]


def docstring(name: str) -> str:
    """What the ``__init__`` of a folder says."""
    path = ROOT / NAME / name.replace(".", "/") / "__init__.py"
    return ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""


def allowed(name: str) -> set[str]:
    """What a folder says that it may import; "its own packages" are those within it."""
    said = re.search(r"^May import: (.*)\.\s*\Z", docstring(name), re.DOTALL | re.MULTILINE)
    if said is None:
        raise ValueError(f"{name}: the docstring should end in 'May import: ….'")
    words = re.split(r",?\s+and\s+|,\s+", said[1])
    return {name if word == "its own packages" else word for word in words} - {"nothing"}


@cache
def arrows() -> Counter[tuple[str, str]]:
    """How many imports run from folder to folder."""
    count: Counter[tuple[str, str]] = Counter()
    for module, targets in imports().items():
        if module in DOORS:
            continue
        for target in targets:
            if package(module) != package(target) and target.split(".")[1:2][0] not in GROUND:
                count[package(module), package(target)] += 1
    return count


# -- the picture -----------------------------------------------------------------------------------

WIDTH, ROW, BOX, GAP, WIDEST = 1000, 84, 44, 12, 190


def draw() -> str:
    """The folders as an SVG: whoever imports stands above; arrows that follow from others are
    left out."""
    # Long: floors, boxes, arrows and names, drawn in this order.
    graph = defaultdict(set)
    for source, target in arrows():
        graph[source].add(target)
        graph[target] |= set()
    above = {name: {source for source in graph if name in graph[source]} for name in graph}
    floors: dict[str, int] = {}
    for name in TopologicalSorter(above).static_order():
        floors[name] = 1 + max((floors[source] for source in above[name]), default=-1)
    places: dict[str, tuple[float, float, float]] = {}
    for floor in range(1 + max(floors.values())):
        row = sorted(name for name, at in floors.items() if at == floor)
        width = min(WIDEST, (WIDTH - GAP) / len(row) - GAP)
        left = (WIDTH - len(row) * (width + GAP) + GAP) / 2
        for k, name in enumerate(row):
            places[name] = (left + k * (width + GAP), GAP + floor * ROW, width)
    height = (1 + max(floors.values())) * ROW
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        'font-family="sans-serif" font-size="13">',
        "<title>The packages; whoever imports stands above</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for source, targets in sorted(graph.items()):
        for target in sorted(targets - _beyond(graph, source)):
            (x, y, w), (u, v, z) = places[source], places[target]
            lines.append(
                f'<path d="M{x + w / 2:.0f} {y + BOX} C{x + w / 2:.0f} {y + BOX + 25} '
                f'{u + z / 2:.0f} {v - 25} {u + z / 2:.0f} {v}" fill="none" stroke="#8a9aa9"/>'
            )
    sizes = Counter(package(module) for module in modules())
    for name, (x, y, w) in sorted(places.items()):
        first, _, second = name.rpartition(".")
        lines += [
            f'<rect x="{x:.0f}" y="{y}" width="{w:.0f}" height="{BOX}" rx="5" fill="#e4eef0" '
            'stroke="#00695c"/>',
            _text(x + w / 2, y + 19, second or NAME, "#12333a"),
            _text(
                x + w / 2, y + 36, f"{first + ' · ' if first else ''}{sizes[name]} files", "#4d6a70"
            ),
        ]
    return "\n".join([*lines, "</svg>", ""])


def _beyond(graph: Mapping[str, set[str]], source: str) -> set[str]:
    """What is reached from a folder by two arrows or more."""
    reached: set[str] = set()
    stack = [further for target in graph[source] for further in graph[target]]
    while stack:
        name = stack.pop()
        if name not in reached:
            reached.add(name)
            stack += graph[name]
    return reached


def _text(x: float, y: float, text: str, colour: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y}" text-anchor="middle" fill="{colour}">{html.escape(text)}</text>'
    )
