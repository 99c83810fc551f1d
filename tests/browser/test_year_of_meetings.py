"""A year of steering-group meetings, played in the browser on the example data.

Three tertials of 2024 in Gottsunda centrum: evidence and a judgement, a first phase; forward; a
survey that worsens, the setback answered, and back. On a store of its own: it changes phases.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

REPOSITORY = Path(__file__).resolve().parents[2]
CENTRE = "gottsunda_centrum"
PLACE = "Gottsunda centrum"
APRIL, AUGUST = "2024-04-25", "2024-08-29"
# A list that opens while its form still unfolds is closed again by the page's scrolling.
STILL = """async () => {
  const moving = document.getAnimations().filter(a => a.effect.getTiming().iterations < 100);
  await Promise.allSettled(moving.map(a => a.finished));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
DESPITE = "Underlaget räcker inte, men de som arbetar i centrum ser samma sak."


@pytest.fixture(scope="module")
def programme(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped programme with a store of its own."""
    return Path(shutil.copytree(prepared, tmp_path_factory.mktemp("year") / "programme"))


@pytest.fixture(scope="module")
def address(
    programme: Path,
    free_port: Callable[[], int],
    serving: Callable[[list[str], Path, int], AbstractContextManager[str]],
) -> Iterator[str]:
    """A server of that store; the browser is the run's."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--app-dir", str(REPOSITORY)]
    command += ["--port", str(port), "--log-level", "warning", "--no-access-log"]
    with serving(command, programme, port) as at:
        yield at


def opened(page: Page, title: str | re.Pattern[str]) -> Locator:
    """A form behind its title, unfolded."""
    form = page.get_by_test_id("stExpander").filter(
        has=page.locator("summary").filter(has_text=title)
    )
    form.locator("summary").click()
    expect(form.get_by_test_id("stFormSubmitButton")).to_be_visible()
    return form


def choose(page: Page, form: Locator, label: str, option: str) -> None:
    box = form.get_by_role("combobox", name=label, exact=True)
    page.evaluate(STILL)
    box.evaluate("box => box.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.evaluate(STILL)
    box.click()
    page.get_by_role("option", name=option).click()
    expect(page.get_by_role("option")).to_have_count(0)


def pick(form: Locator, group: str, option: str) -> None:
    radios = form.get_by_role("radiogroup", name=group, exact=True)
    radios.get_by_text(option, exact=True).click()
    expect(radios.get_by_role("radio", name=option, exact=True)).to_be_checked()


def write(form: Locator, **fields: str) -> None:
    """Fill in text fields by their label, spaces as underscores."""
    for label, text in fields.items():
        form.get_by_label(re.compile(rf"^{label.replace('_', ' ')}")).first.fill(text)


def hold_meeting(page: Page, name: str, points: str) -> None:
    form = opened(page, "Lägg in eller planera ett möte")
    write(
        form,
        Mötets_namn=name,
        Deltagare="kommundirektör\nlokalpolisområdeschef",
        Egna_punkter=points,
    )
    form.get_by_role("button", name="Spara mötet").click()
    expect(page.get_by_text(f"Mötet är sparat: {name}.")).to_be_visible()


def judge(page: Page, verdict: str, reasons: str, meeting: str) -> None:
    form = opened(page, "Bedöm ett villkor")
    choose(page, form, "Villkor", "D Utåtagerande missnöje")
    expect(form.get_by_text("Tecknet på fas 1: Återkommande.")).to_be_visible()
    pick(form, "Bedömning", verdict)
    pick(form, "Hur säkra är ni?", "Ganska säkert")
    write(form, Motivering=reasons, Vilka_bedömde="styrgruppen")
    choose(page, form, "Möte", meeting)
    form.get_by_role("button", name="Spara bedömningen").click()
    expect(page.get_by_text("Bedömningen är sparad:")).to_be_visible()


def decide(page: Page, phase: int, reasons: str, meeting: str, despite: str = DESPITE) -> None:
    form = opened(page, "Registrera ett fasbeslut")
    pick(form, "Fas", f"Fas {phase}")
    write(form, Vilka_beslutade="styrgruppen", Skäl=reasons, Varför_beslutas=despite)
    choose(page, form, "Möte", meeting)
    form.get_by_role("button", name="Registrera beslutet").click()
    expect(page.get_by_text(f"Beslutet är registrerat: {PLACE} är i fas {phase}.")).to_be_visible()


def upload(page: Page, *rows: str) -> None:
    data = "\r\n".join(["indikator;område;period;värde;antal_svar", *rows]).encode()
    sent: FilePayload = {"name": "enkat.csv", "mimeType": "text/csv", "buffer": data}
    page.locator("input[type=file]").set_input_files(sent)
    page.get_by_role("textbox", name="Vem har tagit fram siffrorna?").fill("Uppsala kommun")
    page.get_by_text("Värdena är påhittade exempel").click()
    page.get_by_role("button", name="Ta emot filen").click()
    expect(
        page.get_by_role("heading", level=1).filter(has_text="Filen är mottagen")
    ).to_be_visible()


def area_row(page: Page) -> Locator:
    return page.get_by_role("row", name=re.compile(rf"^{PLACE}"))


def setback_notice(page: Page) -> Locator:
    return page.locator(".notice.warn")


def ribbon(page: Page, said: str) -> Locator:
    return page.get_by_role("img", name=said).first


def answer(page: Page, text: str) -> None:
    form = opened(page, f"Svara på bakslaget: {PLACE}, Trygga kvällstid")
    write(form, Svar=text, Vilka_svarar="styrgruppen")
    form.get_by_role("button", name="Spara svaret").click()
    expect(page.get_by_text("Svaret är sparat:")).to_be_visible()


def first_tertial(desk: Any) -> None:
    """A meeting, one condition judged beside its evidence, the first phase of the centre."""
    page = desk.go(f"/styrgruppsmote?v=1&per={APRIL}")
    expect(page.get_by_text(f"Besluta om en fas för {PLACE}")).to_be_visible()
    hold_meeting(page, "Möte 22", "Egen fas för centrum")

    page = desk.go(f"/faser?v=1&per={APRIL}&omrade={CENTRE}&fas=1")
    judge(page, "Delvis uppfyllt", "Vakterna ser samma bild.", "Möte 22")
    cell = page.get_by_role("row", name=re.compile("^D")).locator(f'td[data-a="{PLACE}"]')
    expect(cell).to_contain_text("Bedömt: delvis uppfyllt")
    decide(page, 1, "Handeln i centrum är öppen.", "Möte 22")
    expect(ribbon(page, f"{PLACE} är i fas 1 sedan april 2024")).to_be_visible()


def second_tertial(desk: Any) -> None:
    """What has happened since April stands beside the agenda; the centre goes forward."""
    page = desk.go(f"/styrgruppsmote?v=1&per={AUGUST}")
    since = page.locator("#sedan")
    expect(since).to_contain_text("Förra mötet var Möte 22, 25 april 2024.")
    expect(since).to_contain_text(f"{PLACE}: fas 1 från den 25 april 2024")
    expect(since).to_contain_text(f"D Utåtagerande missnöje, {PLACE}, fas 1: Delvis uppfyllt")
    hold_meeting(page, "Möte 23", "Torghandeln")

    page = desk.go(f"/faser?v=1&per={AUGUST}&omrade={CENTRE}&fas=2")
    decide(page, 2, "Den öppna handeln är nästan borta från torget.", "Möte 23")
    expect(ribbon(page, f"{PLACE} är i fas 2 sedan augusti 2024")).to_be_visible()
    row = area_row(desk.go(f"/?v=1&per={AUGUST}"))
    expect(row).to_contain_text("Fas 2")
    expect(row).to_contain_text("Framåt")


def a_setback_is_found(desk: Any) -> None:
    """The visitors' survey is delivered, worse than when the phase was decided."""
    upload(desk.go("/ladda-upp"), f"m3_trygga_kvall;{CENTRE};2024;21;388")

    page = desk.go("/")
    expect(setback_notice(page)).to_contain_text(f"{PLACE} · Trygga kvällstid")
    expect(setback_notice(page)).to_contain_text("21 % 2024, mot 43 % 2023")
    area_row(page).get_by_role("link", name="1 bakslag").click()
    expect(setback_notice(page)).to_be_in_viewport()

    page = desk.go("/styrgruppsmote")
    expect(page.get_by_text(f"Besvara bakslaget: Trygga kvällstid, {PLACE}")).to_be_visible()
    since = page.locator("#sedan")
    expect(since).to_contain_text(f"{PLACE}: fas 2 från den 29 augusti 2024")
    expect(since).to_contain_text("Trygga kvällstid. Var «Tecken på framsteg»")
    hold_meeting(page, "Möte 25", "Bakslaget i centrum")


def it_is_answered(desk: Any) -> None:
    """Only then does it leave Läget and the agenda, and the answer is kept on Faser."""
    page = desk.go("/")
    answer(page, "Gatlyktorna vid torget var släckta hela hösten. De är lagade.")
    expect(setback_notice(page)).to_have_count(0)
    expect(area_row(page).get_by_role("link", name="1 bakslag")).to_have_count(0)
    page = desk.go("/styrgruppsmote")
    expect(page.get_by_text("Besvara bakslaget")).to_have_count(0)
    expect(page.locator("#sedan")).to_contain_text("Svar på bakslag")


def the_centre_goes_back(desk: Any) -> None:
    """A decision back, with why and on what; the answer and the decisions before it remain."""
    page = desk.go(f"/faser?v=1&omrade={CENTRE}&fas=1")
    expect(page.get_by_text("Gatlyktorna vid torget var släckta hela hösten.")).to_be_visible()
    decide(page, 1, "Fler undviker torget på kvällen.", "Möte 25")
    expect(ribbon(page, f"{PLACE} gick tillbaka till fas 1 i december 2024")).to_be_visible()

    page.get_by_text("Underlaget som det såg ut då").locator("visible=true").last.click()
    frozen = page.get_by_role("table", name="Underlaget som det såg ut då").locator("visible=true")
    expect(frozen.get_by_role("row")).to_have_count(10)
    expect(frozen.get_by_role("row", name=re.compile("^D"))).to_contain_text("Bedöms av")

    row = area_row(desk.go("/"))
    expect(row).to_contain_text("Fas 1")
    expect(row).to_contain_text("Bakåt")
    page = desk.go("/styrgruppsmote")
    expect(page.locator("#sedan")).to_contain_text(f"{PLACE}: fas 1 från den 31 december 2024")


def test_a_year_of_meetings(newcomer, site) -> None:
    desk = newcomer()
    first_tertial(desk)
    second_tertial(desk)
    forward = site.store.current()
    a_setback_is_found(desk)
    it_is_answered(desk)
    the_centre_goes_back(desk)

    # What the steering group saw in August is there as it was.
    page = desk.go(f"/?v=1&data={forward}")
    expect(area_row(page)).to_contain_text("Fas 2")
    expect(setback_notice(page)).to_have_count(0)
    page = desk.go(f"/faser?v=1&data={forward}")
    expect(ribbon(page, f"{PLACE} är i fas 2 sedan augusti 2024")).to_be_visible()
    expect(page.get_by_text("Registrera ett fasbeslut")).to_have_count(0)
    assert site.store.verify() == ()
