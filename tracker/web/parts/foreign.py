"""Ladda upp, a file in another form: what was recognised, by which recipe it is read, answers."""

from collections.abc import Iterable

from tracker.ingest.recognised import Question
from tracker.service.foreign_seen import Seen, SeenTable, SeenValue
from tracker.service.recipe_use import answered as answers_of
from tracker.service.uploads import Preview
from tracker.texts.asked import question_wording
from tracker.texts.catalogue import Texts
from tracker.texts.faults import fault_wording
from tracker.texts.foreign import answer_wording, periods_text, value_text
from tracker.texts.numbers import number
from tracker.texts.remarks import remark_wording
from tracker.web.markup import esc, pairs, table
from tracker.web.screen import Screen

_MOST_NAMES = 8
_MOST_COLUMNS = 12
_MOST_TABLES = 3
_MOST_LINES = 6


def verdict(screen: Screen, seen: Seen) -> tuple[str, str]:
    """Title and lead while something is left to be said of the file."""
    t = screen.texts
    if seen.questions:
        n = len(seen.questions)
        return t("foreign.asks.title", n=n), t("foreign.asks.lead", n=n)
    if len(seen.candidates) > 1:
        return t("foreign.several.title"), t("foreign.several.lead", n=len(seen.candidates))
    return t("foreign.map.title"), t("foreign.map.lead")


def source(screen: Screen, seen: Seen) -> str:
    """Whose file it seems to be, and how sure that is."""
    t = screen.texts
    if seen.source is None:
        return f'<p class="s">{esc(t("foreign.source.none"))}</p>'
    sure = round(100 * seen.source.confidence)
    said = t("foreign.source", name=seen.source.name, sure=sure)
    return f'<p class="s"><b>{esc(said)}</b></p>'


def how_foreign_was_read(screen: Screen, preview: Preview, seen: Seen) -> str:
    """By which recipe and which answers, and how the file is written."""
    return (
        f"<h2>{esc(screen.texts('foreign.read_by'))}</h2>{source(screen, seen)}"
        f"{read_by(screen, preview, seen)}{how_written(screen, seen)}"
    )


