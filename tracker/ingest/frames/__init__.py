"""A sheet's tables with their frames taken away: titles, header rows, groups, footnotes.

No word is interpreted and no row is lost: what is no data stands in `titles`, `notes`, `repeated`
or `loose`, with its row.
"""

from tracker.ingest.frames.framing import Framed, framed, tables_in

__all__ = ["Framed", "framed", "tables_in"]
