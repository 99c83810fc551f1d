"""Recording a phase decision on the page Faser."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.service.access import local_owner, reader_for

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
    shown = own.open("faser")
    fill(shown.app, **{left_out: None})
    assert [said in box.value for box in shown.app.error] == [True]
    assert own.site.store.current() == before


def test_reasons_of_blanks_are_none(own: Any) -> None:
    before = own.site.store.current()
    shown = own.open("faser")
    labelled(shown.app.text_area, "Skäl").input("   \n ")
    fill(shown.app, reasons=None)
    assert "utan skäl" in shown.app.error[0].value
    assert own.site.store.current() == before


class TestRecorded:
    @pytest.fixture
    def shown(self, own: Any) -> Any:
        shown = own.open("faser")
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


def test_what_somebody_else_decides_meanwhile_is_not_overwritten_unseen(own: Any) -> None:
    mine, theirs = own.open("faser"), own.open("faser")
    fill(theirs.app)
    theirs_is = own.site.store.current()

    fill(mine.app)
    assert f"efter dataversion {theirs_is - 1}, som du såg" in mine.app.error[0].value
    assert own.site.store.current() == theirs_is

    labelled(mine.app.button, "Registrera beslutet").click().run()  # now with theirs on the page
    assert own.site.store.current() == theirs_is + 1
