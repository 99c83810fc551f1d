"""A file from a program: draft, preview, acceptance; nothing half done, nothing done twice."""

import hashlib
from datetime import timedelta
from urllib.parse import quote

import pytest

from tracker.errors import StoreUnwritable
from tracker.service import drafting
from tracker.service.access import local_owner
from tracker.service.definitions import apply_definitions
from tracker.service.drafting import DraftState, draft_state
from tracker.service.receiving import MOST_DRAFTS
from tracker.service.uploads import new_draft
from tracker.web.api import bodies, uploading

READ_BY_CHILD = uploading.start_again  # before the tests read at once
FILE = "indikator;område;period;värde\nlarm;torget;2025-01;17\n"
OTHER = FILE.replace("17", "18")
BAD = "indikator;område;period;värde\nlarm;torget;2025-13;sju\n"
PERSONAL = "indikator;område;period;värde;kommentar\nlarm;torget;2025-01;17;ring 070-123 45 67\n"
ORIGIN = b'"provenance": {"publisher": "P", "title": "T"}}'
FOREIGN = "År;Kommun;Antal\n2023;Uppsala;11\n2024;Uppsala;-\n"


@pytest.fixture
def token(programs):
    return programs.token("analytiker", "polisen")


def drafts(programs):
    return [one.id for one in programs.site.store.drafts.list()]


def left_behind(programs):
    """What lies among the drafts and is none."""
    folder = programs.site.store.drafts.folder
    return [p.name for p in folder.iterdir() if p.name not in drafts(programs)]


class TestTheWholeWay:
    def test_a_file_becomes_a_data_version(self, programs, token):
        before = programs.site.store.current()
        since = len(programs.site.store.journal.entries())
        made = programs.bring(token, name="larm å ä ö.csv")
        assert made.status_code == 201
        told = made.json()
        assert told["sha256"] == hashlib.sha256(FILE.encode()).hexdigest()
        assert (told["file_name"], told["size"]) == ("larm å ä ö.csv", len(FILE.encode()))
        assert made.headers["location"] == f"/api/v1/drafts/{told['id']}"
        assert programs.site.store.current() == before

        draft = programs.get(f"/drafts/{told['id']}", token).json()
        seen = draft["preview"]
        assert (draft["state"], draft["progress"]) == ("read", None)
        assert (seen["new"], seen["revised"], seen["unchanged"]) == (1, 0, 0)
        assert (seen["publication"], seen["acceptable"], seen["faults"]) == (before, True, [])

        accepted = programs.accept(token, told["id"], based_on=seen["publication"])
        assert accepted.status_code == 200, accepted.text
        assert accepted.json()["publication"] == programs.site.store.current() == before + 1
        [upload] = [u for u in programs.uploads() if u.id == accepted.json()["upload"]]
        assert upload.file_name == "larm å ä ö.csv"
        assert upload.received_by.startswith("token-")
        assert drafts(programs) == left_behind(programs) == []
        kinds = [kind for kind, _, _ in programs.rows(since)]
        assert kinds == ["api_upload", "publishing", "published"]
        assert programs.site.store.verify() == ()

    def test_the_same_values_again_make_no_data_version(self, programs, token):
        programs.accept(token, programs.draft(token))
        number = programs.site.store.current()
        again = programs.accept(token, programs.draft(token)).json()
        assert (again["publication"], again["unchanged"]) == (None, 1)
        assert programs.site.store.current() == number
        assert drafts(programs) == []

    def test_what_a_complete_file_lacks_is_withdrawn(self, programs, token):
        data = "indikator;område;period;värde\ntips;torget;2024-10;1\ntips;torget;2024-12;2\n"
        draft = programs.draft(token, data)
        assert programs.get(f"/drafts/{draft}", token).json()["preview"]["absent"] == 1
        assert programs.accept(token, draft, complete=True).json()["withdrawn"] == 1

    def test_a_child_process_reads_it(self, programs, token, monkeypatch):
        started, ran = READ_BY_CHILD, []
        monkeypatch.setattr(uploading, "start_again", lambda *told: ran.append(told))
        draft = programs.bring(token).json()["id"]
        [(_, begun)] = ran
        assert begun == draft
        told = programs.get(f"/drafts/{draft}", token).json()
        assert (told["state"], told["preview"]) == ("reading", None)
        assert told["progress"]["phase"] == "starting"
        assert started is drafting.start_again


