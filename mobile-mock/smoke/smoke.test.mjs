// The phone in a real browser against the demo: it rings for what FCM accepted and for nothing else, it works without a
// connection, with the keyboard alone and with large text. BURGERBODE_SCREENSHOTS names a folder for the screenshots.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  assertNoPageScroll,
  assertNoSidewaysScroll,
  badge,
  found,
  go,
  launch,
  newPhone,
  operationOf,
  screenshot,
  settled,
  signIn,
  stored,
  until,
  violations,
} from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const NAME = "An Peeters";
const RETRY_MS = 120_000; // a message that FCM put off is tried again after 10 seconds or more
let demo;
let browser;
let phone;
let citizen;
let letter;
let unread; // before the letter came

before(async () => {
  demo = await startDemo();
  browser = await launch();
  phone = await newPhone(browser, demo.url, 1280);
  citizen = await demo.citizen(NAME);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const registration = () => phone.page.evaluate(() => JSON.parse(localStorage["burgerbode.phone"]));
const tray = () => phone.page.locator(".tray > li");

test("a citizen signs in with the keyboard alone", async () => {
  const { page } = phone;
  await page.goto(`${demo.url}/phone/`);
  await page.getByLabel("Zoek een inwoner").focus();
  await page.keyboard.type(NAME);
  await page.getByRole("button", { name: /^An Peeters/ }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 1, name: "Dag An" });
  await heading.waitFor();
  assert.ok(await heading.evaluate((element) => element === document.activeElement), "the focus is not on the heading");
  await page.waitForFunction(() => JSON.parse(localStorage["burgerbode.phone"]).registration);
  assert.equal(phone.operations.filter((name) => name === "OpenApp").length, 1, "one request opens the app");
});

test("quiet hours are turned off in the settings, by keyboard", async () => {
  const { page } = phone;
  await page.getByRole("link", { name: "Instellingen" }).focus();
  await page.keyboard.press("Enter");
  const quiet = page.getByRole("switch", { name: /Nachts geen meldingen/ });
  await quiet.focus();
  if (await quiet.isChecked()) await page.keyboard.press("Space");
  await page.getByText("Bewaard.").waitFor();
  assert.equal(await quiet.isChecked(), false);
});

test("nothing rings while FCM refuses", async () => {
  const { page } = phone;
  await page.evaluate(() => {
    window.notReloaded = true;
  });
  await go(page, "/");
  await demo.behave({ shares: { UNAVAILABLE: 1 } });
  unread = await badge(page);
  letter = await demo.deliver(citizen.insz, "Smoketest: werken in uw straat");
  const { token } = await registration();
  await until(async () => (await demo.received(token)).length > 0, "the notifier tried");
  await page.waitForTimeout(1000);
  assert.equal(await tray().count(), 0);
});

test("it rings when FCM accepts, without loading the page again", async () => {
  const { page, operations } = phone;
  const reports = operations.filter((name) => name === "ReportPushes").length;
  await demo.behave({});
  await tray().first().waitFor({ timeout: RETRY_MS });
  assert.equal(await tray().count(), 1);
  const { token } = await registration();
  const sent = JSON.stringify(await demo.received(token));
  const tag = await tray().first().getAttribute("data-tag");
  assert.ok(tag && sent.includes(tag), "the tag is the push id");
  await page.waitForFunction(
    (more) => Number.parseInt(document.querySelector(".badge")?.textContent ?? "0", 10) === more,
    unread + 1,
  );
  assert.match(await page.title(), new RegExp(`^\\(${unread + 1}\\) `));
  await page.getByTestId("announcement").filter({ hasText: "Nieuwe melding: U hebt een nieuw bericht" }).waitFor();
  assert.ok(await page.evaluate(() => window.notReloaded), "the page was loaded again");
  assert.equal(operations.filter((name) => name === "ReportPushes").length, reports, "receipt was reported at once");
  await screenshot(page, "1280-notification");
});

test("the same id rings once, and another account's never", async () => {
  const { page } = phone;
  const { token, registration: own } = await registration();
  const tag = await tray().first().getAttribute("data-tag");
  const data = { pushId: tag, entryId: letter, registration: own, badge: "77", title: "Burgerbode", body: "Nog eens" };
  await demo.send({ token, data });
  await demo.send({ token, data: { ...data, pushId: "smoke-other", registration: "another" } });
  await demo.send({ token: "another-phone", data: { ...data, pushId: "smoke-elsewhere" } });
  await demo.send({ token, data: { ...data, pushId: "smoke-last", badge: "1", body: "De laatste" } });
  await page.getByText("De laatste").first().waitFor(); // what came before it has been dealt with
  assert.equal(await tray().count(), 2);
  await page.getByRole("button", { name: "Sluit melding: De laatste" }).click();
  await page.reload();
  await tray().first().waitFor();
  await page.locator(".line.on").waitFor();
  await page.waitForTimeout(500); // the stream begins anew with all messages, each of which was seen
  assert.equal(await tray().count(), 1);
});

test("tapping opens the letter, lowers the badge and reports what became of the push", async () => {
  const { page } = phone;
  await settled(page);
  await until(async () => (await badge(page)) > 1, "the badge is the mailbox's again");
  const before = await badge(page);
  const reported = page.waitForRequest((request) => operationOf(request) === "ReportPushes");
  const opened = page.waitForRequest((request) => operationOf(request) === "OpenLetter");
  await tray()
    .getByRole("button", { name: /^Burgerbode/ })
    .click();
  await page.getByRole("heading", { name: "Smoketest: werken in uw straat" }).waitFor();
  assert.match(page.url(), /\/phone\/letter\//);
  await until(async () => (await badge(page)) === before - 1, "the badge went down");
  assert.equal(await tray().count(), 0);
  const events = JSON.parse((await reported).postData()).variables.input.events.map((event) => event.event);
  assert.ok(events.includes("OPENED"), `reported ${events}`);
  await opened; // the badge goes down before it is sent
});

test("a test push arrives", async () => {
  const { page } = phone;
  await go(page, "/settings");
  await page.getByRole("button", { name: "Stuur een testmelding" }).click();
  await page.getByText("De testmelding is aangekomen").waitFor({ timeout: RETRY_MS });
  await page.getByRole("button", { name: "Stuur een testmelding" }).click();
  await page.getByText("U hebt net een testmelding gevraagd.").waitFor();
  await tray()
    .getByRole("button", { name: /^Sluit melding/ })
    .first()
    .click();
});

test("what could not be saved goes back, and a test without permission says why nothing rings", async () => {
  const { context, page } = await newPhone(browser, demo.url, 390);
  await signIn({ page, url: demo.url }, NAME);
  await go(page, "/settings");
  const allowed = page.getByRole("switch", { name: "Meldingen toestaan" });
  const news = page.getByRole("switch", { name: "Nieuws over uw dossiers" });
  const detailed = page.getByRole("radio", { name: /Afzender en onderwerp/ });
  const place = page.getByLabel("Waar woont u?");
  await allowed.waitFor();
  await settled(page);
  const before = [await news.isChecked(), await detailed.isChecked(), await place.inputValue()];
  await context.setOffline(true);
  await allowed.click();
  await page.getByText("Er is geen verbinding.").waitFor();
  await news.click();
  await detailed.click();
  await place.selectOption({ index: 3 });
  await page.waitForTimeout(500);
  assert.ok(await allowed.isChecked());
  assert.deepEqual([await news.isChecked(), await detailed.isChecked(), await place.inputValue()], before);
  await screenshot(page, "390-settings-offline");
  await context.setOffline(false);
  await page.getByText("Geen verbinding").first().waitFor({ state: "detached" });
  await allowed.click();
  await page.getByText("Deze telefoon toont geen meldingen meer.").waitFor();
  await page.getByRole("button", { name: "Stuur een testmelding" }).click();
  await page.locator("[role=status]").getByText("Meldingen staan uit op uw telefoon.").waitFor();
  await page.getByText("Uw laatste meldingen").click();
  await page.locator("details[open]").getByText("Een testmelding").first().waitFor();
  await screenshot(page, "390-settings-pushes");
  await go(page, "/reminders/new");
  await page.getByText(/ om 9 uur staat de herinnering klaar in de app\./).waitFor();
  await context.close();
});

test("a reminder is set, ticked off and removed", async () => {
  const { page } = phone;
  await go(page, "/reminders");
  await page.getByRole("link", { name: "Nieuwe herinnering" }).click();
  await page.getByLabel("Waaraan?").fill("Smoketest herinnering");
  await page.getByRole("button", { name: "Over een week" }).click();
  await page.getByRole("button", { name: "Bewaren" }).click();
  const box = page.getByRole("checkbox", { name: /Smoketest herinnering/ });
  const named = async () => {
    const { mailbox, queue } = await stored(page);
    const has = Object.values(mailbox.entries).some(({ entry }) => entry.title === "Smoketest herinnering");
    return has && !queue?.length; // until then it may be shown twice for a moment
  };
  await until(named, "the mailbox has the reminder");
  await box.click();
  await page.locator("section[aria-label=Afgevinkt]").getByText("Smoketest herinnering").waitFor();
  await page.getByRole("button", { name: "Verwijder: Smoketest herinnering" }).click();
  await box.waitFor({ state: "detached" });
});

test("the call letter is there without a connection", async () => {
  const { page, context } = phone;
  await go(page, "/");
  await page.getByRole("link", { name: "Toon uw kiesbrief" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Uw kiesbrief" }).waitFor();
  const number = await page.locator(".pass-grid .big dd").first().textContent();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
  await page.reload();
  await page.getByText(/Geen verbinding\. U ziet de stand van .+ uur\./).waitFor();
  assert.equal(await page.locator(".pass-grid .big dd").first().textContent(), number);
  await screenshot(page, "1280-offline-card");
  await go(page, "/");
  await page.getByText(/Geen verbinding\. U ziet de stand van .+ uur\./).waitFor();
  await context.setOffline(false);
  await page.getByText(/Geen verbinding\. U ziet/).waitFor({ state: "detached" });
});

test("every screen passes axe, and is read with large text without scrolling sideways", async () => {
  const seen = [];
  for (const [width, colorScheme] of [
    [1280, "light"],
    [390, "light"],
    [390, "dark"],
  ]) {
    const other = await newPhone(browser, demo.url, width, { colorScheme });
    const { page } = other;
    const name = (screen) => `${width}-${colorScheme}-${screen}`;
    const check = async (screen) => {
      await settled(page);
      await page.waitForTimeout(250);
      await screenshot(page, name(screen));
      seen.push(...(await violations(page)).map((line) => `${name(screen)}: ${line}`));
      await assertNoSidewaysScroll(page, name(screen));
      await assertNoPageScroll(page, name(screen));
    };
    await page.goto(`${demo.url}/phone/`);
    await page.getByRole("button", { name: /^An Peeters/ }).waitFor();
    await check("welcome");
    await signIn(other, NAME);
    const screens = await screensOf(page, letter);
    for (const [screen, path] of screens) {
      await go(page, path);
      await check(screen);
    }
    if (width === 390 && colorScheme === "light") {
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      for (const [screen, path] of screens) {
        await go(page, path);
        await check(`${screen}-large`);
      }
    }
    assert.deepEqual(other.faults, []);
    await other.context.close();
  }
  assert.deepEqual(seen, []);
});

test("the tab key reaches everything and shows where it is", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  await settled(page);
  await go(page, "/dossiers");
  await page.getByRole("heading", { level: 1, name: "Dossiers" }).waitFor();
  const expected = await page.locator("a[href], button:not(:disabled), summary, input").count();
  const reached = new Set();
  for (let i = 0; i < expected + 5; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const style = getComputedStyle(element);
      const all = [...document.querySelectorAll("a[href], button, summary, input")];
      return { index: all.indexOf(element), outline: style.outlineStyle !== "none" };
    });
    if (!at || at.index < 0) continue;
    assert.ok(at.outline, "the focus is not visible");
    reached.add(at.index);
  }
  assert.equal(reached.size, expected);
  await other.context.close();
});

test("an old version shows only where to get a new one, and works on the service are announced", async () => {
  const other = await newPhone(browser, demo.url, 390, { serviceWorkers: "block" });
  const { page } = other;
  let status = { supported: false, upgradeUrl: "https://burgerbode.example/app", maintenance: null, helpPhone: "1700" };
  await page.route("**/graphql", async (route) => {
    if (operationOf(route.request()) !== "AppStatus") return route.continue();
    await route.fulfill({ json: { data: { appStatus: status } } });
  });
  await page.goto(`${demo.url}/phone/`);
  await page.getByRole("link", { name: /Haal de nieuwe versie/ }).waitFor();
  assert.equal(await page.getByRole("button").count(), 0);
  assert.deepEqual(await violations(page), []);
  await screenshot(page, "390-unsupported");
  status = { ...status, supported: true, maintenance: "Zondag van 6 tot 8 uur werken we aan Burgerbode." };
  await page.reload();
  await page.getByText("Zondag van 6 tot 8 uur werken we aan Burgerbode.").waitFor();
  await other.context.close();
});

test("signing out ends the registration, even when the token has expired", async () => {
  const { page } = phone;
  const { id } = await registration();
  await page.evaluate(() => {
    const session = JSON.parse(localStorage["burgerbode.session"]);
    localStorage["burgerbode.session"] = JSON.stringify({ ...session, token: "expired" });
  });
  await page.reload();
  await page.getByText("Uw sessie is verlopen").waitFor();
  await screenshot(page, "1280-expired");
  await page.getByRole("button", { name: "Deze telefoon afmelden" }).click();
  await page.getByText("Uw sessie is verlopen").waitFor({ state: "detached" });
  const token = await demo.token({ as: "citizen", insz: citizen.insz });
  const query = "query ($id: String!) { viewer { thisDevice(installationId: $id) { registration } } }";
  await until(async () => (await demo.ask(query, { id }, token)).viewer.thisDevice === null, "unregistered");
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("burgerbode.mine.")));
  assert.deepEqual(kept, [], "something of the citizen stayed on the phone");
});

