"""Running a sweep: from a spec to a complete dataset, or to one that can be completed."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from oraclegames.budget import Clock, OutOfTime, Progress, Status, Tell
from oraclegames.errors import InputError, MissingDependencyError
from oraclegames.games.shown import Shown
from oraclegames.processes import cores, workers_of
from oraclegames.sweep.dataset import Dataset, prepare_dataset, writing
from oraclegames.sweep.spec import LARGE, Spec, parse_spec, read_spec
from oraclegames.sweep.workers import Stream, on_cluster, on_processes


@dataclass(frozen=True, repr=False)
class Sweep(Shown):
    """The outcome of a run.

    Attributes:
        dataset: the folder.
        complete: whether all partitions are there; False after Ctrl-C or when time ran out.
        written: the partitions that this run wrote.
        checksum: of the complete dataset, else None.
        seconds: how long the run took.
    """

    dataset: Dataset
    complete: bool
    written: int
    checksum: str | None
    seconds: float

    @property
    def status(self) -> Status:
        """The same in the word that all results share."""
        return "complete" if self.complete else "partial"

    def verify(self) -> bool:
        """Whether the folder holds what this says: every file of a complete one by its checksum."""
        if not self.complete:
            return bool(self.dataset.missing()) or not self.dataset.complete
        return self.dataset.verify() and self.dataset.manifest["checksum"] == self.checksum

    def to_dict(self) -> dict[str, Any]:
        """The outcome as plain values for JSON."""
        return {
            "folder": str(self.dataset.folder),
            "status": self.status,
            "partitions": self.dataset.partitions,
            "missing": len(self.dataset.missing()),
            "written": self.written,
            "checksum": self.checksum,
            "seconds": round(self.seconds, 3),
        }

    def __str__(self) -> str:
        done = self.dataset.partitions - len(self.dataset.missing())
        left = "" if self.complete else "; run the same sweep again to go on"
        return (
            f"{done} of {self.dataset.partitions} partitions are in {self.dataset.folder}, "
            f"{self.written} of them written in {self.seconds:.1f} s{left}"
        )


def run_sweep(
    spec: Spec | Mapping[str, Any] | str | Path,
    folder: str | Path,
    *,
    workers: int | None = None,
    cluster: str | None = None,
    budget: float | None = None,
    progress: Tell | None = None,
    confirm: bool = False,
) -> Sweep:
    """Ask a question of every game of a family, and write the answers as a Parquet dataset.

    The same folder with the same spec resumes a run that was stopped or killed: partitions that are
    there are not made again. The bytes of the dataset depend on the spec and on the versions of
    oraclegames and pyarrow, not on the number of workers or on interruptions.

    Args:
        spec: a spec, the table of one, or the path of a TOML file
            (:mod:`oraclegames.sweep.spec`).
        folder: where the dataset goes.
        workers: processes on this machine, all its cores if None. More than one needs the guard
            ``if __name__ == "__main__":`` in a script.
        cluster: the address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``, instead.
        budget: seconds after which to stop, None for no limit. With one even a single worker is
            another process.
        progress: called after every partition with the games that are written, those of earlier
            runs included.
        confirm: allow more than a thousand million games.

    Returns:
        The outcome. After Ctrl-C, or out of time, it is returned too, with ``complete`` false.

    Raises:
        InputError: a wrong spec, a folder with something else, too many games, another run in the
            same folder, a cluster that does not answer, or a disk that is full.

    Cost: one worker classifies some 100 000 games per second, compression included. Memory: a few
    partitions for each worker.
    """
    if isinstance(spec, Spec):
        plan = spec
    else:
        plan = read_spec(spec) if isinstance(spec, (str, Path)) else parse_spec(spec)
    if plan.count > LARGE and not confirm:
        raise InputError(
            f"the sweep has {plan.count} games, more than {LARGE}: confirm it "
            "(confirm=True, or --yes on the command line)"
        )
    if workers is not None:
        workers_of(workers, "a sweep")
    if find_spec("pyarrow") is None:
        raise MissingDependencyError("a sweep needs pyarrow: pip install 'oraclegames[sweep]'")
    begun, clock = time.monotonic(), Clock(budget)
    dataset = prepare_dataset(plan, folder)
    with _alone(dataset.folder):
        if dataset.complete:
            checksum = dataset.manifest["checksum"]
            return Sweep(dataset, True, 0, checksum, time.monotonic() - begun)
        missing = dataset.missing()
        if cluster is not None:
            stream = on_cluster(plan, missing, cluster, clock)
        else:
            stream = on_processes(plan, missing, min(workers or cores(), len(missing)), clock)
        written, checksum = _write(dataset, plan, missing, stream, progress)
        took = time.monotonic() - begun
        return Sweep(dataset, checksum is not None, written, checksum, took)


def _write(
    dataset: Dataset, plan: Spec, missing: Sequence[int], stream: Stream, progress: Tell | None
) -> tuple[int, str | None]:
    """Write the missing partitions; how many, and the checksum if none is missing any more."""
    written, done = 0, plan.count - sum(_size(plan, number) for number in missing)
    try:
        with contextlib.closing(stream):
            for number, content in stream:
                dataset.write(number, content)
                written, done = written + 1, done + _size(plan, number)
                if progress is not None:
                    progress(Progress(done, plan.count, "games"))
        return written, dataset.finish()
    except (KeyboardInterrupt, OutOfTime):
        return written, None


def _size(plan: Spec, number: int) -> int:
    start, stop = plan.bounds(number)
    return stop - start


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system releases it with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system: two runs would do double work, but no harm
        yield
        return
    with writing(folder):
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"another run is sweeping into {folder}: wait for it") from None
        yield
    finally:
        os.close(descriptor)
