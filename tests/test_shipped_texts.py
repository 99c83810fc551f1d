"""Every word that the code asks for is in the catalogue, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import tracker
from tracker.assessment import METHOD_VERSION
from tracker.assessment.simulation import Scenario
from tracker.definitions.changes import Change as DefinitionChanged
from tracker.ingest import FaultCode
from tracker.model.access import Confidentiality
from tracker.model.definitions import Direction
from tracker.model.observations import Status
from tracker.model.periods import PeriodKind
from tracker.model.records import PhaseDirectionTaken, PublicationKind
from tracker.model.report import EvidenceReason
from tracker.model.verdicts import Reason, Word
from tracker.service.conditions import Weight
from tracker.texts.address import Page
from tracker.texts.catalogue import Language, texts_in

SOURCES = {
    path: ast.parse(path.read_text("utf-8"))
    for path in sorted(Path(tracker.__file__).parent.rglob("*.py"))
}
SV, EN = texts_in(Language.SV), texts_in(Language.EN)

# Keys that are put together from several pieces, so that no literal or prefix in the code shows
# them: each with what makes it.
PUT_TOGETHER = {
    r"verdict\.word\.\w+\.share": "verdict_word: the same word, of a share",
    r"verdict\.reason\.\w+\.stands": "series_sentence: a reason that leaves the verdict standing",
    r"(fault|error)\.\w+(\.remedy)?": "texts.faults: codes, tested below",
}


def names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def forms(sentence: str | tuple[str, ...]) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


class TestTwoLanguages:
    def test_the_same_keys(self):
        assert SV.keys == EN.keys
        assert len(SV.keys) > 500

    def test_the_same_parameters_in_each_form(self):
        different = {
            key
            for key in SV.keys
            if [names(f) - {"n"} for f in forms(SV.raw(key))]
            != [names(f) - {"n"} for f in forms(EN.raw(key))]
            or set().union(*map(names, forms(SV.raw(key)))) - {"n"}
            != set().union(*map(names, forms(EN.raw(key)))) - {"n"}
        }
        assert different == set()

    def test_a_plural_has_two_forms_that_need_the_same(self):
        for texts in (SV, EN):
            for key in texts.keys:
                several = texts.raw(key)
                if isinstance(several, tuple):
                    assert len(several) == 2, key
                    assert names(several[0]) | {"n"} == names(several[1]) | {"n"}, key

    @pytest.mark.parametrize("texts", [SV, EN], ids=["sv", "en"])
    def test_nothing_is_left_empty_or_half_written(self, texts):
        for key in texts.keys:
            for form in forms(texts.raw(key)):
                assert form.strip() == form, key
                assert form, key
                assert "TODO" not in form, key
                assert form.count("«") == form.count("»"), key

    def test_swedish_numbers_have_a_decimal_comma_and_quotes_are_swedish(self):
        for key in SV.keys:
            for form in forms(SV.raw(key)):
                assert not re.search(r"\d\.\d+ ?(%|procent)", form), key
                assert not re.search(r"[\"“”]\w", form), key


#                       prefix                    suffix      the members shown
ENUMS = [
    pytest.param("verdict.word.", "", Word, id="words"),
    pytest.param("verdict.reason.", "", Reason, id="reasons"),
    pytest.param("reason.short.", "", Reason, id="reasons in short"),
    pytest.param("verdict.evidence.", "", EvidenceReason, id="evidence"),
    pytest.param("often.", "", PeriodKind, id="how often"),
    pytest.param("baseline.per.", "", PeriodKind, id="the baseline's level"),
    pytest.param("value.", "", [s for s in Status if not s.has_number], id="no value"),
    pytest.param("news.kind.", "", PublicationKind, id="publications"),
    pytest.param("phase.direction.", "", PhaseDirectionTaken, id="directions of a phase"),
    pytest.param("phases.weight.", "", Weight, id="weights"),
    pytest.param("direction.", "", Direction, id="directions"),
    pytest.param("definitions.change.", "", DefinitionChanged, id="changes"),
    pytest.param("confidentiality.", "", [c.name.lower() for c in Confidentiality], id="classes"),
    pytest.param("cli.scenario.", "", Scenario, id="scenarios"),
    pytest.param("page.", ".title", [p.name.lower() for p in Page], id="pages"),
    pytest.param(
        "status.",
        ".short",
        [s for s in Status if s not in (Status.FINAL, Status.MISSING, Status.SUPPRESSED)],
        id="statuses",
    ),
]


@pytest.mark.parametrize(("prefix", "suffix", "members"), ENUMS)
def test_every_member_that_is_shown_has_its_words(prefix, suffix, members):
    for texts in (SV, EN):
        missing = [m for m in members if f"{prefix}{m}{suffix}" not in texts]
        assert missing == []


@pytest.mark.parametrize("method", ["rate_ratio", "newcombe"])
def test_every_method_is_explained(method):
    assert f"verdict.how.{method}" in SV
    used = {value for tree in SOURCES.values() for value in fstring_heads(tree) if method in value}
    assert used == {f"{method}/"}, f"the code says {method}/{METHOD_VERSION}"


def fstring_heads(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            yield str(node.values[0].value)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def asked(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of a catalogue: `texts(…)`, `t(…)`, `screen.texts(…)`."""
    return (c for c in calls(tree) if called(c) in ("t", "texts") and c.args)


