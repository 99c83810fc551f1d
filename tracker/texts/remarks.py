"""What a reader of a file's values should know, in words."""

from tracker.ingest.recognised import Remark
from tracker.texts.catalogue import Texts


def remark_wording(remark: Remark, texts: Texts) -> str:
    """The sentence of a remark."""
    return texts(f"remark.{remark.code}", **remark.params)
