"""An address says what is looked at: short, by stable ids, and read back to the same view."""

from dataclasses import fields
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.definitions import load_definitions
from tracker.errors import BadAddress
from tracker.texts.address import (
    JUDGE_PLACE,
    Decoded,
    Page,
    View,
    decode,
    encode,
    href,
    language_of,
    publication_of,
    read_href,
)
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import fault_wording

DEFINITIONS = load_definitions(Path(__file__).parents[1] / "fixtures" / "programme")
CONDITIONS = [condition.id for condition in DEFINITIONS.phase_model.conditions]
NEWEST = 41


def read(page: Page = Page.GOALS, **params: str):
    return decode(page, params, DEFINITIONS, NEWEST)


# What each field of a view but its page may be.
DRAWN = {
    "goal": st.sampled_from([None, "lugn", "trygghet"]),
    "indicator": st.sampled_from([None, *DEFINITIONS.indicators]),
    "area": st.sampled_from([None, *DEFINITIONS.areas]),
    "phase": st.sampled_from([None, 1, 2, 3]),
    "condition": st.sampled_from([None, *CONDITIONS]),
    "wide": st.booleans(),
    "control": st.booleans(),
    "publication": st.none() | st.integers(1, NEWEST),
    "reference_date": st.none() | st.dates(),
    "language": st.sampled_from(Language),
    "shared": st.sampled_from([None, *Page]),
}


def views(page: Page):
    return st.builds(View, page=st.just(page), **DRAWN)


def test_every_field_of_a_view_is_drawn():
    """One added to View is read back below as well."""
    assert {"page", *DRAWN} == {field.name for field in fields(View)}


@pytest.mark.parametrize("page", Page)
@given(data=st.data())
def test_a_view_is_read_back_to_itself(page, data):
    view = data.draw(views(page))
    assert decode(page, encode(view), DEFINITIONS, NEWEST) == read_as(view)
    parts = urlsplit(href(view))
    assert parts.path == ("/" if page is Page.STATUS else f"/{page}")
    query = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    assert decode(page, query, DEFINITIONS, NEWEST) == read_as(view)
    for address in (href(view), href(view, "plats"), f"https://faslaget.se{href(view)}"):
        assert read_href(address) == (page, query)


def read_as(view: View) -> Decoded:
    return Decoded(view, ())


@pytest.mark.parametrize("page", Page)
def test_what_stands_at_its_default_is_left_out(page):
    assert encode(View(page=page)) == {}
    assert "?" not in href(View(page=page))


def test_an_address_as_it_looks():
    view = View(
        Page.GOALS,
        goal="lugn",
        indicator="larm",
        area="torget",
        wide=True,
        publication=7,
        reference_date=date(2022, 12, 31),
    )
    assert href(view) == (
        "/malomraden?v=1&mal=lugn&serie=larm&omrade=torget&brett=1&data=7&per=2022-12-31"
    )
    judging = View(Page.PHASES, area="torget", phase=2, condition=CONDITIONS[0])
    assert href(judging, JUDGE_PLACE) == (
        f"/faser?v=1&omrade=torget&fas=2&villkor={CONDITIONS[0]}#bedom"
    )
    assert href(View(Page.PHASES, phase=2, language=Language.EN)) == "/faser?v=1&fas=2&lang=en"


