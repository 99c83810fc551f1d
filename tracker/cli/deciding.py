"""`decide`: people's decision that an area is in a phase."""

import argparse

from tracker.cli.terminal import actor, day
from tracker.service.access import local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.programme import Site
from tracker.service.reports import build_report
from tracker.texts.catalogue import Texts


def decide(site: Site, given: argparse.Namespace, texts: Texts) -> int:
    """Record a phase decision on the report of a data version and a day, which is frozen."""
    person = local_owner(given.name) if given.name else actor()
    snapshot = site.store.at(given.as_of)
    per = day(given.per_den) if given.per_den else None
    seen = build_report(snapshot, reader_for(person), today=site.today, per=per)
    form = DecisionForm(
        area_id=given.area,
        phase=given.phase,
        valid_from=day(getattr(given, "from")),
        decided_on=day(given.decided_on),
        decided_by=given.decided_by,
        reasons=given.reasons,
        dissent=given.dissent,
        participants=given.participants,
        would_change_our_mind=given.would_change,
        review_by=day(given.review_by) if given.review_by else None,
        diarienummer=given.diarienummer,
        despite=given.despite,
        meeting=given.meeting,
        fictional=given.fictional,
    )
    made = record_decision(site, form, person, based_on=snapshot.number, seen=seen)
    print(texts("decide.done", area=given.area, phase=given.phase, number=made.number))
    return 0
