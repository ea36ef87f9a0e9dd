import { ProceduresDocument, type ProceduresQuery } from "@burgerbode/schema";
import type { ComponentChildren } from "preact";
import { ask } from "../api";
import { held } from "../mailbox";
import { Chip, Loading, Outside, Problem, Screen } from "../parts";
import { link } from "../router";
import { useKept } from "../useKept";

type Info = ProceduresQuery["procedures"]["procedures"][number];

const DEFAULT_TOWN = "12025"; // who has set no municipality sees that of the lead city, and is told so

/** What a citizen can arrange at the counter of the own municipality. */
export function Counter() {
  const own = held.value?.preferences.municipality;
  const nis = own?.nis ?? DEFAULT_TOWN;
  const { data, at, problem } = useKept(
    `procedures.${nis}`,
    async () => (await ask(ProceduresDocument, { nis })).procedures,
  );
  const offered = data?.procedures.filter((info) => info.offered) ?? [];
  return (
    <Screen title="Wat kan ik regelen?" up="/dossiers" at={at}>
      {problem && !data && <Problem code={problem} />}
      {!data && !problem && <Loading />}
      {data && (
        <p class="soft">
          Dit regelt u in {data.municipality.name}.{" "}
          {!own && <a href={link("/settings")}>Woont u ergens anders? Kies uw gemeente.</a>}
        </p>
      )}
      {offered.map((info) => (
        <Guide key={info.procedure} info={info} />
      ))}
    </Screen>
  );
}

function Guide({ info }: { info: Info }) {
  return (
    <details class="card fold guide">
      <summary>{info.title}</summary>
      <p>{info.summary}</p>
      <ol class="timeline">
        {info.steps.map((step) => (
          <li key={step.title}>
            <p>
              <strong>{step.title}</strong> {step.byCitizen && <Chip tone="todo">Dit doet u</Chip>}
            </p>
            <p>{step.text}</p>
          </li>
        ))}
      </ol>
      {info.deadlines.map((deadline) => (
        <p key={deadline.text}>{deadline.text}</p>
      ))}
      {info.validity && <Told title="Geldigheid">{info.validity}</Told>}
      {info.bring.length > 0 && <Told title="Meebrengen">{info.bring.join(", ")}.</Told>}
      {info.startUrl?.startsWith("https://") ? (
        <p class="button-line">
          <Outside href={info.startUrl}>Start online</Outside>
        </p>
      ) : (
        <p class="soft">U regelt dit aan het loket.</p>
      )}
    </details>
  );
}

function Told({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <p>
      <strong class="block">{title}</strong>
      {children}
    </p>
  );
}
