"""Every word on screen: the catalogue in Swedish and English, numbers, dates, sentences, addresses.

Import from the module that has what you need; `catalogue` is where to begin.
"""
