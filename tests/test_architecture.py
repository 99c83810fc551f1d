"""The house stands as design says: layers, one door to the database, one to the screen."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TRACKER = ROOT / "tracker"
SOURCES = sorted(TRACKER.rglob("*.py"))
MOST_LINES = {"tracker": 400, "tests": 500}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_imports_go_one_way():
    ran = lint(ROOT)
    assert ran.returncode == 0, ran.stdout


PLANTED = [
    pytest.param("model/stray.py", "import tracker.store", "One direction", id="upwards"),
    pytest.param("ingest/stray.py", "import tracker.store", "One direction", id="sideways"),
    pytest.param("stray.py", "", "One direction", id="a module of no layer"),
    pytest.param("texts/stray.py", "import streamlit", "Only web imports streamlit", id="screen"),
    pytest.param("web/stray.py", "import altair", "Only charts imports altair", id="charts"),
    pytest.param("service/stray.py", "import duckdb", "Only the store speaks", id="duckdb"),
    pytest.param("web/stray.py", "import sqlite3", "Only the store speaks", id="sqlite"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The package alone, to plant stray modules in."""
    folder = tmp_path_factory.mktemp("house")
    unread = shutil.ignore_patterns("__pycache__", "*.po", "*.sql", "*.css", "*.js")
    shutil.copytree(TRACKER, folder / "tracker", ignore=unread)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED)
def test_a_planted_import_breaks_its_contract(copy, file, line, contract):
    """The contracts bite; otherwise the test above would say nothing."""
    stray = copy / "tracker" / file
    stray.write_text(f"{line}\n")
    try:
        ran = lint(copy)
    finally:
        stray.unlink()
    assert ran.returncode != 0
    assert re.search(rf"{contract}.* BROKEN", ran.stdout), ran.stdout


def calls(path: Path) -> list[ast.Call]:
    return [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]


def test_no_statement_is_put_together_from_text():
    """SQL stands in .sql files, and values are parameters."""
    found = []
    for path in SOURCES:
        for call in calls(path):
            name = getattr(call.func, "attr", "")
            if name in ("execute", "executemany", "executescript", "sql", "query") and call.args:
                given = call.args[0]
                literal = isinstance(given, ast.Constant) and isinstance(given.value, str)
                if literal or isinstance(given, ast.JoinedStr | ast.BinOp):
                    found.append(f"{path.relative_to(ROOT)}:{call.lineno}")
                if isinstance(given, ast.Call) and getattr(given.func, "attr", "") == "format":
                    found.append(f"{path.relative_to(ROOT)}:{call.lineno}")
    assert found == []


def test_streamlit_app_is_one_assignment():
    """`streamlit run` finds `st.App` by reading the file: it must stand there literally."""
    body = ast.parse((ROOT / "streamlit_app.py").read_text("utf-8")).body
    docstring, *imports, assignment = body
    assert isinstance(docstring, ast.Expr)
    assert all(isinstance(line, ast.Import | ast.ImportFrom) for line in imports)
    assert ast.unparse(assignment) == "app = st.App(MAIN, **options())"


def test_session_state_is_kept_in_one_module():
    found = {p.name for p in SOURCES if "session_state" in p.read_text("utf-8")}
    assert found == {"state.py"}


@pytest.mark.parametrize("folder", MOST_LINES)
def test_files_stay_short(folder):
    files = sorted((ROOT / folder).rglob("*.py"))
    lengths = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in files}
    assert {name: n for name, n in lengths.items() if n > MOST_LINES[folder]} == {}


def test_nothing_is_caught_unseen():
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    ]
    assert found == []


def test_no_module_has_a_name_that_says_nothing():
    vague = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert [p for p in SOURCES if p.name in vague] == []


def tracked() -> list[Path]:
    """What git follows; in an unpacked archive, everything that is not ignored by name."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (subprocess.CalledProcessError, FileNotFoundError):
        pytest.skip("no git here")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts_of_tracked_files() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture, or a file in another encoding that a test reads
    return found


# Where packages come from and where somebody's files lie is no part of the project.
FORBIDDEN = {
    "a package index": re.compile(
        r"--(?:extra-)?index-url|--find-links|PIP_INDEX|UV_INDEX|index-strategy"
        r"|https?://[^\s\"')]*/simple\b|files\.pythonhosted\.org|pypi\.org/simple"
    ),
    "a home folder": re.compile(r"(?<![\w./~-])/(?:home|Users)/\w+|(?<![\w./~-])/ro[o]t/\w"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_names(what):
    this = str(Path(__file__).resolve().relative_to(ROOT))
    found = {
        name: match.group()
        for name, text in texts_of_tracked_files().items()
        if name != this and (match := FORBIDDEN[what].search(text))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        pytest.param("a package index", "pip install --index-url https://x/simple", id="index"),
        pytest.param("a package index", "url = 'https://host.example/a/simple/'", id="host"),
        pytest.param("a home folder", 'path = "/home/anna/store"', id="linux"),
        pytest.param("a home folder", "cd /" + "root/work", id="root"),
    ],
)
def test_the_search_would_find_it(what, text):
    assert FORBIDDEN[what].search(text)


def test_no_tracked_file_names_this_machine():
    """Neither the folder that the project lies in, nor the user's home."""
    here = {str(ROOT), os.path.expanduser("~")} - {"/", ""}
    found = {
        name: place
        for name, text in texts_of_tracked_files().items()
        for place in here
        if re.search(rf"{re.escape(place)}(?![\w-])", text)
    }
    assert found == {}


def test_the_locks_pin_every_package_by_hash_and_name_no_address():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        pins = re.findall(r"^[A-Za-z0-9][^ =]*==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
