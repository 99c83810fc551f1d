"""The ways to a hidden number that a reader would try first. Counts below 5 are hidden."""

import pytest

CITY = {"kommunen": None, "omradet": "kommunen", "gatan": "omradet", "torget": "omradet"}


@pytest.fixture
def shown(record, public, an_indicator):
    """What `öppen` is given at last: value, or (low, high), by the key's start."""

    def read(number=None, reader=public):
        return {
            (row["indicator_id"], row["area_id"], row["period_start"].strftime("%y%m")): (
                row["value"] if row["status"] != "suppressed" else (row["low"], row["high"])
            )
            for row in record.read(reader, number)
        }

    return read


SMALL, OTHER = (1, 4), (None, None)


def parts(an_indicator, **fields):
    """A whole and its two parts, by year."""
    return (
        an_indicator(id="alla", frequency="year", **fields.pop("whole", {})),
        an_indicator(id="barn", frequency="year", parts_of="alla", **fields),
        an_indicator(id="vuxna", frequency="year", parts_of="alla", **fields),
    )


def of_parts(**values):
    return {(name, "omradet", "2023"): value for name, value in values.items()}


@pytest.mark.parametrize(
    ("alla", "barn", "vuxna", "expected"),
    [
        pytest.param(20, 9, 11, (20, 9, 11), id="nothing is small"),
        pytest.param(20, 3, 17, (20, SMALL, OTHER), id="the whole less the other part"),
        pytest.param(17, 0, 17, (17, 0, 17), id="nobody is nobody"),
        pytest.param(8, 3, 5, (OTHER, SMALL, 5), id="5 or more and 8 would say 3 or less"),
        pytest.param(4, 2, 2, (OTHER, OTHER, OTHER), id="twice 1-4 would say 2-4 of the whole"),
        pytest.param(5, 1, 4, (5, SMALL, SMALL), id="1 and 4, or 4 and 1"),
        pytest.param(32, 2, 27, (32, SMALL, 27), id="2 and 3 in no part hide each other"),
        pytest.param(32, 12, 17, (32, OTHER, 17), id="what is in no part is small"),
    ],
)
def test_a_whole_and_its_parts(record, shown, an_indicator, alla, barn, vuxna, expected):
    record.define({"omradet": None}, *parts(an_indicator))
    record.publish(of_parts(alla=alla, barn=barn, vuxna=vuxna))
    assert tuple(shown().values()) == expected


def test_the_published_whole_is_known(record, shown, an_indicator):
    record.define({"omradet": None}, *parts(an_indicator, whole={"published": True}))
    record.publish(of_parts(alla=20, barn=3, vuxna=17))
    assert tuple(shown().values()) == (20, SMALL, OTHER)


def test_where_the_published_leaves_no_way_the_bounds_go(record, shown, an_indicator):
    """7 is known: 3 and 4 with these bounds would be 3-4 each; without, 0-7."""
    record.define({"omradet": None}, *parts(an_indicator, whole={"published": True}))
    record.publish(of_parts(alla=7, barn=3, vuxna=4))
    assert tuple(shown().values()) == (7, OTHER, OTHER)


def test_a_closed_part_is_not_told_by_the_others(record, shown, an_indicator):
    whole, open_part, closed = parts(an_indicator)
    record.define({"omradet": None}, whole, open_part, closed | {"confidentiality": "intern"})
    record.publish(of_parts(alla=620, barn=120, vuxna=500))
    assert tuple(shown().values()) == (620, OTHER)


def area(**values):
    return {("x", name, "2023"): value for name, value in values.items()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"omradet": 30, "gatan": 3}, (30, SMALL)[::-1], id="a small street"),
        pytest.param(
            {"omradet": 30, "gatan": 10, "torget": 18}, (OTHER, 30, 18), id="the rest of the area"
        ),
        pytest.param(
            {"omradet": 30, "gatan": 13, "torget": 17}, (13, 30, 17), id="nothing is outside"
        ),
        pytest.param(
            {"omradet": 30, "gatan": 3, "torget": 27}, (SMALL, 30, OTHER), id="area less square"
        ),
        pytest.param(
            {"kommunen": 34, "gatan": 30}, (OTHER, 34), id="no area between street and city"
        ),
    ],
)
def test_areas_within_areas(record, shown, an_indicator, values, expected):
    record.define(CITY, an_indicator(frequency="year", areas=list(values)))
    record.publish(area(**values))
    assert tuple(shown()[k] for k in sorted(shown())) == expected


def test_parts_and_areas_at_once(record, shown, an_indicator):
    """Hiding the other part in the street is no use while the area gives it away."""
    record.define({"omradet": None, "gatan": "omradet", "torget": "omradet"}, *parts(an_indicator))
    for place, barn in {"gatan": 3, "torget": 20}.items():
        record.publish(
            {
                ("barn", place, "2023"): barn,
                ("vuxna", place, "2023"): 30,
                ("alla", place, "2023"): 30 + barn,
            }
        )
    record.publish(of_parts(alla=83, barn=23, vuxna=60))
    hidden = {key[:2] for key, value in shown().items() if not isinstance(value, float)}
    assert {("barn", "gatan"), ("vuxna", "gatan")} < hidden
    assert ("vuxna", "torget") in hidden or ("vuxna", "omradet") in hidden


def test_a_small_version_hides_all_versions(record, shown, an_indicator):
    record.define({"omradet": None}, an_indicator())
    for value in (9, 3, 12):
        record.publish({("x", "omradet", "2024-01"): value, ("x", "omradet", "2024-02"): 8})
    jan, feb = ("x", "omradet", "2401"), ("x", "omradet", "2402")
    assert [shown(n)[jan] for n in (2, 3, 4)] == [OTHER, SMALL, OTHER]
    assert [shown(n)[feb] for n in (2, 3, 4)] == [8, 8, 8]


