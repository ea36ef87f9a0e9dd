import { type PushFragment, SendTestPushDocument } from "@burgerbode/schema";
import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hurry } from "../live";
import { phone } from "../phone";
import { notifications } from "../ring";
import { attempt } from "../say";
import { momentText } from "../texts";

const AGAIN_MS = 2500;
const MAX_ASKED = 12;
const TOO_SOON = "U hebt net een testmelding gevraagd. Probeer het over een minuut opnieuw.";

interface Test {
  clientId: string;
  push: PushFragment;
  /** How often the service was asked about it. */
  asked: number;
}

/** The same client id again is the same test: the answer tells what became of it. */
async function askTest(clientId: string): Promise<PushFragment> {
  const input = { clientId, installationId: phone.value.id };
  const { sendTestPush } = await ask(SendTestPushDocument, { input });
  return sendTestPush.push;
}

/** Rings this phone once, so that the citizen sees whether pushes arrive. */
export function TestPush() {
  const [test, setTest] = useState<Test | null>(null);
  const [tooSoon, setTooSoon] = useState(false);
  const arrived = notifications.value.find((shown) => shown.tag === test?.push.id);

  useEffect(() => {
    if (!test || arrived || test.push.settledAt || test.asked >= MAX_ASKED) return;
    let left = false;
    const timer = setTimeout(async () => {
      const push = await askTest(test.clientId).catch(() => test.push);
      if (left) return;
      setTest({ ...test, push, asked: test.asked + 1 });
      if (push.settledAt) void hurry();
    }, AGAIN_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [test, arrived]);

  const send = () =>
    attempt(async () => {
      const clientId = crypto.randomUUID();
      try {
        setTest({ clientId, push: await askTest(clientId), asked: 1 });
        setTooSoon(false);
      } catch (cause) {
        if (!(cause instanceof ApiError && cause.code === "RATE_LIMITED")) throw cause;
        setTooSoon(true);
      }
    });
  return (
    <>
      <button type="button" class="button plain" onClick={send}>
        Stuur een testmelding
      </button>
      <p class="soft">
        Code van deze telefoon, voor testberichten van een communicatieteam:{" "}
        <code data-testid="installation">{phone.value.id}</code>
      </p>
      <div class="soft" role="status">
        {tooSoon && <p>{TOO_SOON}</p>}
        {test && <p>{arrived ? `De testmelding is aangekomen: ${momentText(arrived.at)}.` : test.push.explanation}</p>}
      </div>
    </>
  );
}
