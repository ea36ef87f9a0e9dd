// The queue of what the citizen did that the service, or the mailbox on the phone, does not have yet, in order. It survives
// closing the app, and is one queue for all tabs. What is in it, see pending.ts; how it is sent, see queue.ts.

import { computed, signal } from "@preact/signals";
import { load, update } from "./database";
import type { Waiting } from "./pending";
import { hear, tell } from "./tabs";

export const waiting = signal<Waiting[]>((await load<Waiting[]>("queue")) ?? []);
/** Of that, what the service does not have yet. */
export const unsent = computed(() => waiting.value.filter(({ rev }) => rev === null));

let storing = 0;
let last: Promise<void> = Promise.resolve();

/** Changes the queue, on the screen at once. The change is made to what is stored too, where other tabs' changes are. */
export async function changeQueue(change: (queue: Waiting[]) => Waiting[]): Promise<void> {
  waiting.value = change(waiting.peek());
  last = store(change);
  await last;
  tell("queue", null);
}

async function store(change: (queue: Waiting[]) => Waiting[]): Promise<void> {
  storing++;
  const stored = await update<Waiting[]>("queue", (queue) => change(queue ?? []));
  storing--;
  if (storing === 0 && stored !== undefined) waiting.value = stored ?? []; // else the last one has it all
}

/** Takes over what other tabs made of the queue. */
export async function readQueue(): Promise<void> {
  const stored = await load<Waiting[]>("queue");
  if (storing === 0 && stored !== undefined) waiting.value = stored ?? [];
  while (storing > 0) await last;
}

hear("queue", () => void readQueue());
