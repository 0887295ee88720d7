"""One partition of a sweep as the bytes of a Parquet file: a pure function of spec and number.

The same spec, number and versions of the packages give the same bytes on every machine and in every
process: games come in a definite order, the settings of the writer are fixed, and neither clock nor
machine is recorded.
"""

from __future__ import annotations

import io
import json

import numpy as np

from oraclegames._version import __version__
from oraclegames.errors import InputError
from oraclegames.sweep.spec import Spec

__all__ = ["METADATA", "make_partition"]

METADATA = b"oraclegames"
"""The key of the Parquet file's metadata under which the spec and the version are."""


def make_partition(spec: Spec, number: int, version: str = __version__) -> bytes:
    """The Parquet file of one partition.

    Args:
        spec: the sweep.
        number: which partition, from 0.
        version: the version of the package that asks; a worker of a cluster may have another one.

    Raises:
        InputError: if the versions differ.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if version != __version__:
        raise InputError(
            f"a worker has oraclegames {__version__}, but the sweep needs {version}: install the "
            "same version everywhere"
        )
    start, stop = spec.bounds(number)
    games = spec.family.games(start, stop)
    columns = {"game": pa.array(np.arange(start, stop, dtype=np.int64))}
    for name, column in games.columns.items():
        text = isinstance(column, list)
        columns[name] = (
            pa.array(column, type=pa.string()).dictionary_encode() if text else pa.array(column)
        )
    columns |= spec.question.answer(games)
    notes = {"spec": spec.to_dict(), "fingerprint": spec.fingerprint, "version": version}
    table = pa.table(columns).replace_schema_metadata(
        {METADATA: json.dumps({**notes, "partition": number}, sort_keys=True)}
    )
    buffer = io.BytesIO()
    pq.write_table(
        table,
        buffer,
        row_group_size=spec.partition,
        compression="zstd",
        compression_level=1,
        version="2.6",
        data_page_version="2.0",
        store_schema=True,
    )
    return buffer.getvalue()
