"""The pictures of equilibria as numbers: the page draws them.

A picture is a small document without colours or sizes: layers of points, lines and areas, each
with the role that it plays. Places in the tetrahedron are distributions, those in the plane are
pairs of values. A surface is given by the four corners of its patch, or by its triangles. Numbers
are rounded to a hundredth of a pixel, which also makes them the same on every machine.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from oraclegames.conditional.solution import Solution
from oraclegames.explorer.view import View
from oraclegames.plots.look.style import THEMES
from oraclegames.plots.pictures.layers import ROLES
from oraclegames.plots.pictures.scene import Layer, Mark, Mesh, Place, Plane
from oraclegames.plots.pictures.tetrahedron_picture import TetrahedronInfo
from oraclegames.plots.pictures.values_picture import BothInfo, both_info, values_plane

SWITCHES: dict[str, str] = {role: name for name, roles in ROLES.items() for role in roles}
"""Which switch of the page a role belongs to."""

DIGITS = 6
"""Of probabilities, after the point."""


def shown(view: View, solution: Solution) -> BothInfo:
    """Both pictures with the layers that are switched on."""
    return both_info(solution, **view.layers.switches)


def equilibria_pictures(view: View, solution: Solution) -> dict[str, Any]:
    """The tetrahedron and the plane of values, ready for JSON."""
    info = shown(view, solution)
    plane = plane_numbers(values_plane(info.values), SWITCHES)
    return {"space": _space(info.tetrahedron), "plane": plane}


def plane_numbers(
    plane: Plane, switches: Mapping[str, str], hidden: Collection[str] = ()
) -> dict[str, Any]:
    """A plane ready for JSON, without the layers whose switch is hidden."""
    scale = max(max(map(abs, ends)) for ends in plane.ranges)
    return {
        "axes": list(plane.axes),
        "names": [[height, name] for height, name in plane.names],
        "ranges": [[float(f"{end:.6g}") for end in ends] for ends in plane.ranges],
        "labels": [
            {
                "at": _rounded((one.x, one.y), scale),
                "side": [one.dx, one.dy],
                "lines": one.lines,
            }
            for one in plane.labels
        ],
        "layers": [
            _flat_layer(layer, scale, switches)
            for layer in plane.layers
            if switches.get(layer.role) not in hidden
        ],
    }


def looks() -> dict[str, Any]:
    """How each role is drawn, in both themes: what :mod:`oraclegames.plots.look.style` says."""
    return {
        name: {
            "ink": theme.ink,
            "paper": theme.paper,
            "faint": theme.faint,
            "behaviours": list(theme.behaviours),
            "roles": {
                role: {
                    "colour": style.colour,
                    "fill": style.fill,
                    "opacity": style.opacity,
                    "line": style.line,
                    "dash": style.dash,
                    "marker": style.marker,
                    "size": style.marker_size,
                    "open": style.is_open,
                    "ring": style.ring,
                    "outlined": style.outlined,
                }
                for role, style in theme.styles.items()
            },
        }
        for name, theme in THEMES.items()
    }


def _space(info: TetrahedronInfo) -> dict[str, Any]:
    return {
        "labels": [
            {"moves": list(vertex.labels), "payoffs": list(vertex.payoffs)}
            for vertex in info.vertices
        ],
        "layers": [_layer(layer) for layer in info.layers],
    }


def _layer(layer: Layer[Mark]) -> dict[str, Any]:
    """A layer of the tetrahedron; what it lacks is left out."""
    found = {
        "role": layer.role,
        "layer": SWITCHES[layer.role],
        "name": layer.name,
        "points": [
            {"at": _cells(mark.cells), "name": mark.name, "exact": mark.exact}
            for mark in layer.points
        ],
        "lines": [[_cells(mark.cells) for mark in line] for line in layer.lines],
        **_mesh(layer.mesh),
    }
    return {key: value for key, value in found.items() if value}


def _mesh(mesh: Mesh | None) -> dict[str, Any]:
    if mesh is None:
        return {}
    if mesh.corners:
        return {"patch": [_cells(corner) for corner in mesh.corners]}
    return {
        "vertices": [_cells(vertex) for vertex in mesh.vertices],
        "triangles": [list(triangle) for triangle in mesh.triangles],
    }


def _flat_layer(
    layer: Layer[Mark] | Layer[Place], scale: float, switches: Mapping[str, str]
) -> dict[str, Any]:
    """A layer of the plane."""
    names = layer.texts or [getattr(spot, "name", "") for spot in layer.points]
    found = {
        "role": layer.role,
        "layer": switches.get(layer.role, ""),
        "name": layer.name,
        "note": layer.note,
        "notes": list(layer.notes),
        "scale": 0 if layer.scale == 1 else round(layer.scale, 3),
        "points": [
            {"at": at, "name": name} for at, name in zip(_places(layer.points, scale), names)
        ],
        "lines": [_places(line, scale) for line in layer.lines],
        "areas": [_places(area, scale) for area in layer.areas],
    }
    return {key: value for key, value in found.items() if value}


def _places(spots: Iterable[Mark | Place], scale: float) -> list[list[float]]:
    places = (spot.values if isinstance(spot, Mark) else spot for spot in spots)
    return [_rounded(place, scale) for place in places]


def _rounded(place: Sequence[float], scale: float) -> list[float]:
    """To six digits; what is next to nothing beside the largest value is nothing."""
    return [float(f"{x:.6g}") if abs(x) > scale * 1e-9 else 0.0 for x in place]


def _cells(cells: Sequence[float]) -> list[float]:
    return [round(p, DIGITS) + 0.0 for p in cells]


def spot(detail: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Where a distribution that is looked at stands in both pictures."""
    if detail is None:
        return None
    return {
        "space": _cells([cell["float"] for cell in detail["cells"]]),
        "plane": [value["float"] for value in detail["values"]],
    }
