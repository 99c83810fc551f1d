"""Ladda upp, a file in another form: what the page shows and asks, step by step."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tracker.model.records import Provenance
from tracker.service import foreign_drafts
from tracker.service.access import local_owner, reader_for
from tracker.service.foreign_drafts import say
from tracker.service.recipes import MappedForm, RecipeForm, body_of, recipes, save_recipe
from tracker.service.uploads import accept, new_draft, preview, read_draft

pytestmark = pytest.mark.page

OWNER = local_owner("Prov Person")
SCHOOLS = "Skola;2010/11;2011/12\nGottsundaskolan;560;561\nAnnanskolan;1;2\n"
TO_COME = SCHOOLS.replace("2010/11", "2030/31").replace("2011/12", "2031/32")
YEARLESS = ";Har bil\n0380 Uppsala;-\n1440 Ale;3\n"


@pytest.fixture(autouse=True)
def _at_once(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said of a draft is read here, and not by another process."""
    monkeypatch.setattr(
        foreign_drafts,
        "start_again",
        lambda site, draft: read_draft(site, draft, reader_for(OWNER)),
    )


def labelled(found: Any, label: str) -> Any:
    return next(one for one in found if one.label == label)


def said(app: AppTest) -> str:
    return " ".join([*(m.value for m in app.markdown), *(e.value for e in app.error)])


def with_state(own: Any, **state: Any) -> AppTest:
    app = own.open("ladda-upp").app
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def drafted(own: Any, text: str, file: str = "skolor.csv") -> str:
    draft = new_draft(own.site, text.encode(), file, OWNER)
    read_draft(own.site, draft, reader_for(OWNER))
    return draft


def mapped(own: Any, draft: str) -> Any:
    seen = preview(own.site, draft, OWNER).foreign
    values = (MappedForm("m6_elever", seen.measures[0].name),)
    return body_of(RecipeForm(values, "Skola", {"gottsundaskolan": ("Gottsundaskolan",)}), seen)


def press(app: AppTest, label: str) -> AppTest:
    return labelled(app.button, label).click().run()


def test_what_was_recognised_stands_above_the_recipe_that_is_filled_in(own: Any) -> None:
    app = with_state(own, draft=drafted(own, SCHOOLS))
    text = said(app)
    assert "Säg vad värdena är" in text
    assert text.index("De första raderna som de lästes") < text.index("Vilka värden")
    assert labelled(app.selectbox, "Vad i filen säger vilken plats det är?").value == "Skola"
    assert labelled(app.multiselect, "Områden som får värden").value == ["gottsundaskolan"]
    app = press(app, "Pröva receptet")
    assert "En indikator är inte vald." in app.error[0].value


def test_a_recipe_is_tried_accepted_and_told_in_the_receipt(own: Any) -> None:
    draft = drafted(own, SCHOOLS)
    app = with_state(own, draft=draft)
    labelled(app.selectbox, "Indikator").set_value("m6_elever").run()
    labelled(app.text_input, "Receptets namn").input("Skolor i prov").run()
    app = press(app, "Pröva receptet")
    text = said(app)
    assert "Filen kan tas emot" in text
    assert "Skolor i prov, sparas när filen tas emot" in text
    assert "2 värden av platser som receptet inte nämner: Annanskolan" in text
    labelled(app.text_input, "Vem har tagit fram siffrorna?").input("Prov")
    app = press(app, "Ta emot filen")
    assert "Filen är mottagen" in said(app)
    assert "Skolor i prov" in said(app)
    (saved,) = recipes(own.site.store.at(), reader_for(OWNER))
    assert saved.name == "Skolor i prov"


def test_questions_have_previews_and_all_must_be_answered(own: Any) -> None:
    app = with_state(own, draft=drafted(own, YEARLESS))
    assert "2 frågor innan filen kan läsas" in said(app)
    assert any("Ger: - → 0" in option for option in app.radio[0].options)
    app = press(app, "Svara och läs filen")
    assert app.error[0].value == "Svara på alla frågor."
    app.text_input[0].input("2023")
    app.radio[0].set_value("zero")
    app = press(app, "Svara och läs filen")
    assert "Säg vad värdena är" in said(app)
    assert "2023 (per år)" in said(app)


def test_of_several_recipes_one_is_chosen(own: Any) -> None:
    draft = drafted(own, SCHOOLS)
    body = mapped(own, draft)
    for name in ("Ett", "Två"):
        save_recipe(own.site, name, body, OWNER, based_on=own.site.store.current())
    app = with_state(own, draft=drafted(own, SCHOOLS))
    assert "Vilket recept gäller?" in said(app)
    app = press(app, "Läs med receptet")
    assert "Ett, version 1" in said(app)


def test_a_recipe_can_be_saved_though_the_file_has_nothing_new(own: Any) -> None:
    text = SCHOOLS
    first = drafted(own, text)
    body = mapped(own, first)
    say(own.site, first, OWNER, body=body)
    read_draft(own.site, first, reader_for(OWNER))
    accept(own.site, first, Provenance(publisher="P", title="T"), OWNER)
    again = drafted(own, text)
    say(own.site, again, OWNER, body=body, name="Igen")
    read_draft(own.site, again, reader_for(OWNER))
    app = with_state(own, draft=again)
    assert "Filen innehåller inget nytt" in said(app)
    app = press(app, "Spara receptet Igen")
    assert app.success[0].value == "Igen är sparat, version 1."


def test_faults_of_a_recipe_stand_beside_the_form_that_mends_it(own: Any) -> None:
    draft = drafted(own, TO_COME)
    say(own.site, draft, OWNER, body=mapped(own, draft))
    read_draft(own.site, draft, reader_for(OWNER))
    app = with_state(own, draft=draft)
    assert "Filen kan inte tas emot än" in said(app)
    assert labelled(app.button, "Pröva receptet")
    assert labelled(app.button, "Välj rättad fil")
