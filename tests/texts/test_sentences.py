"""Sentences about a series: for every verdict, in both languages, and honest about no change."""

import math
import re
from dataclasses import replace
from datetime import date

import pytest

from tracker.assessment import JUDGED, UNJUDGED
from tracker.model.definitions import Direction, Measure
from tracker.model.observations import Observation, Status
from tracker.model.periods import parse_period
from tracker.model.verdicts import Change, Compared, Detectable, Reason, Trend, Verdict, Word
from tracker.service.reports import build_report
from tracker.texts.areas import phase_sentence, tally_sentence
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.knowledge import how_we_know
from tracker.texts.sentences import (
    alt_text,
    baseline_text,
    chart_subtitle,
    compared_short,
    finding,
    latest_when,
    observation_text,
    series_rows,
    series_sentence,
    shown_number,
    unknowns,
    value_text,
    verdict_word,
)

SV, EN = texts_in(Language.SV), texts_in(Language.EN)
BEFORE, AFTER = parse_period("2018-01/2019-12"), parse_period("2024-01/2024-12")

SERIES = {
    Measure.COUNT: ("larm", {"2018": 700, "2024": 500}, {}),
    Measure.RATE: ("inbrott", {"2018": 40, "2024": 20}, {"denominator": 2000}),
    Measure.SHARE: ("trygga", {"2018": 61, "2024": 62}, {"responses": 400}),
    Measure.VALUE: ("merit", {"2018/19": 190.5, "2023/24": 201}, {}),
}
NUMBERS = {
    Measure.COUNT: (Compared(BEFORE, 1487, 24), Compared(AFTER, 504, 12)),
    Measure.RATE: (Compared(BEFORE, 84, 4000), Compared(AFTER, 43, 2070)),
    Measure.SHARE: (Compared(BEFORE, 61.75, 800), Compared(AFTER, 62, 400)),
    Measure.VALUE: (Compared(BEFORE, 190.5, 1), Compared(AFTER, 201, 1)),
}
REASONS = {word: [r for r, w in UNJUDGED.items() if w is word] for word in Word}
JUDGED_WORDS = sorted(set(JUDGED.values()))
DETECTABLE = [
    Detectable(600, 880, 3.2),
    Detectable(None, 880, None),
    Detectable(None, None, None),
]
CHANGES = [
    Change(0.68, 0.6, 0.77, 0.0004),
    Change(math.inf, 1.4, math.inf, 0.02),
    Change(-12.4, -20.1, -0.04, None),
]
CASES = [
    pytest.param(measure, word, reason, id=f"{measure}, {word}, {reason}")
    for measure in Measure
    for word in Word
    for reason in (REASONS[word] or [None, Reason.HIDDEN_NUMBERS])
]


def verdicts(measure, word, reason):
    """The verdict with nothing computed, with both sides, and with all that is told of them."""
    directions = [d for (_, d), w in JUDGED.items() if w is word] or [Direction.LOWER]
    bare = Verdict(word, directions[0], reason)
    before, after = NUMBERS[measure]
    compared = replace(bare, baseline=before, latest=after, assumed_n=True, overdispersion=1.7)
    yield compared
    if reason:
        yield from (bare, replace(bare, baseline=before))
    for change in CHANGES[2:] if measure is Measure.SHARE else CHANGES[:2]:
        for detectable in DETECTABLE:
            yield replace(compared, change=change, detectable=detectable, method="rate_ratio/1")


def said(series, report, texts):
    """Everything that is told of one series, with the name of what tells it."""
    yield "word", verdict_word(series.verdict, series.indicator, texts)
    yield "sentence", series_sentence(series, texts)
    yield "finding", finding(series, texts)
    yield "short", compared_short(series, texts)
    yield "alt", alt_text(series, texts)
    yield "subtitle", chart_subtitle(series, texts)
    yield "number", shown_number(series, texts)
    yield "when", latest_when(series, texts)
    for term, what in how_we_know(series, report, texts):
        yield "term", term
        yield f"know {term}", what
    for item in unknowns(series, texts):
        yield "unknown", item
    head, rows = series_rows(series, date(2024, 12, 31), texts)
    for row in (head, *rows):
        for cell in row:
            yield "cell", cell


@pytest.fixture(scope="module")
def report_of_definitions(small_programme):
    """how_we_know looks up the names of a pair here, and nothing else."""

    class Report:
        definitions = small_programme

    return Report()