BAD = [
    pytest.param("v", "2", "address_version", id="a later codec"),
    pytest.param("mal", "lungt", "address_unknown_goal", id="goal"),
    pytest.param("serie", "larmet", "address_unknown_indicator", id="indicator"),
    pytest.param("serie", "", "address_unknown_indicator", id="nothing after the sign"),
    pytest.param("omrade", "Torget", "address_unknown_area", id="area by name"),
    pytest.param("fas", "4", "address_unknown_phase", id="phase four"),
    pytest.param("fas", "två", "address_unknown_phase", id="phase in words"),
    pytest.param("villkor", "A", "address_unknown_condition", id="condition by letter"),
    pytest.param("brett", "ja", "address_bad_switch", id="switch"),
    pytest.param("data", "42", "address_unknown_publication", id="after the newest"),
    pytest.param("data", "0", "address_unknown_publication", id="before the first"),
    pytest.param("data", "-1", "address_unknown_publication", id="negative"),
    pytest.param("data", "1" * 4000, "address_unknown_publication", id="enormous"),
    pytest.param("data", "\N{SUPERSCRIPT TWO}", "address_unknown_publication", id="odd digit"),
    pytest.param("per", "2024-13-01", "address_bad_date", id="no such month"),
    pytest.param("per", "igår", "address_bad_date", id="yesterday"),
    pytest.param("per", "20241231", "address_bad_date", id="another spelling of a date"),
    pytest.param("per", "2024-W05-1", "address_bad_date", id="a week"),
    pytest.param("lang", "de", "address_unknown_language", id="language"),
    pytest.param("vy", "delad", "address_unknown_page", id="page to freeze"),
    pytest.param("mål", "lugn", "address_unknown_key", id="an unknown key"),
    pytest.param("<script>", "alert(1)", "address_unknown_key", id="a hostile key"),
]


@pytest.mark.parametrize(
    "text", ["/finns-inte", "/delad?t=x", "/l/hemligt", "hej hopp", "http://[", "/malomraden/mer"]
)
def test_what_is_no_address_of_a_page(text):
    with pytest.raises(BadAddress, match="address_not_a_page"):
        read_href(text)


class TestBadAddresses:
    @pytest.mark.parametrize(("key", "given_text", "code"), BAD)
    def test_one_fault_and_the_rest_is_followed(self, key, given_text, code):
        sound = {"mal": "trygghet", "omrade": "gatan"}
        decoded = decode(Page.GOALS, {**sound, key: given_text}, DEFINITIONS, NEWEST)
        assert [f.code for f in decoded.faults] == [code]
        expected = {"goal": "trygghet", "area": "gatan"}
        expected.pop({"mal": "goal", "omrade": "area"}.get(key, ""), None)
        assert decoded.view == View(Page.GOALS, **expected)

    @pytest.mark.parametrize(("key", "given_text", "code"), BAD)
    def test_it_is_told_in_both_languages(self, key, given_text, code):
        (fault,) = decode(Page.GOALS, {key: given_text}, DEFINITIONS, NEWEST).faults
        for language in Language:
            wording = fault_wording(fault, texts_in(language))
            assert wording.cause
            assert wording.remedy
            assert "{" not in str(wording)
            assert len(str(wording)) < 400, "a long address is not repeated whole"

    def test_every_fault_is_told(self):
        decoded = read(mal="x", serie="y", fas="9", hej="1")
        assert {f.code for f in decoded.faults} == {
            "address_unknown_goal",
            "address_unknown_indicator",
            "address_unknown_phase",
            "address_unknown_key",
        }
        assert decoded.view == View(Page.GOALS)

    @pytest.mark.parametrize("key", ["utm_source", "fbclid", "embed", "embed_options", "gclid"])
    def test_what_a_mail_program_adds_is_no_fault(self, key):
        assert read(**{key: "x"}).faults == ()

    @given(st.dictionaries(st.text(max_size=8), st.text(max_size=80), max_size=6))
    def test_no_address_is_beyond_reading(self, params):
        decoded = decode(Page.GOALS, params, DEFINITIONS, NEWEST)
        assert decode(Page.GOALS, encode(decoded.view), DEFINITIONS, NEWEST).faults == ()
        for fault in decoded.faults:
            assert fault_wording(fault, texts_in(Language.SV)).cause


@pytest.mark.parametrize(
    ("asked", "language"),
    [(None, Language.SV), ("sv", Language.SV), ("en", Language.EN), ("de", Language.SV)],
)
def test_language_of(asked, language):
    assert language_of({"lang": asked} if asked else {}) is language


@pytest.mark.parametrize(
    ("asked", "number"), [(None, None), ("1", 1), ("41", 41), ("42", None), ("x", None)]
)
def test_publication_of(asked, number):
    assert publication_of({"data": asked} if asked else {}, NEWEST) == number
