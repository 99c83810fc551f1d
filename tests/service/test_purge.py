"""What must not be kept is purged by the owner alone, and shows nowhere afterwards."""

from datetime import date

import pytest

from tracker.errors import Conflict, NotAllowed, NotFound, TrackerError
from tracker.model.access import Actor, Audience, Role
from tracker.model.records import PublicationKind
from tracker.service.access import ANYONE, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.keeping import backup, rebuild, restore
from tracker.service.links import Wanted, make_link
from tracker.service.links_opening import open_link, shown_by
from tracker.service.purging import look_at_purge, purge, purged_from
from tracker.service.reports import build_report
from tracker.service.steering import record_entries
from tracker.service.uploads import accept, new_draft, read_draft

WHY = "Filen hade personuppgifter."
NUMBER = b"918273"
TEXT = "Ring Anna som bor vid torget"
OTHERS = [
    Actor("siv", "Siv", Role.STEERING, frozenset()),
    Actor("per", "Per", Role.ANALYST, frozenset({"polisen"})),
    Actor("lina", "Lina", Role.READER, frozenset({"polisen"})),
    None,
]


def values(site, number=None):
    series = site.store.at(number).series(reader_for(OTHERS[1]), indicators=["larm"])
    return {o.period.code: o.value for one in series for o in one.observations}


@pytest.fixture
def found(site, found_in):
    """The files of the store that hold the planted number, name or text."""
    return lambda: found_in(site.store_folder, NUMBER, TEXT.encode(), b"hemlig fil")


@pytest.fixture
def spoiled(bring, own_form):
    """The upload of publication 3, with a number that replaces the 7 of publication 2."""
    bring(own_form("larm;torget;2024-01;7", "larm;torget;2024-02;9"), "ett.csv")
    rows = (f"larm;torget;2024-01;{NUMBER.decode()}", "larm;torget;2024-03;6")
    return bring(own_form(*rows), "hemlig fil.csv").upload


@pytest.fixture
def shared(site, owner, spoiled):
    """What opens a link that shows the number."""
    wanted = Wanted("/?v=1", None, None, Audience.ANALYSIS, date(2025, 12, 31))
    return make_link(site, owner, wanted)


@pytest.fixture
def decided(site, owner, spoiled):
    """A decision on what was seen of publication 3."""
    report = build_report(site.store.at(), reader_for(owner), today=site.today)
    day = date(2024, 5, 1)
    form = DecisionForm("torget", 1, day, day, "styrgruppen", "Skäl.")
    record_decision(site, form, owner, based_on=3, seen=report)
    return site.store.at().decisions(reader_for(owner))[-1]


def test_it_shows_nowhere_and_what_it_replaced_does(
    site, owner, spoiled, shared, decided, found, own_form, full_reader
):
    draft = new_draft(site, own_form("larm;torget;2024-01;8"), "ny.csv", owner)
    read_draft(site, draft, full_reader)  # the value that it would replace stands in it
    assert len(found()) > 5
    made = purge(site, spoiled.id, WHY, owner)
    assert found() == []
    assert values(site) == {"2024-01": 7, "2024-02": 9}
    assert values(site, 3) == {"2024-02": 9}
    assert made.drafts == (draft,)
    assert made.tombstone.links == (shared[0].id,)
    assert decided in site.store.at().decisions(full_reader)
    assert decided.frozen in made.tombstone.frozen
    assert site.store.log()[-1].kind is PublicationKind.PURGE
    for number in range(2, 6):
        assert build_report(site.store.at(number), full_reader, today=site.today)
    rebuild(site, owner)
    assert values(site) == {"2024-01": 7, "2024-02": 9}
    assert found() == []
    assert site.store.verify() == ()


def test_a_link_to_it_says_what_every_dead_link_says(site, owner, spoiled, shared, full_reader):
    link, secret = shared
    assert shown_by(site, open_link(site, secret, full_reader)).report
    purge(site, spoiled.id, WHY, owner)
    for attempt in (
        lambda: open_link(site, secret, full_reader),
        lambda: shown_by(site, link),
        lambda: open_link(site, "gissad", full_reader),
    ):
        with pytest.raises(NotFound) as refused:
            attempt()
        assert (refused.value.code, refused.value.params) == ("link_not_valid", {})


def test_an_older_version_says_that_it_lacks_something(site, owner, spoiled, full_reader):
    purge(site, spoiled.id, WHY, owner)
    told = {n: [one.id for one in purged_from(site.store.at(n), full_reader)] for n in range(1, 5)}
    assert told == {1: [], 2: [], 3: [spoiled.id], 4: []}
    assert [(one.reason, one.purged_by) for one in purged_from(site.store.at(3), ANYONE)] in (
        [],
        [("", None)],
    )


