"""What each organisation would deliver, all of it invented. Means are per period, year by year."""

from shapes import (
    CENTRE,
    CITY,
    REST,
    STREET,
    SURVEY_AREA,
    WHOLE,
    Chance,
    Row,
    cells,
    count,
    counts,
    drift,
    flagged,
    hidden_below,
    in_parts,
    level,
    plain,
    rows,
    share,
    wave,
)

SUMMER = {"T1": 0.9, "T2": 1.25, "T3": 0.85}
SUMMER_QUARTERS = {"K1": 0.85, "K2": 1.1, "K3": 1.15, "K4": 0.9}
SUMMER_MONTHS = {"06": 1.2, "07": 1.25, "08": 1.2, "01": 0.8, "02": 0.8}
FLATS = 4300  # of the owners who take part: the denominator of what is repossessed
YOUNG = 1450  # aged 13-20: the denominator of reports of concern

# fmt: off


def police() -> list[Row]:
    """The police: events, reports, tip-offs and their own work."""
    shot = count("m1_skjutningar", WHOLE, "month", (0.75, 0.9, 1.1, 0.75, 0.6, 0.55, 0.8, 0.5))
    shot = flagged(shot, "preliminär", "2024-10", "2024-11", "2024-12")
    shot = flagged(shot, "reviderad", "2023-09", why="en händelse har strukits efter utredning")
    offences = count(
        "m4_narkotikabrott", WHOLE, "quarter", (42, 45, 55, 68, 62, 58, 70, 61), spread=0.15,
    )
    reports = count(
        "m3_anmalda_brott", CENTRE, "month", (24, 25, 26, 21, 22, 25, 24, 22),
        factors=SUMMER_MONTHS,
    )
    attacks = {
        STREET: counts("tvar_angrepp_blaljus", STREET, "tertial", (3, 3, 3, 2, 1, 1, 2, 2)),
        CENTRE: counts("tvar_angrepp_blaljus", CENTRE, "tertial", (2, 2, 2, 1, 1, 1, 1, 1)),
        REST: counts("tvar_angrepp_blaljus", REST, "tertial", (3, 4, 3, 2, 2, 1, 2, 1)),
    }
    return [
        *shot,
        *count("m1_skadade_doda", WHOLE, "year", (6, 7, 8, 5, 4, 3, 6, 3)),
        *count("m1_sprangningar_vapenhot", WHOLE, "quarter", (2, 2.2, 2.6, 2, 1.6, 1.3, 2.2, 1.6)),
        *count("m1_vapenbeslag", WHOLE, "quarter", (2, 2.5, 4, 5, 5, 4, 6, 4)),
        *count("m1_overgrepp_rattssak", WHOLE, "tertial", (2, 2, 2.5, 3, 3.5, 3.5, 4, 4)),
        *[row for row in reports if row[2] <= "2024-09"],  # the latest months have not come
        *dealing_places(),
        *flagged(offences, "preliminär", "2024K3", "2024K4"),
        *count("m4_tips", WHOLE, "quarter", (11, 12, 15, 17, 19, 23, 24, 27), spread=0.1),
        *count("m4_unga_misstankta", WHOLE, "year", (15, 14, 17, 19, 15, 13, 17, 12)),
        *drift(
            "m4_insatstimmar", WHOLE, "month", (240, 310, 420, 460, 430, 520, 480), 45, first=2018,
        ),
        *count("m6_misstankta_15_17", WHOLE, "year", (27, 29, 31, 27, 28, 30, 33, 29)),
        *in_parts("tvar_angrepp_blaljus", attacks),
        *drift(
            "tvar_omradespolis_timmar", WHOLE, "quarter", (820, 1150, 1320, 1500, 1380, 1620),
            90, first=2019,
        ),
    ]


def dealing_places() -> list[Row]:
    """Places where drugs are sold openly, as jointly judged; the whole is the sum of its parts."""
    name = "m4_forsaljningsplatser"
    levels = {
        STREET: (3.1, 3.0, 2.4, 1.8, 1.6, 2.2, 2.1),
        CENTRE: (3.2, 3.2, 2.6, 2.0, 1.4, 1.3, 1.0),
        REST: (3.0, 3.4, 3.0, 2.6, 2.2, 2.1, 1.8),
    }
    parts = {
        area: {
            code: int(found[0])
            for _, _, code, found in drift(name, area, "tertial", by_year, 0.3, first=2018)
        }
        for area, by_year in levels.items()
    }
    return in_parts(name, parts)


