"""The dashboard: the only user of streamlit. Lays out reports; computes and words nothing."""

from pathlib import Path

MAIN = str(Path(__file__).with_name("main.py"))
