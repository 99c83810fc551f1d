"""How quick the pages of the steering group are once a long effort is on record. Run by hand:

    python benchmarks/steering.py [RERUNS] [FOLDER]      (60, a temporary folder)

The shipped programme with its phase decided in six areas, its 68 indicators, 300 actions, 100 phase
decisions each with what was seen frozen, 100 judgements and 24 meetings; making it takes a minute
or two, and a FOLDER that holds it already is measured again. Pages are asked for as in
`benchmarks/web.py`, beside an empty page of the same process. Aim: Läget, Faser and Styrgruppsmöte
within three times it.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from web import APP, EMPTY, REPOSITORY, SCRIPT, measure, serving

from tracker.service.access import local_owner
from tracker.service.programme import open_site
from tracker.service.setup import prepare

AREAS, ACTIONS, DECISIONS, JUDGEMENTS, MEETINGS = 6, 300, 100, 100, 24
LIKE = "bandstolsvagen"  # the areas that are added have its indicators and its values
STREET = "m2_brander_stenkastning"
PAGES = {
    EMPTY: ("", "prov=tom"),
    "Läget": ("", ""),
    "Faser": ("faser", ""),
    "Åtgärder": ("atgarder", ""),
    "Åtgärder, one goal": ("atgarder", "v=1&mal=m4"),
    "Medborgarlöften": ("medborgarloften", ""),
    "Veckovis lägesbild": ("veckolage", ""),
    "Styrgruppsmöte": ("styrgruppsmote", ""),
    "Underlag enligt lagen": ("underlag", ""),
}
FIRST_DAY = date(2019, 6, 11)
WHY = (
    "De som arbetar i området ser att villkoret har ändrats sedan förra mötet. Underlaget från "
    "polisen och fastighetsägarna pekar åt samma håll, men serierna är korta."
)


def a_day(number: int, of: int) -> date:
    """Spread over the effort, in order."""
    return FIRST_DAY + timedelta(days=number * 2000 // of)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def more_areas(folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Areas until there are six; their ids, those of the indicators and those of the conditions."""
    goals = read(folder / "goals.yaml")
    areas = goals["areas"]
    model = next(one for one in areas if one["id"] == LIKE)
    assessed = [one["id"] for one in areas if one.get("phase_assessed")]
    added = [f"delomrade_{number}" for number in range(len(assessed) + 1, AREAS + 1)]
    for id_ in added:
        words = {"sv": id_.replace("_", " ").capitalize(), "en": id_}
        areas.append({**model, "id": id_, "name": words})
    indicators = [one for group in lists_of_indicators(goals) for one in group]
    for indicator in indicators:
        if LIKE in indicator["areas"]:
            indicator["areas"] += added
    write(folder / "goals.yaml", goals)
    for table in (folder / "data" / "example").glob("*.csv"):
        rows = table.read_text(encoding="utf-8").splitlines()
        rows += [
            row.replace(f";{LIKE};", f";{id_};") for id_ in added for row in rows if LIKE in row
        ]
        table.write_text("\n".join((*rows, "")), encoding="utf-8")
    conditions = [one["id"] for one in read(folder / "phases.yaml")["conditions"]]
    return [*assessed, *added], [one["id"] for one in indicators], conditions


def lists_of_indicators(part: object) -> Iterator[list[dict[str, Any]]]:
    """Every list of indicators, of a goal or of the programme itself."""
    match part:
        case dict():
            for key, inside in part.items():
                if "indicators" in key and inside and isinstance(inside[0], dict):
                    yield inside
                else:
                    yield from lists_of_indicators(inside)
        case list():
            for one in part:
                yield from lists_of_indicators(one)


