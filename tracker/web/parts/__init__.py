"""The parts of pages as HTML strings: a screen in, escaped markup out. No streamlit here."""
