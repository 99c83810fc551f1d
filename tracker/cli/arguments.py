"""What can be typed: each command with its options, and where the function is that does it."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from tracker.cli.options import (
    KINDS,
    LAST_SEED,
    MOST_SERIES,
    list_of_means,
    whole_number,
)
from tracker.model.access import Audience, Role
from tracker.texts.catalogue import Texts


@dataclass(frozen=True)
class Later:
    """The function of a command, by where it stands: loaded when it is asked for.

    All of them together take a second to load, and one run needs one.
    """

    module: str
    name: str

    @property
    def function(self) -> Callable[..., int]:
        """The function itself. It takes a Site, where one is needed, what was typed and Texts."""
        loaded: Callable[..., int] = getattr(import_module(f"tracker.cli.{self.module}"), self.name)
        return loaded


def parser(texts: Texts) -> argparse.ArgumentParser:
    """The parser; what it parses has `command`, a Later, and `needs_programme`."""
    made = argparse.ArgumentParser(prog="tracker", description=texts("cli.description"))
    made.add_argument("--programme", metavar="MAPP", help=texts("cli.programme"))
    commands = made.add_subparsers(required=True, metavar="KOMMANDO")
    _init(commands, texts)
    _serve(commands, texts)
    _import(commands, texts)
    _read(commands, texts)
    _recipes(commands, texts)
    _template(commands, texts)
    _report_and_series(commands, texts)
    _decide(commands, texts)
    _entries(commands, texts)
    _documents(commands, texts)
    _definitions(commands, texts)
    _store(commands, texts)
    _links(commands, texts)
    _tokens(commands, texts)
    _simulate(commands, texts)
    return made


def _add(
    where: Any, name: str, said: str, command: str, *, needs_programme: bool = True
) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = where.add_parser(name, help=said, description=said)
    made.set_defaults(command=Later(*command.split(".")), needs_programme=needs_programme)
    return made


def _group(where: Any, name: str, said: str) -> Any:
    made = where.add_parser(name, help=said, description=said)
    return made.add_subparsers(required=True, metavar="ATT-GÖRA")


def _init(commands: Any, texts: Texts) -> None:
    init = _add(commands, "init", texts("cli.init"), "starting.init", needs_programme=False)
    init.add_argument("folder", type=Path, metavar="MAPP", help=texts("cli.init.folder"))


def _serve(commands: Any, texts: Texts) -> None:
    serve = _add(commands, "serve", texts("cli.serve"), "serving.serve")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8501)
    shown_to = serve.add_mutually_exclusive_group()
    shown_to.add_argument("--open-read", action="store_true", help=texts("cli.open_read"))
    shown_to.add_argument("--login", action="store_true", help=texts("login.cli"))
    serve.add_argument("--empty", action="store_true", help=texts("cli.empty"))


def _import(commands: Any, texts: Texts) -> None:
    files = _add(commands, "import", texts("cli.import"), "importing.import_files")
    files.add_argument("files", nargs="+", type=Path, metavar="FIL")
    files.add_argument("--publisher", required=False, help=texts("cli.publisher"))
    files.add_argument("--title", help=texts("cli.title"))
    files.add_argument("--fictional", action="store_true", help=texts("cli.fictional"))
    files.add_argument("--replace-fictional", action="store_true", help=texts("cli.replace"))
    files.add_argument("--complete", action="store_true", help=texts("import.complete"))
    files.add_argument("--dry-run", action="store_true", help=texts("cli.dry_run"))
    files.add_argument("--recipe", metavar="RECEPT", help=texts("recipes.cli.for_import"))
    files.add_argument(
        "--answer", action="append", default=[], metavar="K=V", help=texts("cli.read.answer")
    )
    _with_json(files, texts)


def _read(commands: Any, texts: Texts) -> None:
    read = _add(commands, "read", texts("cli.read"), "recognising.read", needs_programme=False)
    read.add_argument("file", type=Path, metavar="FIL")
    read.add_argument("--table", action="store_true", help=texts("cli.read.table"))
    read.add_argument(
        "--answer", action="append", default=[], metavar="K=V", help=texts("cli.read.answer")
    )
    _with_json(read, texts)


def _recipes(commands: Any, texts: Texts) -> None:
    group = _group(commands, "recipes", texts("recipes.cli"))
    listed = _add(group, "list", texts("recipes.cli.list"), "recipes.list_recipes")
    _with_json(listed, texts)
    export = _add(group, "export", texts("recipes.cli.export"), "recipes.export")
    export.add_argument("name", metavar="NAMN", help=texts("recipes.cli.name"))
    taken = _add(group, "import", texts("recipes.cli.import"), "recipes.take_in")
    taken.add_argument("file", type=Path, metavar="FIL", help=texts("recipes.cli.file"))


def _template(commands: Any, texts: Texts) -> None:
    form = _add(commands, "template", texts("template.cli"), "templates.template")
    form.add_argument(
        "indicators", nargs="+", metavar="INDIKATOR", help=texts("template.cli.indicators")
    )
    form.add_argument("--area", action="append", metavar="OMRÅDE", help=texts("template.cli.area"))
    form.add_argument("--from", dest="first", metavar="PERIOD", help=texts("template.cli.first"))
    form.add_argument("--to", dest="last", metavar="PERIOD", help=texts("template.cli.last"))
    form.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    form.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="FIL",
        help=texts("template.cli.output"),
    )


def _report_and_series(commands: Any, texts: Texts) -> None:
    report = _add(commands, "report", texts("cli.report"), "reading.report")
    _with_view(report, texts)
    _with_json(report, texts)
    series = _add(commands, "series", texts("cli.series"), "reading.series")
    series.add_argument("indicator", metavar="INDIKATOR")
    series.add_argument("--area", metavar="OMRÅDE")
    series.add_argument("--format", choices=("csv", "json"), default="csv")
    _with_view(series, texts)


def _decide(commands: Any, texts: Texts) -> None:
    decide = _add(commands, "decide", texts("cli.decide"), "deciding.decide")
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


def _entries(commands: Any, texts: Texts) -> None:
    group = _group(commands, "entries", texts("cli.entries"))
    listed = _add(group, "list", texts("cli.entries.list"), "entries.list_entries")
    listed.add_argument("--kind", choices=KINDS, help=texts("cli.entries.kind"))
    listed.add_argument("--withdrawn", action="store_true", help=texts("cli.entries.withdrawn"))
    shown = _add(group, "show", texts("cli.entries.show"), "entries.show")
    shown.add_argument("id", metavar="ID", help=texts("cli.entries.id"))
    shown.add_argument("--history", action="store_true", help=texts("cli.entries.history"))
    record = _add(group, "record", texts("cli.entries.record"), "entries.record")
    record.add_argument("file", type=Path, metavar="FIL", help=texts("cli.entries.file"))
    csv = _add(group, "actions-csv", texts("cli.entries.csv"), "entries.actions_csv")
    csv.add_argument(
        "file", type=Path, nargs="?", metavar="FIL", help=texts("cli.entries.csv_file")
    )
    for command in (listed, shown, csv):
        _with_audience(command, texts)
    for command in (record, csv):
        command.add_argument("--name", help=texts("cli.entries.name"))
        command.add_argument("--dry-run", action="store_true", help=texts("cli.dry_run"))
    record.add_argument("--as-of", type=int, metavar="N", help=texts("cli.entries.as_of"))
    for command in (listed, shown, record, csv):
        _with_json(command, texts)


def _documents(commands: Any, texts: Texts) -> None:
    meeting = _add(commands, "meeting", texts("cli.meeting"), "documents.meeting")
    week = _add(commands, "week", texts("cli.week"), "documents.week")
    for command in (meeting, week):
        _with_view(command, texts)
        _with_json(command, texts)
    law = _add(commands, "law", texts("cli.law"), "documents.law")
    law.add_argument("--area", metavar="OMRÅDE", help=texts("cli.law.area"))
    _with_view(law, texts)


def _definitions(commands: Any, texts: Texts) -> None:
    group = _group(commands, "definitions", texts("cli.definitions"))
    _add(group, "check", texts("cli.check"), "definitions.check")
    _add(group, "apply", texts("cli.apply"), "definitions.apply")
    _add(group, "schema", texts("cli.schema"), "definitions.schema")


def _store(commands: Any, texts: Texts) -> None:
    group = _group(commands, "store", texts("cli.store"))
    _add(group, "log", texts("cli.log"), "keeping.log")
    verify = _add(group, "verify", texts("cli.verify"), "keeping.verify")
    verify.add_argument("--known", default="", metavar="RAD", help=texts("cli.verify.known"))
    _add(group, "rebuild", texts("cli.rebuild"), "keeping.rebuild")
    backup = _add(group, "backup", texts("cli.backup"), "keeping.backup")
    backup.add_argument("target", type=Path, metavar="FIL")
    restore = _add(group, "restore", texts("cli.restore"), "keeping.restore")
    restore.add_argument("archive", type=Path, metavar="FIL")
    withdraw = _add(group, "withdraw", texts("withdraw.cli"), "keeping.withdraw")
    withdraw.add_argument("upload", metavar="UPPLADDNING", help=texts("withdraw.cli.upload"))
    withdraw.add_argument(
        "--reason", required=True, metavar="SKÄL", help=texts("withdraw.cli.reason")
    )
    withdraw.add_argument("--dry-run", action="store_true", help=texts("withdraw.cli.dry_run"))
    _add(group, "drop-example", texts("cli.drop_example"), "keeping.drop_example")
    purge = _add(group, "purge", texts("purge.cli"), "keeping.purge")
    purge.add_argument("target", metavar="ID", help=texts("purge.cli.target"))
    purge.add_argument("--reason", required=True, metavar="SKÄL", help=texts("purge.cli.reason"))
    purge.add_argument("--dry-run", action="store_true", help=texts("purge.cli.dry_run"))
    purge.add_argument("--yes", action="store_true", help=texts("purge.cli.yes"))


def _tokens(commands: Any, texts: Texts) -> None:
    group = _group(commands, "tokens", texts("tokens.cli"))
    new = _add(group, "new", texts("tokens.cli.new"), "tokens.new")
    new.add_argument("label", metavar="NAMN", help=texts("tokens.cli.label"))
    new.add_argument("--role", required=True, choices=[r.value for r in Role])
    new.add_argument(
        "--organisation", action="append", metavar="ORG", help=texts("tokens.cli.organisation")
    )
    new.add_argument("--until", metavar="DAG", help=texts("tokens.cli.until"))
    listed = _add(group, "list", texts("tokens.cli.list"), "tokens.list_tokens")
    for command in (new, listed):
        _with_json(command, texts)
    revoke = _add(group, "revoke", texts("tokens.cli.revoke"), "tokens.revoke")
    revoke.add_argument("token", metavar="ID", help=texts("tokens.cli.id"))


def _links(commands: Any, texts: Texts) -> None:
    group = _group(commands, "links", texts("cli.links"))
    listed = _add(group, "list", texts("cli.links.list"), "links.list_links")
    listed.add_argument("--most", type=int, default=50, metavar="N", help=texts("cli.links.most"))
    listed.add_argument("--skip", type=int, default=0, metavar="N", help=texts("cli.links.skip"))
    new = _add(group, "new", texts("cli.links.new"), "links.new")
    new.add_argument("address", metavar="ADRESS", help=texts("cli.links.address"))
    new.add_argument(
        "--audience",
        choices=[a.value for a in Audience],
        default=Audience.INTERNAL.value,
        help=texts("cli.links.audience"),
    )
    new.add_argument("--expires", metavar="DAG", help=texts("cli.links.expires"))
    new.add_argument("--note", default="", help=texts("cli.links.note"))
    revoke = _add(group, "revoke", texts("cli.links.revoke"), "links.revoke")
    rotate = _add(group, "rotate", texts("cli.links.rotate"), "links.rotate")
    for command in (revoke, rotate):
        command.add_argument("id", metavar="ID", help=texts("cli.links.id"))
    for command in (new, revoke, rotate):
        command.add_argument("--name", help=texts("cli.entries.name"))
    for command in (listed, new, revoke, rotate):
        _with_json(command, texts)


def _simulate(commands: Any, texts: Texts) -> None:
    simulate = _add(
        commands, "simulate", texts("cli.simulate"), "simulating.simulate", needs_programme=False
    )
    series = whole_number(1, MOST_SERIES, texts)
    seed = whole_number(0, LAST_SEED, texts)
    means = list_of_means(texts)
    simulate.add_argument(
        "--series", type=series, default=2000, metavar="N", help=texts("cli.simulate.series")
    )
    simulate.add_argument(
        "--seed", type=seed, default=1, metavar="S", help=texts("cli.simulate.seed")
    )
    simulate.add_argument("--means", type=means, metavar="M", help=texts("cli.simulate.means"))
    _with_json(simulate, texts)


def _with_json(command: argparse.ArgumentParser, texts: Texts) -> None:
    command.add_argument("--json", action="store_true", help=texts("cli.json"))


def _with_view(command: argparse.ArgumentParser, texts: Texts) -> None:
    command.add_argument("--per-den", metavar="DAG", help=texts("cli.per_den"))
    _with_audience(command, texts)


def _with_audience(command: argparse.ArgumentParser, texts: Texts) -> None:
    command.add_argument("--as-of", type=int, metavar="N", help=texts("cli.as_of"))
    command.add_argument(
        "--audience", choices=[a.value for a in Audience], default=Audience.ANALYSIS.value
    )
