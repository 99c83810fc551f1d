"""A recipe as a YAML file: its name and its body, as `tracker recipes export` writes them."""

from tracker.definitions.shape import check_shape
from tracker.definitions.yaml_text import Tree, decode, read_tree
from tracker.errors import DefinitionsInvalid, Fault
from tracker.model.base import Record, Sentence
from tracker.model.recipes import RecipeBody


class _RecipeFile(Record):
    name: Sentence
    body: RecipeBody


def parse_recipe(data: bytes, file: str) -> tuple[str, RecipeBody]:
    """The name and the body of a recipe's file. Raises DefinitionsInvalid with every fault.

    file   what faults call it
    """
    text = decode(data, file)
    tree = Tree(file, None, faults=(text,)) if isinstance(text, Fault) else read_tree(text, file)
    faults = list(tree.faults)
    found = None
    if not isinstance(tree.data, dict):
        faults = faults or [Fault("field_not_mapping", {"value": str(tree.data)[:40]}, file, 1)]
    else:
        found, wrong = check_shape(tree, _RecipeFile)
        faults += wrong
    if found is None or faults:
        raise DefinitionsInvalid("recipe_file_invalid", tuple(faults), file=file)
    return found.name, found.body
