"""`import` of files in another form, and `recipes`, as scripts and people use them."""

import pytest
import yaml

WIDE = "Ställe;Typ;2024-01;2024-02\nTorget;Larm;7;9\nGården;Larm;1;2\n"
RECIPE = {
    "name": "Larmlistan",
    "body": {
        "format": 1,
        "shape": {"kind": "text", "labels": ["Ställe"]},
        "values": [{"indicator": "larm", "value": {"measure": ""}}],
        "place": "Ställe",
        "places": {"Torget": "torget"},
    },
}


@pytest.fixture
def recipe(tmp_path):
    def recipe(**changed):
        path = tmp_path / "recept.yaml"
        told = RECIPE | {"body": RECIPE["body"] | changed}
        path.write_text(yaml.safe_dump(told, allow_unicode=True), "utf-8")
        return path

    return recipe


@pytest.fixture
def wide(tmp_path):
    path = tmp_path / "bred.csv"
    path.write_text(WIDE, "utf-8")
    return path


def test_a_file_that_no_recipe_reads_is_refused_with_what_to_do(inside, wide, filled_site):
    before = filled_site.store.current()
    ran = inside("import", wide, "--json")
    assert ran.code == 1
    (told,) = ran.json["files"]
    assert (told["accepted"], told["error"], told["recipe"]) == (False, "recipe_needed", None)
    assert "--recipe" in ran.err
    assert (filled_site.store.current(), filled_site.store.drafts.list()) == (before, ())


def test_a_recipe_from_a_file_reads_it(inside, wide, recipe, filled_site):
    ran = inside("import", wide, "--recipe", recipe(), "--dry-run", "--json")
    assert ran.code == 0
    (told,) = ran.json["files"]
    assert (told["revised"] + told["new"], told["left_out"]) == (2, 2)
    ran = inside("import", wide, "--recipe", recipe())
    assert ran.code == 0
    assert "Gården" in ran.out


def test_a_saved_recipe_is_listed_written_and_recognises(inside, wide, recipe, tmp_path):
    assert "Larmlistan" in inside("recipes", "import", recipe()).out
    assert inside("recipes", "import", recipe()).code == 0
    (listed,) = inside("recipes", "list", "--json").json["recipes"]
    assert (listed["name"], listed["version"]) == ("Larmlistan", 1)
    assert "larm" in inside("recipes", "list").out
    written = inside("recipes", "export", "larmlistan").out
    values = [{"indicator": "larm", "value": {}}]  # a measure without a name is left out
    assert yaml.safe_load(written) == RECIPE | {"body": RECIPE["body"] | {"values": values}}
    (told,) = inside("import", wide, "--json").json["files"]
    assert (told["accepted"], told["recipe"]["name"]) == (True, "Larmlistan")
    assert inside("recipes", "export", "ingen").code == 1


def test_two_that_fit_are_named_and_one_is_chosen(inside, wide, recipe, tmp_path):
    inside("recipes", "import", recipe())
    path = recipe()
    path.write_text(path.read_text("utf-8").replace("Larmlistan", "Annan"), "utf-8")
    inside("recipes", "import", path)
    ran = inside("import", wide)
    assert ran.code == 1
    assert "Annan, Larmlistan" in ran.err
    assert inside("import", wide, "--recipe", "Annan", "--dry-run").code == 0


def test_questions_are_told_and_answered(inside, recipe, tmp_path):
    path = tmp_path / "utan.csv"
    path.write_text("Ställe;Larm\nTorget;-\nGården;3\n", "utf-8")
    ran = inside("import", path, "--json")
    (told,) = ran.json["files"]
    assert (ran.code, told["error"]) == (1, "file_asks")
    assert {question["key"] for question in told["questions"]} == {"year", "dash"}
    assert "--answer dash=zero" in ran.err
    given = ("--answer", "year=2024-05", "--answer", "dash=zero")
    measured = recipe(values=[{"indicator": "larm", "value": {"measure": "Larm"}}])
    ran = inside("import", path, "--recipe", measured, *given)
    assert ran.code == 0
    assert "dash: Noll" in ran.out


@pytest.mark.parametrize(
    "changed", [{"area": "torget"}, {"values": []}, {"okand": 1}], ids=["both", "none", "unknown"]
)
def test_a_file_that_is_no_recipe_says_where(inside, recipe, changed):
    ran = inside("recipes", "import", recipe(**changed))
    assert ran.code == 1
    assert "recept.yaml, rad" in ran.err
