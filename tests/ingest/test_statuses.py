"""What a status and a cell say together, read as a table."""

import pytest

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.statuses import SWEDISH, combined, parse_status
from tracker.ingest.own.values import Form
from tracker.model.observations import Status

P, R = Status.PRELIMINARY, Status.REVISED


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_swedish_word_and_its_id(status):
    assert parse_status(SWEDISH[status]) is status
    assert parse_status(f" {SWEDISH[status].upper()} ") is status
    assert parse_status(status.value) is status


def test_an_empty_status_says_nothing():
    assert parse_status("  ") is None


def test_an_unknown_status_lists_the_known():
    problem = parse_status("klar")
    assert isinstance(problem, Problem)
    assert problem.code is FaultCode.UNKNOWN_STATUS
    assert "preliminär" in str(problem.params["known"])


@pytest.mark.parametrize(
    ("form", "flag", "stated", "answer"),
    [
        (Form.NUMBER, None, None, Status.FINAL),
        (Form.NUMBER, P, None, P),
        (Form.NUMBER, P, P, P),
        (Form.NUMBER, None, Status.ESTIMATED, Status.ESTIMATED),
        (Form.NUMBER, P, Status.FINAL, FaultCode.STATUS_CONFLICT),
        (Form.NUMBER, R, P, FaultCode.STATUS_CONFLICT),
        (Form.NUMBER, None, Status.MISSING, FaultCode.STATUS_WITH_NUMBER),
        (Form.NUMBER, None, Status.SUPPRESSED, FaultCode.STATUS_WITH_NUMBER),
        (Form.EMPTY, None, None, Status.MISSING),
        (Form.EMPTY, None, Status.SUPPRESSED, Status.SUPPRESSED),
        (Form.EMPTY, None, Status.NOT_PUBLISHED, Status.NOT_PUBLISHED),
        (Form.EMPTY, None, Status.FINAL, FaultCode.STATUS_WITHOUT_NUMBER),
        (Form.EMPTY, None, Status.PARTIAL, FaultCode.STATUS_WITHOUT_NUMBER),
        (Form.MISSING, None, None, Status.MISSING),
        (Form.MISSING, None, Status.SUPPRESSED, Status.SUPPRESSED),
        (Form.MISSING, None, Status.NOT_APPLICABLE, FaultCode.STATUS_CONFLICT),
        (Form.NOT_APPLICABLE, None, None, Status.NOT_APPLICABLE),
        (Form.NOT_PUBLISHED, None, None, Status.NOT_PUBLISHED),
        (Form.NOT_PUBLISHED, None, P, FaultCode.STATUS_WITHOUT_NUMBER),
        (Form.BELOW, None, None, Status.SUPPRESSED),
        (Form.BELOW, None, Status.SUPPRESSED, Status.SUPPRESSED),
        (Form.BELOW, None, Status.MISSING, FaultCode.STATUS_CONFLICT),
        (Form.NEARLY_ALL, None, None, Status.SUPPRESSED),
    ],
)
def test_cell_and_status_together(form, flag, stated, answer):
    assert combined(form, flag, stated) is answer
