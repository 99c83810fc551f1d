"""`decide`: people's decision that an area is in a phase."""

import argparse

from tracker.cli.terminal import actor, day
from tracker.service.access import local_owner
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.programme import Site
from tracker.texts.catalogue import Texts


def decide(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Record a phase decision."""
    form = DecisionForm(
        area_id=given.area,
        phase=given.phase,
        valid_from=day(getattr(given, "from")),
        decided_on=day(given.decided_on),
        decided_by=given.decided_by,
        reasons=given.reasons,
        dissent=given.dissent,
        diarienummer=given.diarienummer,
        fictional=given.fictional,
    )
    person = local_owner(given.name) if given.name else actor()
    made = record_decision(site, form, person, based_on=site.store.current())
    print(texts("decide.done", area=given.area, phase=given.phase, number=made.number))
    return 0
