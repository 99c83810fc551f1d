"""Röjandekontroll: which values an audience may see. Pure; the store applies it to every read.

    visibility(reader, indicator)           how much of a series that is
    hidden_cells(history, reader)           what must be hidden for what other cells would tell
    apply(table, reader, indicators, hidden)   the table as `reader` may see it

`visibility` and `primary` judge a series and a value by themselves. `cells`, `totals` and
`equations` say what adds up to what in every version; `auditor` what can be concluded of it;
`families` and `secondary` what to hide so that it is too little. docs/metod.md, «Röjandekontroll».
"""

from tracker.disclosure.hidden import NOTHING_MORE, Hidden
from tracker.disclosure.history import Gone, History, Rules
from tracker.disclosure.reading import apply
from tracker.disclosure.visibility import Visibility, visibility
from tracker.disclosure.whole import controlled_series, hidden_cells, whole_series

__all__ = [
    "NOTHING_MORE",
    "Gone",
    "Hidden",
    "History",
    "Rules",
    "Visibility",
    "apply",
    "controlled_series",
    "hidden_cells",
    "visibility",
    "whole_series",
]
