"""Our own HTML, escaped, into a page. Streamlit's markdown keeps SVG, tables and details."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from tracker.texts.address import View, href


def esc(text: object) -> str:
    """Text made safe to stand in HTML, also in an attribute."""
    return escape(str(text), quote=True)


def lines(text: str) -> str:
    """Free text with its line breaks kept."""
    return "<br>".join(esc(line) for line in text.splitlines())


def show(html: str, *, classes: str = "fl") -> None:
    """Put HTML on the page. It becomes one line: a blank line would begin markdown again."""
    one_line = " ".join(part.strip() for part in html.splitlines() if part.strip())
    st.markdown(f'<div class="{classes}">{one_line}</div>', unsafe_allow_html=True)


def link(view: View, text: str, place: str = "") -> str:
    """A link to a view, or to a place in it; `text` is escaped."""
    return f'<a href="{esc(href(view, place))}" target="_self">{esc(text)}</a>'


def file_link(address: str, text: str) -> str:
    """A line of its own that leads to a file to take along."""
    return f'<p><a href="{esc(address)}" download>{esc(text)}</a></p>'


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str, classes: str = ""
) -> str:
    """A table of escaped cells; the first cell of a row is its header.

    A head that begins with «>» is of a column of numbers. Of the class «facts» each row becomes
    a list of named facts where the screen is narrow.
    """
    numeric = [title.startswith(">") for title in head]
    names = [esc(title.lstrip(">")) for title in head]
    heads = "".join(
        f'<th scope="col"{_num(n)}>{name}</th>' for name, n in zip(names, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + f'<th scope="row"{_num(numeric[0])}>{row[0]}</th>'
        + "".join(
            f'<td{_num(n)} data-l="{name}">{cell}</td>'
            for cell, n, name in zip(row[1:], numeric[1:], names[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="scroll"><table class="{classes}"><caption class="sr">{esc(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _num(numeric: bool) -> str:
    return ' class="num"' if numeric else ""


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """A list of terms and what they are; terms are escaped, the others are HTML."""
    inside = "".join(f"<dt>{esc(term)}</dt><dd>{what}</dd>" for term, what in rows)
    return f'<dl class="kv">{inside}</dl>'
