"""Who may do what: the one table, and every use case of the service against it.

A use case is a function of `tracker.service` with an `actor`: a new one without a row fails here.
"""

import importlib
import inspect
import pkgutil
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import tracker.service
from tracker.errors import NotAllowed
from tracker.model.access import Actor, Audience, Reader, Role
from tracker.model.periods import parse_period
from tracker.model.records import Provenance
from tracker.model.steering import EntryKind
from tracker.service import (
    decisions,
    definitions,
    drafting,
    foreign_drafts,
    keeping,
    links,
    purging,
    recipes,
    setup,
    steering,
    tokens,
    uploads,
    week_entry,
    withdrawals,
)
from tracker.service.access import (
    ANYONE,
    MATRIX,
    Action,
    Scope,
    covers,
    local_owner,
    may,
    reader_for,
    require_organisation,
)
from tracker.service.programme import open_site

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "sakerhet.md"

# From design.md §10. «own» is for series that one's own organisations deliver.
#                    läsare  styrgrupp  analytiker  ägare
ALLOWED = {
    "upload":            ("none", "none", "own", "all"),
    "decide":            ("none", "all", "none", "all"),
    "judge":             ("none", "all", "none", "all"),
    "answer":            ("none", "all", "none", "all"),
    "plan":              ("none", "all", "none", "all"),
    "promise":           ("none", "all", "none", "all"),
    "meet":              ("none", "all", "none", "all"),
    "note":              ("none", "all", "own", "all"),
    "add_event":         ("none", "all", "none", "all"),
    "link":              ("all", "all", "all", "all"),
    "all_links":         ("none", "none", "none", "all"),
    "apply_definitions": ("none", "none", "none", "all"),
    "keep_store":        ("none", "none", "none", "all"),
    "purge":             ("none", "none", "none", "all"),
    "tokens":            ("none", "none", "none", "all"),
}  # fmt: skip
ROLES = ("läsare", "styrgrupp", "analytiker", "ägare")
OWN, OTHER = "polisen", "hyresvarden"  # who delivers «larm», and who does not
NOON = datetime(2025, 1, 16, 12, 0, tzinfo=UTC)
FILE = "indikator;område;period;värde\nlarm;torget;2024-01;7\n"


def actor_of(role, *organisations) -> Actor | None:
    return role and Actor("bo", "Bo", Role(role), frozenset(organisations))


def scope_of(role, action) -> Scope:
    return MATRIX[action][Role(role)] if role else Scope.NONE


def test_the_table_is_the_one_of_the_design():
    told = {
        action.value: tuple(scopes[Role(role)].value for role in ROLES)
        for action, scopes in MATRIX.items()
    }
    assert told == ALLOWED
    assert set(MATRIX) == set(Action)


def test_nobody_may_do_anything():
    assert not [action for action in Action if may(None, action)]


def test_the_document_shows_the_table():
    said = {"none": "–", "own": "egna", "all": "ja"}
    for action, row in ALLOWED.items():
        assert (
            f"| `{action}` | – | {' | '.join(said[one] for one in row)} |" in DOCUMENT.read_text()
        )


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


@dataclass(frozen=True)
class Case:
    """A use case: what it asks for, and a try at it. Only some know whose series it is about."""

    action: Action
    attempt: Any
    by_organisation: bool = False


def decide(made, actor):
    day = made.site.today
    form = decisions.DecisionForm("torget", 9, day, day, "styrgruppen", "skäl")
    decisions.record_decision(made.site, form, actor, based_on=1)


def entry_of(kind):
    """The first check looks at the kind alone, so a recipe need be no more."""
    return (
        steering.read_entry(kind, ENTRIES[kind]) if kind in ENTRIES else SimpleNamespace(kind=kind)
    )


def recorded(kind, **more):
    entry = entry_of(kind)
    return Case(
        steering.action_for(kind),
        lambda m, actor: steering.record_entries(m.site, [entry], actor, based_on=m.number),
        **more,
    )


def would_be(kind, **more):
    entry = entry_of(kind)
    return Case(
        steering.action_for(kind),
        lambda m, actor: steering.would_record(m.site, [entry], actor, based_on=m.number),
        **more,
    )


def accept_week(made, actor):
    seen = uploads.preview(made.site, made.draft, local_owner("Anna"))
    known = made.site.store.at().definitions()
    week_entry.accept_week(
        made.site,
        seen,
        known,
        actor,
        title="V",
        fictional=False,
        replace_fictional=False,
        based_on=made.number,
    )


def new_token(made, actor):
    tokens.new_token(
        made.site,
        actor,
        label="prov",
        role=Role.READER,
        organisations=frozenset(),
        expires_on=date(2025, 2, 1),
    )


def see_withdrawable(made, actor):
    """It gives what may be withdrawn, so to whom nothing may be, nothing."""
    if not withdrawals.withdrawable(made.site, actor):
        raise NotAllowed("not_allowed", action="upload")


