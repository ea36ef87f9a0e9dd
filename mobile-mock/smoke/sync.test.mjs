// Following the mailbox in a real browser: what happens elsewhere arrives by itself, what did not change is not sent again, and
// what is done without a connection reaches the service later.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  badge,
  go,
  launch,
  newPhone,
  operationOf,
  queued,
  screenshot,
  signIn,
  stored,
  until,
  violations,
} from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const NAME = "An Peeters";
let demo;
let browser;
let citizen;

before(async () => {
  demo = await startDemo();
  browser = await launch();
  citizen = await demo.citizen(NAME);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** What the service has of an entry. */
async function served(id) {
  const token = await demo.token({ as: "citizen", insz: citizen.insz });
  const query =
    "query ($id: ID!) { node(id: $id) { ... on Letter { read archived firstOpenedAt } ... on Dossier { read archived } } }";
  return (await demo.ask(query, { id }, token)).node;
}

async function servedReminders() {
  const token = await demo.token({ as: "citizen", insz: citizen.insz });
  const query = "{ viewer { reminders(first: 100, completed: true) { nodes { title completedAt } } } }";
  return (await demo.ask(query, {}, token)).viewer.reminders.nodes;
}

/** Waits until the phone has the mailbox on it. */
const keeps = (page) => until(async () => (await stored(page)).mailbox, "the phone keeps the mailbox");

test("opening a letter on one phone lowers the badge of the other, without loading it again", async () => {
  const letter = await demo.deliver(citizen.insz, "Smoketest: op twee telefoons");
  const one = await newPhone(browser, demo.url, 390);
  const two = await newPhone(browser, demo.url, 390);
  let follows = false;
  two.page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      follows ||= String(payload).includes('"subscribe"');
    }),
  );
  await Promise.all([signIn(one, NAME), signIn(two, NAME)]);
  await until(
    async () => (await badge(two.page)) > 0 && (await badge(one.page)) === (await badge(two.page)),
    "in step",
  );
  await until(
    async () => (await two.page.evaluate(() => performance.getEntriesByType("resource").length)) > 0,
    "loaded",
  );
  await until(async () => follows, "the other phone follows");
  const unread = await badge(two.page);
  await two.page.evaluate(() => {
    window.notReloaded = true;
  });
  const asked = two.operations.length;
  await go(one.page, `/letter/${encodeURIComponent(letter)}`);
  await one.page.getByRole("heading", { name: "Smoketest: op twee telefoons" }).waitFor();
  await until(async () => (await badge(two.page)) === unread - 1, "the badge of the other phone");
  assert.ok(await two.page.evaluate(() => window.notReloaded));
  assert.deepEqual(two.operations.slice(asked), [], "it was told, and did not ask");
  await demo.deliver(citizen.insz, "Smoketest: komt vanzelf");
  await two.page.getByRole("link", { name: /Smoketest: komt vanzelf/ }).waitFor();
  assert.deepEqual([...one.faults, ...two.faults], []);
  await one.context.close();
  await two.context.close();
});

test("what is done without a connection is shown at once, survives closing the app, and reaches the service", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page, context } = other;
  const kept = await demo.deliver(citizen.insz, "Smoketest: om te openen");
  const archived = await demo.deliver(citizen.insz, "Smoketest: om weg te bergen");
  await signIn(other, NAME);
  for (const id of [kept, archived]) {
    await go(page, `/letter/${encodeURIComponent(id)}`);
    await page.locator(".paper").waitFor();
  }
  await page.getByRole("button", { name: "Ongelezen" }).click();
  await go(page, `/letter/${encodeURIComponent(kept)}`);
  await page.getByRole("button", { name: "Ongelezen" }).click();
  await go(page, "/reminders/new");
  await page.getByLabel("Waaraan?").fill("Smoketest: nog met verbinding");
  await page.getByRole("button", { name: "Bewaren" }).click();
  await until(async () => (await queued(page)) === 0, "all is sent");
  assert.equal((await served(kept)).read, false);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  await context.setOffline(true);
  const unread = await badge(page);
  await go(page, `/letter/${encodeURIComponent(kept)}`);
  await page.locator(".paper").waitFor();
  await until(async () => (await badge(page)) === unread - 1, "it is opened");
  await go(page, `/letter/${encodeURIComponent(archived)}`);
  await page.getByRole("button", { name: "Archiveren" }).click();
  await go(page, "/reminders");
  await page.getByRole("checkbox", { name: /nog met verbinding/ }).click();
  await page.locator("section[aria-label=Afgevinkt]").getByText("nog met verbinding").waitFor();
  await page.getByRole("link", { name: "Nieuwe herinnering" }).click();
  await page.getByLabel("Waaraan?").fill("Smoketest: zonder verbinding");
  await page.getByRole("button", { name: "Bewaren" }).click();
  await page.getByRole("checkbox", { name: /zonder verbinding/ }).click();
  await go(page, "/reminders");
  await page.locator("section[aria-label=Afgevinkt]").getByText("zonder verbinding").waitFor();
  await page.getByText(/\d wijzigingen wachten op de verbinding\./).waitFor();
  await screenshot(page, "390-waiting");
  assert.deepEqual(await violations(page), []);
  const waiting = await queued(page);
  assert.ok(waiting >= 5, `${waiting} changes wait`);

  await page.reload();
  await go(page, "/reminders");
  await page.locator("section[aria-label=Afgevinkt]").getByText("zonder verbinding").waitFor();
  assert.equal(await queued(page), waiting);
  assert.equal((await served(archived)).archived, false);
  await context.setOffline(false);
  await until(async () => (await queued(page)) === 0, "all is sent");
  assert.equal((await served(kept)).read, true);
  assert.equal((await served(archived)).archived, true);
  const done = (await servedReminders()).filter(({ title }) => title.startsWith("Smoketest: "));
  assert.deepEqual(
    done.map(({ completedAt }) => completedAt !== null),
    [true, true],
    "ticked off at the service",
  );
  await page.locator("section[aria-label=Afgevinkt]").getByText("zonder verbinding").waitFor();
  assert.equal(await page.getByText("zonder verbinding").count(), 1, "it is there once");
  assert.deepEqual(other.faults, []);
  await context.close();
});

