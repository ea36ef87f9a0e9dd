// Live updates as an app follows them: with graphql-ws over a WebSocket, and with graphql-sse. Connections are cut and tokens
// expire; whoever comes back with the last token has lost nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createClient as createEvents } from "graphql-sse";
import { createClient as createSocket } from "graphql-ws";
import WebSocket from "ws";
import { startSignedIn } from "./common.mjs";

const WAIT_MS = 60_000;
const changed = `subscription MailboxChanged($since: String) {
  mailboxChanged(since: $since) { token hasMore entries { inFeed entry { ... on Node { id } } } counts { unread } }
}`;

let demo;
let citizen;

before(async () => {
  ({ demo, citizen } = await startSignedIn());
});

after(() => demo?.stop());

const asCitizen = () => demo.token({ as: "citizen", insz: citizen.insz });
const letterArrives = async () => (await demo.post("/dev/scenario", { name: "letter-arrives" })).steps[0].ids.entryId;

async function state() {
  const { viewer } = await demo.ask("{ viewer { syncToken counts { unread } } }", {}, await asCitizen());
  return viewer;
}

/** What a subscription tells, and when. */
class Heard {
  answers = [];
  ended = undefined;
  #waiting = new Set();

  sink = {
    next: (answer) => this.#tell(() => this.answers.push(answer)),
    error: (cause) => this.#tell(() => (this.ended = { cause })),
    complete: () => this.#tell(() => (this.ended = {})),
  };

  #tell(note) {
    note();
    for (const look of this.#waiting) look();
  }

  /** Waits until something holds of what was heard. */
  until(holds, what) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = holds(this);
        if (!found) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`${what} was not heard in time: ${JSON.stringify(this.answers)} ${this.ended?.cause ?? ""}`));
      }, WAIT_MS);
      this.#waiting.add(look);
      look();
    });
  }

  /** Waits for an entry in the feed, once; answers the page that told it. */
  async entry(id) {
    const told = () =>
      this.pages().filter(({ entries }) => entries.some(({ entry, inFeed }) => entry.id === id && inFeed));
    const [page] = await this.until(() => told().length > 0 && told(), id);
    assert.equal(told().length, 1, `${id} was told again`);
    return page;
  }

  pages() {
    return this.answers.flatMap(({ data }) => data?.mailboxChanged ?? []);
  }
}

/** An app over a WebSocket: it signs in anew for each connection, and holds the token of the last page. */
function onSocket(who = asCitizen) {
  const app = { heard: new Heard(), since: undefined, signIns: 0, closed: [], socket: undefined };
  app.client = createSocket({
    url: `${demo.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryWait: async () => app.away,
    connectionParams: async () => {
      app.signIns++;
      return { Authorization: `Bearer ${await who()}`, "Burgerbode-App": "clients/1.0.0" };
    },
    on: {
      connected: (socket) => {
        app.socket = socket;
      },
      closed: ({ code }) => app.closed.push(code),
    },
  });
  app.subscribe = (query = changed, more = {}) => {
    const { next } = app.heard.sink;
    const variables = {
      ...more,
      get since() {
        return app.since; // as it is whenever the library subscribes again
      },
    };
    app.client.subscribe(
      { query, variables: query === changed ? variables : more },
      {
        ...app.heard.sink,
        next: (answer) => {
          app.since = answer.data?.mailboxChanged?.token ?? app.since;
          next(answer);
        },
      },
    );
    return app.heard;
  };
  return app;
}

test("graphql-ws: a letter is told as it arrives", async (t) => {
  const app = onSocket();
  t.after(() => app.client.dispose());
  const { syncToken, counts } = await state();
  app.since = syncToken;
  const heard = app.subscribe();
  const page = await heard.entry(await letterArrives());
  assert.equal(page.counts.unread, counts.unread + 1);
  assert.deepEqual([app.since, app.signIns], [heard.pages().at(-1).token, 1]);
});

test("graphql-ws: a cut connection loses nothing", async (t) => {
  const app = onSocket();
  t.after(() => app.client.dispose());
  app.since = (await state()).syncToken;
  const heard = app.subscribe();
  await heard.entry(await letterArrives());
  let back;
  app.away = new Promise((resolve) => {
    back = resolve;
  });
  t.after(back);
  const before = heard.answers.length;
  app.socket.terminate();
  const missed = [await letterArrives(), await letterArrives()];
  assert.equal(heard.answers.length, before);
  back();
  for (const id of missed) await heard.entry(id);
  await heard.entry(await letterArrives());
  assert.deepEqual([app.signIns, app.closed, heard.ended], [2, [1006], undefined]);
});

test("graphql-ws: the socket of an expired token is closed with 4403, and the library goes on with a new one", async (t) => {
  const app = onSocket();
  t.after(() => app.client.dispose());
  app.since = (await state()).syncToken;
  const heard = app.subscribe();
  await heard.entry(await letterArrives());
  await demo.post("/dev/scenario", { name: "token-expires" });
  await heard.entry(await letterArrives());
  assert.deepEqual([app.signIns, app.closed, heard.ended], [2, [4403], undefined]);
});

test("graphql-ws: what cannot be is an error of its subscription, and the socket stays", async (t) => {
  const app = onSocket();
  t.after(() => app.client.dispose());
  app.since = (await state()).syncToken;
  const heard = app.subscribe();
  await heard.entry(await letterArrives());
  const codes = {};
  for (const [query, variables] of [
    [changed, { since: "no token" }],
    ["subscription { mailboxChanged { nonsense } }", {}],
    ["{ viewer { id } }", {}],
  ]) {
    const refused = new Heard();
    app.client.subscribe({ query, variables }, refused.sink);
    const { cause } = await refused.until(({ ended }) => ended, query);
    codes[query] = (cause ?? refused.answers[0].errors)[0].extensions.code; // what the resolver refuses comes as an answer
  }
  assert.deepEqual(Object.values(codes), ["INVALID", "INVALID", "INVALID"]);
  await heard.entry(await letterArrives());
  assert.deepEqual([app.signIns, app.closed], [1, []]);
});

test("graphql-ws: a wrong token is closed with 4403, none with 4401, which the library takes as the end", async (t) => {
  for (const [params, code, retries] of [
    [{ Authorization: "Bearer nonsense" }, 4403, 1],
    [{}, 4401, 5],
  ]) {
    const closed = [];
    const client = createSocket({
      url: `${demo.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: retries,
      retryWait: async () => {},
      connectionParams: params,
      on: { closed: (event) => closed.push(event.code) },
    });
    t.after(() => client.dispose());
    const heard = new Heard();
    client.subscribe({ query: changed }, heard.sink);
    const { cause } = await heard.until(({ ended }) => ended, "the end");
    assert.equal(cause.code, code);
    assert.deepEqual(closed, code === 4403 ? [4403, 4403] : [4401]);
  }
});