def place(path: Path, node: ast.AST) -> str:
    return f"{path.name}:{node.lineno}"


def pattern(node: ast.JoinedStr) -> str:
    """A regular expression of what an f-string may become."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+"
        for part in node.values
    )


class TestWhatTheCodeAsksFor:
    def test_every_literal_key_exists(self):
        unknown = {
            place(path, call): call.args[0].value
            for path, tree in SOURCES.items()
            for call in asked(tree)
            if isinstance(call.args[0], ast.Constant) and call.args[0].value not in SV
        }
        assert unknown == {}

    def test_every_key_put_together_can_exist(self):
        unknown = {
            place(path, call): pattern(call.args[0])
            for path, tree in SOURCES.items()
            for call in asked(tree)
            if isinstance(call.args[0], ast.JoinedStr)
            and not any(re.fullmatch(pattern(call.args[0]), key) for key in SV.keys)
        }
        assert unknown == {}

    def test_every_literal_key_is_given_what_its_sentence_needs(self):
        short = {}
        for path, tree in SOURCES.items():
            for call in asked(tree):
                key = call.args[0]
                if not isinstance(key, ast.Constant) or any(k.arg is None for k in call.keywords):
                    continue
                if key.value not in SV:
                    continue
                raw = SV.raw(key.value)
                needed = set().union(*map(names, forms(raw)))
                needed |= {"n"} if isinstance(raw, tuple) else set()
                if lacking := needed - {k.arg for k in call.keywords}:
                    short[place(path, call)] = (key.value, lacking)
        assert short == {}

    def test_the_scan_sees_the_calls(self):
        assert sum(len(list(asked(tree))) for tree in SOURCES.values()) > 200

    def test_no_sentence_is_left_over(self):
        literals, patterns = set(), [re.compile(p) for p in PUT_TOGETHER]
        for tree in SOURCES.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    literals.add(node.value)
                elif isinstance(node, ast.JoinedStr) and re.match(r"[a-z_]+\\\.", pattern(node)):
                    patterns.append(re.compile(pattern(node)))
        unused = {
            key
            for key in SV.keys
            if key not in literals and not any(p.fullmatch(key) for p in patterns)
        }
        assert unused == set()


# What makes a fault, and what raises an error; the first argument is the code. `fault` is of a
# tree of YAML, `Problem` of a cell or of a store.
FAULTS = {"Fault", "Problem", "fault"}
ERRORS = {
    node.name
    for node in ast.walk(SOURCES[Path(tracker.__file__).parent / "errors.py"])
    if isinstance(node, ast.ClassDef)
} - {"Fault", "_Faulty"}


def codes_of(makers: set[str]) -> Iterator[tuple[str, str, ast.Call]]:
    for path, tree in SOURCES.items():
        for call in calls(tree):
            if called(call) in makers and call.args:
                first = call.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield place(path, call), first.value, call


class TestCodes:
    def test_every_fault_has_a_cause_and_a_remedy(self):
        codes = {code for _, code, _ in codes_of(FAULTS)} | set(FaultCode)
        assert len(codes) > 60
        assert {c for c in codes if f"fault.{c}" not in SV} == set()
        assert {c for c in codes if f"fault.{c}.remedy" not in SV} == set()

    def test_every_error_has_a_cause_and_a_remedy(self):
        codes = {code for _, code, _ in codes_of(ERRORS)}
        assert len(codes) > 40
        assert {c for c in codes if f"error.{c}" not in SV} == set()
        assert {c for c in codes if f"error.{c}.remedy" not in SV} == set()

    def test_every_error_is_given_what_its_sentences_need(self):
        short = {}
        for where, code, call in codes_of(ERRORS):
            if any(k.arg is None for k in call.keywords) or f"error.{code}" not in SV:
                continue
            given = {k.arg for k in call.keywords}
            given |= {"count"} if called(call) in ("UploadRefused", "DefinitionsInvalid") else set()
            needed = names(SV.raw(f"error.{code}")) | names(SV.raw(f"error.{code}.remedy"))
            if lacking := needed - given:
                short[where] = (code, lacking)
        assert short == {}

    def test_every_fault_with_literal_parameters_has_what_its_sentences_need(self):
        short = {}
        for where, code, call in codes_of({"Fault"}):
            params = call.args[1] if len(call.args) > 1 else ast.Dict(keys=[], values=[])
            if not isinstance(params, ast.Dict) or None in params.keys or f"fault.{code}" not in SV:
                continue
            given = {key.value for key in params.keys} | {"cell"}
            needed = names(SV.raw(f"fault.{code}")) | names(SV.raw(f"fault.{code}.remedy"))
            if lacking := needed - given:
                short[where] = (code, lacking)
        assert short == {}

    def test_no_code_is_left_over(self):
        literals = {
            node.value
            for tree in SOURCES.values()
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        worded = {key.split(".")[1] for key in SV.keys if re.fullmatch(r"(fault|error)\.\w+", key)}
        assert worded - literals == set()

    @pytest.mark.parametrize("texts", [SV, EN], ids=["sv", "en"])
    def test_a_cause_and_its_remedy_go_together(self, texts):
        codes = {k for k in texts.keys if re.match(r"(fault|error)\.(?!place\.)", k)}
        remedies = {k for k in codes if k.endswith(".remedy")}
        assert {f"{k}.remedy" for k in codes - remedies} == remedies
