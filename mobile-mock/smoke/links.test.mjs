// Links to an entry, and what the service refuses, in a real browser against the demo: signed in or not, gone, somebody
// else's, for a stronger sign-in, for a newer version.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import {
  badge,
  go,
  launch,
  newPhone,
  operationOf,
  screenshot,
  settled,
  signIn,
  until,
  violations,
} from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const NAME = "An Peeters";
const STRONG = "urn:be:vlaanderen:authmech:eid";
let demo;
let browser;
let citizen;

before(async () => {
  demo = await startDemo(["--citizens", "60", "--town", "0", "--sensitive-acr", STRONG]);
  browser = await launch();
  citizen = await demo.citizen(NAME);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const linkTo = (id) => `${demo.url}/phone/entry/${encodeURIComponent(id)}`;
const inbox = (page) => page.getByRole("heading", { level: 1, name: "Dag An" });

test("a link opens its letter, also for who has to sign in first", async () => {
  const id = await demo.deliver(citizen.insz, "Smoketest: uit een melding");
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await page.goto(linkTo(id));
  await page.getByLabel("Zoek een inwoner").fill(NAME);
  await page.getByRole("button", { name: /^An Peeters/ }).click();
  await page.getByRole("heading", { level: 2, name: "Smoketest: uit een melding" }).waitFor();
  assert.equal(new URL(page.url()).pathname, `/phone/letter/${encodeURIComponent(id)}`);
  await page.goto(linkTo(id));
  await page.getByRole("heading", { level: 2, name: "Smoketest: uit een melding" }).waitFor();
  await page.getByRole("button", { name: "Terug" }).click();
  await inbox(page).waitFor();
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("a link to what is not there, or is somebody else's, says so and shows the inbox", async () => {
  const stranger = (await demo.citizens()).find(({ insz }) => insz !== citizen.insz);
  const theirs = await demo.deliver(stranger.insz, "Smoketest: van iemand anders");
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  for (const id of [theirs, "lnietsdergelijks"]) {
    await page.goto(linkTo(id));
    await page.getByText("Dit bericht is er niet.").waitFor();
    await inbox(page).waitFor();
    assert.equal(await page.getByText("Smoketest: van iemand anders").count(), 0);
  }
  assert.deepEqual(await violations(page), []);
  await other.context.close();
});

test("what was removed meanwhile is taken off the phone", async () => {
  const other = await newPhone(browser, demo.url, 390, { serviceWorkers: "block" });
  const { page } = other;
  const id = await demo.deliver(citizen.insz, "Smoketest: straks weg");
  await signIn(other, NAME);
  await page.getByRole("link", { name: /Smoketest: straks weg/ }).waitFor();
  await settled(page);
  await page.route("**/graphql", async (route) => {
    if (operationOf(route.request()) !== "LetterDetail") return route.continue();
    await route.fulfill({ json: { data: null, errors: [{ message: "gone", extensions: { code: "GONE" } }] } });
  });
  await go(page, `/entry/${encodeURIComponent(id)}`);
  await page.getByText("Dit bericht bestaat niet meer.").waitFor();
  await inbox(page).waitFor();
  assert.equal(await page.getByRole("link", { name: /Smoketest: straks weg/ }).count(), 0);
  await screenshot(page, "390-gone");
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("a letter that asks a stronger sign-in is shown without its text until then", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  const letter = await page
    .getByRole("link", { name: /Witte kaart/ })
    .first()
    .getAttribute("href");
  const weak = await demo.token({ as: "citizen", insz: citizen.insz, acr: "urn:be:vlaanderen:authmech:otp" });
  await page.evaluate((token) => {
    const session = JSON.parse(localStorage["burgerbode.session"]);
    localStorage["burgerbode.session"] = JSON.stringify({ ...session, token });
  }, weak);
  await page.goto(demo.url + letter);
  await page.getByRole("heading", { name: "Deze brief vraagt een sterkere aanmelding" }).waitFor();
  await page.getByRole("heading", { name: "Een vraag over deze brief?" }).waitFor();
  assert.equal(await page.locator(".paper").count(), 0);
  assert.deepEqual(await violations(page), []);
  await screenshot(page, "390-step-up");
  await page.getByRole("button", { name: "Sterker aanmelden" }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".paper").waitFor();
  assert.equal(await page.getByText("sterkere aanmelding").count(), 0);
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("a version that is served no longer shows where to get the new one at once", async () => {
  const other = await newPhone(browser, demo.url, 390, { serviceWorkers: "block" });
  const { page } = other;
  await signIn(other, NAME);
  await settled(page);
  const extensions = { code: "UPGRADE_REQUIRED", upgradeUrl: "https://burgerbode.example/app", helpPhone: "1700" };
  await page.route("**/graphql", (route) =>
    route.fulfill({ json: { data: null, errors: [{ message: "too old", extensions }] } }),
  );
  await go(page, "/settings");
  await page.getByRole("link", { name: /Haal de nieuwe versie/ }).waitFor();
  await other.context.close();
});

test("a phone that asks too much waits as long as it is told, and what was done waits too", async () => {
  const other = await newPhone(browser, demo.url, 390, { serviceWorkers: "block" });
  const { page } = other;
  const id = await demo.deliver(citizen.insz, "Smoketest: even wachten");
  await signIn(other, NAME);
  await page.getByRole("link", { name: /Smoketest: even wachten/ }).waitFor();
  await settled(page);
  const sent = [];
  let answer;
  const shown = new Promise((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    if (operationOf(route.request()) !== "OpenLetter") return route.continue();
    sent.push(Date.now());
    if (sent.length > 1) return route.continue();
    await shown;
    const extensions = { code: "RATE_LIMITED", retryAfter: 15 };
    await route.fulfill({ json: { data: null, errors: [{ message: "too much", extensions }] } });
  });
  const before = await badge(page);
  await go(page, `/letter/${encodeURIComponent(id)}`);
  await until(async () => (await badge(page)) === before - 1, "it is shown before it is answered");
  answer();
  await page.getByText("1 wijziging wordt straks doorgestuurd.").waitFor();
  await until(async () => sent.length === 2, "it is sent again");
  assert.ok(sent[1] - sent[0] >= 14_900, `after ${sent[1] - sent[0]} ms`);
  await other.context.close();
});

test("days to remember go to the calendar as a file", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  await page.getByRole("link", { name: "Lees de brief" }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Zet in agenda" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^burgerbode-.+\.ics$/);
  const text = await readFile(await download.path(), "utf8");
  assert.ok(text.startsWith("BEGIN:VCALENDAR") && text.includes("SUMMARY:Stemmen"), text.slice(0, 200));
  await screenshot(page, "390-calendar");
  assert.deepEqual(other.faults, []);
  await other.context.close();
});
