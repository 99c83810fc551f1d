"""Personal data in what a steering group writes: found, never stored and never repeated."""

from datetime import date

import pytest

from tracker.errors import EntryRefused
from tracker.service.steering import personal_fields
from tracker.texts.catalogue import Language, texts_in
from tracker.texts.faults import fault_wording

TODAY = date(2025, 1, 16)
PERSONAL = "19121212-1212"


class TestPersonalData:
    @pytest.mark.parametrize(
        ("kind", "changed", "field"),
        [
            ("note", {"text": f"Enligt {PERSONAL} var det så."}, "text"),
            ("note", {"signed": "anna@example.org"}, "signed"),
            ("action", {"problem": "Ring 070-123 45 67"}, "problem"),
            ("action", {"title": "Vid Storgatan 12"}, "title"),
            (
                "action",
                {"updates": [{"on": TODAY, "text": "T"}, {"on": TODAY, "text": PERSONAL}]},
                "updates › 2 › text",
            ),
            (
                "action",
                {"source": {"title": "T", "publisher": "anna@example.org"}},
                "source › publisher",
            ),
            ("meeting", {"minutes": f"Punkt 3.\n{PERSONAL} redogjorde."}, "minutes"),
            ("meeting", {"participants": ["ordförande", PERSONAL]}, "participants › 2"),
            ("judgement", {"dissent": PERSONAL}, "dissent"),
            ("dialogue", {"said": ["tryggare", PERSONAL]}, "said › 2"),
            ("promise", {"told_back": PERSONAL}, "told_back"),
            (
                "agreement",
                {"priorities": [{"text": PERSONAL}]},
                "priorities › 1 › text",
            ),
            ("event", {"label": PERSONAL}, "label"),
        ],
    )
    def test_no_text_may_hold_any_and_it_is_not_repeated(
        self, site, record, refused, kind, changed, field, entry
    ):
        given = entry(kind, **changed)
        assert refused(given) == [("personal_data_in_text", "forsta", field)]
        assert personal_fields(given) == (field,)
        with pytest.raises(EntryRefused) as raised:
            record(given)
        said = [repr(raised.value), *(repr(f) for f in raised.value.faults)]
        said += [str(fault_wording(f, texts_in(Language.SV))) for f in raised.value.faults]
        for secret in (PERSONAL, "anna@", "070", "Storgatan"):
            assert secret not in "".join(said)
        for path in site.store_folder.rglob("*"):
            assert not path.is_file() or PERSONAL.encode() not in path.read_bytes()

    def test_an_id_that_is_a_personal_number_is_not_repeated_either(self, record, entry):
        given = entry(id_=PERSONAL, areas=["ingenstans"], enables=[PERSONAL])
        with pytest.raises(EntryRefused) as raised:
            record(given)
        assert {f.code for f in raised.value.faults} == {
            "personal_data_in_text",
            "entry_area_unknown",
            "action_enables_itself",
        }
        assert PERSONAL not in repr(raised.value.faults)

    def test_an_answer_is_searched_too(self, refused, entry):
        assert ("personal_data_in_text", "forsta", "text") in refused(
            entry("answer", text=PERSONAL)
        )

    def test_also_in_what_is_withdrawn(self, refused, entry):
        given = entry("note", text=PERSONAL, withdrawn=True)
        assert refused(given) == [("personal_data_in_text", "forsta", "text")]

    def test_our_own_words_days_and_official_addresses_are_none(self, entry):
        source = {"title": "T", "publisher": "P", "url": "https://uppsala.se/2019-06-11/gottsunda"}
        assert personal_fields(entry(source=source)) == ()