def test_the_other_part_of_an_earlier_version_tells_nothing(record, shown, an_indicator):
    """Then 20 = 9 + 11, nothing small; now 14 = 3 + 11. The 11 was shown: the new whole is not."""
    record.define({"omradet": None}, *parts(an_indicator))
    record.publish(of_parts(alla=20, barn=9, vuxna=11))
    record.publish(of_parts(alla=14, barn=3))
    assert [tuple(shown(n).values()) for n in (2, 3)] == [(OTHER, OTHER, 11), (OTHER, SMALL, 11)]


def test_a_part_that_comes_later_is_no_remainder_before(record, shown, an_indicator):
    record.define({"omradet": None}, *parts(an_indicator))
    record.publish(of_parts(alla=20, vuxna=17))
    record.publish(of_parts(barn=3))
    assert tuple(shown(2).values()) == (20, OTHER)
    assert tuple(shown(3).values()) == (20, SMALL, OTHER)


def months(*values):
    return {("x", "omradet", f"2024-{n:02d}"): v for n, v in enumerate(values, 1)}


def test_a_quarter_less_two_months(record, shown, internal, an_indicator):
    """The same series by quarter before, by month now; the quarter is 20, a month of it 3."""
    class_ = {"confidentiality": "sekretessprövas"}
    record.define({"omradet": None}, an_indicator(frequency="quarter", **class_))
    record.publish({("x", "omradet", "2024K1"): 20})
    record.define({"omradet": None}, an_indicator(**class_))
    record.publish({("x", "omradet", "2024K1"): None, **months(3, 8, 9)})
    assert tuple(shown(2, internal).values()) == (20,)
    assert tuple(shown(4, internal).values()) == (SMALL, OTHER, 9)


def test_a_year_that_was_open_before_the_quarters(record, shown, an_indicator):
    record.define({"omradet": None}, an_indicator(open_period="year"))
    record.publish(months(1, 1, 1, 5, 0, 0, 9, 9, 9, 9, 9, 9))
    record.define({"omradet": None}, an_indicator(open_period="quarter"))
    assert tuple(shown(2).values()) == (62,)
    assert tuple(shown().values()) == (SMALL, 5, OTHER, 27)  # 3 + 5 = 8 would not hide the 3


def test_a_sum_of_an_open_period_that_was_small_once(record, shown, an_indicator):
    record.define({"omradet": None}, an_indicator(open_period="quarter"))
    record.publish(months(1, 1, 1))
    record.publish({("x", "omradet", "2024-02"): 9})
    assert [tuple(shown(n).values()) for n in (2, 3)] == [(SMALL,), (OTHER,)]


def test_hidden_under_an_old_name_is_hidden_under_the_new(record, shown, an_indicator):
    record.define({"omradet": None}, an_indicator())
    record.publish(months(3))
    record.define({"omradet": None}, an_indicator(id="y", replaces="x"))
    record.publish({("x", "omradet", "2024-01"): None, ("y", "omradet", "2024-01"): 9})
    assert [list(shown(n).values()) for n in (2, 4)] == [[SMALL], [OTHER]]


def test_an_old_name_is_closed_with_the_new(record, shown, an_indicator):
    record.define({"omradet": None}, an_indicator())
    record.publish(months(30))
    record.define({"omradet": None}, an_indicator(id="y", replaces="x", confidentiality="intern"))
    assert shown(2) == {}


def test_zero_is_as_hidden_as_four_where_it_must_be(record, shown, an_indicator):
    record.define({"omradet": None}, *parts(an_indicator, suppressed_zero=True))
    record.publish(of_parts(alla=17, barn=0, vuxna=17))
    assert tuple(shown().values()) == (17, (0, 4), OTHER)


def test_what_the_source_hides_is_not_worked_out(record, shown, an_indicator):
    record.define({"omradet": None}, *parts(an_indicator))
    by_source = {"status": "suppressed", "low": 1.0, "high": 4.0}
    record.publish(of_parts(alla=20, barn=by_source, vuxna=17))
    assert tuple(shown().values()) == (20, SMALL, OTHER)


def test_a_share_of_few_is_not_worked_out_from_the_answers_of_others(record, shown, an_indicator):
    record.define(CITY, an_indicator(measure="share", frequency="year"))
    of = {"omradet": 100, "gatan": 20, "torget": 80}
    record.publish(area(**{a: {"value": 40.0, "responses": float(n)} for a, n in of.items()}))
    assert tuple(shown().values()) == (OTHER, 40, OTHER)


def test_a_reader_inside_sees_everything(record, shown, internal, an_indicator):
    record.define({"omradet": None}, *parts(an_indicator))
    record.publish(of_parts(alla=20, barn=3, vuxna=17))
    assert tuple(shown(reader=internal).values()) == (20, 3, 17)


def test_an_earlier_version_that_is_hidden_is_not_worked_out_either(record, shown, an_indicator):
    """Then nobody, in the street and in the area; the area's number is small now."""
    record.define({"omradet": None, "gatan": "omradet"}, an_indicator(frequency="year"))
    record.publish(area(omradet=0, gatan=0))
    record.publish(area(omradet=1))
    assert [tuple(shown(n).values()) for n in (2, 3)] == [(OTHER, OTHER), (OTHER, SMALL)]


def test_before_the_first_value_there_is_nothing(record, shown, an_indicator):
    record.define({"omradet": None}, an_indicator(open_period="year"), *parts(an_indicator))
    assert shown() == {}
