"""A programme with an attack in every text that a file or a person may bring, and numbers that
the public may not see.
"""

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tracker.model.access import Audience
from tracker.model.records import Provenance
from tracker.model.steering import EntryKind
from tracker.service.access import local_owner, reader_for
from tracker.service.decisions import DecisionForm, record_decision
from tracker.service.definitions import apply_definitions
from tracker.service.links import Wanted, make_link
from tracker.service.programme import Site, open_site
from tracker.service.steering import read_entry, record_entries
from tracker.service.uploads import accept, new_draft, read_draft
from tracker.service.withdrawals import withdraw

ATTACK = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>{{7*7}}\'"</p>'
NAME = "<img src=x onerror=window.broken=1>'\".csv"  # a file's: no slash
ADDRESS = 'javascript:window.broken=1//"onmouseover="window.broken=1"'
OWNER = local_owner(ATTACK)

# Numbers that the public may not see. A hidden 2 is too common to look for: the comment beside
# it, and what a neighbour hidden for its sake (2024 adds up) would tell it by, are not.
CLOSED = 48_617_293  # of an internal series
SECONDARY = 61_298_437  # the other area within the total
BESIDE_SMALL = 52_817_364  # in the comment on the 2
FEW_ANSWERS = "37,2519"  # a share that 17 answered
SHOWN = 83_402_951  # so that the search is known to find
PLANTED = {
    ("m4_tips", "gottsunda_valsatra", "2024K2"): (CLOSED, "", ""),
    ("m2_brander_stenkastning", "bandstolsvagen", "2024T1"): (2, "", f"egentligen {BESIDE_SMALL}"),
    ("m2_brander_stenkastning", "gottsunda_centrum", "2024T1"): (SECONDARY, "", ""),
    ("m2_brander_stenkastning", "gottsunda_valsatra", "2024T1"): (SECONDARY + 5002, "", ""),
    ("m2_undvikit_kvall", "sydvastra_valsatra", "2023-10/2024-01"): (FEW_ANSWERS, 17, ""),
    ("m5_polisanmalda", "gottsunda_valsatra", "2024"): (SHOWN, "", ""),
    **{
        ("m2_brander_stenkastning", area, f"2024T{number}"): (0, "", "")
        for area in ("bandstolsvagen", "gottsunda_centrum", "gottsunda_valsatra")
        for number in (2, 3)
    },
}
_FREE = {"sv", "en", "publisher", "title"}
_SERIES = {"indicator": "m2_brander_stenkastning", "area": "gottsunda_valsatra"}
_AREA = "gottsunda_valsatra"
_SOURCE = {"publisher": ATTACK, "title": ATTACK, "url": ADDRESS}
ENTRIES: dict[str, dict[str, Any]] = {
    "judgement": {
        "area": _AREA,
        "condition": "a_kan_verka",
        "phase": 2,
        "verdict": "partly",
        "confidence": "low",
        "reasons": ATTACK,
        "dissent": ATTACK,
        "evidence": [_SERIES],
        "judged_by": ATTACK,
        "judged_on": date(2024, 2, 1),
    },
    "action": {
        **dict.fromkeys(("title", "problem", "cause", "why_now", "makes_possible"), ATTACK),
        "areas": [_AREA],
        "goals": ["m2"],
        "indicators": ["m2_brander_stenkastning"],
        "type": "situational",
        "owner_organisation": "polisen",
        "start": date(2021, 4, 1),
        "status": "ongoing",
        "updates": [{"on": date(2023, 4, 1), "text": ATTACK}],
        "source": _SOURCE,
    },
    "dialogue": {
        "name": ATTACK,
        "area": _AREA,
        "place": ATTACK,
        "form": ATTACK,
        "held": "2023-02-01..2023-02-03",
        "said": [ATTACK],
        "source": _SOURCE,
    },
    "promise": {
        **dict.fromkeys(("name", "place", "wording", "follow_up", "told_back"), ATTACK),
        **{field: [ATTACK] for field in ("focus", "signed_by", "done")},
        "shared_picture": ATTACK,
        "area": _AREA,
        "years": "2022-2023",
        "source": _SOURCE,
        "signed_on": date(2022, 1, 15),
        "status": "ended",
    },
    "agreement": {
        "name": ATTACK,
        "years": "2021-2023",
        "priorities": [{"text": ATTACK}, {"text": ATTACK, "goal": "m2"}],
        "signed_by": [ATTACK],
        "source": _SOURCE,
    },
    "meeting": {
        "name": ATTACK,
        "held_on": date(2024, 2, 1),
        "participants": [ATTACK],
        "points": [ATTACK],
        "minutes": ATTACK,
    },
    "note": {**_SERIES, "text": ATTACK, "signed": ATTACK, "on": date(2024, 2, 1)},
    "event": {"on": date(2023, 2, 1), "label": ATTACK, "source": _SOURCE},
    "recipe": {
        "name": ATTACK,
        "body": {
            "shape": {"kind": "text"},
            "values": [{"indicator": "m4_tips", "value": {"measure": ATTACK}}],
            "area": _AREA,
        },
    },
}


