"""Draft, preview, accept: a file comes in whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tracker.errors import (
    AnswerNeeded,
    Conflict,
    NotAllowed,
    NotFound,
    StoreError,
    UploadRefused,
)
from tracker.model.access import Actor, Role
from tracker.model.records import Provenance, PublicationKind
from tracker.service import drafting, flips, uploads
from tracker.service.access import reader_for
from tracker.service.definitions import apply_definitions
from tracker.service.flips import flips_of_draft
from tracker.service.keeping import rebuild
from tracker.service.programme import open_site
from tracker.service.reports import build_report
from tracker.service.uploads import (
    accept,
    discard,
    draft_state,
    new_draft,
    preview,
    read_draft,
    start_draft,
)
from tracker.store import PACKED, packed
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording

ORIGIN = Provenance(publisher="Polisen", title="Larm")
INVENTED = Provenance(publisher="Ingen", title="Påhitt", fictional=True)


def drafted(site, actor, data: bytes, name="larm.csv") -> str:
    draft = new_draft(site, data, name, actor)
    read_draft(site, draft, reader_for(actor))
    return draft


def values(site, reader, indicator="larm"):
    return {
        o.period.code: o.value
        for series in site.store.at().series(reader, indicators=[indicator])
        for o in series.observations
    }


def test_a_draft_changes_nothing_until_it_is_accepted(site, owner, full_reader, own_form):
    draft = drafted(site, owner, own_form("larm;torget;2024-01;7", "larm;torget;2024-02;9"))
    seen = preview(site, draft, owner)
    assert (seen.difference.new, seen.difference.revised, seen.publication) == (2, 0, 1)
    assert site.store.current() == 1
    receipt = accept(site, draft, ORIGIN, owner)
    assert receipt.publication.number == site.store.current() == 2
    assert receipt.publication.kind is PublicationKind.UPLOAD
    assert receipt.publication.what == receipt.upload.id
    assert values(site, full_reader) == {"2024-01": 7, "2024-02": 9}
    assert site.store.drafts.list() == ()


def test_the_receipt_says_what_was_taken_in_and_the_bytes_are_kept(site, owner, own_form):
    data = own_form("larm;torget;2024-01;7")
    upload = accept(site, drafted(site, owner, data, "../larm.csv"), ORIGIN, owner).upload
    assert (upload.file_name, upload.rows, upload.size) == ("larm.csv", 1, len(data))
    assert upload.received_by == owner.person
    assert upload.provenance == ORIGIN
    assert site.store.blob(upload.sha256) == data


def test_one_fault_keeps_the_whole_file_out(site, owner, own_form):
    rows = [f"larm;torget;2024-{month:02d};{month}" for month in range(1, 12)]
    draft = drafted(site, owner, own_form(*rows, "larm;torget;2024-12;många"))
    assert len(preview(site, draft, owner).reading.faults) == 1
    with pytest.raises(UploadRefused) as refused:
        accept(site, draft, ORIGIN, owner)
    assert [f.row for f in refused.value.faults] == [13]
    assert site.store.current() == 1


def test_what_a_file_changes_is_shown_before_and_after(site, owner, own_form, full_reader, bring):
    bring(own_form("larm;torget;2024-01;7", "larm;torget;2024-02;9"))
    rows = ("larm;torget;2024-01;7", "larm;torget;2024-02;8", "larm;torget;2024-03;6")
    draft = drafted(site, owner, own_form(*rows))
    difference = preview(site, draft, owner).difference
    assert (difference.new, difference.revised, difference.unchanged) == (1, 1, 1)
    revised, new = difference.changes
    assert (revised.before.value, revised.after.value) == (9, 8)
    assert (new.before, new.after.value) == (None, 6)
    accept(site, draft, ORIGIN, owner)
    assert values(site, full_reader) == {"2024-01": 7, "2024-02": 8, "2024-03": 6}


def test_the_same_file_twice_is_recognised_and_brings_nothing_new(site, owner, own_form, bring):
    data = own_form("larm;torget;2024-01;7")
    first = bring(data)
    seen = preview(site, drafted(site, owner, data, "annat namn.csv"), owner)
    assert seen.earlier == first.upload
    assert (seen.difference.new, seen.difference.revised, seen.difference.unchanged) == (0, 0, 1)


def test_other_bytes_with_the_same_values_are_another_file(site, owner, own_form, bring):
    bring(own_form("larm;torget;2024-01;7"))
    seen = preview(site, drafted(site, owner, own_form("larm;torget;2024-01;7,0")), owner)
    assert (seen.earlier, seen.difference.unchanged) == (None, 1)


class TestFictional:
    """A series is wholly invented or wholly real."""

    @pytest.fixture
    def draft(self, site, owner, own_form):
        accept(
            site,
            drafted(site, owner, own_form("larm;torget;2024-01;7", "larm;torget;2024-02;9")),
            INVENTED,
            owner,
        )
        return drafted(site, owner, own_form("larm;torget;2024-01;61"))

    def test_real_values_beside_invented_ones_need_an_answer(self, site, owner, draft):
        assert preview(site, draft, owner).replaces_fictional
        for answer in (None, False):
            with pytest.raises(AnswerNeeded) as asked:
                accept(site, draft, ORIGIN, owner, replace_fictional=answer)
            assert asked.value.code == "replace_fictional"
        assert site.store.current() == 2

    def test_yes_takes_every_invented_value_of_the_series_away(
        self, site, owner, full_reader, draft
    ):
        accept(site, draft, ORIGIN, owner, replace_fictional=True)
        (series,) = site.store.at().series(full_reader)
        assert not series.fictional
        assert [(o.period.code, o.value) for o in series.observations] == [("2024-01", 61)]

    def test_invented_values_never_go_beside_real_ones(self, site, owner, own_form, bring):
        bring(own_form("skott;torget;2024-01;2"))
        draft = drafted(site, owner, own_form("skott;torget;2024-02;3"))
        with pytest.raises(StoreError) as refused:
            accept(site, draft, INVENTED, owner)
        assert refused.value.code == "series_mixes_fictional"
        assert error_wording(refused.value, texts_in(Language.SV)).remedy

    def test_more_invented_values_need_no_answer(self, site, owner, full_reader, draft):
        accept(site, draft, INVENTED, owner)
        assert values(site, full_reader) == {"2024-01": 61, "2024-02": 9}


class TestAbsent:
    """Values within the span of a file that it does not have."""

    @pytest.fixture
    def draft(self, site, owner, own_form, bring):
        months = range(1, 7)
        bring(own_form(*(f"larm;torget;2024-{month:02d};{month}" for month in months)))
        return drafted(site, owner, own_form("larm;torget;2024-02;2", "larm;torget;2024-04;40"))

    def test_they_are_shown_and_kept(self, site, owner, full_reader, draft):
        found = preview(site, draft, owner).difference
        assert (found.revised, found.unchanged, found.absent) == (1, 1, 1)
        assert [(a.indicator_id, a.before.value) for a in found.absent_values] == [("larm", 3)]
        assert found.series[0].absent == 1
        accept(site, draft, ORIGIN, owner)
        assert list(values(site, full_reader).values()) == [1, 2, 3, 40, 5, 6]

    def test_of_a_complete_delivery_they_are_withdrawn(self, site, owner, full_reader, draft):
        receipt = accept(site, draft, ORIGIN, owner, complete=True)
        assert receipt.upload.complete
        left = {"2024-01": 1, "2024-02": 2, "2024-04": 40, "2024-05": 5, "2024-06": 6}
        assert values(site, full_reader) == left
        rebuild(site, owner)
        assert values(site, full_reader) == left
        assert site.store.verify() == ()

    @pytest.mark.parametrize("complete", [False, True])
    def test_the_verdicts_that_turn_are_told(
        self, filled_site, owner, full_reader, own_form, complete
    ):
        """Alarms fell since 2018-2019; a file that says otherwise turns the verdict."""
        months = [(y, m) for y in (2023, 2024) for m in (1, 2, 3, 10, 11, 12)]
        rows = [f"larm;torget;{year}-{month:02d};200" for year, month in months]
        draft = drafted(filled_site, owner, own_form(*rows))
        seen = preview(filled_site, draft, owner)
        assert seen.difference.absent == 12
        told = flips_of_draft(filled_site, seen, full_reader, complete=complete)
        before = verdicts(filled_site, full_reader)
        accept(filled_site, draft, ORIGIN, owner, complete=complete)
        after = verdicts(filled_site, full_reader)
        turned = {key: (was, after[key]) for key, was in before.items() if was != after[key]}
        assert ("larm", "torget") in turned
        assert {(f.indicator_id, f.area_id): (f.before.word, f.after.word) for f in told} == turned

    def test_too_many_values_to_tell(self, site, owner, full_reader, draft, monkeypatch):
        monkeypatch.setattr(flips, "MOST_ROWS", 3)
        assert flips_of_draft(site, preview(site, draft, owner), full_reader) is None


def verdicts(site, reader):
    report = build_report(site.store.at(), reader, today=site.today)
    return {(s.indicator.id, s.area.id): s.verdict.word for s in report.every_series}


class TestTwoAtOnce:
    """Two people look at the same data version, and both accept."""

    def test_other_series_both_land(self, site, owner, full_reader, own_form):
        larm = drafted(site, owner, own_form("larm;torget;2024-01;7"))
        skott = drafted(site, owner, own_form("skott;torget;2024-01;2"))
        for draft in (larm, skott):
            preview(site, draft, owner)
        accept(site, larm, ORIGIN, owner)
        accept(site, skott, ORIGIN, owner)
        assert values(site, full_reader) == {"2024-01": 7}
        assert values(site, full_reader, "skott") == {"2024-01": 2}

    def test_the_second_is_shown_the_first_ones_values_before_it_lands(
        self, site, owner, full_reader, own_form
    ):
        mine = drafted(site, owner, own_form("larm;torget;2024-01;7"))
        yours = drafted(site, owner, own_form("larm;torget;2024-01;8"))
        assert preview(site, yours, owner).difference.new == 1
        accept(site, mine, ORIGIN, owner)
        seen = preview(site, yours, owner)
        assert (seen.publication, seen.difference.new, seen.difference.revised) == (2, 0, 1)
        assert seen.difference.changes[0].before.value == 7
        accept(site, yours, ORIGIN, owner)
        assert values(site, full_reader) == {"2024-01": 8}

    def test_a_series_that_moves_between_look_and_write_is_a_conflict(
        self, site, owner, full_reader, own_form, monkeypatch
    ):
        mine = drafted(site, owner, own_form("larm;torget;2024-01;7"))
        yours = drafted(site, owner, own_form("larm;torget;2024-01;8"))
        look = uploads.preview

        def look_and_be_overtaken(*args):
            seen = look(*args)
            monkeypatch.setattr(uploads, "preview", look)
            accept(site, mine, ORIGIN, owner)
            return seen

        monkeypatch.setattr(uploads, "preview", look_and_be_overtaken)
        with pytest.raises(Conflict) as refused:
            accept(site, yours, ORIGIN, owner)
        assert refused.value.code == "series_moved"
        assert values(site, full_reader) == {"2024-01": 7}
        accept(site, yours, ORIGIN, owner)  # the draft is still there, and is looked at anew
        assert values(site, full_reader) == {"2024-01": 8}

    def test_a_person_accepts_only_what_she_saw(self, site, owner, full_reader, own_form):
        """Another's file came between the look and the button: she is shown the new difference."""
        yours = drafted(site, owner, own_form("larm;torget;2024-01;8"))
        seen = preview(site, yours, owner).publication
        accept(site, drafted(site, owner, own_form("larm;torget;2024-01;7")), ORIGIN, owner)
        with pytest.raises(Conflict) as refused:
            accept(site, yours, ORIGIN, owner, based_on=seen)
        assert refused.value.code == "series_moved"
        again = preview(site, yours, owner)
        assert (again.difference.new, again.difference.revised) == (0, 1)
        accept(site, yours, ORIGIN, owner, based_on=again.publication)
        assert values(site, full_reader) == {"2024-01": 8}


