"""Promises as chains: whose they are, what is missing, and what an edit changes."""

from datetime import UTC, date, datetime

import pytest

from tracker.model.steering import Dialogue, EntryKind, Promise, Recorded
from tracker.service.promises import (
    Link,
    State,
    by_place,
    chain,
    dialogue_from,
    earlier,
    gaps,
    promise_from,
    ran_out,
    window_text,
)
from tracker.service.steering import read_entry

DIALOGUE = Dialogue(
    id="samtal", name="Samtal", place="Torget", form="Träff", held="2023-05", said=("Mörkt",)
)
WHOLE = Promise(
    id="helt",
    name="Helt",
    area="torget",
    place="Torget",
    dialogues=("samtal",),
    shared_picture="Mörkt.",
    focus=("Ljus",),
    wording="Vi lagar ljuset.",
    signed_by=("Kommunen",),
    years="2023-2024",
    status="ended",
    done=("Lampor",),
    follow_up="Ljusare.",
    told_back="Brev.",
)


def recorded(*entries, version=1):
    at = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        Recorded(entry=e, version=version, recorded_by="anna", recorded_at=at, based_on=1)
        for e in entries
    ]


def without(*fields, **changed):
    empty = {name: Promise.model_fields[name].default for name in fields}
    return WHOLE.model_copy(update={**empty, **changed})


class TestWhose:
    @pytest.mark.parametrize(
        ("area", "here"),
        [
            pytest.param("torget", True, id="the whole area"),
            pytest.param("gatan", True, id="a part of it"),
            pytest.param("borta", True, id="an area that the definitions no longer have"),
            pytest.param("staden", False, id="the municipality"),
            pytest.param(None, False, id="elsewhere"),
        ],
    )
    def test_only_the_programmes_own_areas_count(self, small_programme, area, here):
        places = by_place(recorded(without(area=area)), small_programme.areas)
        assert (len(places.here), len(places.elsewhere)) == ((1, 0) if here else (0, 1))

    def test_what_goes_on_comes_first_then_the_newest(self, small_programme):
        old = without(id="gammalt", years=None, status="ended")
        on = without(id="nu", status="ongoing")
        places = by_place(recorded(old, WHOLE, on), small_programme.areas)
        assert [p.id for p in places.here] == ["nu", "helt", "gammalt"]

    def test_withdrawn_is_left_out_and_an_unnamed_dialogue_has_its_own_place(self, small_programme):
        gone = WHOLE.model_copy(update={"withdrawn": True})
        places = by_place(recorded(DIALOGUE, gone), small_programme.areas)
        assert places.here == ()
        assert places.unanswered == (DIALOGUE,)
        named = by_place(recorded(DIALOGUE, WHOLE), small_programme.areas)
        assert named.unanswered == ()


class TestChain:
    def states(self, promise):
        return chain(promise, {"samtal": DIALOGUE})

    def test_whole(self):
        assert set(self.states(WHOLE).values()) == {State.THERE}
        assert list(self.states(WHOLE)) == list(Link)
        assert gaps(self.states(WHOLE)) == ()

    @pytest.mark.parametrize(
        ("field", "link"),
        [
            ("dialogues", Link.DIALOGUE),
            ("shared_picture", Link.PICTURE),
            ("focus", Link.FOCUS),
            ("done", Link.DONE),
            ("follow_up", Link.FOLLOW_UP),
            ("told_back", Link.TOLD_BACK),
        ],
    )
    def test_each_link_may_be_missing(self, field, link):
        states = self.states(without(field))
        assert states[link] is State.MISSING
        assert gaps(states) == (link,)

    def test_a_dialogue_that_is_not_there_is_missing(self):
        assert chain(WHOLE, {})[Link.DIALOGUE] is State.MISSING

    def test_a_dialogue_of_which_nobody_knows_what_was_said_is_there_in_part(self):
        silent = DIALOGUE.model_copy(update={"said": ()})
        states = chain(WHOLE, {"samtal": silent})
        assert states[Link.DIALOGUE] is State.PARTLY
        assert gaps(states) == (Link.DIALOGUE,)

    def test_a_promise_without_wording_is_there_in_part_and_a_gap(self):
        assert self.states(without("wording"))[Link.PROMISE] is State.PARTLY
        nothing = self.states(without("wording", "signed_by", "years"))
        assert nothing[Link.PROMISE] is State.MISSING
        assert gaps(nothing) == (Link.PROMISE,)

    def test_what_comes_after_is_awaited_until_the_promise_has_ended(self):
        states = self.states(without("done", "follow_up", "told_back", "focus", status="ongoing"))
        assert states[Link.FOLLOW_UP] is State.AWAITED
        assert gaps(states) == (Link.FOCUS,)


