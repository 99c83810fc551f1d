"""`[login]` of tracker.toml: which provider lets people in, and what its claims mean here."""

import ipaddress
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tracker.errors import ProgrammeNotFound
from tracker.model.access import Role
from tracker.service.programme import settings_of

_SECRETS = frozenset({"client_secret", "cookie_secret", "secret", "password"})

Text = Annotated[str, Field(min_length=1)]


class Unknown(StrEnum):
    """What somebody is whom no rule gives a role."""

    READER = "läsare"
    REFUSED = "nekas"


class Rule(BaseModel):
    """What a claim means: whoever's `claim` is, or holds, `value` has the role or belongs so.

    A rule that gives both gives the organisations only to those whose role it gives.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    claim: Text
    value: Text
    role: Role | None = None
    organisations: frozenset[str] = frozenset()


class Login(BaseModel):
    """`[login]` of tracker.toml.

    issuer         the provider, as it names itself
    metadata       where it describes itself, when that is not below its name
    address        our own, as it stands in the browser: https, or this computer
    session_hours  how long a sign-in lasts
    secrets_file   see `login_secrets`
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: Text
    client_id: Text
    address: Text
    metadata: str = ""
    unknown: Unknown = Unknown.READER
    session_hours: float = Field(default=8.0, gt=0, le=24)
    secrets_file: str = ""
    rules: tuple[Rule, ...] = Field(min_length=1)

    @field_validator("issuer", "address", "metadata")
    @classmethod
    def _safe(cls, told: str) -> str:
        parts = urlsplit(told)
        if told and not (
            (parts.scheme == "https" and parts.hostname)
            or (parts.scheme == "http" and _is_this_computer(parts.hostname))
        ):
            raise ValueError("not https")
        return told.rstrip("/")

    @field_validator("address")
    @classmethod
    def _bare(cls, told: str) -> str:
        parts = urlsplit(told)
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError("not a bare address")
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def metadata_url(self) -> str:
        """Where the provider describes itself."""
        return self.metadata or f"{self.issuer}/.well-known/openid-configuration"

    @property
    def host(self) -> str:
        """The host name in our own address."""
        return urlsplit(self.address).hostname or ""

    @property
    def https(self) -> bool:
        """Whether the browser reaches us by TLS."""
        return self.address.startswith("https:")


def login_of(folder: Path) -> Login:
    """What tracker.toml says of signing in.

    Raises ProgrammeNotFound when it says nothing, something that cannot be, or a secret.
    """
    told = settings_of(folder).get("login")
    if not isinstance(told, dict):
        raise ProgrammeNotFound("login_missing")
    if found := sorted(_SECRETS & set(told)):
        raise ProgrammeNotFound("login_secret_in_settings", field=found[0])
    try:
        return Login.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ProgrammeNotFound("login_field", field=f"login.{place}") from error


def _is_this_computer(host: str | None) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False