test("nothing went wrong on the page and nothing was asked elsewhere", () => {
  assert.deepEqual(phone.faults, []);
});

/** The screens with their paths, those of an entry taken from what the home screen shows. */
async function screensOf(page, letterId) {
  await settled(page);
  const card = await page.getByRole("link", { name: "Toon uw kiesbrief" }).first().getAttribute("href");
  const bill = await found(page, "nog niet betaald", "is nog niet betaald");
  const moved = await found(page, "oproepingsbrief", "Vervangen");
  const permit = await found(page, "omgevingsvergunning", "Omgevingsvergunning");
  await go(page, "/dossiers");
  const dossier = await page.locator("a.row").first().getAttribute("href");
  const path = (href) => href.slice("/phone".length);
  return [
    ["home", "/"],
    ["letter", `/letter/${encodeURIComponent(letterId)}`],
    ["call-letter", path(card).replace("/card/", "/letter/")],
    ["card", path(card)],
    ["dossiers", "/dossiers"],
    ["dossier", path(dossier)],
    ["bill", bill],
    ["moved", moved],
    ["silent-source", permit],
    ["search", "/search"],
    ["documents", "/documents"],
    ["counter", "/counter"],
    ["reminders", "/reminders"],
    ["new-reminder", `/reminders/new/${encodeURIComponent(letterId)}`],
    ["settings", "/settings"],
    ["digital-post", "/settings/post"],
  ];
}
