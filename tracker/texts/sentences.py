"""Sentences about a series: its word, its comparison, its finding, how we know, what we do not."""

from datetime import date

from tracker.model.definitions import Direction, Indicator, Measure
from tracker.model.observations import Observation, Status
from tracker.model.periods import Period, PeriodKind
from tracker.model.report import SeriesReport, Shown
from tracker.model.verdicts import Verdict, Word
from tracker.service.shown import shown_bounds
from tracker.texts.beside import trend_lines
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day, period, short_month, years
from tracker.texts.numbers import number, trimmed, with_unit

_CANNOT_TELL = {Word.TOO_FEW, Word.NO_DATA, Word.STALE, Word.DESCRIBED, Word.BACKGROUND}
_UNJUDGED = {Word.BACKGROUND, Word.DESCRIBED, Word.OUTPUT, Word.HIDDEN, Word.NO_DATA}


def verdict_word(verdict: Verdict, indicator: Indicator, texts: Texts) -> str:
    """The verdict in its own words; a share has too few answers, not too few events."""
    key = f"verdict.word.{verdict.word}"
    if indicator.measure is Measure.SHARE and f"{key}.share" in texts:
        key = f"{key}.share"
    return texts(key)


def series_name(report: SeriesReport, texts: Texts) -> str:
    """The indicator's short name, with the area where it is followed in several."""
    name = texts.of(report.indicator.short_name or report.indicator.name)
    if len(report.indicator.areas) == 1:
        return name
    return f"{name}, {texts.of(report.area.short_name or report.area.name)}"


def period_text(span: Period, texts: Texts) -> str:
    """A period as a reader says it."""
    return period(span, texts)


def observation_text(one: Observation, indicator: Indicator, texts: Texts) -> str:
    """A stored value as a cell of a table, with its reason."""
    if one.value is not None:
        written = with_unit(one.value, indicator, texts)
        marked = one.status is not Status.FINAL
        return f"{written} ({texts(f'status.{one.status}.short')})" if marked else written
    if one.status is Status.SUPPRESSED and one.low is not None and one.high is not None:
        return _hidden((one.low, one.high), texts)
    return texts(f"value.{one.status}")


def _hidden(bounds: tuple[float, float] | None, texts: Texts) -> str:
    if bounds is None:
        return texts("value.suppressed")
    low, high = (trimmed(bound, texts.language) for bound in bounds)
    return texts("value.hidden_between", low=low, high=high)


def shown_number(report: SeriesReport, texts: Texts) -> str:
    """The latest value with its unit sign, or a dash."""
    if report.latest is None or report.latest.value is None:
        return "–"
    return with_unit(report.latest.value, report.indicator, texts)


def latest_when(report: SeriesReport, texts: Texts) -> str:
    """What the latest value is of, and when: «på 12 mån, dec 2024»."""
    if report.latest is None:
        hidden = report.verdict.word is Word.HIDDEN
        return texts("latest.hidden" if hidden else "latest.none")
    span = report.latest.observation.period
    if report.indicator.shown_as == "rolling_12_months":
        return texts("latest.rolling", month=short_month(span.end, texts.language))
    if report.indicator.measure is Measure.SHARE and span.kind is PeriodKind.RANGE:
        return texts("latest.survey", period=period(span, texts))
    unit = "" if report.indicator.measure is Measure.SHARE else texts.of(report.indicator.unit)
    return f"{unit}, {period(span, texts)}" if unit else period(span, texts)


def baseline_text(report: SeriesReport, texts: Texts) -> str:
    """The baseline's level and years: «i snitt 4 per år 2017–2018», «39 % 2017/18»."""
    baseline, band, indicator = report.verdict.baseline, report.baseline_band, report.indicator
    if baseline is None or band is None:
        return ""
    when = years(baseline.window)
    if indicator.measure is Measure.SHARE:
        return f"{with_unit(band.centre, indicator, texts)} {when}"
    level = trimmed(band.centre, texts.language, most=max(1, indicator.decimals))
    if indicator.measure is Measure.RATE:
        return texts("baseline.rate", level=level, years=when)
    return texts(f"baseline.per.{_often(report)}", level=level, years=when)


