import { useEffect } from "preact/hooks";
import { drop } from "./mailbox";
import { go } from "./router";
import { say } from "./say";
import { problemText } from "./texts";

/** What is gone, or is not this citizen's, is taken off the phone: the app says so and shows the inbox. */
export function useGone(id: string, problem: string | null): void {
  useEffect(() => {
    if (problem !== "GONE" && problem !== "NOT_FOUND") return;
    drop(id);
    say(problemText(problem));
    go("/", true);
  }, [id, problem]);
}
