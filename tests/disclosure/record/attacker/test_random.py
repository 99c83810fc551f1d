"""Random programmes: nobody narrows a hidden number below its bounds, whatever has been revised."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.model.access import Audience, Reader

AREAS = {"kommunen": None, "omradet": "kommunen", "gatan": "omradet", "torget": "omradet"}
LEVELS = {"kommunen": "municipality", "omradet": "whole"}
PARTS_OF = {"a": "alla", "b": "alla"}
MIN_N = 5
PUBLIC = Reader(Audience.OPEN, frozenset())
YEARS = ("2023", "2024")

counts = st.one_of(st.integers(0, 6), st.integers(0, 14))
rests = st.sampled_from([0, 0, 0, 1, 3, 7])


@st.composite
def records(draw, new_record, an_indicator, *, consistent: bool):
    """A record of three series in up to four areas, revised a few times.

    consistent    every publication holds sums that add up
    """
    areas = draw(st.sampled_from([("omradet",), ("omradet", "gatan", "torget"), tuple(AREAS)]))
    classes = draw(
        st.sampled_from(
            [("öppen",) * 3, ("öppen", "öppen", "intern"), ("intern", "öppen", "öppen")]
        )
    )
    published = set() if consistent else draw(st.sampled_from([set(), set(), {"alla"}, {"a"}]))
    made = new_record().define(
        AREAS,
        *(
            an_indicator(
                id=name,
                frequency="year",
                areas=list(areas),
                confidentiality=class_,
                published=name in published,
                parts_of=PARTS_OF.get(name),
            )
            for name, class_ in zip(("alla", "a", "b"), classes, strict=True)
        ),
    )
    leaves = [area for area in areas if area not in {AREAS[a] for a in areas}]
    true = {(n, a, y): draw(counts) for n in ("a", "b") for a in leaves for y in YEARS[:1]}
    rest = {(n, a): draw(rests) for n in ("alla", "a", "b") for a in areas}
    before: dict = {}
    for _ in range(draw(st.integers(1, 3))):
        now = summed(true, rest, areas)
        if not consistent:
            now = {k: v for k, v in now.items() if draw(st.integers(0, 3)) or k in before}
        changed = {k: float(v) for k, v in now.items() if before.get(k) != v}
        if not consistent:
            changed = {k: v for k, v in changed.items() if draw(st.integers(0, 4))}
        made.publish(changed)
        before |= changed
        for place in draw(st.lists(st.sampled_from(sorted(true)), max_size=2)):
            true[place] = draw(counts)
    closed = {n for n, c in zip(("alla", "a", "b"), classes, strict=True) if c == "intern"}
    return made, published - closed


def summed(true, rest, areas):
    """Every number, from those of the smallest areas and what lies in none of the parts."""
    found = dict(true)
    for year in {y for *_, y in true}:
        for area in reversed(areas):
            within = [a for a in areas if AREAS[a] == area]
            for name in ("a", "b"):
                if within:
                    parts = sum(found[name, a, year] for a in within)
                    found[name, area, year] = parts + rest[name, area]
            others = sum(found["alla", a, year] for a in within)
            own = found["a", area, year] + found["b", area, year] + rest["alla", area]
            found["alla", area, year] = max(own, others)
    return found


def run(data, attacker, too_far, sums, new_record, an_indicator, *, consistent, remembers):
    record, published = data.draw(records(new_record, an_indicator, consistent=consistent))
    her = attacker(record, PUBLIC, sums(AREAS, PARTS_OF, LEVELS), remembers=remembers)
    assert too_far(her, MIN_N, published) == []


slow = settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)


@slow
@given(data=st.data())
def test_every_version_together(data, attacker, too_far, sums, new_record, an_indicator):
    run(data, attacker, too_far, sums, new_record, an_indicator, consistent=False, remembers=False)


@slow
@given(data=st.data())
def test_a_reader_who_keeps_what_she_has_seen(
    data, attacker, too_far, sums, new_record, an_indicator
):
    run(data, attacker, too_far, sums, new_record, an_indicator, consistent=True, remembers=True)
