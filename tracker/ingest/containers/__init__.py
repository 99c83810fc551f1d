"""Bytes → sheets of cells: what kind of file it is, and every cell as it is written.

Text goes through encoding, separator and quotes; workbooks are weighed before they are opened.
Nothing in a file is run, no address in it is fetched, no path in it is used.
"""

from tracker.ingest.containers.opening import MOJIBAKE, open_file

__all__ = ["MOJIBAKE", "open_file"]
