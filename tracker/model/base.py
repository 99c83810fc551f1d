"""What every record read from a file shares: frozen, and a misspelt key is an error."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Sentence = Annotated[str, Field(min_length=1)]


class Record(BaseModel):
    """Base of everything read from YAML or kept as JSON."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False
    )


class Words(Record):
    """The same words in Swedish and English."""

    sv: Sentence
    en: Sentence
