"""Every question and every fault of a foreign file is worded in both languages."""

import re
from pathlib import Path

import pytest

import tracker.ingest
from tracker.ingest.meaning.codes import MeaningFault, QuestionCode
from tracker.texts.catalogue import Language, texts_in

CHOICES = {
    key
    for path in Path(tracker.ingest.__file__).parent.rglob("*.py")
    for key in re.findall(r'Choice\("(\w+)"', path.read_text("utf-8"))
}


@pytest.mark.parametrize("language", Language)
def test_questions_choices_and_faults_are_worded(language):
    texts = texts_in(language)
    wanted = {f"question.{code}" for code in QuestionCode}
    wanted |= {f"choice.{key}" for key in CHOICES}
    wanted |= {f"fault.{code}{end}" for code in MeaningFault for end in ("", ".remedy")}
    assert len(CHOICES) > 5
    assert wanted - texts.keys == set()