def _often(report: SeriesReport) -> str:
    """How often the reader sees a value: `öppen` may see whole years of a monthly series."""
    if report.indicator.shown_as == "rolling_12_months":
        return "rolling"
    seen = report.series.observations
    return seen[0].period.kind if seen else report.indicator.frequency


def compared_short(report: SeriesReport, texts: Texts) -> str:
    """The line under a verdict's word: what it was compared with, or why it was not."""
    if text := baseline_text(report, texts):
        pairs = report.verdict.word in {Word.INCREASE, Word.DECREASE}
        return text + (texts("compared.pair") if pairs else "")
    reason = report.verdict.reason
    return texts(f"reason.short.{reason}") if reason else ""


def alt_text(report: SeriesReport, texts: Texts) -> str:
    """What a picture of the series shows, for those who do not see it."""
    parts = [
        texts.of(report.indicator.name),
        texts.of(report.area.name),
        f"{shown_number(report, texts)} {latest_when(report, texts)}",
        verdict_word(report.verdict, report.indicator, texts),
        baseline_text(report, texts),
        texts("fictional.word") if report.series.fictional else "",
    ]
    return ". ".join(part for part in parts if part) + "."


def finding(report: SeriesReport, texts: Texts) -> str:
    """The title of a chart: what it shows, in words. «Ingen säkerställd förändring» stays so."""
    name = texts.of(report.indicator.name)
    verdict = report.verdict
    if verdict.trend and verdict.word not in _UNJUDGED | _CANNOT_TELL | {Word.NO_CHANGE}:
        return texts("finding.falls" if _fell(verdict) else "finding.rises", name=name)
    if verdict.word in _UNJUDGED or verdict.baseline is None:
        return name
    when = years(verdict.baseline.window)
    match verdict.word:
        case Word.NO_CHANGE:
            return texts("finding.no_change", name=name, years=when)
        case Word.TOO_FEW | Word.STALE:
            word = verdict_word(verdict, report.indicator, texts)
            return texts("finding.cannot_tell", name=name, word=word[0].lower() + word[1:])
        case _:
            key = "finding.lower" if _fell(verdict) else "finding.higher"
            return texts(key, name=name, years=when)


def _fell(verdict: Verdict) -> bool:
    match verdict.word:
        case Word.DECREASE:
            return True
        case Word.INCREASE:
            return False
        case Word.PROGRESS | Word.CONFIRMED_PROGRESS:
            return verdict.direction is Direction.LOWER
        case _:
            return verdict.direction is Direction.HIGHER


def chart_subtitle(report: SeriesReport, texts: Texts) -> str:
    """What is drawn: where, in which unit, how often, from whom."""
    indicator = report.indicator
    often = texts(f"often.{_often(report)}")
    fictional = f" · {texts('fictional.word')}" if report.series.fictional else ""
    return (
        f"{texts.of(report.area.name)} · {texts.of(indicator.unit)}, {often} · "
        f"{texts('chart.source_word')}: {indicator.source.publisher}{fictional}"
    )


def series_sentence(report: SeriesReport, texts: Texts) -> str:
    """One or two sentences: what was compared, or why nothing could be said."""
    verdict = report.verdict
    said = []
    if verdict.baseline and verdict.latest and verdict.word is not Word.STALE:
        said.append(_compared(report, texts))
    said += trend_lines(verdict.trend, texts)
    if verdict.reason:
        said.append(_reason(verdict, texts))
    if verdict.word in _CANNOT_TELL and report.latest:
        value = f"{shown_number(report, texts)} {latest_when(report, texts)}"
        said.append(texts("latest.said", value=value))
    if verdict.word in _CANNOT_TELL and report.next_due:
        key = "due.late" if report.late_by else "due.awaited"
        said.append(texts(key, day=day(report.next_due, texts.language)))
    if verdict.word in {Word.INCREASE, Word.DECREASE}:
        said.append(texts("verdict.depends"))
    if verdict.assumed_n:
        said.append(texts("verdict.assumed_n"))
    return " ".join(said)


def _reason(verdict: Verdict, texts: Texts) -> str:
    """Why there is no judgement of change, or what a judgement stands in spite of."""
    stands = f"verdict.reason.{verdict.reason}.stands"
    judged = verdict.word not in _UNJUDGED | {Word.TOO_FEW, Word.STALE}
    return texts(stands if judged and stands in texts else f"verdict.reason.{verdict.reason}")


