// What time it is for the service. The demo may run at another hour than this machine, so that phones ring at night too;
// the app goes by the clock of the service, which it learns with the demo's citizens and when the phone is registered.
import { signal } from "@preact/signals";
import { read, write } from "./keep";

const TRIVIAL_MS = 120_000;

const ahead = signal(read<number>("ahead") ?? 0);

export const now = () => Date.now() + ahead.value;

/** Takes over the clock of the service, from a moment that it has just named. */
export function setClock(moment: string): void {
  const difference = Date.parse(moment) - Date.now();
  ahead.value = Math.abs(difference) < TRIVIAL_MS ? 0 : difference;
  write("ahead", ahead.value);
}
