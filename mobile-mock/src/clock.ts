// What time it is for the service. A phone's own clock may be wrong, and the demo may run at another hour than this machine:
// the app goes by the Date header of the service's answers, also in the stamps of what was done offline.
import { signal } from "@preact/signals";
import { read, write } from "./keep";

const SECOND = 1000; // what Date is rounded down to
const TRIVIAL_MS = 50;
const SHORTEST_MS = 1000;
const LONGEST_MS = 60_000;

const ahead = signal(read<number>("ahead") ?? 0);
// Each answer bounds how far the service is ahead of the phone; together they bound it closer than a second.
let least = Number.NEGATIVE_INFINITY;
let most = Number.POSITIVE_INFINITY;

export const now = () => Date.now() + ahead.value;

/** Takes over the clock of the service, from the Date header of an answer to what was asked at a moment by the phone's clock. */
export function setClock(date: string | null, askedAt: number): void {
  const shown = Date.parse(date ?? "");
  if (Number.isNaN(shown)) return;
  const from = shown - Date.now();
  const until = shown + SECOND - askedAt;
  if (from > most || until < least) {
    least = from; // one of the clocks was moved
    most = until;
  } else {
    least = Math.max(least, from);
    most = Math.min(most, until);
  }
  const middle = (least + most) / 2;
  if (Math.abs(middle - ahead.value) < TRIVIAL_MS) return;
  ahead.value = middle;
  write("ahead", middle);
}

/** How long to wait after a failure: 1, 2, 4 … 60 seconds, each with up to half of it more, so that phones do not come back all at once. */
export const patience = (tries: number) =>
  Math.min(SHORTEST_MS * 2 ** (tries - 1), LONGEST_MS) * (1 + Math.random() / 2);
