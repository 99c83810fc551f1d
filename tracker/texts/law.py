"""Underlaget as a document: what it is of, the three parts of the lägesbild, then the work."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.model.access import Audience
from tracker.model.report import Report, SeriesReport
from tracker.model.steering import Dialogue, Promise
from tracker.model.verdicts import Word
from tracker.service.law import LawBasis
from tracker.texts.areas import advice_sentences, phase_sentence
from tracker.texts.backslides import backslide_sentence
from tracker.texts.beside import headline_sentence
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.law_blocks import Block, Kind, ended, invented, missing_block, origin
from tracker.texts.law_work import coordination, follow_up, latest_said, plan
from tracker.texts.sentences import compared_short, period_text, verdict_word
from tracker.texts.weekly import difference_text, in_area, total_text, week_number

ACT = "https://lagen.nu/2023:196"


@dataclass(frozen=True)
class LawDocument:
    """The whole of it: the title, what it is of, and the blocks."""

    title: str
    about: tuple[str, ...]
    blocks: tuple[Block, ...]


def law_document(basis: LawBasis, report: Report, texts: Texts) -> LawDocument:
    """The underlag in words."""
    t = texts
    name = t.of(basis.area.name)
    about = [
        t("law.about", day=day(report.reference_date, t.language), number=report.publication),
        t("law.scope", area=name, places=_places(basis, t)),
        t("law.act", url=ACT),
    ]
    if report.audience is not Audience.OPEN:
        about.append(t("law.secrecy"))
    if basis.fictional:
        about.append(t("law.fictional"))
    made = (
        *_mapping(basis, t),
        *_other(basis, report, t),
        *_analysis(basis, report, t),
        *plan(basis, report, t),
        *follow_up(basis, report, t),
        *coordination(basis, t),
    )
    return LawDocument(t("law.title", area=name), tuple(about), tuple(made))


def _places(basis: LawBasis, t: Texts) -> str:
    """The sub-areas; survey areas and schools are where figures come from, not parts."""
    names = [t.of(a.name) for a in basis.areas if a.level == "sub_area"]
    return ", ".join(names) or t.of(basis.area.name)


def _mapping(basis: LawBasis, t: Texts) -> Iterator[Block]:
    yield Block(Kind.PART, (t("law.part.mapping"),))
    for facts in basis.mapping:
        told = [s for s in facts.series if s.verdict.word not in (Word.NO_DATA, Word.HIDDEN)]
        if not told:
            continue
        title = t.of(facts.goal.name) if facts.goal else t("law.cross")
        yield Block(Kind.HEAD, (title,))
        yield Block(Kind.LIST, tuple(_series(s, t) for s in told))
    if basis.picture and basis.weeks:
        tertial = period_text(basis.picture.tertial, t)
        week = week_number(basis.picture.week, t)
        yield Block(Kind.HEAD, (t("law.weeks", tertial=tertial, week=week),))
        yield Block(
            Kind.LIST,
            tuple(
                t(
                    "law.week",
                    name=in_area(line.indicator, line.area, t),
                    total=total_text(line.total, line.known, line.asked, t),
                    before=total_text(line.before, line.known_before, line.asked_before, t),
                    difference=difference_text(line, t),
                )
                for line in basis.weeks
            ),
        )
        if any(line.fictional for line in basis.picture.lines):
            yield Block(Kind.TEXT, (t("law.weeks.fictional"),))
    yield from missing_block(basis.missing_mapping, t)


def _series(one: SeriesReport, t: Texts) -> str:
    background = one.verdict.word is Word.BACKGROUND
    compared = "" if background else compared_short(one, t)
    said = t(
        "law.series",
        name=t.of(one.indicator.name),
        area=t.of(one.area.short_name or one.area.name),
        value=latest_said(one, t),
        word=verdict_word(one.verdict, one.indicator, t),
    )
    return said + (f" ({compared})" if compared else "") + invented(one.series.fictional, t)


def _other(basis: LawBasis, report: Report, t: Texts) -> Iterator[Block]:
    yield Block(Kind.PART, (t("law.part.other"),))
    yield Block(Kind.HEAD, (t("law.phases"),))
    yield Block(
        Kind.LIST,
        tuple(
            phase_sentence(a.status, t)
            + invented(bool(a.status.decision and a.status.decision.fictional), t)
            for a in basis.phases
        ),
    )
    yield Block(Kind.TEXT, (t("law.phases.note"),))
    if basis.dialogues or basis.promises:
        yield Block(Kind.HEAD, (t("law.dialogues"),))
        told = [_dialogue(d, t) for d in basis.dialogues] + [_promise(p, t) for p in basis.promises]
        yield Block(Kind.LIST, tuple(told))
    events = [
        t("law.event", when=period_text(e.when, t), title=t.of(e.title))
        for e in report.definitions.events
    ]
    if events:
        yield Block(Kind.HEAD, (t("law.events"),))
        yield Block(Kind.LIST, tuple(events))
    yield from missing_block(basis.missing_other, t)


def _dialogue(one: Dialogue, t: Texts) -> str:
    said = " ".join(ended(text) for text in one.said)
    people = t("law.people", n=one.people) if one.people else ""
    head = t("law.dialogue", name=one.name, when=period_text(one.held, t), form=ended(one.form))
    return " ".join(part for part in (head, people, said) if part) + origin(one, one.source, t)


def _promise(one: Promise, t: Texts) -> str:
    when_ = period_text(one.years, t) if one.years else ""
    wording = one.wording or t("law.no_wording")
    head = t("law.promise", name=one.name, when=when_, status=t(f"law.promise.{one.status}"))
    return f"{head} {ended(wording)}" + origin(one, one.source, t)


def _analysis(basis: LawBasis, report: Report, t: Texts) -> Iterator[Block]:
    yield Block(Kind.PART, (t("law.part.analysis"),))
    yield Block(Kind.TEXT, (t("law.analysis.note"),))
    if said := headline_sentence(report.headline, t):
        yield Block(Kind.TEXT, (said,))
    advice = [
        f"{t.of(a.status.area.name)}: {said}"
        for a in basis.phases
        if (said := advice_sentences(a, t))
    ]
    if advice:
        yield Block(Kind.HEAD, (t("law.advice"),))
        yield Block(Kind.LIST, tuple(advice))
    worse = [
        _worse(
            report.series_of(found.indicator_id, found.area_id),
            backslide_sentence(found, report.series_of(found.indicator_id, found.area_id), t),
            t,
        )
        for a in basis.phases
        for found in a.worsened
    ]
    if worse:
        yield Block(Kind.HEAD, (t("law.worse"),))
        yield Block(Kind.LIST, tuple(dict.fromkeys(worse)))
    causes = [
        t("law.cause", problem=ended(a.problem), cause=ended(a.cause or t("law.no_cause")))
        + invented(a.fictional, t)
        for a in basis.actions
        if a.problem
    ]
    if causes:
        yield Block(Kind.HEAD, (t("law.causes"),))
        yield Block(Kind.LIST, tuple(dict.fromkeys(causes)))
    yield from missing_block(basis.missing_analysis, t)


def _worse(one: SeriesReport, said: str, t: Texts) -> str:
    name = in_area(one.indicator, one.area, t)
    return f"{name}: {said}" + invented(one.series.fictional, t)
