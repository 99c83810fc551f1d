"""Recept: what a file says → values of our indicators, by the mapping that a person made once.

naming     names that a recipe can be written with, where the file leaves them empty
matching   which saved recipe a file is meant for, by its shape
applying   recognised values → rows of the own form, which are then checked as any others
"""

from tracker.ingest.recipes.applying import Applied, apply_recipe
from tracker.ingest.recipes.matching import fits, shape_of
from tracker.ingest.recipes.naming import named
from tracker.ingest.recipes.reading import RecipeReading, read_by_recipe

__all__ = [
    "Applied",
    "RecipeReading",
    "apply_recipe",
    "fits",
    "named",
    "read_by_recipe",
    "shape_of",
]
