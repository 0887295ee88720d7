"""NumPy, loaded when something is first asked of it: what needs no arrays works without it.

Games, exact numbers, 2×2 games in closed form, their pictures and documents, and all certificates
are plain Python and FLINT. So they start fast, and they run where there is no NumPy, as in a
browser. Whatever computes on arrays takes ``np`` from here.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from oraclegames.errors import MissingDependencyError

if TYPE_CHECKING:
    import numpy

    np = numpy
else:

    class _Later(ModuleType):
        """Stands for a module until its first use, and has all its names from then on."""

        def __getattr__(self, name: str) -> Any:
            try:
                module = import_module(self.__name__)
            except ImportError:
                raise MissingDependencyError(
                    "this question needs NumPy, which is not installed here: pip install numpy"
                ) from None
            self.__dict__.update(vars(module))
            return getattr(module, name)

    np = _Later("numpy")
