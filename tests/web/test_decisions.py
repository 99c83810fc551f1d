"""Recording a phase decision on the page Faser."""

import re
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.service.access import local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.freezing import read_slice

pytestmark = pytest.mark.page

OWNER = local_owner("")
AREA, DECIDED_BY, REASONS = "Gottsunda centrum", "Styrgruppen, möte 24", "Torget används åter."


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def fill(app: AppTest, **left_out: None) -> None:
    """Fill in all of the form but what is left out."""
    labelled(app.selectbox, "Område").select(AREA)
    if "phase" not in left_out:
        labelled(app.radio, "Fas").set_value(1)
    if "decided_by" not in left_out:
        labelled(app.text_input, "Vilka beslutade?").input(DECIDED_BY)
    if "reasons" not in left_out:
        labelled(app.text_area, "Skäl").input(REASONS)
    labelled(app.date_input, "Gäller från").set_value(date(2024, 6, 1))
    labelled(app.date_input, "Beslutsdag").set_value(date(2024, 5, 23))
    labelled(app.text_input, "Ditt namn").input("Provskrivare")
    labelled(app.button, "Registrera beslutet").click().run()


@pytest.mark.parametrize(
    ("left_out", "said"),
    [
        ("reasons", "Ett fasbeslut utan skäl kan inte registreras."),
        ("decided_by", "Det står inte vilka som har beslutat."),
        ("phase", "Ingen fas är vald."),
    ],
)
def test_what_makes_it_a_decision_must_be_there(own: Any, left_out: str, said: str) -> None:
    before = own.site.store.current()
    shown = own.forms("faser")
    fill(shown.app, **{left_out: None})
    assert [said in box.value for box in shown.app.error] == [True]
    assert own.site.store.current() == before


def test_reasons_of_blanks_are_none(own: Any) -> None:
    before = own.site.store.current()
    shown = own.forms("faser")
    labelled(shown.app.text_area, "Skäl").input("   \n ")
    fill(shown.app, reasons=None)
    assert "utan skäl" in shown.app.error[0].value
    assert own.site.store.current() == before


class TestRecorded:
    @pytest.fixture
    def shown(self, own: Any) -> Any:
        shown = own.forms("faser")
        fill(shown.app)
        return shown

    def test_the_page_says_so(self, shown: Any, own: Any) -> None:
        number = own.site.store.current()
        assert [box.value for box in shown.app.success] == [
            f"Beslutet är registrerat: {AREA} är i fas 1. Det blev dataversion {number}."
        ]

    def test_phases_and_status_show_it(self, shown: Any, own: Any) -> None:
        assert f"Så beslutades fas 1 i {AREA}" in shown.text
        assert REASONS in shown.text
        row = own.open().row(AREA)
        assert "Fas 1" in row[1]
        assert "juni 2024" in row[2]
        assert f"{DECIDED_BY}, 23 maj 2024" in row[0]

    def test_it_stands_with_what_was_seen_and_by_whom(self, shown: Any, own: Any) -> None:
        snapshot = own.site.store.at()
        [decision] = [
            d for d in snapshot.decisions(reader_for(OWNER)) if d.area_id == "gottsunda_centrum"
        ]
        assert (decision.phase, decision.valid_from) == (1, date(2024, 6, 1))
        assert decision.based_on == snapshot.number - 1
        assert snapshot.person_names()[decision.recorded_by] == "Provskrivare"
        assert not decision.fictional

    def test_the_version_before_still_shows_what_was_known_then(self, shown: Any, own: Any) -> None:
        older = str(own.site.store.current() - 1)
        assert "Ingen fas beslutad" in own.open("", v="1", data=older).row(AREA)[1]


def test_the_area_asked_for_stands_first(shipped: Any) -> None:
    def decided(**asked: str) -> list[str]:
        return re.findall(
            r"<h2>Så beslutades fas \d i ([^<]*?) *<", shipped.open("faser", **asked).html
        )

    assert decided() == ["Gottsunda/Valsätra", "Bandstolsvägen"]
    assert decided(v="1", omrade="bandstolsvagen") == ["Bandstolsvägen", "Gottsunda/Valsätra"]


def test_what_somebody_else_decides_meanwhile_is_not_overwritten_unseen(own: Any) -> None:
    mine, theirs = own.forms("faser"), own.forms("faser")
    fill(theirs.app)
    theirs_is = own.site.store.current()

    fill(mine.app)
    assert f"efter dataversion {theirs_is - 1}, som du såg" in mine.app.error[0].value
    assert own.site.store.current() == theirs_is

    labelled(mine.app.button, "Registrera beslutet").click().run()  # now with theirs on the page
    assert own.site.store.current() == theirs_is + 1


class TestAgainstTheEvidence:
    """A phase that the evidence does not support asks why, and keeps what was seen."""

    DESPITE = "Varför beslutas det ändå?"

    def test_the_form_says_for_which_phases(self, own: Any) -> None:
        told = own.forms("faser").text
        assert f"{AREA}: för fas 2 räcker underlaget inte, fas 3 stöds inte." in told

    def test_it_is_refused_without_a_why_and_nothing_is_lost(self, own: Any) -> None:
        before = own.site.store.current()
        app = own.forms("faser").app
        labelled(app.radio, "Fas").set_value(2)
        fill(app, phase=None)
        assert "Underlaget stöder inte fas 2" in app.error[0].value
        assert own.site.store.current() == before
        assert labelled(app.text_area, "Skäl").value == REASONS

        labelled(app.text_area, self.DESPITE).input("Vi vill inte vänta på enkäten.")
        labelled(app.button, "Registrera beslutet").click().run()
        assert own.site.store.current() == before + 1
        text = own.open("faser").text
        assert "Varför det beslutades ändå Vi vill inte vänta på enkäten." in text

    def test_what_is_frozen_is_what_stood_on_the_page(self, own: Any) -> None:
        """Somebody uploads, and decides on another area, while the form is being filled in."""
        mine = own.forms("faser", v="1", per="2024-06-30")
        seen = own.site.store.current()
        form = DecisionForm(
            "bandstolsvagen", 1, date(2024, 6, 1), date(2024, 6, 1), "Styrgruppen", "Skäl."
        )
        record_decision(own.site, form, OWNER, based_on=seen)
        fill(mine.app)
        (decision,) = [
            d
            for d in own.site.store.at().decisions(reader_for(OWNER))
            if d.area_id == "gottsunda_centrum"
        ]
        frozen = read_slice(own.site.store.blob(decision.frozen))
        assert decision.based_on == frozen.publication == seen
        assert frozen.reference_date == date(2024, 6, 30)

    def test_the_other_fields_are_kept(self, own: Any) -> None:
        app = own.forms("faser").app
        labelled(app.text_area, "Vilka deltog? (roller, inte namn)").input("Sex ledamöter")
        labelled(app.text_area, "Vad skulle få oss att ändra oss?").input("Två kvartal till.")
        labelled(app.text_input, "Diarienummer (om det finns)").input("KS 2024-7")
        labelled(app.date_input, "Prövas igen senast").set_value(date(2025, 5, 23))
        fill(app)
        text = own.open("faser").text
        for said in ("Deltog Sex ledamöter", "Två kvartal till.", "KS 2024-7", "23 maj 2025"):
            assert said in text
