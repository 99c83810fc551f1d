"""Questions about a file and their choices, in words."""

from tracker.errors import Param
from tracker.ingest.recognised import Choice, Question
from tracker.texts.catalogue import Texts


def question_wording(question: Question, texts: Texts) -> str:
    """What is asked, in one or two sentences."""
    return texts(f"question.{question.code}", **_printed(question.params))


def choice_wording(choice: Choice, texts: Texts) -> str:
    """An answer in words; a year or a period is its own word."""
    if f"choice.{choice.key}" in texts:
        return texts(f"choice.{choice.key}")
    return choice.key


def _printed(params: dict[str, Param]) -> dict[str, Param]:
    """Names as they are shown: a name that a file leaves empty is a dash."""
    return {key: value if value != "" else "–" for key, value in params.items()}
