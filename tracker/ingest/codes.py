"""What can be wrong with a file: one code for each fault that a person can mend."""

from dataclasses import dataclass, field
from enum import StrEnum

from tracker.errors import Param


class FaultCode(StrEnum):
    """Every fault that reading a file can give; each has a sentence and a remedy in ingest.po."""

    # the file as a whole
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    TOO_MANY_ROWS = "too_many_rows"
    LINE_TOO_LONG = "line_too_long"
    EXCEL_FILE = "excel_file"
    OLD_EXCEL_FILE = "old_excel_file"
    OPEN_DOCUMENT_FILE = "open_document_file"
    ZIP_FILE = "zip_file"
    PDF_FILE = "pdf_file"
    HTML_FILE = "html_file"
    JSON_FILE = "json_file"
    PX_FILE = "px_file"
    BINARY_FILE = "binary_file"
    UNKNOWN_ENCODING = "unknown_encoding"
    MOJIBAKE = "mojibake"
    REPLACEMENT_CHARACTER = "replacement_character"
    CONTROL_CHARACTER = "control_character"
    # a workbook, and what a foreign file may be wrapped in
    BINARY_WORKBOOK = "binary_workbook"
    XML_SPREADSHEET = "xml_spreadsheet"
    LOCKED_WORKBOOK = "locked_workbook"
    DAMAGED_WORKBOOK = "damaged_workbook"
    MACROS = "macros"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_CELLS = "too_many_cells"
    NO_CELLS = "no_cells"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    TEXT_DIRECTION = "text_direction"
    MISPLACED_HEADER = "misplaced_header"
    # what a person should know of a file that is read all the same
    MOJIBAKE_REPAIRED = "mojibake_repaired"
    INVISIBLE_REMOVED = "invisible_removed"
    EXTERNAL_LINKS = "external_links"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_CELLS = "hidden_cells"
    SHOWN_SCALED = "shown_scaled"
    # the frame
    HEADER_MISSING = "header_missing"
    HEADER_ONLY = "header_only"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    UNNAMED_COLUMN = "unnamed_column"
    DUPLICATE_COLUMN = "duplicate_column"
    BROKEN_QUOTES = "broken_quotes"
    SHIFTED_ROWS = "shifted_rows"
    TOO_MANY_MISFITS = "too_many_misfits"
    SIDE_BY_SIDE = "side_by_side"
    RAGGED_ROW = "ragged_row"
    MORE_FAULTS = "more_faults"
    TOO_MANY_FAULTS = "too_many_faults"
    RECIPE_GAVE_NOTHING = "recipe_gave_nothing"
    SEVERAL_OWN_SHEETS = "several_own_sheets"
    # any cell
    PERSONAL_DATA = "personal_data"
    CELL_TOO_LONG = "cell_too_long"
    UNCLOSED_QUOTE = "unclosed_quote"
    INVISIBLE_CHARACTER = "invisible_character"
    EMPTY_CELL = "empty_cell"
    # indicator, area, period
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_AREA = "unknown_area"
    AREA_NOT_FOR_INDICATOR = "area_not_for_indicator"
    BAD_PERIOD = "bad_period"
    PERIOD_KIND = "period_kind"
    PERIOD_TOO_OLD = "period_too_old"
    PERIOD_IN_FUTURE = "period_in_future"
    DUPLICATE_ROW = "duplicate_row"
    # numbers
    NOT_A_NUMBER = "not_a_number"
    EXPONENT = "exponent"
    PARENTHESES = "parentheses"
    FORMULA_IN_NUMBER = "formula_in_number"
    LONE_DASH = "lone_dash"
    LEADING_ZERO = "leading_zero"
    AMBIGUOUS_THOUSANDS = "ambiguous_thousands"
    THOUSANDS_MARK = "thousands_mark"
    THOUSANDS_GROUPS = "thousands_groups"
    TOO_LARGE = "too_large"
    MIXED_DECIMAL_MARKS = "mixed_decimal_marks"
    NUMBER_EXPECTED = "number_expected"
    PERCENT_SIGN = "percent_sign"
    NEGATIVE = "negative"
    NOT_WHOLE = "not_whole"
    SHARE_OUT_OF_RANGE = "share_out_of_range"
    DENOMINATOR_MISSING = "denominator_missing"
    DENOMINATOR_NOT_POSITIVE = "denominator_not_positive"
    RESPONSES_MISSING = "responses_missing"
    RESPONSES_BELOW_ONE = "responses_below_one"
    BOUND_IMPOSSIBLE = "bound_impossible"
    NEARLY_ALL_NEEDS_SHARE = "nearly_all_needs_share"
    # status
    UNKNOWN_STATUS = "unknown_status"
    STATUS_WITH_NUMBER = "status_with_number"
    STATUS_WITHOUT_NUMBER = "status_without_number"
    STATUS_CONFLICT = "status_conflict"


@dataclass(frozen=True)
class Problem:
    """What is wrong with one string, before it is known in which rows it stands."""

    code: FaultCode
    params: dict[str, Param] = field(default_factory=dict)
