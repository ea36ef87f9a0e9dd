// Trusted documents as Apollo Client asks them, and by the documentId of GraphQL over HTTP.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { print } from "graphql";
import { startDemo } from "../../../mobile-mock/smoke/demo.mjs";

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

/** Apollo Client with persisted queries, and the bodies that it sent. */
function apollo(token) {
  const sent = [];
  const http = new HttpLink({
    uri: `${demo.url}/graphql`,
    headers: { Authorization: `Bearer ${token}` },
    fetch: (uri, init) => {
      sent.push(JSON.parse(init.body));
      return fetch(uri, init);
    },
  });
  const cache = new InMemoryCache();
  const client = new ApolloClient({ link: new PersistedQueryLink({ sha256 }).concat(http), cache });
  return { client, cache, sent };
}

test("Apollo Client sends only the hash of a registered document, and the text of another once it is asked for", async () => {
  const citizen = await demo.token({ as: "citizen", insz: "85010100016" });
  const operator = await demo.token({ as: "operator", org: "OVO002067" });
  const registered = gql`query Registered { viewer { id } }`;
  const other = gql`query Unregistered { viewer { rev } }`;
  const { client, cache, sent } = apollo(citizen);
  const text = print(cache.transformDocument(registered));
  const answer = await demo.ask(
    `mutation ($input: RegisterOperationsInput!) {
      registerOperations(input: $input) { operations { hash name error { message } } }
    }`,
    { input: { app: "apollo", version: "1.0", documents: [text] } },
    operator,
  );
  assert.deepEqual(answer.registerOperations.operations, [{ hash: sha256(text), name: "Registered", error: null }]);

  const first = await client.query({ query: registered });
  assert.ok(first.data.viewer.id);
  assert.equal(sent.length, 1);
  assert.equal(sent[0].query, undefined);
  assert.equal(sent[0].extensions.persistedQuery.sha256Hash, sha256(text));

  const second = await client.query({ query: other });
  assert.ok(second.data.viewer.rev);
  assert.equal(sent.length, 3);
  assert.equal(sent[1].query, undefined);
  assert.ok(sent[2].query);
  client.stop();

  const id = encodeURIComponent(`sha256:${sha256(text)}`);
  const got = await fetch(`${demo.url}/graphql?documentId=${id}`, { headers: { Authorization: `Bearer ${citizen}` } });
  assert.equal((await got.json()).data.viewer.id, first.data.viewer.id);
  const posted = await demo.post("/graphql", { documentId: `sha256:${sha256(text)}` }, citizen);
  assert.equal(posted.data.viewer.id, first.data.viewer.id);
});
