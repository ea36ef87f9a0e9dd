// Relay's compiler takes the schema and a screen of an app: fragments, a connection, a query made for its next page. What it
// makes is run against the demo: relay-runtime keeps each record once, under its id.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import relayCompiler from "relay-compiler";
import relay from "relay-runtime";
import { documents, sdl, startSignedIn } from "./common.mjs";

const {
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getSelector,
  Network,
  RecordSource,
  Store,
} = relay;

const SCREEN = `
  graphql\`
    query screenQuery($first: Int!, $after: String) {
      viewer { id rev counts { unread } ...screen_viewer }
    }
  \`;
  graphql\`
    fragment screen_viewer on Viewer @refetchable(queryName: "screenPageQuery") {
      feed(first: $first, after: $after) @connection(key: "screen_feed") {
        edges { node { __typename ...screen_letter ...screen_dossier } }
      }
    }
  \`;
  graphql\`fragment screen_letter on Letter { id subject read sender { name } }\`;
  graphql\`fragment screen_dossier on Dossier { id title read status { label } }\`;
  graphql\`query screenLetterQuery($id: ID!) { node(id: $id) { ...screen_letter } }\`;
  graphql\`mutation screenMarkReadMutation($input: MarkReadInput!) {
    markRead(input: $input) { entries { ...screen_letter ...screen_dossier } counts { unread } }
  }\`;
`;

let demo;
let token;
let folder;
let made;

before(async () => {
  ({ demo, token } = await startSignedIn());
  folder = mkdtempSync(join(tmpdir(), "burgerbode-relay-"));
});

after(async () => {
  if (folder) rmSync(folder, { recursive: true, force: true });
  await demo?.stop();
});

function compile(source) {
  const src = mkdtempSync(join(folder, "src-"));
  mkdirSync(join(src, "app"));
  writeFileSync(join(src, "schema.graphql"), sdl);
  writeFileSync(join(src, "app/screen.js"), source);
  const config = {
    src: "app",
    schema: "schema.graphql",
    language: "javascript",
    eagerEsModules: false, // so that Node can load them as they are
    // A habit of Relay's own, new in version 19: spreads that may not match are to have an alias.
    featureFlags: { enforce_fragment_alias_where_ambiguous: { kind: "disabled" } },
    customScalarTypes: { Time: "string", Day: "string", ClockTime: "string" },
  };
  writeFileSync(join(src, "relay.config.json"), JSON.stringify(config));
  execFileSync(relayCompiler, ["relay.config.json"], { cwd: src, encoding: "utf8", stdio: "pipe" });
  const require = createRequire(join(src, "app/screen.js"));
  const names = readdirSync(join(src, "app/__generated__")).map((name) => name.replace(/\.graphql\.js$/, ""));
  return Object.fromEntries(names.map((name) => [name, require(`./__generated__/${name}.graphql`)]));
}

function newEnvironment() {
  const fetchFn = async ({ text }, variables) => {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const body = JSON.stringify({ query: text, variables });
    return (await fetch(`${demo.url}/graphql`, { method: "POST", headers, body })).json();
  };
  return new Environment({ network: Network.create(fetchFn), store: new Store(new RecordSource()) });
}

const subscribed = (observable) => new Promise((next, error) => observable.subscribe({ next, error }));

/** What a screen sees: the data of a fragment that another one spreads. */
const fragment = (environment, node, ref) => environment.lookup(getSelector(node, ref)).data;

function screen(environment, variables) {
  const { data } = environment.lookup(createOperationDescriptor(made.screenQuery, variables).fragment);
  return { ...data.viewer, ...fragment(environment, made.screen_viewer, data.viewer) };
}

test("Relay's compiler takes a screen with a connection, and makes the query of its next page", () => {
  made = compile(SCREEN);
  const expected = ["screenQuery", "screenPageQuery", "screen_viewer", "screen_letter", "screenMarkReadMutation"];
  for (const name of expected) assert.ok(made[name], name);
  assert.match(made.screenPageQuery.params.text, /node\(id: \$id\)|viewer/);
});

test("Relay's compiler takes the app's own operations", () => {
  // Relay wants an operation's name to begin with its file's and to end in its kind; nothing else is changed.
  const texts = new Set();
  for (const [name, document] of documents) {
    for (const definition of document.definitions) {
      const text = definition.loc.source.body.slice(definition.loc.start, definition.loc.end);
      if (definition.kind === "FragmentDefinition") {
        texts.add(text.replace(/^fragment (\w+)/, "fragment screen_$1"));
      } else {
        const kind = definition.operation[0].toUpperCase() + definition.operation.slice(1);
        texts.add(text.replace(/^(\w+) \w+/, `$1 screen${name}${kind}`));
      }
    }
  }
  const source = [...texts].map((text) => `graphql\`${text.replace(/\.\.\.(\w+)/g, "...screen_$1")}\`;`).join("\n");
  const all = compile(source);
  for (const name of documents.keys()) {
    assert.ok(
      Object.keys(all).some((each) => each.startsWith(`screen${name}`)),
      name,
    );
  }
});

test("the store holds each entry once, by its id, and a mutation brings every screen up to date", async () => {
  const environment = newEnvironment();
  const variables = { first: 20 };
  await subscribed(fetchQuery(environment, made.screenQuery, variables));
  const before = screen(environment, variables);
  const edge = before.feed.edges.find(({ node }) => node.__typename === "Letter");
  const letter = fragment(environment, made.screen_letter, edge.node);

  const records = environment.getStore().getSource();
  assert.equal(records.get(letter.id).__typename, "Letter");
  assert.equal(records.get(before.id).rev, before.rev);

  await subscribed(fetchQuery(environment, made.screenLetterQuery, { id: letter.id }));
  const ids = records.getRecordIDs().filter((id) => records.get(id)?.id === letter.id);
  assert.deepEqual(ids, [letter.id]);

  await new Promise((resolve, reject) => {
    commitMutation(environment, {
      mutation: made.screenMarkReadMutation,
      variables: { input: { ids: [letter.id], read: !letter.read } },
      onCompleted: (_, errors) => (errors ? reject(new Error(JSON.stringify(errors))) : resolve()),
      onError: reject,
    });
  });
  const after = screen(environment, variables).feed.edges.find(({ node }) => node.__typename === "Letter");
  assert.equal(fragment(environment, made.screen_letter, after.node).read, !letter.read);
});

test("the connection puts the pages of the feed together", async () => {
  const environment = newEnvironment();
  const variables = { first: 4 };
  await subscribed(fetchQuery(environment, made.screenQuery, variables));
  const { id } = screen(environment, variables);
  const pages = () => screen(environment, variables).feed;
  for (let page = 1; page < 30 && pages().pageInfo.hasNextPage; page++) {
    const next = { first: 4, after: pages().pageInfo.endCursor, id };
    await subscribed(fetchQuery(environment, made.screenPageQuery, next));
    assert.ok(pages().edges.length > page * 4, "the page was not added");
  }
  const { edges, pageInfo } = pages();
  assert.equal(pageInfo.hasNextPage, false);
  assert.ok(edges.length > 8);
  assert.equal(new Set(edges.map(({ cursor }) => cursor)).size, edges.length);
});
