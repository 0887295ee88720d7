"""Which layers a picture of equilibria has: one switch for each, spelled the same everywhere."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from oraclegames.errors import no_such
from oraclegames.plots.look.style import Role


@dataclass(frozen=True)
class Layers:
    """What is switched on.

    Attributes:
        surfaces: both players' indifference surfaces.
        curve: the totally mixed equilibria.
        pure: the equilibria of the boundary.
        product: the product distributions (independent play), in the tetrahedron alone.
        nash: all Nash equilibria.
        correlated: the polytope of correlated equilibria, in the tetrahedron alone.
        best: the equilibrium with the largest sum of values.
        similarity: how alike the players must think they are, as a colour along the curve.
    """

    surfaces: bool = True
    curve: bool = True
    pure: bool = True
    product: bool = False
    nash: bool = False
    correlated: bool = False
    best: bool = False
    similarity: bool = False

    @property
    def switches(self) -> dict[str, bool]:
        """Each switch by its name."""
        return asdict(self)

    @property
    def changed(self) -> dict[str, bool]:
        """The switches that are not as they are by themselves."""
        plain = Layers().switches
        return {name: on for name, on in self.switches.items() if on != plain[name]}


LAYERS: tuple[str, ...] = tuple(field.name for field in fields(Layers))
"""The names of all switches."""

OVERLAYS: tuple[str, ...] = tuple(field.name for field in fields(Layers) if not field.default)
"""Those that are off by themselves: what may be laid over the equilibria."""

ROLES: dict[str, tuple[Role, ...]] = {
    "surfaces": ("row surface", "column surface"),
    "curve": ("equilibria",),
    "pure": ("reflective", "dependency only"),
    "product": ("product",),
    "nash": ("nash",),
    "correlated": ("correlated",),
    "best": ("best",),
    "similarity": (
        *("opposites", "rather opposite", "independent", "hardly alike", "somewhat alike"),
        *("rather alike", "copies"),
    ),
}
"""Which roles each switch stands for."""


def layers_of(**switches: bool) -> Layers:
    """The layers with these switches.

    Raises:
        InputError: there is no such switch.

    >>> layers_of(nash=True).changed
    {'nash': True}
    """
    for name in switches:
        if name not in LAYERS:
            raise no_such("layer", name, LAYERS)
    return Layers(**switches)
