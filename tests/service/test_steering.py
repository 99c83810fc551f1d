"""What a steering group puts on record: all of it sound, or nothing and every fault."""

from datetime import date

import pytest

from tracker.errors import Conflict, EntryRefused, NotAllowed, NotFound, StoreError
from tracker.model.access import Actor, Role
from tracker.model.records import PublicationKind
from tracker.model.steering import EntryKind
from tracker.service.definitions import apply_definitions
from tracker.service.entry_rules import LONGEST
from tracker.service.programme import open_site
from tracker.service.steering import record_entries

TODAY = date(2025, 1, 16)  # by the site's clock; the programme began 2020-03-01
BEFORE = 3  # data versions before the first write: definitions and two phase decisions
# Recipes are the analysts' own: see test_recipes.
KINDS = [kind.value for kind in EntryKind if kind is not EntryKind.RECIPE]
SERIES = {"indicator": "larm", "area": "torget"}


@pytest.fixture
def site(decided_site):
    """An answer belongs to a decision."""
    return decided_site


def kept(site, reader, kind=None):
    return site.store.at().entries(reader, kind)


class TestRecorded:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_sound_entry_is_kept_with_who_when_and_on_what(
        self, site, record, full_reader, kind, entry
    ):
        made = record(entry(kind))
        assert (made.number, made.kind) == (BEFORE + 1, PublicationKind.ENTRIES)
        assert made.what == "forsta"
        [found] = kept(site, full_reader)
        assert found.entry == entry(kind)
        assert (found.recorded_by, found.based_on, found.version) == ("siv", BEFORE, 1)
        assert found.recorded_at.date() == TODAY
        assert site.store.at().person_names()["siv"] == "Siv"

    def test_many_of_many_kinds_are_one_data_version(self, site, record, full_reader, entry):
        record(*(entry(kind, f"post_{kind}") for kind in KINDS))
        assert site.store.current() == BEFORE + 1
        assert {r.entry.kind for r in kept(site, full_reader)} == set(map(EntryKind, KINDS))

    def test_an_edit_that_somebody_was_first_with(self, site, record, full_reader, entry):
        record(entry(title="Ett"))
        record(entry(title="Två"))
        with pytest.raises(Conflict) as raised:
            record(entry(title="Tre"), based_on=BEFORE + 1)
        assert raised.value.code == "entry_moved"
        assert raised.value.params == {"entry": "forsta", "based_on": BEFORE + 1}
        assert [r.entry.title for r in kept(site, full_reader)] == ["Två"]

    def test_an_id_in_use_for_another_kind(self, record, entry):
        record(entry("note"))
        with pytest.raises(StoreError) as raised:
            record(entry("event"))
        assert raised.value.code == "entry_of_another_kind"

    def test_a_version_that_never_was(self, record, entry):
        with pytest.raises(NotFound):
            record(entry(), based_on=17)

    def test_nothing_is_recorded_before_anything_is_defined(
        self, programme_folder, clock, entry, steering
    ):
        site = open_site(programme_folder, clock)
        site.store.create()
        with pytest.raises(NotFound) as raised:
            record_entries(site, [entry()], steering, based_on=0)
        assert raised.value.code == "no_definitions"

    def test_nothing_is_no_write(self, refused):
        assert refused() == [("entries_none", None, None)]

    def test_what_is_checked_is_what_is_in_force_when_it_is_written(
        self, site, owner, refused, entry, steering
    ):
        """Definitions may change between the look and the lock."""
        looked = []
        at = site.store.at

        def then_redefined(number=None):
            if not looked:
                looked.append(True)
                before = at(number)
                path = site.folder / "goals.yaml"
                path.write_text(path.read_text("utf-8").replace("polisen", "polis"), "utf-8")
                apply_definitions(site, owner, based_on=BEFORE)
                return before
            return at(number)

        site.store.at = then_redefined
        with pytest.raises(EntryRefused) as raised:
            record_entries(site, [entry(owner_organisation="polisen")], steering, based_on=BEFORE)
        assert [f.code for f in raised.value.faults] == ["entry_organisation_unknown"]
        assert site.store.current() == BEFORE + 1


