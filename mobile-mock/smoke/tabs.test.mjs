// Two tabs of one phone: what is done in one is shown by the other, nothing of it is lost, and it is sent once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { badge, go, launch, newPhone, operationOf, queued, settled, signIn, stored, until } from "./browser.mjs";
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

/** A second tab of a phone. */
async function anotherTab({ context, faults, url }) {
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`${url}/phone/`);
  await settled(page);
  return { page };
}

async function archivedOf(ids) {
  const token = await demo.token({ as: "citizen", insz: citizen.insz });
  const query = "query ($id: ID!) { node(id: $id) { ... on Letter { archived } } }";
  return Promise.all(ids.map(async (id) => (await demo.ask(query, { id }, token)).node.archived));
}

async function archive(page, id) {
  await go(page, `/letter/${encodeURIComponent(id)}`);
  await page.getByRole("button", { name: "Archiveren" }).click();
}

test("what is done in two tabs without a connection waits in one queue, and each change is sent once", async () => {
  const one = await newPhone(browser, demo.url, 390);
  const letters = [];
  for (const n of [1, 2, 3]) letters.push(await demo.deliver(citizen.insz, `Smoketest: tabblad ${n}`));
  await signIn(one, NAME);
  await settled(one.page);
  const two = await anotherTab(one);
  for (const { page } of [one, two]) {
    await page.getByRole("link", { name: /Smoketest: tabblad 3/ }).waitFor();
    for (const id of letters) {
      await go(page, `/letter/${encodeURIComponent(id)}`);
      await page.locator(".paper").waitFor();
    }
    await go(page, "/");
  }
  await until(async () => (await queued(one.page)) === 0, "all is sent");
  await one.page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  await one.context.setOffline(true);
  await archive(one.page, letters[0]);
  await archive(two.page, letters[1]);
  await archive(one.page, letters[2]);
  const archives = async () => (await stored(two.page)).queue.filter(({ change }) => change.do === "archive").length;
  await until(async () => (await archives()) === 3, "the changes of both tabs wait");
  for (const { page } of [one, two]) {
    await go(page, "/");
    await page.getByText(/\d wijzigingen wachten op de verbinding\./).waitFor();
    await page.getByRole("button", { name: "Archief" }).click();
    for (const n of [1, 2, 3]) await page.getByRole("link", { name: new RegExp(`Smoketest: tabblad ${n}`) }).waitFor();
  }
  await two.page.close(); // what was done there is not lost with it
  const three = await anotherTab(one);
  const answered = [];
  one.context.on("response", (response) => answered.push(operationOf(response.request())));
  await one.context.setOffline(false);
  await until(async () => (await queued(one.page)) === 0, "all is sent");
  assert.deepEqual(await archivedOf(letters), [true, true, true]);
  assert.equal(answered.filter((name) => name === "ArchiveEntries").length, 3, "each change is sent once");
  for (const { page } of [one, three]) {
    await until(async () => (await page.getByText("wachten op de verbinding").count()) === 0, "none waits");
  }
  assert.deepEqual(one.faults, []);
  await one.context.close();
});

test("a tab that hears nothing of the service shows what another one learned, and what was done there", async () => {
  const one = await newPhone(browser, demo.url, 390);
  await signIn(one, NAME);
  await settled(one.page);
  const page = await one.context.newPage();
  await page.routeWebSocket(/graphql/, () => {});
  await page.route(/graphql|fcm/, (route) => route.abort());
  await page.addInitScript(() => {
    window.setInterval = () => 0; // nor does it look by itself
  });
  await page.goto(`${one.url}/phone/`);
  await page.getByRole("heading", { level: 1, name: "Dag An" }).waitFor();
  const letter = await demo.deliver(citizen.insz, "Smoketest: van het andere tabblad");
  for (const each of [one.page, page]) await each.getByRole("link", { name: /van het andere tabblad/ }).waitFor();
  await go(one.page, `/letter/${encodeURIComponent(letter)}`);
  await one.page.locator(".paper").waitFor();
  await until(async () => (await queued(one.page)) === 0, "all is sent");
  await until(async () => (await badge(page)) === (await badge(one.page)), "the badge of the other tab");

  await one.context.setOffline(true);
  const unread = await badge(page);
  await one.page.getByRole("button", { name: "Ongelezen" }).click();
  await until(async () => (await badge(page)) === unread + 1, "what waits is shown by the other tab");
  await one.context.close();
});

test("signing out in one tab signs the other out, and nothing is left", async () => {
  const one = await newPhone(browser, demo.url, 390);
  await signIn(one, NAME);
  await settled(one.page);
  const two = await anotherTab(one);
  await go(one.page, "/settings");
  await one.page.getByRole("button", { name: "Afmelden" }).click();
  for (const { page } of [one, two]) await page.getByLabel("Zoek een inwoner").waitFor();
  await demo.deliver(citizen.insz, "Smoketest: na het afmelden");
  await until(async () => Object.keys(await stored(two.page)).length === 0, "the mailbox is gone");
  const kept = await two.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(".mine.")));
  assert.deepEqual(kept, []);
  const { name } = (await demo.citizens()).find((each) => each.name !== NAME);
  await signIn({ page: two.page, url: demo.url }, name);
  await one.page.getByRole("heading", { level: 1, name: `Dag ${name.split(" ")[0]}` }).waitFor();
  assert.deepEqual(one.faults, []);
  await one.context.close();
});
