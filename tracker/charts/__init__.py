"""Pictures: a report in, a Vega-Lite dict or an SVG string out. No screen here.

Colours are CSS variables of the page, so one picture serves light, dark and print.
"""
