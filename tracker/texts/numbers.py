"""Numbers as they are written in Swedish and English: 31,5 % and 31.5%."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.numbers import format_decimal

from tracker.model.definitions import Indicator, Measure
from tracker.texts.catalogue import Language, Texts

_LOCALES = {Language.SV: "sv_SE", Language.EN: "en_GB"}
_NO_BREAK = "\u00a0"
_MINUS = "\N{MINUS SIGN}"


@lru_cache(maxsize=50_000)  # Babel takes a tenth of a millisecond, and a page has hundreds
def number(value: float, language: Language, decimals: int = 0) -> str:
    """The value with exactly `decimals` decimals, thousands set apart by a no-break space.

    A half is rounded away from zero, as readers do; what is rounded to zero has no sign.
    """
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = format_decimal(_rounded(value, decimals), format=pattern, locale=_LOCALES[language])
    return str(written).replace("-", _MINUS)


def _rounded(value: float, decimals: int) -> Decimal:
    # By way of its shortest spelling: 0.05 is a half, though its double lies a hair above.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded or Decimal(0)


def with_unit(value: float, indicator: Indicator, texts: Texts) -> str:
    """The value in the indicator's decimals; per cent get their sign."""
    written = number(value, texts.language, indicator.decimals)
    if indicator.measure is Measure.SHARE:
        return written + (f"{_NO_BREAK}%" if texts.language is Language.SV else "%")
    return written


def trimmed(value: float, language: Language, most: int = 1) -> str:
    """At most `most` decimals, none when the value is whole."""
    rounded = _rounded(value, most)
    return number(value, language, 0 if rounded == int(rounded) else most)


_WORDS = {
    Language.SV: ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"),
    Language.EN: ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}


def in_words(count: int, language: Language) -> str:
    """A small count as a word; from ten on in figures."""
    words = _WORDS[language]
    return words[count] if count < len(words) else str(count)


def p_value(value: float, language: Language) -> str:
    """Three decimals, or «under 0,001»."""
    if value < 0.001:
        return {Language.SV: "under 0,001", Language.EN: "below 0.001"}[language]
    return number(value, language, 3)