def decisions(areas: list[str]) -> Iterator[dict[str, object]]:
    for number in range(DECISIONS):
        day = a_day(number, DECISIONS)
        yield {
            "area_id": areas[number % len(areas)],
            "phase": 1 + (number // len(areas)) % 2,
            "valid_from": day,
            "decided_on": day,
            "decided_by": f"styrgruppen, möte {number + 1}",
            "participants": "kommunens och polisens ledamöter",
            "reasons": WHY,
            "despite": "Mötet vill inte vänta på nästa enkät.",
            "dissent": "Det är för tidigt. (En ledamot)",
            "would_change_our_mind": "Två tertial i rad åt andra hållet.",
            "review_by": day + timedelta(days=200),
            "fictional": True,
        }


def actions(
    areas: list[str], indicators: list[str], conditions: list[str]
) -> Iterator[dict[str, object]]:
    types, states = ("situational", "social", "enforcement"), ("done", "ongoing", "planned")
    for number in range(ACTIONS):
        start = a_day(number, ACTIONS)
        yield {
            "kind": "action",
            "id": f"atgard_{number:03}",
            "fictional": True,
            "title": f"Åtgärd {number}: bättre belysning och fri sikt på vägarna",
            "goals": [f"m{1 + number % 6}"],
            "conditions": [conditions[number % len(conditions)]],
            "phase": 1 + number % 3,
            "areas": [areas[number % len(areas)]],
            "indicators": [indicators[number % len(indicators)]],
            "problem": "Många undviker att gå till centrum på kvällen.",
            "cause": "Gångvägarna är mörka och har skymd sikt.",
            "why_now": WHY,
            "makes_possible": "Vuxna kan gå ut på kvällarna.",
            "enables": [f"atgard_{number + 1:03}"] if number % 5 < 4 else [],
            "type": types[number % 3],
            "owner_organisation": "uppsala_kommun",
            "start": start,
            "end": start + timedelta(days=300),
            "status": states[number % 3],
            "updates": [{"on": start + timedelta(days=30), "text": "Halva sträckan är klar."}],
        }


def judgements(areas: list[str], conditions: list[str]) -> Iterator[dict[str, object]]:
    said = ("met", "partly", "not_met", "cannot_tell")
    for number in range(JUDGEMENTS):
        yield {
            "kind": "judgement",
            "id": f"bedomning_{number:03}",
            "fictional": True,
            "area": areas[number % len(areas)],
            "condition": conditions[number // len(areas) % len(conditions)],
            "phase": 1 + number // 40,
            "verdict": said[number % 4],
            "confidence": "medium",
            "reasons": WHY,
            "evidence": [{"indicator": STREET, "area": LIKE}],
            "judged_by": f"styrgruppen, möte {number + 1}",
            "judged_on": a_day(number, JUDGEMENTS),
        }


def meetings() -> Iterator[dict[str, object]]:
    for number in range(MEETINGS):
        yield {
            "kind": "meeting",
            "id": f"mote_{number:03}",
            "fictional": True,
            "name": f"Möte {number + 100}",
            "held_on": a_day(number, MEETINGS),
            "participants": ["kommundirektör", "lokalpolisområdeschef", "samordnare"],
            "points": ["Sommaren"],
            "minutes": f"{WHY}\n{WHY}",
        }


def make(folder: Path) -> None:
    for name in ("goals.yaml", "phases.yaml"):
        shutil.copy(REPOSITORY / name, folder)
    shutil.copytree(REPOSITORY / "data", folder / "data")
    areas, indicators, conditions = more_areas(folder)
    example = folder / "data" / "example"
    write(example / "decisions.yaml", {"decisions": list(decisions(areas))})
    for name, entries in (
        ("actions", actions(areas, indicators, conditions)),
        ("judgements", judgements(areas, conditions)),
        ("meetings", meetings()),
    ):
        write(example / "entries" / f"many_{name}.yaml", {"entries": list(entries)})
    prepare(open_site(folder), local_owner(""), with_data=True)
    script = folder / "measured_page.py"
    script.write_text(SCRIPT, encoding="utf-8")
    (folder / "measured_app.py").write_text(APP.format(script=script), encoding="utf-8")


@contextmanager
def programme(given: str | None) -> Iterator[Path]:
    if given:
        folder = Path(given)
        if not folder.exists():
            folder.mkdir()
            make(folder)
        yield folder
        return
    with tempfile.TemporaryDirectory() as told:
        make(Path(told))
        yield Path(told)


def main() -> None:
    asked: Mapping[int, str] = dict(enumerate(sys.argv))
    with (
        programme(asked.get(2)) as folder,
        serving(folder, "measured_app", folder) as (port, _seconds),
    ):
        measure(port, int(asked.get(1, "60")), PAGES)


if __name__ == "__main__":
    main()
