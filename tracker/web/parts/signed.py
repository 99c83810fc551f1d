"""Who is signed in, and the way in or out; nothing where nobody signs in."""

import re

from tracker.web.markup import esc
from tracker.web.screen import Screen
from tracker.web.signing import SIGN_OUT, sign_in_href
from tracker.web.site import Mode, mode


def signed(screen: Screen) -> str:
    """A link to sign in, and back to this page; or the name, the role and a link to sign out."""
    t = screen.texts
    if mode() is not Mode.LOGIN:
        return ""
    if screen.actor is None:
        return _link(sign_in_href(screen.address()), t("login.in"))
    name = screen.actor.name or t("login.no_name")
    who = t("login.role", name=name, role=t(f"role.{screen.actor.role.name.lower()}"))
    return f'<p class="s">{esc(who)}</p>{_link(SIGN_OUT, t("login.out"))}'


def signed_in_menu(screen: Screen) -> str:
    """The same in the menu of a narrow screen, whose entries are those of a list."""
    return re.sub(r"<p>(<a .*?</a>)</p>", r"<ul><li>\1</li></ul>", signed(screen))


def _link(address: str, text: str) -> str:
    return f'<p><a href="{esc(address)}" target="_self" data-leaves>{esc(text)}</a></p>'
