"""The processes that read drafts: one file each, and one that stands ready for the next."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from tracker.service import children, drafting, worker
from tracker.service.access import reader_for
from tracker.service.children import NOT_BEGUN, Children, Job
from tracker.service.drafting import DraftState, expect_draft
from tracker.service.uploads import new_draft, preview, read_draft, start_draft

# In the place of the worker: says in `taken` how it got its job, then does as a file there says.
CHILD = """
import json, os, sys
from datetime import timedelta
from pathlib import Path
handed = len(sys.argv) == 1
line = sys.stdin.readline() if handed else ""
if line or not handed:
    folder = Path(json.loads(line)[2]).parent if handed else Path(sys.argv[1], sys.argv[2])
    with (folder / "taken").open("a") as taken:
        taken.write("handed " if handed else "fresh ")
    os.mkfifo(folder / f"waits{os.getpid()}")
    os.rename(folder / f"waits{os.getpid()}", folder / "waits")
    told = (folder / "waits").read_text()
    if told == "not begun" and handed:
        sys.exit(NOT_BEGUN)
"""


@pytest.fixture
def processes(monkeypatch):
    """Children that run CHILD; none is left afterwards."""
    script = f"NOT_BEGUN = {NOT_BEGUN}\n{CHILD}"
    monkeypatch.setattr(children, "_COMMAND", (sys.executable, "-I", "-S", "-c", script))
    made = Children()
    yield made
    made.dismiss()
    for draft in list(made._running):
        made.stop(draft)


@pytest.fixture
def job(tmp_path):
    """A job by the name of its draft."""

    def of(draft: str) -> Job:
        folder = tmp_path / draft
        folder.mkdir()
        return Job(tmp_path, draft, folder)

    return of


def until(happened, tries=6000):
    """What is waited for, as soon as there is any: at most a minute, that nobody times."""
    pause = Event()
    for _ in range(tries):
        if found := happened():
            return found
        pause.wait(0.01)
    raise AssertionError("it never happened")


def taken(job: Job) -> str:
    until((job.folder / "waits").exists)
    return (job.folder / "taken").read_text().split()[-1]


def end(job: Job, told: str = "") -> None:
    (job.folder / "waits").write_text(told)


def spare_of(processes: Children) -> int:
    with processes._lock:  # whoever sees a child off is done
        assert processes._spare
        return processes._spare.process.pid


def is_gone(process: int) -> bool:
    """Whether a child of this process has ended and was seen off: no zombie is left."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


class TestOneStandsReady:
    def test_it_is_handed_the_job_and_another_takes_its_place_afterwards(self, processes, job):
        processes.expect()
        first, one = spare_of(processes), job("a")
        processes.start(one)
        assert taken(one) == "handed"
        assert processes._spare is None  # not while it reads
        end(one)
        until((one.folder / "ended").exists)
        assert (one.folder / "ended").read_text() == "0"
        assert spare_of(processes) != first
        assert is_gone(first)

    def test_nobody_expects_a_file(self, processes, job):
        one = job("a")
        processes.start(one)
        assert taken(one) == "fresh"
        end(one)
        until((one.folder / "ended").exists)
        assert processes._spare is None

    def test_two_files_at_once(self, processes, job):
        processes.expect()
        one, two = job("a"), job("b")
        processes.start(one)
        processes.start(two)
        assert (taken(one), taken(two)) == ("handed", "fresh")
        for each in (one, two):
            end(each)
            until((each.folder / "ended").exists)
        assert spare_of(processes)

    def test_there_is_only_one(self, processes):
        processes.expect()
        first = spare_of(processes)
        processes.expect()
        assert spare_of(processes) == first

    def test_nobody_has_brought_a_file_for_a_while(self, processes, job, monkeypatch):
        monkeypatch.setattr(children, "IDLE", 0.0)
        processes.expect()
        assert processes._spare is None

    def test_a_killed_one_is_replaced(self, processes, job):
        processes.expect()
        first = spare_of(processes)
        os.kill(first, signal.SIGKILL)
        until(lambda: processes._spare is None)
        assert is_gone(first)
        processes.expect()
        one = job("a")
        processes.start(one)
        assert taken(one) == "handed"

    def test_one_killed_just_now_takes_no_job(self, processes, job):
        processes.expect()
        process, one = spare_of(processes), job("a")
        with processes._lock:  # nobody sees it off meanwhile
            os.kill(process, signal.SIGKILL)
            os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
            processes._start(one)
        assert taken(one) == "fresh"

    def test_one_that_gave_up_when_the_job_came(self, processes, job):
        processes.expect()
        one = job("a")
        processes.start(one)
        assert taken(one) == "handed"
        end(one, "not begun")
        until(lambda: (one.folder / "taken").read_text() == "handed fresh ")
        assert not (one.folder / "ended").exists()

    def test_its_reading_is_stopped(self, processes, job):
        processes.expect()
        process, one = spare_of(processes), job("a")
        processes.start(one)
        assert taken(one) == "handed"
        processes.stop(one.draft)
        assert is_gone(process)
        assert not (one.folder / "ended").exists()

    def test_it_ends_with_the_process_that_started_it_however_that_ends(self):
        server = (
            "import os, signal\n"
            "from tracker.service import children\n"
            f"children._COMMAND = ({sys.executable!r}, '-I', '-S', '-c', {CHILD!r})\n"
            "kept = children.Children()\n"
            "kept.expect()\n"
            "print(kept._spare.process.pid, flush=True)\n"
            "os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        ran = subprocess.run(
            [sys.executable, "-c", server], capture_output=True, text=True, check=False
        )
        assert ran.returncode == -signal.SIGKILL
        until(lambda: has_ended(int(ran.stdout)))