def hostile_programme(filled: Path, folder: Path) -> dict[str, str]:
    """Copy a filled programme and spoil it; gives what opens a frozen link, by whom it is for."""
    shutil.copytree(filled, folder)
    for name in ("goals.yaml", "phases.yaml"):
        tree = yaml.load((folder / name).read_text("utf-8"), yaml.CSafeLoader)
        spoiled = yaml.dump(_spoiled(tree), Dumper=yaml.CSafeDumper, allow_unicode=True)
        (folder / name).write_text(spoiled, "utf-8")
    site = open_site(folder)
    apply_definitions(site, OWNER, based_on=site.store.current())
    taken_back = _upload(site, {("m4_tips", _AREA, "2024K3"): (7, "", "")})
    withdraw(site, taken_back, ATTACK, OWNER, based_on=site.store.current())
    _upload(site, PLANTED)
    entries = [read_entry(EntryKind(k), {"id": f"ont-{k}", **f}) for k, f in ENTRIES.items()]
    record_entries(site, entries, OWNER, based_on=site.store.current())
    day = date(2024, 2, 1)
    said = dict.fromkeys(("dissent", "participants", "would_change_our_mind"), ATTACK)
    form = DecisionForm(_AREA, 2, day, day, ATTACK, ATTACK, **said, diarienummer=ATTACK)
    record_decision(site, form, OWNER, based_on=site.store.current())
    expires = site.today + timedelta(days=9)
    view = "/malomraden?v=1&mal=m2"
    return {
        audience.value: make_link(
            site, OWNER, Wanted(view, None, None, audience, expires, note=ATTACK)
        )[1]
        for audience in (Audience.OPEN, Audience.ANALYSIS)
    }


def _spoiled(node: Any, key: str = "") -> Any:
    if isinstance(node, dict):
        return {name: _spoiled(inner, name) for name, inner in node.items()}
    if isinstance(node, list):
        return [_spoiled(inner, key) for inner in node]
    return f"{node} {ATTACK}" if key in _FREE and isinstance(node, str) else node


def _upload(site: Site, rows: dict[tuple[str, str, str], tuple[object, object, str]]) -> str:
    quoted = ATTACK.replace('"', '""')
    lines = [
        f'{";".join(key)};{value};{answers};"{comment}{quoted}"'
        for key, (value, answers, comment) in rows.items()
    ]
    head = "indikator;område;period;värde;antal_svar;kommentar"
    draft = new_draft(site, "\n".join([head, *lines]).encode(), NAME, OWNER)
    read_draft(site, draft, reader_for(OWNER))
    told = dict.fromkeys(("publisher", "title", "licence", "counted", "known_problems"), ATTACK)
    origin = Provenance(**told, url=ADDRESS, fictional=True)
    return accept(site, draft, origin, OWNER, replace_fictional=True).upload.id
