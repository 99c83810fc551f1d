"""Files that are cubes or lists rather than tables: PX, JSON-stat, Kolada's API, events.

`kind_of_text` tells which one a text is, `read_cube` reads it, `events` gives single events.
"""

from tracker.ingest.cubes.kinds import kind_of_text
from tracker.ingest.cubes.reading import read_cube

__all__ = ["kind_of_text", "read_cube"]
