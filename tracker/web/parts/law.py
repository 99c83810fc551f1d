"""Underlag enligt lagen: the document as HTML."""

from tracker.texts.law import ACT, LawDocument
from tracker.texts.law_blocks import Block, Kind
from tracker.web.markup import esc
from tracker.web.screen import Screen


def heading(screen: Screen, document: LawDocument, *, fictional: bool) -> str:
    """The title, and what the document is of."""
    chip = f' <span class="fict">{esc(screen.texts("fictional.word"))}</span>' if fictional else ""
    about = "".join(f'<p class="s m">{_with_act(line)}</p>' for line in document.about)
    return f"<h1>{esc(document.title)}{chip}</h1>{about}"


def _with_act(line: str) -> str:
    return esc(line).replace(esc(ACT), f'<a href="{esc(ACT)}">{esc(ACT)}</a>')


def body(screen: Screen, document: LawDocument) -> str:
    """Every section."""
    return "".join(_block(screen, block) for block in document.blocks)


def _block(screen: Screen, block: Block) -> str:
    match block.kind:
        case Kind.PART:
            return f'<h2 style="margin-top:32px">{esc(block.lines[0])}</h2>'
        case Kind.HEAD:
            return f'<h3 style="margin-top:16px">{esc(block.lines[0])}</h3>'
        case Kind.TEXT:
            return f"<p>{esc(block.lines[0])}</p>"
        case Kind.LIST:
            return f'<ul class="s">{_items(block)}</ul>'
        case Kind.MISSING:
            title = esc(screen.texts("law.missing"))
            return (
                f'<div class="notice" style="margin-top:16px"><h3>{title}</h3>'
                f'<ul class="s">{_items(block)}</ul></div>'
            )


def _items(block: Block) -> str:
    return "".join(f"<li>{esc(line)}</li>" for line in block.lines)
