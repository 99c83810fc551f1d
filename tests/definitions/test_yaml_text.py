"""What a file may not hold as text: each is one fault at its line, and nothing is executed."""

from collections.abc import Callable
from datetime import date

import pytest

from tracker.definitions.yaml_text import decode, read_tree
from tracker.errors import Fault

Worded = Callable[[Fault], None]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("", "yaml_empty", 1, id="empty"),
        pytest.param("# only a comment\n", "yaml_empty", 1, id="only a comment"),
        pytest.param("null\n", "yaml_empty", 1, id="only null"),
        pytest.param("a: 1\nb: c: d\n", "yaml_syntax", 2, id="two colons on a line"),
        pytest.param("a: 1\n  b: 2\n", "yaml_syntax", 2, id="indented too far"),
        pytest.param("a: 1\nb:\n\tc: 2\n", "yaml_tab", 3, id="indented with a tab"),
        pytest.param('a: 1\nb: "never closed\nc: 2\n', "yaml_syntax", 2, id="unclosed quote"),
        pytest.param("a: 1\n---\nb: 2\n", "yaml_syntax", 2, id="two documents"),
        pytest.param("a: *nobody\n", "yaml_syntax", 1, id="reference to nothing"),
        pytest.param("a: 1\nb: x\x07y\n", "yaml_character", 2, id="control character"),
        pytest.param("a: 1\nb: 2\na: 3\n", "yaml_duplicate_key", 3, id="key twice"),
        pytest.param("? [a, b]\n: 1\n", "yaml_key", 1, id="list as key"),
        pytest.param("a: !!python/name:os.system x\n", "yaml_tag", 1, id="python tag"),
        pytest.param("a: !secret x\n", "yaml_tag", 1, id="unknown tag"),
        pytest.param("a: 1\nb: .inf\n", "field_not_finite", 2, id="infinite"),
        pytest.param("a: .nan\n", "field_not_finite", 1, id="not a number"),
        pytest.param("[" * 41 + "]" * 41, "yaml_too_deep", 1, id="too deep"),
        pytest.param("a: &a [*a]\n", "yaml_too_large", 1, id="reference to itself"),
        pytest.param("x" * 4_000_001, "yaml_too_large", 1, id="too long"),
    ],
)
def test_faulty_text(text: str, code: str, line: int, worded: Worded) -> None:
    tree = read_tree(text, "goals.yaml")
    assert [(f.code, f.file, f.line) for f in tree.faults] == [(code, "goals.yaml", line)]
    worded(tree.faults[0])


def test_deep_nesting_far_beyond_the_limit_is_refused_not_followed() -> None:
    assert read_tree("[" * 100_000, "goals.yaml").faults[0].code == "yaml_too_deep"


def test_references_that_unfold_without_end_are_cut_off() -> None:
    # Nine lists of nine references each: 9**9 values if they were all unfolded.
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert [f.code for f in read_tree("\n".join(lines), "goals.yaml").faults] == ["yaml_too_large"]


def test_a_key_that_stands_twice_tells_where_it_stood_first_and_keeps_that_value() -> None:
    tree = read_tree("a: 1\nb: 2\na: 3\n", "goals.yaml")
    assert tree.data == {"a": 1, "b": 2}
    assert tree.faults[0].params == {"key": "a", "first": 1}


def test_plain_values() -> None:
    text = "t: text\nn: 24\nd: 2.5\nb: true\ny: 2019-06-11\nnothing:\nw: 2017-01..2018-12\n"
    assert read_tree(text, "goals.yaml").data == {
        "t": "text",
        "n": 24,
        "d": 2.5,
        "b": True,
        "y": date(2019, 6, 11),
        "nothing": None,
        "w": "2017-01..2018-12",
    }


def test_a_date_that_does_not_exist_is_left_as_text_for_its_field_to_refuse() -> None:
    assert read_tree("y: 2019-02-30\n", "goals.yaml").data == {"y": "2019-02-30"}


def test_a_time_of_day_is_left_as_text_for_its_field_to_refuse() -> None:
    assert read_tree("y: 2019-06-11T10:00:00Z\n", "goals.yaml").data == {
        "y": "2019-06-11T10:00:00Z"
    }


def test_places_know_their_lines_and_their_spelling() -> None:
    tree = read_tree("goals:\n  - id: lugn\n    areas:\n      - torget\n      - parken\n", "g")
    assert tree.line(("goals", 0, "areas", 1)) == 5
    assert tree.line(("goals", 0, "areas", 7, "absent")) == 3  # the nearest place around it
    assert tree.spelt(("goals", 0, "areas", 1)) == "goals › 1 › areas › 2"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("å: 1".encode(), "å: 1", id="utf-8"),
        pytest.param("\ufeffå: 1".encode(), "å: 1", id="with a byte order mark"),
    ],
)
def test_decoded(data: bytes, text: str) -> None:
    assert decode(data, "goals.yaml") == text


def test_another_encoding_is_a_fault_at_its_line(worded: Worded) -> None:
    fault = decode("a: 1\nb: områden\n".encode("cp1252"), "goals.yaml")
    assert not isinstance(fault, str)
    assert (fault.code, fault.line) == ("text_encoding", 2)
    worded(fault)
