// What a screen asks for, kept for use without a connection.

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "./api";
import { now } from "./clock";
import { type Kept, keep, kept } from "./keep";
import { held } from "./mailbox";

export interface Shown<T> {
  /** What to show; null while there is nothing yet. */
  data: T | null;
  /** When that was true. */
  at: number | null;
  /** True once it came from the service during this visit. */
  fresh: boolean;
  /** The code of what went wrong last; null when it went well. */
  problem: string | null;
  /** Shows something else from now on, after a change. */
  set: (data: T) => void;
}

/**
 * Shows what is kept, asks for the newest, and asks again when the service told of a change: of the mailbox, unless
 * the screen names more closely what it shows.
 */
export function useKept<T>(key: string, load: () => Promise<T>, told = held.value?.token): Shown<T> {
  const [shown, setShown] = useState<{ key: string; value: Kept<T> | null; fresh: boolean }>(() => ({
    key,
    value: kept<T>(key),
    fresh: false,
  }));
  const [problem, setProblem] = useState<string | null>(null);
  const current = shown.key === key ? shown : { key, value: kept<T>(key), fresh: false };

  const set = (data: T) => {
    const value = { at: now(), data };
    keep(key, value);
    setShown({ key, value, fresh: true });
  };

  useEffect(() => {
    let left = false;
    load().then(
      (data) => {
        if (left) return;
        setProblem(null);
        set(data);
      },
      (cause: unknown) => {
        if (!left) setProblem(cause instanceof ApiError ? cause.code : "INTERNAL");
      },
    );
    return () => {
      left = true;
    };
  }, [key, told]);

  return { data: current.value?.data ?? null, at: current.value?.at ?? null, fresh: current.fresh, problem, set };
}
