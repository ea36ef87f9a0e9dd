// The trial group: who is in it, what is looked at, until when, and what that decides.
import { aboutText, momentText, peopleText, shareText } from "../moments";
import type { RunningFragment } from "../operations.generated";
import { Card, Note } from "../parts";
import { run } from "../texts/run";

/** Too few people for a trial group: somebody says that the campaign may go. */
export function Confirmation({ campaign }: { campaign: RunningFragment }) {
  const texts = run.value;
  return (
    <Note tone="warn">
      <h2>{texts.confirmTitle}</h2>
      <p>{texts.confirmText(aboutText(campaign.canary?.audience ?? 0))}</p>
    </Note>
  );
}

type Trial = NonNullable<RunningFragment["canary"]>;

export function Canary({ campaign, canary }: { campaign: RunningFragment; canary: Trial }) {
  const texts = run.value;
  const { effect } = campaign;
  const people = peopleText(5 * Math.round((canary.audience * canary.share) / 5));
  const on = campaign.state === "CANARY";
  const paused = campaign.state === "PAUSED" && !canary.passedAt;
  const rows: [string, number, number, number][] = [
    [texts.canaryFailed, known(effect?.failed), effect?.sent ?? 0, canary.failedLimit],
    [texts.canaryOptedOut, known(effect?.optedOut), effect?.told ?? 0, canary.optedOutLimit],
  ];
  return (
    <Card title={texts.canary} id="canary">
      <p>{texts.canaryWho(shareText(canary.share, 1), people)}</p>
      {on && canary.until && (
        <p>
          <strong>{texts.canaryUntil(momentText(canary.until))}</strong>
        </p>
      )}
      {paused && <p>{texts.canaryPaused}</p>}
      {canary.passedAt && <p class="passed">{texts.canaryPassed(momentText(canary.passedAt))}</p>}
      {!on && !paused && !canary.passedAt && <p>{texts.canaryStopped}</p>}
      {(on || paused) && (
        <>
          <table class="limits">
            <caption class="hidden">{texts.canaryLooks}</caption>
            <thead>
              <tr>
                <th scope="col">{texts.canaryLooks}</th>
                <th scope="col" class="number">
                  {texts.canaryNow}
                </th>
                <th scope="col" class="number">
                  {texts.canaryLimit}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([name, count, of, limit]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class="number">{of > 5 ? shareText(count, of) : texts.canaryUnknown}</td>
                  <td class="number">{texts.canaryAtMost(shareText(limit, 1))}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="soft">{texts.canaryDecides}</p>
        </>
      )}
    </Card>
  );
}

/** Of 5, which also stands for none, nothing is concluded. */
const known = (count = 0) => (count <= 5 ? 0 : count);
