"""What the cells of a foreign table mean: numbers, periods, places, roles of columns.

`recognise` reads tables; `marks`, `period_words` and `regions` read one cell each and serve the
cubes (PX, JSON-stat) as well.
"""
