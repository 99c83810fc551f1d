"""The weekly picture in words: what stands out, what is usual, how often the rule cries wolf."""

from tracker.model.definitions import Area, Indicator
from tracker.model.periods import Period
from tracker.service.seasons import SUMMED, Alarms, EarlyWarning, Usual
from tracker.service.weekly import TertialLine, WeekLine, WeekPicture
from tracker.texts.catalogue import Texts
from tracker.texts.dates import day
from tracker.texts.numbers import number, trimmed
from tracker.texts.sentences import observation_text


def week_number(span: Period, texts: Texts) -> str:
    """Vecka 52 2024."""
    iso = span.start.isocalendar()
    return texts("week.number", week=iso.week, year=iso.year)


def days(span: Period, texts: Texts) -> str:
    """23–29 december 2024; the month and year stand once where they are the same."""
    first, last = day(span.start, texts.language), day(span.end, texts.language)
    if span.start.year == span.end.year:
        first = first.removesuffix(f" {span.start.year}")
    if span.start.month == span.end.month:
        first = str(span.start.day)
    return f"{first}–{last}"


def indicator_name(indicator: Indicator, texts: Texts) -> str:
    """The short name, which leaves the week out."""
    return texts.of(indicator.short_name or indicator.name)


def in_area(indicator: Indicator, area: Area, texts: Texts) -> str:
    """Orolighet i Gottsunda centrum."""
    name = texts.of(area.short_name or area.name)
    return texts("week.in_area", name=indicator_name(indicator, texts), area=name)


def answer(picture: WeekPicture, texts: Texts) -> str:
    """What stands out, what is missing, in two or three sentences."""
    found = [in_area(line.indicator, line.area, texts) for line in picture.warnings]
    said = [texts("week.warns", what=_list(found, texts)) if found else texts("week.calm")]
    outside = [
        in_area(line.indicator, line.area, texts)
        for line in picture.lines
        if line.standing in ("above", "below")
    ]
    if outside:
        said.append(texts("week.outside", what=_list(outside, texts)))
    if picture.missing:
        n, of = len(picture.missing), len(picture.lines)
        said.append(texts("week.all_missing" if n == of else "week.missing", n=n, of=of))
    return " ".join(said)


def _list(found: list[str], texts: Texts) -> str:
    found = [name[0].lower() + name[1:] for name in found]
    if len(found) == 1:
        return found[0]
    return texts("week.and", first=", ".join(found[:-1]), last=found[-1])


def count_text(line: WeekLine, texts: Texts) -> str:
    """The week's count, or why there is none."""
    if line.observation is None:
        return texts("week.none")
    return observation_text(line.observation, line.indicator, texts)


def span_text(low: float, high: float, texts: Texts) -> str:
    """A number, or two where what is hidden lies between them."""
    least, most = trimmed(low, texts.language), trimmed(high, texts.language)
    return least if least == most else f"{least}–{most}"


def usual_text(usual: Usual | None, texts: Texts) -> str:
    """What is usual; a dash where nobody can say."""
    return span_text(usual.low, usual.high, texts) if usual else "–"


def band_text(usual: Usual | None, texts: Texts) -> str:
    """The band of chance, or that there are too few earlier years."""
    if usual is None:
        return texts("week.no_usual")
    return texts("week.band", least=usual.least, most=usual.most)


def three_text(warning: EarlyWarning | None, texts: Texts) -> str:
    """The sum of three weeks; a dash where one is not known."""
    return span_text(warning.low, warning.high, texts) if warning else "–"


def three_band(warning: EarlyWarning | None, texts: Texts) -> str:
    """The band of three weeks."""
    return band_text(warning.usual, texts) if warning else texts("week.three_unknown")


def record_text(record: Alarms | None, texts: Texts) -> str:
    """How often the rule has warned before in the series."""
    if record is None:
        return texts("week.record.short")
    if not record.weeks:
        return texts("week.record.never", tried=record.tried)
    how_often = often(record.a_year, texts)
    return texts("week.record.times", weeks=record.weeks, tried=record.tried, often=how_often)


def often(a_year: float, texts: Texts) -> str:
    """Ungefär 3 gånger om året; less than one is said so."""
    times = round(a_year)
    if a_year < 0.75:
        return texts("week.often.seldom")
    return texts("week.often", n=times)


def warning_sentence(line: WeekLine, texts: Texts) -> str:
    """The early warning of a line with what it is worth; the line warns."""
    assert line.warning
    usual = line.warning.usual
    return " ".join(
        (
            texts(
                "week.warning.said",
                total=three_text(line.warning, texts),
                unit=texts.of(line.indicator.unit),
                weeks=SUMMED,
                usual=usual_text(usual, texts),
                most=usual.most,
            ),
            texts("week.warning.record", record=record_text(line.warning.record, texts)),
        )
    )


def wolf_sentence(picture: WeekPicture, texts: Texts) -> str:
    """How often the rule warns in all the series together."""
    a_year = picture.false_alarms_a_year
    if a_year is None:
        return texts("week.record.short_all")
    return texts("week.wolf", series=len(picture.lines), often=often(a_year, texts))


def total_text(total: tuple[float, float] | None, known: int, asked: int, texts: Texts) -> str:
    """A sum of weeks, or how many of them are known."""
    if total is None:
        return texts("week.weeks_known", known=known, asked=asked)
    return span_text(*total, texts)


def difference_text(line: TertialLine, texts: Texts) -> str:
    """How many more or fewer than the year before; a dash where a sum is not known."""
    if line.total is None or line.before is None or len({*line.total}) + len({*line.before}) > 2:
        return "–"
    difference = line.total[0] - line.before[0]
    written = number(difference, texts.language)
    return f"+{written}" if difference > 0 else written


def tertial_title(picture: WeekPicture, texts: Texts) -> str:
    """Tertial 3 2024, and how far it has come."""
    tertial = picture.tertial
    return texts(
        "week.tertial.title",
        number=(tertial.start.month + 3) // 4,
        year=tertial.start.year,
        n=picture.tertials[0].asked,
    )
