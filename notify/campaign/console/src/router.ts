// Where the person is: one signal, and links that change it without loading the page again.
import { signal } from "@preact/signals";

const BASE = "/console";

/** The path below /console, such as "/campaigns/abc". */
export const path = signal(here());

export const link = (to: string) => BASE + to;

export function go(to: string, replace = false): void {
  if (to === path.value) return;
  if (replace) {
    history.replaceState(null, "", link(to));
  } else {
    history.pushState(null, "", link(to));
  }
  path.value = to;
}

export function startRouter(): void {
  addEventListener("popstate", () => {
    path.value = here();
  });
  document.addEventListener("click", (event) => {
    const anchor = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!anchor || !plain || event.defaultPrevented || anchor.target || anchor.origin !== location.origin) return;
    if (!anchor.pathname.startsWith(`${BASE}/`) || anchor.hash) return;
    event.preventDefault();
    go(anchor.pathname.slice(BASE.length));
  });
}

function here(): string {
  return location.pathname.startsWith(`${BASE}/`) ? location.pathname.slice(BASE.length) : "/";
}
