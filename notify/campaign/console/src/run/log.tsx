// What was done with a campaign, the newest first, in sentences.
import { desk } from "../desk";
import { momentText } from "../moments";
import type { StepFieldsFragment } from "../operations.generated";
import { Card, personText } from "../parts";
import { run } from "../texts/run";

/** Many edits one after the other by the same person are one line: each pause in typing is a step. */
function shortened(log: readonly StepFieldsFragment[]): StepFieldsFragment[] {
  const shown: StepFieldsFragment[] = [];
  for (const step of [...log].reverse()) {
    const last = shown.at(-1);
    if (step.did === "Edit" && last?.did === "Edit" && last.by === step.by) continue;
    shown.push(step);
  }
  return shown;
}

export function Log({ log }: { log: readonly StepFieldsFragment[] }) {
  return (
    <Card title={run.value.log} id="log">
      <ol class="steps">
        {shortened(log).map((step, index, all) => (
          <li key={step.at + step.did}>
            <time dateTime={step.at}>{momentText(step.at)}</time>
            <div>
              <p>{stepText(step, all[index + 1])}</p>
              {step.note && step.by && <p class="soft">“{step.note}”</p>}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Somebody at the beginning of a sentence. */
export const subject = (id: string | null | undefined) =>
  !id ? run.value.itself : id === desk.value?.person ? run.value.you : personText(id);

const waits = ({ did, to }: StepFieldsFragment) => did === "StartCanary" && to === "PAUSED";

function stepText(step: StepFieldsFragment, before: StepFieldsFragment | undefined): string {
  const texts = run.value;
  if (waits(step)) return texts.startedWaits;
  if (step.did === "Resume" && before && waits(before)) return texts.confirmed(subject(step.by));
  if (step.did === "StartCanary" && step.to === "FAILED") return texts.startedFailed;
  const who = subject(step.by);
  return texts.steps[step.did]?.(who) ?? texts.step(who, step.did);
}
