"""Days and periods in words: 31 december 2024, mars 2022, kv 3 2024, läsåret 2023/24."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date

from tracker.model.periods import Period, PeriodKind
from tracker.texts.catalogue import Language, Texts

_LOCALES = {Language.SV: "sv_SE", Language.EN: "en_GB"}
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def day(when: date, language: Language) -> str:
    """31 december 2024."""
    return str(format_date(when, "d MMMM y", locale=_LOCALES[language]))


def short_day(when: date, language: Language) -> str:
    """31 dec 2024, without the dot in Swedish."""
    return str(format_date(when, "d MMM y", locale=_LOCALES[language])).replace(".", "")


def month(when: date, language: Language) -> str:
    """Mars 2022, without the capital in Swedish."""
    return str(format_date(when, "MMMM y", locale=_LOCALES[language]))


def short_month(when: date, language: Language) -> str:
    """Dec 2024, without the capital and the dot in Swedish."""
    return str(format_date(when, "MMM y", locale=_LOCALES[language])).replace(".", "")


def moment(when: datetime, language: Language) -> str:
    """16 januari 2025 kl. 10.05, in Swedish time."""
    local = when.astimezone(STOCKHOLM)
    if language is Language.SV:
        return f"{day(local.date(), language)} kl. {local:%H.%M}"
    return f"{day(local.date(), language)}, {local:%H:%M}"


def period(span: Period, texts: Texts) -> str:
    """A period as a reader says it."""
    language = texts.language
    match span.kind:
        case PeriodKind.MONTH:
            return short_month(span.start, language)
        case PeriodKind.POINT:
            return day(span.start, language)
        case PeriodKind.SCHOOL_YEAR:
            return texts("period.school_year", code=span.code)
        case PeriodKind.TERM:
            return texts(f"period.term.{1 if span.start.month == 1 else 2}", year=span.start.year)
        case PeriodKind.WEEK:
            iso = span.start.isocalendar()
            return texts("period.week", week=iso.week, year=iso.year)
        case PeriodKind.QUARTER:
            return texts("period.quarter", n=(span.start.month + 2) // 3, year=span.start.year)
        case PeriodKind.TERTIAL:
            return texts("period.tertial", n=(span.start.month + 3) // 4, year=span.start.year)
        case PeriodKind.HALF_YEAR:
            half = 1 if span.start.month == 1 else 2
            return texts(f"period.half_year.{half}", year=span.start.year)
        case PeriodKind.YEAR:
            return str(span.start.year)
        case PeriodKind.RANGE if span.months == 12:  # a rolling sum: years do not tell them apart
            return f"{short_month(span.start, language)}–{short_month(span.end, language)}"
        case PeriodKind.RANGE:
            return years(span)


def years(span: Period) -> str:
    """The years of a span: 2017–2018, 2017/18 when it only straddles a new year, or one year."""
    first, last = span.start.year, span.end.year
    if first == last:
        return str(first)
    if last == first + 1 and span.months <= 12:
        return f"{first}/{last % 100:02d}"
    return f"{first}–{last}"
