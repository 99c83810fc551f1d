"""Who may do what, as a table; every use case that writes asks it."""

from dataclasses import replace

import pytest

from tracker.errors import NotAllowed
from tracker.model.access import ALL_ORGANISATIONS, Actor, Audience, Reader, Role
from tracker.model.steering import EntryKind
from tracker.service import decisions, definitions, keeping, steering, uploads
from tracker.service.access import ANYONE, Action, may, reader_for, require_organisation

# From design.md §10. A line for each role, and one for nobody.
# What a steering group puts on record, beside phase decisions, is the same for all but notes.
#              upload  decide  record  note   apply  keep
ALLOWED = {
    "läsare": (False, False, False, False, False, False),
    "styrgrupp": (False, True, True, True, False, False),
    "analytiker": (True, False, False, True, False, False),
    "ägare": (True, True, True, True, True, True),
    None: (False, False, False, False, False, False),
}
COLUMNS = (
    (Action.UPLOAD,),
    (Action.DECIDE,),
    (
        Action.JUDGE,
        Action.ANSWER,
        Action.PLAN,
        Action.PROMISE,
        Action.MEET,
        Action.ADD_EVENT,
    ),
    (Action.NOTE,),
    (Action.APPLY_DEFINITIONS,),
    (Action.KEEP_STORE,),
)
MATRIX = [
    pytest.param(role, action, allowed, id=f"{role or 'nobody'}, {action}")
    for role, row in ALLOWED.items()
    for actions, allowed in zip(COLUMNS, row, strict=True)
    for action in actions
]
TABLE = {(p.values[0], p.values[1]): p.values[2] for p in MATRIX}


def actor_of(role, *organisations) -> Actor | None:
    return role and Actor("bo", "Bo", Role(role), frozenset(organisations))


def test_the_table_is_of_every_role_and_action():
    assert {r.value for r in Role} | {None} == set(ALLOWED)
    assert {action for actions in COLUMNS for action in actions} == set(Action)
    assert {p.values[1] for p in MATRIX} == {steering.action_for(k) for k in EntryKind} | {
        Action.UPLOAD,
        Action.DECIDE,
        Action.APPLY_DEFINITIONS,
        Action.KEEP_STORE,
    }


@pytest.mark.parametrize(("role", "action", "allowed"), MATRIX)
def test_may(role, action, allowed):
    assert may(actor_of(role), action) is allowed


def decide(site, actor):
    day = site.today
    form = decisions.DecisionForm("torget", 9, day, day, "styrgruppen", "skäl")
    decisions.record_decision(site, form, actor, based_on=1)


DAY = "2024-02-01"
SERIES = {"indicator": "larm", "area": "torget"}
# Each would be refused, for an area, day or id that is not.
ENTRIES = {
    EntryKind.JUDGEMENT: {
        "area": "ingenstans",
        "condition": "arbete",
        "phase": 1,
        "verdict": "met",
        "confidence": "low",
        "reasons": "R",
        "judged_by": "B",
        "judged_on": DAY,
    },
    EntryKind.ANSWER: {
        "area": "ingenstans",
        "series": SERIES,
        "phase_since": DAY,
        "text": "T",
        "answered_by": "B",
        "answered_on": DAY,
    },
    EntryKind.ACTION: {
        "title": "T",
        "type": "social",
        "owner_organisation": "ingen",
        "status": "done",
    },
    EntryKind.DIALOGUE: {"name": "N", "place": "P", "form": "F", "held": "2030"},
    EntryKind.PROMISE: {"name": "N", "place": "P", "status": "ended", "area": "ingenstans"},
    EntryKind.AGREEMENT: {
        "name": "N",
        "years": "2020",
        "priorities": [{"text": "T", "goal": "inget"}],
    },
    EntryKind.MEETING: {"name": "N", "held_on": DAY},
    EntryKind.NOTE: {"indicator": "larm", "area": "staden", "text": "T", "signed": "S", "on": DAY},
    EntryKind.EVENT: {"on": "2030-01-01", "label": "L"},
}


def recording(kind):
    entry = steering.read_entry(kind, ENTRIES[kind])
    return lambda site, actor: steering.record_entries(site, [entry], actor, based_on=1)


