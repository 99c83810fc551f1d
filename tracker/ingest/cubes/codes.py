"""What can be wrong with a cube or a list, and what a person must say about one."""

from enum import StrEnum


class CubeFault(StrEnum):
    """Faults that only these files have; the others stand in `ingest.codes`."""

    # any of them
    CUBE_KIND = "cube_kind"
    CUBE_TOO_LARGE = "cube_too_large"
    CUBE_NO_VALUES = "cube_no_values"
    CUBE_CELLS_DIFFER = "cube_cells_differ"
    CUBE_LABELS_DIFFER = "cube_labels_differ"
    CUBE_SAME_LABEL = "cube_same_label"
    CUBE_PERIOD = "cube_period"
    CUBE_PERIOD_CONFLICT = "cube_period_conflict"
    CUBE_BAD_CELL = "cube_bad_cell"
    CUBE_BAD_TEXT = "cube_bad_text"
    # PX
    PX_SYNTAX = "px_syntax"
    PX_NO_DATA = "px_no_data"
    PX_CUT = "px_cut"
    PX_KEYWORD_MISSING = "px_keyword_missing"
    PX_KEYWORD_TWICE = "px_keyword_twice"
    PX_CODEPAGE = "px_codepage"
    PX_KEY_UNKNOWN = "px_key_unknown"
    # JSON
    JSON_SYNTAX = "json_syntax"
    JSON_TOO_DEEP = "json_too_deep"
    JSON_TOO_LARGE = "json_too_large"
    JSON_SAME_KEY = "json_same_key"
    JSON_NO_NUMBER = "json_no_number"
    JSON_UNEXPECTED = "json_unexpected"
    KOLADA_STATUS = "kolada_status"
    EVENTS_NONE = "events_none"
    EVENT_TIME = "event_time"


class CubeQuestion(StrEnum):
    """Questions that only these files raise; the others stand in `meaning.codes`."""

    DASH_LAST = "dash_last"


class CubeRemark(StrEnum):
    """What a reader of the values should know; each has a sentence `remark.<code>`."""

    TOTAL_NAMED = "total_named"
    ONE_UNIT = "one_unit"
    ZERO_ROWS = "zero_rows"
    ABSENT_CELLS = "absent_cells"
    UNKNOWN_FLAGS = "unknown_flags"
    NEXT_PAGE = "next_page"
    EVENTS_COUNTED = "events_counted"
    EVENTS_SELECTION = "events_selection"
    EVENTS_EDGES = "events_edges"
    EVENTS_TWICE = "events_twice"
    EVENTS_TYPES_LEFT_OUT = "events_types_left_out"
