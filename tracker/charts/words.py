"""The words in a chart, in the reader's language, for the values that it draws."""

from tracker.charts.canvas import ChartWords
from tracker.charts.scales import Plan
from tracker.model.report import Report, SeriesReport, Shown
from tracker.texts.areas import numbered_events
from tracker.texts.catalogue import Texts
from tracker.texts.dates import period
from tracker.texts.numbers import with_unit
from tracker.texts.sentences import baseline_text, value_text


def chart_words(series: SeriesReport, laid: Plan, report: Report, texts: Texts) -> ChartWords:
    """Every word that `series_chart` writes."""
    indicator = series.indicator
    target = indicator.target.value if indicator.target else None
    baseline = baseline_text(series, texts)
    earlier = laid.earlier
    return ChartWords(
        fictional=texts("fictional.word"),
        start=texts("chart.start"),
        baseline=texts("chart.baseline", text=baseline) if baseline else "",
        target=""
        if target is None
        else texts("chart.target", value=with_unit(target, indicator, texts)),
        phase=texts("phase.word"),
        events=tuple((event.when.start, str(n)) for n, event in numbered_events(report)),
        breaks=tuple(texts.of(b.reason) for b in indicator.breaks),
        labels=tuple(_label(shown, series, texts) for shown in laid.drawn),
        value_labels=tuple(
            with_unit(s.value, indicator, texts) if s.value is not None else "" for s in laid.drawn
        ),
        earlier_period=period(earlier.observation.period, texts) if earlier else "",
        earlier_value=value_text(earlier, indicator, texts) if earlier else "",
        language=texts.language.value,
    )


def _label(shown: Shown, series: SeriesReport, texts: Texts) -> str:
    one = shown.observation
    said = f"{period(one.period, texts)}: {value_text(shown, series.indicator, texts)}"
    if series.series.fictional:
        said += f" ({texts('fictional.word')})"
    return said