USE_CASES = {
    f"record: {kind}": (steering.action_for(kind), recording(kind)) for kind in EntryKind
} | {
    "start a draft": (
        Action.UPLOAD,
        lambda site, actor: uploads.start_draft(site, b"x" * (51 << 20), "f.csv", actor),
    ),
    "new draft": (
        Action.UPLOAD,
        lambda site, actor: uploads.new_draft(site, b"x" * (51 << 20), "f.csv", actor),
    ),
    "preview": (Action.UPLOAD, lambda site, actor: uploads.preview(site, "0" * 32, actor)),
    "accept": (Action.UPLOAD, lambda site, actor: uploads.accept(site, "0" * 32, None, actor)),
    "discard": (Action.UPLOAD, lambda site, actor: uploads.discard(site, "0" * 32, actor)),
    "decide": (Action.DECIDE, decide),
    "apply definitions": (
        Action.APPLY_DEFINITIONS,
        lambda site, actor: definitions.apply_definitions(
            replace(site, folder=site.folder / "none"), actor, based_on=1
        ),
    ),
    "rebuild": (
        Action.KEEP_STORE,
        keeping.rebuild,
    ),
    "backup": (
        Action.KEEP_STORE,
        lambda site, actor: keeping.backup(site, site.folder / "goals.yaml", actor),
    ),
    "restore": (
        Action.KEEP_STORE,
        lambda site, actor: keeping.restore(site, site.folder / "none", actor),
    ),
    "drop the example": (Action.KEEP_STORE, keeping.drop_example),
}


@pytest.mark.parametrize("use_case", USE_CASES)
def test_a_use_case_asks_before_it_does_anything(site, use_case):
    """The arguments are such that whoever may go on meets another refusal, or none."""
    action, attempt = USE_CASES[use_case]
    for role in ALLOWED:
        if TABLE[role, action]:
            continue
        with pytest.raises(NotAllowed) as refused:
            attempt(site, actor_of(role, ALL_ORGANISATIONS))
        assert refused.value.params == {"action": action.value}
    assert site.store.current() == 1
    assert site.store.drafts.list() == ()


@pytest.mark.parametrize("use_case", sorted(set(USE_CASES) - {"rebuild", "drop the example"}))
def test_those_who_may_are_let_through_to_the_next_check(site, use_case):
    """Otherwise the test above would pass on use cases that refuse everybody."""
    action, attempt = USE_CASES[use_case]
    for role in ALLOWED:
        if TABLE[role, action]:
            with pytest.raises(Exception, match=r"^(?!not_allowed)"):
                attempt(site, actor_of(role, ALL_ORGANISATIONS))


@pytest.mark.parametrize(
    ("role", "organisations", "owner", "allowed"),
    [
        pytest.param("analytiker", ["polisen"], "polisen", True, id="an analyst's own"),
        pytest.param("analytiker", ["polisen"], "kommunen", False, id="another's"),
        pytest.param("analytiker", [], "kommunen", False, id="an analyst of nobody"),
        pytest.param("analytiker", ["*"], "kommunen", True, id="an analyst of all"),
        pytest.param("ägare", [], "kommunen", True, id="the owner anywhere"),
    ],
)
def test_analysts_write_their_own_organisations_series(role, organisations, owner, allowed):
    actor = actor_of(role, *organisations)
    if allowed:
        require_organisation(actor, owner)
        return
    with pytest.raises(NotAllowed) as refused:
        require_organisation(actor, owner)
    assert refused.value.code == "not_own_organisation"


@pytest.mark.parametrize(
    ("role", "audience"),
    [
        pytest.param("läsare", Audience.INTERNAL, id="läsare"),
        pytest.param("styrgrupp", Audience.INTERNAL, id="styrgrupp"),
        pytest.param("analytiker", Audience.ANALYSIS, id="analytiker"),
        pytest.param("ägare", Audience.ANALYSIS, id="ägare"),
    ],
)
def test_what_a_role_reads(role, audience):
    assert reader_for(actor_of(role, "polisen")) == Reader(audience, frozenset({"polisen"}))


def test_nobody_reads_as_the_public():
    assert reader_for(None) == ANYONE == Reader(Audience.OPEN, frozenset())