def test_a_backup_from_before_is_named_and_brings_nothing_back(
    site, owner, spoiled, shared, found, tmp_path
):
    archive = backup(site, tmp_path / "kopia.tar.zst", owner)
    made = purge(site, spoiled.id, WHY, owner)
    assert [(one.publication, one.person) for one in made.backups] == [(3, owner.person)]
    restore(site, archive, owner)
    assert values(site) == {"2024-01": 7, "2024-02": 9}
    assert found() == []
    assert site.store.verify() == ()


def test_the_same_file_is_not_taken_again(site, owner, spoiled, own_form, full_reader, found):
    purge(site, spoiled.id, WHY, owner)
    rows = (f"larm;torget;2024-01;{NUMBER.decode()}", "larm;torget;2024-03;6")
    draft = new_draft(site, own_form(*rows), "igen.csv", owner)
    read_draft(site, draft, full_reader)
    with pytest.raises(Conflict) as refused:
        accept(site, draft, spoiled.provenance, owner)
    assert refused.value.code == "upload_purged"


class TestANote:
    @pytest.fixture
    def noted(self, site, owner, spoiled, entry):
        """A note in two versions and a meeting that others refer to."""
        for text in (TEXT, f"{TEXT}. Rättad."):
            note = entry("note", "bort", text=text)
            record_entries(site, (note,), owner, based_on=site.store.current())
        return site

    def test_every_version_of_it_is_gone(self, noted, owner, found_in, full_reader):
        wanted = Wanted("/?v=1", None, None, Audience.ANALYSIS, date(2025, 12, 31))
        link, _ = make_link(noted, owner, wanted)
        assert len(found_in(noted.store_folder, TEXT.encode())) == 3
        made = purge(noted, "bort", WHY, owner)
        assert made.tombstone.links == (link.id,)
        assert found_in(noted.store_folder, TEXT.encode()) == []
        assert noted.store.at().entry_history(full_reader, "bort") == ()
        assert noted.store.verify() == ()

    def test_a_form_that_was_open_does_not_bring_it_back(self, noted, owner, entry):
        purge(noted, "bort", WHY, owner)
        note = entry("note", "bort", text=TEXT)
        with pytest.raises(Conflict) as refused:
            record_entries(noted, (note,), owner, based_on=noted.store.current())
        assert refused.value.code == "entry_purged"

    def test_what_others_refer_to_may_go(self, noted, owner, entry, full_reader):
        meeting = entry("meeting", "mote_21")
        record_entries(noted, (meeting,), owner, based_on=noted.store.current())
        judgement = entry("judgement", "bedomd", meeting="mote_21")
        record_entries(noted, (judgement,), owner, based_on=noted.store.current())
        purge(noted, "mote_21", WHY, owner)
        report = build_report(noted.store.at(), full_reader, today=noted.today)
        assert [r.entry.id for r in report.entries] == ["bort", "bedomd"]


class TestRefused:
    @pytest.mark.parametrize("actor", OTHERS, ids=lambda one: one.role if one else "nobody")
    def test_to_all_but_the_owner(self, site, spoiled, actor):
        for attempt in (
            lambda: look_at_purge(site, spoiled.id, actor),
            lambda: purge(site, spoiled.id, WHY, actor),
        ):
            with pytest.raises(NotAllowed) as refused:
                attempt()
            assert refused.value.params == {"action": "purge"}
        assert site.store.current() == 3

    @pytest.mark.parametrize(
        ("reason", "code"),
        [
            (" ", "purge_needs_reason"),
            ("Ring 070-123 45 67", "purge_personal_data"),
            ("Ring 070-123 45 67" + "." * 2_000, "purge_reason_long"),
        ],
    )
    def test_without_a_fit_reason(self, site, owner, spoiled, reason, code):
        with pytest.raises(TrackerError) as refused:
            purge(site, spoiled.id, reason, owner)
        assert refused.value.code == code
        assert site.store.current() == 3

    @pytest.mark.parametrize("id_", ["0" * 16, "", "../../etc/passwd", "' or 1=1 --"])
    def test_an_id_that_names_nothing(self, site, owner, spoiled, id_):
        with pytest.raises(NotFound) as refused:
            purge(site, id_, WHY, owner)
        assert refused.value.code == "purge_unknown"
