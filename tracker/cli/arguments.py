"""What can be typed: each command with its options, and the function that carries it out."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tracker.assessment.simulation import MEANS
from tracker.cli import (
    deciding,
    definitions,
    importing,
    keeping,
    reading,
    serving,
    simulating,
    starting,
)
from tracker.model.access import Audience
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts

Command = (
    Callable[[Site, argparse.Namespace, Texts], int]
    | Callable[[argparse.Namespace, Texts], int]  # needs no programme folder
)


def parser(texts: Texts) -> argparse.ArgumentParser:
    """The parser; what it parses has `command` and `needs_programme`."""
    made = argparse.ArgumentParser(prog="tracker", description=texts("cli.description"))
    made.add_argument("--programme", metavar="MAPP", help=texts("cli.programme"))
    commands = made.add_subparsers(required=True, metavar="KOMMANDO")
    _init(commands, texts)
    _serve(commands, texts)
    _import(commands, texts)
    _report_and_series(commands, texts)
    _decide(commands, texts)
    _definitions(commands, texts)
    _store(commands, texts)
    _simulate(commands, texts)
    return made


def _add(
    where: Any, name: str, said: str, command: Command, *, needs_programme: bool = True
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = where.add_parser(name, help=said, description=said)
    made.set_defaults(command=command, needs_programme=needs_programme)
    return made


def _group(where: Any, name: str, said: str) -> Any:
    made = where.add_parser(name, help=said, description=said)
    return made.add_subparsers(required=True, metavar="ATT-GÖRA")


def _init(commands: Any, texts: Texts) -> None:
    init = _add(commands, "init", texts("cli.init"), starting.init, needs_programme=False)
    init.add_argument("folder", type=Path, metavar="MAPP", help=texts("cli.init.folder"))


def _serve(commands: Any, texts: Texts) -> None:
    serve = _add(commands, "serve", texts("cli.serve"), serving.serve)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument("--open-read", action="store_true", help=texts("cli.open_read"))
    serve.add_argument("--empty", action="store_true", help=texts("cli.empty"))


def _import(commands: Any, texts: Texts) -> None:
    files = _add(commands, "import", texts("cli.import"), importing.import_files)
    files.add_argument("files", nargs="+", type=Path, metavar="FIL")
    files.add_argument("--publisher", required=False, help=texts("cli.publisher"))
    files.add_argument("--title", help=texts("cli.title"))
    files.add_argument("--fictional", action="store_true", help=texts("cli.fictional"))
    files.add_argument("--replace-fictional", action="store_true", help=texts("cli.replace"))
    files.add_argument("--dry-run", action="store_true", help=texts("cli.dry_run"))
    _with_json(files, texts)


def _report_and_series(commands: Any, texts: Texts) -> None:
    report = _add(commands, "report", texts("cli.report"), reading.report)
    _with_view(report, texts)
    _with_json(report, texts)
    series = _add(commands, "series", texts("cli.series"), reading.series)
    series.add_argument("indicator", metavar="INDIKATOR")
    series.add_argument("--area", metavar="OMRÅDE")
    series.add_argument("--format", choices=("csv", "json"), default="csv")
    _with_view(series, texts)


def _decide(commands: Any, texts: Texts) -> None:
    decide = _add(commands, "decide", texts("cli.decide"), deciding.decide)
    decide.add_argument("area", metavar="OMRÅDE")
    decide.add_argument("phase", type=int, choices=(1, 2, 3), metavar="FAS")
    for name in ("from", "decided-on", "decided-by", "reasons", "name"):
        decide.add_argument(f"--{name}", required=name != "name", dest=name.replace("-", "_"))
    for name in ("dissent", "despite", "participants", "would-change", "diarienummer", "meeting"):
        decide.add_argument(f"--{name}", default="", help=texts(f"cli.decide.{name}"))
    decide.add_argument("--review-by", metavar="DAG", help=texts("cli.decide.review-by"))
    decide.add_argument("--as-of", type=int, metavar="N", help=texts("cli.decide.as-of"))
    decide.add_argument("--per-den", metavar="DAG", help=texts("cli.decide.per-den"))
    decide.add_argument("--fictional", action="store_true", help=texts("cli.fictional"))


def _definitions(commands: Any, texts: Texts) -> None:
    group = _group(commands, "definitions", texts("cli.definitions"))
    _add(group, "check", texts("cli.check"), definitions.check)
    _add(group, "apply", texts("cli.apply"), definitions.apply)
    _add(group, "schema", texts("cli.schema"), definitions.schema)


def _store(commands: Any, texts: Texts) -> None:
    group = _group(commands, "store", texts("cli.store"))
    _add(group, "log", texts("cli.log"), keeping.log)
    _add(group, "verify", texts("cli.verify"), keeping.verify)
    _add(group, "rebuild", texts("cli.rebuild"), keeping.rebuild)
    backup = _add(group, "backup", texts("cli.backup"), keeping.backup)
    backup.add_argument("target", type=Path, metavar="FIL")
    restore = _add(group, "restore", texts("cli.restore"), keeping.restore)
    restore.add_argument("archive", type=Path, metavar="FIL")
    _add(group, "drop-example", texts("cli.drop_example"), keeping.drop_example)


def _simulate(commands: Any, texts: Texts) -> None:
    said, command = texts("cli.simulate"), simulating.simulate
    simulate = _add(commands, "simulate", said, command, needs_programme=False)
    series = simulating.whole_number(1, simulating.MOST_SERIES, texts)
    seed = simulating.whole_number(0, simulating.LAST_SEED, texts)
    means = simulating.list_of_means(texts)
    simulate.add_argument(
        "--series", type=series, default=2000, metavar="N", help=texts("cli.simulate.series")
    )
    simulate.add_argument(
        "--seed", type=seed, default=1, metavar="S", help=texts("cli.simulate.seed")
    )
    simulate.add_argument(
        "--means", type=means, default=MEANS, metavar="M", help=texts("cli.simulate.means")
    )
    _with_json(simulate, texts)


def _with_json(command: argparse.ArgumentParser, texts: Texts) -> None:
    command.add_argument("--json", action="store_true", help=texts("cli.json"))


def _with_view(command: argparse.ArgumentParser, texts: Texts) -> None:
    command.add_argument("--as-of", type=int, metavar="N", help=texts("cli.as_of"))
    command.add_argument("--per-den", metavar="DAG", help=texts("cli.per_den"))
    command.add_argument(
        "--audience", choices=[a.value for a in Audience], default=Audience.ANALYSIS.value
    )
