"""The weekly picture: what is usual, what stands out, and how often the rule cries wolf."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tracker.definitions import load_definitions
from tracker.model.observations import Observation, Series, Status
from tracker.model.periods import Period, parse_period, week
from tracker.service.seasons import Standing
from tracker.service.week_entry import WeekEntry, own_form
from tracker.service.weekly import WeekLine, WeekPicture, tertial_of, week_picture, weekly_series

DEFINITIONS = load_definitions(Path(__file__).parents[2])
INDICATOR, AREA = "vecka_orolighet", "gottsunda_centrum"
END = date(2024, 12, 31)
Given = int | None | tuple[int, int]


def every_week(first: int, last: int, count: int) -> dict[str, Given]:
    """The same count each week of whole ISO years."""
    weeks = {
        week(year, number).code: count
        for year in range(first, last + 1)
        for number in range(1, date(year, 12, 28).isocalendar().week + 1)
    }
    return dict(weeks)


def observed(code: str, given: Given) -> Observation:
    period = parse_period(code)
    match given:
        case None:
            return Observation(period, Status.MISSING)
        case (low, high):
            return Observation(period, Status.SUPPRESSED, low=low, high=high)
        case _:
            return Observation(period, Status.FINAL, given)


def picture(values: Mapping[str, Given], day: date = END, *, asked: bool = False) -> WeekPicture:
    observations = tuple(observed(code, given) for code, given in sorted(values.items()))
    made = week_picture(DEFINITIONS, [Series(INDICATOR, AREA, observations)], day=day, asked=asked)
    assert made
    return made


def line(values: Mapping[str, Given], day: date = END, *, asked: bool = False) -> WeekLine:
    return next(
        found
        for found in picture(values, day, asked=asked).lines
        if (found.indicator.id, found.area.id) == (INDICATOR, AREA)
    )


class TestUsual:
    def test_the_mean_of_the_same_weeks_two_before_and_two_after(self):
        # Weeks 28-32 of each year hold 2, 4, 6, 8 and 10: the mean is 6. All others hold 50.
        values = every_week(2022, 2023, 50) | {
            f"{year}V{number}": 2 * (number - 27)
            for year in (2022, 2023)
            for number in range(28, 33)
        }
        usual = line(values | {"2024V30": 6}, date(2024, 7, 28)).usual
        assert usual
        assert (usual.low, usual.high, usual.weeks, usual.years) == (6, 6, 10, (2022, 2023))

    def test_the_band_is_three_standard_deviations_of_chance(self):
        """Around 4: P(X = 0) = 0.018 and P(X > 12) = 0.0003, P(X > 11) = 0.0009."""
        usual = line(every_week(2022, 2024, 4)).usual
        assert usual
        assert (usual.least, usual.most) == (0, 11)

    def test_years_without_an_event_do_not_make_the_first_one_stand_out(self):
        found = line(every_week(2022, 2024, 0) | {"2024V52": 1})
        assert found.standing is Standing.WITHIN
        assert found.warning
        assert not found.warning.warns

    def test_one_earlier_year_is_too_few(self):
        found = line(every_week(2023, 2024, 4))
        assert found.usual is None
        assert found.standing is Standing.UNKNOWN
        assert found.warning is None

    def test_a_year_counts_with_three_of_its_five_weeks(self):
        values = every_week(2022, 2024, 4)
        day = date(2024, 6, 30)  # week 26: 24-28 in the earlier years
        two_missing = values | {"2022V24": None, "2022V25": None}
        assert line(two_missing, day).usual
        assert line(two_missing | {"2022V26": None}, day).usual is None

    def test_week_53_is_compared_with_the_last_weeks_of_years_that_have_52(self):
        values = every_week(2018, 2020, 3)
        found = line(values, date(2021, 1, 3))
        assert picture(values, date(2021, 1, 3)).week.code == "2020V53"
        assert found.usual
        assert found.usual.years == (2018, 2019)

    def test_the_first_week_of_a_year_never_looks_at_itself_or_later(self):
        values = every_week(2022, 2023, 4) | {"2024V01": 9, "2024V02": 900}
        usual = line(values, date(2024, 1, 7)).usual
        assert usual
        assert usual.high == 4


class TestStanding:
    @pytest.mark.parametrize(
        ("count", "standing"),
        [
            pytest.param(12, Standing.ABOVE, id="over the band"),
            pytest.param(11, Standing.WITHIN, id="at its edge"),
            pytest.param(None, Standing.UNKNOWN, id="missing"),
            pytest.param((1, 4), Standing.WITHIN, id="hidden, within whatever it is"),
            pytest.param((10, 14), Standing.UNKNOWN, id="hidden, and may be both"),
        ],
    )
    def test_of_a_week(self, count: Given, standing: Standing):
        assert line(every_week(2022, 2024, 4) | {"2024V52": count}, asked=True).standing is standing

    def test_fewer_than_usual_is_said_and_warns_of_nothing(self):
        """Around 20 even 7 is rare: P(X <= 7) = 0.0008."""
        found = line(every_week(2022, 2024, 20) | {f"2024V{n}": 2 for n in (50, 51, 52)})
        assert found.standing is Standing.BELOW
        assert found.warning
        assert found.warning.standing is Standing.BELOW
        assert not found.warning.warns


# Three weeks of 9 are each within their band (0-11), together above theirs.
RISE = {"2024V50": 9, "2024V51": 9, "2024V52": 9}


class TestEarlyWarning:
    def test_three_weeks_together_may_warn_where_none_does_alone(self):
        found = line(every_week(2022, 2024, 4) | RISE)
        assert found.standing is Standing.WITHIN
        assert found.warning
        assert found.warning.warns
        assert (found.warning.low, found.warning.usual.low) == (27, 12)

    def test_a_missing_week_makes_no_sum(self):
        found = line(every_week(2022, 2024, 4) | RISE | {"2024V51": None})
        assert found.warning is None

    def test_the_record_counts_weeks_and_occasions_before_this_one(self):
        """In week 20 there are 30: weeks 20, 21 and 22 of 2024 warn, which is one occasion."""
        found = line(every_week(2022, 2024, 4) | {"2024V20": 30})
        assert found.warning
        record = found.warning.record
        assert record
        # Weeks 3 to 51: the three up to week 2 reach into 2023, which has one earlier year only.
        assert (record.tried, record.weeks, record.occasions) == (49, 3, 1)
        assert record.share == pytest.approx(3 / 49)
        assert record.a_year == pytest.approx(52.18 / 49, abs=0.01)

    def test_a_short_record_says_nothing(self):
        found = line(every_week(2022, 2023, 4) | {f"2024V{n:02d}": 4 for n in range(1, 11)})
        assert found.warning
        assert found.warning.record is None


VALUES = every_week(2022, 2023, 4) | {"2024V01": 4, "2024V02": 4, "2024V03": None}


class TestWhichWeek:
    def test_the_newest_with_a_count_unless_a_day_is_asked_for(self):
        assert picture(VALUES, END).week.code == "2024V02"

    def test_a_day_gives_its_newest_whole_week_with_or_without_counts(self):
        friday = date(2024, 1, 19)
        found = picture(VALUES, friday, asked=True)
        assert found.week.code == "2024V02"
        found = picture(VALUES, date(2024, 1, 21), asked=True)
        assert found.week.code == "2024V03"
        assert len(found.missing) == len(found.lines)

    def test_counts_after_the_day_are_told_of_and_not_shown(self):
        found = picture(VALUES, date(2024, 1, 7), asked=True)
        assert found.week.code == "2024V01"
        assert found.later == week(2024, 2)

    def test_without_counts_there_is_no_picture(self):
        empty = Series(INDICATOR, AREA, (observed("2024V01", None),))
        assert week_picture(DEFINITIONS, [empty], day=END, asked=False) is None


class TestTertial:
    def test_a_week_belongs_to_the_tertial_of_its_thursday(self):
        assert tertial_of(week(2024, 18)).code == "2024T2"  # 29 April-5 May, Thursday 2 May
        assert tertial_of(week(2025, 1)).code == "2025T1"  # begins 30 December

    def sums(self, values: Mapping[str, Given], day: date):
        found = picture(values, day, asked=True).tertials
        return next(t for t in found if (t.indicator.id, t.area.id) == (INDICATOR, AREA))

    def test_as_many_weeks_of_the_year_before(self):
        values = every_week(2023, 2023, 5) | every_week(2024, 2024, 4)
        found = self.sums(values, date(2024, 9, 22))  # weeks 36, 37 and 38
        assert (found.asked, found.total, found.before) == (3, (12, 12), (15, 15))

    def test_a_missing_week_leaves_the_sum_unsaid(self):
        values = every_week(2023, 2024, 4) | {"2024V37": None}
        found = self.sums(values, date(2024, 9, 22))
        assert (found.asked, found.known, found.total) == (3, 2, None)


def test_the_shipped_programme_has_five_counts_in_two_areas():
    assert [(i.id, a.id) for i, a in weekly_series(DEFINITIONS)] == [
        (f"vecka_{name}", area)
        for name in (
            "skadegorelse",
            "anlagda_brander",
            "orolighet",
            "ordningsstorningar",
            "stenkastning",
        )
        for area in ("gottsunda_valsatra", "gottsunda_centrum")
    ]


def test_an_entry_is_a_file_in_the_own_form():
    span: Period = week(2024, 52)
    entry = WeekEntry(AREA, span, {INDICATOR: 3}, "lugnt; =1\nefter tolv", preliminary=True)
    assert own_form(entry).decode() == (
        "indikator;område;period;värde;status;kommentar\n"
        f'{INDICATOR};{AREA};2024V52;3;preliminär;"lugnt; =1 efter tolv"\n'
    )