@pytest.mark.parametrize(("measure", "word", "reason"), CASES)
def test_every_verdict_is_told(make_series, report_of_definitions, measure, word, reason):
    name, values, more = SERIES[measure]
    made = make_series(name, values, **more)
    for verdict in verdicts(measure, word, reason):
        for series in (
            replace(made, verdict=verdict),
            replace(made, verdict=verdict, latest=None, shown=(), baseline_band=None, late_by=3),
        ):
            for texts in (SV, EN):
                for what, text in said(series, report_of_definitions, texts):
                    assert not re.search(r"[{}]|None|inf\b|nan\b|  |\.\.(?!\.)", text), what
                    assert text == text.strip(), what
                assert series_sentence(series, texts).endswith(".")
                assert finding(series, texts)


SAMENESS = re.compile(
    r"lika (många|mycket|stor|hög|låg|som)|samma (antal|nivå|andel)|oförändra|"
    r"as (many|much|high|low) as|the same (number|level|share)|unchanged|no difference",
    re.IGNORECASE,
)


@pytest.mark.parametrize("texts", [SV, EN], ids=["sv", "en"])
@pytest.mark.parametrize("measure", Measure)
def test_no_detectable_change_is_never_called_sameness(make_series, texts, measure):
    name, values, more = SERIES[measure]
    made = make_series(name, values, **more)
    for verdict in verdicts(measure, Word.NO_CHANGE, None):
        series = replace(made, verdict=verdict)
        told = [
            verdict_word(verdict, series.indicator, texts),
            series_sentence(series, texts),
            finding(series, texts),
            compared_short(series, texts),
            alt_text(series, texts),
        ]
        assert not any(SAMENESS.search(text) for text in told), told
    assert SAMENESS.search("Larmen var lika många som förut")


def test_the_words_of_no_change(make_series):
    verdict = Verdict(Word.NO_CHANGE, Direction.LOWER, baseline=NUMBERS[Measure.COUNT][0])
    larm = replace(make_series("larm", {"2018": 700, "2024": 690}), verdict=verdict)
    assert verdict_word(verdict, larm.indicator, SV) == "Ingen säkerställd förändring"
    assert finding(larm, SV) == "Larm på torget: ingen säkerställd förändring sedan 2018–2019"
    assert finding(larm, EN).startswith("Alarms in the square: no ")


@pytest.mark.parametrize(
    ("word", "direction", "said"),
    [
        pytest.param(Word.PROGRESS, Direction.LOWER, "lägre", id="progress where lower is better"),
        pytest.param(Word.PROGRESS, Direction.HIGHER, "högre", id="progress, higher is better"),
        pytest.param(Word.SETBACK, Direction.LOWER, "högre", id="setback where lower is better"),
        pytest.param(Word.SETBACK, Direction.HIGHER, "lägre", id="setback, higher is better"),
        pytest.param(Word.CONFIRMED_PROGRESS, Direction.LOWER, "lägre", id="confirmed progress"),
        pytest.param(Word.CONFIRMED_SETBACK, Direction.LOWER, "högre", id="confirmed setback"),
        pytest.param(Word.INCREASE, Direction.DEPENDS, "högre", id="increase"),
        pytest.param(Word.DECREASE, Direction.DEPENDS, "lägre", id="decrease"),
    ],
)
def test_a_finding_says_which_way_the_number_went(make_series, word, direction, said):
    """Never better or worse: the word beside it says that."""
    verdict = Verdict(word, direction, baseline=NUMBERS[Measure.COUNT][0])
    series = replace(make_series("larm", {"2024": 1}), verdict=verdict)
    assert finding(series, SV) == f"Larm på torget: {said} än 2018–2019"


@pytest.mark.parametrize(
    ("word", "direction", "said"),
    [
        (Word.PROGRESS, Direction.HIGHER, "stiger"),
        (Word.SETBACK, Direction.HIGHER, "sjunker"),
        (Word.PROGRESS, Direction.LOWER, "sjunker"),
        (Word.INCREASE, Direction.DEPENDS, "stiger"),
    ],
)
def test_a_trend_rises_or_falls_and_says_how_fast_and_how_sure(make_series, word, direction, said):
    trend = Trend(0.0123, 1.5, 0.4, 2.6, points=8)
    verdict = Verdict(word, direction, trend=trend)
    series = replace(make_series("merit", {"2023/24": 200.0}), verdict=verdict)
    assert finding(series, SV) == f"Meritvärde: {said}"
    told = series_sentence(series, SV)
    assert "0,012" in told
    assert "1,5 om året (95 procents konfidensintervall 0,4 till 2,6)" in told


def test_a_trend_that_does_not_show_is_not_in_the_title(make_series):
    verdict = Verdict(Word.NO_CHANGE, Direction.HIGHER, trend=Trend(0.6, 0.1, -1, 1, points=8))
    series = replace(make_series("merit", {"2023/24": 200.0}), verdict=verdict)
    assert finding(series, SV) == "Meritvärde"


