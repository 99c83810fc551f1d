"""Every page of the shipped programme: what it tells, in both languages."""

import csv
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tracker.texts.catalogue import Language, texts_in
from tracker.web.site import OPEN_READ

pytestmark = pytest.mark.page

TITLES = {
    "": ("Slutläge, 31 december 2024", "Final status, 31 December 2024"),
    "malomraden": ("Minska antalet skjutningar", "Reduce the number of shootings"),
    "faser": ("Faser", "Phases"),
    "ladda-upp": ("Ladda upp", "Upload"),
    "data": ("Data och källor", "Data and sources"),
    "om": ("Om Fasläget", "About Fasläget"),
}
GOALS = {
    "m1": "Minska antalet skjutningar",
    "m2": "Öka tryggheten för boende på Bandstolsvägen",
    "m3": "Öka tryggheten i Gottsunda centrum",
    "m4": "Nolltolerans mot narkotikaförsäljning",
    "m5": "Nolltolerans mot svarta hyreskontrakt",
    "m6": "Minska rekryteringen till kriminalitet",
}
MENU = (
    "Läget",
    "Målområden",
    "Faser",
    "Ladda upp",
    "Data och källor",
    "Åtgärder",
    "Medborgarlöften",
    "Veckovis lägesbild",
    "Styrgruppsmöte",
    "Underlag enligt lagen",
    "Delningslänkar",
    "Om Fasläget",
)


def specs(shown: Any) -> list[dict[str, Any]]:
    return [json.loads(chart.spec) for chart in shown.charts]