COMING = {"status": "planned", "held_on": date(2025, 2, 6)}

# kind, what is changed, the fault and its field
REFUSED = [
    # what is named
    ("judgement", {"area": "ingenstans"}, "entry_area_unknown", "area"),
    ("judgement", {"area": "staden"}, "entry_area_not_assessed", "area"),
    ("judgement", {"condition": "inget"}, "entry_condition_unknown", "condition"),
    (
        "judgement",
        {"evidence": [SERIES, {"indicator": "inget", "area": "torget"}]},
        "entry_indicator_unknown",
        "evidence",
    ),
    (
        "judgement",
        {"evidence": [{"indicator": "larm", "area": "ingenstans"}]},
        "entry_area_unknown",
        "evidence",
    ),
    (
        "judgement",
        {"evidence": [{"indicator": "larm", "area": "gatan"}]},
        "entry_series_unknown",
        "evidence",
    ),
    ("judgement", {"meeting": "inget"}, "meeting_unknown", "meeting"),
    ("answer", {"area": "ingenstans"}, "entry_area_unknown", "area"),
    ("answer", {"area": "enkatomradet"}, "entry_area_not_assessed", "area"),
    (
        "answer",
        {"series": {"indicator": "larm", "area": "staden"}},
        "entry_series_unknown",
        "series",
    ),
    ("answer", {"action": "ingen"}, "action_unknown", "action"),
    ("answer", {"judgement": "ingen"}, "judgement_unknown", "judgement"),
    ("action", {"goals": ["lugn", "inget"]}, "entry_goal_unknown", "goals"),
    ("action", {"conditions": ["inget"]}, "entry_condition_unknown", "conditions"),
    ("action", {"areas": ["ingenstans"]}, "entry_area_unknown", "areas"),
    ("action", {"indicators": ["inget"]}, "entry_indicator_unknown", "indicators"),
    (
        "action",
        {"owner_organisation": "ingen"},
        "entry_organisation_unknown",
        "owner_organisation",
    ),
    ("action", {"enables": ["ingen"]}, "action_unknown", "enables"),
    ("dialogue", {"area": "ingenstans"}, "entry_area_unknown", "area"),
    ("promise", {"area": "ingenstans"}, "entry_area_unknown", "area"),
    ("promise", {"dialogues": ["ingen"]}, "dialogue_unknown", "dialogues"),
    (
        "agreement",
        {"priorities": [{"text": "T", "goal": "inget"}]},
        "entry_goal_unknown",
        "priorities",
    ),
    ("note", {"indicator": "inget"}, "entry_indicator_unknown", "indicator"),
    ("note", {"area": "gatan"}, "entry_series_unknown", "indicator"),
    # actions among themselves
    ("action", {"enables": ["forsta"]}, "action_enables_itself", "enables"),
    ("action", {"end": date(2021, 3, 31)}, "action_ends_before_start", "end"),
    # goals that did not hold
    (
        "action",
        {"start": date(2019, 1, 1), "end": date(2020, 2, 29)},
        "entry_goal_not_valid",
        "goals",
    ),
    ("agreement", {"years": "2018-2019"}, "entry_goal_not_valid", "priorities"),
    # days to come
    ("judgement", {"judged_on": date(2025, 1, 17)}, "entry_in_future", "judged_on"),
    ("answer", {"answered_on": date(2025, 1, 17)}, "entry_in_future", "answered_on"),
    ("meeting", {"held_on": date(2025, 1, 17)}, "meeting_to_come", "held_on"),
    ("note", {"on": date(2025, 1, 17)}, "entry_in_future", "on"),
    ("event", {"on": date(2025, 1, 17)}, "entry_in_future", "on"),
    ("dialogue", {"held": "2025-01-17"}, "entry_in_future", "held"),
    ("promise", {"signed_on": date(2025, 1, 17)}, "entry_in_future", "signed_on"),
    ("promise", {"signed_on": "2025-02"}, "entry_in_future", "signed_on"),
    ("promise", {"signed_on": "2026"}, "entry_in_future", "signed_on"),
    (
        "action",
        {
            "updates": [
                {"on": date(2025, 1, 16), "text": "T"},
                {"on": date(2025, 1, 17), "text": "T"},
            ]
        },
        "entry_in_future",
        "updates › 2 › on",
    ),
    # before there was a programme
    ("judgement", {"judged_on": date(2020, 2, 29)}, "entry_before_start", "judged_on"),
    ("answer", {"answered_on": date(2020, 2, 29)}, "entry_before_start", "answered_on"),
    ("meeting", {"held_on": date(2020, 2, 29)}, "entry_before_start", "held_on"),
    # meetings
    ("meeting", {"participants": []}, "meeting_without_participants", "participants"),
    ("meeting", {"seen": BEFORE + 1}, "meeting_saw_unknown", "seen"),
    # meetings to come
    ("meeting", {"status": "planned"}, "meeting_planned_is_past", "held_on"),
    ("meeting", COMING | {"held_on": date(2025, 1, 15)}, "meeting_planned_is_past", "held_on"),
    ("meeting", COMING | {"minutes": "Justerat."}, "meeting_planned_has_minutes", "minutes"),
    ("meeting", COMING | {"seen": 1}, "meeting_planned_saw", "seen"),
    # the decision that an answer belongs to
    ("answer", {"phase_since": date(2022, 3, 16)}, "answer_decision_unknown", "phase_since"),
    # texts
    ("note", {"text": "x" * (LONGEST + 1)}, "entry_text_too_long", "text"),
    # its length comes first: nobody searches a text that is refused anyway
    ("note", {"text": "a@b.se" + "x" * LONGEST}, "entry_text_too_long", "text"),
]