TOO_LARGE = b"x" * ((50 << 20) + 1)
WEEK = week_entry.WeekEntry("torget", parse_period("2024V05"), {"larm": 3})
FROZEN = links.Wanted("/", None, None, Audience.OPEN, date(2025, 2, 1))
PROVENANCE = Provenance(publisher="Prov", title="Prov")

CASES = {
    "decisions.record_decision": Case(Action.DECIDE, decide),
    "definitions.apply_definitions": Case(
        Action.APPLY_DEFINITIONS,
        lambda m, actor: definitions.apply_definitions(
            replace(m.site, folder=m.site.folder / "none"), actor, based_on=1
        ),
    ),
    "drafting.new_draft": Case(
        Action.UPLOAD, lambda m, actor: drafting.new_draft(m.site, TOO_LARGE, "f.csv", actor)
    ),
    "drafting.start_draft": Case(
        Action.UPLOAD, lambda m, actor: drafting.start_draft(m.site, TOO_LARGE, "f.csv", actor)
    ),
    "drafting.discard": Case(
        Action.UPLOAD, lambda m, actor: drafting.discard(m.site, "0" * 32, actor)
    ),
    "keeping.rebuild": Case(Action.KEEP_STORE, lambda m, actor: keeping.rebuild(m.site, actor)),
    "keeping.backup": Case(
        Action.KEEP_STORE,
        lambda m, actor: keeping.backup(m.site, m.site.folder / "goals.yaml", actor),
    ),
    "keeping.restore": Case(
        Action.KEEP_STORE, lambda m, actor: keeping.restore(m.site, m.site.folder / "none", actor)
    ),
    "keeping.drop_example": Case(
        Action.KEEP_STORE, lambda m, actor: keeping.drop_example(m.site, actor)
    ),
    "links.make_link": Case(Action.LINK, lambda m, actor: links.make_link(m.site, actor, FROZEN)),
    "links.links_of": Case(Action.LINK, lambda m, actor: links.links_of(m.site, actor)),
    "links.count_links": Case(Action.LINK, lambda m, actor: links.count_links(m.site, actor)),
    "links.revoke": Case(Action.LINK, lambda m, actor: links.revoke(m.site, "0", actor)),
    "links.rotate": Case(Action.LINK, lambda m, actor: links.rotate(m.site, "0", actor)),
    "foreign_drafts.say": Case(
        Action.UPLOAD, lambda m, actor: foreign_drafts.say(m.site, "0" * 32, actor)
    ),
    "foreign_drafts.answer": Case(
        Action.UPLOAD, lambda m, actor: foreign_drafts.answer(m.site, "0" * 32, {}, actor)
    ),
    "foreign_drafts.choose_recipe": Case(
        Action.UPLOAD, lambda m, actor: foreign_drafts.choose_recipe(m.site, "0" * 32, "", actor)
    ),
    "foreign_drafts.try_recipe": Case(
        Action.UPLOAD, lambda m, actor: foreign_drafts.try_recipe(m.site, "0" * 32, None, actor)
    ),
    "foreign_drafts.keep_recipe": Case(
        Action.UPLOAD, lambda m, actor: foreign_drafts.keep_recipe(m.site, "0" * 32, actor)
    ),
    "recipes.save_recipe": Case(
        Action.UPLOAD,
        lambda m, actor: recipes.save_recipe(m.site, "", None, actor, based_on=m.number),
    ),
    "purging.look_at_purge": Case(
        Action.PURGE, lambda m, actor: purging.look_at_purge(m.site, "ingen", actor)
    ),
    "purging.purge": Case(
        Action.PURGE, lambda m, actor: purging.purge(m.site, "ingen", "skäl", actor)
    ),
    "setup.prepare": Case(
        Action.KEEP_STORE, lambda m, actor: setup.prepare(m.site, actor, with_data=False)
    ),
    "tokens.new_token": Case(Action.TOKENS, new_token),
    "tokens.tokens": Case(Action.TOKENS, lambda m, actor: tokens.tokens(m.site, actor)),
    "tokens.revoke_token": Case(
        Action.TOKENS, lambda m, actor: tokens.revoke_token(m.site, "0", actor)
    ),
    "uploads.preview": Case(
        Action.UPLOAD, lambda m, actor: uploads.preview(m.site, m.draft, actor), True
    ),
    "uploads.accept": Case(
        Action.UPLOAD, lambda m, actor: uploads.accept(m.site, m.draft, PROVENANCE, actor), True
    ),
    "week_entry.draft_week": Case(
        Action.UPLOAD, lambda m, actor: week_entry.draft_week(m.site, WEEK, actor), True
    ),
    "week_entry.accept_week": Case(Action.UPLOAD, accept_week, True),
    "withdrawals.withdrawable": Case(Action.UPLOAD, see_withdrawable, True),
    "withdrawals.look_at_withdrawal": Case(
        Action.UPLOAD,
        lambda m, actor: withdrawals.look_at_withdrawal(m.site, m.upload, actor),
        True,
    ),
    "withdrawals.withdraw": Case(
        Action.UPLOAD,
        lambda m, actor: withdrawals.withdraw(m.site, m.upload, "fel", actor, based_on=m.number),
        True,
    ),
}
for kind in EntryKind:
    whose = {"by_organisation": kind is EntryKind.NOTE}
    CASES[f"steering.record_entries: {kind}"] = recorded(kind, **whose)
    CASES[f"steering.would_record: {kind}"] = would_be(kind, **whose)

