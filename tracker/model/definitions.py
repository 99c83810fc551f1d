"""What goals.yaml and phases.yaml say, as types. Every field that the tracker needs stands here."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tracker.model.access import Confidentiality
from tracker.model.base import Record, Sentence, Slug, Words
from tracker.model.events import Event
from tracker.model.periods import PeriodKind
from tracker.model.windows import Window


class IndicatorKind(StrEnum):
    """What an indicator is evidence of."""

    OUTCOME = "outcome"  # utfall
    OUTPUT = "output"  # prestation: judged against plan, never as outcome
    CONTEXT = "context"  # kontext: background only


class Measure(StrEnum):
    """What the values are, which decides how they may be compared."""

    COUNT = "count"  # events or persons
    RATE = "rate"  # events (the value) in an exposure (the denominator), shown per `per`
    SHARE = "share"  # per cent 0-100 of `responses` answers
    VALUE = "value"  # a number without a known base


class Direction(StrEnum):
    """Which way is better."""

    LOWER = "lower"
    HIGHER = "higher"
    DEPENDS = "depends"  # never coloured good or bad; read beside its pair


class Source(Record):
    """Where a text or a figure comes from."""

    title: Sentence
    publisher: Sentence
    url: str | None = None
    read: date | None = None


class AreaVersion(Record):
    """The borders in force for a time; a new version is a new border."""

    valid_from: date
    valid_to: date | None = None
    note: Words | None = None


class Area(Record):
    """A place that series are about."""

    id: Slug
    name: Words
    short_name: Words | None = None
    level: Literal["whole", "sub_area", "survey_area", "municipality", "unit"]
    parent: Slug | None = None
    phase_assessed: bool = False
    proxy_for: Slug | None = None  # shown for that area, never on the same line
    comparison: Slug | None = None  # counts compare with that area minus this one
    versions: Annotated[tuple[AreaVersion, ...], Field(min_length=1)]


class Baseline(Record):
    """The window that later values are compared with, and why it was chosen."""

    window: Window
    why: Words


class Break(Record):
    """From `at` on the series is another: definition, border or question changed."""

    at: date
    reason: Words


class Rebase(Record):
    """A control chart begins anew at `at`: a decision by people, never made by the tracker.

    The baseline that verdicts compare with stays where it is.
    """

    at: date  # the first day of a period of the series
    cause: Words
    decided_by: Sentence


class Target(Record):
    """Mål: a value to reach by a date, or zero tolerance. No target: `target` is left out."""

    kind: Literal["value", "zero_tolerance"]
    value: float | None = None
    by: date | None = None
    held_periods: Annotated[int, Field(ge=1)] = 1
    source: Words

    @model_validator(mode="after")
    def _value_has_a_date(self) -> Self:
        if self.kind == "value" and (self.value is None or self.by is None):
            raise ValueError("target_needs_value_and_date")
        return self


class PhaseDirection(Record):
    """The direction while the area is in a phase, when it differs from the indicator's own."""

    phase: Literal[1, 2, 3]
    direction: Direction