def safety_survey() -> list[Row]:
    """The municipality's safety survey, three waves."""
    street, whole = (71, 84, 66), (262, 291, 244)
    return [
        *wave("m2_undvikit_kvall", SURVEY_AREA, (0.39, 0.37, 0.34), street),
        *wave("m2_undvikit_dag", SURVEY_AREA, (0.17, 0.15, 0.14), street),
        *wave("m2_fortroende_polis", SURVEY_AREA, (0.50, 0.53, 0.57), street),
        *wave("m2_fortroende_polis", WHOLE, (0.54, 0.59, 0.66), whole),
        *wave("m2_fortroende_kommun", SURVEY_AREA, (0.44, 0.46, 0.47), street),
        *wave("m2_fortroende_kommun", WHOLE, (0.47, 0.50, 0.52), whole),
        *wave("m4_droghandel_problem", WHOLE, (0.47, 0.37, 0.32), whole),
        *wave("tvar_otrygg_kvall", WHOLE, (0.39, 0.37, 0.32), whole),
        *wave("tvar_ringa_polisen", SURVEY_AREA, (0.72, 0.75, 0.79), street),
        *wave("tvar_ringa_polisen", WHOLE, (0.73, 0.77, 0.83), whole),
        *wave("tvar_vittna", SURVEY_AREA, (0.50, 0.50, 0.53), (71, 0, 66)),
        *wave("tvar_vittna", WHOLE, (0.51, 0.50, 0.54), (262, 0, 244)),
    ]


def municipality() -> list[Row]:
    """The municipality: visitors, guards, leisure, faults and cooperation."""
    visitors = {
        "2018": (0.38, 312), "2019": (0.39, 341), "2020": (0.0, 0), "2021": (0.42, 298),
        "2022": (0.46, 365), "2023": (0.45, 352), "2024": (0.51, 388),
    }
    planned = {
        "2019": (0.55, 44), "2020": (0.52, 48), "2021": (0.62, 50),
        "2022": (0.70, 47), "2023": (0.72, 43), "2024": (0.77, 46),
    }
    halves = ["2019H2", *(f"{year}H{half}" for year in range(2020, 2025) for half in (1, 2))]
    leisure = count(
        "m6_led_fritid", WHOLE, "term", (205, 215, 130, 170, 225, 240, 250),
        first=2018, spread=0.04,
    )
    faults = count(
        "tvar_felanmalningar", WHOLE, "quarter", (118, 122, 131, 128, 139, 150, 158, 164),
        factors=SUMMER_QUARTERS, spread=0.05,
    )
    return [
        *share("m3_trygga_kvall", CENTRE, visitors),
        *guards(),
        *count("m3_est_rapporter", CENTRE, "tertial", (14, 22, 26, 31, 34, 36), first=2019),
        *flagged(leisure, "ofullständig", "VT2020", why="verksamheten ställdes in från mars"),
        *drift("tvar_est_rapportorer", WHOLE, "tertial", (8, 12, 15, 18, 21, 23), 1, first=2019),
        *[row for row in faults if row[2] <= "2024K2"],  # the latest quarters have not come
        *share("tvar_genomforda_atgarder", WHOLE, planned),
        *share("tvar_styrgruppsnarvaro", WHOLE, dict.fromkeys(halves, (0.86, 30))),
    ]


def guards() -> list[Row]:
    """Guard hours in the centre, and the disturbances that guards report in them."""
    chance = Chance(f"m3_ordningsstorningar/{CENTRE}")
    served = drift(
        "m3_vakttimmar", CENTRE, "tertial", (1310, 1420, 1480, 1690, 1790, 1850, 1760),
        60, first=2018,
    )
    disturbances = {}
    for _, _, code, found in served:
        rate = level(code, (4.2, 4.0, 3.4, 3.3, 2.9, 2.7, 2.5), 2018) * SUMMER[code[-2:]]
        disturbances[code] = cells(chance.poisson(int(found[0]) * rate / 100), base=found[0])
    return [*served, *rows("m3_ordningsstorningar", CENTRE, disturbances)]


