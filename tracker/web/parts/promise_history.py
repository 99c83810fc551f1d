"""The earlier versions of a promise, a dialogue or an agreement, folded below it."""

from datetime import date

from tracker.model.definitions import Source
from tracker.model.periods import Period
from tracker.model.steering import Dialogue, EntryKind, Priority
from tracker.service.promises import Earlier, earlier
from tracker.texts.dates import day, moment, period
from tracker.web.markup import esc, lines, pairs
from tracker.web.screen import Screen


def history(entry_id: str, screen: Screen) -> str:
    """What stood otherwise before, who wrote it and when; nothing when there is one version."""
    versions = earlier(screen.snapshot.entry_history(screen.reader, entry_id))
    if not versions:
        return ""
    title = screen.texts("promises.earlier", n=len(versions))
    shown = "".join(_version(version, screen) for version in versions)
    return f'<details class="fold"><summary>{esc(title)}</summary>{shown}</details>'


def _version(version: Earlier, screen: Screen) -> str:
    t, recorded = screen.texts, version.recorded
    when = moment(recorded.recorded_at, t.language)
    names = screen.snapshot.person_names()
    name = names.get(recorded.recorded_by, "") if recorded.recorded_by else ""
    said = t("promises.version", number=recorded.version, moment=when)
    if name:
        said = t("promises.version_by", number=recorded.version, moment=when, name=name)
    facts = [
        (t(f"promises.field.{field}"), _stood(field, getattr(recorded.entry, field), screen))
        for field in version.changed
    ]
    return f"<p>{esc(said)}</p>{pairs(facts)}"


def _stood(field: str, value: object, screen: Screen) -> str:
    """What stood in a field; ids are told by what they name."""
    if field == "area" and value in screen.report.definitions.areas:
        return esc(screen.texts.of(screen.report.definitions.areas[str(value)].name))
    if field == "dialogues" and isinstance(value, tuple):
        known = screen.snapshot.entries(screen.reader, EntryKind.DIALOGUE)
        names = {r.entry.id: r.entry.name for r in known if isinstance(r.entry, Dialogue)}
        return _value(tuple(names.get(id_, id_) for id_ in value), screen)
    return _value(value, screen)


def _value(value: object, screen: Screen) -> str:
    """What stood in a field, as HTML."""
    t = screen.texts
    match value:
        case None | ():
            return f'<span class="m">{esc(t("promises.empty"))}</span>'
        case bool():
            return esc(t("promises.yes" if value else "promises.no"))
        case tuple():
            return "<br>".join(_value(item, screen) for item in value)
        case Period():
            return esc(period(value, t))
        case date():
            return esc(day(value, t.language))
        case Source():
            return esc(f"{value.publisher}: {value.title}")
        case Priority():
            return esc(value.text)
        case str() if f"promises.status.{value}" in t:
            return esc(t(f"promises.status.{value}"))
        case _:
            return lines(str(value))
