"""The same use cases from a terminal.

Exit codes: 0 done; 1 refused, the reason and the remedy on stderr; 2 wrong use.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tracker.definitions import differences, json_schema, load_definitions
from tracker.errors import DefinitionsInvalid, NotFound, TrackerError
from tracker.export.report_json import report_json, series_json
from tracker.export.series_csv import series_csv
from tracker.model.access import Actor, Audience, Reader
from tracker.model.records import Provenance
from tracker.model.report import Report
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.keeping import backup, drop_example, rebuild, restore
from tracker.service.programme import Site, find_programme, open_site
from tracker.service.reports import build_report
from tracker.service.setup import prepare
from tracker.service.uploads import accept, discard, new_draft, preview, read_draft
from tracker.texts.catalogue import Language, Texts, texts_in
from tracker.texts.changes import change_notes
from tracker.texts.dates import moment
from tracker.texts.faults import error_wording, fault_wording

Command = Callable[[Site, argparse.Namespace, Texts], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the console script's exit code."""
    texts = texts_in(Language.SV)
    given = _parser(texts).parse_args(arguments)
    command: Command = given.command
    try:
        folder = find_programme(given.programme, os.environ, Path.cwd())
        return command(open_site(folder), given, texts)
    except TrackerError as error:
        _explain(error, texts)
        return 1


def _explain(error: TrackerError, texts: Texts) -> None:
    wording = error_wording(error, texts)
    print(f"{wording.cause} {wording.remedy}", file=sys.stderr)
    for fault in getattr(error, "faults", ()):
        print(f"  • {fault_wording(fault, texts)}", file=sys.stderr)


def _parser(texts: Texts) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tracker", description=texts("cli.description"))
    parser.add_argument("--programme", metavar="MAPP", help=texts("cli.programme"))
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO")

    def add(name: str, command: Command, where: Any = commands) -> argparse.ArgumentParser:
        said = texts(f"cli.{command.__name__.strip('_')}")
        made: argparse.ArgumentParser = where.add_parser(name, help=said, description=said)
        made.set_defaults(command=command)
        return made

    serving = add("serve", _serve)
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    serving.add_argument("--open-read", action="store_true", help=texts("cli.open_read"))
    serving.add_argument("--empty", action="store_true", help=texts("cli.empty"))

    importing = add("import", _import)
    importing.add_argument("files", nargs="+", type=Path, metavar="FIL")
    importing.add_argument("--publisher", required=False, help=texts("cli.publisher"))
    importing.add_argument("--title", help=texts("cli.title"))
    importing.add_argument("--fictional", action="store_true", help=texts("cli.fictional"))
    importing.add_argument("--replace-fictional", action="store_true", help=texts("cli.replace"))
    importing.add_argument("--dry-run", action="store_true", help=texts("cli.dry_run"))
    _with_json(importing, texts)

    reporting = add("report", _report)
    _with_view(reporting, texts)
    _with_json(reporting, texts)

    series = add("series", _series)
    series.add_argument("indicator", metavar="INDIKATOR")
    series.add_argument("--area", metavar="OMRÅDE")
    series.add_argument("--format", choices=("csv", "json"), default="csv")
    _with_view(series, texts)

    deciding = add("decide", _decide)
    deciding.add_argument("area", metavar="OMRÅDE")
    deciding.add_argument("phase", type=int, choices=(1, 2, 3), metavar="FAS")
    for name in ("from", "decided-on", "decided-by", "reasons", "name"):
        deciding.add_argument(f"--{name}", required=name != "name", dest=name.replace("-", "_"))
    for name in ("dissent", "diarienummer"):
        deciding.add_argument(f"--{name}", default="")
    deciding.add_argument("--fictional", action="store_true", help=texts("cli.fictional"))

    defining = add("definitions", _check).add_subparsers(required=True, metavar="ATT-GÖRA")
    add("check", _check, defining)
    add("apply", _apply, defining)
    add("schema", _schema, defining)

    keeping = add("store", _log).add_subparsers(required=True, metavar="ATT-GÖRA")
    add("log", _log, keeping)
    add("verify", _verify, keeping)
    add("rebuild", _rebuild, keeping)
    add("backup", _backup, keeping).add_argument("target", type=Path, metavar="FIL")
    add("restore", _restore, keeping).add_argument("archive", type=Path, metavar="FIL")
    add("drop-example", _drop_example, keeping)
    return parser


