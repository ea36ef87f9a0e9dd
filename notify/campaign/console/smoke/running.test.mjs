// A campaign in a real browser from the first word to its report: drafted, tried out, shown on a test phone, submitted,
// approved and scheduled by somebody else with the keyboard alone, watched through its trial group, paused, resumed,
// done. Then every page is looked at, wide and narrow, light and dark. Demo and browser are those of the phone's test.
// BURGERBODE_SCREENSHOTS names a folder for the screenshots.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  assertNoSidewaysScroll,
  launch,
  newPhone,
  screenshot,
  settled,
  signIn,
  violations,
} from "../../../../mobile-mock/smoke/browser.mjs";
import { startDemo } from "../../../../mobile-mock/smoke/demo.mjs";
import { CITY, go, openDesk } from "./desk.mjs";

const SLOW_MS = 120_000; // what a campaign may take from one state to the next on a slow machine
const TITLE = "Vergeet uw oproepingsbrief niet";

let demo;
let browser;
let author;
let approver;
let id;
let stopped; // the id of the campaign that FCM refuses

before(async () => {
  // Half of the town has not opened its call letter: more than the 1,000 from whom on there is a trial group.
  demo = await startDemo(["--citizens", "12", "--town", "2600", "--canary-wait", "4s", "--clock", tuesday()]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

let going = true;

/** A step of the way: where one failed, the next ones need not be waited for. */
const step = (name, take) =>
  test(name, async () => {
    assert.ok(going, "an earlier step failed");
    going = false;
    await take();
    going = true;
  });

/** The next Tuesday at half past ten, so that phones ring and the window is open whenever this runs. */
function tuesday() {
  const day = new Date();
  do day.setUTCDate(day.getUTCDate() + 1);
  while (day.getUTCDay() !== 2);
  return `${day.toISOString().slice(0, 10)}T09:30:00Z`;
}

/** Presses Tab until the element has the focus, then Enter. */
async function pressByKeyboard(page, target) {
  await target.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    const focused = await target.evaluate((element) => element === document.activeElement);
    if (focused) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  assert.fail(`the tab key does not reach ${target}`);
}

const state = (page, word) => page.locator(".page-head .state", { hasText: word }).waitFor({ timeout: SLOW_MS });

step("an author drafts a campaign from a template, and tries it out", async () => {
  author = await openDesk(browser, demo, "author");
  const { page } = author;
  await page.getByRole("link", { name: "Nieuwe campagne" }).click();
  await page.getByRole("button", { name: /^Hiermee beginnen.*Kiesbrief/ }).click();
  await page.getByLabel("Titel", { exact: true }).fill(TITLE);
  await page.getByLabel("Tempo", { exact: true }).fill("2500");
  await page.getByText("Alles is bewaard").waitFor();
  id = new URL(page.url()).pathname.split("/")[3];
  await page.getByRole("button", { name: "Maak een proefversie" }).click();
  await page.locator(".outcome canvas").waitFor({ timeout: SLOW_MS });
  await screenshot(page, "console-draft");
});

step("a test rings on a named phone, marked as one", async () => {
  const phone = await newPhone(browser, demo.url, 390);
  await signIn(phone, "An Peeters");
  await phone.page.waitForFunction(() => JSON.parse(localStorage["burgerbode.phone"]).registration);
  const code = await phone.page.evaluate(() => JSON.parse(localStorage["burgerbode.phone"]).id);
  const { page } = author;
  await page.getByText("Telefoon toevoegen").first().click();
  await page.getByLabel("Naam", { exact: true }).fill("telefoon van An");
  await page.getByLabel("Code van de telefoon").fill(code);
  await page.getByRole("button", { name: "Telefoon toevoegen" }).click();
  await page.getByRole("button", { name: "Stuur testbericht" }).click();
  await page.getByText("verstuurd: de telefoon gaat nu over").waitFor();
  await phone.page.locator(".tray > li").first().waitFor({ timeout: SLOW_MS });
  await phone.page.getByText(/test/i).first().waitFor();
  await screenshot(phone.page, "console-test-phone");
  assert.deepEqual(phone.faults, []);
  await phone.context.close();
});

step("it is submitted, and somebody else approves and schedules it with the keyboard alone", async () => {
  await author.page.getByRole("button", { name: "Indienen ter goedkeuring" }).click();
  await author.page.getByText("Wacht op goedkeuring").first().waitFor();
  approver = await openDesk(browser, demo, "approver");
  const { page } = approver;
  await pressByKeyboard(page, page.getByRole("link", { name: /^Bekijken en keuren/ }));
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
  await pressByKeyboard(page, page.getByRole("button", { name: "Goedkeuren", exact: true }));
  await pressByKeyboard(page, page.getByRole("button", { name: "Ja, goedkeuren" }));
  await page.getByText("Goedgekeurd").first().waitFor({ timeout: SLOW_MS });
  await go(page, `/campaigns/${id}`);
  await state(page, "Goedgekeurd");
  await pressByKeyboard(page, page.getByRole("button", { name: "Inplannen" }));
  await page.getByRole("radio", { name: "Nu meteen" }).waitFor();
  await screenshot(page, "console-schedule");
  await pressByKeyboard(page, page.locator("dialog").getByRole("button", { name: "Inplannen" }));
});

step("a trial group is told first, and the campaign goes on by itself", async () => {
  const { page } = approver;
  await page.getByText(/^We kijken tot .+ hoe dat gaat\.$/).waitFor({ timeout: SLOW_MS });
  await page.getByText(/ongeveer 1\d\d inwoners, willekeurig gekozen\.$/).waitFor();
  await screenshot(page, "console-canary");
  await state(page, "Loopt");
  await page.getByText(/^Het ging goed: op .+ ging de campagne verder naar iedereen\.$/).waitFor();
});

step("it is paused, which says who keeps the message, and resumed, and tells nobody twice", async () => {
  const { page } = approver;
  await page.getByText(/ inwoners hebben het bericht$/).waitFor({ timeout: SLOW_MS });
  await pressByKeyboard(page, page.getByRole("button", { name: "Pauzeren" }));
  await page.getByText(/^[\d.]+ inwoners hebben het bericht al; zij houden het\.$/).waitFor();
  await screenshot(page, "console-pause");
  await pressByKeyboard(page, page.locator("dialog").getByRole("button", { name: "Pauzeren" }));
  await state(page, "Gepauzeerd");
  await go(author.page, `/campaigns/${id}`);
  await state(author.page, "Gepauzeerd");
  await author.page
    .getByText("Bram De Smet pauzeerde de campagne.")
    .or(author.page.getByText(/pauzeerde de campagne\.$/))
    .waitFor();
  await pressByKeyboard(page, page.getByRole("button", { name: "Hervatten" }));
  await pressByKeyboard(page, page.locator("dialog").getByRole("button", { name: "Hervatten" }));
  await state(page, "Loopt");
  await screenshot(page, "console-running");
  await state(page, "Klaar");
  await screenshot(page, "console-done");
  const told = new Map();
  const pushes = await campaignPushes();
  assert.ok(pushes.length > 500 && pushes.every(({ token, data }) => token && data), `${pushes.length} pushes`);
  for (const { token, data } of pushes) told.set(token + data, (told.get(token + data) ?? 0) + 1);
  assert.deepEqual(
    [...told.values()].filter((count) => count > 1),
    [],
    "a phone rang twice for one push",
  );
});

/** What the fake FCM took for the town's phones: the phone and the push id of each. */
async function campaignPushes() {
  const log = await (await fetch(`${demo.url}/fcm/log`)).text();
  return log
    .split("\n")
    .filter((line) => line.includes("town-"))
    .map((line) => ({
      token: /town-\d+-token/.exec(line)?.[0],
      data: /"pushId":"([^"]+)"/.exec(line)?.[1],
    }));
}

step("the report has the numbers, a sheet to download, and prints on one page", async () => {
  const { page } = approver;
  await pressByKeyboard(page, page.getByRole("link", { name: "Bekijk het rapport" }));
  await page.getByRole("heading", { level: 1, name: `Rapport: ${TITLE}` }).waitFor();
  const big = page.locator("#big .figure", { hasText: "inwoners kregen het bericht" }).locator("dd");
  assert.match(await big.textContent(), /^1\.\d{3}$/);
  await page.locator("#silent").getByText("Heeft geen telefoon aangemeld").waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download als CSV" }).click(),
  ]);
  assert.match(saved.suggestedFilename(), /^campagne-\d{4}-\d\d-\d\d-.+\.csv$/);
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  assert.equal(printed.match(/\/Type\s*\/Page\b/g)?.length, 1, "pages of print");
});

