"""The catalogue: a key and a language give a sentence.

Sentences stand in `locale/<language>/<topic>.po`. A msgid is a key, a msgstr the sentence with
{named} parameters; a plural entry chooses its form by the parameter `n`.
"""

from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tracker.model.base import Words


class Language(StrEnum):
    """The languages of the screen; the first is the default."""

    SV = "sv"
    EN = "en"


class Texts:
    """The sentences of one language. Get one with `texts_in`."""

    def __init__(self, language: Language, catalogs: tuple[Catalog, ...]) -> None:
        self.language = language
        self._sentences: dict[str, str | tuple[str, ...]] = {}
        for catalog in catalogs:
            for message in catalog:
                if not message.id:  # the header
                    continue
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key in self._sentences:
                    raise ValueError(f"{language}: {key} stands twice in the catalogue")
                text = message.string
                self._sentences[key] = text if isinstance(text, str) else tuple(text or ())

    def __call__(self, key: str, /, **params: object) -> str:
        """The sentence of `key`, filled. Raises KeyError for a key that nobody has worded."""
        sentence = self._sentences[key]
        if isinstance(sentence, tuple):
            sentence = sentence[0 if params["n"] == 1 else 1]
        return sentence.format(**params)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def of(self, words: Words) -> str:
        """The words of a definition in this language."""
        return words.sv if self.language is Language.SV else words.en

    @property
    def keys(self) -> frozenset[str]:
        """Every key that this language words."""
        return frozenset(self._sentences)

    def raw(self, key: str) -> str | tuple[str, ...]:
        """The sentence as it stands in the catalogue, unfilled; a tuple has plural forms."""
        return self._sentences[key]


@cache
def texts_in(language: Language) -> Texts:
    """The catalogue of one language, read once."""
    folder = files("tracker.texts") / "locale" / language.value
    topics = sorted((f for f in folder.iterdir() if f.name.endswith(".po")), key=lambda f: f.name)
    return Texts(
        language,
        tuple(read_po(BytesIO(f.read_bytes()), locale=language.value) for f in topics),
    )