def recognised(screen: Screen, preview: Preview, seen: Seen) -> str:
    """The source, how the file is written, and what was found in it."""
    t = screen.texts
    size = t("foreign.size", n=number(seen.values, t.language), kb=max(1, preview.size // 1024))
    return (
        f'<div class="c2"><div><h2>{esc(preview.file_name)}</h2>'
        f'<p class="s m">{esc(size)}</p>{source(screen, seen)}{pairs(_content(screen, seen))}'
        f"{_remarks(screen, seen)}</div><div>{how_written(screen, seen)}</div></div>"
    )


def how_written(screen: Screen, seen: Seen) -> str:
    """A line of the file as it was read, by which signs, and the table's frame."""
    t = screen.texts
    facts = [(t("foreign.kind"), esc(t(f"foreign.kind.{seen.shape.kind}")))]
    sample = ""
    if seen.form:
        separator = _SEPARATORS.get(seen.form.separator, "none")
        facts += [
            (t("upload.read.encoding"), esc(t(f"upload.encoding.{seen.form.encoding}"))),
            (t("foreign.separator"), esc(t(f"foreign.separator.{separator}"))),
        ]
        sample = (
            f'<p class="s m">{esc(t("upload.read.lead"))}</p>'
            f'<code class="prov">{esc(seen.form.sample)}</code>'
        )
    facts += [(t("foreign.frame"), _frame(one, t)) for one in seen.tables[:_MOST_TABLES]]
    if (rest := len(seen.tables) - _MOST_TABLES) > 0:
        facts.append((t("foreign.frame"), esc(t("foreign.tables.more", n=rest))))
    return f"<h2>{esc(t('upload.read.title'))}</h2>{sample}{pairs(facts)}"


_SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}


def _frame(one: SeenTable, t: Texts) -> str:
    said = [t("foreign.frame.rows", n=one.size)]
    if one.sheet:
        said.insert(0, t("foreign.frame.sheet", name=one.sheet))
    if one.numbers:
        said.append(t("foreign.frame.first", row=one.numbers[0]))
    for key, n in (
        ("titles", len(one.titles)),
        ("notes", len(one.notes)),
        ("repeated", one.repeated),
    ):
        if n:
            said.append(t(f"foreign.frame.{key}", n=n))
    if one.filled:
        said.append(t("foreign.frame.filled", names=", ".join(one.filled)))
    title = f'<br><span class="m">{esc(one.titles[0])}</span>' if one.titles else ""
    return esc("; ".join(said)) + title


def _content(screen: Screen, seen: Seen) -> Iterable[tuple[str, str]]:
    """Measures, dimensions, places and time, each in a line or a few."""
    t = screen.texts
    measures = [
        t("foreign.measure", name=one.name or t("foreign.measure.none"), unit=one.unit)
        if one.unit and one.unit not in one.name
        else one.name or t("foreign.measure.none")
        for one in seen.measures
    ]
    yield t("foreign.measures", n=len(measures)), esc(_some(measures, t, "; "))
    for label in seen.labels:
        said = _some(label.texts[:_MOST_NAMES], t, size=label.size)
        yield label.name, esc(said)
    places = [one.label for one in seen.regions if not one.aggregate]
    if places:
        yield t("foreign.regions", n=len(places)), esc(_some(places, t))
    if sums := [one.label for one in seen.regions if one.aggregate]:
        yield t("foreign.aggregates"), esc(_some(sums, t))
    times = [periods_text(one, t) for one in seen.periods]
    if seen.without_period:
        times.append(t("foreign.without_period", n=seen.without_period))
    yield t("foreign.periods"), esc("; ".join(times))


def _some(names: Iterable[str], t: Texts, between: str = ", ", *, size: int = 0) -> str:
    every = list(names)
    rest = max(size, len(every)) - _MOST_NAMES
    said = between.join(every[:_MOST_NAMES])
    return f"{said} {t('foreign.more', n=rest)}" if rest > 0 else said


def _remarks(screen: Screen, seen: Seen) -> str:
    t = screen.texts
    said = [remark_wording(one, t) for one in seen.remarks]
    said += [str(fault_wording(one, t)) for one in seen.warnings]
    if not said:
        return ""
    items = "".join(f"<li>{esc(one)}</li>" for one in said[:_MOST_LINES])
    return f'<h3 style="margin-top:16px">{esc(t("foreign.remarks"))}</h3><ul class="s">{items}</ul>'


def first_rows(screen: Screen, seen: Seen) -> str:
    """The first rows of the first table as read; the first values of a file without tables."""
    t = screen.texts
    if not seen.tables:
        return _first_values(screen, seen)
    one = seen.tables[0]
    names = one.names[:_MOST_COLUMNS]
    rows = [
        (str(row_number), *(esc(cell) for cell in row[:_MOST_COLUMNS]))
        for row_number, row in zip(one.numbers, one.rows, strict=True)
    ]
    title = t("foreign.rows.title")
    more = ""
    if (rest := len(one.names) - _MOST_COLUMNS) > 0:
        more = f'<p class="s m">{esc(t("foreign.columns.more", n=rest))}</p>'
    head = (t("upload.faults.row"), *(name or "–" for name in names))
    return f"<h2>{esc(title)}</h2>" + table(head, rows, caption=title, classes="rd") + more


def _first_values(screen: Screen, seen: Seen) -> str:
    t = screen.texts
    title = t("foreign.values.title")
    head = (
        t("foreign.values.what"),
        t("upload.changes.period"),
        ">" + t("foreign.values.value"),
    )
    rows = [(esc(_what(one)), esc(one.period or "–"), esc(value_text(one, t))) for one in seen.head]
    return f"<h2>{esc(title)}</h2>" + table(head, rows, caption=title, classes="dif")


def _what(one: SeenValue) -> str:
    return " · ".join(filter(None, (one.place, *one.labels, one.measure)))


def read_by(screen: Screen, preview: Preview, seen: Seen) -> str:
    """Which recipe gave the values, the answers, and what was left out."""
    t, used = screen.texts, seen.used
    if used is None:
        return ""
    if used.id:
        said = t("foreign.recipe.saved", name=used.name, version=used.version)
    elif preview.name:
        said = t("foreign.recipe.to_save", name=preview.name)
    else:
        said = t("foreign.recipe.once")
    facts = [(t("foreign.recipe"), esc(said))]
    if given := answered(answers_of(seen), t):
        facts.append((t("foreign.answers"), given))
    if seen.left_out:
        names = _some([name for name, _ in seen.places if name], t, size=seen.left_out_places)
        out = t("foreign.left_out", n=seen.left_out, places=names)
        facts.append((t("foreign.left_out.title"), esc(out)))
    return pairs(facts)


def answered(given: Iterable[tuple[Question, str]], t: Texts) -> str:
    """Each question with its answer, a line each."""
    return "<br>".join(
        f'<span class="m">{esc(question_wording(question, t))}</span> '
        f"<b>{esc(answer_wording(question, answer, t))}</b>"
        for question, answer in given
    )