step("a campaign that FCM refuses stops by itself, and says why", async () => {
  await demo.behave({ shares: { INVALID_ARGUMENT: 1 } });
  stopped = await started("Kijk uw instellingen na");
  const { page } = approver;
  await go(page, `/campaigns/${stopped}`);
  await state(page, "Vanzelf gestopt");
  await page.getByText("Meer dan 10 % van de meldingen raakte niet op een telefoon.").waitFor();
  await screenshot(page, "console-failed");
  await demo.behave({});
});

/** Another campaign, for those with digital post, made and started without the console. */
async function started(title) {
  const [writes, approves] = await Promise.all(
    ["author", "approver"].map((role) => demo.token({ as: "communicator", org: CITY, role })),
  );
  const { now } = await (await fetch(`${demo.url}/console/config.json`)).json();
  const later = (ms) => new Date(Date.parse(now) + ms).toISOString();
  const draft = {
    title,
    text: "U leest uw brieven in de app. Kijk in uw instellingen of alles klopt.",
    pushText: "Kijk in uw instellingen of alles klopt.",
    rule: { digital: true },
    perMinute: 3000,
    expiresAt: later(10 * 24 * 3_600_000),
  };
  const on = async (name, input, token) => {
    const type = name[0].toUpperCase() + name.slice(1);
    const text = `mutation ($input: ${type}Input!) { ${name}(input: $input) { campaign { id hash } } }`;
    return (await demo.ask(text, { input }, token))[name].campaign;
  };
  const made = await on("createCampaign", { clientId: crypto.randomUUID(), draft }, writes);
  await on("submitCampaign", { id: made.id }, writes);
  await on("approveCampaign", { id: made.id, hash: made.hash }, approves);
  await on("scheduleCampaign", { id: made.id, at: later(3_000) }, approves);
  return made.id;
}

