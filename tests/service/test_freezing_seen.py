"""Today's disclosure control on what was frozen for a decision."""

import copy
import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from tracker.export.frozen import frozen_file
from tracker.model.access import Actor, Role
from tracker.model.frozen import FrozenSide
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import parse_period
from tracker.service.access import reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.freezing import read_slice
from tracker.service.freezing_seen import slice_seen, under_todays_rules
from tracker.service.reports import build_report

FORMAT_1 = Path(__file__).parents[1] / "fixtures" / "frozen_1.json"
LARM = ("larm", "torget")
SKOTT = ("skott", "torget")
READING = reader_for(Actor("rut", "Rut", Role.READER, frozenset()))
POLICE = reader_for(Actor("pia", "Pia", Role.ANALYST, frozenset({"polisen"})))


STEERING = Actor("siv", "Siv", Role.STEERING, frozenset())
DAY = date(2024, 9, 12)
FORM = DecisionForm("torget", 2, DAY, DAY, "Möte 12", "Larmen är färre.", despite="Vi ser det.")


def report(site, reader):
    return build_report(site.store.at(), reader, today=date(2025, 1, 16))


def decide(site):
    """The form, decided by the steering group on what is in force."""
    seen = report(site, reader_for(STEERING))
    made = record_decision(site, FORM, STEERING, based_on=seen.publication, seen=seen)
    (kept,) = [d for d in site.store.at().decisions(READING) if d.id == made.what]
    return kept


def changed_by(site, owner, change):
    """Change the goals of goals.yaml, and apply it."""
    path = site.folder / "goals.yaml"
    goals = yaml.safe_load(path.read_text("utf-8"))
    for goal in goals["goals"]:
        change(goal["indicators"])
    path.write_text(yaml.safe_dump(goals, allow_unicode=True), "utf-8")
    apply_definitions(site, owner, based_on=site.store.current())


def redefined(site, owner, **changed):
    """Change indicators, by id."""

    def change(indicators):
        for indicator in indicators:
            indicator.update(changed.get(indicator["id"], {}))

    changed_by(site, owner, change)


def secret_of(min_n):
    return {"confidentiality": "sekretessprövas", "min_n": min_n}


def of(seen, key):
    (one,) = [s for s in seen.slice.series if (s.indicator, s.area) == key]
    return one


@pytest.fixture
def decided(filled_site):
    """A decision by the steering group, and what it was frozen as."""
    return decide(filled_site)


def test_what_may_still_be_seen_is_the_very_bytes(filled_site, decided):
    seen = slice_seen(filled_site, decided.frozen, READING)
    assert seen.closed == ()
    assert seen.slice == read_slice(seen.kept)
    made = frozen_file(decided, seen)
    assert made.content == filled_site.store.blob(decided.frozen)
    assert made.name == f"underlag-torget-{FORM.decided_on}.json"


class TestClosedSince:
    @pytest.fixture
    def seen(self, filled_site, owner, decided):
        redefined(filled_site, owner, larm=secret_of(42))  # about half of the months are under it
        return slice_seen(filled_site, decided.frozen, READING)

    def test_no_value_is_told_that_the_version_of_that_day_hides_now(
        self, filled_site, decided, seen
    ):
        then = filled_site.store.at(decided.based_on).series(READING, indicators=["larm"])
        told = {o.period.code: (o.status, o.value, o.low, o.high) for o in then[0].observations}
        assert Status.SUPPRESSED in {status for status, *_ in told.values()}
        assert {v.period: (v.status, v.value, v.low, v.high) for v in of(seen, LARM).values} == told

    def test_nor_anything_that_was_reckoned_from_them(self, decided, seen):
        before, after = (s.model_dump() for s in (read_slice(seen.kept), seen.slice))
        assert [s["indicator"] for s in before["series"]].count("larm") == 1
        larm = of(seen, LARM)
        assert (larm.verdict, larm.reason) == ("hidden", "not_for_reader")
        assert (larm.baseline, larm.latest, larm.effect, larm.method) == (None, None, None, "")
        shown = [v for v in larm.values if v.value is None]
        assert {(v.interval, v.responses, v.denominator) for v in shown} == {(None, None, None)}
        touched = set()
        for then, now in zip(before["conditions"], after["conditions"], strict=True):
            read = [e["series"] for e in then["evidence"]]
            if LARM not in read:
                assert now == then
                continue
            touched.add(then["phase"])
            said = (now["weight"], now["standing"], now["supports"])
            assert said == ("unknown", "cannot_judge", None)
            for item in now["evidence"]:
                if item["series"] == LARM:
                    assert (item["speaks"], item["reason"], item["held"]) == (None, "hidden", ())
        assert touched
        assert set(after["support"]) == set(before["support"]) - touched

    def test_what_is_not_closed_stands(self, seen):
        assert seen.closed == (LARM,)
        (skott,) = [s for s in read_slice(seen.kept).series if s.indicator == "skott"]
        assert of(seen, SKOTT) == skott

    def test_the_file_says_that_it_is_not_what_was_kept(self, decided, seen):
        made = frozen_file(decided, seen)
        assert made.name == f"underlag-torget-{FORM.decided_on}-delvis.json"
        told = json.loads(made.content)
        assert (told["reduced"], told["closed"]) == (True, [list(LARM)])
        assert made.content != seen.kept
        assert told["format"] == 1

    def test_who_may_see_the_numbers_gets_the_very_bytes(self, filled_site, decided, seen):
        full = slice_seen(filled_site, decided.frozen, POLICE)
        assert (full.closed, full.kept) == ((), seen.kept)
        assert frozen_file(decided, full).content == seen.kept


