"""Where signing in and out begins and ends; the paths themselves answer in `login`."""

from urllib.parse import quote

SIGN_IN = "/logga-in"
SIGN_OUT, PROVIDER, CALLBACK = "/auth/logout", "/auth/login", "/oauth2callback"


def sign_in_href(back: str) -> str:
    """The link that leads to the provider.

    back   the address of the page to come back to, below the host
    """
    return f"{SIGN_IN}?till={quote(back, safe='')}"
