"""What a foreign file can be asked about, and what can be wrong with its cells."""

from enum import StrEnum


class QuestionCode(StrEnum):
    """Every question; each has a sentence `question.<code>` in recognise.po."""

    NO_YEAR = "no_year"
    NO_YEAR_IN_SHEET = "no_year_in_sheet"
    LONE_DASH = "lone_dash"
    THOUSANDS_OR_DECIMALS = "thousands_or_decimals"
    PARENTHESES = "parentheses"
    SHARE_OR_FRACTION = "share_or_fraction"
    REGION_LEVEL = "region_level"
    YEARS_OR_CODES = "years_or_codes"
    DUPLICATE_KEYS = "duplicate_keys"
    TOTALS_BESIDE_PARTS = "totals_beside_parts"
    MOJIBAKE = "mojibake"
    HEADINGS = "headings"


class MeaningFault(StrEnum):
    """Faults that only a foreign file has; the others stand in `ingest.codes`."""

    NO_TABLE = "no_table"
    NO_VALUES = "no_values"
    UNKNOWN_PERIOD = "unknown_period"
    IMPOSSIBLE_PERIOD = "impossible_period"
    REGION_CONFLICT = "region_conflict"
    SAME_HEADER = "same_header"
    NO_HEADER = "no_header"
    INCOMPLETE_HEADER = "incomplete_header"
    EXCEL_ERROR = "excel_error"
    UNIT_CONFLICT = "unit_conflict"
