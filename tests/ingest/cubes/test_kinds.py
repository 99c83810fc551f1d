"""Which kind of cube a text is, from its first lines."""

import pytest

from tracker.ingest.cubes import kind_of_text
from tracker.ingest.grid import ContainerKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('CHARSET="ANSI";\nAXIS-VERSION="2000";', ContainerKind.PX),
        ('\n axis-version = "2013";', ContainerKind.PX),
        ("DECIMALS=0;\nCHARSET", ContainerKind.PX),
        ('TITLE[sv]="Folkmängd";', ContainerKind.PX),
        ("Title;2023\nA;1", None),
        ("MATRIX = summan\n1;2", None),
        ('{"version":"2.0","class":"dataset"', ContainerKind.JSON_STAT),
        ('{"id":["Tid"],"size":[1],"value":[5]}', ContainerKind.JSON_STAT),
        ('{"dataset":{"dimension":{', ContainerKind.JSON_STAT),
        ('{"class":"collection","link":{}}', ContainerKind.JSON_STAT),
        (
            '{"count":1,"values":[{"kpi":"N1","municipality":"0380","period":2023}]}',
            ContainerKind.KOLADA,
        ),
        ('{"results":[{"id":"N1","title":"x","auspices":"T"}]}', ContainerKind.KOLADA),
        ('[{"id":1,"datetime":"2023-09-21 0:06:28 +02:00"', ContainerKind.EVENTS),
        ('\ufeff[ {"datetime":""', ContainerKind.EVENTS),
        ("[]", ContainerKind.EVENTS),
        ("[1,2]", None),
        ('[{"namn":"x"}]', None),
        ('{"a":1}', None),
        ("region;2023\nUppsala;5", None),
        ("", None),
    ],
)
def test_kind(text, kind):
    assert kind_of_text(text) is kind
