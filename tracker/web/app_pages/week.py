"""Veckovis lägesbild: the week beside what the season usually gives, and writing a week in."""

from tracker.model.verdicts import Word
from tracker.service.access import Action, may
from tracker.service.weekly import WeekPicture, week_picture, weekly_series
from tracker.web.markup import show
from tracker.web.parts import week as parts
from tracker.web.reports import made_once
from tracker.web.screen import Screen
from tracker.web.week_form import week_form


def render(screen: Screen) -> None:
    """The week by area, its warnings, the tertial so far, and the form."""
    report = screen.report
    named = weekly_series(report.definitions)
    if not named:
        show(parts.nothing(screen, "week.undefined"))
        return
    told = [report.series_of(indicator.id, area.id) for indicator, area in named]
    if all(one.verdict.word is Word.HIDDEN for one in told):
        show(parts.nothing(screen, "week.hidden"))
        return
    writes = may(screen.actor, Action.UPLOAD) and screen.live
    picture = _picture(screen)
    if picture is None:
        show(parts.nothing(screen, "week.nothing", "week.nothing.how" if writes else ""))
    else:
        _week(screen)
    if writes:
        week_form(screen, picture)


@made_once
def _picture(screen: Screen) -> WeekPicture | None:
    report = screen.report
    told = [report.series_of(i.id, area.id) for i, area in weekly_series(report.definitions)]
    return week_picture(
        report.definitions,
        [one.series for one in told],
        day=report.reference_date,
        asked=screen.view.reference_date is not None,
    )


@made_once
def _week(screen: Screen) -> None:
    picture = _picture(screen)
    if picture:
        show(parts.heading(screen, picture), classes="fl wk")
        show(parts.warnings(screen, picture), classes="fl wk gap")
        show(parts.areas(screen, picture), classes="fl wk gap")
        show(parts.notes(screen, picture), classes="fl wk gap")
        show(parts.tertial(screen, picture), classes="fl wk sec")
