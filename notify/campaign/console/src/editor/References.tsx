// An uploaded list: references of letters of one run, pasted or from a file.
import { useId, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { desk } from "../desk";
import { numberText } from "../moments";
import { UploadCampaignReferencesDocument } from "../operations.generated";
import { Failure, Note } from "../parts";
import type { Condition } from "../rule";
import { audience } from "../texts/editor";
import { OpenedChoice } from "./Conditions";
import { Choose, Field } from "./fields";
import type { Draft } from "./useDraft";

interface Props {
  part: Condition & { is: "listed" };
  change: (part: Condition) => void;
  draft: Draft;
}

/** One reference a line; of a csv the first column, without its quotes. */
export function referencesOf(text: string): string[] {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const first = lines.map((line) =>
    (line.split(/[;,\t]/)[0] ?? "")
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );
  return [...new Set(first.filter(Boolean))];
}

export function References({ part, change, draft }: Props) {
  const texts = audience.value;
  const id = useId();
  const [run, setRun] = useState(part.run);
  const [text, setText] = useState("");
  const [count, setCount] = useState<number | null>(null);
  const [wrong, setWrong] = useState("");
  const [error, setError] = useState<ApiError | null>(null);

  const upload = async () => {
    const references = referencesOf(text);
    setError(null);
    setCount(null);
    setWrong(run && references.length > 0 ? "" : texts.listNone);
    if (!run || references.length === 0) return;
    try {
      const { uploadCampaignReferences } = await ask(UploadCampaignReferencesDocument, { input: { run, references } });
      setCount(uploadCampaignReferences.count);
      setText("");
      change({ ...part, run });
      draft.change({ references: uploadCampaignReferences.id });
    } catch (cause) {
      setError(asApiError(cause));
    }
  };
  const read = async (files: FileList | null) => {
    if (files?.[0]) setText(referencesOf(await files[0].text()).join("\n"));
  };

  return (
    <div class="fields">
      <div class="grid-2">
        <Choose
          label={texts.listRun}
          value={run}
          none={texts.choose}
          options={(desk.value?.runs ?? []).map((each) => ({ value: each, text: each }))}
          onChange={setRun}
        />
        <OpenedChoice value={part.opened} onChange={(opened) => change({ ...part, opened })} />
      </div>
      {draft.fields.references && count === null && <p class="soft">{texts.listThere}</p>}
      <Field label={texts.listRefs} id={id} hint={texts.listRefsHint}>
        <textarea
          id={id}
          rows={4}
          spellcheck={false}
          value={text}
          aria-describedby={`${id}-hint`}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Field>
      <Field label={texts.listFile} id={`${id}-file`}>
        <input
          id={`${id}-file`}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => void read(event.currentTarget.files)}
        />
      </Field>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      {error && <Failure error={error} />}
      <p>
        <button type="button" class="button" onClick={() => void upload()}>
          {texts.listUpload}
        </button>
      </p>
      {count !== null && (
        <Note tone="good" live>
          <p>{texts.listDone(numberText(count))}</p>
        </Note>
      )}
    </div>
  );
}
