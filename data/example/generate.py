"""Makes the invented example series with their provenance: the same bytes every time.

    python data/example/generate.py [FOLDER]

Nothing here is about the real Gottsunda. Levels, seasons, noise and rarity are chosen to be
plausible, so that the tracker can be tried before real figures are delivered. One file is what one
organisation would deliver.
"""

import sys
from pathlib import Path

import series
import weeks
from shapes import HEADER, Row

# file: who would have delivered it, what is in it, its rows
FILES = {
    "centrumagaren": ("Centrumägaren", "lokaler och sanering i centrum", series.centre_owner),
    "fastighetsagare": (
        "Fastighetsägare i området",
        "hyresförhållanden och boendemiljö",
        series.property_owners,
    ),
    "kommunen": (
        "Uppsala kommun",
        "besöksenkät, ordningsvakter, fritid och samverkan",
        series.municipality,
    ),
    "polisen": ("Polisen", "händelser, anmälningar, tips och insatser", series.police),
    "raddningstjansten": (
        "Räddningstjänsten",
        "anlagda bränder och stenkastning",
        series.rescue_services,
    ),
    "skolan": ("Utbildningsförvaltningen", "frånvaro i årskurs 7–9", series.schools),
    "socialforvaltningen": (
        "Socialförvaltningen",
        "orosanmälningar och stödinsatser",
        series.social_services,
    ),
    "trygghetsundersokning": (
        "Uppsala kommun",
        "tre omgångar av trygghetsundersökningen",
        series.safety_survey,
    ),
    "veckolage": ("Uppsala kommun", "veckovis lägesbild 2021–2024", weeks.weekly),
}


def table(made: list[Row]) -> str:
    """Rows as the text of a file in the tracker's own form."""
    lines = [";".join((indicator, area, code, *found)) for indicator, area, code, found in made]
    return "\n".join([HEADER, *lines]) + "\n"


def provenance(publisher: str, content: str) -> str:
    """The YAML beside a file."""
    return (
        f'publisher: "Påhittat exempel (som från {publisher})"\n'
        f'title: "Påhittade värden: {content}"\n'
        "fictional: true\n"
        'counted: "Inget. Alla värden är slumpade av data/example/generate.py."\n'
        'known_problems: "Säger ingenting om det verkliga Gottsunda."\n'
    )


def main(folder: Path) -> None:
    """Write every file into the folder."""
    for name, (publisher, content, made) in FILES.items():
        for suffix, text in (("csv", table(made())), ("yaml", provenance(publisher, content))):
            (folder / f"{name}.{suffix}").write_bytes(text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
