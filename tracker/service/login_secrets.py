"""The two secrets of signing in: from the environment, or a file that nobody else can read."""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tracker
from tracker.errors import ProgrammeNotFound
from tracker.service.login_settings import Login
from tracker.service.programme import Site

CLIENT_SECRET = "FASLAGET_CLIENT_SECRET"  # noqa: S105  names of variables, no secrets
COOKIE_SECRET = "FASLAGET_COOKIE_SECRET"  # noqa: S105
SECRETS_FILE = "FASLAGET_SECRETS_FILE"
_SHORTEST = 32  # characters of the cookie's secret
_CODE = Path(tracker.__file__).resolve().parent.parent


@dataclass(frozen=True)
class Secrets:
    """What the provider and the browser's cookie are trusted by."""

    client_secret: str
    cookie_secret: str

    def __repr__(self) -> str:
        return "Secrets(…)"


def login_secrets(site: Site, login: Login, environment: Mapping[str, str]) -> Secrets:
    """The secrets, each from the environment or else from the file.

    The file is TOML with `client_secret` and `cookie_secret`. It is refused when others than its
    owner may read it, or when it lies with the code, the programme or the store, from where it
    could be published or backed up. Raises ProgrammeNotFound.
    """
    told = environment.get(SECRETS_FILE) or login.secrets_file
    in_file = _read(site, Path(told).expanduser()) if told else {}
    client = environment.get(CLIENT_SECRET) or in_file.get("client_secret", "")
    cookie = environment.get(COOKIE_SECRET) or in_file.get("cookie_secret", "")
    if not client:
        raise ProgrammeNotFound("login_secret_missing", name=CLIENT_SECRET)
    if not cookie:
        raise ProgrammeNotFound("login_secret_missing", name=COOKIE_SECRET)
    if len(cookie) < _SHORTEST:
        raise ProgrammeNotFound("login_secret_short", least=_SHORTEST)
    return Secrets(client, cookie)


def _read(site: Site, given: Path) -> dict[str, str]:
    path = given.resolve()
    for folder in (_CODE, site.folder, site.store_folder):
        if path.is_relative_to(folder):
            raise ProgrammeNotFound("login_secrets_place", file=str(given), folder=str(folder))
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if mode & 0o077:
                raise ProgrammeNotFound("login_secrets_open", file=str(given), mode=f"{mode:04o}")
            told = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProgrammeNotFound("login_secrets_unreadable", file=str(given)) from error
    return {name: one for name, one in told.items() if isinstance(one, str)}