def delivered(folder: Path, indicator: str) -> list[dict[str, str]]:
    """The rows that the shipped files give of an indicator, as they stand in them."""
    rows = []
    for path in sorted((folder / "data").glob("*/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += [
                r for r in csv.DictReader(file, delimiter=";") if r.get("indikator") == indicator
            ]
    return rows


@pytest.mark.parametrize("page", TITLES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_page_has_one_title_and_no_error(shipped: Any, page: str, language: str) -> None:
    shown = shipped.open(page, v="1", lang=language)
    assert shown.titles == [TITLES[page][language == "en"]]
    assert not shown.app.exception
    assert not shown.app.error


@pytest.mark.parametrize("page", TITLES)
def test_an_english_page_says_nothing_of_ours_in_swedish(shipped: Any, page: str) -> None:
    swedish, english = texts_in(Language.SV), texts_in(Language.EN)
    said = shipped.open(page, v="1", lang="en").text
    sentences = {
        text
        for key in swedish.keys
        if isinstance(text := swedish.raw(key), str)
        and len(text) > 12
        and not key.endswith(".hint")
        and "{" not in text
        and text != english.raw(key)
    }
    assert len(sentences) > 300
    assert [text for text in sentences if text in said] == []


@pytest.mark.parametrize("page", TITLES)
def test_every_page_is_reached_from_every_page(shipped: Any, page: str) -> None:
    shown = shipped.open(page)
    labels = [link.proto.label for link in shown.app.get("page_link")]
    assert labels == list(MENU)


def kind_of(link: str) -> tuple[str, ...]:
    """What two links have in common that differ only in what they name."""
    there = urlsplit(link)
    path = Path(there.path)
    names = sorted(key for key, _ in parse_qsl(there.query, strict_parsing=bool(there.query)))
    return (there.netloc, path.suffix or there.path, *names)


def test_a_link_of_every_kind_can_be_followed(shipped: Any, ask: Any) -> None:
    kinds = {kind_of(link): link for page in TITLES for link in shipped.open(page).links}
    assert len(kinds) > 16
    for link in kinds.values():
        there = urlsplit(link)
        if there.netloc:
            assert there.scheme == "https"
        elif Path(there.path).suffix:
            assert ask(there.path, there.query).status == 200, link
        else:
            shown = shipped.open(there.path.strip("/"), **dict(parse_qsl(there.query)))
            assert shown.titles, link
            assert "Länken gick inte att följa" not in shown.text, link


def test_the_frame_says_which_day_and_which_data_version(shipped: Any) -> None:
    number = shipped.site.store.current()
    for page in TITLES:
        assert f"Per den 31 december 2024 · dataversion {number}" in shipped.open(page).text


class TestStatus:
    """Läget: what someone who knows only the README must be able to answer."""

    @pytest.mark.parametrize(
        ("area", "told"),
        [
            ("Gottsunda/Valsätra", ("möte 14, 17 mars 2022", "Fas 2", "mars 2022", "Framåt")),
            ("Bandstolsvägen", ("möte 21, 16 november 2023", "Fas 1", "november 2023", "Bakåt")),
            ("Gottsunda centrum", ("inget beslut", "Ingen fas beslutad", "–", "–")),
        ],
    )
    def test_phase_since_direction_and_by_whom(
        self, shipped: Any, area: str, told: tuple[str, ...]
    ) -> None:
        cells = zip(shipped.open().row(area), told, strict=False)
        assert [expected for cell, expected in cells if expected not in cell] == []

    def test_on_what_evidence_and_what_is_missing(self, shipped: Any) -> None:
        shown = shipped.open()
        for area, phase in (("Gottsunda/Valsätra", 2), ("Bandstolsvägen", 1)):
            evidence = shown.row(area)[4]
            assert re.search(rf"Underlag för \d+ av 10 villkor i fas {phase}", evidence)
            letters = set("ABCDEFGHIJ") & set(re.findall(r"\b[A-J]\b", evidence))
            assert letters or evidence.endswith("bedöms av styrgruppen: alla")

    def test_a_phase_that_should_have_been_tried_again_waits_for_an_answer(
        self, shipped: Any
    ) -> None:
        waits = {
            area: shipped.open().row(area)[5] for area in ("Bandstolsvägen", "Gottsunda centrum")
        }
        assert waits["Bandstolsvägen"].startswith("Fasen ska prövas igen")
        assert waits["Gottsunda centrum"] == "–"

    def test_the_six_goals_stand_in_their_order(self, shipped: Any) -> None:
        rows = [row[0] for row in shipped.open().rows if re.match(r"\d ", row[0])]
        wanted = [f"{n} {name}" for n, name in enumerate(GOALS.values(), start=1)]
        assert [row[: len(want)] for row, want in zip(rows, wanted, strict=True)] == wanted

    def test_a_row_has_the_value_that_was_delivered(self, shipped: Any) -> None:
        row = delivered(shipped.site.folder, "m3_trygga_kvall")[-1]
        value = row["värde"].removesuffix(",0")
        assert shipped.open().row("3 ")[1].startswith(f"{value} % {row['period']}")

    def test_each_goal_has_a_small_chart_with_a_name(self, shipped: Any) -> None:
        html = shipped.open().html
        names = re.findall(r'<svg class="wide"[^>]*role="img" aria-label="([^"]+)"', html)
        assert len([name for name in names if name.endswith("påhittat exempel.")]) == len(GOALS)

    def test_a_confirmed_verdict_is_told_with_its_two_reviews(self, shipped: Any) -> None:
        assert "Bekräftat framsteg" in shipped.open().row("4 Nolltolerans")[2]
        told = shipped.open("malomraden", v="1", mal="m4").text
        assert "Två genomgångar i rad ger samma svar: förändringen är bekräftad." in told

    def test_the_headline_counts_many_tests_and_says_what_chance_would_give(
        self, shipped: Any
    ) -> None:
        said = re.search(
            r"Av (\d+) prövade serier har .* Av slumpen väntas ungefär", shipped.open().text
        )
        assert said
        assert int(said[1]) >= 20


class TestControlCharts:
    def test_it_stands_beside_the_chart_when_asked_for_and_is_no_verdict(
        self, shipped: Any
    ) -> None:
        plain = shipped.open("malomraden", v="1", mal="m1")
        shown = shipped.open("malomraden", v="1", mal="m1", styr="1")
        assert len(shown.charts) > len(plain.charts)
        assert "Styrdiagram" in shown.text
        assert "en fråga att ställa, inget omdöme" in shown.text
        assert "Slumpen ensam ger oftast högst" in shown.text

    def test_it_says_that_its_values_are_invented(self, shipped: Any) -> None:
        shown = shipped.open("malomraden", v="1", mal="m1", styr="1")
        written = [json.dumps(spec, ensure_ascii=False) for spec in specs(shown)]
        control = [spec for spec in written if "medel " in spec]
        assert control
        assert all("påhittat exempel" in spec for spec in control)

    def test_a_goal_without_one_offers_none(self, shipped: Any) -> None:
        shown = shipped.open("malomraden", v="1", mal="m5")
        assert not [a for a in shown.links if "styr=1" in a and "m5_olovlig" in a]


class TestGoals:
    @pytest.mark.parametrize("goal", GOALS)
    def test_the_chosen_goal_is_shown(self, shipped: Any, goal: str) -> None:
        shown = shipped.open("malomraden", v="1", mal=goal)
        assert shown.titles == [GOALS[goal]]
        assert f'aria-current="page" href="/malomraden?v=1&amp;mal={goal}"' in shown.html

    @pytest.mark.parametrize("goal", GOALS)
    def test_every_chart_has_a_name_a_sentence_and_a_table(self, shipped: Any, goal: str) -> None:
        shown = shipped.open("malomraden", v="1", mal=goal)
        assert shown.charts
        assert all(chart.alt for chart in shown.charts)
        tables = [one.label for one in shown.app.expander if "abell" in one.label]
        assert len(tables) == len(shown.charts)
        assert shown.html.count(">Länk till diagrammet</a>") == len(shown.charts)

    def test_the_table_has_what_was_delivered(self, shipped: Any) -> None:
        table = {tuple(row[:2] + row[3:4]) for row in shipped.open("malomraden", mal="m3").rows}
        rows = [r for r in delivered(shipped.site.folder, "m3_trygga_kvall") if r["antal_svar"]]
        assert len(rows) >= 5
        for row in rows:
            value = row["värde"].removesuffix(",0")
            assert (row["period"], f"{value} %", row["antal_svar"]) in table

    def test_an_indicator_in_the_address_chooses_its_goal(self, shipped: Any) -> None:
        address = {"serie": "m4_tips", "omrade": "gottsunda_valsatra"}
        assert shipped.open("malomraden", v="1", **address).titles == [GOALS["m4"]]

    def test_before_and_after_widens_the_axis(self, shipped: Any) -> None:
        def first_day(**more: str) -> str:
            spec = specs(shipped.open("malomraden", v="1", mal="m1", **more))[0]
            return min(re.findall(r'"domain": \[(\d{13}), ', json.dumps(spec)))

        assert first_day(brett="1") < first_day()

    def test_a_page_that_is_drawn_again_is_repeated(
        self, own: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = own.open("malomraden", v="1", mal="m1")
        monkeypatch.setattr("tracker.web.parts.goals.heading", None)  # nobody draws any more
        again = own.open("malomraden", v="1", mal="m1")
        assert (again.sent, again.html, specs(again)) == (first.sent, first.html, specs(first))
        assert own.open("malomraden", v="1", mal="m1", brett="1").app.exception

    def test_what_was_drawn_for_the_owner_is_not_repeated_for_the_public(
        self, own: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for_owner = own.open("malomraden", v="1", mal="m1")
        monkeypatch.setenv(OPEN_READ, "1")
        for_public = own.open("malomraden", v="1", mal="m1")
        assert 0 < len(for_public.charts) < len(for_owner.charts)

    def test_an_invented_series_says_so_at_its_chart_and_a_real_one_does_not(
        self, shipped: Any
    ) -> None:
        charts = shipped.open("malomraden", v="1", mal="m1").charts
        invented = {chart.alt.split(".")[0]: "påhittat exempel" in chart.alt for chart in charts}
        assert invented["Bekräftade skjutningar"]
        assert not invented["Skjutvapenvåld i kommunen, polisens underrättelsebild"]


class TestPhases:
    @pytest.mark.parametrize("phase", ["1", "2", "3"])
    def test_ten_conditions_for_each_area(self, shipped: Any, phase: str) -> None:
        shown = shipped.open("faser", v="1", fas=phase)
        assert f"Vad säger underlaget om villkoren för fas {phase}?" in shown.text
        matrix = shown.html.split('<table class="mx">')[1].split("</table>")[0]
        assert re.findall(r'<span class="let">(\w)</span>', matrix) == list("ABCDEFGHIJ")
        cells = re.findall(r'<td data-a="([^"]+)"><span', shown.html)
        assert cells == ["Gottsunda/Valsätra", "Bandstolsvägen", "Gottsunda centrum"] * 10

    def test_a_decision_stands_with_reasons_dissent_and_deciders(self, shipped: Any) -> None:
        said = shipped.open("faser").text
        assert "Så beslutades fas 2 i Gottsunda/Valsätra påhittat exempel Skäl Polis och" in said
        assert "Avvikande mening Förtroendet är bara mätt en gång" in said
        assert re.search(r"Beslutade .{0,40}möte 14 .{0,90}Beslutsdag 17 mars 2022", said)


class TestData:
    def test_one_series_is_explained_when_the_address_names_it(self, shipped: Any) -> None:
        said = shipped.open("data", v="1", serie="m1_skjutningar").text
        assert "Bekräftade skjutningar Vad som räknas" in said
        assert "Sekretess" in said

    def test_every_series_says_whether_it_is_real(self, shipped: Any) -> None:
        html = shipped.open("data").html
        rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", html)
        with_values = [row for row in rows if "inget värde<" not in row and "/data?" in row]
        assert len(with_values) > 60
        assert all("påhittat exempel" in r or "verkliga värden" in r for r in with_values)

    def test_edited_definitions_are_compared_and_put_in_force(self, own: Any) -> None:
        goals = own.site.folder / "goals.yaml"
        text = goals.read_text(encoding="utf-8")
        goals.write_text(text.replace("Bekräftade skjutningar", "Skottlossningar", 1), "utf-8")
        shown = own.open("data")
        shown.app.button[0].click().run()
        assert "Skottlossningar" in shown.text
        next(b for b in shown.app.button if b.label == "Sätt ändringarna i kraft").click().run()
        assert f"Definitionerna gäller från dataversion {own.site.store.current()}" in shown.text
        assert "Skottlossningar" in own.open("malomraden").text

    def test_faulty_definitions_leave_the_old_ones_in_force(self, own: Any) -> None:
        goals = own.site.folder / "goals.yaml"
        text = goals.read_text(encoding="utf-8")
        goals.write_text(text.replace("direction: lower", "riktning: lower", 1), "utf-8")
        before = own.site.store.current()
        shown = own.open("data")
        shown.app.button[0].click().run()
        line = next(n for n, s in enumerate(text.splitlines(), 1) if "direction: lower" in s)
        assert f"goals.yaml, rad {line}" in shown.text
        assert not [b for b in shown.app.button if b.label == "Sätt ändringarna i kraft"]
        assert own.site.store.current() == before
