"""The painter: no seams, correct blending, correct orientation."""

import numpy as np

from oraclegames.plots.matplotlib import raster
from oraclegames.plots.matplotlib.raster import paint

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


UNIT = (0.0, 1.0, 0.0, 1.0)
WHOLE = [[-1.0, -1.0], [3.0, -1.0], [-1.0, 3.0]]


def fan(opacity: float) -> tuple:
    """A square cut into triangles around an odd point."""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    middle = np.array([0.37, 0.61])
    triangles = np.array([[corners[k], corners[(k + 1) % 4], middle] for k in range(4)])
    return triangles, np.zeros((4, 3)), np.array([[*RED, opacity]] * 4)


def test_neighbouring_triangles_leave_no_seam() -> None:
    image = paint(*fan(0.4), UNIT, 97)
    assert image.shape == (97, 97, 4)
    assert np.allclose(image, [*RED, 0.4])


def test_orientation_does_not_matter() -> None:
    triangles, nearness, colours = fan(0.4)
    turned = paint(triangles[:, ::-1], nearness, colours, UNIT, 60)
    assert np.allclose(turned, paint(triangles, nearness, colours, UNIT, 60))


def test_nearer_triangles_cover_farther_ones_in_any_order() -> None:
    nearness = np.array([[0.0] * 3, [1.0] * 3])
    colours = np.array([[*RED, 1.0], [*BLUE, 0.25]])
    for order in ([0, 1], [1, 0]):
        image = paint(np.array([WHOLE] * 2), nearness[order], colours[order], UNIT, 4)
        assert np.allclose(image, [0.75, 0.0, 0.25, 1.0])


def test_triangles_that_cross_are_sorted_at_each_pixel() -> None:
    """The second one rises through the first along x = 1/2."""
    nearness = np.array([[0.5, 0.5, 0.5], [-1.0, 3.0, -1.0]])
    colours = np.array([[*RED, 1.0], [*BLUE, 1.0]])
    image = paint(np.array([WHOLE] * 2), nearness, colours, UNIT, 10)
    assert np.allclose(image[:, :5], [*RED, 1.0])
    assert np.allclose(image[:, 5:], [*BLUE, 1.0])


def test_the_first_row_is_on_top() -> None:
    upper = np.array([[[0.0, 0.5], [1.0, 0.5], [0.5, 9.0]]])
    image = paint(upper, np.zeros((1, 3)), np.array([[*RED, 1.0]]), UNIT, 10)
    assert image[0, 5, 3] == 1 and image[-1, 5, 3] == 0


def test_triangles_outside_paint_nothing() -> None:
    away = np.array([[[5.0, 5.0], [6.0, 5.0], [5.0, 6.0]]])
    assert not paint(away, np.zeros((1, 3)), np.array([[*RED, 1.0]]), UNIT, 8).any()


def test_bands_change_no_bit_of_the_image(monkeypatch) -> None:
    source = np.random.default_rng(1)
    triangles = source.random((80, 1, 2)) * 1.4 - 0.2 + source.normal(size=(80, 3, 2)) * 0.1
    asked = triangles, source.random((80, 3)), source.random((80, 4)), (0.0, 1.0, 0.0, 0.6), 150
    image = paint(*asked)
    for rows in (1, 7, 1000):
        monkeypatch.setattr(raster, "_BAND", rows)
        assert np.array_equal(paint(*asked), image)
