"""Everything that an audience can ever open, together: no hidden number is found with it.

Frozen links made before and after each revision, live reports of every data version, files and
JSON. The attacker keeps all that she was ever given, and reckons with the declared sums.
"""

import copy
import csv
import io
from collections import defaultdict
from datetime import date
from math import inf

import numpy as np
import pytest
from scipy.optimize import linprog

from tracker.errors import NotFound
from tracker.export.report_json import report_json
from tracker.export.series_csv import series_csv
from tracker.model.access import Audience, Reader
from tracker.service.access import ANYONE
from tracker.service.links import Wanted, make_link
from tracker.service.links_opening import open_link, shown_by
from tracker.service.reports import build_report
from tracker.texts.catalogue import Language, texts_in

READERS = {"öppen": ANYONE, "intern": Reader(Audience.INTERNAL, frozenset())}
PLACES = {"larm": ("torget", "2024-03"), "oro": ("gatan", "2024K1")}
HIDES_FROM = {"larm": "öppen", "oro": "intern"}  # whose small numbers
PARTS = ("", "_barn", "_vuxna")
EXPIRES = date(2026, 1, 16)
NEAR = 1e-6
UNKNOWN = (0.0, inf)


@pytest.fixture
def parted(redefine):
    """Alarms (öppen) and worry (sekretessprövas) in two parts each."""

    def change(goals):
        for goal in goals["goals"]:
            for whole in [i for i in goal["indicators"] if i["id"] in PLACES]:
                whole["min_n"] = 5
                for part in PARTS[1:]:
                    made = copy.deepcopy(whole) | {"parts_of": whole["id"]}
                    goal["indicators"].append(made | {"id": whole["id"] + part})

    redefine(change)


class Attacker:
    """What one audience was ever told of each true number (indicator, period code, number)."""

    def __init__(self, site, reader):
        self.site, self.reader = site, reader
        self.true = {}  # publication: {(indicator, period code): number}
        self.told = defaultdict(lambda: UNKNOWN)
        self.opened = 0

    def published(self, values):
        newest = self.site.store.current()
        self.true[newest] = self.true.get(newest - 1, {}) | values

    def read(self, secrets):
        """All that can be had by now, and what was had before is kept."""
        for number in self.true:
            report = build_report(self.site.store.at(number), self.reader, today=self.site.today)
            self._see(report)
            for row in csv.DictReader(io.StringIO(series_csv(report.every_series)), delimiter=";"):
                place, told = (row["indikator"], row["period"]), row["värde"].replace(",", ".")
                if told.startswith("<"):
                    self._tell(number, *place, None, 0, float(told[1:]) - 1)
                elif told:
                    self._tell(number, *place, float(told), None, None)
            for one in told_in(report_json(report, texts_in(Language.SV))):
                assert one in [s.value for r in report.every_series for s in r.shown], "JSON"
        for secret in secrets:
            try:
                link = open_link(self.site, secret, self.reader)
            except NotFound:  # it is for others
                continue
            self.opened += 1
            self._see(shown_by(self.site, link).report)

    def _see(self, report):
        for series in report.every_series:
            for one in series.series.observations:
                place = series.indicator.id, one.period.code
                self._tell(report.publication, *place, one.value, one.low, one.high)

    def _tell(self, number, indicator, code, value, least, most):
        true = self.true[number].get((indicator, code))
        if true is not None:
            low, high = self.told[indicator, code, true]
            new = (least or 0.0, inf if most is None else most) if value is None else (value, value)
            assert new[0] <= true <= new[1]
            self.told[indicator, code, true] = max(low, new[0]), min(high, new[1])

    def concluded(self, indicator):
        """The bounds of each number of a whole and its parts that was never shown."""
        _, code = PLACES[indicator]
        lines = []
        for cells in self.true.values():
            keys = [(indicator + part, code) for part in PARTS]
            if all(key in cells for key in keys):
                lines.append([(*key, cells[key]) for key in keys])
        names = sorted({name for line in lines for name in line})
        sums = np.array([[(n == w) - (n in p) for n in names] for w, *p in lines], float)
        limits = [self.told[name] for name in names]
        found = {}
        for n, name in enumerate(names):
            ends = []
            for sign in (1, -1):
                cost = sign * np.eye(len(names))[n]
                solved = linprog(cost, A_eq=sums, b_eq=np.zeros(len(lines)), bounds=limits)
                assert solved.status in (0, 3), solved.message
                ends.append(sign * solved.fun if solved.status == 0 else -sign * inf)
            if self.told[name][0] < self.told[name][1]:
                found[name] = tuple(ends)
        return found


