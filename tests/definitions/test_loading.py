"""Reading the two files of a programme folder, and describing them to editors."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from tracker.definitions import json_schema, load_definitions, parse_definitions
from tracker.errors import DefinitionsInvalid, ProgrammeNotFound
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import error_wording

SOURCE = Path(__file__).parents[2] / "tracker" / "definitions"


@pytest.fixture
def folder(tmp_path: Path, goals: str, phases: str) -> Path:
    (tmp_path / "goals.yaml").write_text(goals, encoding="utf-8")
    (tmp_path / "phases.yaml").write_text(phases, encoding="utf-8")
    return tmp_path


def test_a_valid_folder(folder: Path) -> None:
    definitions = load_definitions(folder)
    assert list(definitions.indicators) == ["larm", "trygga", "invanare"]
    assert definitions.goal_of["larm"].name.sv == "Lugnare kvällar"
    assert [area.id for area in definitions.phase_areas] == ["torget"]
    baseline = definitions.indicators["larm"].baseline
    assert baseline is not None
    assert (baseline.window.start.isoformat(), baseline.window.end.isoformat()) == (
        "2018-01-01",
        "2019-12-31",
    )


def test_windows_line_ends_and_a_byte_order_mark_are_read(folder: Path, goals: str) -> None:
    (folder / "goals.yaml").write_bytes(("\ufeff" + goals.replace("\n", "\r\n")).encode())
    assert load_definitions(folder).programme.name.sv == "Trygga torget"


@pytest.mark.parametrize("missing", ["goals.yaml", "phases.yaml"])
def test_a_missing_file(missing: str, folder: Path) -> None:
    (folder / missing).unlink()
    with pytest.raises(ProgrammeNotFound) as raised:
        load_definitions(folder)
    assert raised.value.params["file"] == missing
    for language in Language:
        assert missing in error_wording(raised.value, texts_in(language)).cause


def test_a_file_in_another_encoding_does_not_hide_the_other(folder: Path, goals: str) -> None:
    (folder / "goals.yaml").write_bytes(goals.encode("cp1252"))
    (folder / "phases.yaml").write_text("format: 1\nformat: 1\n", encoding="utf-8")
    with pytest.raises(DefinitionsInvalid) as raised:
        load_definitions(folder)
    codes = [(f.file, f.code) for f in raised.value.faults]
    assert codes[0] == ("goals.yaml", "text_encoding")
    assert ("phases.yaml", "yaml_duplicate_key") in codes
    assert raised.value.params["count"] == len(codes)


def test_the_schemas_accept_what_is_valid(goals: str, phases: str) -> None:
    schemas = json_schema()
    for name, text in (("goals", goals), ("phases", phases)):
        # An editor sees dates as text.
        plain = json.loads(json.dumps(yaml.safe_load(text), default=str))
        jsonschema.Draft202012Validator(schemas[name]).validate(plain)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("owner: kommunen", "ovner: kommunen", id="misspelt field"),
        pytest.param("measure: count", "measure: antal", id="value not allowed"),
        pytest.param("window: 2018..2019", "window: [2018, 2019]", id="window as a list"),
    ],
)
def test_the_schemas_refuse_what_is_not(old: str, new: str, goals: str) -> None:
    plain = json.loads(json.dumps(yaml.safe_load(goals.replace(old, new)), default=str))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()["goals"]).validate(plain)


def test_definitions_survive_being_kept_as_json(goals: str, phases: str) -> None:
    definitions = parse_definitions(goals, phases)
    kept = definitions.model_dump_json()
    assert type(definitions).model_validate_json(kept) == definitions


@pytest.mark.parametrize("language", Language)
def test_no_fault_is_worded_that_nothing_tells(language: Language) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    folder = SOURCE.parent / "texts" / "locale" / language / "definitions.po"
    keys = [
        line.split('"')[1].removesuffix(".remedy").partition(".")[2]
        for line in folder.read_text(encoding="utf-8").splitlines()
        if line.startswith('msgid "') and line != 'msgid ""'
    ]
    assert [key for key in keys if f'"{key}' not in source] == []
