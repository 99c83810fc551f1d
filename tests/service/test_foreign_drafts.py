"""A file in another form: asked about, read by a recipe, accepted, recognised the next time."""

from pathlib import Path

import pytest

from tracker.errors import AnswerNeeded, NotAllowed, NotFound, TrackerError, UploadRefused
from tracker.model.access import Actor, Role
from tracker.model.records import Provenance
from tracker.service.access import reader_for
from tracker.service.foreign_drafts import say
from tracker.service.foreign_reading import SKIP, UNREAD
from tracker.service.keeping import rebuild
from tracker.service.recipe_form import REGION, WHOLE_FILE, place_choices, suggested
from tracker.service.recipes import (
    MappedForm,
    RecipeForm,
    body_of,
    form_of,
    from_yaml,
    recipe_named,
    recipes,
    save_recipe,
    to_yaml,
    uploadable,
)
from tracker.service.uploads import accept, discard, new_draft, preview, read_draft
from tracker.service.withdrawals import withdraw
from tracker.texts.asked import question_wording
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording, fault_wording

EXPORTS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "real-exports"
NAMES = sorted(p.name for p in EXPORTS.glob("*") if p.suffix != ".md") if EXPORTS.is_dir() else []
ORIGIN = Provenance(publisher="Polisen", title="Larm")
POLICE = Actor("per", "Per", Role.ANALYST, frozenset({"polisen"}))
TOWN = Actor("tove", "Tove", Role.ANALYST, frozenset({"kommunen"}))

# A title, months across, a mark, a place that is not ours, and a note below.
WIDE = """Statistik över larm, fiktiv myndighet

Ställe;Typ;2024-01;2024-02;2024-03
Torget;Larm;7;9;..
Gården;Larm;1;2;3
Källa: prov
"""
NEXT = WIDE.replace("2024-01;2024-02;2024-03", "2024-04;2024-05;2024-06").encode("cp1252")
YEARLESS = "Ställe;Larm\nTorget;-\nGården;3\n"


def form(**more):
    given = {"place": "Ställe", "places": {"torget": ("Torget",)}}
    return RecipeForm((MappedForm("larm", ""),), **(given | more))


@pytest.fixture
def look(site, owner):
    """A draft as it is seen; what is said of it is read at once."""

    def look(data, file="larm.csv", *, draft=None, actor=owner, **said):
        given = data.encode() if isinstance(data, str) else data
        draft = draft or new_draft(site, given, file, actor)
        if said:
            say(site, draft, actor, **said)
        read_draft(site, draft, reader_for(actor))
        return preview(site, draft, actor)

    return look


@pytest.fixture
def tried(look):
    """The wide file read by a new recipe."""

    def tried(name="", data=WIDE, **more):
        seen = look(data)
        body = body_of(form(**more), seen.foreign)
        return look(b"", draft=seen.draft, body=body, name=name)

    return tried


def values(site, reader):
    return {
        o.period.code: o.value
        for one in site.store.at().series(reader, indicators=["larm"])
        for o in one.observations
    }


def test_what_was_recognised_is_told_and_nothing_can_be_accepted_yet(site, owner, look):
    seen = look(WIDE)
    found = seen.foreign
    assert (found.values, seen.settled, seen.reading.faults) == (6, False, ())
    assert [label.texts for label in found.labels if label.name == "Ställe"] == [
        ("Torget", "Gården")
    ]
    (table,) = found.tables
    assert table.names[:2] == ("Ställe", "Typ")
    assert table.rows[0][:3] == ("Torget", "Larm", "7")
    assert (found.periods[0].first, found.periods[0].last) == ("2024-01", "2024-03")
    with pytest.raises(AnswerNeeded) as refused:
        accept(site, seen.draft, ORIGIN, owner)
    assert refused.value.code == "recipe_needed"
    assert error_wording(refused.value, texts_in(Language.SV)).remedy


def test_the_form_is_filled_in_where_names_are_the_same(site, owner, look):
    seen = look(WIDE).foreign
    definitions = site.store.at().definitions()
    made = suggested(seen, definitions, uploadable(definitions, owner))
    assert (made.place, made.places) == ("Ställe", {"torget": ("Torget",)})
    assert place_choices(seen)[-1] == WHOLE_FILE
    assert REGION not in place_choices(seen)


def test_a_tried_recipe_shows_what_it_would_change_and_what_it_leaves_out(tried):
    seen = tried()
    assert seen.settled
    assert (seen.difference.new, seen.foreign.left_out, seen.foreign.places) == (
        3, 3, (("Gården", 3),)
    )  # fmt: skip
    assert [c.after.value for c in seen.difference.changes] == [7, 9, None]