class TestThreads:
    """Two accept at the very same time: what each was told is what is in force."""

    @pytest.mark.parametrize(
        ("rows", "same"),
        [
            pytest.param(("larm;torget;2024-01;7", "skott;torget;2024-01;2"), False, id="others"),
            pytest.param(("larm;torget;2024-01;7", "larm;torget;2024-01;8"), True, id="one series"),
        ],
    )
    def test_whole_or_refused(self, site, owner, own_form, rows, same):
        drafts = [drafted(site, owner, own_form(row)) for row in rows]
        together = Barrier(2)

        def take(draft):
            mine = open_site(site.folder, site.clock)
            together.wait()
            try:
                return accept(mine, draft, ORIGIN, owner).publication.number
            except Conflict as refused:
                return refused.code

        with ThreadPoolExecutor(2) as pool:
            told = set(pool.map(take, drafts))
        if same:
            assert told in ({2, 3}, {2, "series_moved"})
        else:
            assert told == {2, 3}
        assert site.store.current() == max(n for n in told if isinstance(n, int))
        assert site.store.verify() == ()


class TestDefinitionsMoved:
    """Definitions are put in force between the reading of a draft and its acceptance."""

    @pytest.fixture
    def draft(self, site, owner, own_form):
        return drafted(site, owner, own_form("merit;torget;2022/23;201,5"))

    def edit(self, site, owner, old, new):
        goals = site.folder / "goals.yaml"
        text = goals.read_text("utf-8")
        assert old in text
        goals.write_text(text.replace(old, new), "utf-8")
        apply_definitions(site, owner, based_on=1)

    def test_a_draft_is_read_again_by_the_definitions_in_force(self, site, owner, draft):
        self.edit(site, owner, "frequency: school_year", "frequency: year")
        with pytest.raises(UploadRefused) as refused:
            accept(site, draft, ORIGIN, owner)
        assert [f.code for f in refused.value.faults] == ["period_kind"]

    def test_definitions_that_move_between_look_and_write_are_a_conflict(
        self, site, owner, draft, monkeypatch
    ):
        look = uploads.preview

        def look_and_be_overtaken(*args):
            seen = look(*args)
            self.edit(site, owner, "frequency: school_year", "frequency: year")
            return seen

        monkeypatch.setattr(uploads, "preview", look_and_be_overtaken)
        with pytest.raises(Conflict) as refused:
            accept(site, draft, ORIGIN, owner)
        assert refused.value.code == "definitions_moved"
        assert site.store.current() == 2

    def test_an_indicator_that_is_gone_is_a_fault_of_the_file(self, site, owner, draft):
        self.edit(site, owner, "id: merit", "id: meritvarde")
        with pytest.raises(UploadRefused) as refused:
            accept(site, draft, ORIGIN, owner)
        assert [f.code for f in refused.value.faults] == ["unknown_indicator"]


