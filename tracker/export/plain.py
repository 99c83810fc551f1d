"""A frozen value of the model as JSON knows it; its keys are the fields' names."""

import math
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from tracker.model.periods import Period


def plain(value: Any) -> Any:
    """Dataclasses as objects, days and periods as text, infinity as null («no upper bound»)."""
    match value:
        case Period():
            return f"{value.start.isoformat()}/{value.end.isoformat()}"
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return None
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value