test("every page passes axe and is read without scrolling sideways, wide and narrow, light and dark", async () => {
  const seen = [];
  for (const [width, colorScheme] of [
    [1280, "light"],
    [390, "light"],
    [1280, "dark"],
    [390, "dark"],
  ]) {
    const desk = await openDesk(browser, demo, "author", width, { colorScheme });
    const { page } = desk;
    for (const [name, path, there] of pages()) {
      await go(page, path);
      await page.locator(there).first().waitFor({ timeout: SLOW_MS });
      await settled(page);
      const where = `console-${width}-${colorScheme}-${name}`;
      await screenshot(page, where);
      seen.push(...(await violations(page)).map((line) => `${where}: ${line}`));
      await assertNoSidewaysScroll(page, where);
    }
    assert.deepEqual(desk.faults, []);
    await desk.context.close();
  }
  assert.deepEqual(seen, []);
});

/** Each page with what is on it once it is there. */
const pages = () => [
  ["list", "/", "table.rows"],
  ["new", "/campaigns/new", ".templates"],
  ["approve", `/campaigns/${id}/approve`, "h1"],
  ["run", `/campaigns/${id}`, "#progress"],
  ["report", `/campaigns/${id}/report`, "#funnel"],
  ["stopped", `/campaigns/${stopped}`, ".note.bad"],
  ["calendar", "/calendar", ".spans"],
  ["switch", "/switch", "#places"],
  ["audit", "/audit", ".steps li"],
];

test("what was done stands in the audit, and nothing went wrong on the pages", async () => {
  const { page } = approver;
  await go(page, "/audit");
  for (const did of [
    /^.+ keurde .+ goed\.$/,
    /^.+ pauzeerde .+\.$/,
    /^.+ hervatte .+\.$/,
    /^.+ stuurde een test van /,
  ]) {
    await page.locator(".steps li p").filter({ hasText: did }).first().waitFor();
  }
  assert.deepEqual([...author.faults, ...approver.faults], []);
});