test("graphql-ws: a campaign is followed by its author", async (t) => {
  const author = () => demo.token({ as: "communicator", org: "OVO002067", role: "author" });
  const app = onSocket(author);
  t.after(() => app.client.dispose());
  const input = { clientId: crypto.randomUUID(), draft: { title: "Werken in uw straat" } };
  const token = await author();
  const create = "mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { campaign { id } } }";
  const { id } = (await demo.ask(create, { input }, token)).createCampaign.campaign;
  const heard = app.subscribe("subscription ($id: ID!) { campaignProgress(id: $id) { id state } }", { id });
  const told = (state) =>
    heard.until(
      ({ answers }) =>
        answers.some(({ data }) => data?.campaignProgress.id === id && data.campaignProgress.state === state),
      state,
    );
  await told("DRAFT");
  await demo.ask(
    "mutation ($input: CancelCampaignInput!) { cancelCampaign(input: $input) { campaign { state } } }",
    { input: { id } },
    token,
  );
  await told("CANCELLED");
  await heard.until(({ ended }) => ended && !ended.cause, "the end");
});

/** An app over server-sent events, each subscription a request of its own. */
function onEvents(t, headers) {
  const client = createEvents({ url: `${demo.url}/graphql`, retryAttempts: 0, headers });
  t.after(() => client.dispose());
  return (variables, query = changed) => {
    const heard = new Heard();
    const leave = client.subscribe({ query, variables }, heard.sink);
    return { heard, leave };
  };
}

const bearer = async () => ({ Authorization: `Bearer ${await asCitizen()}` });

test("graphql-sse: a letter is told as it arrives, and who left and comes back has missed nothing", async (t) => {
  const subscribe = onEvents(t, bearer);
  const first = subscribe({ since: (await state()).syncToken });
  const { token } = await first.heard.entry(await letterArrives());
  first.leave();
  await first.heard.until(({ ended }) => ended, "the end");
  const missed = await letterArrives();
  const second = subscribe({ since: token });
  await second.heard.entry(missed);
  await second.heard.entry(await letterArrives());
});

test("graphql-sse: the last event of an expired token is UNAUTHENTICATED, and then it is complete", async (t) => {
  const subscribe = onEvents(t, bearer);
  const { heard } = subscribe({ since: (await state()).syncToken });
  const { token } = await heard.entry(await letterArrives());
  await demo.post("/dev/scenario", { name: "token-expires" });
  const { cause } = await heard.until(({ ended }) => ended, "the end");
  assert.equal(cause, undefined);
  assert.equal(heard.answers.at(-1).errors[0].extensions.code, "UNAUTHENTICATED");
  const again = subscribe({ since: token });
  await again.heard.entry(await letterArrives());
});

test("graphql-sse: what is refused is an answer with errors, and then it is complete", async (t) => {
  for (const [headers, variables, query, code] of [
    [bearer, { since: "no token" }, changed, "INVALID"],
    [bearer, {}, "subscription { mailboxChanged { nonsense } }", "INVALID"],
    [bearer, {}, "{ viewer { id } }", "INVALID"],
    [{ Authorization: "Bearer nonsense" }, {}, changed, "UNAUTHENTICATED"],
    [{}, {}, changed, "UNAUTHENTICATED"],
  ]) {
    const { heard } = onEvents(t, headers)(variables, query);
    const { cause } = await heard.until(({ ended }) => ended, query);
    assert.equal(cause, undefined, query);
    assert.deepEqual(
      heard.answers.map(({ errors }) => errors[0].extensions.code),
      [code],
    );
  }
});
