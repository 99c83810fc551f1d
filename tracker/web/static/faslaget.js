// Three small things that a page of ours needs and streamlit does not do: «Dela» copies the
// address, our own links move between pages without loading all anew, and an address that names
// a place on the page goes there.
document.addEventListener("click", (event) => {
  const share = event.target.closest("[data-share]");
  if (share) {
    event.preventDefault();
    copy(addressOf(share), share);
    return;
  }
  const link = event.target.closest(".fl a[href^='/'], .top a[href^='/']");
  if (!link || link.hasAttribute("download") || link.hasAttribute("data-leaves") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const menu = link.closest("details.menu");
  if (menu) menu.open = false;
  event.preventDefault();
  const stays = link.hash && link.pathname === window.location.pathname;
  window.history.pushState({}, "", link.getAttribute("href"));
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.documentElement.lang = new URLSearchParams(window.location.search).get("lang") || "sv";
  if (!stays) window.setTimeout(() => document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0), 0);
  goToPlace();
});

// The place is drawn after the page has loaded, and what stands above it may still grow: go there
// each time until the page stands still, or the reader moves.
function goToPlace() {
  const id = window.location.hash.slice(1);
  if (!id) return;
  const go = () => document.getElementById(id)?.scrollIntoView();
  const drawn = new MutationObserver(go);
  const stop = () => drawn.disconnect();
  drawn.observe(document.body, { childList: true, subtree: true });
  for (const moves of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(moves, stop, { once: true, passive: true });
  }
  window.setTimeout(stop, 5000);
}
goToPlace();

// What «Dela» copies: a link's own address, also on the page that it led to; else where we are.
function addressOf(share) {
  const { origin, pathname, search, href } = window.location;
  if (share.dataset.address) return new URL(share.dataset.address, origin).href;
  const secret = pathname === "/delad" ? new URLSearchParams(search).get("t") : null;
  return secret ? `${origin}/l/${encodeURIComponent(secret)}` : href;
}

async function copy(address, button) {
  const said = document.querySelector("[data-share-said]");
  let done = false;
  try {
    await navigator.clipboard.writeText(address);
    done = true;
  } catch {
    window.prompt(button.dataset.byHand, address);
  }
  if (said) said.textContent = done ? button.dataset.share : "";
  button.setAttribute("data-shared", address);
  if (done) {
    const before = button.textContent;
    button.textContent = button.dataset.done;
    window.setTimeout(() => {
      button.textContent = before;
      if (said) said.textContent = "";
    }, 8000);
  }
}
