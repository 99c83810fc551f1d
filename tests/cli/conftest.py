"""Run a command in this process, and look at what it gave."""

import json

import pytest

from tracker import cli
from tracker.service import programme
from tracker.service.programme import ENVIRONMENT, open_site


class Ran:
    """What a command gave: its exit code, stdout and stderr."""

    def __init__(self, code, out, err) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def tracker(monkeypatch, capsys, clock, tmp_path):
    """Run a command in this process, with the clock of the tests, from an empty folder."""
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.delenv("FASLAGET_NAME", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(programme, "open_site", lambda folder: open_site(folder, clock))

    def run(*arguments: object) -> Ran:
        try:
            code = cli.main([str(a) for a in arguments])
        except SystemExit as left:
            code = left.code
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def inside(tracker, filled_site, monkeypatch):
    """Run a command inside the filled programme's folder."""
    monkeypatch.chdir(filled_site.folder)
    return tracker


@pytest.fixture
def file(tmp_path, own_form):
    def write(*rows: str, name="larm.csv"):
        path = tmp_path / name
        path.write_bytes(own_form(*rows))
        return path

    return write
