"""From where a request comes, and by which of our names."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope


def from_here(scope: Scope) -> bool:
    """Whether this computer itself asks."""
    if not scope.get("client"):
        return True  # a socket that is a file of this computer
    try:
        address = ipaddress.ip_address(scope["client"][0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def from_elsewhere(scope: Scope) -> bool:
    """Whether a browser says that another site's page asks."""
    headers = Headers(scope=scope)
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return True
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def host_asked(scope: Scope) -> str:
    """The name that we were asked by, without a port; "" for what is no name."""
    try:
        return urlsplit("//" + Headers(scope=scope).get("host", "")).hostname or ""
    except ValueError:
        return ""