test("the whole feed is there without a connection, in the order of the service", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page, context } = other;
  await signIn(other, NAME);
  await keeps(page);
  const token = await demo.token({ as: "citizen", insz: citizen.insz });
  const query = `query ($filter: FeedFilter) { viewer { feed(first: 100, filter: $filter) { nodes {
    ... on Letter { title: subject } ... on Dossier { title } ... on Reminder { title } } } } }`;
  await context.setOffline(true);
  for (const [name, filter] of [
    ["Alles", null],
    ["Ongelezen", { unread: true }],
    ["Te doen", { toDo: true }],
    ["Archief", { archived: true }],
  ]) {
    const expected = (await demo.ask(query, { filter }, token)).viewer.feed.nodes.map(({ title }) => title);
    await page.getByRole("button", { name, exact: true }).click();
    const more = page.getByRole("button", { name: "Meer tonen" });
    while (await more.count()) await more.click();
    const titles = await page
      .locator("section[aria-labelledby=feed] .row .title")
      .evaluateAll((rows) => rows.map((row) => row.lastChild.textContent));
    assert.deepEqual(titles, expected, name);
  }
  await context.close();
});

test("a phone that opens again and is in step is answered 304", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  const statuses = [];
  page.on("response", (response) => {
    if (operationOf(response.request()) === "Sync") statuses.push(response.status());
  });
  await signIn(other, NAME);
  await keeps(page);
  await until(async () => {
    const before = statuses.length;
    await page.reload();
    await until(async () => statuses.length > before, "it asks");
    return statuses.at(-1) === 304;
  }, "304");
  const names = other.operations;
  assert.equal(names.filter((name) => name === "OpenApp").length, 1, "the mailbox is asked for once");
  await other.context.close();
});

test("signing out leaves nothing of the mailbox on the phone", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  await keeps(page);
  await go(page, "/settings");
  await page.getByRole("button", { name: "Afmelden" }).click();
  await page.getByLabel("Zoek een inwoner").waitFor();
  await until(async () => Object.keys(await stored(page)).length === 0, "the mailbox is gone");
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("burgerbode.mine.")));
  assert.deepEqual(kept, []);
  await other.context.close();
});

// The last one: it replaces all data of the demo.
test("a mailbox that was made anew is loaded from the start, and the phone registers again", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page, operations } = other;
  await demo.deliver(citizen.insz, "Smoketest: van vroeger");
  await signIn(other, NAME);
  await page.getByRole("link", { name: /Smoketest: van vroeger/ }).waitFor();
  const registration = () => page.evaluate(() => JSON.parse(localStorage["burgerbode.phone"]).registration);
  const before = await registration();
  await demo.post("/dev/reset", {});
  await page.reload();
  await page.getByRole("link", { name: /Smoketest: van vroeger/ }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Toon uw kiesbrief" }).first().waitFor();
  await until(async () => (await registration()) !== before, "it is registered again");
  assert.equal(operations.filter((name) => name === "OpenApp").length, 2, "it began anew once");
  assert.deepEqual(other.faults, []);
  await other.context.close();
});
