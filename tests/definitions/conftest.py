"""A small programme that is valid, to be broken one line at a time."""

from collections.abc import Callable

import pytest

from tracker.definitions import parse_definitions
from tracker.errors import DefinitionsInvalid, Fault
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import fault_wording

GOALS = """\
format: 1
id: trygga_torget
name: {sv: Trygga torget, en: Safe square}
start: 2020-01-01
end: 2024-12-31
chart_window: 2020-01..2024-12
owner: kommunen
organisations:
  - id: kommunen
    name: {sv: Kommunen, en: The municipality}
areas:
  - id: torget
    name: {sv: Torget, en: The square}
    level: whole
    parent: staden
    phase_assessed: true
    versions: [{valid_from: 2020-01-01}]
  - id: staden
    name: {sv: Staden, en: The city}
    level: municipality
    versions: [{valid_from: 2020-01-01}]
goals:
  - id: lugn
    number: 1
    name: {sv: Lugnare kvällar, en: Calmer evenings}
    short_name: {sv: Lugn, en: Calm}
    areas: [torget]
    valid_from: 2020-01-01
    primary: larm
    companion: trygga
    indicators:
      - id: larm
        name: {sv: Larm, en: Alarms}
        kind: outcome
        measure: count
        unit: {sv: larm, en: alarms}
        frequency: month
        areas: [torget]
        source: {title: Larmlista, publisher: Kommunen}
        owner_organisation: kommunen
        confidentiality: öppen
        open_period: year
        definition: {sv: Larm på torget., en: Alarms in the square.}
        pitfalls: {sv: Falska larm ingår., en: False alarms are included.}
        direction: lower
        baseline:
          window: 2018-01..2019-12
          why: {sv: Två år före., en: Two years before.}
        pair: [trygga]
      - id: trygga
        name: {sv: Trygga, en: Safe}
        kind: outcome
        measure: share
        unit: {sv: procent, en: per cent}
        frequency: year
        areas: [torget]
        source: {title: Enkät, publisher: Kommunen}
        owner_organisation: kommunen
        confidentiality: öppen
        definition: {sv: Andel trygga., en: Share who feel safe.}
        pitfalls: {sv: Få svar., en: Few answers.}
        direction: higher
        baseline: {window: 2018..2019, why: {sv: Två år före., en: Two years before.}}
indicators:
  - id: invanare
    name: {sv: Invånare, en: Inhabitants}
    kind: context
    measure: value
    unit: {sv: invånare, en: inhabitants}
    frequency: year
    areas: [staden]
    source: {title: Folkmängd, publisher: SCB}
    owner_organisation: kommunen
    confidentiality: öppen
    definition: {sv: Folkbokförda., en: Registered residents.}
    pitfalls: {sv: Inga kända., en: None known.}
    direction: depends
"""

PHASES = """\
format: 1
note: {sv: Ett förslag., en: A proposal.}
phases:
  - number: 1
    name: {sv: Fas 1, en: Phase 1}
    description: {sv: Svårt., en: Hard.}
    work: {sv: Förbereda., en: Prepare.}
    source: {title: Modellen, publisher: Kommunen}
  - number: 2
    name: {sv: Fas 2, en: Phase 2}
    description: {sv: Lättare., en: Easier.}
    work: {sv: Förebygga., en: Prevent.}
    source: {title: Modellen, publisher: Kommunen}
  - number: 3
    name: {sv: Fas 3, en: Phase 3}
    description: {sv: Förtroende., en: Trust.}
    work: {sv: Utreda., en: Investigate.}
    source: {title: Modellen, publisher: Kommunen}
conditions:
  - id: ro
    letter: A
    name: {sv: Ro, en: Calm}
    question: {sv: 'Är det lugnt?', en: 'Is it calm?'}
    block: effects
    signs:
      phase_1: {sv: Nej., en: 'No.'}
      phase_2: {sv: Oftast., en: Mostly.}
      phase_3: {sv: Ja., en: 'Yes.'}
    anchor: {sv: Ett förslag., en: A proposal.}
    evidence:
      - phase: 2
        needed: 1
        rules:
          - rule: improving
            indicator: larm
            by: 0.3
            why: {sv: Färre larm., en: Fewer alarms.}
  - id: tillit
    letter: B
    name: {sv: Tillit, en: Trust}
    question: {sv: 'Finns tillit?', en: 'Is there trust?'}
    block: norms
    signs:
      phase_1: {sv: Nej., en: 'No.'}
      phase_2: {sv: Ökar., en: Rising.}
      phase_3: {sv: Ja., en: 'Yes.'}
    anchor: {sv: Ett förslag., en: A proposal.}
"""


@pytest.fixture
def goals() -> str:
    return GOALS


@pytest.fixture
def phases() -> str:
    return PHASES


@pytest.fixture
def worded() -> Callable[[Fault], None]:
    """Demand that a fault has its cause and its remedy in both languages."""

    def worded(fault: Fault) -> None:
        for language in Language:
            said = fault_wording(fault, texts_in(language))
            assert said.cause
            assert said.remedy
            assert "{" not in said.remedy.replace("{…}", "")

    return worded


@pytest.fixture
def told(
    goals: str, phases: str, worded: Callable[[Fault], None]
) -> Callable[[str, tuple[str, str], tuple[str, str, str]], None]:
    """Change one spot of one file, and demand a fault.

    edit    the old text and the new
    fault   its code, its path, and a piece of the changed text on the line where it must be shown
    """

    def told(file: str, edit: tuple[str, str], fault: tuple[str, str, str]) -> None:
        texts = {"goals.yaml": goals, "phases.yaml": phases}
        assert edit[0] in texts[file]
        text = texts[file] = texts[file].replace(*edit, 1)
        with pytest.raises(DefinitionsInvalid) as raised:
            parse_definitions(texts["goals.yaml"], texts["phases.yaml"])
        code, path, at = fault
        line = text.count("\n", 0, text.index(at)) + 1
        found = [(f.code, f.file, f.path, f.line) for f in raised.value.faults]
        assert (code, file, path, line) in found
        for one in raised.value.faults:
            worded(one)

    return told