def told_in(told):
    """The values of the series in a report as JSON."""
    if isinstance(told, dict):
        if "period" in told and isinstance(told.get("value"), int | float):
            yield told["value"]
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from told_in(one)


def too_narrow(name, low, high):
    """Whether more is known of a number than may be: of 1-4 nothing, of another to within 3."""
    if 1 <= name[2] <= 4:
        return low > 1 + NEAR or high < 4 - NEAR
    return high - low < 3 - NEAR


@pytest.mark.parametrize("indicator", PLACES)
@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([(20, 9, 11), (14, 3, 11)], id="small later"),
        pytest.param([(20, 3, 17), (26, 9, 17)], id="small before"),
        pytest.param([(28, 9, 19), (29, 9, 20), (22, 2, 20)], id="small in the end"),
        pytest.param([(27, 9, 18), (27, 3, 24), (27, 9, 18)], id="and back again"),
    ],
)
def test_links_and_pages_of_every_time(site, owner, parted, bring, indicator, steps):
    area, code = PLACES[indicator]
    hers = Attacker(site, READERS[HIDES_FROM[indicator]])
    secrets = []
    for numbers in steps:
        names = [indicator + part for part in PARTS]
        values = dict(zip(((n, code) for n in names), numbers, strict=True))
        bring(file_of(area, values), f"{len(secrets)}.csv")
        hers.published(values)
        for audience in (Audience.OPEN, Audience.INTERNAL, Audience.ANALYSIS):
            for number in hers.true:
                wanted = Wanted("/malomraden?v=1&mal=lugn", number, None, audience, EXPIRES)
                secrets.append(make_link(site, owner, wanted)[1])
        hers.read(secrets)
    assert hers.opened >= len(steps)
    found = hers.concluded(indicator)
    assert any(1 <= name[2] <= 4 for name in found), "the small number is hidden"
    assert {n: ends for n, ends in found.items() if too_narrow(n, *ends)} == {}
    newcomer = Attacker(site, hers.reader)
    newcomer.true = hers.true
    newcomer.read([])
    live = dict(newcomer.told)
    newcomer.read(secrets)
    assert newcomer.told == live, "an old link tells no more than today's pages"


def file_of(area, values):
    head = "indikator;område;period;värde;nämnare;antal_svar;status;kommentar"
    rows = [f"{name};{area};{code};{value};;;;" for (name, code), value in values.items()]
    return "\n".join([head, *rows, ""])


def test_a_link_to_a_share_that_turns_out_to_be_of_few(site, owner, bring):
    head = file_of("", {})
    bring(head + "trygga;enkatomradet;2024;62,5;;400;;\n", "1.csv")
    wanted = Wanted("/malomraden?v=1&mal=trygghet", None, None, Audience.OPEN, EXPIRES)
    link, _ = make_link(site, owner, wanted)
    assert shares(shown_by(site, link).report) == [(62.5, 400)]
    bring(head + "trygga;enkatomradet;2024;60;;20;;\n", "2.csv")
    later, _ = make_link(site, owner, wanted)
    assert shares(shown_by(site, link).report) == shares(shown_by(site, later).report)
    assert shares(shown_by(site, link).report) == [(None, None)]


def shares(report):
    return [
        (one.value, one.responses)
        for series in report.every_series
        if series.indicator.id == "trygga"
        for one in series.series.observations
    ]