class Indicator(Record):
    """One measured quantity, as goals.yaml defines it.

    `value`s of a share are per cent 0-100. Lags and ages are in days.
    """

    id: Slug
    replaces: Slug | None = None  # the id it had before: the values go with it
    name: Words
    short_name: Words | None = None
    kind: IndicatorKind
    measure: Measure
    unit: Words
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    per: Annotated[int, Field(gt=0)] | None = None  # rates: shown per this many of the denominator
    frequency: PeriodKind
    shown_as: Literal["period", "rolling_12_months"] = "period"
    areas: Annotated[tuple[Slug, ...], Field(min_length=1)]
    source: Source
    owner_organisation: Slug
    readers: tuple[Slug, ...] = ()  # organisations that see it as the owner does
    confidentiality: Confidentiality
    min_n: Annotated[int, Field(ge=1)] = 5  # counts below are hidden; shares: fewest answers shown
    suppressed_zero: bool = False  # a suppressed value may be zero
    published: bool = False  # the source has published every value: never suppressed
    open_period: PeriodKind | None = None  # what `öppen` sees when `frequency` is too fine
    parts_of: Slug | None = None
    definition: Words
    pitfalls: Words
    direction: Direction
    direction_in_phase: tuple[PhaseDirection, ...] = ()
    assess: bool = True  # false: shown as background, never evidence
    baseline: Baseline | None = None
    window_months: Annotated[int, Field(ge=1)] | None = None  # analysis window; None: the method's
    season: bool = False
    deff: Annotated[float, Field(ge=1)] = 1.0
    panel: bool = False  # the same persons are asked again: waves cannot be compared as samples
    assumed_n: Annotated[int, Field(ge=1)] | None = None
    counted_among: Words | None = None  # shares: what n counts, such as «elever»; None: answers
    target: Target | None = None
    plan: float | None = None  # outputs: planned per period
    reporting_lag: Annotated[int, Field(ge=0)] = 30
    max_age: Annotated[int, Field(ge=1)] | None = None  # None: 1.5 periods and the lag
    pair: tuple[Slug, ...] = ()
    breaks: tuple[Break, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    why_chosen: Words | None = None  # why it is primary or companion

    @model_validator(mode="after")
    def _rate_has_a_base(self) -> Self:
        if (self.measure is Measure.RATE) != (self.per is not None):
            raise ValueError("per_goes_with_rate")
        return self

    @model_validator(mode="after")
    def _zero_tolerance_is_for_outcomes(self) -> Self:
        zero = self.target is not None and self.target.kind == "zero_tolerance"
        lower = self.direction is Direction.LOWER and not self.direction_in_phase
        if zero and not (self.kind is IndicatorKind.OUTCOME and lower):
            raise ValueError("zero_tolerance_needs_lower_outcome")
        return self

    def direction_in(self, phase: int | None) -> Direction:
        """The direction while the area is in `phase` (None: no phase decided)."""
        for exception in self.direction_in_phase:
            if exception.phase == phase:
                return exception.direction
        return self.direction


class Goal(Record):
    """Målområde, in the effort's own words."""

    id: Slug
    number: Annotated[int, Field(ge=1)]
    name: Words
    short_name: Words
    areas: Annotated[tuple[Slug, ...], Field(min_length=1)]
    valid_from: date
    valid_to: date | None = None
    primary: Slug | None = None
    companion: Slug | None = None
    indicators: tuple[Indicator, ...] = ()


class Organisation(Record):
    """Who delivers or reads data."""

    id: Slug
    name: Words


class Programme(Record):
    """The whole of goals.yaml."""

    format: Literal[1]
    id: Slug
    name: Words
    start: date
    end: date
    chart_window: Window
    owner: Slug
    sources: tuple[Source, ...] = ()
    organisations: Annotated[tuple[Organisation, ...], Field(min_length=1)]
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]
    indicators: tuple[Indicator, ...] = ()  # cross-cutting: owned by no goal


class Phase(Record):
    """Fas, in the words of the municipality's description of Brå's model."""

    number: Literal[1, 2, 3]
    name: Words
    description: Words  # official words
    work: Words  # what the work is about then
    source: Source


class PhaseSigns(Record):
    """What a condition looks like in each phase."""

    phase_1: Words
    phase_2: Words
    phase_3: Words

    def in_phase(self, number: int) -> Words:
        """The sign for phase 1, 2 or 3."""
        return (self.phase_1, self.phase_2, self.phase_3)[number - 1]


