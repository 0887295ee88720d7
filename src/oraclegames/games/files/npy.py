"""NumPy's files: ``.npy`` holds one array of shape (n, m_1, …, m_n), ``.npz`` one for each player.

A float is read by its shortest decimal text, so that 0.1 is 1/10. Pickled objects are not loaded.
"""

from __future__ import annotations

import io
from typing import Any

from oraclegames.errors import InputError
from oraclegames.games.files.foreign import is_numpy
from oraclegames.games.files.labels import default_labels
from oraclegames.games.files.tables import Tables, payoff_tables
from oraclegames.later import np


def npy_tables(data: bytes, source: str) -> Tables:
    """Read what ``numpy.save`` or ``numpy.savez`` wrote.

    The names of arrays that were saved with names are the players'.
    """
    if not is_numpy(data):
        raise InputError(f"{source}: expected what numpy.save writes, found something else")
    try:
        loaded = np.load(io.BytesIO(data), allow_pickle=False)
        arrays = {name: loaded[name] for name in loaded.files} if hasattr(loaded, "files") else None
    except Exception as error:  # zipfile, zlib, struct and tokenize have errors of their own
        words = str(error).partition("\n")[0]
        if "pickle" in words.lower():
            raise InputError(
                f"{source}: this NumPy file holds Python objects, which are not loaded: save "
                "arrays of numbers"
            ) from None
        raise InputError(f"{source}: this NumPy file cannot be read: {words:.120}") from None
    if arrays is None:
        arrays = _split(loaded, source)
    names = list(arrays)
    if names == [f"arr_{k}" for k in range(len(names))]:
        names = list(default_labels(len(names)))
    try:
        tables = list(map(_texts_of_short_floats, arrays.values()))
        shape, numerators, scales = payoff_tables(tables, names, True)
    except InputError as error:
        raise InputError(f"{source}: {error}") from None
    return Tables("", tuple(names), tuple(map(default_labels, shape)), numerators, scales)


def _split(array: Any, source: str) -> dict[str, Any]:
    """The players' arrays in one; its first axis counts them."""
    n = array.shape[0] if array.ndim else 0
    if n == array.ndim - 1 and n > 0:
        return {f"arr_{k}": array[k] for k in range(n)}
    advice = ""
    if array.ndim > 1 and array.shape[-1] == array.ndim - 1:
        advice = "; if its last axis counts them, save numpy.moveaxis(a, -1, 0)"
    raise InputError(
        f"{source}: an array of shape {array.shape} is no game: the first axis should count the "
        f"players, as in (2, 3, 4) for a 3×4 game{advice}"
    )


def _texts_of_short_floats(array: Any) -> Any:
    """Floats of 16 or 32 bits as their own shortest decimals; as 64 bits they would be longer."""
    if array.dtype.kind != "f" or array.dtype.itemsize >= 8:
        return array
    texts = np.empty(array.shape, dtype=object)
    texts.ravel()[:] = [str(number) for number in array.ravel()]
    return texts
