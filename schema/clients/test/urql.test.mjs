// urql asks the demo as an app would, with its document cache; and follows over server-sent events, with graphql-sse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-sse";
import { documents, queries, startSignedIn, variablesFor } from "./common.mjs";

let demo;
let citizen;
let token;
let ids;

before(async () => {
  ({ demo, citizen, token, ids } = await startSignedIn());
});

after(() => demo?.stop());

/** A client, and how many requests it made. */
function newClient(bearer = token) {
  const made = { requests: 0 };
  const headers = { Authorization: `Bearer ${bearer}` };
  const sse = createClient({ url: `${demo.url}/graphql`, headers, retryAttempts: 0 });
  const client = new Client({
    url: `${demo.url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers },
    fetch: (...request) => {
      made.requests++;
      return fetch(...request);
    },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: sse.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  return { client, made };
}

/** The first answer of a subscription that is what is waited for. */
function heard(client, query, variables, wanted, begun = () => {}) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => finish(reject, new Error("nothing was heard in time")), 60_000);
    const { unsubscribe } = client.subscription(query, variables).subscribe(({ data, error }) => {
      if (error) finish(reject, error);
      else if (data && wanted(data)) finish(resolve, data);
    });
    function finish(end, value) {
      clearTimeout(timer);
      queueMicrotask(() => unsubscribe());
      end(value);
    }
    begun();
  });
}

test(`all ${queries.length} queries of the app are answered, and from the cache the second time`, async () => {
  const { client, made } = newClient();
  for (const name of queries) {
    const { data, error } = await client.query(documents.get(name), variablesFor(name, ids)).toPromise();
    assert.equal(error, undefined, name);
    assert.ok(data, name);
  }
  assert.equal(made.requests, queries.length);
  for (const name of queries) await client.query(documents.get(name), variablesFor(name, ids)).toPromise();
  assert.equal(made.requests, queries.length);
});

test("after a mutation urql asks again what it shows of the same types", async () => {
  const { client, made } = newClient();
  const shown = [];
  const feed = client.query(documents.get("FeedPage"), { first: 20 });
  const { unsubscribe } = feed.subscribe(({ data }) => shown.push(data));
  try {
    const letter = (await feed.toPromise()).data.viewer.feed.edges.find(
      ({ node }) => node.__typename === "Letter",
    ).node;
    const input = { ids: [letter.id], read: !letter.read };
    const { data, error } = await client.mutation(documents.get("MarkRead"), { input }).toPromise();
    assert.equal(error, undefined);
    assert.equal(data.markRead.entries[0].read, !letter.read);
    const again = await client.query(documents.get("FeedPage"), { first: 20 }).toPromise();
    const now = again.data.viewer.feed.edges.find(({ node }) => node.id === letter.id).node;
    assert.equal(now.read, !letter.read);
    assert.ok(made.requests > 2, "the list was not asked again");
  } finally {
    unsubscribe();
  }
});

test("an error says by its code what to do", async () => {
  const { client } = newClient();
  const { error } = await client.mutation(documents.get("MarkRead"), { input: { ids: [], read: true } }).toPromise();
  assert.equal(error.graphQLErrors[0].extensions.code, "INVALID");
  const stranger = newClient("not-a-token").client;
  const refused = await stranger.query(documents.get("FeedPage"), { first: 1 }).toPromise();
  assert.equal(refused.error.graphQLErrors[0].extensions.code, "UNAUTHENTICATED");
});

test("a campaign is followed over server-sent events", async () => {
  const { client } = newClient(await demo.token({ as: "communicator", org: "OVO002067", role: "author" }));
  const create = "mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }";
  const input = { clientId: crypto.randomUUID(), draft: { title: "Werken in uw straat" } };
  const { data, error } = await client.mutation(create, { input }).toPromise();
  assert.equal(error, undefined);
  const { id } = data.createCampaign.campaign;
  const progress = "subscription ($id: ID!) { campaignProgress(id: $id) { id state } }";
  const { campaignProgress } = await heard(client, progress, { id }, () => true);
  assert.equal(campaignProgress.id, id);
});

test("a mailbox is followed over server-sent events", async () => {
  const { client } = newClient();
  const { viewer } = (await client.query("{ viewer { id syncToken } }", {}).toPromise()).data;
  const changed = `subscription ($since: String) {
    mailboxChanged(since: $since) { token entries { inFeed entry { __typename ... on Node { id } } } counts { unread } }
  }`;
  let delivered;
  const { mailboxChanged } = await heard(
    client,
    changed,
    { since: viewer.syncToken },
    ({ mailboxChanged }) => mailboxChanged.entries.some(({ inFeed }) => inFeed),
    () => {
      delivered = demo.deliver(citizen.insz, "urql: werken in uw straat");
    },
  );
  const id = await delivered;
  assert.ok(mailboxChanged.entries.some(({ entry }) => entry.id === id));
});
