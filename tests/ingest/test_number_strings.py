"""A column's numbers read all at once say what they say one by one."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ingest.codes import FaultCode, Problem
from tracker.ingest.own.columns import TextColumn
from tracker.ingest.own.strings import FLAGS, NO_FORM, parse_numbers
from tracker.ingest.own.values import Form, parse_value

NUMBERS = st.from_regex(r"\A-?[0-9]{1,17}([.,][0-9]{1,45})?\Z")
CELLS = st.text("0123456789.,-<~*p% \u00a0", max_size=12)


def column(texts: list[str]) -> TextColumn:
    return TextColumn(0, "värde", pa.array(texts, pa.string()), np.arange(len(texts), dtype="i4"))


@given(st.lists(NUMBERS | CELLS, unique=True, max_size=30))
def test_all_at_once_is_as_one_by_one(texts):
    strings, problems = parse_numbers(column(texts), {})
    for index, text in enumerate(texts):
        cell = parse_value(text)
        if isinstance(cell, Problem):
            assert problems[index] == cell
            assert strings.form[index] == NO_FORM
            continue
        assert index not in problems
        read = (
            strings.form[index],
            strings.number[index],
            FLAGS[strings.flag[index]],
            strings.mark[index],
            strings.ambiguous[index],
            strings.percent[index],
        )
        assert read == tuple(cell)
        assert not np.signbit(strings.number[index]) or cell.number < 0


@pytest.mark.parametrize("text", ["12", "x"])
def test_what_is_known_to_be_wrong_is_not_read(text):
    known = {0: Problem(FaultCode.PERSONAL_DATA)}
    strings, problems = parse_numbers(column([text, "7"]), known)
    assert problems == known
    assert strings.form.tolist() == [NO_FORM, Form.NUMBER]