def test_a_time_that_ran_out_is_asked_of_what_goes_on():
    on = without(status="ongoing")
    assert ran_out(on, date(2024, 12, 31)) is None
    assert ran_out(on, date(2025, 1, 1)) == date(2024, 12, 31)
    assert ran_out(WHOLE, date(2025, 1, 1)) is None
    assert ran_out(without("years", status="ongoing"), date(2025, 1, 1)) is None


def test_earlier_versions_tell_what_stood_otherwise_the_latest_first():
    first, second, third = (without(wording=w) for w in ("a", "b", "b"))
    third = third.model_copy(update={"done": ("x",)})
    versions = [r for n, p in enumerate((first, second, third), 1) for r in recorded(p, version=n)]
    assert [(v.recorded.version, v.changed) for v in earlier(versions)] == [
        (2, ("done",)),
        (1, ("wording",)),
    ]
    assert earlier(versions[:1]) == ()


class TestForm:
    FORM = {  # noqa: RUF012
        "name": "Löfte",
        "area": "torget",
        "place": "Torget",
        "status": "ended",
        "dialogues": (),
        "shared_picture": " ",
        "focus": "Ljus\n\n Närvaro ",
        "wording": "",
        "signed_by": "",
        "signed_on": None,
        "years": "2023-2024",
        "done": "",
        "follow_up": "",
        "told_back": "",
        "source_title": "",
        "source_publisher": "",
        "source_url": "",
    }

    def read(self, before=None, **changed):
        return read_entry(EntryKind.PROMISE, promise_from({**self.FORM, **changed}, before))

    def test_blank_is_nothing_and_a_line_is_one_thing(self):
        promise = self.read()
        assert promise.focus == ("Ljus", "Närvaro")
        assert (promise.shared_picture, promise.wording, promise.source) == (None, None, None)

    def test_an_edit_keeps_the_id_and_empties_what_was_emptied(self):
        before = without(fictional=True, area="torget")
        edited = self.read(before, area=None)
        assert (edited.id, edited.fictional) == ("helt", True)
        assert (edited.area, edited.told_back, edited.signed_by) == (None, None, ())

    def test_the_day_a_source_was_read_stays_while_the_source_does(self):
        source = {"title": "T", "publisher": "P", "read": "2024-05-01"}
        before = Promise.model_validate({**WHOLE.model_dump(mode="json"), "source": source})
        same = {"source_title": "T", "source_publisher": "P"}
        assert self.read(before, **same).source == before.source
        assert self.read(before, **{**same, "source_title": "Ny"}).source.read is None

    def test_a_dialogue(self):
        form = {**self.FORM, "held": "2024-02", "people": None, "said": "A\nB", "form": "Träff"}
        shown = ("name", "area", "place", "form", "held", "people", "said", "source_title",
                 "source_publisher", "source_url")  # fmt: skip
        dialogue = read_entry(
            EntryKind.DIALOGUE, dialogue_from({name: form[name] for name in shown}, None)
        )
        assert (dialogue.said, dialogue.people) == (("A", "B"), None)

    @pytest.mark.parametrize("written", ["2019-2020", "2018-11", "2024-02-14", "2023-11/2024-02"])
    def test_a_time_is_filled_in_as_it_was_written(self, written):
        promise = without(years=self.read(years=written).years)
        assert window_text(promise.years) == written

    def test_a_span_of_days_loses_none(self):
        promise = self.read(years="2024-02-03..2024-02-20")
        assert self.read(years=window_text(promise.years)).years == promise.years
        assert window_text(None) == ""
