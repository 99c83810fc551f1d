"""What a form says when it is refused: every fault in words, by the form's own labels."""

from collections.abc import Sequence

import streamlit as st

from tracker.errors import DefinitionsInvalid, EntryRefused, Fault, TrackerError, UploadRefused
from tracker.texts.catalogue import Texts
from tracker.texts.faults import error_wording, fault_wording


def say_refused(error: TrackerError, texts: Texts, labels: Sequence[str] = ()) -> None:
    """Show what is wrong and what to do.

    labels   where the form's words for its fields stand: `judge` for the label `judge.reasons`
    """
    wording = error_wording(error, texts)
    if not isinstance(error, EntryRefused | UploadRefused | DefinitionsInvalid):
        st.error(f"{wording.cause} {wording.remedy}")
        return
    told = "\n".join(f"- {fault_told(fault, texts, labels)}" for fault in error.faults)
    st.error(f"{wording.cause}\n\n{told}")


def fault_told(fault: Fault, texts: Texts, labels: Sequence[str]) -> str:
    """A fault by the label of its field. The fields' names in files are not said in a form."""
    wording = fault_wording(fault, texts)
    if "field" not in fault.params:
        return str(wording)
    field, *below = str(fault.params["field"]).split(" › ")
    names = [f"{field}_{below[0]}", field] if below else [field]
    known = [f"{place}.{name}" for place in labels for name in names if f"{place}.{name}" in texts]
    if not known:
        return f"{wording.cause} {wording.remedy}"
    how = f"{known[0]}.help"  # says what the field takes
    remedy = texts(how) if fault.code == "entry_field_bad" and how in texts else wording.remedy
    return f"{texts(known[0]).removesuffix('?')}: {wording.cause} {remedy}"
