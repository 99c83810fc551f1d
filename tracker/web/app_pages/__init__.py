"""One module a page, each with a `render(screen)` that only lays out.

Not named `pages`: beside a script, streamlit takes a folder of that name for pages of its own.
"""
