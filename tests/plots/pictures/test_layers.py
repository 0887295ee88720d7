"""The switches of pictures: one spelling for calls, files, the command line and the page."""

from __future__ import annotations

from typing import get_args

import pytest

from oraclegames import InputError, catalog, plots, solve
from oraclegames.plots.look.style import THEMES, Role
from oraclegames.plots.pictures.layers import LAYERS, OVERLAYS, ROLES, Layers, layers_of

SOLUTION = solve(catalog.battle_of_the_sexes())


def test_every_switch_stands_for_roles_and_every_role_has_a_style() -> None:
    assert tuple(ROLES) == LAYERS and set(OVERLAYS) < set(LAYERS)
    for theme in THEMES.values():
        assert set(theme.styles) == set(get_args(Role))


@pytest.mark.parametrize("name", LAYERS)
def test_a_switch_shows_and_hides_exactly_its_roles(name: str) -> None:
    shown, hidden = (plots.both_info(SOLUTION, **{name: on}) for on in (True, False))
    for first, second in ((shown.tetrahedron, hidden.tetrahedron), (shown.values, hidden.values)):
        rest = [layer for layer in first.layers if layer.role not in ROLES[name]]
        assert list(second.layers) == rest
    assert len(shown.tetrahedron.layers) > len(hidden.tetrahedron.layers)


def test_changed_is_what_was_asked_for() -> None:
    assert Layers().changed == {}
    assert layers_of(nash=True, surfaces=False, curve=True).changed == {
        "surfaces": False,
        "nash": True,
    }


def test_an_unknown_switch_is_refused_by_every_picture() -> None:
    for call in (plots.tetrahedron, plots.values, plots.both, plots.both_info):
        with pytest.raises(InputError, match="no layer 'magic'; there are surfaces, curve, pure"):
            call(SOLUTION, magic=True)


def test_infos_have_a_short_repr() -> None:
    info = plots.both_info(SOLUTION, **dict.fromkeys(LAYERS, True))
    for one in (info, info.tetrahedron, info.values):
        assert repr(one) == f"<{type(one).__name__}: Battle of the Sexes>"
