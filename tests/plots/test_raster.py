"""The painter: no seams, correct blending, correct orientation."""

import numpy as np

from oraclegames.plots.raster import paint

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)


def fan(opacity: float) -> tuple:
    """A square cut into triangles around an odd point."""
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    middle = np.array([0.37, 0.61])
    triangles = np.array([[corners[k], corners[(k + 1) % 4], middle] for k in range(4)])
    return triangles, np.array([[*RED, opacity]] * 4)


def test_neighbouring_triangles_leave_no_seam() -> None:
    image = paint(*fan(0.4), (0.0, 1.0, 0.0, 1.0), 97)
    assert image.shape == (97, 97, 4)
    assert np.allclose(image, [*RED, 0.4])


def test_orientation_does_not_matter() -> None:
    triangles, colours = fan(0.4)
    turned = paint(triangles[:, ::-1], colours, (0.0, 1.0, 0.0, 1.0), 60)
    assert np.allclose(turned, paint(triangles, colours, (0.0, 1.0, 0.0, 1.0), 60))


def test_later_triangles_cover_earlier_ones() -> None:
    triangle = np.array([[[-1.0, -1.0], [3.0, -1.0], [-1.0, 3.0]]] * 2)
    image = paint(triangle, np.array([[*RED, 1.0], [*BLUE, 0.25]]), (0.0, 1.0, 0.0, 1.0), 4)
    assert np.allclose(image, [0.75, 0.0, 0.25, 1.0])


def test_the_first_row_is_on_top() -> None:
    upper = np.array([[[0.0, 0.5], [1.0, 0.5], [0.5, 9.0]]])
    image = paint(upper, np.array([[*RED, 1.0]]), (0.0, 1.0, 0.0, 1.0), 10)
    assert image[0, 5, 3] == 1 and image[-1, 5, 3] == 0


def test_triangles_outside_paint_nothing() -> None:
    away = np.array([[[5.0, 5.0], [6.0, 5.0], [5.0, 6.0]]])
    assert not paint(away, np.array([[*RED, 1.0]]), (0.0, 1.0, 0.0, 1.0), 8).any()
