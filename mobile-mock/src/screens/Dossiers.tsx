import { DossierPageDocument, type DossierPageQuery } from "@burgerbode/schema";
import { useState } from "preact/hooks";
import { ask } from "../api";
import { home, problem } from "../mailbox";
import { Empty, Loading, Problem, Row, Screen } from "../parts";
import { link } from "../router";
import { attempt } from "../say";

type Page = DossierPageQuery["viewer"]["dossiers"];

/** All dossiers that are not put away, the last changed first. */
export function Dossiers() {
  const first = home.value?.data.dossiers;
  const [more, setMore] = useState<Page[]>([]);
  const last = more.at(-1) ?? first;
  const known = new Set(first?.nodes.map((node) => node.id));
  const older = more.flatMap((page) => page.nodes).filter((node) => !known.has(node.id));
  const nodes = [...(first?.nodes ?? []), ...older];
  const waiting = nodes.filter((node) => node.status.actionRequired);
  const others = nodes.filter((node) => !node.status.actionRequired);
  const ended = others.filter((node) => node.status.phase === "AFGEROND");
  const running = others.filter((node) => node.status.phase !== "AFGEROND");

  const loadMore = () =>
    attempt(async () => {
      const page = await ask(DossierPageDocument, { first: 20, after: last?.pageInfo.endCursor });
      setMore([...more, page.viewer.dossiers]);
    });

  return (
    <Screen title="Dossiers">
      {!first && (problem.value ? <Problem code={problem.value} /> : <Loading />)}
      {first && nodes.length === 0 && <Empty>U hebt geen dossiers.</Empty>}
      <p class="button-line">
        <a href={link("/counter")}>Wat kan ik regelen?</a>
      </p>
      <Group title="Wacht op u" nodes={waiting} />
      <Group title="Loopt" nodes={running} />
      <Group title="Afgelopen" nodes={ended} />
      {last?.pageInfo.hasNextPage && (
        <button type="button" class="button plain wide" onClick={loadMore}>
          Meer laden
        </button>
      )}
    </Screen>
  );
}

function Group({ title, nodes }: { title: string; nodes: Page["nodes"] }) {
  if (nodes.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 class="section">{title}</h2>
      <ul class="rows">
        {nodes.map((node) => (
          <Row key={node.id} row={{ __typename: "Dossier", ...node }} />
        ))}
      </ul>
    </section>
  );
}