@pytest.mark.parametrize(
    ("kind", "changed", "code", "field"),
    REFUSED,
    ids=[f"{kind}: {code} at {field}" for kind, _, code, field in REFUSED],
)
def test_what_cannot_be_is_refused_at_its_place(refused, kind, changed, code, field, entry):
    assert refused(entry(kind, **changed)) == [(code, "forsta", field)]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        pytest.param("judgement", {"judged_on": TODAY}, id="judged today"),
        pytest.param("judgement", {"judged_on": date(2020, 3, 1)}, id="judged on the first day"),
        pytest.param("meeting", {"held_on": TODAY}, id="met today"),
        pytest.param("meeting", {"seen": BEFORE}, id="the meeting saw what is in force"),
        pytest.param("meeting", COMING, id="a meeting to come"),
        pytest.param("meeting", COMING | {"held_on": TODAY}, id="a meeting planned for today"),
        pytest.param("meeting", COMING | {"participants": []}, id="nobody is invited yet"),
        pytest.param("action", {"start": date(2030, 1, 1), "end": None}, id="an action to come"),
        pytest.param("action", {"start": date(2019, 1, 1)}, id="an action begun before its goal"),
        pytest.param("action", {"end": date(2021, 4, 1)}, id="an action of one day"),
        pytest.param("action", {"start": None, "end": None}, id="an action without days"),
        pytest.param("dialogue", {"held": "2018-05-14..2018-05-16"}, id="a dialogue before"),
        pytest.param("dialogue", {"area": None}, id="a dialogue elsewhere"),
        pytest.param("promise", {"years": "2025-2026"}, id="a promise that holds on"),
        pytest.param("promise", {"signed_on": "2025-01"}, id="signed this month"),
        pytest.param("promise", {"signed_on": 2018, "years": None}, id="signed in a year"),
        pytest.param("event", {"on": date(2015, 1, 1)}, id="an event long before"),
        pytest.param("note", {"text": "x" * LONGEST}, id="the longest text"),
    ],
)
def test_the_edge_is_inside(record, kind, changed, entry):
    assert record(entry(kind, **changed)).number == BEFORE + 1


def test_every_fault_of_a_write_is_told_at_once(refused, entry):
    found = refused(
        entry(id_="ena", areas=["ingenstans"], enables=["ena"], why_now="Ring 018-12 34 56."),
        entry("meeting", "andra", participants=[], held_on=date(2030, 1, 1)),
        entry(id_="ena", goals=["inget"]),
    )
    assert found == [
        ("personal_data_in_text", "ena", "why_now"),
        ("entry_area_unknown", "ena", "areas"),
        ("action_enables_itself", "ena", "enables"),
        ("meeting_without_participants", "andra", "participants"),
        ("meeting_to_come", "andra", "held_on"),
        ("entry_twice", "ena", "id"),
        ("entry_goal_unknown", "ena", "goals"),
    ]


