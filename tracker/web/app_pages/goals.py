"""Målområden: choose one; its chart, what it says, how we know, and what it is read with."""

import streamlit as st

from tracker.web.charted import charted
from tracker.web.markup import show
from tracker.web.noting import story_forms
from tracker.web.parts import goals as parts
from tracker.web.reports import made_once
from tracker.web.screen import Screen


def render(screen: Screen) -> None:
    """The charts, and under them the forms for those who may write of them."""
    _charts(screen)
    goal = parts.chosen_goal(screen)
    story_forms(screen, [s for s in goal.series if s.shown])


@made_once
def _charts(screen: Screen) -> None:
    """The primary series large, the others two by two under their headings."""
    goal = parts.chosen_goal(screen)
    show(parts.heading(screen, goal))
    if goal.primary:
        charted(screen, goal.primary, large=True)
        show(parts.knowledge(screen, goal.primary), classes="fl sec")
    for group, every in parts.grouped(goal, screen).items():
        if every:
            show(parts.group_head(screen, group), classes="fl sec")
        for pair in (every[i : i + 2] for i in range(0, len(every), 2)):
            for column, series in zip(st.columns(2, gap="large"), pair, strict=False):
                with column:
                    charted(screen, series, large=False)
