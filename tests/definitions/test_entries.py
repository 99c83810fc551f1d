"""The files of shipped entries: each entry whole and marked for what it is, or every fault."""

from datetime import date
from pathlib import Path

import pytest

from tracker.definitions import load_entries
from tracker.errors import DefinitionsInvalid
from tracker.model.steering import AddedEvent, Dialogue, EntryKind, SteeringAction
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording

ACTION = """\
- kind: action
  id: kameror
  title: Kameror
  type: situational
  owner_organisation: kommunen
  start: 2021-04-01
  status: done
"""
DIALOGUE = """\
- kind: dialogue
  id: dialog
  name: Dialog
  place: Torget
  form: Enkät
  held: 2018-05-14
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "open" / "entries"
    made.mkdir(parents=True)
    return made


def test_by_file_name_and_then_as_listed(folder):
    (folder / "b.yaml").write_text("entries:\n" + DIALOGUE, "utf-8")
    (folder / "a.yaml").write_text(ACTION + "- {kind: event, id: ena, on: 2020-01-01, label: H}\n")
    (folder / "läs mig.txt").write_text("inget")
    action, event, dialogue = load_entries(folder, fictional=False)
    assert isinstance(action, SteeringAction)
    assert (action.id, action.start) == ("kameror", date(2021, 4, 1))
    assert isinstance(event, AddedEvent)
    assert isinstance(dialogue, Dialogue)
    assert dialogue.held.code == "2018-05-14"


def test_no_folder_and_no_file_are_no_entries(folder):
    assert load_entries(folder, fictional=True) == ()
    assert load_entries(folder / "ingen", fictional=True) == ()


def test_what_is_invented_is_marked_and_nothing_else(folder):
    (folder / "a.yaml").write_text(ACTION + "  fictional: true\n")
    assert load_entries(folder, fictional=True)[0].fictional
    for text, fictional, code in (
        (ACTION, True, "entry_not_marked_fictional"),
        (ACTION + "  fictional: true\n", False, "entry_marked_fictional"),
    ):
        (folder / "a.yaml").write_text(text)
        with pytest.raises(DefinitionsInvalid) as raised:
            load_entries(folder, fictional=fictional)
        [fault] = raised.value.faults
        assert (fault.code, fault.path) == (code, "kameror › fictional")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("entries: 1\n", [("entries_not_a_list", 1, None)], id="a number"),
        pytest.param("poster: []\n", [("entries_not_a_list", 1, None)], id="another key"),
        pytest.param("entries: []\nmer: 1\n", [("entries_not_a_list", 1, None)], id="a key more"),
        pytest.param("- a: [\n", [("yaml_syntax", 2, None)], id="no YAML"),
        pytest.param("", [("yaml_empty", 1, None)], id="nothing"),
        pytest.param("- 12\n", [("field_not_mapping", 1, "1")], id="no mapping"),
        pytest.param("- id: ena\n", [("field_missing", 1, "ena")], id="no kind"),
        pytest.param(
            ACTION + "- kind: annat\n", [("field_not_allowed", 8, "2 › kind")], id="no such kind"
        ),
        pytest.param(
            ACTION.replace("title", "titel"),
            [("field_missing", 1, "kameror"), ("field_unknown_like", 3, "kameror › titel")],
            id="a misspelt field",
        ),
        pytest.param(
            ACTION.replace("done", "klar"),
            [("field_not_allowed", 7, "kameror › status")],
            id="no such status",
        ),
        pytest.param(
            DIALOGUE.replace("2018-05-14", "förr"),
            [("field_bad_window", 6, "dialog › held")],
            id="no time",
        ),
        pytest.param(
            DIALOGUE + DIALOGUE.replace("Enkät", "''").replace("Dialog\n", "[]\n"),
            [("field_not_text", 9, "dialog › name"), ("field_empty", 11, "dialog › form")],
            id="two faults in the second",
        ),
    ],
)
def test_faults_have_file_line_and_place(folder, worded, text, told):
    (folder / "a.yaml").write_text(text, "utf-8")
    with pytest.raises(DefinitionsInvalid) as raised:
        load_entries(folder, fictional=False)
    faults = raised.value.faults
    assert sorted((f.code, f.line, f.path) for f in faults) == sorted(told, key=lambda t: t[0])
    assert {f.file for f in faults} == {"open/entries/a.yaml"}
    for fault in faults:
        worded(fault)
    for language in Language:
        assert error_wording(raised.value, texts_in(language)).remedy


def test_faults_of_every_file_together(folder):
    (folder / "a.yaml").write_text("- 1\n")
    (folder / "b.yaml").write_text("- 2\n")
    with pytest.raises(DefinitionsInvalid) as raised:
        load_entries(folder, fictional=False)
    assert [f.file for f in raised.value.faults] == ["open/entries/a.yaml", "open/entries/b.yaml"]


@pytest.mark.parametrize("kind", EntryKind)
def test_every_kind_is_asked_for_what_it_lacks(folder, kind):
    (folder / "a.yaml").write_text(f"- kind: {kind}\n")
    with pytest.raises(DefinitionsInvalid) as raised:
        load_entries(folder, fictional=False)
    assert {f.code for f in raised.value.faults} == {"field_missing"}
