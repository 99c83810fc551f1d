"""Ladda upp, a file in another form: what it asks, which recipe reads it, what was recognised."""

import streamlit as st

from tracker.errors import TrackerError
from tracker.ingest.recognised import Question
from tracker.service.foreign_drafts import answer, choose_recipe, keep_recipe, unanswered
from tracker.service.foreign_seen import Seen
from tracker.service.uploads import Preview
from tracker.texts.asked import question_wording
from tracker.texts.foreign import choice_with_preview
from tracker.web import state
from tracker.web.folded import folded
from tracker.web.markup import esc, show
from tracker.web.parts import foreign as parts
from tracker.web.parts import upload as upload_parts
from tracker.web.recipe_form import write_recipe
from tracker.web.refusal import say_refused
from tracker.web.screen import Screen
from tracker.web.site import current_actor


def settle(screen: Screen, preview: Preview, seen: Seen) -> None:
    """What stands between the file and its values: questions first, then a recipe."""
    show(upload_parts.heading(screen, 2, *parts.verdict(screen, seen)))
    show(parts.recognised(screen, preview, seen), classes="fl gap")
    show(parts.first_rows(screen, seen), classes="fl sec")
    if seen.questions:
        _ask(screen, preview, seen.questions, seen)
    elif len(seen.candidates) > 1:
        _choose(screen, preview, seen)
        title = screen.texts("recipe.other")
        folded(screen, "recipe", title, lambda: write_recipe(screen, preview, seen))
    else:
        write_recipe(screen, preview, seen)


def settled(screen: Screen, preview: Preview, seen: Seen) -> None:
    """How the file was read, below what it changes; the answers and the recipe can be changed."""
    t = screen.texts
    wrong = bool(preview.reading.faults)
    changed = preview.difference.new or preview.difference.revised
    if preview.saves_recipe and not wrong and not changed:
        _keep(screen, preview)

    def told() -> None:
        show(parts.recognised(screen, preview, seen))
        show(parts.first_rows(screen, seen), classes="fl gap")

    folded(screen, "told", t("foreign.told"), told)
    if seen.asked:
        folded(
            screen,
            "answers",
            t("foreign.answers.change"),
            lambda: _ask(screen, preview, seen.asked, seen),
        )
    folded(
        screen,
        f"recipe-{wrong}",
        t("recipe.change"),
        lambda: write_recipe(screen, preview, seen),
        begins_open=wrong,
    )


def _keep(screen: Screen, preview: Preview) -> None:
    """A recipe can be saved although the file brings nothing new."""
    t = screen.texts
    if not st.button(t("recipe.save", name=preview.name)):
        return
    try:
        made = keep_recipe(screen.site, preview.draft, current_actor())
    except TrackerError as error:
        say_refused(error, t)
        return
    state.say(t("recipes.saved", name=made.name, version=made.version))
    st.rerun()


def _ask(screen: Screen, preview: Preview, questions: tuple[Question, ...], seen: Seen) -> None:
    t, given = screen.texts, {}
    show(f"<h2>{esc(t('foreign.questions', n=len(questions)))}</h2>", classes="fl sec")
    with st.form("questions", border=False):
        for question in questions:
            key = f"answer-{preview.draft}-{question.key}"
            before = seen.answers.get(question.key)
            label = question_wording(question, t)
            if question.choices:
                choices = {choice.key: choice for choice in question.choices}
                given[question.key] = st.radio(
                    label,
                    list(choices),
                    index=list(choices).index(before) if before in choices else None,
                    format_func=lambda one, known=choices: choice_with_preview(known[one], t),
                    key=key,
                )
            else:
                given[question.key] = st.text_input(label, before or "", key=key)
        sent = st.form_submit_button(t("foreign.answer"), type="primary")
    if not sent:
        return
    if unanswered(questions, given):
        st.error(t("foreign.answer.missing"))
        return
    said = {key: (one or "").strip() for key, one in given.items()}
    try:
        answer(screen.site, preview.draft, said, current_actor())
    except TrackerError as error:
        say_refused(error, t)
        return
    st.rerun()


def _choose(screen: Screen, preview: Preview, seen: Seen) -> None:
    t = screen.texts
    names = {one.id: one.name for one in seen.candidates}
    with st.form("candidates", border=False):
        chosen = st.radio(t("recipe.choose"), list(names), format_func=names.__getitem__)
        if st.form_submit_button(t("recipe.use"), type="primary") and chosen:
            try:
                choose_recipe(screen.site, preview.draft, chosen, current_actor())
            except TrackerError as error:
                say_refused(error, t)
                return
            st.rerun()
