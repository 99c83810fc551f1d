"""The command line as scripts rely on it: exit codes, what goes to stdout and what to stderr."""

import subprocess
import sys

import pytest

from tracker.cli.arguments import parser
from tracker.service.programme import ENVIRONMENT
from tracker.texts.catalogue import Language, texts_in

OK, REFUSED, WRONG_USE = 0, 1, 2


def commands_of(made):
    """Every command that a parser knows, those of groups among them."""
    below = [action.choices for action in made._actions if isinstance(action.choices, dict)]
    if below:
        return [found for one in below[0].values() for found in commands_of(one)]
    return [made.get_default("command")]


COMMANDS = commands_of(parser(texts_in(Language.SV)))


class TestExitCodes:
    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param([], id="no command"),
            pytest.param(["fly"], id="no such command"),
            pytest.param(["store"], id="half a command"),
            pytest.param(["report", "--audience", "alla"], id="no such audience"),
            pytest.param(["report", "--as-of", "x"], id="no number"),
            pytest.param(["decide", "torget", "4"], id="no such phase"),
            pytest.param(["decide", "torget", "2"], id="a decision without its parts"),
            pytest.param(["import"], id="no file"),
        ],
    )
    def test_wrong_use(self, inside, arguments):
        ran = inside(*arguments)
        assert ran.code == WRONG_USE
        assert ran.out == ""
        assert "tracker" in ran.err

    def test_help_is_in_swedish(self, tracker):
        ran = tracker("--help")
        assert ran.code == OK
        assert "ta emot filer med värden" in ran.out

    @pytest.mark.parametrize(
        ("group", "command", "said"),
        [("store", "log", "sköt databasen"), ("definitions", "check", "sätt dem i kraft")],
    )
    def test_a_group_has_help_of_its_own(self, tracker, group, command, said):
        assert said in tracker(group, "--help").out
        assert said not in tracker(group, command, "--help").out

    @pytest.mark.parametrize(
        ("arguments", "cause", "remedy"),
        [
            pytest.param(["series", "larmet"], "«larmet» finns inte", "goals.yaml", id="series"),
            pytest.param(
                ["series", "larm", "--area", "staden"],
                "följs inte i området «staden»",
                "torget",
                id="not in that area",
            ),
            pytest.param(["report", "--as-of", "99"], "99", "store log", id="version"),
            pytest.param(["report", "--per-den", "igår"], "igår", "2024-12-31", id="day"),
            pytest.param(["import", "saknas.csv"], "saknas.csv", "Kontrollera", id="no file"),
            pytest.param(["import", "."], "går inte att läsa", "Kontrollera", id="a folder"),
            pytest.param(["store", "restore", "x.zst"], "x.zst", "", id="no backup"),
        ],
    )
    def test_refused_with_cause_and_remedy_in_swedish(self, inside, arguments, cause, remedy):
        ran = inside(*arguments)
        assert ran.code == REFUSED
        assert ran.out == ""
        assert cause in ran.err
        assert remedy in ran.err
        assert "{" not in ran.err
        assert "Traceback" not in ran.err


class TestProgrammeFolder:
    def test_none_here(self, tracker, tmp_path):
        ran = tracker("report")
        assert ran.code == REFUSED
        assert f"Ingen satsning finns i mappen {tmp_path}" in ran.err
        assert "--programme" in ran.err

    def test_by_option(self, tracker, filled_site):
        assert tracker("--programme", filled_site.folder, "report").code == OK

    def test_by_environment(self, tracker, filled_site, monkeypatch):
        monkeypatch.setenv(ENVIRONMENT, str(filled_site.folder))
        assert tracker("report").code == OK

    def test_without_a_store(self, tracker, programme_folder):
        ran = tracker("--programme", programme_folder, "report")
        assert ran.code == REFUSED
        assert "tracker serve" in ran.err
        assert not (programme_folder / "store").exists()


class TestWhatIsLoaded:
    """Commands are run by timers and scripts; the pages or scipy would take most of their time."""

    def loaded(self, code, *modules):
        """Those of the modules that are loaded when the code has run in a process of its own."""
        seen = f"print([m for m in {modules} if m in sys.modules])"
        ran = subprocess.run(
            [sys.executable, "-c", f"import sys; {code}\n{seen}"],
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout.splitlines()[-1]

    def test_no_command_but_serve_loads_the_pages(self):
        modules = " ".join({f"tracker.cli.{command.module}" for command in COMMANDS})
        code = f"[__import__(module) for module in {modules!r}.split()]"
        found = self.loaded(code, "streamlit", "tracker.web", "scipy.special", "scipy.stats")
        assert found == "[]"

    def test_help_loads_no_command(self):
        code = "from contextlib import suppress; from tracker import cli\n"
        code += "with suppress(SystemExit): cli.main(['--help'])\n"
        assert self.loaded(code, "tracker.store", "duckdb", "pyarrow", "numpy") == "[]"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: f"{c.module}.{c.name}")
def test_each_command_has_its_function(command):
    assert callable(command.function)


class TestServe:
    """What is said before the server starts; the server itself is tested in a browser."""

    @pytest.fixture
    def served(self, monkeypatch):
        """Where and for whom `serve` would listen."""
        from tracker.web import serve

        calls = []
        monkeypatch.setattr(
            serve, "serve", lambda folder, host, port, mode: calls.append((host, port, mode.name))
        )
        monkeypatch.setattr(serve, "free_port", lambda _host, wanted: wanted)
        return calls

    def test_another_address_is_refused_before_anything_is_made(
        self, tracker, programme_folder, served
    ):
        ran = tracker("--programme", programme_folder, "serve", "--host", "0.0.0.0")
        assert (ran.code, ran.out, served) == (REFUSED, "", [])
        assert "0.0.0.0" in ran.err
        assert "--open-read" in ran.err
        assert not (programme_folder / "store").exists()

    @pytest.mark.parametrize(
        ("options", "uploads"), [((), 2), (("--empty",), 0)], ids=["with data", "empty"]
    )
    def test_the_first_start_makes_the_store(
        self, tracker, programme_folder, served, options, uploads
    ):
        ran = tracker("--programme", programme_folder, "serve", *options)
        assert ran.code == OK
        assert "Skapar databasen" in ran.out
        assert "http://127.0.0.1:8501" in ran.out
        assert served == [("127.0.0.1", 8501, "LOCAL")]
        log = tracker("--programme", programme_folder, "store", "log").out
        assert log.count("En fil togs emot") == uploads

    def test_anyone_may_read_from_anywhere(self, inside, served):
        assert inside("serve", "--open-read", "--host", "::", "--port", "80").code == OK
        assert served == [("::", 80, "OPEN_READ")]

    def test_edited_definitions_take_effect_at_start(self, inside, filled_site, served):
        goals = filled_site.folder / "goals.yaml"
        goals.write_text(goals.read_text("utf-8").replace("Lugnare", "Lugna"), "utf-8")
        assert "dataversion 7" in inside("serve").out

    def test_faulty_ones_are_told_and_the_old_stay(self, inside, filled_site, served):
        (filled_site.folder / "goals.yaml").write_text("format: [", "utf-8")
        ran = inside("serve")
        assert (ran.code, len(served)) == (OK, 1)
        assert "goals.yaml, rad " in ran.err
        assert filled_site.store.current() == 6
