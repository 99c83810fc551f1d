"""Actions as a file: what is written is read back as it was, and what is wrong is told by cell."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import EntryRefused
from tracker.ingest.personal import is_personal
from tracker.model.definitions import Source
from tracker.model.steering import ActionStatus, ActionType, ActionUpdate, SteeringAction
from tracker.service.action_files import ACTION_COLUMNS
from tracker.service.steering import read_actions_csv, to_csv
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import fault_wording

LEAST = SteeringAction(
    id="kameror",
    title="Kameror",
    type=ActionType.SITUATIONAL,
    owner_organisation="kommunen",
    status=ActionStatus.PLANNED,
)
FULL = LEAST.model_copy(
    update={
        "id": "-full",
        "goals": ("lugn", "trygghet"),
        "conditions": ("ro",),
        "phase": 2,
        "areas": ("torget", "gatan"),
        "indicators": ("larm",),
        "problem": '=HYPERLINK("http://x"); med «citat» och\nrad två',
        "cause": "'=redan skyddad",
        "why_now": "-5 grader",
        "makes_possible": "+46 är ingen formel",
        "enables": ("andra", "tredje"),
        "type": ActionType.ENFORCEMENT,
        "start": date(2021, 4, 1),
        "end": date(2021, 10, 31),
        "status": ActionStatus.DONE,
        "fidelity": "partly",
        "updates": (
            ActionUpdate(on=date(2021, 4, 1), text="Start: klar | delvis"),
            ActionUpdate(on=date(2021, 5, 1), text=r"C:\kameror\| och \\"),
        ),
        "source": Source(
            title="Svaret", publisher="Kommunen", url="https://x.se/a", read=date(2025, 1, 2)
        ),
        "fictional": True,
        "withdrawn": True,
    }
)


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def file_of(*changed, separator=";", **columns) -> bytes:
    """A file of one row for each dict of cells, else as LEAST; `drop` and `add` change columns."""
    header = [c for c in ACTION_COLUMNS if c != columns.get("drop")] + columns.get("add", [])
    usual = dict(zip(ACTION_COLUMNS, rows_of(to_csv([LEAST]))[1], strict=True))
    page = io.StringIO(newline="")
    writer = csv.writer(page, delimiter=separator)
    writer.writerow(header)
    for number, cells in enumerate(changed, start=1):
        row = usual | {"id": f"rad{number}"} | cells
        writer.writerow([row.get(column, "") for column in header])
    return page.getvalue().encode()


def faults_of(data: bytes):
    """[(code, row, column), ...]; each is worded."""
    with pytest.raises(EntryRefused) as raised:
        read_actions_csv(data)
    for fault in raised.value.faults:
        for language in Language:
            assert "{" not in str(fault_wording(fault, texts_in(language)))
    return [(f.code, f.row, f.column) for f in raised.value.faults]


class TestThereAndBack:
    def test_the_least_and_the_most(self):
        assert read_actions_csv(to_csv([LEAST, FULL])) == (LEAST, FULL)

    @pytest.mark.parametrize("status", ActionStatus)
    @pytest.mark.parametrize("fidelity", ["as_planned", "partly", "not", "unknown"])
    def test_every_word(self, status, fidelity):
        for type_ in ActionType:
            changed = {"status": status, "fidelity": fidelity, "type": type_}
            action = LEAST.model_copy(update=changed)
            assert read_actions_csv(to_csv([action])) == (action,)

    @given(
        text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40)
        | st.sampled_from(["'", "''=1", "'-", "=1", "|", "||", r"\|", "a\\", '"', ";", "a\nb"])
    )
    def test_any_text(self, text):
        action = SteeringAction.model_validate(
            LEAST.model_dump()
            | {
                "problem": text,
                "updates": [{"on": date(2024, 1, 1), "text": f"a{text}b"}],
            }
        )
        data = to_csv([action])
        if is_personal(data.decode()) or "\ufffd" in text:
            return
        assert read_actions_csv(data) == (action,)

    def test_no_cell_is_a_formula(self):
        for cell in rows_of(to_csv([FULL]))[1]:
            assert not cell.startswith(("=", "@", "\t")), cell
        assert "'+46 är ingen formel" in rows_of(to_csv([FULL]))[1]

    def test_a_spreadsheet_sees_its_letters(self):
        assert to_csv([]).startswith(b"\xef\xbb\xbfid;titel;typ;")

    @pytest.mark.parametrize("separator", [",", "\t", ";"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    def test_as_spreadsheets_save_it(self, separator, encoding):
        data = file_of({"problem": "Åkte, först; sen"}, separator=separator)
        [action] = read_actions_csv(data.decode().encode(encoding))
        assert action.problem == "Åkte, först; sen"


def test_columns_in_any_order_and_case_blank_rows_and_columns_without_anything():
    rows = rows_of(to_csv([LEAST]))
    turned = [[*reversed(row), ""] for row in rows]
    turned[0] = [cell.upper() for cell in turned[0]]
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=";").writerows([*turned, [""] * len(turned[0])])
    assert read_actions_csv(page.getvalue().encode()) == (LEAST,)


def test_a_row_without_id_is_a_new_action():
    first, second = read_actions_csv(file_of({"id": ""}, {"id": ""}))
    assert first.id != second.id


def test_the_models_own_words_are_read_too():
    [action] = read_actions_csv(file_of({"typ": "Social", "status": "ongoing"}))
    assert (action.type, action.status) == (ActionType.SOCIAL, ActionStatus.ONGOING)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        pytest.param({"titel": ""}, "entry_field_empty", "titel", id="no title"),
        pytest.param({"typ": ""}, "entry_field_empty", "typ", id="no type"),
        pytest.param({"status": " "}, "entry_field_empty", "status", id="no status"),
        pytest.param({"ansvarig": ""}, "entry_field_empty", "ansvarig", id="no owner"),
        pytest.param({"typ": "annan"}, "action_cell_unknown_word", "typ", id="type"),
        pytest.param({"status": "snart"}, "action_cell_unknown_word", "status", id="status"),
        pytest.param({"genomförd": "nja"}, "action_cell_unknown_word", "genomförd", id="done"),
        pytest.param({"påhittad": "1"}, "action_cell_unknown_word", "påhittad", id="yes or no"),
        pytest.param({"fas": "4"}, "action_cell_unknown_word", "fas", id="phase"),
        pytest.param({"start": "1 april"}, "action_cell_not_a_date", "start", id="day"),
        pytest.param({"slut": "20210401"}, "action_cell_not_a_date", "slut", id="bare digits"),
        pytest.param({"slut": "2021-02-30"}, "action_cell_not_a_date", "slut", id="no such day"),
        pytest.param(
            {"uppdateringar": "Klart"}, "action_cell_not_a_date", "uppdateringar", id="undated"
        ),
        pytest.param(
            {"uppdateringar": "2024-01-01:"}, "entry_field_empty", "uppdateringar", id="untold"
        ),
        pytest.param({"id": "Å"}, "entry_field_bad", "id", id="id"),
        pytest.param({"målområden": "Mål ett"}, "entry_field_bad", "målområden", id="goal"),
        pytest.param({"leder till": "a"}, "entry_field_bad", "leder till", id="link"),
        pytest.param({"källa": "Svaret"}, "entry_field_empty", "utgivare", id="half a source"),
        pytest.param({"problem": "19121212-1212"}, "personal_data", "problem", id="personal"),
        pytest.param({"titel": "a@b.se"}, "personal_data", "titel", id="personal title"),
        pytest.param(
            {"problem": "a@b.se" + "x" * 20_000}, "entry_text_too_long", "problem", id="long"
        ),
    ],
)
def test_a_cell_that_cannot_be_so(cells, code, column):
    assert faults_of(file_of({}, cells)) == [(code, 3, column)]


def test_personal_data_is_not_repeated():
    for column in ACTION_COLUMNS:
        with pytest.raises(EntryRefused) as raised:
            read_actions_csv(file_of({column: "19121212-1212"}))
        assert "19121212" not in repr(raised.value.faults)


def test_every_fault_is_told_by_row_as_a_spreadsheet_counts():
    data = file_of({"problem": "två\nrader", "fas": "9"}, {}, {"titel": "", "start": "x"})
    assert faults_of(data) == [
        ("action_cell_unknown_word", 2, "fas"),
        ("action_cell_not_a_date", 4, "start"),
        ("entry_field_empty", 4, "titel"),
    ]


def test_the_same_id_twice():
    assert faults_of(file_of({"id": "ena"}, {}, {"id": "ena"})) == [("action_row_twice", 4, "id")]


@pytest.mark.parametrize(
    ("data", "code", "row"),
    [
        pytest.param(file_of({}, drop="problem"), "action_column_missing", 1, id="a column gone"),
        pytest.param(file_of({}, add=["annat"]), "unknown_column", 1, id="a column more"),
        pytest.param(file_of({}, add=["titel"]), "duplicate_column", 1, id="a column twice"),
        pytest.param(file_of(), "header_only", None, id="no row"),
        pytest.param(file_of({}) + b"x;y\r\n", "ragged_row", 3, id="a short row"),
        pytest.param(file_of({}) + b'"x;y\r\n', "broken_quotes", None, id="an open quote"),
        pytest.param(b"", "empty_file", None, id="nothing"),
        pytest.param(b"a;b\n1;2\n", "actions_header", 1, id="another file"),
        pytest.param(b"PK\x03\x04xl/" + b"\0" * 100, "excel_file", None, id="a workbook"),
        pytest.param(b"%PDF-1.4", "pdf_file", None, id="a PDF"),
        pytest.param(b"x" * (6 * 2**20), "file_too_large", None, id="too large"),
        pytest.param(b"id;titel\n" * 20_002, "too_many_rows", None, id="too many rows"),
    ],
)
def test_a_file_that_is_no_file_of_actions(data, code, row):
    assert faults_of(data) == [(code, row, None)]


def test_as_many_faults_as_a_person_reads():
    faults = faults_of(file_of(*({"fas": "9"} for _ in range(300))))
    assert len(faults) == 201
    assert faults[-1] == ("more_faults", None, None)
