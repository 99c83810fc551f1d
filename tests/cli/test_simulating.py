"""`simulate`: the study that the method note's tables stand on, run again by anybody."""

import math
import subprocess
import sys

import pytest

from tracker.assessment import METHOD_VERSION, simulation
from tracker.assessment.simulation import MEANS, Scenario
from tracker.cli import simulating

OK, WRONG_USE = 0, 2
SMALL = ("simulate", "--series", "20", "--means", "3")
SHARES = {"change", "confirmed", "rise", "ever_change", "ever_confirmed"}


class TestAsTables:
    def test_it_needs_neither_a_programme_nor_a_store(self, tracker, tmp_path):
        ran = tracker(*SMALL)
        assert (ran.code, ran.err) == (OK, "")
        assert list(tmp_path.iterdir()) == []

    def test_it_says_what_was_run_and_how_uncertain_the_answers_are(self, tracker):
        # 1.96 * sqrt(0.5 * 0.5 / 400) = 4.9 %; 1.96 * sqrt(0.03 * 0.97 / 400) = 1.7 %
        said = tracker("simulate", "--series", "400", "--means", "3", "--seed", "8").out
        first = said.splitlines()[0]
        assert "Serier i varje ruta: 400. Frö: 8. Månader: 72" in first
        assert f"Metod: {METHOD_VERSION}." in first
        assert "högst ± 4,9 procentenheter, och omkring ± 1,7 där andelen är 3." in first

    def test_a_table_for_each_scenario_and_a_row_for_each_mean_and_window(self, tracker):
        said = tracker("simulate", "--series", "20", "--means", "0.5,10").out
        _, *tables = said.strip().split("\n\n")
        assert len(tables) == len(Scenario)
        for table in tables:
            _, heads, *rows = table.splitlines()
            assert heads.split()[:4] == ["händelser", "fönster", "tecken", "bekräftat"]
            assert [row.split()[:2] for row in rows] == [
                ["0,5", "12"],
                ["0,5", "24"],
                ["10", "12"],
                ["10", "24"],
            ]
            assert {len(row) for row in rows} == {len(heads)}
            assert len(heads) <= 80

    def test_the_numbers_are_those_of_the_json(self, tracker):
        cell = tracker(*SMALL, "--json").json["cells"][0]
        row = tracker(*SMALL).out.split("\n\n")[1].splitlines()[2]
        names = ("change", "confirmed", "ever_change", "ever_confirmed")
        assert row.split()[3:] == [f"{100 * cell[n]:.1f}".replace(".", ",") for n in names]

    def test_each_row_is_shown_as_soon_as_it_is_ready(self, tracker, monkeypatch, capsys):
        rows_before = []

        def watched(*arguments, **more):
            rows_before.append(capsys.readouterr().out.count(" mån "))
            return simulation.AlarmRates(0, 0, 0, 0, 0)

        monkeypatch.setattr(simulation, "simulate", watched)
        tracker(*SMALL)
        assert rows_before == [0] + [1] * (2 * len(Scenario) - 1)

    def test_a_reader_who_has_had_enough_gets_no_traceback(self):
        command = [sys.executable, "-m", "tracker.cli", "simulate", "--series", "20"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            running.stdout.readline()
            running.stdout.close()
            assert running.stderr.read() == b""


class TestAsJson:
    def test_its_keys(self, tracker):
        told = tracker(*SMALL, "--json").json
        run = {key: value for key, value in told.items() if key != "cells"}
        assert run == {
            "format": 1,
            "method": METHOD_VERSION,
            "series": 20,
            "seed": 1,
            "months": 72,
            "baseline_months": 24,
            "margin_at_most": pytest.approx(1.96 * 0.5 / math.sqrt(20), rel=1e-4),
        }
        for cell in told["cells"]:
            assert set(cell) == SHARES | {"scenario", "mean", "window_months", "looks"}
            assert all(0 <= cell[share] <= 1 for share in SHARES)

    def test_a_cell_for_each_scenario_mean_and_window(self, tracker):
        told = tracker("simulate", "--series", "5", "--means", "1,2.5", "--json").json
        assert [(c["scenario"], c["mean"], c["window_months"]) for c in told["cells"]] == [
            (scenario, mean, months)
            for scenario in Scenario
            for mean in (1, 2.5)
            for months in (12, 24)
        ]

    def test_what_is_ready_is_told_beside_it(self, tracker):
        lines = tracker(*SMALL, "--json").err.splitlines()
        assert len(lines) == len(Scenario)
        assert lines[0].startswith("1 av 9 klara: Falsklarm")

    def test_a_seed_gives_the_same_answer_again(self, tracker):
        first, again, other = (
            tracker("simulate", "--series", "200", "--means", "3", "--seed", seed, "--json").json
            for seed in (5, 5, 6)
        )
        assert first == again
        assert first["cells"] != other["cells"]

    def test_as_the_method_note_says(self, tracker):
        # Of 20,000 series at 3 events a month (statistics.md, tables S1 and S4), in per cent:
        # stable 2.6 and 3.0 called a change, halved at 48 70.3 and 89.6. Four standard errors.
        cells = tracker("simulate", "--means", "3", "--json").json["cells"]
        found = {(c["scenario"], c["window_months"]): c["change"] for c in cells}
        assert found["stable", 12] == pytest.approx(0.026, abs=0.015)
        assert found["stable", 24] == pytest.approx(0.030, abs=0.016)
        assert found["halved_at_48", 12] == pytest.approx(0.703, abs=0.042)
        assert found["halved_at_48", 24] == pytest.approx(0.896, abs=0.029)


@pytest.mark.parametrize("window_months", simulating.LOOKS)
def test_there_are_as_many_looks_as_it_says(monkeypatch, window_months):
    looks = []
    look = simulation.look
    monkeypatch.setattr(simulation, "look", lambda *sides: looks.append(1) or look(*sides))
    simulation.simulate(
        Scenario.STABLE, mean=1, series=2, seed=1, window_months=window_months, months=72
    )
    assert len(looks) == simulating.LOOKS[window_months]


def test_by_default_it_is_the_published_study_on_fewer_series(tracker, monkeypatch):
    asked = []

    def watched(scenario, **more):
        asked.append((scenario, more["mean"], more["series"], more["seed"]))
        return simulation.AlarmRates(0, 0, 0, 0, 0)

    monkeypatch.setattr(simulation, "simulate", watched)
    assert tracker("simulate").code == OK
    assert {mean for _, mean, _, _ in asked} == set(MEANS)
    assert {(series, seed) for _, _, series, seed in asked} == {(2000, 1)}
    assert len(asked) == len(Scenario) * len(MEANS) * 2


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        pytest.param("--series", "0", "heltal från 1 till 100\u00a0000", id="no series"),
        pytest.param("--series", "-5", "heltal", id="fewer than none"),
        pytest.param("--series", "100001", "heltal", id="more than fit"),
        pytest.param("--series", "2,5", "heltal", id="half a series"),
        pytest.param("--series", "många", "«många»", id="a word"),
        pytest.param("--seed", "-1", "heltal från 0", id="a seed below 0"),
        pytest.param("--means", "", "0.5,1,2", id="no mean"),
        pytest.param("--means", "0,5", "decimalpunkt", id="a decimal comma"),
        pytest.param("--means", "1,-2", "decimalpunkt", id="a mean below 0"),
        pytest.param("--means", "nan", "decimalpunkt", id="not a number"),
        pytest.param("--means", "inf", "decimalpunkt", id="infinity"),
        pytest.param("--means", "1;2", "komma emellan", id="semicolons"),
    ],
)
def test_wrong_numbers_are_wrong_use(tracker, option, given, said):
    ran = tracker("simulate", option, given)
    assert (ran.code, ran.out) == (WRONG_USE, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