class TestOrganisations:
    """An analyst delivers for her own organisation, and looks at no other's values."""

    POLICE = Actor("per", "Per", Role.ANALYST, frozenset({"polisen"}))

    def test_own_series(self, site, own_form):
        draft = drafted(site, self.POLICE, own_form("larm;torget;2024-01;7"))
        assert accept(site, draft, ORIGIN, self.POLICE).publication.number == 2

    def test_a_file_with_one_row_of_another_organisation_is_refused_whole(self, site, own_form):
        rows = ("larm;torget;2024-01;7", "oro;gatan;2024K1;11")
        draft = drafted(site, self.POLICE, own_form(*rows))
        with pytest.raises(NotAllowed) as refused:
            accept(site, draft, ORIGIN, self.POLICE)
        assert refused.value.params == {"organisation": "kommunen"}
        assert site.store.current() == 1

    def test_a_guess_at_anothers_secret_value_shows_nothing_of_it(
        self, site, own_form, bring, full_reader
    ):
        """The preview says what stood before; it must not say so of «sekretessprövas»."""
        bring(own_form("oro;gatan;2024K1;3"))
        draft = new_draft(site, own_form("oro;gatan;2024K1;11"), "gissning.csv", self.POLICE)
        read_draft(site, draft, full_reader)  # as the child process does
        with pytest.raises(NotAllowed):
            preview(site, draft, self.POLICE)
        discard(site, draft, self.POLICE)  # but she may drop it
        assert site.store.drafts.list() == ()