class TestWhatWasThere:
    """An area that has been split, a goal that no longer holds, an indicator that is gone."""

    @pytest.fixture
    def split(self, redefine):
        def end(goals):
            goals["areas"][1]["versions"][0]["valid_to"] = "2023-12-31"  # gatan

        redefine(end)

    @pytest.mark.parametrize(
        ("kind", "changed", "field"),
        [
            pytest.param("judgement", {"area": "gatan"}, "area", id="judgement"),
            pytest.param(
                "answer",
                {"area": "gatan", "series": {"indicator": "trygga", "area": "enkatomradet"}},
                "area",
                id="answer",
            ),
            pytest.param("action", {"start": date(2024, 1, 1), "end": None}, "areas", id="action"),
            pytest.param("dialogue", {"area": "gatan"}, "area", id="dialogue"),
            pytest.param("promise", {"area": "gatan", "years": "2024"}, "area", id="promise"),
        ],
    )
    def test_an_area_is_not_named_after_its_last_day(
        self, split, refused, kind, changed, field, entry
    ):
        assert refused(entry(kind, **changed)) == [("entry_area_ended", "forsta", field)]

    @pytest.mark.parametrize(
        ("kind", "changed"),
        [
            pytest.param("judgement", {"area": "gatan", "judged_on": date(2023, 12, 31)}, id="j"),
            pytest.param("action", {}, id="begun before"),
            pytest.param(
                "note", {"indicator": "trygga", "area": "enkatomradet"}, id="another area"
            ),
        ],
    )
    def test_and_may_be_until_then(self, split, record, kind, changed, entry):
        record(entry(kind, **changed))

    def test_a_goal_no_longer_valid(self, redefine, refused, record, entry):
        redefine(lambda goals: goals["goals"][0].update(valid_to="2022-12-31"))
        late = entry(start=date(2023, 1, 1), end=None)
        assert refused(late) == [("entry_goal_not_valid", "forsta", "goals")]
        record(entry(start=date(2022, 12, 31), end=date(2024, 1, 1)))

    def test_what_names_something_gone_can_still_be_withdrawn(
        self, site, record, refused, redefine, full_reader, entry
    ):
        before = entry(owner_organisation="hyresvarden")
        record(before)

        def without(goals):
            goals["organisations"].pop(2)
            goals["goals"][0]["indicators"].pop(4)  # which the landlord owned

        redefine(without)
        assert refused(before.model_copy(update={"title": "Ny"})) == [
            ("entry_organisation_unknown", "forsta", "owner_organisation")
        ]
        record(before.model_copy(update={"withdrawn": True}))
        [found] = kept(site, full_reader)
        assert (found.entry.withdrawn, found.version) == (True, 2)


