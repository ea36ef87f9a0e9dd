import type { Dossier } from "../mailbox";
import { dossiers, held } from "../mailbox";
import { Empty, Loading, Problem, Row, Screen } from "../parts";
import { link } from "../router";
import { problem } from "../sync";

/** All dossiers that are not put away, the last changed first. */
export function Dossiers() {
  const nodes = dossiers.value;
  const waiting = nodes.filter((node) => node.status.actionRequired);
  const others = nodes.filter((node) => !node.status.actionRequired);
  const ended = others.filter((node) => node.status.phase === "AFGEROND");
  const running = others.filter((node) => node.status.phase !== "AFGEROND");
  return (
    <Screen title="Dossiers">
      {!held.value && (problem.value ? <Problem code={problem.value} /> : <Loading />)}
      {held.value && nodes.length === 0 && <Empty>U hebt geen dossiers.</Empty>}
      <p class="button-line">
        <a href={link("/counter")}>Wat kan ik regelen?</a>
      </p>
      <Group title="Wacht op u" nodes={waiting} />
      <Group title="Loopt" nodes={running} />
      <Group title="Afgelopen" nodes={ended} />
    </Screen>
  );
}

function Group({ title, nodes }: { title: string; nodes: Dossier[] }) {
  if (nodes.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 class="section">{title}</h2>
      <ul class="rows">
        {nodes.map((node) => (
          <Row key={node.id} row={node} />
        ))}
      </ul>
    </section>
  );
}
