"""Stands for processes: jobs are answered in this one, so that tests need not wait for a start."""

from __future__ import annotations

from oraclegames.processes import Workers


class Here(Workers):
    """Of two jobs the second is answered first."""

    def answers(self, jobs, clock):
        """Each job with its answer, until the clock ends it."""
        waiting = list(jobs)
        for k in range(0, len(waiting), 2):
            for job in reversed(waiting[k : k + 2]):
                clock.check()
                yield job, self._function(job)
