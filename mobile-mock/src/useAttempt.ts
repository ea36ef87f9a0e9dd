import { useState } from "preact/hooks";
import { attempt } from "./say";

/** `attempt` for boxes and choices: what could not be saved goes back on the screen to how it was. */
export function useAttempt(): typeof attempt {
  const [, redraw] = useState(0);
  return async (action, done) => {
    const saved = await attempt(action, done);
    if (!saved) redraw((count) => count + 1);
    return saved;
  };
}
