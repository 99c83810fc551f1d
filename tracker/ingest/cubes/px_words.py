"""What the keywords of a PX file say, in Swedish where the file has several languages."""

from dataclasses import dataclass, field, replace

from tracker.errors import Fault
from tracker.ingest.cubes.codes import CubeFault
from tracker.ingest.cubes.px_syntax import PxFile, Statement
from tracker.ingest.own.preview import shown

PREFERRED = "sv"


@dataclass(frozen=True)
class PxWords:
    """The statements by keyword, in the language that is read.

    names   the dimensions' names in that language; `first` in the file's first language
    """

    by_key: dict[tuple[str, str, tuple[str, ...]], Statement]
    language: str
    stub: tuple[str, ...]
    heading: tuple[str, ...]
    first: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: PxFile) -> "PxWords":
        """The words of a file, Swedish where it has them."""
        by_key = {(s.keyword, s.language, s.keys): s for s in parsed.statements}
        default = joined(by_key[key].values if (key := ("LANGUAGE", "", ())) in by_key else ())
        language = PREFERRED if default.casefold() != PREFERRED else ""
        if ("STUB", language, ()) not in by_key and ("HEADING", language, ()) not in by_key:
            language = ""
        words = cls(by_key, language, (), ())
        stub, heading = words.one("STUB"), words.one("HEADING")
        plain = replace(words, language="")
        plain_names = plain.one("STUB") + plain.one("HEADING")
        names = stub + heading
        first = dict(zip(names, plain_names, strict=True)) if len(names) == len(plain_names) else {}
        return cls(by_key, language, stub, heading, first)

    @property
    def names(self) -> tuple[str, ...]:
        """The dimensions, in the order that the cells follow."""
        return self.stub + self.heading

    def statement(self, keyword: str, *keys: str) -> Statement | None:
        """What the file says, in our language or else in its first."""
        plain = tuple(self.first.get(key, key) for key in keys)
        for language, subkeys in ((self.language, keys), ("", plain), ("", keys)):
            if found := self.by_key.get((keyword, language, subkeys)):
                return found
        return None

    def one(self, keyword: str, *keys: str) -> tuple[str, ...]:
        """The values of a keyword; none when the file does not have it."""
        found = self.statement(keyword, *keys)
        return found.values if found else ()

    def missing(self) -> tuple[Fault, ...]:
        """The faults of a file without dimensions, or without labels for one."""
        if not self.names:
            return (Fault(CubeFault.PX_KEYWORD_MISSING, {"keyword": "STUB"}),)
        if len(set(self.names)) < len(self.names):
            return (Fault(CubeFault.PX_KEYWORD_TWICE, {"keyword": "STUB, HEADING"}),)
        lacking = (name for name in self.names if not self.one("VALUES", name))
        return tuple(
            Fault(CubeFault.PX_KEYWORD_MISSING, {"keyword": f'VALUES("{shown(name)}")'})
            for name in lacking
        )


def joined(values: tuple[str, ...]) -> str:
    """The values of a keyword as one text."""
    return ", ".join(values)
