"""The words that Swedish statistics make periods of, as parts of regular expressions."""

FIRST_YEAR, LAST_YEAR = 1800, 2100  # a number outside is no year

_MONTHS = (
    "januari january jan",
    "februari february feb febr",
    "mars march mar",
    "april apr",
    "maj may",
    "juni june jun",
    "juli july jul",
    "augusti august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
COUNTED = {"ett": 1, "en": 1, "två": 2, "tre": 3, "fyra": 4, "first": 1, "i": 1, "ii": 2}
COUNTED |= {"iii": 3, "iv": 4, "första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
NTH = "|".join(COUNTED)

YEAR = r"(?P<y>(?:18|19|20)\d\d)"
QUARTER = r"(?:k|q|kv|kvartal|quarter|qtr)"
WEEK = r"(?:v|w|vecka|week|veckonummer)"
