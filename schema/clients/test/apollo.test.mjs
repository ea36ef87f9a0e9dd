// Apollo Client asks the demo as an app would: all of the app's queries into one normalised cache, a mutation whose answer
// alone brings every list up to date, pages of the feed, errors by their code, and trusted documents by their hash.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { relayStylePagination } from "@apollo/client/utilities";
import { Kind, print } from "graphql";
import { documents, possibleTypes, queries, sha256, startSignedIn, variablesFor } from "./common.mjs";

let demo;
let token;
let ids;

before(async () => {
  ({ demo, token, ids } = await startSignedIn());
});

after(() => demo?.stop());

/** A client, and what it sent: the body of each request. */
function newClient({ bearer = token, links = [], typePolicies = {} } = {}) {
  const sent = [];
  const http = new HttpLink({
    uri: `${demo.url}/graphql`,
    headers: { ...(bearer && { Authorization: `Bearer ${bearer}` }) },
    fetch: (url, init) => {
      sent.push(JSON.parse(init.body));
      return fetch(url, init);
    },
  });
  const cache = new InMemoryCache({ possibleTypes, typePolicies });
  return { client: new ApolloClient({ cache, link: ApolloLink.from([...links, http]) }), sent };
}

const feed = gql`
  query Feed($first: Int!, $after: String) {
    viewer {
      id
      counts {
        unread
      }
      feed(first: $first, after: $after) {
        edges {
          cursor
          node {
            ... on Node {
              id
            }
            ... on Letter {
              read
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount
      }
    }
  }
`;

test(`all ${queries.length} queries of the app are answered, and from the cache the second time`, async () => {
  const { client, sent } = newClient();
  assert.ok(queries.length > 8);
  for (const name of queries) {
    const asked = { query: documents.get(name), variables: variablesFor(name, ids) };
    const { data, error } = await client.query(asked);
    assert.equal(error, undefined, name);
    const before = sent.length;
    const again = await client.query(asked);
    assert.deepEqual(again.data, data, name);
    assert.equal(sent.length, before, `${name} was asked again: a part of the answer has no place in the cache`);
  }
});

test("a mutation's answer brings the cache up to date, without another request", async () => {
  const { client, sent } = newClient();
  const query = documents.get("FeedPage");
  const variables = { first: 20 };
  const { data } = await client.query({ query, variables });
  const { edges } = data.viewer.feed;
  const { node } = edges.find(({ node }) => node.__typename === "Letter");
  const mark = (read) =>
    client.mutate({ mutation: documents.get("MarkRead"), variables: { input: { ids: [node.id], read } } });
  const shown = () =>
    client.readQuery({ query, variables }).viewer.feed.edges.find((edge) => edge.node.id === node.id).node.read;

  for (const read of [!node.read, node.read]) {
    const before = sent.length;
    await mark(read);
    assert.equal(shown(), read);
    assert.equal(sent.length, before + 1);
  }
  // The detail was never asked for as such, and is there all the same: the id is the same everywhere.
  const letter = client.readFragment({
    id: `Letter:${node.id}`,
    fragment: gql`fragment Read on Letter { id read subject }`,
  });
  assert.equal(letter.read, node.read);
  assert.equal(letter.subject, node.subject);
});

test("relayStylePagination puts the pages of the feed together", async () => {
  const { client } = newClient({ typePolicies: { Viewer: { fields: { feed: relayStylePagination() } } } });
  const page = async (after) => {
    const { data } = await client.query({ query: feed, variables: { first: 3, after }, fetchPolicy: "network-only" });
    return data.viewer.feed.pageInfo;
  };
  let { hasNextPage, endCursor } = await page();
  for (let asked = 1; hasNextPage && asked < 50; asked++) ({ hasNextPage, endCursor } = await page(endCursor));
  const { viewer } = client.readQuery({ query: feed, variables: { first: 3 } });
  const met = viewer.feed.edges.map(({ node }) => node.id);
  assert.equal(met.length, viewer.feed.totalCount);
  assert.equal(new Set(met).size, met.length, "an entry stands in it twice");
});

test("an error says by its code what to do", async () => {
  const { client } = newClient();
  const missing = await client.query({
    query: documents.get("DossierDetail"),
    variables: { id: "nothing-of-the-kind" },
    errorPolicy: "all",
  });
  assert.equal(missing.data.node, null);
  assert.equal(missing.error.errors[0].extensions.code, "NOT_FOUND");
  const invalid = client.mutate({ mutation: documents.get("MarkRead"), variables: { input: { ids: [], read: true } } });
  await assert.rejects(invalid, (error) => {
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0].extensions.code, "INVALID");
    assert.ok(error.errors[0].extensions.fields.length > 0);
    return true;
  });
  const nobody = newClient({ bearer: null }).client.query({
    query: documents.get("FeedPage"),
    variables: { first: 1 },
  });
  await assert.rejects(nobody, (error) => {
    assert.ok(CombinedGraphQLErrors.is(error), `not a GraphQL error: ${error}`);
    assert.equal(error.errors[0].extensions.code, "UNAUTHENTICATED");
    return true;
  });
});

test("registered documents are asked by their hash alone", async () => {
  const persisted = () => new PersistedQueryLink({ sha256 });
  const { client, sent } = newClient({ links: [persisted()] });
  // What Apollo sends has __typename in it: that text is what an app team registers.
  const texts = queries.map((name) => print(client.cache.transformDocument(documents.get(name))));
  const { registerOperations } = await demo.ask(
    `mutation ($input: RegisterOperationsInput!) {
       registerOperations(input: $input) { operations { hash name error { code message } } }
     }`,
    { input: { app: "clients-test", version: "1.0.0", documents: texts } },
    await demo.token({ as: "operator", org: "OVO002067" }),
  );
  assert.deepEqual(
    registerOperations.operations.map(({ hash, error }) => ({ hash, error })),
    texts.map((text) => ({ hash: sha256(text), error: null })),
  );
  for (const name of queries) {
    const asked = { query: documents.get(name), variables: variablesFor(name, ids) };
    const { data } = await client.query({ ...asked, fetchPolicy: "network-only" }); // one query's answer may hold another's
    assert.ok(data, name);
  }
  assert.equal(sent.length, queries.length, "a hash was not known");
  for (const body of sent) {
    assert.equal(body.query, undefined);
    assert.match(body.extensions.persistedQuery.sha256Hash, /^[0-9a-f]{64}$/);
  }
  // A document that nobody registered: the hash is not known, and Apollo sends the text by itself.
  const rare = { kind: Kind.DOCUMENT, definitions: gql`query NobodyRegistered { viewer { id } }`.definitions };
  assert.ok((await client.query({ query: rare })).data.viewer.id);
  assert.deepEqual(
    sent.slice(queries.length).map(({ query }) => Boolean(query)),
    [false, true],
  );
});