def test_it_is_accepted_recorded_saved_rebuilt_and_undone(site, owner, full_reader, tried):
    before = site.store.current()
    receipt = accept(site, tried("Larmlistan").draft, ORIGIN, owner)
    assert receipt.recipe == "Larmlistan"
    assert site.store.current() == before + 2
    (saved,) = recipes(site.store.at(), full_reader)
    read_by = receipt.upload.read_by
    assert (read_by.recipe, read_by.version, read_by.body) == (saved.id, 1, saved.body)
    expected = {"2024-01": 7, "2024-02": 9, "2024-03": None}
    assert values(site, full_reader) == expected
    rebuild(site, owner)
    assert values(site, full_reader) == expected
    withdraw(site, receipt.upload.id, "Fel fil.", owner, based_on=site.store.current())
    assert values(site, full_reader) == {}
    assert site.store.verify() == ()


def test_without_a_name_nothing_is_saved(site, owner, full_reader, tried):
    receipt = accept(site, tried().draft, ORIGIN, owner)
    assert recipes(site.store.at(), full_reader) == ()
    assert receipt.upload.read_by.recipe is None
    rebuild(site, owner)
    assert values(site, full_reader)["2024-01"] == 7


def test_the_next_delivery_is_recognised_by_its_shape(site, owner, tried, look):
    accept(site, tried("Larmlistan").draft, ORIGIN, owner)
    seen = look(NEXT, "helt_annat_namn.txt")
    assert seen.settled
    assert (seen.foreign.used.name, seen.foreign.used.version) == ("Larmlistan", 1)
    assert seen.difference.new == 3
    assert look("Kommun;Tal\nUppsala;3\n").foreign.used is None


def test_of_several_that_fit_a_person_chooses(site, owner, tried, look):
    body = tried().foreign.used.body
    for name in ("A", "B"):
        save_recipe(site, name, body, owner, based_on=site.store.current())
    seen = look(WIDE)
    assert ([one.name for one in seen.foreign.candidates], seen.settled) == (["A", "B"], False)
    second = recipe_named(site.store.at(), reader_for(owner), "b")
    seen = look(b"", draft=seen.draft, recipe=second.id)
    assert (seen.foreign.used.name, seen.settled) == ("B", True)


def test_a_changed_recipe_is_a_further_version(site, owner, full_reader, tried):
    body = tried().foreign.used.body
    first = save_recipe(site, "Larm", body, owner, based_on=site.store.current())
    same = save_recipe(site, "larm", body, owner, based_on=site.store.current())
    assert (first.version, same.version) == (1, 1)
    changed = body.model_copy(update={"places": {"Gården": "torget"}})
    again = save_recipe(site, "Larm", changed, owner, based_on=site.store.current())
    assert (again.id, again.version) == (first.id, 2)
    assert form_of(changed).places == {"torget": ("Gården",)}


class TestQuestions:
    def test_nothing_is_accepted_before_they_are_answered(self, site, owner, look):
        seen = look(YEARLESS)
        assert {question.key for question in seen.foreign.questions} == {"year", "dash"}
        texts = texts_in(Language.SV)
        assert all(question_wording(one, texts) for one in seen.foreign.questions)
        with pytest.raises(AnswerNeeded) as refused:
            accept(site, seen.draft, ORIGIN, owner)
        assert refused.value.code == "file_asks"

    def test_answers_are_used_told_and_remembered_but_for_the_year(
        self, site, owner, full_reader, look
    ):
        seen = look(YEARLESS)
        seen = look(b"", draft=seen.draft, answers={"year": "2024-05", "dash": "zero"})
        assert seen.foreign.questions == ()
        body = body_of(
            RecipeForm(
                (MappedForm("larm", seen.foreign.measures[0].name),),
                "Ställe",
                {"torget": ("Torget",)},
            ),
            seen.foreign,
        )
        assert body.answers == {"dash": "zero"}
        seen = look(b"", draft=seen.draft, body=body, name="Utan år")
        receipt = accept(site, seen.draft, ORIGIN, owner)
        assert {q.key: a for q, a in receipt.answered} == {
            "year": "2024-05", "dash": "zero"
        }  # fmt: skip
        assert values(site, full_reader) == {"2024-05": 0}
        rebuild(site, owner)
        assert values(site, full_reader) == {"2024-05": 0}
        following = look(YEARLESS).foreign
        assert [question.key for question in following.questions] == ["year"]
        assert following.answers == {"dash": "zero"}

    def test_cells_that_cannot_be_read_are_left_out_only_by_a_yes(self, look):
        broken = "Ställe;Månad;Larm\nTorget;2024-01;7\nTorget;igår;8\nTorget;2024-03;9\n"
        seen = look(broken)
        (asked,) = seen.foreign.questions
        assert (asked.key, asked.places) == (UNREAD, 1)
        body = body_of(
            RecipeForm((MappedForm("larm", seen.foreign.measures[0].name),), area="torget"),
            seen.foreign,
        )
        told = look(b"", draft=seen.draft, body=body)
        assert not told.settled
        told = look(b"", draft=seen.draft, answers={UNREAD: SKIP})
        assert (told.settled, told.reading.faults, told.difference.new) == (True, (), 2)
        told = look(b"", draft=seen.draft, answers={UNREAD: "stop"})
        assert told.reading.faults