def test_a_series_whose_name_is_all_has_no_numbers(filled_site, owner, decided):
    redefined(filled_site, owner, skott=secret_of(5))
    seen = slice_seen(filled_site, decided.frozen, READING)
    before = next(s for s in read_slice(seen.kept).series if s.indicator == "skott")
    assert any(v.value is not None for v in before.values)
    told = [v for v in of(seen, SKOTT).values if v.value is not None]
    now = report(filled_site, READING).series_of(*SKOTT)
    assert [v.value for v in told] == [s.value for s in now.shown if s.value is not None]


def test_a_sum_of_months_closes_with_a_month_under_it(filled_site, owner, decided):
    """What is drawn is sums of twelve months: none with a hidden month keeps its number."""
    redefined(filled_site, owner, skott=secret_of(7))  # 6-10 a month
    seen = slice_seen(filled_site, decided.frozen, READING)
    assert SKOTT in seen.closed
    skott = of(seen, SKOTT)
    assert (skott.baseline, skott.latest, skott.effect) == (None, None, None)
    assert {v.value for v in skott.values} == {None}


class TestWhatNoSumShows:
    """Skott is drawn as sums of twelve months; one month alone is in none of them."""

    def seen(self, small_programme, *observations):
        """The closed series, where the slice tells what was compared and no value."""
        frozen = read_slice(FORMAT_1.read_bytes())
        told = FrozenSide(window="2018-01-01/2019-12-31", amount=144, base=24)
        bare = [s.model_copy(update={"values": (), "baseline": None}) for s in frozen.series]
        series = tuple(
            s.model_copy(update={"latest": None, "effect": None})
            if s.indicator != "skott"
            else s.model_copy(update={"baseline": told})
            for s in bare
        )
        now = (Series(*SKOTT, observations),) if observations else ()
        then = SimpleNamespace(series=lambda *_, **__: now, definitions=lambda: small_programme)
        return under_todays_rules(frozen.model_copy(update={"series": series}), then, READING)[1]

    def test_a_month_that_is_hidden_closes_what_was_compared(self, small_programme):
        month = Observation(parse_period("2019-01"), Status.SUPPRESSED, low=1, high=4)
        assert self.seen(small_programme, month) == (SKOTT,)

    def test_one_that_is_not_does_not(self, small_programme):
        month = Observation(parse_period("2019-01"), Status.FINAL, 6)
        assert self.seen(small_programme, month) == ()

    def test_nor_is_it_told_of_a_series_that_is_a_name_now(self, small_programme):
        assert self.seen(small_programme) == (SKOTT,)


def test_also_what_is_hidden_only_because_of_another_number(site, owner, bring, own_form):
    """A part of the alarms turns out small: the whole, which never was, gives it away."""

    def parted(indicators):
        for whole in [i for i in indicators if i["id"] == "larm"]:
            whole.update(secret_of(5))
            parts = [{"id": f"larm_{n}", "parts_of": "larm"} for n in ("ett", "tva")]
            indicators += [copy.deepcopy(whole) | part for part in parts]

    def deliver(whole, one, other):
        rows = zip(("larm", "larm_ett", "larm_tva"), (whole, one, other), strict=True)
        bring(own_form(*(f"{i};torget;2024-03;{n}" for i, n in rows)))

    changed_by(site, owner, parted)
    deliver(20, 9, 11)
    decided = decide(site)
    assert slice_seen(site, decided.frozen, READING).closed == ()
    deliver(14, 3, 11)
    seen = slice_seen(site, decided.frozen, READING)
    assert seen.closed == (LARM,)
    assert [(v.value, v.interval) for v in of(seen, LARM).values] == [(None, None)]
    assert seen.slice.support.keys() == {1, 3}