@pytest.mark.parametrize("begin", [new_draft, start_draft], ids=["here", "in a child"])
def test_a_file_over_the_limit_is_not_kept(site, owner, monkeypatch, begin):
    monkeypatch.setattr(drafting, "MOST_BYTES", 1 << 20)
    with pytest.raises(UploadRefused) as refused:
        begin(site, bytes((1 << 20) + 1), "nollor.csv", owner)
    assert refused.value.code == "file_too_large"
    assert refused.value.faults[0].params == {"size": 1, "limit": 1}
    assert site.store.drafts.list() == ()


def test_the_limit_is_fifty_megabytes():
    assert uploads.MOST_BYTES == 50 * 1024 * 1024


def test_personal_data_are_not_kept_even_in_the_draft(site, owner, own_form):
    draft = drafted(site, owner, own_form("larm;torget;2024-01;7;;;;ring 070-123 45 67"))
    assert [f.code for f in preview(site, draft, owner).reading.faults] == ["personal_data"]
    folder = site.store.drafts.path(draft)
    kept = b"".join(p.read_bytes() for p in folder.iterdir())
    assert b"070-123" not in kept
    with pytest.raises(UploadRefused):
        accept(site, draft, ORIGIN, owner)


class TestCompressedBeside:
    """A large original is compressed while it is read, and kept so when it is accepted."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch):
        monkeypatch.setattr(packed, "LARGE", 10)

    def packed_of(self, site, draft):
        return site.store.drafts.path(draft) / PACKED

    def test_it_is_what_is_kept(self, site, owner, own_form, monkeypatch):
        data = own_form("larm;torget;2024-01;7")
        draft = drafted(site, owner, data)
        made = self.packed_of(site, draft).read_bytes()
        accepted = accept(site, draft, ORIGIN, owner)
        (kept,) = (site.store_folder / "blobs").glob(f"{accepted.upload.sha256}*")
        assert kept.read_bytes() == made
        assert site.store.blob(accepted.upload.sha256) == data

    def test_a_file_with_a_fault_is_not(self, site, owner, own_form):
        assert not self.packed_of(site, drafted(site, owner, own_form("larm;torget;x;7"))).exists()

    def test_nor_is_one_with_personal_data(self, site, owner, own_form):
        draft = drafted(site, owner, own_form("larm;torget;2024-01;7;;;;ring 070-123 45 67"))
        assert not self.packed_of(site, draft).exists()

    def test_one_that_was_taken_over_in_vain_is_made_again(self, site, owner, own_form, bring):
        draft = drafted(site, owner, own_form("larm;torget;2024-01;7"))
        bring(own_form("larm;torget;2024-01;8"))
        with pytest.raises(Conflict):
            accept(site, draft, ORIGIN, owner, based_on=site.store.current() - 1)
        assert not self.packed_of(site, draft).exists()
        accepted = accept(site, draft, ORIGIN, owner)
        assert site.store.verify() == ()
        assert site.store.blob(accepted.upload.sha256) == own_form("larm;torget;2024-01;7")


def test_a_draft_is_dropped_without_a_trace(site, owner, own_form):
    draft = drafted(site, owner, own_form("larm;torget;2024-01;7"))
    discard(site, draft, owner)
    assert site.store.drafts.list() == ()
    with pytest.raises(NotFound):
        preview(site, draft, owner)


def test_a_draft_dies_after_a_day(site, owner, own_form, clock):
    old = drafted(site, owner, own_form("larm;torget;2024-01;7"))
    clock.now = clock.now.replace(day=clock.now.day + 1, hour=23)
    drafted(site, owner, own_form("larm;torget;2024-02;7"))
    with pytest.raises(NotFound):
        draft_state(site, old)


def test_before_any_definitions_a_file_cannot_be_read(programme_folder, owner, own_form, clock):
    site = open_site(programme_folder, clock)
    site.store.create()
    draft = new_draft(site, own_form("larm;torget;2024-01;7"), "larm.csv", owner)
    with pytest.raises(NotFound) as refused:
        read_draft(site, draft, reader_for(owner))
    assert refused.value.code == "no_definitions"
