// Where the citizen is: one signal, and links that change it without loading the page again.
import { signal } from "@preact/signals";

const BASE = "/phone";

/** The path below /phone, such as "/letter/abc". */
export const path = signal(here());
/** Whether the last move was back or forward: then the place on the page is restored. */
export let movedBack = false;

let depth = 0;
const places = new Map<string, number>();

export const link = (to: string) => BASE + to;

export function go(to: string, replace = false): void {
  if (to === path.value) return;
  movedBack = false;
  if (replace) {
    history.replaceState(null, "", link(to));
  } else {
    history.pushState(null, "", link(to));
    depth++;
  }
  path.value = to;
}

/** Back to where the citizen came from; to the given path when that was outside the app. */
export function back(otherwise: string): void {
  if (depth > 0) {
    history.back();
  } else {
    go(otherwise, true);
  }
}

/** Remembers how far a page was scrolled, and tells it when the citizen comes back to it. */
export const leavePlace = (page: string, top: number) => places.set(page, top);
export const placeOf = (page: string) => (movedBack ? (places.get(page) ?? 0) : 0);

export function startRouter(): void {
  addEventListener("popstate", () => {
    depth = Math.max(0, depth - 1);
    movedBack = true;
    path.value = here();
  });
  document.addEventListener("click", (event) => {
    const anchor = (event.target as Element).closest?.("a[href]") as HTMLAnchorElement | null;
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!anchor || !plain || event.defaultPrevented || anchor.target || anchor.origin !== location.origin) return;
    if (!anchor.pathname.startsWith(`${BASE}/`)) return;
    event.preventDefault();
    go(anchor.pathname.slice(BASE.length));
  });
}

function here(): string {
  return location.pathname.startsWith(`${BASE}/`) ? location.pathname.slice(BASE.length) : "/";
}
