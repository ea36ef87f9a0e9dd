// How far a campaign is, in numbers. They come rounded to 5.
import { aboutText, clockText, momentText, numberText, peopleText, shareText } from "../moments";
import type { EffectFieldsFragment, RunningFragment } from "../operations.generated";
import { Card } from "../parts";
import { run } from "../texts/run";
import { hasEnded } from "./follow";

export function Progress({ campaign }: { campaign: RunningFragment }) {
  const texts = run.value;
  const { effect, approval, plan } = campaign;
  const last = plan.at(-1);
  return (
    <Card title={texts.progress} id="progress">
      {effect ? (
        <Bar told={effect.told} planned={effect.planned} />
      ) : (
        <p class="soft">{approval && texts.planned(aboutText(approval.audience))}</p>
      )}
      {!effect && campaign.canary && !campaign.waitsForConfirmation && <p class="soft">{texts.notCounted}</p>}
      {last && !hasEnded(campaign.state) && campaign.state !== "PAUSED" && (
        <p class="soft">{texts.untilAbout(momentText(last.until))}</p>
      )}
    </Card>
  );
}

function Bar({ told, planned }: { told: number; planned: number }) {
  const share = told > 5 && planned > 0 ? Math.min(1, told / planned) : 0; // 5 may be nobody
  const says = run.value.told(peopleText(told), numberText(planned));
  return (
    <div class="progress">
      <p class="progress-text">
        {told > 5 && <strong class="number">{shareText(Math.min(told, planned), planned)}</strong>} <span>{says}</span>
      </p>
      <progress max={100} value={Math.round(100 * share)} aria-label={says} />
    </div>
  );
}

export function Figures({ effect, ended }: { effect: EffectFieldsFragment; ended: boolean }) {
  const texts = run.value;
  const rows: [string, number][] = [
    [texts.figureTold, effect.told],
    [texts.figureSent, effect.sent],
    [texts.figureAccepted, effect.accepted],
    [texts.figureWaiting, effect.waiting],
    [texts.figureFailed, effect.failed],
    [texts.figureOpened, effect.opened],
    [texts.figureActed, effect.acted],
    [texts.figureOptedOut, effect.optedOut],
  ];
  return (
    <Card title={ended ? texts.figuresEnded : texts.figures} id="figures">
      <dl class="figures">
        {rows.map(([name, count]) => (
          <div class="figure" key={name}>
            <dt>{name}</dt>
            <dd class={count <= 5 ? "few" : undefined}>{peopleText(count)}</dd>
          </div>
        ))}
      </dl>
      <p class="soft under">
        {texts.counted(clockText(effect.countedAt))}{" "}
        {effect.sample < 1 && `${texts.sample(shareText(effect.sample, 1))} `}
        {texts.rounding}
      </p>
    </Card>
  );
}
