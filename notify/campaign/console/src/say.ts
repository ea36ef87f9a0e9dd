// What the console says besides its pages: a short notice below, which screen readers read too.
import { signal } from "@preact/signals";

const SHOWN_MS = 7000;

/** The notice that is shown now; empty for none. */
export const notice = signal("");
/** What only a screen reader says now. */
export const announcement = signal("");

let timer = 0;

export function say(text: string): void {
  notice.value = text;
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    notice.value = "";
  }, SHOWN_MS);
}

/** Says it again also when it is the same text as before. */
export function announce(text: string): void {
  announcement.value = "";
  setTimeout(() => {
    announcement.value = text;
  }, 50);
}