def test_a_share_has_too_few_answers_and_a_count_too_few_events(make_series):
    verdict = Verdict(Word.TOO_FEW, Direction.LOWER, Reason.CANNOT_SHOW_FALL)
    words = [
        verdict_word(verdict, make_series(name, {}).indicator, SV) for name in ("larm", "trygga")
    ]
    assert words == ["För få händelser", "För få svar"]


class TestHiddenNumbers:
    """A verdict that stands whatever the hidden values are says so; one that hangs on them, not."""

    @pytest.fixture
    def series(self, make_series):
        return make_series("larm", {"2018": 700, "2024": 500})

    def test_it_stands(self, series):
        standing = Verdict(Word.PROGRESS, Direction.LOWER, Reason.HIDDEN_NUMBERS)
        told = replace(series, verdict=standing)
        for text in (series_sentence(told, SV), unknowns(told, SV)[0]):
            assert "omdömet blir detsamma" in text

    def test_it_hangs_on_them(self, series):
        open_ = Verdict(Word.TOO_FEW, Direction.LOWER, Reason.HIDDEN_NUMBERS)
        told = replace(series, verdict=open_)
        for text in (series_sentence(told, SV), unknowns(told, SV)[0]):
            assert "beror på vilka de är" in text


def test_an_upper_bound_that_says_nothing_is_not_written_out(make_series, report_of_definitions):
    change = Change(3.1, 0.8, 3.3e202, 0.09)
    before, after = NUMBERS[Measure.COUNT]
    verdict = Verdict(Word.NO_CHANGE, Direction.LOWER, None, before, after, change)
    series = replace(make_series("larm", {"2024": 1}), verdict=verdict)
    told = dict(how_we_know(series, report_of_definitions, SV))
    assert "från 0,80 till mer än 1\N{NO-BREAK SPACE}000 gånger" in told["Skillnad"]


class TestOwnValues:
    """The sentences of real series, word for word."""

    @pytest.fixture
    def told(self, filled_site, full_reader):
        report = build_report(filled_site.store.at(), full_reader, today=filled_site.today)
        return lambda name, area="torget": report.series_of(name, area)

    def test_a_count(self, told):
        assert series_sentence(told("larm"), SV) == (
            "504 på 12 månader (2024), mot i snitt 743,5 på lika lång tid under "
            "jämförelseperioden 2018–2019."
        )
        assert compared_short(told("larm"), SV) == "i snitt 62 per månad 2018–2019"

    def test_a_rate(self, told):
        assert series_sentence(told("inbrott"), SV) == (
            "20,8 inbrott per 1\N{NO-BREAK SPACE}000 bostäder (2024), mot 21,0 under "
            "jämförelseperioden 2018–2019."
        ).replace("\N{NO-BREAK SPACE}", " ")
        assert compared_short(told("inbrott"), SV) == "i snitt 21 2018–2019"

    def test_a_share(self, told):
        assert series_sentence(told("trygga", "enkatomradet"), SV) == (
            "62,0 procent av 400 svar (2024), mot 61,8 procent av 800 svar under "
            "jämförelseperioden 2018–2019."
        )

    def test_what_depends_says_that_the_number_alone_does_not_tell(self, told):
        assert series_sentence(told("tips"), SV).endswith(
            "Om det är bra eller dåligt går inte att säga av talet ensamt."
        )
        assert compared_short(told("tips"), SV).endswith("läses med sitt par")

    def test_an_invented_series_is_called_so_wherever_it_is_described(self, told):
        for text in (alt_text(told("vandringar"), SV), chart_subtitle(told("vandringar"), SV)):
            assert "påhittat exempel" in text
        assert "påhittat" not in alt_text(told("larm"), SV)


class TestWhatThePublicSees:
    """A monthly series whose open period is the year is told by the year."""

    def test_its_baseline_and_subtitle_are_by_the_year(self, make_series):
        years = {"2018": 700, "2019": 680, "2020": 600, "2021": 580, "2022": 560, "2024": 500}
        series = make_series("larm", years)
        assert baseline_text(series, SV) == "i snitt 690 per år 2018–2019"
        assert "larm, per år" in chart_subtitle(series, SV)

    def test_a_series_without_values_is_told_by_its_own_periods(self, make_series):
        assert "larm, per månad" in chart_subtitle(make_series("larm", {}), SV)


