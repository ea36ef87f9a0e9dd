// Labelled fields with their hint, their count of characters and what is wrong with them.
import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import type { FieldProblem } from "../api";
import type { CampaignFullFragment } from "../operations.generated";
import { adviceText } from "../parts";
import { content } from "../texts/editor";

/** The problems of a field and of what is in it. */
export const problemsAt = (problems: readonly FieldProblem[], path: string) =>
  problems.filter((each) => each.path === path || each.path.startsWith(`${path}.`) || each.path.startsWith(`${path}[`));

export function Problems({ id, problems }: { id?: string; problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div id={id} class="wrong">
      {problems.map((each) => (
        <p key={each.path + each.message}>{adviceText(each)}</p>
      ))}
    </div>
  );
}

/** A select or an input with its label. */
export function Field(props: { label: string; id: string; hint?: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {props.children}
      {props.hint && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
    </div>
  );
}

export interface Option {
  value: string;
  text: string;
}

export function Choose(props: {
  label: string;
  value: string;
  options: Option[];
  /** What stands first, for nothing chosen. */
  none?: string;
  onChange: (value: string) => void;
  focus?: boolean;
}) {
  const id = useId();
  return (
    <Field label={props.label} id={id}>
      <select
        id={id}
        value={props.value}
        data-focus={props.focus ? "first" : undefined}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.none !== undefined && <option value="">{props.none}</option>}
        {props.options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.text}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface TextProps {
  id: string;
  path: "title" | "text" | "pushText";
  label: string;
  hint?: string;
  value: string;
  most: number;
  rows: number;
  placeholders: { word: string; meaning: string; example: string }[];
  campaign: CampaignFullFragment;
  onChange: (value: string) => void;
}

/** A text with its placeholders as buttons, its count and the advice about its style. */
export function TextField(props: TextProps) {
  const { id, campaign, path } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const problems = problemsAt(campaign.problems, path);
  const warnings = campaign.warnings.filter((each) => each.path === path);
  const count = [...props.value].length;
  const insert = (word: string) => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setRangeText(word, field.selectionStart, field.selectionEnd, "end");
    props.onChange(field.value);
  };
  const described = [`${id}-count`, props.hint && `${id}-hint`, problems.length > 0 && `${id}-wrong`];
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <textarea
        id={id}
        ref={area}
        lang="nl"
        rows={props.rows}
        value={props.value}
        aria-invalid={problems.length > 0}
        aria-describedby={described.filter(Boolean).join(" ")}
        onInput={(event) => props.onChange(event.currentTarget.value)}
      />
      <div class="field-foot">
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
        <p class={count > props.most ? "counter over" : "counter"} id={`${id}-count`}>
          {content.value.counter(count, props.most)}
        </p>
      </div>
      <fieldset class="chips words">
        <legend class="hidden">
          {props.label}: {content.value.insert}
        </legend>
        <span class="soft" aria-hidden="true">
          {content.value.insert}
        </span>
        {props.placeholders.map((each) => (
          <button key={each.word} type="button" class="chip" title={each.meaning} onClick={() => insert(each.word)}>
            {each.word}
          </button>
        ))}
      </fieldset>
      <Problems id={`${id}-wrong`} problems={problems} />
      {warnings.length > 0 && (
        <div class="note warn" role="status">
          <p>
            <strong>{content.value.style}</strong>
          </p>
          <ul>
            {warnings.map((each) => (
              <li key={each.kind + each.excerpt} lang="nl">
                {each.message}
                <span class="soft"> “{each.excerpt}”</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
