"""The commission from end to end: YAML → file → store → verdict → page, with what we ship.

Six målområden in their exact words, charted 2019–2024; an edited goals.yaml changes the pages; a
CSV changes a chart; from Läget to the evidence of any condition in two clicks.
"""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tracker.model.records import Provenance
from tracker.service.access import local_owner, reader_for
from tracker.service.definitions import apply_definitions
from tracker.service.uploads import accept, new_draft, read_draft

pytestmark = pytest.mark.page

SHIPPED = Path(__file__).resolve().parents[2]
GOALS = (
    "Minska antalet skjutningar",
    "Öka tryggheten för boende på Bandstolsvägen",
    "Öka tryggheten i Gottsunda centrum",
    "Nolltolerans mot narkotikaförsäljning",
    "Nolltolerans mot svarta hyreskontrakt",
    "Minska rekryteringen till kriminalitet",
)
OWNER = local_owner("Anna Analytiker")


def follow(visitor: Any, address: str) -> Any:
    """Open what a link of ours leads to."""
    parts = urlsplit(address)
    return visitor.open(parts.path.strip("/"), **dict(parse_qsl(parts.query)))


def years_of(spec: dict[str, Any]) -> tuple[int, int]:
    """First and last year of the time axis, from the x domain of the chart."""
    found = re.findall(r'"domain": \[(\d{12,13}|-?\d+), (\d{12,13})\]', json.dumps(spec))
    low, high = (int(number) / 1000 for number in found[0])
    return datetime.fromtimestamp(low, UTC).year, datetime.fromtimestamp(high, UTC).year


def primary_chart(shown: Any) -> str:
    """The goal's own chart, which stands first, as it is sent to the browser."""
    return str(shown.charts[0].spec)


def publish(visitor: Any, rows: list[str]) -> int:
    """Bring a file of the analyst's own form all the way into the store."""
    data = "indikator;område;period;värde\n" + "\n".join(rows)
    draft = new_draft(visitor.site, data.encode("cp1252"), "polisen.csv", OWNER)
    read_draft(visitor.site, draft, reader_for(OWNER))
    origin = Provenance(publisher="Polisen", title="Skjutningar", fictional=True)
    return accept(visitor.site, draft, origin, OWNER).publication.number


def test_laget_names_the_six_goals_in_the_exact_words_and_every_area(shipped: Any) -> None:
    shown = shipped.open()
    names = [re.sub(r"^\d ", "", row[0]) for row in shown.rows if re.match(r"\d \w", row[0])]
    assert [next(g for g in GOALS if name.startswith(g)) for name in names] == list(GOALS)
    for area in ("Gottsunda/Valsätra", "Bandstolsvägen", "Gottsunda centrum"):
        assert shown.row(area)


@pytest.mark.parametrize("number", range(1, 7))
def test_each_goal_is_charted_2019_to_2024(shipped: Any, number: int) -> None:
    shown = shipped.open("malomraden", v="1", mal=f"m{number}")
    assert shown.titles == [GOALS[number - 1]]
    first, *others = [json.loads(chart.spec) for chart in shown.charts]
    assert len(others) >= 3
    for spec in (first, *others):
        low, high = years_of(spec)
        assert low in (2018, 2019)  # the left margin for earlier waves lies before January 2019
        assert high in (2024, 2025)  # the axis ends at New Year


def test_an_edited_goals_yaml_changes_the_pages_and_old_links_keep_the_old_words(own: Any) -> None:
    goals = own.site.folder / "goals.yaml"
    text = goals.read_text("utf-8")
    assert text.count("sv: Minska antalet skjutningar") == 1
    goals.write_text(
        text.replace("sv: Minska antalet skjutningar", "sv: Inga skjutningar alls"), "utf-8"
    )
    before = own.site.store.current()
    assert own.open().row("1 Minska antalet skjutningar")  # an edit alone changes nothing
    apply_definitions(own.site, OWNER, based_on=before)
    assert own.open().row("1 Inga skjutningar alls")
    assert own.open("malomraden", v="1", mal="m1").titles == ["Inga skjutningar alls"]
    assert "Definitionerna ändrades" in own.open().text
    old = own.open("", v="1", data=str(before))
    assert old.row("1 Minska antalet skjutningar")


def test_a_removed_indicator_leaves_the_pages_and_comes_back_with_its_values(own: Any) -> None:
    goals = own.site.folder / "goals.yaml"
    whole = goals.read_text("utf-8")
    block = re.search(r"(?m)^ {4,6}- id: m3_dialog_stada\n(?: {6,}.*\n|\n)+", whole)
    before = own.open("data").row("Medborgardialogen 2018, städa")
    assert block
    goals.write_text(whole.replace(block[0], ""), "utf-8")
    apply_definitions(own.site, OWNER, based_on=own.site.store.current())
    assert not [r for r in own.open("data").rows if r[0].startswith("Medborgardialogen 2018, städ")]
    goals.write_text(whole, "utf-8")
    apply_definitions(own.site, OWNER, based_on=own.site.store.current())
    assert own.open("data").row("Medborgardialogen 2018, städa") == before


def test_a_csv_changes_the_chart_the_table_the_verdict_and_the_news(own: Any) -> None:
    view = {"v": "1", "mal": "m1"}
    before = own.open("malomraden", **view)
    rows = [
        f"m1_skjutningar;gottsunda_valsatra;{year}-{month:02d};9"
        for year in (2023, 2024)
        for month in range(1, 13)
    ]
    number = publish(own, rows)
    after = own.open("malomraden", **view)
    assert primary_chart(before) != primary_chart(after)
    assert after.row("jan 2024–dec 2024")[1] == "108"  # twelve months of nine
    assert "Bekräftade skjutningar: högre än 2017–2018" in after.text
    laget = own.open()
    assert laget.row("1 Minska antalet skjutningar")[1].startswith("108")
    assert f"Nytt i dataversion {number}" in laget.text
    assert "dec 2024" in laget.text
    assert "omdömet «Ingen säkerställd förändring» blev «" in laget.text
    # The link of the day before still shows what it showed.
    old = own.open("malomraden", **view, data=str(number - 1))
    assert primary_chart(old) == primary_chart(before)


def test_from_laget_to_the_evidence_of_any_condition_in_two_clicks(shipped: Any) -> None:
    """First click: the area's conditions. Second: a named series, on the page of its chart."""
    laget = shipped.open()
    (first, *_) = [a for a in laget.links if a.startswith("/faser") and "fas=2" in a]
    faser = follow(shipped, first)
    evidence = [a for a in faser.links if "#" in a and "serie=" in a]
    indicators = {dict(parse_qsl(urlsplit(a).query))["serie"] for a in evidence}
    read = {
        item.rule.indicator
        for area in faser_report(shipped).areas
        for condition in area.conditions
        if condition.phase == 2
        for item in condition.evidence
        if item.rule.indicator
    }
    assert read - indicators == set()
    for address in sorted(set(evidence)):
        page = follow(shipped, address)
        place = urlsplit(address).fragment
        assert f'id="{place}"' in page.html, address
        assert page.charts, address


def faser_report(visitor: Any) -> Any:
    """The report that the page of phases is drawn from."""
    from tracker.service.reports import build_report

    made = build_report(visitor.site.store.at(), reader_for(OWNER), today=date(2026, 12, 1))
    assert made is not None
    return made
