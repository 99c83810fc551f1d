"""What `streamlit run` and uvicorn start. Streamlit finds `st.App` by reading this file."""

import streamlit as st

from tracker.web import MAIN
from tracker.web.options import options

app = st.App(MAIN, **options())