@pytest.mark.parametrize(
    ("status", "value", "text"),
    [
        pytest.param(Status.FINAL, 7, "7", id="final"),
        pytest.param(Status.PRELIMINARY, 7, "7 (preliminär)", id="preliminary"),
        pytest.param(Status.REVISED, 7, "7 (reviderad)", id="revised"),
        pytest.param(Status.ESTIMATED, 7, "7 (uppskattad)", id="estimated"),
        pytest.param(Status.PARTIAL, 7, "7 (ofullständig)", id="partial"),
        pytest.param(Status.FINAL, 0, "0", id="zero is a number"),
        pytest.param(Status.MISSING, None, "saknas", id="missing is no zero"),
        pytest.param(Status.NOT_APPLICABLE, None, "ej tillämplig", id="not applicable"),
        pytest.param(Status.NOT_PUBLISHED, None, "ej publicerad än", id="not yet"),
        pytest.param(Status.SUPPRESSED, None, "visas inte, för få", id="hidden"),
    ],
)
def test_a_value_or_the_reason_that_there_is_none(small_programme, status, value, text):
    one = Observation(parse_period("2024-01"), status, value)
    assert observation_text(one, small_programme.indicators["larm"], SV) == text


class TestHiddenBetween:
    """A hidden value is told in the unit of its column."""

    def test_a_count(self, make_series):
        series = make_series("larm", {"2024-01": (1, 4)})
        assert value_text(series.shown[0], series.indicator, SV) == "1–4, visas inte"

    def test_a_rate_per_its_base(self, make_series):
        # 1 to 4 burglaries in 2000 homes: 0.5 to 2 per thousand.
        series = make_series("inbrott", {"2024": (1, 4)}, denominator=2000)
        assert value_text(series.shown[0], series.indicator, SV) == "0,5–2, visas inte"

    def test_a_rate_without_its_base(self, make_series):
        series = make_series("inbrott", {"2024": (1, 4)})
        assert value_text(series.shown[0], series.indicator, SV) == "visas inte, för få"


class TestTable:
    def test_newest_first_with_every_reason(self, make_series):
        note = Observation(
            parse_period("2024-03"), Status.PRELIMINARY, 9, comment="en vecka saknas"
        )
        series = make_series("larm", {"2024-01": 7, "2024-02": None, "2024-03": note, "2025-01": 5})
        head, rows = series_rows(series, date(2024, 12, 31), SV)
        assert head == ("Period", ">Värde", ">95 % felmarginal", "Anmärkning")
        assert [(r[0], r[1], r[-1]) for r in rows] == [
            ("jan 2025", "5", "efter dagen som läget avser"),
            ("mars 2024", "9", "preliminär, en vecka saknas"),
            ("feb 2024", "saknas", ""),
            ("jan 2024", "7", ""),
        ]

    def test_a_share_says_how_many_answered(self, make_series):
        series = make_series("trygga", {"2024": 62}, responses=1400)
        head, rows = series_rows(series, date(2024, 12, 31), SV)
        assert head[3] == ">Svar"
        assert rows[0][1] == "62,0\N{NO-BREAK SPACE}%"
        assert rows[0][3] == "1\N{NO-BREAK SPACE}400"


class TestAreas:
    @pytest.mark.parametrize(
        ("steps", "sentence"),
        [
            pytest.param([], "För Torget är ingen fas beslutad.", id="none"),
            pytest.param(
                [(2, "2022-03-17")], "Torget är i fas 2 sedan mars 2022.", id="a decision"
            ),
            pytest.param(
                [(2, "2022-03-17"), (2, "2023-06-01")],
                "Torget är i fas 2 sedan mars 2022.",
                id="renewed",
            ),
            pytest.param(
                [(2, "2022-03-17"), (1, "2023-09-14")],
                "Torget gick tillbaka till fas 1 i september 2023.",
                id="back",
            ),
        ],
    )
    def test_phase_sentence(self, small_programme, phase_status_of, steps, sentence):
        assert phase_sentence(phase_status_of(steps), SV) == sentence

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            pytest.param([], "", id="no goals"),
            pytest.param(
                [Word.PROGRESS, Word.CONFIRMED_PROGRESS, Word.SETBACK, Word.NO_CHANGE],
                "Fyra målområden: ett med bekräftat framsteg, ett med tecken på framsteg, "
                "ett med tecken på bakslag och ett utan säkerställd förändring.",
                id="some of each",
            ),
            pytest.param(
                [Word.TOO_FEW, Word.NO_DATA, Word.INCREASE],
                "Tre målområden: alla som inte går att avgöra.",
                id="none can be told",
            ),
            pytest.param(
                [Word.SETBACK], "Ett målområde: ett med tecken på bakslag.", id="a single goal"
            ),
            pytest.param(
                [Word.CONFIRMED_PROGRESS] * 2 + [Word.NO_DATA],
                "Tre målområden: två med bekräftade framsteg och ett som inte går att avgöra.",
                id="several of a kind",
            ),
        ],
    )
    def test_tally(self, make_series, words, sentence):
        primaries = [
            replace(make_series("larm", {}), verdict=Verdict(w, Direction.LOWER)) for w in words
        ]
        assert tally_sentence(primaries, SV) == sentence