class TestWhoMay:
    def test_an_analyst_maps_her_own_organisations_indicators(self, site, look, tried):
        body = tried().foreign.used.body  # larm is the police's
        seen = look(WIDE, actor=TOWN)
        with pytest.raises(NotAllowed):
            say(site, seen.draft, TOWN, body=body)
        with pytest.raises(NotAllowed):
            save_recipe(site, "Larm", body, TOWN, based_on=site.store.current())
        save_recipe(site, "Larm", body, POLICE, based_on=site.store.current())
        assert look(WIDE, actor=POLICE).settled
        assert look(WIDE, actor=TOWN).foreign.candidates == ()
        definitions = site.store.at().definitions()
        assert {one.owner_organisation for one in uploadable(definitions, TOWN)} == {"kommunen"}

    def test_who_may_not_upload_says_nothing_of_a_draft(self, site, look):
        seen, steering = look(WIDE), Actor("siv", "Siv", Role.STEERING, frozenset())
        with pytest.raises(NotAllowed):
            say(site, seen.draft, steering, answers={"year": "2024"})


def test_personal_data_stop_the_file_and_nothing_of_it_is_kept(site, owner, look):
    seen = look("Ställe;2024-01\nTorget;7\nRing 070-123 45 67;8\n")
    assert "personal_data" in [fault.code for fault in seen.reading.faults]
    assert seen.foreign is None
    folder = site.store.drafts.path(seen.draft)
    assert b"070-123" not in b"".join(p.read_bytes() for p in folder.iterdir())
    with pytest.raises(UploadRefused):
        accept(site, seen.draft, ORIGIN, owner)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (form(places={}), "recipe_without_area"),
        (form(places={"torget": ("Torget",), "gatan": ("Torget",)}), "recipe_place_twice"),
        (RecipeForm((MappedForm(None, ""),), area="torget"), "recipe_without_indicator"),
        (RecipeForm((MappedForm("larm"),), area="torget"), "recipe_without_measure"),
    ],
)
def test_a_form_that_lacks_something_says_what(look, said, code):
    with pytest.raises(TrackerError) as refused:
        body_of(said, look(WIDE).foreign)
    assert refused.value.code == code
    for language in Language:
        assert error_wording(refused.value, texts_in(language)).remedy


def test_a_recipe_goes_through_yaml_unchanged(site, owner, tried):
    body = tried().foreign.used.body.model_copy(
        update={"places": {"0380": "torget", "ja": "gatan"}, "place": ""}
    )
    saved = save_recipe(site, "Å, ä: ö", body, owner, based_on=site.store.current())
    text = to_yaml(saved)
    assert from_yaml(text.encode(), "recept.yaml") == ("Å, ä: ö", body)


def test_an_answer_that_nobody_means_and_a_recipe_that_nobody_saved(site, owner, look):
    seen = look(YEARLESS)
    with pytest.raises(TrackerError):
        say(site, seen.draft, owner, answers={"year": "x" * 300})
    with pytest.raises(NotFound):
        say(site, seen.draft, owner, recipe="ingenting")


@pytest.mark.skipif(not NAMES, reason="../shared is not there")
@pytest.mark.parametrize("name", NAMES)
def test_every_real_export_is_recognised_in_a_draft(site, owner, look, name):
    if name.startswith("fhm-covid19-2021"):
        pytest.skip("a megabyte of workbook: read in tests/ingest")
    seen = look((EXPORTS / name).read_bytes(), name)
    assert seen.foreign.values > 0
    assert seen.foreign.head or seen.foreign.tables
    texts = texts_in(Language.SV)
    for question in seen.foreign.questions:
        assert "{" not in question_wording(question, texts)
    for warning in seen.foreign.warnings:
        assert fault_wording(warning, texts).cause
    discard(site, seen.draft, owner)
