"""Who exported a file, and what its marks mean there.

A source is recognised by what it always writes: a title, a file name's shape, a set of headers.
"""

from tracker.ingest.sources.known import rules_of
from tracker.ingest.sources.recognise import guess_source

__all__ = ["guess_source", "rules_of"]