class TestFaults:
    def test_each_is_told_with_place_cause_and_remedy(self, programs, problem, token):
        draft = programs.draft(token, BAD)
        seen = programs.get(f"/drafts/{draft}", token).json()["preview"]
        assert not seen["acceptable"]
        assert {(f["row"], f["column"]) for f in seen["faults"]} == {(2, "period"), (2, "värde")}
        assert all(f["cause"] and f["remedy"] and f["place"] for f in seen["faults"])
        refused = programs.accept(token, draft)
        assert problem(refused) == (422, "file_has_faults")
        assert refused.json()["faults"] == seen["faults"]
        assert draft in drafts(programs)

    def test_personal_data_is_not_repeated(self, programs, problem, token):
        draft = programs.draft(token, PERSONAL)
        seen = programs.get(f"/drafts/{draft}", token)
        assert [f["code"] for f in seen.json()["preview"]["faults"]] == ["personal_data"]
        assert "070-123" not in seen.text
        assert problem(programs.accept(token, draft)) == (422, "file_has_faults")

    @pytest.mark.parametrize(
        "field", ["publisher", "title", "licence", "counted", "known_problems"]
    )
    def test_nor_in_what_is_said_of_its_origin(self, programs, problem, token, field):
        origin = {"publisher": "P", "title": "T", field: "Ring Anna, 070-123 45 67"}
        draft = programs.draft(token)
        answer = programs.accept(token, draft, provenance=origin)
        assert problem(answer) == (400, "provenance_personal_data")
        assert field in answer.text
        assert "070" not in answer.text
        assert programs.accept(token, draft).status_code == 200, "it may be said otherwise"

    def test_nor_is_a_text_searched_that_is_longer_than_any(self, programs, problem, token):
        origin = {"publisher": "P", "title": "T", "counted": "070-123 45 67" + "." * 2_000}
        answer = programs.accept(token, programs.draft(token), provenance=origin)
        assert problem(answer) == (400, "provenance_text_long")

    def test_html_and_formulas_are_text(self, programs, token):
        data = FILE.replace("17", "<script>alert(1)</script>")
        answer = programs.get(f"/drafts/{programs.draft(token, data)}", token)
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["preview"]["faults"][0]["cell"] == "<script>alert(1)</script>"

    def test_invented_values_go_only_when_that_is_said(self, programs, problem):
        token = programs.token("analytiker", "hyresvarden")
        data = "indikator;område;period;värde\nvandringar;torget;2025K1;9\n"
        draft = programs.draft(token, data)
        assert programs.get(f"/drafts/{draft}", token).json()["preview"]["replaces_fictional"]
        assert problem(programs.accept(token, draft)) == (409, "replace_fictional")
        assert programs.accept(token, draft, replace_fictional=True).status_code == 200

    def test_one_that_could_not_be_read(self, programs, problem, token, monkeypatch):
        def dies(site, draft):
            (site.store.drafts.path(draft) / "ended").write_text("-9", "ascii")

        monkeypatch.setattr(uploading, "start_again", dies)
        draft = programs.bring(token).json()["id"]
        assert programs.get(f"/drafts/{draft}", token).json()["state"] == "failed"
        assert problem(programs.accept(token, draft)) == (409, "api_draft_failed")

    def test_one_that_is_still_read(self, programs, problem, token, monkeypatch):
        monkeypatch.setattr(uploading, "start_again", lambda site, draft: None)
        draft = programs.bring(token).json()["id"]
        assert problem(programs.accept(token, draft)) == (409, "api_draft_reading")


class TestForeignFiles:
    def test_they_ask_and_are_answered(self, programs, problem, token):
        draft = programs.draft(token, FOREIGN)
        seen = programs.get(f"/drafts/{draft}", token).json()["preview"]
        assert not seen["acceptable"]
        [question] = seen["questions"]
        assert question["text"]
        choice = question["choices"][0]["key"]
        unasked = programs.accept(token, draft, answers={"annat": "x"})
        assert problem(unasked) == (400, "api_answer_unasked")
        answered = programs.accept(token, draft, answers={question["key"]: choice})
        assert problem(answered) == (409, "recipe_needed")
        seen = programs.get(f"/drafts/{draft}", token).json()["preview"]
        assert (seen["questions"], seen["answers"]) == ([], {question["key"]: choice})

    def test_an_unknown_recipe(self, programs, problem, token):
        draft = programs.draft(token, FOREIGN)
        assert problem(programs.accept(token, draft, recipe="finnsinte")) == (404, "recipe_unknown")