def _compared(report: SeriesReport, texts: Texts) -> str:
    verdict, indicator, language = report.verdict, report.indicator, texts.language
    assert verdict.baseline
    assert verdict.latest
    before, after = verdict.baseline, verdict.latest
    common = {"latest_window": years(after.window), "baseline_window": years(before.window)}
    match indicator.measure:
        case Measure.SHARE:
            return texts(
                "verdict.compared.share",
                latest=number(after.amount, language, indicator.decimals),
                latest_n=trimmed(after.base, language, 0),
                baseline=number(before.amount, language, indicator.decimals),
                baseline_n=trimmed(before.base, language, 0),
                among=among(indicator, texts),
                **common,
            )
        case Measure.RATE:
            per = indicator.per or 1
            return texts(
                "verdict.compared.rate",
                latest=number(after.amount / after.base * per, language, indicator.decimals),
                baseline=number(before.amount / before.base * per, language, indicator.decimals),
                unit=texts.of(indicator.unit),
                **common,
            )
        case _:
            return texts(
                "verdict.compared.count",
                latest=trimmed(after.amount, language, 0),
                latest_months=trimmed(after.base, language, 0),
                baseline_rate=trimmed(before.amount / before.base * after.base, language),
                **common,
            )


def among(indicator: Indicator, texts: Texts) -> str:
    """What the n of a share counts: answers, pupils, flats."""
    if indicator.counted_among:
        return texts.of(indicator.counted_among)
    return texts("share.answers")


def series_rows(
    report: SeriesReport, last: date, texts: Texts
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The head and rows of the table under a chart, newest first; notes say every reason."""
    indicator = report.indicator
    share = indicator.measure is Measure.SHARE
    head = [texts("table.period"), ">" + texts("table.value"), ">" + texts("table.interval")]
    if share:
        counted = among(indicator, texts)
        head.append(">" + counted[0].upper() + counted[1:])
    head.append(texts("table.note"))
    rows = []
    for shown in reversed(report.shown):
        one = shown.observation
        cells = [period(one.period, texts), value_text(shown, indicator, texts)]
        cells.append(_interval(shown, indicator, texts))
        if share:
            cells.append(trimmed(one.responses, texts.language, 0) if one.responses else "")
        notes = []
        if one.status not in (Status.FINAL, Status.MISSING, Status.SUPPRESSED):
            notes.append(texts(f"status.{one.status}.short"))
        if one.period.end > last:
            notes.append(texts("table.after"))
        if one.comment:
            notes.append(one.comment)
        cells.append(", ".join(notes))
        rows.append(tuple(cells))
    return tuple(head), rows


def value_text(shown: Shown, indicator: Indicator, texts: Texts) -> str:
    """A shown value as a cell: the number, or the reason that there is none."""
    one = shown.observation
    if shown.value is not None:
        return with_unit(shown.value, indicator, texts)
    if one.status is not Status.SUPPRESSED:
        return observation_text(one, indicator, texts)
    return _hidden(shown_bounds(one, indicator), texts)


def _interval(shown: Shown, indicator: Indicator, texts: Texts) -> str:
    if shown.interval is None or shown.value is None:
        return ""
    decimals = max(indicator.decimals, 0 if indicator.measure is Measure.SHARE else 1)
    low, high = (number(v, texts.language, decimals) for v in shown.interval)
    return f"{low}–{high}"


def unknowns(report: SeriesReport, texts: Texts) -> list[str]:
    """What the reader should know that the numbers do not say."""
    said = [texts.of(report.indicator.pitfalls)]
    if report.verdict.reason and report.verdict.word not in _UNJUDGED:
        said.insert(0, _reason(report.verdict, texts))
    if report.area.proxy_for:
        said.append(texts("unknown.proxy", area=texts.of(report.area.name)))
    if report.late_by > 0:
        said.append(texts("unknown.late", n=report.late_by))
    if report.verdict.word in {Word.PROGRESS, Word.SETBACK}:
        said.append(texts("unknown.sign"))
    if report.verdict.change and report.verdict.word is not Word.NO_CHANGE:
        said.append(texts("unknown.cause"))
    return said
