"""The next meeting in words, and why a verdict is another than at the last."""

from datetime import date

import pytest

from tracker.model.definitions import Direction
from tracker.model.steering import Meeting
from tracker.model.verdicts import Verdict, Word
from tracker.service.changed import SeriesChange
from tracker.texts.agenda import coming_sentences
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.meetings import flipped_point, meeting_name
from tracker.texts.news import change_lines

SV = texts_in(Language.SV)
TODAY = date(2025, 1, 16)


def planned(name: str, day: date, **more: object) -> Meeting:
    return Meeting(
        **{"id": f"m{day:%y%m%d}", "name": name, "status": "planned", "held_on": day, **more}
    )


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        ((), ()),
        ((planned("Möte 25", TODAY),), ("Nästa möte är Möte 25, 16 januari 2025.",)),
        (
            (
                planned("Möte 25", date(2025, 2, 6), participants=("ordförande", "sekreterare")),
                planned("Möte 26", date(2025, 3, 6)),
            ),
            (
                "Nästa möte är Möte 25, 6 februari 2025.",
                "Kallade: ordförande, sekreterare.",
                "Därefter: Möte 26, 6 mars 2025.",
            ),
        ),
        (
            (planned("Möte 24", date(2025, 1, 15)),),
            (
                "Möte 24 var planerat till 15 januari 2025, som har varit. Ange i formuläret att "
                "det har hållits, ge det en ny dag eller ta bort det.",
            ),
        ),
    ],
    ids=["none", "today", "who is called, and one after it", "its day has gone"],
)
def test_which_meeting_is_next(meetings, said):
    assert coming_sentences(meetings, TODAY, SV) == said


def test_a_meeting_that_is_planned_says_so_in_its_name():
    one = planned("Möte 25", date(2025, 2, 6))
    assert meeting_name(one, SV) == "Möte 25, 6 februari 2025 (planerat)"
    held = one.model_copy(update={"status": "held"})
    assert meeting_name(held, SV) == "Möte 25, 6 februari 2025"


class TestAnotherVerdict:
    @pytest.fixture
    def flip(self, make_series):
        def flip(by_phase):
            before = Verdict(Word.NO_CHANGE, Direction.HIGHER)
            return SeriesChange(make_series("larm", {}), (), before, by_phase)

        return flip

    def test_one_that_the_values_turned(self, flip):
        point = flipped_point(flip(None), SV)
        assert point.what == "Nytt omdöme: Larm"
        assert point.why.startswith("Var «Ingen säkerställd förändring», är nu «")

    def test_one_that_the_phase_turned_is_told_apart(self, flip):
        point = flipped_point(flip(2), SV)
        assert point.what == "Läses på annat sätt i den nya fasen: Larm"
        assert point.why.startswith(
            "Värdena är desamma, men fasen har ändrats. "
            "Lästes som «Ingen säkerställd förändring», läses nu i fas 2 som «"
        )
        [line] = change_lines(flip(2), SV)
        assert line.startswith("fasen har ändrats till 2, och samma värden läses som «")
