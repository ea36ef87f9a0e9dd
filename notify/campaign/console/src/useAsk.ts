// What a page asks for when it opens, and again when what it asks changes.

import type { TypedDocumentString } from "@burgerbode/schema";
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "./api";

export interface Asked<R> {
  /** The last answer; null while there is none. */
  data: R | null;
  /** What went wrong last; null when it went well. */
  error: ApiError | null;
  loading: boolean;
  reload: () => void;
}

export function useAsk<R, V>(operation: TypedDocumentString<R, V>, variables: V): Asked<R> {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ data: R | null; error: ApiError | null; loading: boolean }>({
    data: null,
    error: null,
    loading: true,
  });
  const key = JSON.stringify(variables);
  useEffect(() => {
    let left = false;
    setState((was) => ({ ...was, loading: true }));
    ask(operation, variables).then(
      (data) => {
        if (!left) setState({ data, error: null, loading: false });
      },
      (cause: unknown) => {
        if (!left) setState((was) => ({ data: was.data, error: asApiError(cause), loading: false }));
      },
    );
    return () => {
      left = true;
    };
  }, [operation, key, round]);
  return { ...state, reload: () => setRound((count) => count + 1) };
}
