"""A draft is read by a child process, which can be followed, stopped and forgotten."""

import os
import subprocess
from datetime import timedelta
from threading import Event

import pytest

from tracker.errors import (
    NotFound,
)
from tracker.model.records import Provenance
from tracker.service import drafting, uploads, worker
from tracker.service.access import reader_for
from tracker.service.uploads import (
    DraftState,
    accept,
    discard,
    draft_state,
    new_draft,
    preview,
    progress,
    read_draft,
    start_draft,
    took_too_long,
)

ORIGIN = Provenance(publisher="Polisen", title="Larm")


def wait_for(site, draft, tries=1200) -> DraftState:
    """Wait for the child process: at most a minute, in steps that the test does not time."""
    step = Event()
    for _ in range(tries):
        if (state := draft_state(site, draft)) is not DraftState.READING:
            return state
        step.wait(0.05)
    raise AssertionError((site.store.drafts.path(draft) / "worker.log").read_text())


def drop_after_a_day(site):
    site.clock.now += timedelta(hours=25)
    drafting.drop_old_drafts(site)


class TestChildProcess:
    def test_it_reads_the_draft_and_leaves_the_preview(self, site, owner, full_reader, own_form):
        draft = start_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        assert wait_for(site, draft) is DraftState.READ
        assert preview(site, draft, owner).difference.new == 1
        accept(site, draft, ORIGIN, owner)
        (read,) = site.store.at().series(full_reader, indicators=["larm"])
        assert [o.value for o in read.observations] == [7]

    def test_one_that_dies_is_told(self, site, owner, own_form, monkeypatch):
        real = subprocess.Popen
        monkeypatch.setattr(
            subprocess, "Popen", lambda args, **more: real([args[0], "-c", "1/0"], **more)
        )
        draft = start_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        assert wait_for(site, draft) is DraftState.FAILED
        with pytest.raises(NotFound) as refused:
            preview(site, draft, owner)
        assert refused.value.code == "draft_not_read"
        assert site.store.current() == 1

    def test_one_that_reads_for_too_long_is_ended_and_told(
        self, site, owner, own_form, monkeypatch, tmp_path
    ):
        """The system ends it in the middle of a search; what it had started ends as well."""
        pipe = tmp_path / "rör"
        os.mkfifo(pipe)
        held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        holds = f"f = open({str(pipe)!r}, 'w'); print('x', flush=True); input()"
        script = (
            "import re, signal, subprocess, sys\n"
            f"of_it = subprocess.Popen([sys.executable, '-c', {holds!r}], stdout=subprocess.PIPE)\n"
            "of_it.stdout.read(1)\n"
            "signal.setitimer(signal.ITIMER_REAL, 0.01)\n"
            "re.search('(a+)+b', 'a' * 60)"
        )
        waits, end = os.pipe()
        real = subprocess.Popen

        def start(args, **more):
            return real([args[0], "-c", script], **more | {"stdin": waits})

        monkeypatch.setattr(subprocess, "Popen", start)
        draft = start_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        assert wait_for(site, draft) is DraftState.FAILED
        assert took_too_long(site, draft)
        os.set_blocking(held, True)
        assert os.read(held, 1) == b""  # nobody holds the pipe any more
        for one in (held, waits, end):
            os.close(one)

    def test_its_time_is_told_to_the_system_before_it_reads(
        self, site, owner, own_form, monkeypatch
    ):
        done = []
        monkeypatch.setattr(drafting.signal, "alarm", done.append)
        monkeypatch.setattr(worker, "read_draft", lambda *_: done.append("read"))
        draft = new_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        worker.main(str(site.folder), draft)
        assert done == [15 * 60, "read"]

    def test_one_that_died_was_not_late(self, site, owner, own_form, monkeypatch):
        draft = new_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        assert not took_too_long(site, draft)
        (site.store.drafts.path(draft) / "ended").write_text("1")
        assert not took_too_long(site, draft)

    def test_it_says_how_far_it_has_come(self, site, owner, own_form, monkeypatch):
        told = []
        real = uploads.tell
        monkeypatch.setattr(
            uploads, "tell", lambda folder, phase: told.append(real(folder, phase) or phase)
        )
        draft = new_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        assert progress(site, draft).phase == "starting"
        read_draft(site, draft, reader_for(owner))
        now = progress(site, draft)
        assert told == ["reading", "keeping", "comparing"]
        assert (now.phase, 0 < now.share < 1, now.elapsed > timedelta(0)) == (told[-1], True, True)

    @pytest.mark.parametrize(
        "drop",
        [
            pytest.param(discard, id="by hand"),
            pytest.param(lambda site, *_: drop_after_a_day(site), id="after a day"),
        ],
    )
    def test_it_is_killed_with_all_that_it_started_when_the_draft_is_dropped(
        self, site, owner, own_form, monkeypatch, tmp_path, drop
    ):
        """The child starts one of its own, which holds a pipe open for as long as it lives."""
        pipe = tmp_path / "rör"
        os.mkfifo(pipe)
        script = f"f = open({str(pipe)!r}, 'w'); f.write('x'); f.flush(); input()"
        nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {script!r}])"
        waits, end = os.pipe()
        real = subprocess.Popen

        def start(args, **more):
            return real([args[0], "-c", nested], **more | {"stdin": waits})

        monkeypatch.setattr(subprocess, "Popen", start)
        draft = start_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        with pipe.open() as held:
            assert held.read(1) == "x"  # it lives
            drop(site, draft, owner)
            assert held.read() == ""  # it is dead: nobody holds the pipe
        os.close(waits)
        os.close(end)
        assert list(site.store.drafts.folder.iterdir()) == []

    def test_it_gives_way_to_the_pages(self, site, owner, own_form, monkeypatch):
        waits, end = os.pipe()
        real, started = subprocess.Popen, []

        def start(args, **more):
            started.append(real([args[0], "-c", "input()"], **more | {"stdin": waits}))
            return started[0]

        monkeypatch.setattr(subprocess, "Popen", start)
        draft = start_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        of_child = os.getpriority(os.PRIO_PROCESS, started[0].pid)
        assert of_child == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)
        discard(site, draft, owner)
        os.close(waits)
        os.close(end)

    def test_its_folder_may_go_while_it_reads(self, site, owner, own_form):
        draft = start_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
        discard(site, draft, owner)
        with pytest.raises(NotFound):
            draft_state(site, draft)
