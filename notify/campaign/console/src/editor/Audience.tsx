// "Voor wie": the audience builder. A group of conditions, with groups in it one level deep.
import { useEffect, useRef } from "preact/hooks";
import { known, names, readKnown } from "../campaigns";
import {
  type Condition,
  type Criterion,
  condition,
  conditionsOf,
  type Group,
  isGroup,
  type Mode,
  newGroup,
  type Sort,
} from "../rule";
import { sentenceOf } from "../sentence";
import { audience } from "../texts/editor";
import { list } from "../texts/list";
import { ConditionFields } from "./Conditions";
import { AudienceCount } from "./Count";
import type { Fields } from "./draft";
import { Choose, Problems, problemsAt } from "./fields";
import type { Draft } from "./useDraft";

const fresh: Record<Sort, () => Criterion> = {
  municipality: () => ({ is: "municipality", nis: "" }),
  letter: () => ({ is: "letter", kind: "", run: "", election: "", opened: "UNOPENED" }),
  dossier: () => ({ is: "dossier", procedure: "", phase: "" }),
  digital: () => ({ is: "digital", yes: false }),
  phone: () => ({ is: "phone", yes: true }),
  born: () => ({ is: "born", bands: [] }),
  listed: () => ({ is: "listed", run: "", opened: "UNOPENED" }),
};

export function Audience({ draft }: { draft: Draft }) {
  const texts = audience.value;
  const { fields, change } = draft;
  const problems = ["rule", "references", "minus"].flatMap((path) => problemsAt(draft.campaign.problems, path));
  const setRule = (rule: Group) => {
    const listed = conditionsOf(rule).some((each) => each.is === "listed");
    change(listed ? { rule } : { rule, references: "" }); // a list that the rule does not ask for is wrong
  };
  return (
    <>
      <p class="soft">{texts.intro}</p>
      <GroupBox group={fields.rule} root change={setRule} draft={draft} />
      <Minus draft={draft} />
      <div class="reads-back" role="status">
        <p class="soft">{texts.reads}</p>
        <p class="sentence">{sentenceOf(fields.rule, fields.minus, names)}</p>
      </div>
      <div class="whom-wrong">
        <Problems problems={problems} />
      </div>
      <AudienceCount fields={fields} known={problems} />
    </>
  );
}

function GroupBox(props: {
  group: Group;
  root?: boolean;
  change: (group: Group) => void;
  remove?: () => void;
  draft: Draft;
}) {
  const { group, root, change } = props;
  const texts = audience.value;
  const box = useRef<HTMLFieldSetElement>(null);
  const added = useRef(false);
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    const last = box.current?.querySelector(":scope > .parts > li:last-child");
    last?.querySelector<HTMLElement>("select, input, textarea")?.focus();
  }, [group.parts.length]);
  const add = (part: Condition | Group) => {
    added.current = true;
    change({ ...group, parts: [...group.parts, part] });
  };
  const replace = (part: Condition | Group) =>
    change({ ...group, parts: group.parts.map((each) => (each.key === part.key ? part : each)) });
  const drop = (key: string) => {
    change({ ...group, parts: group.parts.filter((each) => each.key !== key) });
    box.current?.querySelector<HTMLElement>(":scope > .adders button")?.focus();
  };
  const modes: Mode[] = root ? ["all", "any"] : ["all", "any", "none"];
  return (
    <fieldset class={root ? "group" : "group inner"} ref={box}>
      <legend class="hidden">{texts.group}</legend>
      <div class="group-head">
        <Choose
          label={texts.must}
          value={group.mode}
          options={modes.map((mode) => ({ value: mode, text: texts[mode] }))}
          onChange={(mode) => change({ ...group, mode: mode as Mode })}
        />
        {props.remove && (
          <button type="button" class="button small" onClick={props.remove} aria-label={texts.remove(texts.group)}>
            ✕
          </button>
        )}
      </div>
      <ul class="parts">
        {group.parts.map((part) => (
          <li key={part.key}>
            {isGroup(part) ? (
              <GroupBox group={part} change={replace} remove={() => drop(part.key)} draft={props.draft} />
            ) : (
              <ConditionFields part={part} change={replace} remove={() => drop(part.key)} draft={props.draft} />
            )}
          </li>
        ))}
      </ul>
      <fieldset class="chips adders">
        <legend class="soft">{texts.add}</legend>
        {(Object.keys(fresh) as Sort[]).map((sort) => (
          <button key={sort} type="button" class="chip" onClick={() => add(condition(fresh[sort]()))}>
            + {texts.sorts[sort]}
          </button>
        ))}
        {root && (
          <button type="button" class="chip" onClick={() => add(newGroup("any"))}>
            + {texts.addGroup}
          </button>
        )}
      </fieldset>
    </fieldset>
  );
}

/** Those whom earlier campaigns reached can be left out. */
function Minus({ draft }: { draft: Draft }) {
  const texts = audience.value;
  const { fields, change } = draft;
  useEffect(() => void readKnown(), []);
  const earlier = known.value.filter(
    (each) => each.id !== draft.campaign.id && !["DRAFT", "SUBMITTED", "APPROVED", "SCHEDULED"].includes(each.state),
  );
  const toggle = (id: string, on: boolean) => {
    const minus: Fields["minus"] = on ? [...fields.minus, id] : fields.minus.filter((each) => each !== id);
    change({ minus });
  };
  return (
    <details class="minus" open={fields.minus.length > 0}>
      <summary>{texts.minus}</summary>
      {earlier.length === 0 && <p class="soft">{texts.minusNone}</p>}
      {earlier.map((each) => (
        <label key={each.id} class="choice">
          <input
            type="checkbox"
            checked={fields.minus.includes(each.id)}
            onChange={(event) => toggle(each.id, event.currentTarget.checked)}
          />
          <span>{each.draft.title || list.value.untitled}</span>
        </label>
      ))}
    </details>
  );
}
