import { DocumentsDocument, type DocumentsQuery } from "@burgerbode/schema";
import { useEffect, useState } from "preact/hooks";
import { askPart } from "../api";
import { File } from "../papers";
import { Chip, Empty, Loading, Screen } from "../parts";
import { link } from "../router";
import { attempt } from "../say";
import { endedTitles } from "../texts";

type Page = DocumentsQuery["viewer"]["documents"];

/** All documents of the citizen, the newest first. Their addresses are short-lived, so that none is kept. */
export function Documents() {
  const [valid, setValid] = useState(true);
  const [pages, setPages] = useState<Page[] | null>(null);
  const load = (known: Page[]) =>
    attempt(async () => {
      const after = known.at(-1)?.pageInfo.endCursor ?? null;
      const { data, problem } = await askPart(DocumentsDocument, { first: 20, after, filter: { valid } });
      if (problem && problem.code !== "STEP_UP_REQUIRED") throw problem; // such a document is listed, and opened from its letter
      setPages([...known, data.viewer.documents]);
    });
  useEffect(() => {
    setPages(null);
    void load([]);
  }, [valid]);
  const nodes = pages?.flatMap((page) => page.nodes);
  return (
    <Screen title="Documenten" up="/">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row everywhere */}
      <div class="filters" role="group" aria-label="Toon">
        <button type="button" aria-pressed={valid} onClick={() => setValid(true)}>
          Geldig
        </button>
        <button type="button" aria-pressed={!valid} onClick={() => setValid(false)}>
          Alles
        </button>
      </div>
      {!nodes && <Loading />}
      {nodes?.length === 0 && <Empty>U hebt hier geen documenten.</Empty>}
      {nodes && nodes.length > 0 && (
        <ul class="rows">
          {nodes.map((node) => (
            <li key={node.id}>
              <File file={endedTitle(node) ? { ...node, validUntil: null } : node} />
              <Origin node={node} />
            </li>
          ))}
        </ul>
      )}
      {pages?.at(-1)?.pageInfo.hasNextPage && (
        <button type="button" class="button plain wide" onClick={() => load(pages)}>
          Meer laden
        </button>
      )}
    </Screen>
  );
}

type Node = Page["nodes"][number];

/** That the letter of a document holds no more; the document itself may still name a day that lies ahead. */
const endedTitle = ({ entry }: Node) => (entry.__typename === "Letter" ? endedTitles[entry.state] : undefined);

function Origin({ node }: { node: Node }) {
  const { entry } = node;
  const ended = endedTitle(node);
  if (entry.__typename === "Letter") {
    return (
      <p class="origin soft">
        Bij de brief <a href={link(`/letter/${encodeURIComponent(entry.id)}`)}>{entry.subject}</a>
        {ended && (
          <>
            {" "}
            <Chip>{ended}</Chip>
          </>
        )}
      </p>
    );
  }
  if (entry.__typename === "Dossier") {
    return (
      <p class="origin soft">
        Bij het dossier <a href={link(`/dossier/${encodeURIComponent(entry.id)}`)}>{entry.title}</a>
      </p>
    );
  }
  return null;
}