class TestOnceOnly:
    def test_the_same_key_and_bytes_give_the_same_draft(self, programs, token):
        key = {"idempotency-key": "natt-1"}
        first, again = (programs.bring(token, **key) for _ in range(2))
        assert (first.status_code, first.content) == (again.status_code, again.content)
        assert first.headers["location"] == again.headers["location"]
        assert len(drafts(programs)) == 1

    def test_also_when_it_has_been_accepted(self, programs, token):
        key = {"idempotency-key": "natt-1"}
        first = programs.bring(token, **key)
        draft = first.json()["id"]
        accepted = programs.accept(token, draft, headers={"idempotency-key": "natt-2"}, based_on=6)
        again = programs.accept(token, draft, headers={"idempotency-key": "natt-2"}, based_on=6)
        assert accepted.status_code == again.status_code == 200
        assert accepted.content == again.content
        assert programs.bring(token, **key).content == first.content
        assert drafts(programs) == []

    @pytest.mark.parametrize(
        ("data", "name"), [(OTHER, "larm.csv"), (FILE, "annat.csv")], ids=["bytes", "name"]
    )
    def test_another_file_by_the_same_key_is_refused(self, programs, problem, token, data, name):
        key = {"idempotency-key": "natt-1"}
        programs.bring(token, **key)
        assert problem(programs.bring(token, data, name, **key)) == (422, "api_key_reused")
        assert len(drafts(programs)) == 1
        assert left_behind(programs) == []

    def test_a_key_is_ones_own_and_for_a_day(self, programs, token, clock):
        key = {"idempotency-key": "natt-1"}
        mine, theirs = (programs.bring(t, **key).json() for t in (token, programs.token()))
        assert mine["id"] != theirs["id"]
        clock.now += timedelta(hours=24)
        assert programs.bring(token, OTHER, **key).status_code == 201

    def test_whoever_is_slower_gets_the_answer_of_the_quicker(self, programs, token, monkeypatch):
        key = {"idempotency-key": "natt-1"}
        first = programs.bring(token, **key)
        monkeypatch.setattr(uploading, "answered_before", lambda *told: None)
        assert programs.bring(token, **key).content == first.content
        assert len(drafts(programs)) == 1

    def test_neither_key_nor_token_is_in_the_chain(self, programs, token):
        programs.bring(token, **{"idempotency-key": "natt-hemlig"})
        told = str(programs.site.store.journal.entries())
        assert token not in told
        assert "natt-hemlig" not in told
        assert programs.site.store.verify() == ()


class TestWhoMay:
    def test_a_draft_is_the_tokens_own(self, programs, problem, token):
        draft, other = programs.draft(token), programs.token("ägare")
        tries = [
            programs.get(f"/drafts/{draft}", other),
            programs.accept(other, draft),
            programs.ask("DELETE", f"/drafts/{draft}", other),
            programs.get(f"/drafts/{'0' * 32}", other),
        ]
        assert {problem(one) for one in tries} == {(404, "draft_unknown")}
        assert draft in drafts(programs)

    def test_nor_is_one_of_the_pages_a_programs(self, programs, problem, token):
        draft = new_draft(programs.site, FILE.encode(), "f.csv", local_owner("Anna"))
        assert problem(programs.get(f"/drafts/{draft}", token)) == (404, "draft_unknown")

    def test_another_organisations_series(self, programs, problem):
        other = programs.token("analytiker", "hyresvarden")
        draft = programs.draft(other)
        told = programs.get(f"/drafts/{draft}", other)
        assert problem(told) == (403, "not_own_organisation")
        assert problem(programs.accept(other, draft)) == (403, "not_own_organisation")

    def test_dropping_one(self, programs, problem, token):
        draft = programs.draft(token)
        since = len(programs.site.store.journal.entries())
        answer = programs.ask("DELETE", f"/drafts/{draft}", token)
        assert (answer.status_code, answer.content) == (204, b"")
        assert drafts(programs) == []
        assert [(kind, what) for kind, _, what in programs.rows(since)] == [("api_discard", draft)]
        assert problem(programs.get(f"/drafts/{draft}", token)) == (404, "draft_unknown")

    @pytest.mark.parametrize(
        "draft", ["..", "%2e%2e%2fgoals.yaml", "' or 1=1", "A" * 32, "x" * 999]
    )
    def test_an_id_is_never_a_path(self, programs, problem, token, draft):
        assert problem(programs.get(f"/drafts/{quote(draft, safe='%')}", token))[0] == 404


