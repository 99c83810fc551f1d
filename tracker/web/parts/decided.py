"""The decisions on phases: why, by whom, and the evidence as it looked when they were made."""

from dataclasses import replace

from tracker.errors import NotFound, StoreDamaged
from tracker.model.records import PhaseDecision
from tracker.model.report import AreaReport
from tracker.model.steering import EntryKind, Meeting
from tracker.texts.address import Page
from tracker.texts.dates import day
from tracker.web.files import decision_href
from tracker.web.markup import esc, lines, link, pairs
from tracker.web.reports import slice_of
from tracker.web.screen import Screen

_TOLD = ("for", "against")


def decisions(screen: Screen) -> str:
    """The decision in force for each area, and those before it; first of the area asked for."""
    t, asked = screen.texts, screen.view.area
    parts = []
    for area in sorted(screen.report.areas, key=lambda a: a.status.area.id != asked):
        if area.status.decision is None:
            continue
        parts.append(_decision(area.status.decision, area, screen))
        earlier = area.status.decisions[:-1]
        if earlier:
            inside = "".join(_decision(d, area, screen, level=3) for d in reversed(earlier))
            parts.append(
                '<details class="fold kept"><summary>'
                f"{esc(t('phases.earlier', n=len(earlier)))}</summary>{inside}</details>"
            )
    return "".join(f'<div style="margin-bottom:32px">{part}</div>' for part in parts)


def _decision(decision: PhaseDecision, area: AreaReport, screen: Screen, level: int = 2) -> str:
    t = screen.texts
    name = t.of(area.status.area.name)
    title = t("phases.decision", phase=decision.phase, area=name)
    chip = f' <span class="fict">{esc(t("fictional.word"))}</span>' if decision.fictional else ""
    said = "".join(
        f"<h{level + 1}>{esc(t(key))}</h{level + 1}><blockquote>{lines(text)}</blockquote>"
        for key, text in (
            ("phases.reasons", decision.reasons),
            ("phases.despite", decision.despite),
            ("phases.dissent", decision.dissent),
            ("phases.would_change", decision.would_change_our_mind),
        )
        if text
    )
    then = _as_it_looked(decision, decision.frozen, screen) if decision.frozen else ""
    return (
        f"<h{level}>{esc(title)}{chip}</h{level}>"
        f'<div class="c21"><div>{said}{then}</div>'
        f"<div>{pairs(_facts(decision, screen))}</div></div>"
    )


def _facts(decision: PhaseDecision, screen: Screen) -> list[tuple[str, str]]:
    t = screen.texts
    facts = [(t("phases.decided_by"), esc(decision.decided_by))]
    if decision.participants:
        facts.append((t("phases.participants"), lines(decision.participants)))
    if decision.meeting:
        facts.append(
            (t("phases.meeting"), link(screen.to(Page.MEETING), _meeting(decision, screen)))
        )
    facts += [
        (t("phases.decided_on"), esc(day(decision.decided_on, t.language))),
        (t("phases.valid_from"), esc(day(decision.valid_from, t.language))),
        (t("phases.based_on"), _version(decision.based_on, screen)),
    ]
    if decision.review_by:
        facts.append((t("phases.review_by"), esc(day(decision.review_by, t.language))))
    if decision.diarienummer:
        facts.append((t("phases.diarienummer"), esc(decision.diarienummer)))
    return facts


def _meeting(decision: PhaseDecision, screen: Screen) -> str:
    for one in screen.snapshot.entries(screen.reader, EntryKind.MEETING):
        if one.entry.id == decision.meeting and isinstance(one.entry, Meeting):
            return f"{one.entry.name}, {day(one.entry.held_on, screen.texts.language)}"
    return str(decision.meeting)


def _as_it_looked(decision: PhaseDecision, sha256: str, screen: Screen) -> str:
    """«Underlaget som det såg ut då»: folded, with a file of it; empty where it is gone."""
    t = screen.texts
    head = f"<summary>{esc(t('frozen.title'))}</summary>"
    try:
        shown = slice_of(screen.site, sha256, screen.reader)
    except (NotFound, StoreDamaged):
        return ""
    if shown is None:
        return f'<details class="fold kept">{head}<p>{esc(t("frozen.closed"))}</p></details>'
    seen = shown.slice
    asked = [c for c in seen.conditions if c.phase == decision.phase]
    told = sum(1 for c in asked if c.weight in _TOLD)
    when = day(seen.reference_date, t.language)
    version = t("phases.version", number=seen.publication)
    said = seen.support.get(decision.phase)
    support = t(f"frozen.support.{said}", phase=decision.phase) if said else ""
    rows = "".join(
        f'<tr><th scope="row"><span class="let">{esc(c.letter)}</span>{esc(t.of(c.name))}</th>'
        f"<td>{esc(t(f'phases.weight.{c.weight}'))}</td></tr>"
        for c in asked
    )
    file = (
        f'<a href="{esc(decision_href(screen.view, decision.id))}" download>'
        f"{esc(t('frozen.download'))}</a>"
    )
    kept = t("frozen.reduced") if shown.closed else t("frozen.kept", hash=sha256[:12])
    return (
        f'<details class="fold kept">{head}'
        f"<p>{esc(t('frozen.when', day=when, version=version, method=seen.method))} "
        f"{esc(t('frozen.told', told=told, of=len(asked)))} {esc(support)}</p>"
        f'<table><caption class="sr">{esc(t("frozen.title"))}</caption>'
        f"<tbody>{rows}</tbody></table>"
        f'<p class="s m">{file} · {esc(kept)}</p>'
        "</details>"
    )


def _version(number: int, screen: Screen) -> str:
    view = replace(screen.to(Page.PHASES), publication=number)
    said = screen.texts("phases.version", number=number)
    return link(view, said) if number else esc(said)
