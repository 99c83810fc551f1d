"""A year of meetings on the example programme: three tertials, a phase forward, a setback, back.

Each step is a use case a person carries out, and each page then shows it. The clock is the
visitor's; the programme has ended, so all of it is put on record as of days within 2023-2024.
"""

from datetime import date
from typing import Any

import pytest

from tracker.model.records import Provenance
from tracker.model.steering import (
    Answer,
    Judged,
    Judgement,
    Meeting,
    SeriesChosen,
)
from tracker.service.access import local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.reports import build_report
from tracker.service.steering import record_entries
from tracker.service.uploads import accept, new_draft, read_draft

pytestmark = pytest.mark.page

OWNER = local_owner("Anna Samordnare")


def now(visitor: Any) -> int:
    return int(visitor.site.store.current())


def write(visitor: Any, *entries: Any) -> int:
    return record_entries(visitor.site, entries, OWNER, based_on=now(visitor)).number


def deliver(visitor: Any, *rows: str) -> int:
    text = "indikator;område;period;värde\n" + "\n".join(rows)
    draft = new_draft(visitor.site, text.encode(), "raddningstjansten.csv", OWNER)
    read_draft(visitor.site, draft, reader_for(OWNER))
    origin = Provenance(publisher="Räddningstjänsten", title="Bränder", fictional=True)
    return accept(visitor.site, draft, origin, OWNER).publication.number


CENTRE = "gottsunda_centrum"
WHOLE = "gottsunda_valsatra"
WHY = "Underlaget räcker inte; de som arbetar i området ser att villkoren är uppfyllda."


def decide_at(visitor: Any, area: str, phase: int, day: date, reasons: str) -> int:
    form = DecisionForm(area, phase, day, day, "Styrgruppen", reasons, despite=WHY, fictional=True)
    return record_decision(visitor.site, form, OWNER, based_on=now(visitor)).number


def report_of(visitor: Any) -> Any:
    made = build_report(visitor.site.store.at(), reader_for(OWNER), today=date(2026, 12, 1))
    assert made is not None
    return made


def setbacks(visitor: Any) -> list[tuple[str, str]]:
    return [(b.indicator_id, b.area_id) for a in report_of(visitor).areas for b in a.worsened]


def test_a_year_of_meetings(own: Any) -> None:
    # The first tertial: a meeting, a judgement with its evidence, the first phase of the centre.
    meeting = Meeting(
        id="mote-april",
        fictional=True,
        name="Möte 23",
        held_on=date(2024, 4, 25),
        participants=("kommundirektör", "lokalpolisområdeschef"),
        points=("Gottsunda centrum",),
        seen=now(own),
    )
    fires = SeriesChosen(indicator="m2_brander_stenkastning", area=CENTRE)
    judged = Judgement(
        id="bedomning-centrum-d",
        fictional=True,
        area=CENTRE,
        condition="d_missnoje",
        phase=1,
        verdict=Judged.PARTLY,
        confidence="medium",
        reasons="Räddningstjänsten och polisen beskriver samma bild.",
        evidence=(fires,),
        judged_by="styrgruppen",
        judged_on=date(2024, 4, 25),
        meeting="mote-april",
    )
    write(own, meeting, judged)
    decide_at(own, CENTRE, 1, date(2024, 4, 25), "Utgångsläget är beskrivet.")
    assert own.open().row("Gottsunda centrum")[1] == "1 Fas 1"
    faser = own.open("faser", v="1", fas="1", omrade=CENTRE).text
    assert "Räddningstjänsten och polisen beskriver samma bild." in faser
    assert "Möte 23" in own.open("styrgruppsmote").text

    # The second: the centre goes forward.
    seen_before = now(own)
    decide_at(own, CENTRE, 2, date(2024, 8, 29), "Handeln är nästan borta från torget.")
    row = own.open().row("Gottsunda centrum")
    assert row[1] == "2 Fas 2"
    assert "Framåt" in row[3]
    assert own.open("", v="1", data=str(seen_before)).row("Gottsunda centrum")[1] == "1 Fas 1"

    # The third: new figures, a setback in the whole area, which stays until it is answered.
    assert setbacks(own) == []
    worse = [
        f"m2_brander_stenkastning;{WHOLE};{year}T{third};70"
        for year in (2023, 2024)
        for third in (1, 2, 3)
    ]
    deliver(own, *worse)
    assert ("m2_brander_stenkastning", WHOLE) in setbacks(own)
    laget = own.open().text
    assert "Bakslag att besvara" in laget
    assert own.open().row("Gottsunda/Valsätra")[5].startswith("1 bakslag")
    assert "Anlagda bränder" in own.open("styrgruppsmote").text
    entered = next(a.status.entered for a in report_of(own).areas if a.status.area.id == WHOLE)
    answer = Answer(
        id="svar-brander",
        fictional=True,
        area=WHOLE,
        series=SeriesChosen(indicator="m2_brander_stenkastning", area=WHOLE),
        phase_since=entered,
        text="Bränderna sattes under två helger i oktober. Nattvandringar är inledda.",
        answered_by="styrgruppen",
        answered_on=date(2024, 12, 12),
    )
    write(own, answer)
    assert "Bakslag att besvara" not in own.open().text
    assert "bakslag" not in own.open().row("Gottsunda/Valsätra")[5]
    assert "Nattvandringar är inledda." in own.open("faser", v="1", omrade=WHOLE).text

    # And back: the decision takes the area to the phase before, and the past stays what it was.
    before = now(own)
    decide_at(own, WHOLE, 1, date(2024, 12, 12), "Polisen arbetar åter två och två.")
    row = own.open().row("Gottsunda/Valsätra")
    assert row[1] == "1 Fas 1"
    assert "Bakåt" in row[3]
    assert own.open("", v="1", data=str(before)).row("Gottsunda/Valsätra")[1] == "2 Fas 2"
    assert own.site.store.verify() == ()
