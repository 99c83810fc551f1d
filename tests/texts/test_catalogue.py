"""The catalogue: a key and a language give a sentence, or a KeyError."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from tracker.texts.catalogue import Language, Texts, texts_in

PO = """
msgid ""
msgstr "Language: sv\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "plain"
msgstr "Hej {name}"

msgid "days"
msgid_plural "days"
msgstr[0] "{n} dag"
msgstr[1] "{n} dagar"
"""


def catalogue(*texts: str) -> Texts:
    return Texts(Language.SV, tuple(read_po(BytesIO(t.encode())) for t in texts))


def test_a_sentence_is_filled():
    assert catalogue(PO)("plain", name="Åsa") == "Hej Åsa"


@pytest.mark.parametrize(("n", "said"), [(0, "0 dagar"), (1, "1 dag"), (2, "2 dagar")])
def test_a_plural_chooses_its_form(n, said):
    assert catalogue(PO)("days", n=n) == said


def test_a_key_that_nobody_has_worded_is_a_bug():
    with pytest.raises(KeyError):
        catalogue(PO)("nothing")
    assert "nothing" not in catalogue(PO)
    assert "plain" in catalogue(PO)


def test_a_key_may_stand_once_in_all_files():
    with pytest.raises(ValueError, match="plain stands twice"):
        catalogue(PO, PO)


def test_what_a_file_said_is_never_a_format():
    """A name with braces in it is repeated as it is."""
    assert catalogue(PO)("plain", name="{name} {0} %s") == "Hej {name} {0} %s"


@pytest.mark.parametrize("language", Language)
def test_the_shipped_catalogue_is_read_once(language):
    assert texts_in(language) is texts_in(language)
    assert texts_in(language).language is language
