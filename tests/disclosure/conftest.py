"""Indicators, tables of observations, and what a reader gets of them."""

from typing import Any

import pyarrow as pa
import pytest

from tracker.disclosure import apply
from tracker.model.access import Audience, Reader
from tracker.model.definitions import Indicator
from tracker.model.observations import OBSERVATIONS
from tracker.model.periods import parse_period

WORDS = {"sv": "X", "en": "X"}


def indicator(**fields: Any) -> dict[str, Any]:
    """An indicator as goals.yaml has it."""
    given = {
        "id": "x",
        "name": WORDS,
        "kind": "outcome",
        "measure": "count",
        "unit": WORDS,
        "frequency": "month",
        "areas": ["omradet"],
        "source": {"title": "T", "publisher": "P"},
        "owner_organisation": "polisen",
        "readers": ["hyresvarden"],
        "confidentiality": "öppen",
        "definition": WORDS,
        "pitfalls": WORDS,
        "direction": "lower",
    }
    return given | ({"per": 1000} if fields.get("measure") == "rate" else {}) | fields


def table(*rows: dict[str, Any], **columns: Any) -> pa.Table:
    """OBSERVATIONS of indicator x in area a; each row needs `at`, a period code."""
    made = []
    for number, row in enumerate(rows, start=2):
        period = parse_period(row["at"])
        made.append(
            {
                "indicator_id": "x",
                "area_id": "a",
                "period_kind": period.kind.value,
                "period_start": period.start,
                "period_end": period.end,
                "status": "final",
                "comment": "kommentar",
                "source_row": number,
            }
            | columns
            | {k: v for k, v in row.items() if k != "at"}
        )
    return pa.Table.from_pylist(made, schema=OBSERVATIONS)


def seen(rows: pa.Table, who: Reader, **fields: Any) -> list[dict[str, Any]]:
    """What a reader gets of rows of x, an indicator with these fields."""
    return apply(rows, who, {"x": Indicator.model_validate(indicator(**fields))}).to_pylist()


@pytest.fixture
def public() -> Reader:
    return Reader(Audience.OPEN, frozenset())


@pytest.fixture
def internal() -> Reader:
    return Reader(Audience.INTERNAL, frozenset())


@pytest.fixture(scope="session", name="an_indicator")
def _an_indicator():
    return indicator


@pytest.fixture(scope="session", name="table")
def _table():
    return table


@pytest.fixture(scope="session", name="seen")
def _seen():
    return seen
