"""The script that streamlit reruns; all of it is one call."""

from tracker.web.frame import run

run()
