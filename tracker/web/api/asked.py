"""One request, read and checked: what an operation answers from."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from tracker.model.access import Actor, Reader
from tracker.service.programme import Site
from tracker.texts.catalogue import Language, Texts, texts_in
from tracker.web.api.parameters import Accept, Query

Kind = TypeVar("Kind", bound=Query)


@dataclass(frozen=True)
class Asker:
    """Who asks.

    program   who acts by the token; None: no token
    reader    what may be read
    public    anyone may have the answer, and keep it
    """

    program: Actor | None
    reader: Reader
    public: bool


@dataclass(frozen=True)
class Received:
    """A file that has come, whole, to a place of its own; `sha256` is of its bytes."""

    path: Path
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Asked:
    """A request.

    query      read by the operation's type
    draft      the id in the path; "" where there is none
    key        the program's own, by which it may ask again; "" for none
    accept, known   what kind of answer is wanted, and which one is at hand (If-None-Match)
    sha256     of the body
    """

    site: Site
    asker: Asker
    query: Query
    draft: str = ""
    key: str = ""
    accept: str = ""
    known: str = ""
    body: Accept | None = None
    received: Received | None = None
    sha256: str = ""

    @property
    def texts(self) -> Texts:
        """The words of the answer."""
        return texts_in(Language(self.query.lang))

    def given(self, kind: type[Kind]) -> Kind:
        """The parameters as the operation's own type."""
        if not isinstance(self.query, kind):
            raise TypeError(kind)
        return self.query

    @property
    def program(self) -> Actor:
        """Who acts, in an operation that asks for a token."""
        if self.asker.program is None:
            raise TypeError("no token")
        return self.asker.program

    def digest(self, *parts: str) -> str:
        """SHA-256 of all that is asked, to know it again by."""
        return hashlib.sha256("\0".join([*parts, self.draft, self.sha256]).encode()).hexdigest()


def as_json(told: BaseModel) -> str:
    """An answer's object."""
    return told.model_dump_json(indent=2)
