import { useState } from "preact/hooks";
import { ask } from "../api";
import { type PushFragment, SendTestPushDocument } from "../operations.generated";
import { phone } from "../phone";
import { notifications } from "../ring";
import { attempt } from "../say";
import { momentText } from "../texts";

/** Rings this phone once, so that the citizen sees whether pushes arrive. */
export function TestPush() {
  const [asked, setAsked] = useState<PushFragment | null>(null);
  const arrived = notifications.value.find((shown) => shown.tag === asked?.id);
  const send = () =>
    attempt(async () => {
      const input = { clientId: crypto.randomUUID(), installationId: phone.value.id };
      setAsked((await ask(SendTestPushDocument, { input })).sendTestPush.push);
    });
  return (
    <>
      <button type="button" class="button plain" onClick={send}>
        Stuur een testmelding
      </button>
      <p class="soft" role="status">
        {arrived && `De testmelding is aangekomen: ${momentText(arrived.at)}.`}
        {asked && !arrived && asked.explanation}
      </p>
    </>
  );
}