class EvidenceRule(Record):
    """One reading of one indicator that speaks for or against a condition in a phase.

    improving    `by`: relative change (counts) or percentage points (shares) asked for
    not_worse    `margin`: the worsening that would still count as not worse
    at_most, at_least   `limit` in the indicator's unit
    zero_for     `periods` last closed periods without an event
    judgement    people judge; no indicator is read
    """

    rule: Literal["improving", "not_worse", "at_most", "at_least", "zero_for", "judgement"]
    indicator: Slug | None = None
    area: Slug | None = None  # None: the area that is judged
    by: float | None = None
    margin: float | None = None
    limit: float | None = None
    periods: Annotated[int, Field(ge=1)] | None = None
    hold: Annotated[int, Field(ge=1)] | None = None  # closed periods; None: as hysteresis enters
    point: bool = False
    why: Words

    @model_validator(mode="after")
    def _has_what_it_reads(self) -> Self:
        needed = {
            "improving": ("indicator", "by"),
            "not_worse": ("indicator", "margin"),
            "at_most": ("indicator", "limit"),
            "at_least": ("indicator", "limit"),
            "zero_for": ("indicator", "periods"),
            "judgement": (),
        }[self.rule]
        missing = [name for name in needed if getattr(self, name) is None]
        if missing:
            raise ValueError(f"rule_needs:{','.join(missing)}")
        return self


class PhaseEvidence(Record):
    """The rules that speak to a condition in one phase; it holds when `needed` of them do."""

    phase: Literal[1, 2, 3]
    needed: Annotated[int, Field(ge=1)] = 1
    rules: Annotated[tuple[EvidenceRule, ...], Field(min_length=1)]


class Condition(Record):
    """Villkor: a question the steering group judges, phase by phase."""

    id: Slug
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    name: Words
    question: Words
    block: Literal["environment", "norms", "organised_crime", "effects", "cooperation"]
    signs: PhaseSigns
    anchor: Words
    evidence: tuple[PhaseEvidence, ...] = ()


class Backsliding(Record):
    """When a worsening after a decision asks for an answer."""

    p_value: Annotated[float, Field(gt=0, lt=1)] = 0.01
    reviews: Annotated[int, Field(ge=1)] = 2
    watch_p_value: Annotated[float, Field(gt=0, lt=1)] = 0.05


class Hysteresis(Record):
    """How long a criterion must hold before it counts, and fail before it counts as lost."""

    enter_quarters: Annotated[int, Field(ge=1)] = 2
    enter_waves: Annotated[int, Field(ge=1)] = 2
    leave_periods: Annotated[int, Field(ge=2)] = 2
    unknown_periods: Annotated[int, Field(ge=1)] = 2


class Freshness(Record):
    """When a value is too old to be evidence: `periods` of its own length, and the lag."""

    periods: Annotated[float, Field(gt=0)] = 1.5


class PhaseModel(Record):
    """The whole of phases.yaml."""

    format: Literal[1]
    note: Words
    phases: Annotated[tuple[Phase, ...], Field(min_length=3, max_length=3)]
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]
    backsliding: Backsliding = Backsliding()
    hysteresis: Hysteresis = Hysteresis()
    freshness: Freshness = Freshness()


class Definitions(Record):
    """goals.yaml and phases.yaml together, cross-references checked; and the events around."""

    programme: Programme
    phase_model: PhaseModel
    events: tuple[Event, ...] = ()

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by id: the goals' in order, then the cross-cutting."""
        owned = [i for goal in self.programme.goals for i in goal.indicators]
        return {i.id: i for i in [*owned, *self.programme.indicators]}

    @property
    def renamed(self) -> dict[str, str]:
        """The new id of every indicator that replaces another, by the old id."""
        return {i.replaces: i.id for i in self.indicators.values() if i.replaces is not None}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Every area by id."""
        return {area.id: area for area in self.programme.areas}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Every organisation by id."""
        return {o.id: o for o in self.programme.organisations}

    @cached_property
    def goal_of(self) -> dict[str, Goal]:
        """The goal that owns an indicator, by indicator id; cross-cutting ones are absent."""
        return {i.id: goal for goal in self.programme.goals for i in goal.indicators}

    @property
    def phase_areas(self) -> tuple[Area, ...]:
        """The areas whose phase is decided, in the file's order."""
        return tuple(area for area in self.programme.areas if area.phase_assessed)