class TestBodies:
    def test_too_large_is_refused_before_it_is_read(self, programs, problem, token, monkeypatch):
        monkeypatch.setattr(bodies, "MOST_RECEIVED", 100)
        asked = []

        def parts():
            for _ in range(50):
                asked.append(1)
                yield b"x" * 40

        told = {"file-name": "f.csv"}
        given = {"content-length": "101", **told}
        short = programs.ask("POST", "/upload", token, content=b"", headers=given)
        assert problem(short) == (413, "file_too_large")
        streamed = programs.ask("POST", "/upload", token, content=parts(), headers=told)
        assert problem(streamed) == (413, "file_too_large")
        assert drafts(programs) == left_behind(programs) == []

    @pytest.mark.parametrize(
        "name",
        [
            "",
            "   ",
            "..",
            "../f.csv",
            "a%2Fb.csv",
            "a%5Cb.csv",
            "f%0d%0aX: 1.csv",
            "%00",
            "x" * 201,
        ],
    )
    def test_a_name_is_a_name(self, programs, problem, token, name):
        answer = programs.ask("POST", "/upload", token, content=b"x", headers={"file-name": name})
        assert problem(answer) == (400, "api_file_name")
        assert drafts(programs) == []

    def test_a_form_in_parts(self, programs, problem, token):
        kind = {"content-type": "multipart/form-data; boundary=x"}
        assert problem(programs.bring(token, **kind)) == (415, "api_media_type")

    @pytest.mark.parametrize("key", ["", "a b", "å", "x" * 101])
    def test_a_key_that_cannot_be(self, programs, problem, token, key):
        answer = programs.bring(token, **{"idempotency-key": key.encode("latin-1")})
        assert problem(answer) == (400, "api_key_bad")

    @pytest.mark.parametrize(
        ("content", "kind", "status"),
        [
            (b"{}", "application/json", 400),
            (b"", "application/json", 400),
            (b"[" * 5000, "application/json", 400),
            (b'{"based_on": true, ' + ORIGIN, "application/json", 400),
            (b'{"based_on": 6, "x": 1, ' + ORIGIN, "application/json", 400),
            (b"\xff\xfe", "application/json", 400),
            (b"{}", "text/plain", 415),
            (b"x" * 70_000, "application/json", 413),
        ],
    )  # fmt: skip
    def test_an_acceptance_is_json(self, programs, problem, token, content, kind, status):
        path, headers = f"/drafts/{programs.draft(token)}/accept", {"content-type": kind}
        answer = programs.ask("POST", path, token, content=content, headers=headers)
        assert problem(answer)[0] == status

    def test_so_many_drafts_wait(self, programs, problem, token, clock):
        for number in range(MOST_DRAFTS):
            assert programs.bring(token, FILE.replace("17", str(number))).status_code == 201
        assert problem(programs.bring(token)) == (409, "api_drafts_waiting")
        assert programs.bring(programs.token()).status_code == 201
        clock.now += timedelta(hours=25)
        assert programs.bring(token).status_code == 201

    def test_so_many_files_a_minute(self, programs, problem, token, clock, monkeypatch):
        monkeypatch.setattr(type(clock), "__call__", lambda self: self.now)
        answers = [programs.bring(token, name="") for _ in range(21)]
        assert {problem(a)[0] for a in answers[:20]} == {400}
        assert problem(answers[20]) == (429, "api_too_often")

    def test_a_full_disk_leaves_no_draft(self, programs, problem, token, monkeypatch):
        def full(*_told, **_more):
            raise StoreUnwritable("disk_full", folder="x")

        monkeypatch.setattr(uploading, "keep_answer", full)
        assert problem(programs.bring(token)) == (503, "disk_full")
        assert drafts(programs) == left_behind(programs) == []


class TestMeanwhile:
    def test_the_definitions_moved(self, programs, problem, token):
        draft, seen = programs.draft(token), programs.site.store.current()
        goals = programs.site.folder / "goals.yaml"
        goals.write_text(goals.read_text("utf-8").replace("Falska larm", "Falsklarm"), "utf-8")
        apply_definitions(programs.site, local_owner("Anna"), based_on=seen)
        assert problem(programs.accept(token, draft, based_on=seen)) == (409, "definitions_moved")
        assert draft_state(programs.site, draft) is DraftState.READ
        assert programs.accept(token, draft).status_code == 200

    def test_the_series_moved(self, programs, problem, token):
        draft, seen = programs.draft(token), programs.site.store.current()
        programs.accept(token, programs.draft(token, OTHER))
        assert problem(programs.accept(token, draft, based_on=seen))[0] == 409
        assert problem(programs.accept(token, draft, based_on=999))[0] == 404
