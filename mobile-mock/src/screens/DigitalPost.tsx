import {
  ActivateDigitalPostDocument,
  DeactivateDigitalPostDocument,
  type DigitalPostFragment,
} from "@burgerbode/schema";
import { useState } from "preact/hooks";
import { ask } from "../api";
import { Icon } from "../icons";
import { hurry } from "../live";
import { Banner, Loading, Problem, Screen } from "../parts";
import { attempt } from "../say";
import { momentText } from "../texts";
import { useKept } from "../useKept";
import { loadSettings } from "./Settings";

/** Choosing digital post is a step of its own: first what changes and who sends, then the choice. One tap undoes it. */
export function DigitalPost() {
  const { data, at, problem, set } = useKept("settings", loadSettings);
  const [understood, setUnderstood] = useState(false);
  const show = (digitalPost: DigitalPostFragment) => {
    if (data) set({ ...data, digitalPost });
    void hurry();
  };
  const activate = () =>
    attempt(async () => {
      const { activateDigitalPost } = await ask(ActivateDigitalPostDocument, { input: { understood } });
      show(activateDigitalPost.digitalPost);
    }, "Uw post komt voortaan hier aan.");
  const deactivate = () =>
    attempt(async () => {
      const { deactivateDigitalPost } = await ask(DeactivateDigitalPostDocument, { input: {} });
      setUnderstood(false);
      show(deactivateDigitalPost.digitalPost);
    }, "Uw post komt weer op papier.");
  const post = data?.digitalPost;

  return (
    <Screen title="Digitale post" up="/settings" at={at}>
      {problem && (problem !== "OFFLINE" || !data) && <Problem code={problem} />}
      {!data && !problem && <Loading />}
      {post && (
        <>
          {post.active && (
            <Banner icon="check" tone="good">
              Digitale post staat aan{post.activatedAt && ` sinds ${momentText(post.activatedAt)}`}.
            </Banner>
          )}
          {post.warning && (
            <Banner icon="alert" tone="todo">
              {post.warning}
            </Banner>
          )}
          <section class="card">
            <h2>{post.active ? "Wat betekent dat?" : "Wat verandert er?"}</h2>
            <p>
              {post.active
                ? "U krijgt uw post hier. Sommige brieven, zoals uw kiesbrief, krijgt u ook op papier. Terug naar papier kan altijd: u zet het hieronder uit."
                : post.explanation}
            </p>
            <h2>{post.active ? "Wie kan u digitale post sturen?" : "Wie kan u dan digitale post sturen?"}</h2>
            <ul class="checks">
              {post.senders.map((sender) => (
                <li key={sender.code}>
                  <Icon name="letter" />
                  {sender.name}
                </li>
              ))}
            </ul>
          </section>
          {post.active ? (
            <button type="button" class="button wide" onClick={deactivate}>
              Terug naar papier
            </button>
          ) : (
            <section class="card">
              <h2>Uw keuze</h2>
              <label class="choice">
                <input
                  type="checkbox"
                  checked={understood}
                  onChange={(event) => setUnderstood(event.currentTarget.checked)}
                />
                <span>Ik heb gelezen wat er verandert en wie mij post kan sturen.</span>
              </label>
              <button type="button" class="button wide" disabled={!understood} onClick={activate}>
                Zet digitale post aan
              </button>
            </section>
          )}
        </>
      )}
    </Screen>
  );
}
