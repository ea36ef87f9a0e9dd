// What the app says besides its screens: a short notice below, and a line for screen readers.
import { signal } from "@preact/signals";
import { ApiError } from "./api";
import { problemText } from "./texts";

const SHOWN_MS = 6000;

/** The notice that is shown now; empty for none. */
export const notice = signal("");
/** What a screen reader says now. */
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

/** Does what the citizen asked for. What goes wrong is said; the answer tells whether it went well. */
export async function attempt(action: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await action();
    if (done) say(done);
    return true;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    say(problemText(problem.code));
    return false;
  }
}
