// What was done with a campaign, the newest first.
import { momentText } from "../moments";
import type { StepFieldsFragment } from "../operations.generated";
import { Card, personText } from "../parts";
import { approve } from "../texts/approve";
import { stepWord } from "../words";

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
  const texts = approve.value;
  return (
    <Card title={texts.log} id="log">
      <ol class="log">
        {shortened(log).map((step) => (
          <li key={step.at + step.did}>
            <strong>{stepWord(step.did)}</strong>
            <span class="soft">{texts.at(personText(step.by), momentText(step.at))}</span>
            {step.note && <q>{step.note}</q>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
