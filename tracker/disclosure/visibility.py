"""How much of a series a reader may see: the class of the series × the audience."""

from enum import StrEnum

from tracker.model.access import Audience, Confidentiality, Reader
from tracker.model.definitions import Indicator


class Visibility(StrEnum):
    """How much of a series a reader may see."""

    NAME_ONLY = "name_only"  # that it exists
    SUPPRESSED = "suppressed"  # its values, small numbers hidden; no comments
    FULL = "full"


# Series × reader. «deliverer» is an analyst of the organisation that owns the indicator or is
# listed in its `readers`; any other analyst reads as `intern`.
_NAME, _SMALL_HIDDEN, _FULL = Visibility
# fmt: off
_VISIBILITY = {
    # the series is                    öppen          intern         deliverer
    Confidentiality.OPEN:             (_SMALL_HIDDEN, _FULL,         _FULL),
    Confidentiality.INTERNAL:         (_NAME,         _FULL,         _FULL),
    Confidentiality.TO_BE_ASSESSED:   (_NAME,         _SMALL_HIDDEN, _FULL),
}
# fmt: on


def visibility(reader: Reader, indicator: Indicator) -> Visibility:
    """How much of the indicator's series the reader may see.

    What the source has `published` is not suppressed, but publication never opens a series
    whose name is all that the reader may see: the class is the deliverer's word.
    """
    to_open, to_internal, to_deliverer = _VISIBILITY[indicator.confidentiality]
    match reader.audience:
        case Audience.OPEN:
            found = to_open
        case Audience.INTERNAL:
            found = to_internal
        case Audience.ANALYSIS:
            found = to_deliverer if _delivers(reader, indicator) else to_internal
    if found is Visibility.SUPPRESSED and indicator.published:
        return Visibility.FULL
    return found


def _delivers(reader: Reader, indicator: Indicator) -> bool:
    return any(map(reader.belongs_to, (indicator.owner_organisation, *indicator.readers)))
