"""The second half of underlaget: the plan, its follow-up, and who coordinates."""

from collections.abc import Iterator

from tracker.model.definitions import Measure
from tracker.model.report import Report, SeriesReport
from tracker.model.steering import SteeringAction
from tracker.service.law import LawBasis
from tracker.texts.actions import when
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.law_blocks import Block, Kind, ended, invented, missing_block, origin
from tracker.texts.sentences import latest_when, period_text, shown_number


def latest_said(one: SeriesReport, t: Texts) -> str:
    """The latest value, its unit and when: «5 på 12 mån, dec 2024», «32 %, mätning 2023/24»."""
    between = ", " if one.indicator.measure is Measure.SHARE else " "
    return f"{shown_number(one, t)}{between}{latest_when(one, t)}"


def plan(basis: LawBasis, report: Report, t: Texts) -> Iterator[Block]:
    """Each action with who answers for it and when."""
    yield Block(Kind.PART, (t("law.part.plan"),))
    if basis.actions:
        owners = report.definitions.organisations
        yield Block(
            Kind.LIST,
            tuple(
                t(
                    "law.action",
                    title=a.title,
                    owner=t.of(owners[a.owner_organisation].name)
                    if a.owner_organisation in owners
                    else a.owner_organisation,
                    when=when(a, t),
                    status=t(f"actions.status.{a.status}").lower(),
                )
                + origin(a, a.source, t)
                for a in basis.actions
            ),
        )
    yield from missing_block(basis.missing_plan, t)


def follow_up(basis: LawBasis, report: Report, t: Texts) -> Iterator[Block]:
    """What is followed up and how, and what was done."""
    yield Block(Kind.PART, (t("law.part.follow_up"),))
    yield Block(Kind.TEXT, (t("law.follow_up.note"),))
    told = [_followed(a, report, t) for a in basis.actions if a.indicators or a.updates]
    if told:
        yield Block(Kind.LIST, tuple(told))
    if basis.efforts:
        yield Block(Kind.HEAD, (t("law.efforts"),))
        yield Block(
            Kind.LIST,
            tuple(
                t(
                    "law.effort",
                    name=t.of(s.indicator.name),
                    area=t.of(s.area.short_name or s.area.name),
                    value=latest_said(s, t),
                )
                + invented(s.series.fictional, t)
                for s in basis.efforts
            ),
        )
    yield from missing_block(basis.missing_follow_up, t)


def _followed(action: SteeringAction, report: Report, t: Texts) -> str:
    known = report.definitions.indicators
    names = [t.of(known[i].short_name or known[i].name) for i in action.indicators if i in known]
    said = [t(f"actions.fidelity.{action.fidelity}")]
    if names:
        said.append(t("law.shows_in", names=", ".join(names)))
    if action.updates:
        last = max(action.updates, key=lambda update: update.on)
        said.append(t("law.update", day=day(last.on, t.language), text=last.text))
    return f"{action.title}: " + " ".join(ended(s) for s in said) + invented(action.fictional, t)


def coordination(basis: LawBasis, t: Texts) -> Iterator[Block]:
    """Agreements and meetings, and what is not kept here."""
    yield Block(Kind.PART, (t("law.part.coordination"),))
    told = [
        t("law.agreement", name=a.name, when=period_text(a.years, t)) + origin(a, a.source, t)
        for a in basis.agreements
    ]
    if basis.meetings:
        last = max(basis.meetings, key=lambda m: m.held_on)
        held = day(last.held_on, t.language)
        told.append(
            t("law.meetings", n=len(basis.meetings), name=last.name, day=held)
            + invented(last.fictional, t)
        )
    if told:
        yield Block(Kind.LIST, tuple(told))
    yield from missing_block(basis.missing_coordination, t)
