"""What a form says when it is refused: every fault in words, by the form's own labels."""

from collections.abc import Mapping

import streamlit as st

from tracker.errors import DefinitionsInvalid, EntryRefused, Fault, TrackerError, UploadRefused
from tracker.texts.catalogue import Texts
from tracker.texts.faults import error_wording, fault_wording


def say_refused(error: TrackerError, texts: Texts, labels: Mapping[str, str]) -> None:
    """Show what is wrong and what to do. `labels`: by field, such as `reasons` → «Skäl»."""
    wording = error_wording(error, texts)
    if not isinstance(error, EntryRefused | UploadRefused | DefinitionsInvalid):
        st.error(f"{wording.cause} {wording.remedy}")
        return
    told = "\n".join(f"- {_told(fault, texts, labels)}" for fault in error.faults)
    st.error(f"{wording.cause}\n\n{told}")


def _told(fault: Fault, texts: Texts, labels: Mapping[str, str]) -> str:
    wording = fault_wording(fault, texts)
    field = str(fault.params.get("field", "")).partition(" › ")[0]
    place = labels.get(field)
    return f"{place}: {wording.cause} {wording.remedy}" if place else str(wording)
