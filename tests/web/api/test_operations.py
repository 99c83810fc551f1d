"""Every operation: who is let in, and what its document says, asked in ways nobody thought of."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks as every
from schemathesis.specs.openapi import checks as by_document

from tracker.model.access import Role
from tracker.service.access import MATRIX, Action, Scope
from tracker.web.api.openapi import document
from tracker.web.api.operations import OPERATIONS
from tracker.web.api.routes import ROUTES, operations_here

FILE = "indikator;område;period;värde\nlarm;torget;2025-01;17\n"
# Who asks: nobody, by a token that does not hold, and each role, whose series they are or not.
WHO = [None, "?", *((role.value, org) for role in Role for org in ("polisen", "hyresvarden"))]
EVERYBODY = dict.fromkeys(map(str, WHO), 200) | {"?": 401}


def by_right(status, others=None):
    """Those who may upload are answered by a status; of others' series by another."""
    told = {"None": 401, "?": 401}
    for role in Role:
        for whose in ("polisen", "hyresvarden"):
            scope = MATRIX[Action.UPLOAD][role]
            let_in = status if scope is Scope.ALL or whose == "polisen" else others or status
            told[str((role.value, whose))] = 403 if scope is Scope.NONE else let_in
    return told


# What a request to each operation is answered, by who asks. The file is of the police's series.
MATRIX_OF_ROUTES = {
    "report": EVERYBODY,
    "series": EVERYBODY,
    "definitions": EVERYBODY,
    "publications": EVERYBODY,
    "upload": by_right(201),
    "draft": by_right(200, 403),
    "discard": by_right(204),
    "accept": by_right(200, 403),
}


def test_every_operation_has_a_row():
    assert set(MATRIX_OF_ROUTES) == {one.name for one in OPERATIONS}


def test_every_route_is_of_an_operation(programs):
    known = {route.path for route in ROUTES}
    beside = {"/api/v1/openapi.json", "/api/{rest:path}", "/api"}
    assert known == {one.path for one in OPERATIONS} | beside


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_each_lets_in_whom_the_table_does(programs, operation):
    got = {}
    for number, who in enumerate(WHO):
        token = "gissning" if who == "?" else programs.token(*who) if who else ""
        expected = MATRIX_OF_ROUTES[operation.name][str(who)]
        draft = "0" * 32
        if "{draft}" in operation.path and expected in (200, 204, 403) and may_upload(who):
            draft = programs.draft(token, FILE.replace("17", str(20 + number)))
        path = operation.path.removeprefix("/api/v1").format(draft=draft)
        if operation.file:
            answer = programs.bring(token)
        elif operation.body:
            answer = programs.accept(token, draft)
        else:
            answer = programs.ask(operation.method, path, token)
        got[str(who)] = answer.status_code
    assert got == MATRIX_OF_ROUTES[operation.name]


def may_upload(who):
    return who not in (None, "?") and MATRIX[Action.UPLOAD][Role(who[0])] is not Scope.NONE


CHECKS = (
    every.not_a_server_error,
    by_document.status_code_conformance,
    by_document.content_type_conformance,
    by_document.response_headers_conformance,
    by_document.response_schema_conformance,
    by_document.negative_data_rejection,
    by_document.missing_required_header,
    by_document.unsupported_method,
    by_document.ignored_auth,
)
EXAMPLES = 12


class TestTheDocument:
    def test_it_is_the_table(self, programs):
        told = programs.get("/openapi.json").json()
        assert told["openapi"].startswith("3.1")
        listed = {(m.upper(), path) for path, ways in told["paths"].items() for m in ways}
        assert listed == {(one.method, one.path) for one in OPERATIONS}
        assert told == json.loads(json.dumps(document(operations_here())))

    @pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
    @pytest.mark.parametrize("by_token", [False, True], ids=["anyone", "token"])
    def test_it_holds(self, programs, operation, by_token):
        """Asked by what it allows, and by what it does not."""
        token = programs.token() if by_token else ""
        draft = programs.draft(token) if by_token and "{draft}" in operation.path else None
        headers = {"authorization": f"Bearer {token}"} if token else {}
        schema = schemathesis.openapi.from_dict(document(OPERATIONS))
        schema.app = programs.app
        found = schema[operation.path][operation.method]

        @given(case=found.as_strategy() | found.as_strategy(generation_mode=NEGATIVE))
        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        def asked(case):
            if draft:
                case.path_parameters = {"draft": draft}
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=CHECKS, headers=headers)
            assert "Traceback" not in answer.text
            assert not token or token not in answer.text

        asked()


NEGATIVE = schemathesis.GenerationMode.NEGATIVE
