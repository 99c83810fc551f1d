"""What the rules of a condition come to in a phase, and what conditions say of a phase."""

from itertools import product

import pytest

from tracker.assessment.phases.conditions import advice, condition_report
from tracker.assessment.phases.hold import Readings
from tracker.model.advice import Advice, Backslide, BackslideLevel, Support
from tracker.model.definitions import Condition, EvidenceRule, Hysteresis
from tracker.model.report import ConditionReport, EvidenceItem, EvidenceReason, Standing

SAID = {"T": True, "F": False, "U": None}
WORDS = {"sv": "Ord.", "en": "Words."}
PLAIN = {
    "id": "villkor",
    "letter": "A",
    "name": WORDS,
    "question": WORDS,
    "block": "effects",
    "signs": {"phase_1": WORDS, "phase_2": WORDS, "phase_3": WORDS},
    "anchor": WORDS,
}


def _rule(kind="at_most", **fields):
    named = {"judgement": {}}.get(kind, {"indicator": "handelser", "limit": 5})
    return EvidenceRule(rule=kind, why=WORDS, **(named | fields))


def _condition(rules, needed=1, phase=2):
    return Condition.model_validate(
        PLAIN | {"evidence": [{"phase": phase, "needed": needed, "rules": rules}]}
    )


def _reading(sequence, **fields):
    """`T·TT` is true now and at two cuts before; J is for people to judge."""
    if sequence == "J":
        judged = EvidenceItem(_rule("judgement"), None, EvidenceReason.PEOPLE_JUDGE)
        return Readings(judged, (judged, judged, judged))
    rule = _rule(**fields)
    now, _, cuts = sequence.partition("·")
    items = [EvidenceItem(rule, SAID[letter], EvidenceReason.NOT_SHOWN) for letter in now + cuts]
    return Readings(items[0], tuple(items[1:]))


def _report(*sequences, needed=1, rules=None, **fields):
    readings = [_reading(sequence) for sequence in sequences]
    condition = _condition(rules or [each.rule for each in readings], needed)
    return condition_report(condition, 2, readings, Hysteresis(), **fields)


class TestStanding:
    @pytest.mark.parametrize(
        ("sequences", "needed", "supports", "standing"),
        [
            (["T·TTT"], 1, "T", Standing.SUPPORTS),
            (["T·TUU"], 1, "U", Standing.OPEN),
            (["F·FFT"], 1, "F", Standing.AGAINST),
            (["F·FTT"], 1, "F", Standing.OPEN),  # one false quarter alone changes nothing
            (["T·TFF"], 1, "F", Standing.OPEN),
            (["U·UUU"], 1, "U", Standing.CANNOT_JUDGE),
            (["U·UUT"], 1, "U", Standing.OPEN),
            (["J"], 1, "U", Standing.PEOPLE_JUDGE),
            # one of several
            (["F·FFF", "T·TTT"], 1, "T", Standing.SUPPORTS),
            (["F·FFF", "F·FFF"], 1, "F", Standing.AGAINST),
            (["F·FFF", "F·FTT"], 1, "F", Standing.OPEN),
            (["F·FFF", "U·UUU"], 1, "U", Standing.CANNOT_JUDGE),
            (["T·TUU", "U·UUU"], 1, "U", Standing.OPEN),
            (["U·UUU", "J"], 1, "U", Standing.PEOPLE_JUDGE),
            (["U·UUT", "J"], 1, "U", Standing.OPEN),
            # two of several
            (["T·TTT", "T·TTT", "F·FFF"], 2, "T", Standing.SUPPORTS),
            (["T·TTT", "F·FFF"], 2, "F", Standing.AGAINST),
            (["T·TTT", "J"], 2, "U", Standing.PEOPLE_JUDGE),
            (["T·TTT", "T·TUU"], 2, "U", Standing.OPEN),
            (["T·TTT", "U·UUU"], 2, "U", Standing.CANNOT_JUDGE),
            (["U·UUU", "U·UUU", "J"], 2, "U", Standing.CANNOT_JUDGE),
            (["F·FFF", "J"], 2, "F", Standing.AGAINST),
        ],
    )
    def test_k_of_n(self, *, sequences, needed, supports, standing):
        found = _report(*sequences, needed=needed)
        assert (found.supports, found.standing) == (SAID[supports], standing)
        assert found.needed == needed
        assert len(found.evidence) == len(sequences)

    def test_a_rule_that_is_not_followed_in_the_area_is_unknown_and_never_against(self):
        rules = [_rule("judgement"), _rule(), _rule(indicator="annat")]
        found = _report("J", needed=3, rules=rules)
        assert (found.supports, found.standing) == (None, Standing.CANNOT_JUDGE)
        assert len(found.evidence) == 1

    def test_a_phase_without_rules_is_left_to_people(self):
        found = condition_report(_condition([_rule()], phase=3), 2, [], Hysteresis())
        assert found == ConditionReport(found.condition, 2, (), standing=Standing.PEOPLE_JUDGE)

    @pytest.mark.parametrize(
        ("present", "lost"), [(2, True), (1, False), (3, False), (None, False)]
    )
    def test_only_the_present_phase_is_lost(self, present, lost):
        assert _report("F·FFF", present_phase=present).lost is lost

    def test_what_stays_is_not_lost(self):
        assert not _report("F·FTT", present_phase=2).lost
        assert not _report("U·UUU", present_phase=2).lost


