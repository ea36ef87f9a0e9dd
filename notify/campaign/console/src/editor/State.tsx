// Whether all is saved, what is left to do, and handing the campaign over to be approved.
import { useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { desk } from "../desk";
import { CampaignDocument, SubmitCampaignDocument } from "../operations.generated";
import { adviceText, Card, Failure, Note, personText, problemText } from "../parts";
import { go } from "../router";
import { say } from "../say";
import { app } from "../texts/app";
import { content, editor } from "../texts/editor";
import { trial } from "../texts/trial";
import type { Draft } from "./useDraft";

/** Above the form, and in sight while it is scrolled: the parts of the form, and whether all is saved. */
export function Bar({ draft, reload }: { draft: Draft; reload: () => void }) {
  const texts = editor.value;
  const sections: [string, string][] = [
    ["who", texts.who],
    ["what", texts.what],
    ["when", texts.when],
    ["trial", texts.trial],
    ["tests", trial.value.tests],
    ["submit", texts.submit],
  ];
  return (
    <div class="editor-bar">
      <nav class="sections" aria-label={texts.sections}>
        <ol>
          {sections.map(([id, name]) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ol>
      </nav>
      <SaveLine draft={draft} reload={reload} />
    </div>
  );
}

/** Where a problem is mended. */
function placeOf(path: string): string {
  const [first = ""] = path.split(/[.[]/);
  if (["rule", "references", "minus"].includes(first)) return "who";
  return ["title", "text", "pushText", "link", "window", "perMinute", "expiresAt"].includes(first)
    ? `field-${first}`
    : "who";
}

/** The field of a text, where two of them have the same problem. */
const fieldWord = (path: string) =>
  path === "title" ? content.value.title : path === "pushText" ? content.value.pushText : content.value.text;

export function Submit({ draft }: { draft: Draft }) {
  const texts = editor.value;
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const todo = useRef<HTMLDivElement>(null);
  const { problems } = draft.campaign;
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      const saved = await draft.flush();
      if (saved && saved.problems.length > 0) {
        say(texts.notYet);
        todo.current?.focus();
      } else if (saved) {
        const { submitCampaign } = await ask(SubmitCampaignDocument, { input: { id: saved.id } });
        draft.adopt(submitCampaign.campaign);
        say(texts.submitted);
        go(`/campaigns/${saved.id}/approve`);
        return;
      }
    } catch (cause) {
      setError(asApiError(cause));
    }
    setBusy(false);
  };
  return (
    <Card title={texts.submit} id="submit">
      <div ref={todo} tabIndex={-1} role="status" class={problems.length > 0 ? "note warn" : "note good"}>
        <p>
          <strong>{problems.length > 0 ? texts.problems(problems.length) : texts.ready}</strong>
        </p>
        {problems.length > 0 && (
          <ul>
            {problems.map((each) => (
              <li key={each.path + each.message}>
                <a href={`#${placeOf(each.path)}`} onClick={(event) => jump(event, placeOf(each.path))}>
                  {problems.some((other) => other !== each && adviceText(other) === adviceText(each)) &&
                    `${fieldWord(each.path)}: `}
                  {adviceText(each)}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
      {error && <Failure error={error} />}
      <p class="soft after">{texts.submitText}</p>
      <p>
        <button type="button" class="button main" disabled={busy} onClick={() => void submit()}>
          {texts.submitButton}
        </button>
      </p>
    </Card>
  );
}

/** Goes to a field: into it, not only to where it stands. */
function jump(event: Event, id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "center" });
  const field = place.matches("input, textarea, select") ? place : place.querySelector("select, input, button");
  (field as HTMLElement | null)?.focus({ preventScroll: true });
}

function SaveLine({ draft, reload }: { draft: Draft; reload: () => void }) {
  const texts = editor.value;
  const { saving, error } = draft;
  if (saving === "conflict") return <Conflict id={draft.campaign.id} reload={reload} />;
  const tone = saving === "failed" ? "bad" : saving === "saved" ? "good" : "info";
  return (
    <div class={`save-line ${tone}`}>
      <p role="status" data-testid="saving">
        <strong>{texts[saving]}</strong>
        {saving === "failed" && error && ` ${error.fields.map(adviceText).join(" ") || problemText(error)}`}
      </p>
      {saving === "failed" && (
        <button type="button" class="button small" onClick={() => void draft.flush()}>
          {app.value.retry}
        </button>
      )}
    </div>
  );
}

function Conflict({ id, reload }: { id: string; reload: () => void }) {
  const texts = editor.value;
  const [who, setWho] = useState<string | null>(null);
  useEffect(() => {
    ask(CampaignDocument, { id }).then(
      ({ campaign }) => {
        const last = campaign.log.at(-1);
        if (last?.did !== "Edit" && last?.did !== "Create") return;
        setWho(last.by === desk.value?.person ? texts.conflictSelf : texts.conflict(personText(last.by)));
      },
      () => setWho(null), // what is known is said anyway
    );
  }, [id]);
  return (
    <div class="save-line" role="alert">
      <Note tone="bad">
        <p>
          <strong>{who ?? texts.conflictSomebody}</strong> {texts.conflictText}
        </p>
        <button type="button" class="button" onClick={reload}>
          {texts.reload}
        </button>
      </Note>
    </div>
  );
}
