"""A draft as an object: how far it has been read, and what it would change."""

from tracker.service.drafting import DraftState, draft_state, progress
from tracker.service.foreign_seen import Candidate, Seen, Used
from tracker.service.uploads import Preview, preview
from tracker.store import Draft
from tracker.store.drafts import LIFETIME
from tracker.texts.asked import choice_wording, question_wording
from tracker.texts.catalogue import Texts
from tracker.web.api import objects
from tracker.web.api.asked import Asked
from tracker.web.api.problems import fault_told


def draft_told(asked: Asked, info: Draft) -> objects.DraftAnswer:
    """A draft of the program that asks.

    Raises NotAllowed where it holds another organisation's series; NotFound when it is gone.
    """
    state = draft_state(asked.site, info.id)
    seen = None
    if state is DraftState.READ:
        seen = preview_told(preview(asked.site, info.id, asked.program), asked.texts)
    return objects.DraftAnswer(
        id=info.id,
        file_name=info.file_name,
        size=info.size,
        made_at=info.made_at,
        gone_at=info.made_at + LIFETIME,
        state=state,
        progress=_progress(asked, info.id) if state is DraftState.READING else None,
        preview=seen,
    )


def _progress(asked: Asked, draft: str) -> objects.Progress:
    now = progress(asked.site, draft)
    return objects.Progress(
        phase=now.phase, share=now.share, elapsed_seconds=now.elapsed.total_seconds()
    )


def preview_told(seen: Preview, texts: Texts) -> objects.Preview:
    """What a draft would change, and what stands in its way."""
    reading, difference = seen.reading, seen.difference
    return objects.Preview(
        publication=seen.publication,
        sha256=seen.sha256,
        rows=reading.rows,
        new=difference.new,
        revised=difference.revised,
        unchanged=difference.unchanged,
        absent=difference.absent,
        series=[
            objects.Changed(
                indicator=one.indicator_id,
                area=one.area_id,
                new=one.new,
                revised=one.revised,
                unchanged=one.unchanged,
                absent=one.absent,
                replaces_fictional=one.replaces_fictional,
            )
            for one in difference.series
        ],
        replaces_fictional=seen.replaces_fictional,
        earlier=seen.earlier.id if seen.earlier else None,
        acceptable=seen.settled and not reading.faults,
        faults=[fault_told(fault, texts) for fault in reading.faults],
        faults_total=reading.faults_total,
        left_out=seen.foreign.left_out if seen.foreign else 0,
        source=seen.foreign.source.name if seen.foreign and seen.foreign.source else None,
        questions=_questions(seen.foreign, texts) if seen.foreign else [],
        answers=dict(seen.foreign.answers) if seen.foreign else {},
        recipe=_recipe(seen.foreign.used) if seen.foreign and seen.foreign.used else None,
        recipes=[_recipe(one) for one in seen.foreign.candidates] if seen.foreign else [],
    )


def _questions(seen: Seen, texts: Texts) -> list[objects.Question]:
    return [
        objects.Question(
            key=one.key,
            code=one.code,
            text=question_wording(one, texts),
            choices=[
                objects.Choice(key=c.key, text=choice_wording(c, texts), gives=list(c.gives))
                for c in one.choices
            ],
            places=one.places,
        )
        for one in seen.questions
    ]


def _recipe(one: Candidate | Used) -> objects.Recipe:
    return objects.Recipe(id=one.id, name=one.name, version=one.version)
