"""Finds personal data in a cell: personal numbers, phone numbers, e-mail, street addresses."""

import re
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

MASK = "•••"

# What every hit has, for Arrow's search (RE2): only these strings are looked at one by one.
_SUSPECT = (
    r"@|[0-9][0-9 \x{a0}()/+\x{2212}\x{2013}-]{5,}[0-9]"
    r"|(?i:gat|väg|gränd|stig|torg|all[eé]|back|kroken|slingan)\pL*[\s\x{a0}]+[0-9]"
)

# A number of at most nine digits, and as many decimals, is none of them: no nought before it that
# a phone number has, and too short for a person's.
_HARMLESS = r"\A[-\x{2212}\x{2013}]?(?:0|[1-9][0-9]{0,8})(?:[.,][0-9]{1,9})?\z"

# YYMMDD-NNNN, YYYYMMDD-NNNN, YYYYMMDDNNNN; + stands for - from the age of a hundred.
_NUMBER = re.compile(
    r"(?<!\d)(?:(?:\d\d)?(\d{6})\s?[-+−–]\s?(\d{4})|(?:19|20)(\d{6})(\d{4}))(?!\d)"
)
_BARE_NUMBER = re.compile(r"(?<!\d)(\d{6})(\d{4})(?!\d)")

_PHONE = re.compile(
    r"(?<![\d,.])(?:"
    r"(?:\+|00)46[\s\-]*+(?:(?:\(0\)|0)[\s\-]*+)?[1-9](?:[\s\-]?\d){6,9}"
    r"|0(?:8|[1-9]\d{1,2})\s?[-/\s]\s?\d{2,3}(?:[\s\-]?\d{2,3}){1,2}"
    r"|0[1-9]\d{7,8}"
    r")(?!\d)"
)
# A date before a time, or after a day: 2023-08-11 19:10 and 11-08-2023 are no numbers to ring.
_DAY = re.compile(
    r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\d-])"
    r"|(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])[-/.])?(?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d(?![\d-])(?!\s\d\d(?!:))"
    r"|(?<!\d)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=[ T]\d{1,2}:\d\d)"
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")

# A street and a number: «Bandstolsvägen 12», «Hugo Alfvéns väg 3 B». Not: a street alone, a
# numbered road, a year, a date or a share after the name.
_STREET = re.compile(
    r"(?:\b(?!(?:riks|läns|europa|motor)v)[a-zåäöéü]{2,}"
    r"(?:gatan|gata|vägen|väg|gränden|gränd|stigen|stig|torget|torg|allén|allé|backen"
    r"|kroken|slingan)"
    r"|(?-i:\b[A-ZÅÄÖÉ]\w+)\s+(?:gata|väg|gränd|stig|torg|allé|backe))"
    r"\s+\d{1,3}(?!\d|[.,:]\d|\s*(?:%|procent|st\b|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt"
    r"|nov|dec)))",
    re.IGNORECASE,
)


def is_personal(text: str, *, numeric: bool = False) -> bool:
    """Whether a cell holds personal data.

    numeric   the cell stands in a column of numbers, where ten bare digits are an amount
    """
    return bool(
        any(_is_number(*match.groups()) for match in _NUMBER.finditer(text))
        or _EMAIL.search(text)
        or (_PHONE.search(text) and _PHONE.search(_DAY.sub("|", text)))
        or _STREET.search(text)
        or (not numeric and any(_is_number(*m.groups()) for m in _BARE_NUMBER.finditer(text)))
    )


def masked(text: str) -> str:
    """The text as it may be shown: a cell with personal data becomes a mask."""
    return MASK if is_personal(text) else text


def personal_strings(distinct: pa.Array, *, numeric: bool) -> list[int]:
    """Which of a column's distinct strings hold personal data, by index."""
    found = pc.indices_nonzero(pc.match_substring_regex(distinct, _SUSPECT))
    harmless = pc.match_substring_regex(distinct.take(found), _HARMLESS)
    suspects = found.filter(pc.invert(harmless)).to_pylist()
    return [i for i in suspects if is_personal(distinct[i].as_py(), numeric=numeric)]


def is_registered_number(digits: str) -> bool:
    """Whether ten digits pass the check of personal and organisation numbers."""
    return _luhn(digits)


def _is_number(*groups: str | None) -> bool:
    """Whether six digits are a date and all ten pass the check of a personal number.

    The check is Luhn's (Skatteverket, SKV 704); a coordination number has 60 added to the day.
    """
    digits = "".join(group for group in groups if group)
    day = int(digits[4:6])
    return _is_date(digits[:4], day - 60 if day > 60 else day) and _luhn(digits)


def _is_date(year_month: str, day: int) -> bool:
    year, month = int(year_month[:2]), int(year_month[2:])
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