def has_ended(process: int) -> bool:
    """Whether a process that is nobody's child here has ended, reaped or not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


class TestWorker:
    @pytest.fixture
    def stdin(self, monkeypatch):
        """The end of stdin that is written to."""
        reads, writes = os.pipe()
        with os.fdopen(reads) as held, os.fdopen(writes, "w") as told:
            monkeypatch.setattr(sys, "stdin", held)
            yield told

    @pytest.fixture(autouse=True)
    def read(self, monkeypatch):
        done = []
        monkeypatch.setattr(worker, "main", lambda *told: done.append(told))
        return done

    def test_stdin_ends_before_it_is_told_anything(self, stdin, read):
        stdin.close()
        worker.stand_ready()
        assert read == []

    def test_nothing_comes(self, stdin, read, monkeypatch):
        monkeypatch.setattr(worker, "IDLE", 0.0)
        with pytest.raises(SystemExit) as ended:
            worker.stand_ready()
        assert (ended.value.code, read) == (NOT_BEGUN, [])

    def test_it_is_told_a_draft(self, stdin, read, tmp_path, capfd):
        log = tmp_path / "worker.log"
        stdin.write(json.dumps(["programme", "draft", str(log)]) + "\n")
        stdin.flush()
        kept = [os.dup(one) for one in (1, 2)]
        try:
            worker.stand_ready()
        finally:
            for number, one in enumerate(kept, start=1):
                os.dup2(one, number)
                os.close(one)
        assert read == [("programme", "draft")]
        assert log.exists()


class TestDrafts:
    FILE = b"Kommun;2022;2023\nUppsala;7;9\nKnivsta;1;2\n"

    @pytest.fixture(autouse=True)
    def kept(self, monkeypatch):
        """The children of this test only."""
        made = Children()
        monkeypatch.setattr(drafting, "_CHILDREN", made)
        yield made
        made.dismiss()

    def test_a_draft_is_the_same_whoever_reads_it(self, site, owner, kept, monkeypatch):
        here = new_draft(site, self.FILE, "a.csv", owner)
        read_draft(site, here, reader_for(owner))
        expect_draft()
        process = spare_of(kept)
        monkeypatch.setattr(children.subprocess, "Popen", None)  # no other is started
        kept._wanted_until = 0.0
        there = start_draft(site, self.FILE, "a.csv", owner)
        assert kept._running[there].process.pid == process
        until(lambda: drafting.draft_state(site, there) is DraftState.READ)
        seen, same = (preview(site, draft, owner) for draft in (there, here))
        assert seen.foreign
        assert (seen.foreign, seen.difference) == (same.foreign, same.difference)
        assert seen.reading.observations.equals(same.reading.observations)
        until(lambda: is_gone(process))