def _with_json(parser: argparse.ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--json", action="store_true", help=texts("cli.json"))


def _with_view(parser: argparse.ArgumentParser, texts: Texts) -> None:
    parser.add_argument("--as-of", type=int, metavar="N", help=texts("cli.as_of"))
    parser.add_argument("--per-den", metavar="DAG", help=texts("cli.per_den"))
    parser.add_argument(
        "--audience", choices=[a.value for a in Audience], default=Audience.ANALYSIS.value
    )


def _actor() -> Actor:
    return local_owner(os.environ.get("FASLAGET_NAME", ""))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TrackerError("bad_date", given=text) from error


def _serve(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    from tracker.web.serve import free_port, is_loopback, serve  # noqa: PLC0415  loads streamlit

    if not given.open_read and not is_loopback(given.host):
        raise TrackerError("bind_refused", host=given.host)
    if not site.store.exists():
        print(texts("cli.preparing"), flush=True)
    prepare(site, _actor(), with_data=not given.empty)
    _apply_at_start(site, texts)
    port = free_port(given.host, given.port)
    host = f"[{given.host}]" if ":" in given.host else given.host
    print(texts("cli.serving", address=f"http://{host}:{port}"), flush=True)
    serve(site.folder, given.host, port, open_read=given.open_read)
    return 0


def _apply_at_start(site: Site, texts: Texts) -> None:
    """Put edited definitions in force; faulty files are told of, and the old ones stay."""
    try:
        files = load_definitions(site.folder)
    except DefinitionsInvalid as error:
        print(error_wording(error, texts).cause, file=sys.stderr)
        for fault in error.faults:
            print(f"  • {fault_wording(fault, texts)}", file=sys.stderr)
        return
    if differences(site.store.at().definitions(), files):
        made = apply_definitions(site, _actor(), based_on=site.store.current())
        print(texts("definitions.done", number=made.number), flush=True)


def _import(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Each file whole or not at all; a refused file does not stop the next."""
    prepare(site, _actor(), with_data=False)
    results = [_import_or_refuse(site, path, given, texts) for path in given.files]
    if given.json:
        print(json.dumps({"format": 1, "files": results}, ensure_ascii=False, indent=2))
    return 0 if all(r["accepted"] or r["dry_run"] for r in results) else 1


def _import_or_refuse(
    site: Site, path: Path, given: argparse.Namespace, texts: Texts
) -> dict[str, Any]:
    try:
        return _import_one(site, path, given, texts)
    except TrackerError as error:
        print(f"{path.name}: ", end="", file=sys.stderr)
        _explain(error, texts)
        refused = {"file": path.name, "accepted": False, "dry_run": False, "publication": None}
        return refused | {"error": error.code}


def _import_one(site: Site, path: Path, given: argparse.Namespace, texts: Texts) -> dict[str, Any]:
    actor = _actor()
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise TrackerError("no_such_file", file=str(path)) from error
    except OSError as error:
        detail = error.strerror or str(error)
        raise TrackerError("file_unreadable", file=path.name, detail=detail) from error
    draft = new_draft(site, data, path.name, actor)
    read_draft(site, draft, reader_for(actor))
    seen = preview(site, draft, actor)
    result: dict[str, Any] = {
        "file": path.name,
        "accepted": False,
        "dry_run": given.dry_run and not seen.reading.faults,
        "sha256": seen.sha256,
        "rows": seen.reading.rows,
        "new": seen.difference.new,
        "revised": seen.difference.revised,
        "unchanged": seen.difference.unchanged,
        "faults": [str(fault_wording(fault, texts)) for fault in seen.reading.faults],
        "publication": None,
        "error": None,
    }
    changed = seen.difference.new + seen.difference.revised
    if seen.reading.faults or given.dry_run or not changed:
        discard(site, draft, actor)
        result["accepted"] = not seen.reading.faults and not given.dry_run
    else:
        origin = Provenance(
            publisher=given.publisher or texts("cli.publisher_unknown"),
            title=given.title or path.name,
            fictional=given.fictional,
        )
        try:
            receipt = accept(site, draft, origin, actor, replace_fictional=given.replace_fictional)
        except TrackerError:
            discard(site, draft, actor)
            raise
        result |= {"accepted": True, "publication": receipt.publication.number}
    if not given.json:
        _tell(result, texts)
    return result


def _tell(result: dict[str, Any], texts: Texts) -> None:
    if result["faults"]:
        print(texts("cli.refused", file=result["file"], n=len(result["faults"])), file=sys.stderr)
        for fault in result["faults"]:
            print(f"  • {fault}", file=sys.stderr)
        return
    key = "cli.accepted" if result["publication"] else "cli.nothing_new"
    if result["dry_run"]:
        key = "cli.would_accept"
    print(texts(key, **{k: v for k, v in result.items() if k != "faults"}))


def _read(site: Site, given: argparse.Namespace) -> Report:
    audience = Audience(given.audience)
    mine = reader_for(_actor())
    reader = ANYONE if audience is Audience.OPEN else Reader(audience, mine.organisations)
    per = _day(given.per_den) if given.per_den else None
    report = build_report(site.store.at(given.as_of), reader, today=site.today, per=per)
    if report is None:
        raise NotFound("no_definitions")
    return report


def _report(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    report = _read(site, given)
    if given.json:
        print(json.dumps(report_json(report, texts), ensure_ascii=False, indent=2))
        return 0
    told = report_json(report, texts)
    print(f"{told['programme']} · {told['reference_date']} · {told['publication']}")
    for area in told["areas"]:
        phase = f"{texts('phase.word')} {area['phase']}" if area["phase"] else texts("phase.none")
        print(f"{area['name']}: {phase} ({area['since'] or '–'})")
    for goal in report.goals:
        print(f"{goal.goal.number} {texts.of(goal.goal.name)}")
        if goal.primary:
            one = series_json(goal.primary, texts)
            print(f"   {one['name']}: {one['verdict']['word']}. {one['verdict']['sentence']}")
    return 0


def _series(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    report = _read(site, given)
    every = [s for g in report.goals for s in g.series] + list(report.cross_cutting)
    chosen = [
        s for s in every if s.indicator.id == given.indicator and given.area in (None, s.area.id)
    ]
    if not chosen:
        if indicator := report.definitions.indicators.get(given.indicator):
            areas = ", ".join(indicator.areas)
            raise NotFound("not_in_area", indicator=indicator.id, area=given.area, areas=areas)
        raise NotFound("unknown_series", indicator=given.indicator)
    if given.format == "json":
        made = {"format": 1, "series": [series_json(s, texts) for s in chosen]}
        print(json.dumps(made, ensure_ascii=False, indent=2))
    else:
        print(series_csv(chosen), end="")
    return 0


def _decide(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    form = DecisionForm(
        area_id=given.area,
        phase=given.phase,
        valid_from=_day(getattr(given, "from")),
        decided_on=_day(given.decided_on),
        decided_by=given.decided_by,
        reasons=given.reasons,
        dissent=given.dissent,
        diarienummer=given.diarienummer,
        fictional=given.fictional,
    )
    actor = local_owner(given.name) if given.name else _actor()
    made = record_decision(site, form, actor, based_on=site.store.current())
    print(texts("decide.done", area=given.area, phase=given.phase, number=made.number))
    return 0


def _check(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    _show_differences(site, texts)
    return 0


def _show_differences(site: Site, texts: Texts) -> int:
    """What the files say otherwise than what is in force; how many differences."""
    files = load_definitions(site.folder)
    before = site.store.at().definitions() if site.store.exists() else None
    changes = differences(before, files)
    print(texts("definitions.changes", n=len(changes)))
    for change in changes:
        place = " › ".join(filter(None, (change.id, change.field)))
        said = texts(f"definitions.change.{change.change}")
        told = change.field or change.before  # of a renamed thing: its old id and its new
        values = f": {change.before or '–'} → {change.after or '–'}" if told else ""
        print(f"  {texts.of(change.name)} ({place}), {said}{values}")
    for note in change_notes(changes, texts):
        print(f"  • {note}")
    return len(changes)


def _apply(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    if not site.store.exists():
        prepare(site, _actor(), with_data=False)
    elif _show_differences(site, texts):
        apply_definitions(site, _actor(), based_on=site.store.current())
    else:
        print(texts("definitions.same"))
        return 0
    print(texts("definitions.done", number=site.store.current()))
    return 0


def _schema(_site: Site, _given: argparse.Namespace, _texts: Texts) -> int:
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def _log(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    for made in site.store.log():
        when = moment(made.made_at, texts.language)
        print(f"{made.number:6}  {when}  {texts(f'news.kind.{made.kind}')}  {made.what}")
    return 0


def _verify(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    problems = site.store.verify()
    for problem in problems:
        print(f"  • {fault_wording(problem, texts)}", file=sys.stderr)
    print(texts("cli.verified", n=len(problems)))
    return 1 if problems else 0


def _rebuild(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    print(texts("cli.made", number=rebuild(site, _actor()).number))
    return 0


def _backup(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    print(texts("cli.backed_up", file=str(backup(site, given.target, _actor()))))
    return 0


def _restore(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    print(texts("cli.made", number=restore(site, given.archive, _actor()).number))
    return 0


def _drop_example(site: Site, _given: argparse.Namespace, texts: Texts) -> int:
    print(texts("cli.made", number=drop_example(site, _actor()).number))
    return 0


if __name__ == "__main__":
    sys.exit(main())