# What takes an actor, and asks for no right.
FREE = {
    "links.audiences": "for whom one could make links",
    "links_opening.note_opening": "whoever has opened a link is written down",
    "draft_choices.organisations_of": "whose series one could give values for",
    "recipes.uploadable": "for which indicators one could give values",
    "recipe_use.saved_as": "by way of recipes.save_recipe",
    "login.sign_out": "whoever is signed in may leave",
}


def use_cases() -> set[str]:
    """Every public function of the service, but the table's own module, that takes an actor."""
    found = set()
    for one in pkgutil.iter_modules(tracker.service.__path__):
        module = importlib.import_module(f"tracker.service.{one.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            ours = function.__module__ == module.__name__ and not name.startswith("_")
            if ours and one.name != "access" and "actor" in inspect.signature(function).parameters:
                found.add(f"{one.name}.{name}")
    return found


def test_every_use_case_has_a_row():
    assert use_cases() == {name.split(":")[0] for name in CASES} | set(FREE)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, _programmes):
    """A store with an upload in force, and a draft that has been read; both are the police's."""
    folder = tmp_path_factory.mktemp("ratt") / "satsning"
    shutil.copytree(_programmes["defined"], folder)
    site, owner = open_site(folder, lambda: NOON), local_owner("Anna")

    def read(data, name):
        draft = uploads.new_draft(site, data.encode(), name, owner)
        uploads.read_draft(site, draft, reader_for(owner))
        return draft

    upload = uploads.accept(site, read(FILE, "ett.csv"), PROVENANCE, owner).upload.id
    return folder, upload, read(FILE.replace(";7", ";9"), "två.csv")


@pytest.fixture
def made(prepared, tmp_path):
    """A copy of it."""
    folder, upload, draft = prepared
    site = open_site(Path(shutil.copytree(folder, tmp_path / "satsning")), lambda: NOON)
    return SimpleNamespace(site=site, upload=upload, draft=draft, number=site.store.current())


def is_refused(case, made, actor) -> bool:
    """Whether the use case says no; any other trouble is of those who were let through."""
    try:
        case.attempt(made, actor)
    except NotAllowed:
        return True
    except Exception:
        return False
    return False


@pytest.mark.parametrize("name", sorted(CASES))
def test_each_use_case_lets_in_whom_the_table_does(made, name):
    """Nobody, and every role with its own organisation and with another, those refused first."""
    case = CASES[name]
    everybody = [(None, OWN), *((role, whose) for role in ROLES for whose in (OTHER, OWN))]
    let_in = {
        (role, whose): scope_of(role, case.action) is Scope.ALL
        or (scope_of(role, case.action) is Scope.OWN and (whose == OWN or not case.by_organisation))
        for role, whose in everybody
    }
    before = made.site.store.journal.entries()
    for role, whose in sorted(everybody, key=lambda one: let_in[one]):
        if let_in[role, whose] and before is not None:
            assert made.site.store.journal.entries() == before, "a refusal has left a trace"
            before = None
        refused = is_refused(case, made, actor_of(role, whose))
        assert refused is not let_in[role, whose], f"{role or 'nobody'} of {whose}"


@pytest.mark.parametrize(
    ("mine", "other", "within"),
    [
        pytest.param(("ägare", ["*"]), ("ägare", ["*"]), True, id="an owner of all"),
        pytest.param(("ägare", ["polisen"]), ("analytiker", ["polisen"]), True, id="a lower one"),
        pytest.param(("ägare", ["polisen"]), ("läsare", ["kommunen"]), False, id="another's"),
        pytest.param(("ägare", ["polisen"]), ("läsare", ["*"]), False, id="all"),
        pytest.param(("analytiker", ["*"]), ("styrgrupp", []), False, id="the steering group"),
        pytest.param(("styrgrupp", ["*"]), ("analytiker", []), False, id="an analyst"),
        pytest.param(("styrgrupp", ["*"]), ("läsare", ["polisen"]), True, id="a reader"),
    ],
)
def test_who_may_all_that_another_may(mine, other, within):
    role, organisations = other
    assert covers(actor_of(mine[0], *mine[1]), Role(role), frozenset(organisations)) is within


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