def rescue_services() -> list[Row]:
    """The rescue services: arson and stone-throwing."""
    name = "m2_brander_stenkastning"
    levels = {
        STREET: (9, 10, 9, 6, 4, 3.5, 10, 8),
        CENTRE: (3, 3, 3, 2, 2, 2, 2, 2),
        REST: (8, 9, 9, 6, 5, 5, 6, 7),
    }
    parts = {
        area: counts(name, area, "tertial", by_year, factors=SUMMER)
        for area, by_year in levels.items()
    }
    everywhere = (98, 101, 97, 93, 92, 90, 94, 91)
    city = counts(name, CITY, "tertial", everywhere, factors=SUMMER, spread=0.1)
    return flagged([*in_parts(name, parts), *plain(name, CITY, city)], "preliminär", "2024T3")


def property_owners() -> list[Row]:
    """The property owners: tenancies and the housing environment."""
    checked = {
        "2018": (0.088, 402), "2019": (0.084, 395), "2020": (0.080, 388), "2021": (0.074, 410),
        "2022": (0.069, 417), "2023": (0.064, 405), "2024": (0.056, 421),
    }
    taken = counts("m5_atertagna", WHOLE, "quarter", (4.2, 4.5, 5, 6.5, 7.5, 8.5, 8, 7))
    investigated = counts(
        "m5_utredda", WHOLE, "quarter", (9, 11, 15, 17, 18, 16, 14), first=2018, spread=0.1,
    )
    led_to_notice = {
        year: (true_share, sum(n for code, n in investigated.items() if code.startswith(year)))
        for year, true_share in (
            ("2020", 0.42), ("2021", 0.44), ("2022", 0.47), ("2023", 0.50), ("2024", 0.52),
        )
    }
    index = drift(
        "m2_trygghetsindex", STREET, "year", (66.0, 66.4, 67.1, 68.0, 69.2, 70.3, 68.9, 69.5), 0.6,
        decimals=1,
    )
    reported = count("m5_polisanmalda", WHOLE, "year", (1, 2, 2, 4, 6, 7, 8, 7))
    return [
        *flagged(index, "uppskattad", "2020", why="få svar under pandemin"),
        *drift("m2_brister_dagar", STREET, "quarter", (34, 30, 26, 21, 19, 17), 3, first=2019),
        *share("m5_olovlig_andrahand", WHOLE, checked, 1),
        *rows(
            "m5_atertagna", WHOLE, {code: cells(n, base=str(FLATS)) for code, n in taken.items()},
        ),
        *plain("m5_utredda", WHOLE, investigated),
        *share("m5_leder_uppsagning", WHOLE, led_to_notice),
        *hidden_below(reported, 5),
    ]


def centre_owner() -> list[Row]:
    """The owner of the shopping centre: premises and graffiti."""
    removed = drift(
        "m3_klotter_timmar", CENTRE, "quarter", (46, 38, 31, 27, 25, 30), 2.5, first=2019,
    )
    return [
        *drift(
            "m3_uthyrda_lokaler", CENTRE, "quarter", (93, 93, 92, 88, 87, 90, 92, 94),
            0.7, decimals=1,
        ),
        *removed[:-1],
        (*removed[-1][:3], cells("--")),  # not yet published
    ]


def schools() -> list[Row]:
    """The education services: absence in years 7-9."""
    pupils = {
        "2017/18": (0.098, 736), "2018/19": (0.099, 759), "2019/20": (0.109, 760),
        "2020/21": (0.124, 739), "2021/22": (0.121, 785), "2022/23": (0.126, 807),
        "2023/24": (0.137, 841),
    }
    return share("m6_franvaro", WHOLE, pupils, 1)


def social_services() -> list[Row]:
    """The social services, who hide small numbers themselves."""
    concern = counts(
        "m6_orosanmalningar", WHOLE, "tertial", (21, 22, 24, 23, 26, 28, 31, 29), spread=0.08,
    )
    completed = {
        "2018": (0.55, 12), "2019": (0.58, 15), "2020": (0.52, 14), "2021": (0.60, 18),
        "2022": (0.64, 21), "2023": (0.62, 19), "2024": (0.66, 23),
    }
    begun = count("m6_nya_insats", WHOLE, "tertial", (5, 6, 5, 6, 7, 8, 8), first=2018)
    return [
        *count("m5_hushall_nekade", WHOLE, "year", (13, 15, 19, 16, 13, 12), first=2019),
        *rows(
            "m6_orosanmalningar", WHOLE,
            {code: cells(n, base=str(YOUNG)) for code, n in concern.items()},
        ),
        *hidden_below(begun, 5),
        *share("m6_avslutade_plan", WHOLE, completed),
    ]
