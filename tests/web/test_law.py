"""Underlag enligt lagen: the page and its text file say the same, and what is missing."""

from typing import Any

import pytest

from tracker.export.law_text import plain_text
from tracker.service.access import ANYONE, local_owner, reader_for
from tracker.service.law import LawBasis, law_basis
from tracker.service.programme import open_site
from tracker.service.reports import build_report
from tracker.service.setup import prepare
from tracker.service.weekly import week_picture, weekly_series
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.law import LawDocument, law_document

pytestmark = pytest.mark.page

SV = texts_in(Language.SV)
PARTS = [
    "Lägesbild 1: kartläggning av brottsligheten, dess omfattning och konsekvenser",
    "Lägesbild 2: annan information av betydelse",
    "Lägesbild 3: analys",
    "Åtgärdsplan",
    "Uppföljning",
    "Samordning och råd",
]


def made(site: Any, reader: Any = None) -> tuple[LawBasis, LawDocument]:
    snapshot = site.store.at()
    who = reader or reader_for(local_owner(""))
    report = build_report(snapshot, who, today=site.today)
    assert report
    told = [report.series_of(i.id, a.id).series for i, a in weekly_series(report.definitions)]
    picture = week_picture(report.definitions, told, day=report.reference_date, asked=False)
    basis = law_basis(report, snapshot.entries(who), picture)
    assert basis
    return basis, law_document(basis, report, SV)


class TestThePage:
    @pytest.fixture
    def shown(self, shipped: Any) -> Any:
        return shipped.open("underlag")

    def test_the_title_names_the_area(self, shown: Any) -> None:
        title = "Underlag till lägesbild och åtgärdsplan, delområde Gottsunda/Valsätra"
        assert shown.titles[0].startswith(title)

    def test_the_headings_come_in_the_act_s_order(self, shown: Any) -> None:
        places = [shown.html.index(f">{part}</h2>") for part in PARTS]
        assert places == sorted(places)

    def test_which_paragraph_is_followed_and_where_the_act_stands(self, shown: Any) -> None:
        assert "följer 4 § lagen (2023:196)" in shown.text
        assert "https://lagen.nu/2023:196" in shown.links
        assert "Lagens övriga paragrafer är inte återgivna här." in shown.text

    def test_what_the_tracker_cannot_know_is_said(self, shown: Any) -> None:
        assert "Enligt lagen ska det finnas en samordningsfunktion; fyll i den." in shown.text
        assert "leverantörs sammanfattning av lagförslaget" in shown.text
        assert "Beslutet om att anta åtgärdsplanen finns inte i Fasläget." in shown.text

    def test_the_weeks_of_the_tertial_are_in_it(self, shown: Any) -> None:
        said = "Orolighet i Gottsunda centrum: 28, samma veckor året före 18, skillnad +10"
        assert said in shown.text

    def test_what_is_invented_is_marked_on_its_line(self, shown: Any) -> None:
        assert "Bekräftade skjutningar, Gottsunda/Valsätra: " in shown.text
        line = next(x for x in shown.html.split("<li>") if x.startswith("Bekräftade skjutningar"))
        assert "[påhittat exempel]" in line

    def test_a_real_action_stands_with_owner_time_and_source(self, shown: Any) -> None:
        assert (
            "Polisen får direkt tillgång till kamerorna i Gottsunda centrum. Ansvarig: Uppsala "
            "kommun. Tid: från april 2021. Läge: pågår. (Källa: Svenskt Näringsliv"
        ) in shown.text

    def test_every_line_of_the_page_is_in_the_text_file(self, shipped: Any, shown: Any) -> None:
        _, document = made(shipped.site)
        text = " ".join(plain_text(document, SV).replace("\n- ", "\n").split()).casefold()
        for block in document.blocks:
            for line in block.lines:
                assert " ".join(line.split()).casefold() in text
                assert " ".join(line.split()) in shown.text

    def test_there_is_a_file_to_download(self, shipped: Any, shown: Any, ask: Any) -> None:
        assert "Ladda ner som textfil" in shown.text
        (address,) = [one for one in shown.links if one.startswith("/fil/underlag.txt")]
        assert not shown.app.get("download_button")  # which anyone with its address may fetch
        answer = ask(address)
        assert answer.headers["cache-control"] == "no-store"
        assert "underlag-" in answer.headers["content-disposition"]
        assert answer.body.decode() == plain_text(made(shipped.site)[1], SV)

    def test_the_file_is_of_the_area_and_language_that_are_shown(
        self, shipped: Any, ask: Any
    ) -> None:
        shown = shipped.open("underlag", v="1", omrade="gottsunda_centrum", lang="en")
        (address,) = [one for one in shown.links if one.startswith("/fil/underlag.txt")]
        answer = ask(*address.split("?"))
        assert "sub-area Gottsunda centre" in " ".join(answer.body.decode().split())
        assert "gottsunda_centrum" in answer.headers["content-disposition"]

    def test_the_file_is_for_who_asks(self, shipped: Any, ask: Any, open_read: None) -> None:
        text = " ".join(ask("/fil/underlag.txt").body.decode().split())
        assert "Angrepp mot polis" not in text  # intern
        assert "serier saknar värden eller visas inte för dig" in text

    def test_a_sub_area_has_its_own(self, shipped: Any) -> None:
        shown = shipped.open("underlag", v="1", omrade="gottsunda_centrum")
        assert "delområde Gottsunda centrum" in shown.titles[0]
        assert "Bekräftade skjutningar" not in shown.text

    def test_in_english(self, shipped: Any) -> None:
        shown = shipped.open("underlag", v="1", lang="en")
        assert "sub-area Gottsunda/Valsätra" in shown.titles[0]

    def test_the_public_gets_open_values_only(self, shipped: Any, open_read: None) -> None:
        shown = shipped.open("underlag")
        assert "Angrepp mot polis" not in shown.text  # intern
        assert "serier saknar värden eller visas inte för dig" in shown.text
        assert "Pröva sekretessen" not in shown.text


class TestTheText:
    def test_lines_are_short_enough_for_a_letter(self, shipped: Any) -> None:
        text = plain_text(made(shipped.site)[1], SV)
        assert {line for line in text.splitlines() if len(line) > 78} == set()

    def test_the_parts_are_underlined(self, shipped: Any) -> None:
        text = plain_text(made(shipped.site)[1], SV)
        assert f"\n\n\n{PARTS[0]}\n{'-' * len(PARTS[0])}\n" in text


class TestTheBasis:
    def test_gaps_are_counted(self, shipped: Any) -> None:
        basis, _ = made(shipped.site)
        gaps = {m.gap: m.count for m in basis.missing_analysis}
        assert gaps["no_phase"] == 1  # Gottsunda centrum
        assert gaps["no_cause"] == sum(a.cause is None for a in basis.actions) > 0

    def test_promises_elsewhere_are_not_the_area_s(self, shipped: Any) -> None:
        basis, _ = made(shipped.site)
        assert {p.area for p in basis.promises} == {"gottsunda_valsatra"}

    def test_an_empty_store_gives_headings_and_what_is_missing(self, bare: Any, visit: Any) -> None:
        prepare(open_site(bare), local_owner("Prov"), with_data=False)
        basis, document = made(visit(bare).site)
        assert [b.lines[0] for b in document.blocks if b.kind == "part"] == PARTS
        assert not basis.fictional
        assert {"no_actions", "adopted"} <= {m.gap for m in basis.missing_plan}

    def test_the_public_s_basis_holds_no_meeting(self, shipped: Any) -> None:
        basis, _ = made(shipped.site, reader=ANYONE)
        assert basis.meetings == ()
