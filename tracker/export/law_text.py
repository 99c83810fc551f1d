"""Underlag enligt lagen as a text file."""

import textwrap

from tracker.texts.catalogue import Texts
from tracker.texts.law import LawDocument
from tracker.texts.law_blocks import Kind

_WIDTH = 78


def plain_text(document: LawDocument, texts: Texts) -> str:
    """The document as a text file, its lines at most 78 characters."""
    parts = [_ruled(document.title, "="), *(_wrapped(line) for line in document.about)]
    for block in document.blocks:
        match block.kind:
            case Kind.PART:
                parts += ["", _ruled(block.lines[0], "-")]
            case Kind.HEAD:
                parts.append(_wrapped(block.lines[0].upper()))
            case Kind.TEXT:
                parts.append(_wrapped(block.lines[0]))
            case Kind.LIST:
                parts.append(_listed(block.lines))
            case Kind.MISSING:
                parts.append(texts("law.missing") + ":\n" + _listed(block.lines))
    return "\n\n".join(parts).replace("\n\n\n\n", "\n\n\n") + "\n"


def _ruled(text: str, rule: str) -> str:
    lines = textwrap.wrap(text, _WIDTH)
    return "\n".join([*lines, rule * max(map(len, lines))])


def _wrapped(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _listed(lines: tuple[str, ...]) -> str:
    return "\n".join(
        textwrap.fill(
            line,
            _WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )
