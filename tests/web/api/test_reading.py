"""What can be read, by whom: the same numbers as on the pages, and no others."""

import csv
import json
import logging
import shutil
from datetime import timedelta

import pytest
from starlette.applications import Starlette

from tracker.errors import StoreUnwritable
from tracker.export.report_json import report_json
from tracker.service.access import ANYONE, local_owner
from tracker.service.definitions import apply_definitions
from tracker.service.programme import ENVIRONMENT
from tracker.service.reports import build_report
from tracker.service.tokens import revoke_token, tokens
from tracker.store import Journal
from tracker.texts.catalogue import Language, texts_in
from tracker.web.options import options

READS = ["report", "series", "definitions", "publications"]


def rows(answer):
    return list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))


def values(answer, indicator):
    """The numbers of an indicator in a CSV."""
    return [r["värde"] for r in rows(answer) if r["indikator"] == indicator and r["värde"]]


class TestWhoSees:
    @pytest.mark.parametrize("kind", ["json", "csv"])
    def test_anyone_sees_what_is_open(self, programs, kind):
        answer = programs.get(f"/series?format={kind}")
        assert answer.status_code == 200
        if kind == "json":
            told = answer.json()
            assert told["audience"] == "öppen"
            closed = [s for s in told["series"] if s["indicator"] in ("skott", "oro")]
            assert [s["values"] for s in closed] == [[], []]
        else:
            assert values(answer, "larm")
            assert values(answer, "skott") == values(answer, "oro") == []

    @pytest.mark.parametrize(
        ("role", "organisation", "audience", "full"),
        [
            ("läsare", "kommunen", "intern", False),
            ("styrgrupp", "kommunen", "intern", False),
            ("analytiker", "hyresvarden", "analys", False),
            ("analytiker", "kommunen", "analys", True),
            ("ägare", "kommunen", "analys", True),
        ],
    )
    def test_a_token_sees_as_its_role_and_organisation(
        self, programs, role, organisation, audience, full
    ):
        owner = programs.token("ägare", "kommunen")
        few = programs.draft(owner, "indikator;område;period;värde\noro;gatan;2024K4;3\n")
        assert programs.accept(owner, few).status_code == 200
        token = programs.token(role, organisation)
        answer = programs.get("/series?format=csv&indicator=oro", token)
        assert ("3" in values(answer, "oro")) is full
        assert values(programs.get("/series?format=csv", token), "skott")
        assert programs.get("/report", token).json()["audience"] == audience

    def test_the_report_is_the_one_of_the_pages(self, programs):
        site = programs.site
        made = build_report(site.store.at(), ANYONE, today=site.today)
        assert programs.get("/report").json() == json.loads(
            json.dumps(report_json(made, texts_in(Language.SV)))
        )

    @pytest.mark.parametrize("path", READS)
    @pytest.mark.parametrize("wanted", ["intern", "analys"])
    def test_nobody_asks_for_more_than_she_sees(self, programs, problem, path, wanted):
        refused = programs.get(f"/{path}?audience={wanted}")
        assert problem(refused) == (403, "api_audience_beyond")

    def test_a_token_may_ask_for_less(self, programs):
        token = programs.token("ägare")
        less = programs.get("/series?audience=öppen&format=csv", token)
        assert less.content == programs.get("/series?format=csv").content

    @pytest.mark.parametrize("path", READS)
    def test_a_cookie_is_nobodys(self, programs, path):
        with_one = programs.get(f"/{path}", headers={"cookie": "_streamlit_user=x"})
        assert with_one.content == programs.get(f"/{path}").content


class TestTokens:
    def test_one_answer_to_all_that_do_not_hold(self, programs, problem, clock):
        owner = local_owner("Anna")
        over, ended = programs.token(days=1), programs.token()
        revoke_token(programs.site, tokens(programs.site, owner)[-1].id, owner)
        clock.now += timedelta(days=3)
        headers = [f"Bearer {over}", f"Bearer {ended}", f"Bearer {ended[:-1]}", "Bearer", "",
                   "Basic YTpi", "Bearer a b", "Bearer " + "x" * 5000]  # fmt: skip
        answers = [programs.get("/report", headers={"authorization": h}) for h in headers]
        assert {problem(a) for a in answers} == {(401, "api_token_invalid")}
        assert len({a.text for a in answers}) == 1
        assert {a.headers["www-authenticate"] for a in answers} == {"Bearer"}
        assert ended not in answers[1].text

    def test_two_are_none(self, programs, problem):
        token = programs.token()
        twice = [("authorization", f"Bearer {token}")] * 2
        answer = programs.client.get("/api/v1/report", headers=twice)
        assert problem(answer) == (401, "api_token_invalid")

    def test_what_a_program_takes_along_is_written_down_first(self, programs):
        token = programs.token("läsare")
        since = len(programs.site.store.journal.entries())
        programs.get("/series?format=csv", token)
        programs.get("/report")
        number = programs.site.store.current()
        [(kind, person, what)] = programs.rows(since)
        assert (kind, what) == ("export", f"api serier-v{number}.csv")
        assert person.startswith("token-")
        assert programs.site.store.verify() == ()

    def test_nothing_leaves_that_cannot_be_written_down(self, programs, problem, monkeypatch):
        def full(*_given):
            raise StoreUnwritable("disk_full", folder="x")

        token = programs.token("läsare")
        programs.get("/report", token)
        monkeypatch.setattr(Journal, "append", full)
        assert problem(programs.get("/report", token)) == (503, "disk_full")


class TestModes:
    def test_this_computer_reads_as_its_owner_without_a_token(
        self, programs, problem, mode, client_class
    ):
        mode("local")
        assert problem(programs.get("/report")) == (403, "api_from_elsewhere")
        with client_class(programs.app, client=("127.0.0.1", 1)) as here:
            answer = here.get("/api/v1/report")
            assert answer.json()["audience"] == "analys"
            assert answer.headers["cache-control"] == "private, no-store"
            assert here.post("/api/v1/upload").status_code == 401

    def test_open_reading_knows_no_tokens_and_takes_no_files(self, programs, problem, mode):
        token = programs.token()
        draft = programs.draft(token)
        mode("open_read")
        assert programs.get("/report").json()["audience"] == "öppen"
        assert problem(programs.get("/report", token)) == (403, "api_no_tokens_here")
        tries = [
            programs.bring(token),
            programs.get(f"/drafts/{draft}", token),
            programs.ask("DELETE", f"/drafts/{draft}", token),
            programs.accept(token, draft),
        ]
        assert {problem(one) for one in tries} == {(404, "api_no_such_path")}
        known = programs.get("/openapi.json").json()["paths"]
        assert sorted(known) == [f"/api/v1/{name}" for name in sorted(READS)]


class TestKeeping:
    def test_anyones_answer_is_known_again(self, programs):
        first = programs.get("/report")
        tag = first.headers["etag"]
        assert first.headers["cache-control"] == "no-cache"
        again = programs.get("/report", headers={"if-none-match": f'W/"x", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert programs.get("/report", headers={"if-none-match": '"x"'}).status_code == 200

    def test_a_tokens_answer_is_kept_by_nobody(self, programs):
        answer = programs.get("/report", programs.token("läsare"))
        assert answer.headers["cache-control"] == "private, no-store"
        assert "etag" not in answer.headers
        assert "Authorization" in answer.headers["vary"]

    def test_no_page_elsewhere_may_read_it(self, programs):
        answer = programs.get("/report", headers={"origin": "https://ond.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]
        asked = programs.ask("OPTIONS", "/report", headers={"origin": "https://ond.example"})
        assert asked.status_code == 405


class TestParameters:
    def test_earlier_versions_and_days(self, programs):
        told = programs.get("/report?as_of=2&per=2023-06-30").json()
        assert (told["publication"], told["reference_date"]) == (2, "2023-06-30")

    @pytest.mark.parametrize(
        ("query", "status", "code"),
        [
            ("as_off=2", 400, "api_parameter_unknown"),
            ("as_of=2&as_of=3", 400, "api_parameter_repeated"),
            ("as_of=2.0", 400, "api_parameter_bad"),
            ("as_of=0", 400, "api_parameter_bad"),
            ("as_of=٣", 400, "api_parameter_bad"),
            ("as_of=99999", 404, "publication_unknown"),
            ("per=20230630", 400, "api_parameter_bad"),
            ("per=1700000000", 400, "api_parameter_bad"),
            ("audience=alla", 400, "api_parameter_bad"),
            ("format=xml", 400, "api_parameter_bad"),
            ("lang=fi", 400, "api_parameter_bad"),
            ("indicator=", 400, "api_parameter_bad"),
            ("indicator=../../etc/passwd", 400, "api_parameter_bad"),
            ("indicator=larm%0d%0aX: 1", 400, "api_parameter_bad"),
            ("indicator=' or 1=1 --", 400, "api_parameter_bad"),
            ("indicator=finns_inte", 404, "unknown_series"),
            ("area=finns_inte", 404, "api_area_unknown"),
            ("indicator=larm&area=staden", 404, "not_in_area"),
        ],
    )
    def test_what_is_not_so_is_refused(self, programs, problem, query, status, code):
        assert problem(programs.get(f"/series?{query}")) == (status, code)

    def test_by_indicator_and_area(self, programs):
        def keys(query):
            told = programs.get(f"/series?{query}").json()["series"]
            return [(one["indicator"], one["area"]) for one in told]

        assert keys("indicator=invanare") == [("invanare", "torget"), ("invanare", "staden")]
        assert keys("indicator=invanare&area=staden") == [("invanare", "staden")]
        assert keys("area=gatan") == [("oro", "gatan")]

    @pytest.mark.parametrize(
        ("accept", "media"),
        [
            ("text/csv", "text/csv; charset=utf-8"),
            ("text/csv;q=0.9, */*", "text/csv; charset=utf-8"),
            ("application/json, text/csv", "application/json"),
            ("*/*", "application/json"),
            ("text/html", "application/json"),
            ("", "application/json"),
        ],
    )
    def test_the_kind_by_what_is_accepted(self, programs, accept, media):
        answer = programs.get("/publications", headers={"accept": accept})
        assert answer.headers["content-type"] == media

    def test_format_goes_before_it(self, programs):
        answer = programs.get("/series?format=json", headers={"accept": "text/csv"})
        assert answer.headers["content-type"] == "application/json"

    def test_words_in_the_askers_language(self, programs):
        swedish, english = (programs.get(f"/series?x=1&lang={x}").json() for x in ("sv", "en"))
        assert swedish["cause"] == "Parametern «x» finns inte."
        assert english["cause"] == "There is no parameter «x»."
        names = {programs.get(f"/report?lang={x}").json()["programme"] for x in ("sv", "en")}
        assert names == {"Trygga torget", "Safe square"}


class TestTheRest:
    def test_the_public_is_not_told_who_and_what(self, programs):
        told = programs.get("/publications").json()["publications"]
        assert {(one["what"], one["made_by"]) for one in told} == {(None, None)}
        inside = programs.get("/publications", programs.token("läsare")).json()["publications"]
        assert [one["number"] for one in inside] == [one["number"] for one in told]
        assert None not in {one["made_by"] for one in inside}

    def test_definitions_tell_the_public_nothing_beside_a_closed_series(self, programs):
        def baselines(token=""):
            told = programs.get("/definitions", token).json()["definitions"]["programme"]
            return {i["id"]: i["baseline"] for g in told["goals"] for i in g["indicators"]}

        assert baselines()["skott"] is None
        assert baselines()["larm"]
        assert baselines(programs.token("läsare"))["skott"]

    def test_the_files_have_names_of_our_own(self, programs):
        number = programs.site.store.current()
        for path, name in zip(READS, ("rapport", "serier", "definitioner", "dataversioner"),
                              strict=True):  # fmt: skip
            answer = programs.get(f"/{path}?format=csv")
            told = answer.headers["content-disposition"]
            assert told == f'attachment; filename="{name}-v{number}.csv"'
            assert rows(answer)

    def test_a_formula_in_a_name_is_text_in_the_csv(self, programs):
        goals = programs.site.folder / "goals.yaml"
        text = goals.read_text("utf-8").replace("{sv: Invånare,", "{sv: '=1+1',")
        goals.write_text(text, "utf-8")
        site = programs.site
        apply_definitions(site, local_owner("Anna"), based_on=site.store.current())
        found = [
            r for r in rows(programs.get("/definitions?format=csv")) if r["namn"].endswith("1+1")
        ]
        assert [r["namn"] for r in found] == ["'=1+1"]

    @pytest.mark.parametrize(
        "path", ["/", "/reports", "/drafts", "/report/x", "/%2e%2e/%2e%2e/etc/passwd"]
    )
    def test_nothing_is_anywhere_else(self, programs, problem, path):
        assert problem(programs.get(path)) == (404, "api_no_such_path")

    def test_other_methods(self, programs, problem):
        answer = programs.ask("PUT", "/report")
        assert problem(answer) == (405, "api_method")
        assert answer.headers["allow"] == "GET, HEAD"
        assert programs.ask("HEAD", "/report").content == b""

    def test_where_there_is_no_store(self, programs, problem, tmp_path, monkeypatch):
        shutil.rmtree(programs.site.store_folder)
        assert problem(programs.get("/report"))[0] == 503
        monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "none"))
        assert problem(programs.get("/report"))[0] == 503


class TestLimits:
    def test_so_many_a_minute(self, programs, problem, clock, monkeypatch):
        token, other = programs.token(), programs.token()
        monkeypatch.setattr(type(clock), "__call__", lambda self: self.now)
        answers = [programs.get("/publications", token) for _ in range(121)]
        assert {a.status_code for a in answers[:120]} == {200}
        assert problem(answers[120]) == (429, "api_too_often")
        assert 0 < int(answers[120].headers["retry-after"]) <= 60
        assert programs.get("/publications", other).status_code == 200
        assert programs.get("/publications").status_code == 200

    def test_so_many_guesses(self, programs, problem, clock, monkeypatch):
        monkeypatch.setattr(type(clock), "__call__", lambda self: self.now)
        answers = [programs.get("/publications", f"gissning-{n}") for n in range(121)]
        assert {problem(a)[0] for a in answers[:120]} == {401}
        assert problem(answers[120]) == (429, "api_too_often")


class TestBehindTheServersOwnLayers:
    @pytest.fixture
    def whole(self, programs, mode, client_class):
        """The server as it is started in local mode, asked from this computer."""
        mode("local")
        given = options()
        app = Starlette(routes=given["routes"], middleware=given["middleware"])
        here = ("127.0.0.1", 1)
        with client_class(app, base_url="http://localhost", client=here) as client:
            yield client

    def test_it_answers_there_and_has_its_headers(self, whole):
        answer = whole.get("/api/v1/report", headers={"accept": "text/html"})
        assert answer.json()["audience"] == "analys"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"]

    @pytest.mark.parametrize(
        "headers", [{"origin": "https://ond.example"}, {"sec-fetch-site": "cross-site"}]
    )
    def test_a_page_elsewhere_changes_nothing(self, whole, programs, problem, headers):
        told = {"authorization": f"Bearer {programs.token()}", "file-name": "f.csv", **headers}
        answer = whole.post("/api/v1/upload", content=b"x", headers=told)
        assert problem(answer) == (403, "entrance_from_elsewhere")
        assert programs.site.store.drafts.list() == ()

    @pytest.mark.parametrize("host", ["ond.example", "[", "", "localhost.ond.example"])
    def test_a_name_that_is_not_ours(self, whole, problem, host):
        answer = whole.get("/api/v1/report", headers={"host": host})
        assert problem(answer) == (400, "entrance_host")

    @pytest.mark.parametrize("host", ["127.0.0.1:80", "[::1]:8501", "LOCALHOST"])
    def test_every_name_of_this_computer(self, whole, host):
        assert whole.get("/api/v1/publications", headers={"host": host}).status_code == 200

    @pytest.mark.parametrize("path", ["/api", "/api/", "/api/v2"])
    def test_nothing_above_it(self, whole, problem, path):
        assert problem(whole.get(path)) == (404, "api_no_such_path")

    def test_a_token_acts_there(self, whole, programs):
        told = {"authorization": f"Bearer {programs.token()}", "file-name": "f.csv"}
        assert whole.post("/api/v1/upload", content=b"x", headers=told).status_code == 201

    def test_the_log_tells_templates_and_no_token(self, whole, programs, caplog):
        token = programs.token()
        with caplog.at_level(logging.INFO, "tracker.access"):
            bearer = {"authorization": f"Bearer {token}"}
            whole.get(f"/api/v1/drafts/{'0' * 32}?lang={token}", headers=bearer)
            whole.get(f"/api/v1/{token}", headers=bearer)
        lines = [record.getMessage().rsplit(" ", 2)[0] for record in caplog.records]
        assert lines == ["GET /api/v1/drafts/{draft} 400", "GET /api/{rest:path} 404"]
