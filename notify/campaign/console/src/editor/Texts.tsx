// "Wat": the texts.
import { desk } from "../desk";
import { content } from "../texts/editor";
import { Problems, problemsAt, TextField } from "./fields";
import type { Draft } from "./useDraft";

export function Texts({ draft }: { draft: Draft }) {
  const texts = content.value;
  const at = desk.value;
  if (!at) return null;
  const { fields, change, campaign } = draft;
  const wrongLink = problemsAt(campaign.problems, "link");
  const shared = { placeholders: at.placeholders, campaign };
  return (
    <div class="fields">
      <p class="soft">{texts.intro}</p>
      <TextField
        {...shared}
        id="field-title"
        path="title"
        label={texts.title}
        rows={2}
        most={at.limits.title}
        value={fields.title}
        onChange={(title) => change({ title: title.replaceAll("\n", " ") })}
      />
      <TextField
        {...shared}
        id="field-text"
        path="text"
        label={texts.text}
        rows={7}
        most={at.limits.text}
        value={fields.text}
        onChange={(text) => change({ text })}
      />
      <div class="field">
        <label for="field-link">{texts.link}</label>
        <input
          id="field-link"
          type="url"
          inputMode="url"
          value={fields.link}
          aria-invalid={wrongLink.length > 0}
          aria-describedby="field-link-hint field-link-wrong"
          onInput={(event) => change({ link: event.currentTarget.value })}
        />
        <p class="hint" id="field-link-hint">
          {texts.linkHint}
        </p>
        <Problems id="field-link-wrong" problems={wrongLink} />
      </div>
      <TextField
        {...shared}
        id="field-pushText"
        path="pushText"
        label={texts.pushText}
        hint={texts.pushHint}
        rows={3}
        most={at.limits.pushText}
        value={fields.pushText}
        onChange={(pushText) => change({ pushText: pushText.replaceAll("\n", " ") })}
      />
    </div>
  );
}
