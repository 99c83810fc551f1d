"""Whatever stands in a file, it is refused with faults that can be worded, never with a crash."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.definitions import parse_definitions
from tracker.definitions.yaml_text import decode, read_tree
from tracker.errors import DefinitionsInvalid, Fault

# The fixtures only hold texts and a function: nothing in them changes between examples.
shared_fixtures = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

# What people write by mistake: signs of YAML, other types, other lengths.
signs = ["", "-", ":", "[", "]", "{", "}", "*x", "&x", "!x", "<<", "? ", "|", ">", "'", '"', "#"]
values = [
    "\t",
    "null",
    "true",
    "0",
    "-1",
    "1e400",
    "2019-13-01",
    "[]",
    "{}",
    "[[]]",
    "å",
    "x" * 200,
]
slips = st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from([*signs, *values]))


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    tree = read_tree(text, "goals.yaml")
    assert (tree.data is None) <= bool(tree.faults)


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    assert isinstance(decode(data, "goals.yaml"), str | Fault)


@shared_fixtures
@given(slip=slips, in_goals=st.booleans())
def test_one_slip_anywhere(
    slip: tuple[float, int, str],
    in_goals: bool,
    goals: str,
    phases: str,
    worded: Callable[[Fault], None],
) -> None:
    where, length, piece = slip
    text = goals if in_goals else phases
    start = int(where * len(text))
    slipped = text[:start] + piece + text[start + length :]
    for fault in faults_of(*((slipped, phases) if in_goals else (goals, slipped))):
        assert fault.line is not None
        worded(fault)


def faults_of(goals: str, phases: str) -> tuple[Fault, ...]:
    """The faults of two texts; none when they are valid. Anything else that is raised is a bug."""
    try:
        parse_definitions(goals, phases)
    except DefinitionsInvalid as error:
        return error.faults or (Fault("refused_without_a_fault"),)
    return ()
