"""The processes that read drafts: each reads one file and ends. One more may stand ready.

A file of ordinary size is read in about the time that it takes to start a process for it.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

ENDED_FILE = "ended"
IDLE = 600.0  # seconds that a process stands ready before it ends
NOT_BEGUN = 75  # the exit code of one that had nothing to do for so long
_NICER = 10  # than this process: the pages come first
_COMMAND = (sys.executable, "-m", "tracker.service.worker")


@dataclass(frozen=True)
class Job:
    """A draft to read: the programme's folder, the draft's id, the folder that it lies in."""

    programme: Path
    draft: str
    folder: Path

    @property
    def log(self) -> Path:
        """Where what the process prints goes."""
        return self.folder / "worker.log"


@dataclass(eq=False)
class _Child:
    """A process. `job` is None for one that stands ready; `handed`: it stood so before."""

    process: subprocess.Popen[bytes]
    job: Job | None = None
    handed: bool = False


class Children:
    """The processes that this one has started."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: dict[str, _Child] = {}
        self._spare: _Child | None = None
        self._wanted_until = 0.0

    def start(self, job: Job) -> None:
        """Read a draft in a process; when that ends its exit code stands beside the draft."""
        with self._lock:
            self._start(job)

    def expect(self) -> None:
        """Have a process stand ready: somebody is about to bring a file."""
        with self._lock:
            self._wanted_until = monotonic() + IDLE
            self._renew()

    def stop(self, draft: str) -> None:
        """Kill the process that reads a draft, with all that it started; return when it is dead."""
        with self._lock:
            if child := self._running.pop(draft, None):
                _kill(child.process)  # nobody has reaped it, so its id is still its own
                child.process.wait()

    def dismiss(self) -> None:
        """Let go of the process that stands ready; return when it has ended."""
        with self._lock:
            self._wanted_until = 0.0
            if spare := self._spare:
                _kill(spare.process)
                self._ended(spare, spare.process.wait())

    def _start(self, job: Job) -> None:
        self._running[job.draft] = self._handed(job) or self._fresh(job)

    def _handed(self, job: Job) -> _Child | None:
        """The process that stood ready, with the job; None where none could take it."""
        spare, self._spare = self._spare, None
        if spare is None or spare.process.stdin is None:
            return None
        told = json.dumps([str(job.programme), job.draft, str(job.log)]) + "\n"
        try:
            with spare.process.stdin as pipe:
                pipe.write(told.encode())
        except BrokenPipeError:  # it has died
            return None
        spare.job, spare.handed = job, True
        return spare

    def _fresh(self, job: Job) -> _Child:
        command = [*_COMMAND, str(job.programme), job.draft]
        with job.log.open("wb") as log:
            process = subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        return self._watched(_Child(process, job))

    def _renew(self) -> None:
        """Start a process that stands ready, unless one does; it ends with this one."""
        if self._spare is None and monotonic() < self._wanted_until:
            process = subprocess.Popen(  # noqa: S603  as above
                _COMMAND,
                bufsize=0,
                stdin=subprocess.PIPE,  # it closes when this process ends, however it does
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            self._spare = self._watched(_Child(process))

    def _watched(self, child: _Child) -> _Child:
        with suppress(ProcessLookupError):  # what it starts in its turn inherits this
            own = os.getpriority(os.PRIO_PROCESS, 0)
            os.setpriority(os.PRIO_PROCESS, child.process.pid, own + _NICER)
        Thread(target=self._see_off, args=(child,), daemon=True).start()
        return child

    def _see_off(self, child: _Child) -> None:
        with suppress(ChildProcessError):
            os.waitid(os.P_PID, child.process.pid, os.WEXITED | os.WNOWAIT)
        with self._lock:
            if child.process.returncode is None:  # else it was stopped
                _kill(child.process)  # what it started ends with it
                self._ended(child, child.process.wait())
            if child.job:
                self._renew()  # now, so as not to compete with the reading

    def _ended(self, child: _Child, code: int) -> None:
        if self._spare is child:
            self._spare = None
        if child.process.stdin:
            child.process.stdin.close()
        job = child.job
        if job is None or self._running.get(job.draft) is not child:
            return
        del self._running[job.draft]
        with suppress(FileNotFoundError):  # the draft was dropped meanwhile
            if child.handed and code == NOT_BEGUN:  # it had given up when the job came
                self._start(job)
            else:
                (job.folder / ENDED_FILE).write_text(str(code), encoding="ascii")


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
