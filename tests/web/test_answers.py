"""What our own routes and headers answer, and what becomes of streamlit's index page."""

import json
import re
import zlib
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
import streamlit

from tracker.service.programme import ENVIRONMENT

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


@pytest.fixture
def programme(filled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The programme that the process serves."""
    monkeypatch.setenv(ENVIRONMENT, str(filled))
    return filled


class TestHealth:
    def test_it_is_json_with_the_data_version(self, ask, programme) -> None:
        answer = ask("/halsa")
        newest = int((programme / "store" / "CURRENT").read_text().split(".")[0])
        assert answer.status == 200
        assert answer.headers["content-type"] == "application/json"
        assert json.loads(answer.body) == {"status": "ok", "dataversion": newest}

    def test_without_a_store_it_is_not_well(self, ask, bare, monkeypatch) -> None:
        monkeypatch.setenv(ENVIRONMENT, str(bare))
        answer = ask("/halsa")
        assert answer.status == 503
        assert json.loads(answer.body) == {"status": "fel", "code": "store_missing"}

    def test_without_a_programme_it_is_not_well(self, ask, tmp_path, monkeypatch) -> None:
        monkeypatch.setenv(ENVIRONMENT, str(tmp_path))
        assert json.loads(ask("/halsa").body)["code"] == "programme_not_found"

    def test_it_gives_no_path_of_the_machine(self, ask, bare, monkeypatch) -> None:
        monkeypatch.setenv(ENVIRONMENT, str(bare))
        assert str(bare).encode() not in ask("/halsa").body


def test_the_first_page_by_its_name_leads_to_the_root_with_its_question(ask) -> None:
    answer = ask("/laget", "v=1&data=3&lang=en")
    assert (answer.status, answer.headers["location"]) == (308, "/?v=1&data=3&lang=en")
    assert ask("/laget").headers["location"] == "/"


@pytest.mark.parametrize("path", ["/", "/malomraden", "/halsa", "/laget", "/faslaget/x/none.css"])
def test_every_answer_carries_the_security_headers(ask, programme, path) -> None:
    headers = ask(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "'unsafe-eval'" not in policy["script-src"]
    assert "'unsafe-inline'" not in policy["script-src"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


class TestIndexPage:
    @pytest.mark.parametrize(
        ("query", "language", "title"),
        [
            ("", "sv", "Fasläget"),
            ("lang=en", "en", "Fasläget"),
            ("lang=xx", "sv", "Fasläget"),
            ("lang=en%22%3E%3Cscript%3E", "sv", "Fasläget"),
        ],
    )
    def test_it_is_in_the_language_that_the_address_asks_for(
        self, ask, query, language, title
    ) -> None:
        html = ask("/malomraden", query).body.decode()
        assert f'<html lang="{language}"' in html
        assert re.findall("<title>(.*?)</title>", html) == [title]
        assert "%3Cscript" not in html

    def test_it_loads_our_style_and_script_by_the_hash_of_their_content(self, ask) -> None:
        html = ask("/").body.decode()
        for name, kind in (("faslaget.css", "text/css"), ("faslaget.js", "text/javascript")):
            [address] = re.findall(rf'(?:href|src)="(/faslaget/\w{{12}}/{name})"', html)
            answer = ask(address)
            assert answer.status == 200
            assert answer.headers["content-type"].startswith(kind)
            assert "immutable" in answer.headers["cache-control"]

    def test_its_length_is_that_of_what_is_sent(self, ask) -> None:
        answer = ask("/")
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert "etag" not in answer.headers

    def test_every_inline_script_of_streamlit_is_allowed_by_its_hash(self, ask) -> None:
        """A new streamlit with another inline script would lose it without a word."""
        answer = ask("/")
        inline = re.findall(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", answer.body, re.DOTALL)
        assert inline
        for script in inline:
            name = b64encode(sha256(script).digest()).decode()
            assert f"'sha256-{name}'" in answer.headers["content-security-policy"]


class TestWhoIsLetIn:
    @pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])
    def test_this_computer(self, ask, client) -> None:
        assert ask("/", client=client).status == 200

    @pytest.mark.parametrize("client", ["192.0.2.7", "::ffff:192.0.2.7", "fe80::1", "unknown"])
    @pytest.mark.parametrize("path", ["/", "/halsa", "/fil/laget.json", "/static/js/x.js"])
    def test_in_local_mode_no_other_computer(self, ask, path, client) -> None:
        answer = ask(path, client=client)
        assert answer.status == 403
        assert answer.body.decode().startswith("Fasläget körs för den här datorn")

    @pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", ""])
    def test_in_local_mode_no_page_that_points_its_own_name_at_us(self, ask, host) -> None:
        assert ask("/", host=host).status == 400

    def test_in_open_mode_everyone(self, open_read, ask, programme) -> None:
        assert ask("/halsa", client="192.0.2.7", host="fokus.example").status == 200


class TestPagesThatDoNotExist:
    @pytest.mark.parametrize(
        ("path", "leads_to"),
        [
            ("/finns-inte", "/?finns-inte="),
            ("/k/abc", "/?k%2Fabc="),
            ("//evil.example/x", "/?evil.example%2Fx="),
            ("/malomraden/mer", "/?malomraden%2Fmer="),
            ("/malomraden/", "/malomraden"),
        ],
    )
    def test_a_reader_is_led_to_one_that_does(self, ask, path, leads_to) -> None:
        answer = ask(path, accept="text/html,*/*")
        assert (answer.status, answer.headers["location"]) == (307, leads_to)

    @pytest.mark.parametrize("path", ["/", "/malomraden", "/faser", "/ladda-upp", "/data", "/om"])
    def test_one_that_does_is_answered(self, ask, path) -> None:
        assert ask(path, "v=1&lang=en", accept="text/html,*/*").status == 200

    def test_what_is_no_page_is_left_alone(self, ask) -> None:
        assert ask("/favicon.png", accept="image/png").status == 200


class TestStaticFiles:
    def some_script(self) -> str:
        path = next((INDEX.parent / "static" / "js").glob("*.js"))
        return f"/static/js/{path.name}"

    def test_they_travel_compressed(self, ask) -> None:
        address = self.some_script()
        answer = ask(address, accept_encoding="gzip, br")
        assert answer.headers["content-encoding"] == "gzip"
        plain = (INDEX.parent / address.lstrip("/")).read_bytes()
        assert zlib.decompress(answer.body, 31) == plain

    def test_who_cannot_read_that_gets_them_as_they_are(self, ask) -> None:
        assert "content-encoding" not in ask(self.some_script()).headers

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../index.html",
            "/static//etc/passwd",
            "/static/../../config.py",
            "/static/\0.js",
        ],
    )
    def test_nothing_outside_their_folder_is_given(self, ask, path) -> None:
        answer = ask(path, accept_encoding="gzip")
        assert "content-encoding" not in answer.headers

    def test_only_our_two_files_are_ours(self, ask) -> None:
        assert ask("/faslaget/x/routes.py").status == 404