class TestActionsAmongThemselves:
    def test_links_within_the_write_and_to_what_is_on_record(self, record, entry):
        record(entry(id_="tredje"))
        record(entry(id_="ena", enables=["andra"]), entry(id_="andra", enables=["tredje"]))

    def test_a_link_to_something_else_is_none(self, record, refused, entry):
        record(entry("note", "kommentar"))
        assert refused(entry(enables=["kommentar"])) == [("action_unknown", "forsta", "enables")]

    def test_a_circle_within_the_write(self, refused, entry):
        found = refused(
            entry(id_="ena", enables=["andra"]),
            entry(id_="andra", enables=["tredje"]),
            entry(id_="tredje", enables=["ena"]),
        )
        assert [code for code, _, _ in found] == ["actions_in_circle"]

    def test_a_circle_through_what_is_on_record(self, site, record, refused, entry, steering):
        record(entry(id_="andra"))
        record(entry(id_="ena", enables=["andra"]))
        closing = entry(id_="andra", enables=["ena"])
        assert refused(closing) == [("actions_in_circle", "andra", "enables")]
        with pytest.raises(EntryRefused) as raised:
            record_entries(site, [closing], steering, based_on=BEFORE + 2)
        [fault] = raised.value.faults
        assert fault.params["circle"] in ("ena → andra → ena", "andra → ena → andra")

    def test_two_circles_are_two_faults(self, refused, entry):
        found = refused(
            entry(id_="ena", enables=["andra"]),
            entry(id_="andra", enables=["ena"]),
            entry(id_="tredje", enables=["fjarde"]),
            entry(id_="fjarde", enables=["tredje"]),
        )
        assert [code for code, _, _ in found] == ["actions_in_circle"] * 2

    def test_two_ways_to_the_same_action_are_no_circle(self, record, entry):
        record(
            entry(id_="ena", enables=["andra", "tredje"]),
            entry(id_="andra", enables=["tredje"]),
            entry(id_="tredje"),
        )

    def test_a_withdrawn_action_closes_no_circle(self, record, entry):
        record(entry(id_="andra"))
        record(entry(id_="ena", enables=["andra"]))
        record(entry(id_="ena", enables=["andra"], withdrawn=True))
        record(entry(id_="andra", enables=["ena"]))

    def test_a_long_chain_is_followed_to_its_end(self, refused, entry):
        chain = [entry(id_=f"led{n:04d}", enables=[f"led{n + 1:04d}"]) for n in range(1500)]
        closed = [*chain, entry(id_="led1500", enables=["led0000"])]
        assert [code for code, _, _ in refused(*closed)] == ["actions_in_circle"]


class TestNamedEntries:
    def test_a_promise_of_a_dialogue_and_an_answer_of_an_action(self, record, entry):
        record(
            entry("dialogue", "dialog"),
            entry("promise", "lofte", dialogues=["dialog"]),
            entry("meeting", "mote"),
            entry("judgement", "bedomning", meeting="mote"),
            entry("action", "atgard"),
            entry("answer", "svar", action="atgard", judgement="bedomning"),
        )


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.READER, Role.ANALYST])
    @pytest.mark.parametrize("kind", [k for k in KINDS if k != "note"])
    def test_what_the_group_says_is_for_the_group(self, site, record, role, kind, entry):
        actor = Actor("bo", "Bo", role, frozenset({"*"}))
        with pytest.raises(NotAllowed):
            record(entry(kind), actor=actor)
        assert site.store.current() == BEFORE

    def test_one_entry_that_is_not_allowed_takes_the_others_with_it(self, site, record, entry):
        analyst = Actor("bo", "Bo", Role.ANALYST, frozenset({"*"}))
        with pytest.raises(NotAllowed):
            record(entry("note", "ena"), entry("event", "andra"), actor=analyst)
        assert site.store.current() == BEFORE

    def test_nobody_may_anything(self, record, entry):
        with pytest.raises(NotAllowed):
            record(entry("note"), actor=None)

    def test_an_analyst_notes_on_series_of_her_own(self, site, record, full_reader, entry):
        analyst = Actor("bo", "Bo", Role.ANALYST, frozenset({"kommunen"}))
        with pytest.raises(NotAllowed) as raised:
            record(entry("note", "larmen"), actor=analyst)
        assert raised.value.code == "not_own_organisation"
        assert raised.value.params == {"organisation": "polisen"}
        record(entry("note", "oron", indicator="oro", area="gatan"), actor=analyst)
        assert [r.entry.id for r in kept(site, full_reader)] == ["oron"]

    def test_a_note_is_for_those_who_see_every_value(self, refused, record, owner, entry):
        closed = entry("note", indicator="oro", area="gatan")  # sekretessprövas
        assert refused(closed) == [("note_on_hidden_series", "forsta", "indicator")]
        record(closed, actor=owner)


class TestInvented:
    @pytest.mark.parametrize("first", [True, False])
    def test_what_is_invented_stays_so_and_what_is_real(self, record, refused, first, entry):
        record(entry(fictional=first))
        changed = entry(fictional=not first)
        assert refused(changed) == [("entry_fictional_differs", "forsta", "fictional")]
        record(entry(fictional=first, title="Ny"))
