"""What a phase decision rests on is frozen: by its hash, whole, and for those who may see it."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tracker.errors import DecisionIncomplete
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.advice import Support
from tracker.model.report import Standing
from tracker.service.access import reader_for
from tracker.service.decisions import DecisionForm, asks_why, record_decision
from tracker.service.freezing import (
    area_seen,
    frozen_slice,
    may_read,
    read_slice,
    support_for,
)
from tracker.service.keeping import backup, drop_example, rebuild, restore
from tracker.service.programme import open_site
from tracker.service.reports import build_report

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "frozen_1.json"
STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())
FORM = DecisionForm(
    area_id="torget",
    phase=2,
    valid_from=date(2024, 9, 12),
    decided_on=date(2024, 9, 12),
    decided_by="Styrgruppen, möte 12",
    reasons="Larmen blir färre.",
    despite="Tilliten är inte mätt, men de som arbetar här ser samma sak.",
)


def report(site, reader, **chosen):
    return build_report(site.store.at(), reader, today=date(2025, 1, 16), **chosen)


def decide(site, actor, **changed):
    """Record the form on what is in force; the decision as the record holds it."""
    reader = reader_for(actor)
    seen = report(site, reader)
    form = replace(FORM, **changed)
    made = record_decision(site, form, actor, based_on=seen.publication, seen=seen)
    (kept,) = [d for d in site.store.at().decisions(reader) if d.id == made.what]
    return kept


class TestSlice:
    def test_it_says_what_was_seen_and_when(self, filled_site, full_reader):
        seen = report(filled_site, full_reader, per=date(2024, 6, 30))
        frozen = read_slice(frozen_slice(seen, "torget"))
        assert (frozen.format, frozen.area, frozen.publication) == (1, "torget", seen.publication)
        assert (frozen.reference_date, frozen.method) == (date(2024, 6, 30), seen.method)
        assert frozen.definitions == filled_site.store.at().fingerprint()
        assert (frozen.phase, frozen.since) == (2, date(2022, 3, 17))
        assert (frozen.audience, frozen.organisations) == (Audience.ANALYSIS, ("*",))

    def test_it_holds_every_condition_for_each_phase(self, filled_site, full_reader):
        seen = report(filled_site, full_reader)
        frozen = read_slice(frozen_slice(seen, "torget"))
        of_area = area_seen(seen, "torget").conditions
        assert [(c.id, c.phase) for c in frozen.conditions] == [
            (c.condition.id, c.phase) for c in of_area
        ]
        assert [c.standing for c in frozen.conditions] == [c.standing.value for c in of_area]
        assert [len(c.evidence) for c in frozen.conditions] == [len(c.evidence) for c in of_area]

    def test_it_holds_the_series_that_rules_read_with_verdict_and_values(
        self, filled_site, full_reader
    ):
        seen = report(filled_site, full_reader)
        by_key = {(s.indicator, s.area): s for s in read_slice(frozen_slice(seen, "torget")).series}
        larm, shown = by_key["larm", "torget"], seen.series_of("larm", "torget")
        assert larm.verdict == shown.verdict.word.value
        assert [v.value for v in larm.values] == [s.value for s in shown.shown]
        assert larm.values[-1].period == "2024-12"
        assert ("tips", "torget") not in by_key  # no rule reads it
        read = {
            e.series
            for c in read_slice(frozen_slice(seen, "torget")).conditions
            for e in c.evidence
            if e.series
        }
        assert set(by_key) == read

    def test_the_same_report_gives_the_same_bytes(self, filled_site, full_reader):
        first, second = (frozen_slice(report(filled_site, full_reader), "torget") for _ in range(2))
        assert first == second
        assert json.loads(first)["format"] == 1

    def test_a_hidden_series_is_a_name_without_numbers(self, filled_site, anyone):
        frozen = read_slice(frozen_slice(report(filled_site, anyone), "torget"))
        (skott,) = [s for s in frozen.series if s.indicator == "skott"]
        assert (skott.verdict, skott.values, skott.baseline) == ("hidden", (), None)

    def test_the_first_format_is_read_for_ever(self):
        frozen = read_slice(FORMAT_1.read_bytes())
        assert (frozen.format, frozen.area, frozen.phase) == (1, "torget", 2)
        assert frozen.support[2] is Support.NOT_ENOUGH
        assert {s.indicator for s in frozen.series} == {"larm", "skott"}


EVERYTHING = Reader(Audience.ANALYSIS, frozenset({ALL_ORGANISATIONS}))
INTERNAL = Reader(Audience.INTERNAL, frozenset())
POLICE = Reader(Audience.ANALYSIS, frozenset({"polisen"}))
PUBLIC = Reader(Audience.OPEN, frozenset())


@pytest.mark.parametrize(
    ("saw", "reads", "may"),
    [
        pytest.param(EVERYTHING, EVERYTHING, True, id="the same rights"),
        pytest.param(EVERYTHING, INTERNAL, False, id="the group sees less than the owner"),
        pytest.param(EVERYTHING, POLICE, False, id="one organisation sees less than all"),
        pytest.param(INTERNAL, EVERYTHING, True, id="more rights"),
        pytest.param(POLICE, POLICE, True, id="the same organisation"),
        pytest.param(PUBLIC, PUBLIC, False, id="the public sees none"),
        pytest.param(INTERNAL, PUBLIC, False, id="the public sees none of the group's"),
    ],
)
def test_who_may_read_a_slice(filled_site, saw, reads, may):
    frozen = read_slice(frozen_slice(report(filled_site, saw), "torget"))
    assert may_read(reads, frozen) is may


class TestDecision:
    def test_the_slice_is_kept_under_the_hash_that_the_decision_names(self, filled_site, owner):
        seen = report(filled_site, reader_for(owner))
        kept = decide(filled_site, owner)
        data = filled_site.store.blob(kept.frozen)
        assert hashlib.sha256(data).hexdigest() == kept.frozen
        assert data == frozen_slice(seen, "torget")
        assert read_slice(data).publication == kept.based_on
        assert filled_site.store.verify() == ()

    def test_later_data_versions_do_not_change_it(self, filled_site, owner):
        kept = decide(filled_site, owner)
        before = filled_site.store.blob(kept.frozen)
        drop_example(filled_site, owner)
        assert filled_site.store.blob(kept.frozen) == before
        now = frozen_slice(report(filled_site, reader_for(owner)), "torget")
        assert now != before

    def test_the_public_does_not_learn_of_it(self, filled_site, owner, anyone):
        decide(filled_site, owner)
        assert {d.frozen for d in filled_site.store.at().decisions(anyone)} == {None}

    def test_a_lost_slice_is_found_by_verify(self, filled_site, owner):
        kept = decide(filled_site, owner)
        (filled_site.store_folder / "blobs" / f"{kept.frozen}.zst").unlink()
        (problem,) = filled_site.store.verify()
        assert (problem.code, problem.file) == ("blob_missing", f"{kept.frozen}.zst")

    def test_rebuild_backup_and_restore_keep_it(self, filled_site, owner, tmp_path, clock):
        kept = decide(filled_site, owner)
        data = filled_site.store.blob(kept.frozen)
        rebuild(filled_site, owner)
        assert filled_site.store.blob(kept.frozen) == data
        archive = backup(filled_site, tmp_path / "kopia.tar.zst", owner)
        folder = tmp_path / "annan"
        folder.mkdir()
        for name in ("goals.yaml", "phases.yaml"):
            (folder / name).write_bytes((filled_site.folder / name).read_bytes())
        other = open_site(folder, clock)
        restore(other, archive, owner)
        assert other.store.blob(kept.frozen) == data
        assert other.store.verify() == ()

    def test_without_a_report_nothing_is_frozen_or_asked(self, filled_site, owner, full_reader):
        number = filled_site.store.current()
        made = record_decision(filled_site, replace(FORM, despite=""), owner, based_on=number)
        (kept,) = [d for d in filled_site.store.at().decisions(full_reader) if d.id == made.what]
        assert (kept.frozen, kept.despite) == (None, None)

    def test_a_report_of_another_data_version_is_a_bug(self, filled_site, owner, full_reader):
        seen = report(filled_site, full_reader)
        with pytest.raises(ValueError, match="based on"):
            record_decision(filled_site, FORM, owner, based_on=seen.publication - 1, seen=seen)


class TestWhy:
    def test_less_evidence_than_the_phase_declares_asks_why(self, filled_site, owner):
        before = filled_site.store.current()
        with pytest.raises(DecisionIncomplete) as refused:
            decide(filled_site, owner, despite=" \n")
        assert (refused.value.code, refused.value.params) == ("decision_despite", {"phase": 2})
        assert filled_site.store.current() == before

    def test_the_answer_is_kept(self, filled_site, owner):
        assert decide(filled_site, owner).despite == FORM.despite

    def test_a_phase_that_is_left_to_people_asks_nothing(self, filled_site, owner, full_reader):
        area = area_seen(report(filled_site, full_reader), "torget")
        assert not asks_why(area, 1)
        assert decide(filled_site, owner, phase=1, despite="").phase == 1

    def test_evidence_that_supports_asks_nothing(self, filled_site, full_reader):
        area = area_seen(report(filled_site, full_reader), "torget")
        supported = replace(
            area,
            conditions=tuple(replace(c, standing=Standing.SUPPORTS) for c in area.conditions),
        )
        assert support_for(supported, 2) is Support.SUPPORTS
        assert not asks_why(supported, 2)
        assert asks_why(area, 2)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"decided_on": date(2019, 5, 1)}, "decision_too_early", id="before"),
        pytest.param({"review_by": date(2024, 9, 12)}, "decision_review_before", id="same day"),
        pytest.param({"meeting": "mote-99"}, "decision_meeting_unknown", id="no such meeting"),
        pytest.param(
            {"reasons": "Ring 070-174 06 05."}, "decision_personal_data", id="a phone number"
        ),
        pytest.param(
            {"despite": "Enligt 811228-9874."}, "decision_personal_data", id="a personal number"
        ),
    ],
)
def test_what_else_is_refused(filled_site, owner, changed, code):
    before = filled_site.store.current()
    with pytest.raises(DecisionIncomplete) as refused:
        decide(filled_site, owner, **changed)
    assert refused.value.code == code
    assert filled_site.store.current() == before