class TestBackslides:
    def slid(self, level=BackslideLevel.CONFIRMED, indicator="handelser", area="gottsunda"):
        return [Backslide(indicator, area, level)]

    def test_a_confirmed_one_is_enough(self):
        found = _report("T·TTT", present_phase=2, backslides=self.slid())
        assert (found.standing, found.lost) == (Standing.AGAINST, True)

    @pytest.mark.parametrize(
        "slid",
        [{"level": level} for level in BackslideLevel if level is not BackslideLevel.CONFIRMED]
        + [{"indicator": "annat"}],
        ids=str,
    )
    def test_anything_else_is_not(self, slid):
        found = _report("T·TTT", present_phase=2, backslides=self.slid(**slid))
        assert found.standing is Standing.SUPPORTS

    @pytest.mark.parametrize(
        ("area", "standing"),
        [("centrum", Standing.AGAINST), ("gottsunda", Standing.SUPPORTS)],
    )
    def test_a_rule_that_names_an_area_reads_no_other(self, area, standing):
        reading = _reading("T·TTT", area="centrum")
        found = condition_report(
            _condition([reading.rule]),
            2,
            [reading],
            Hysteresis(),
            backslides=self.slid(area=area),
        )
        assert found.standing is standing


def _standing(standing, phase):
    return ConditionReport(_condition([_rule()]), phase, (), standing=standing)


class TestAdvice:
    @pytest.mark.parametrize("standings", list(product(Standing, repeat=2)), ids=str)
    def test_two_conditions(self, standings):
        """One against is enough; all that are not left to people must support."""
        told = set(standings) - {Standing.PEOPLE_JUDGE}
        if Standing.AGAINST in told:
            expected = Support.DOES_NOT_SUPPORT
        elif told == {Standing.SUPPORTS}:
            expected = Support.SUPPORTS
        else:
            expected = Support.NOT_ENOUGH
        given = [_standing(standing, 2) for standing in standings]
        assert advice(given, 2).present is expected

    @pytest.mark.parametrize(
        ("present", "said"),
        [
            (None, Advice(None, None)),
            (1, Advice(Support.NOT_ENOUGH, Support.SUPPORTS)),
            (2, Advice(Support.SUPPORTS, Support.DOES_NOT_SUPPORT)),
            (3, Advice(Support.DOES_NOT_SUPPORT, None)),
        ],
    )
    def test_of_the_present_phase_and_the_next(self, present, said):
        given = [
            _standing(Standing.PEOPLE_JUDGE, 1),
            _standing(Standing.SUPPORTS, 2),
            _standing(Standing.AGAINST, 3),
        ]
        assert advice(given, present) == said

    def test_without_conditions_there_is_not_enough(self):
        assert advice([], 2) == Advice(Support.NOT_ENOUGH, Support.NOT_ENOUGH)
