// Small parts that pages share: the head of a page, what is loading or went wrong, the word of a state, who did something.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ApiError, FieldProblem } from "./api";
import { desk } from "./desk";
import { both, language } from "./language";
import { peopleText } from "./moments";
import type { CampaignState } from "./operations.generated";
import { link } from "./router";
import { session } from "./signin";
import { app, problems } from "./texts/app";
import { stateWord } from "./words";

/** A page: its title gets the focus when it opens, so that a screen reader starts there. */
export function Page(props: {
  title: string;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  above?: ComponentChildren;
  children: ComponentChildren;
}) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} · ${app.value.product}`;
  }, [props.title]);
  useEffect(() => {
    head.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  return (
    <>
      {props.above}
      <header class="page-head">
        <div>
          <h1 ref={head} tabIndex={-1}>
            {props.title}
          </h1>
          {props.lead && <div class="lead">{props.lead}</div>}
        </div>
        {props.actions && <div class="actions">{props.actions}</div>}
      </header>
      {props.children}
    </>
  );
}

/** The way back to the page that this one was opened from: all campaigns, or one of them. */
export const Back = ({ to = "/", text }: { to?: string; text?: string }) => (
  <p class="back">
    <a href={link(to)}>
      <span aria-hidden="true">‹ </span>
      {text ?? app.value.back}
    </a>
  </p>
);

export function Card(props: { title?: string; id?: string; class?: string; children: ComponentChildren }) {
  const heading = props.title && props.id ? `${props.id}-title` : undefined;
  return (
    <section class={`card ${props.class ?? ""}`} id={props.id} aria-labelledby={heading}>
      {props.title && <h2 id={heading}>{props.title}</h2>}
      {props.children}
    </section>
  );
}

/** Names with their numbers of citizens. */
export const CountTable = (props: {
  caption: string;
  /** What stands above the names, and above the numbers. */
  heads: [string, string];
  rows: [string, number][];
  class?: string;
}) => (
  <table class={props.class}>
    <caption class="hidden">{props.caption}</caption>
    <thead>
      <tr>
        <th scope="col">{props.heads[0]}</th>
        <th scope="col" class="number">
          {props.heads[1]}
        </th>
      </tr>
    </thead>
    <tbody>
      {props.rows.map(([name, count]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td class="number">{peopleText(count)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

export const Loading = () => (
  <p class="loading" role="status">
    {app.value.loading}
  </p>
);

/** A note in the page: what to know, what goes well, what to look out for, what is wrong. */
export function Note(props: { tone?: "info" | "good" | "warn" | "bad"; live?: boolean; children: ComponentChildren }) {
  return (
    <div class={`note ${props.tone ?? "info"}`} role={props.live ? "status" : undefined}>
      {props.children}
    </div>
  );
}

const quoting = both(
  { id: (id: string) => `Vermeld dit nummer als u hulp vraagt: ${id}` },
  { id: (id: string) => `Quote this number when you ask for help: ${id}` },
);

/** What an error means to people. */
export const problemText = (error: ApiError) => problems.value[error.code] ?? problems.value.INTERNAL;

/** What a problem says to who filled in the form. */
export function adviceText({ message, advice }: FieldProblem): string {
  if (language.value === "nl" && advice) return advice;
  return message.charAt(0).toUpperCase() + message.slice(1); // the contract's messages follow the name of a field
}

export function Failure({ error, retry }: { error: ApiError; retry?: () => void }) {
  return (
    <div class="note bad" role="alert">
      <p>{problemText(error)}</p>
      {error.requestId && <p class="soft">{quoting.value.id(error.requestId)}</p>}
      {retry && (
        <button type="button" class="button" onClick={retry}>
          {app.value.retry}
        </button>
      )}
    </div>
  );
}

export const StateBadge = ({ state }: { state: CampaignState }) => (
  <span class={`state ${state.toLowerCase()}`}>{stateWord(state)}</span>
);

const READABLE = 16; // letters: what is longer and no address is a code of the sign-in

/** Who did something: the person at the desk by name, others by what the sign-in calls them. */
export function personText(id: string | null | undefined): string {
  if (!id) return app.value.itself;
  if (id !== desk.value?.person)
    return id.includes("@") || id.length <= READABLE ? id : app.value.colleague(id.slice(0, 8));
  const name = session.value?.name;
  return name ? `${name} (${app.value.you})` : app.value.you;
}
