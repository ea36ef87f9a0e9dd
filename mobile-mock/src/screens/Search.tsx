import { type FeedPartFragment, SearchDocument } from "@burgerbode/schema";
import { useState } from "preact/hooks";
import { ask, online } from "../api";
import { Empty, Row, Screen } from "../parts";
import { attempt } from "../say";
import { plural } from "../texts";

const SHORTEST = 2;

/** Letters, dossiers and reminders by any word, archived ones too. */
export function Search() {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const [pages, setPages] = useState<FeedPartFragment[]>([]);
  const words = text.trim();
  const short = words.length < SHORTEST;
  const find = (wanted: string, known: FeedPartFragment[]) =>
    attempt(async () => {
      const after = known.at(-1)?.pageInfo.endCursor ?? null;
      const { viewer } = await ask(SearchDocument, { text: wanted, first: 20, after });
      setAsked(wanted);
      setPages([...known, viewer.search]);
    });
  const found = pages.at(-1);
  return (
    <Screen title="Zoeken" up="/">
      <search>
        <form
          class="searching"
          onSubmit={(event) => {
            event.preventDefault();
            if (!short) void find(words, []);
          }}
        >
          <label>
            Waar zoekt u naar?
            <input
              type="search"
              value={text}
              maxLength={100}
              onInput={(event) => setText(event.currentTarget.value)}
              placeholder="Een woord, kenmerk of dossiernummer"
            />
          </label>
          <button type="submit" class="button" disabled={!online.value || short}>
            Zoek
          </button>
        </form>
      </search>
      <p role="status" class="soft">
        {found && `${plural(found.totalCount, "resultaat", "resultaten")} voor “${asked}”`}
      </p>
      {found?.totalCount === 0 && <Empty icon="search">Niets gevonden. Probeer een ander woord.</Empty>}
      {found && found.totalCount > 0 && (
        <ul class="rows">
          {pages
            .flatMap((page) => page.edges)
            .map((edge) => (
              <Row key={edge.node.id} row={edge.node} />
            ))}
        </ul>
      )}
      {found?.pageInfo.hasNextPage && (
        <button type="button" class="button plain wide" onClick={() => find(asked, pages)}>
          Meer laden
        </button>
      )}
    </Screen>
  );
}
