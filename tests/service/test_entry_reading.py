"""A form's fields → an entry, or every fault of the fields."""

import re
from datetime import date

import pytest

from tracker.errors import EntryRefused
from tracker.ingest.personal import is_personal
from tracker.model.steering import EntryKind, Judgement, Meeting
from tracker.service.steering import new_entry_id, read_entry
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import fault_wording

PERSONAL = "19121212-1212"


class TestReadEntry:
    def test_what_is_not_said_is_nothing(self, sound):
        found = read_entry(
            EntryKind.JUDGEMENT, sound["judgement"] | {"dissent": "  ", "meeting": None}
        )
        assert isinstance(found, Judgement)
        assert (found.dissent, found.meeting) == (None, None)

    def test_texts_are_trimmed_and_days_may_be_text(self):
        found = read_entry(
            EntryKind.MEETING, {"name": " Möte 1 ", "held_on": "2024-02-01", "minutes": " M "}
        )
        assert isinstance(found, Meeting)
        assert (found.name, found.held_on, found.minutes) == ("Möte 1", date(2024, 2, 1), "M")

    def test_a_new_entry_gets_an_id(self, sound):
        made = {read_entry(EntryKind.EVENT, sound["event"]).id for _ in range(3)}
        assert len(made) == 3
        assert new_entry_id() not in made

    @pytest.mark.parametrize(
        ("kind", "changed", "code", "field"),
        [
            pytest.param("note", {"text": " "}, "entry_field_empty", "text", id="blank"),
            pytest.param("note", {"text": None}, "entry_field_empty", "text", id="not there"),
            pytest.param("note", {"on": "i går"}, "entry_field_not_a_date", "on", id="no day"),
            pytest.param(
                "action", {"type": "annan"}, "entry_field_not_allowed", "type", id="no such type"
            ),
            pytest.param(
                "judgement", {"phase": 4}, "entry_field_not_allowed", "phase", id="no such phase"
            ),
            pytest.param("note", {"id": "Å"}, "entry_field_bad", "id", id="no id"),
            pytest.param("dialogue", {"held": "förr"}, "entry_field_bad", "held", id="no time"),
            pytest.param(
                "dialogue", {"people": 0}, "entry_field_bad", "people", id="nobody was asked"
            ),
            pytest.param("note", {"annat": "x"}, "entry_field_bad", "annat", id="no such field"),
            pytest.param(
                "action",
                {"updates": [{"on": "2024-02-01", "text": ""}]},
                "entry_field_empty",
                "updates › 1 › text",
                id="an update without text",
            ),
        ],
    )
    def test_a_field_that_cannot_be_so_is_a_fault_at_its_place(
        self, kind, changed, code, field, sound
    ):
        with pytest.raises(EntryRefused) as raised:
            read_entry(EntryKind(kind), sound[kind] | changed)
        assert [(f.code, f.params["field"]) for f in raised.value.faults] == [(code, field)]
        for language in Language:
            worded = fault_wording(raised.value.faults[0], texts_in(language))
            assert worded.cause
            assert worded.remedy

    def test_all_are_told_and_no_text_is_repeated(self):
        with pytest.raises(EntryRefused) as raised:
            read_entry(EntryKind.NOTE, {"id": PERSONAL.upper() + "!", "text": "", "on": PERSONAL})
        assert len(raised.value.faults) == 6  # id, text, on; indicator, area, signed
        assert PERSONAL not in repr(raised.value.faults)


def test_a_new_id_is_never_taken_for_somebodys_number():
    """Sixteen hexadecimal digits were: once in some hundred a telephone number stood in them."""
    ids = {new_entry_id() for _ in range(500)}
    assert len(ids) == 500
    assert not any(is_personal(id_) for id_ in ids)
    assert all(re.fullmatch(r"[a-z]{16}", id_) for id_ in ids)
