"""Two people who put the same on record at once, and what a write would become."""

import pytest

from tracker.errors import Conflict, EntryRefused, StoreError
from tracker.service.steering import record_entries, would_record
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording

BEFORE = 3  # data versions before the first write: definitions and two phase decisions


@pytest.fixture
def site(decided_site):
    return decided_site


class TestTwoAtOnce:
    """What the second has not seen is shown to her before hers is stored."""

    @pytest.mark.parametrize(
        ("kind", "code"), [("judgement", "judgement_moved"), ("answer", "answer_moved")]
    )
    def test_the_second_sees_the_firsts_and_confirms(self, site, record, entry, kind, code):
        record(entry(kind, "ena"))
        with pytest.raises(Conflict) as raised:
            record(entry(kind, "andra"), based_on=BEFORE)
        assert raised.value.code == code
        assert site.store.current() == BEFORE + 1
        for language in Language:
            worded = error_wording(raised.value, texts_in(language))
            assert "torget" in worded.cause
            assert str(BEFORE) in worded.cause
            assert "{" not in f"{worded.cause}{worded.remedy}"
        assert record(entry(kind, "andra")).number == BEFORE + 2

    @pytest.mark.parametrize(
        ("kind", "changed"),
        [
            ("judgement", {"area": "gatan", "evidence": []}),
            ("judgement", {"phase": 2}),
            ("answer", {"series": {"indicator": "skott", "area": "torget"}}),
        ],
        ids=["of another area", "for another phase", "to another setback"],
    )
    def test_of_different_things_both_are_kept(self, record, entry, kind, changed):
        record(entry(kind, "ena"))
        record(entry(kind, "andra", **changed), based_on=BEFORE)

    def test_also_when_the_firsts_is_a_new_version_of_an_old_one(self, record, entry):
        record(entry("judgement", "ena"))
        record(entry("judgement", "ena", verdict="met"))
        with pytest.raises(Conflict):
            record(entry("judgement", "andra"), based_on=BEFORE + 1)
        record(entry("judgement", "andra"), based_on=BEFORE + 2)

    def test_an_edit_of_the_same_one_is_told_as_such(self, record, entry):
        record(entry("judgement", "ena"))
        record(entry("judgement", "ena", verdict="met"))
        with pytest.raises(Conflict) as raised:
            record(entry("judgement", "ena", verdict="not_met"), based_on=BEFORE + 1)
        assert raised.value.code == "entry_moved"

    def test_what_is_taken_back_asks_nobody(self, record, entry):
        record(entry("judgement", "ena"))
        record(entry("judgement", "ena", withdrawn=True))
        record(entry("judgement", "andra"), based_on=BEFORE)
        record(entry("judgement", "andra", withdrawn=True))

    def test_the_one_who_was_first_with_the_lock_is_the_first(self, site, record, entry, steering):
        """Between the look and the lock somebody else may judge."""
        at, looked = site.store.at, []

        def then_judged(number=None):
            snapshot = at(number)
            if not looked:
                looked.append(True)
                record(entry("judgement", "ena"))
            return snapshot

        site.store.at = then_judged
        with pytest.raises(Conflict) as raised:
            record_entries(site, [entry("judgement", "andra")], steering, based_on=BEFORE)
        assert raised.value.code == "judgement_moved"
        assert site.store.current() == BEFORE + 1


class TestWhatAWriteWouldBe:
    def test_it_is_told_and_nothing_is_stored(self, site, record, entry, steering):
        record(entry("note", "samma"), entry("note", "rattad"))
        told = would_record(
            site,
            [entry("note", "samma"), entry("note", "rattad", text="Ny"), entry("event", "forst")],
            steering,
            based_on=BEFORE + 1,
        )
        assert told == ("unchanged", "edited", "new")
        assert site.store.current() == BEFORE + 1

    @pytest.mark.parametrize(
        ("kind", "changed", "based_on", "error"),
        [
            ("note", {"indicator": "inget"}, BEFORE + 2, EntryRefused),
            ("note", {"text": "Ny"}, BEFORE + 1, Conflict),
            ("event", {}, BEFORE + 2, StoreError),
        ],
        ids=["unsound", "moved", "another kind"],
    )
    def test_it_is_refused_as_the_write_would_be(
        self, site, record, entry, steering, kind, changed, based_on, error
    ):
        record(entry("note"))
        record(entry("note", text="Rättad."))
        written = [entry(kind, **changed)]
        for ask in (would_record, record_entries):
            with pytest.raises(error):
                ask(site, written, steering, based_on=based_on)
        assert site.store.current() == BEFORE + 2
