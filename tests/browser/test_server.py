"""The server as a process, started from `/` by either of two commands, and asked without a page."""

import json
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def health(address: str) -> tuple[str, dict[str, object]]:
    with urlopen(f"{address}/halsa", timeout=30) as answer:
        return answer.headers["content-type"], json.load(answer)


def test_under_uvicorn_health_is_json(address, site) -> None:
    kind, told = health(address)
    assert kind == "application/json"
    assert told == {"status": "ok", "dataversion": site.store.current()}


def test_under_streamlit_run_our_routes_are_there_too(serving, free_port, programme, site) -> None:
    """Streamlit finds the app by reading the file; an app that it does not find has no routes."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(REPOSITORY / "streamlit_app.py")]
    command += ["--server.port", str(port)]
    with serving(command, programme, port) as address:
        kind, told = health(address)
        assert kind == "application/json"
        assert told == {"status": "ok", "dataversion": site.store.current()}
        with urlopen(address, timeout=30) as answer:
            assert b'<html lang="sv"' in answer.read()


@pytest.mark.parametrize("path", ["/", "/malomraden", "/faser", "/ladda-upp", "/data", "/om"])
@pytest.mark.parametrize(("query", "language"), [("", "sv"), ("?v=1&lang=en", "en")])
def test_every_page_is_ours_before_any_script_has_run(address, path, query, language) -> None:
    asked = Request(f"{address}{path}{query}", headers={"Accept": "text/html,*/*"})
    with urlopen(asked, timeout=30) as answer:
        html = answer.read().decode()
        assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
    assert f'<html lang="{language}"' in html
    assert "<title>Fasläget</title>" in html
    assert "faslaget.css" in html
    assert "faslaget.js" in html


def test_a_page_elsewhere_may_not_point_its_own_name_at_us(address) -> None:
    """DNS rebinding: in local mode whoever is let in has the owner's rights."""
    with pytest.raises(HTTPError) as refused:
        urlopen(
            Request(f"{address}/", headers={"Host": "fasläget.example".encode("idna").decode()})
        )
    assert refused.value.code == 400
    refused.value.close()
