// The browser of the smoke test: Debian's Chromium, axe, screenshots, and what is asked of every screen.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PATIENCE_MS = 60_000; // what anything may take on a machine that has much else to do
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = () =>
  chromium.launch({
    executablePath: process.env.BURGERBODE_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--lang=nl-BE",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

/** A phone: a page with a memory of its own. What it logs as an error, or asks of another host, is collected. */
export async function newPhone(browser, url, width, options = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 800 ? 844 : 900 },
    locale: "nl-BE",
    timezoneId: "Europe/Brussels",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const faults = [];
  const operations = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) faults.push(`asked ${request.url()}`);
    const name = operationOf(request);
    if (name) operations.push(name);
  });
  return { context, page, faults, operations, url };
}

/** Which of the app's operations a request asks; nothing for all else. */
export function operationOf(request) {
  const url = new URL(request.url());
  if (url.pathname !== "/graphql") return undefined;
  return url.searchParams.get("operationName") ?? /"operationName":"(\w+)"/.exec(request.postData() ?? "")?.[1];
}

/** Opens the app and chooses the citizen. */
export async function signIn({ page, url }, name) {
  await page.goto(`${url}/phone/`);
  await page.getByLabel("Zoek een inwoner").fill(name);
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  await page.getByRole("heading", { level: 1, name: `Dag ${name.split(" ")[0]}` }).waitFor();
}

/** Goes to a path as a link does: without loading the page again. */
export const go = (page, path) =>
  page.evaluate((to) => {
    history.pushState(null, "", `/phone${to}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);

/** Waits until nothing says that it is still loading. */
export const settled = (page) => page.waitForFunction(() => !document.querySelector(".loading"));

/** Keeps what is on the screen in the folder that BURGERBODE_SCREENSHOTS names; without one, nothing. */
export async function screenshot(page, name) {
  const folder = process.env.BURGERBODE_SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** What axe finds, as short lines. */
export async function violations(page) {
  await page.evaluate(axe);
  const result = await page.evaluate(() => globalThis.axe.run());
  return result.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(" ")}`));
}

/** Asserts that nothing has to be scrolled sideways to be read. */
export async function assertNoSidewaysScroll(page, where) {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("main, aside, nav")]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName} ${element.scrollWidth} > ${element.clientWidth}`),
  );
  assert.deepEqual(wide, [], `scrolls sideways: ${where}`);
}

/** Asserts that the content scrolls in its own part, and the page itself does not. */
export async function assertNoPageScroll(page, where) {
  const tall = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
  assert.ok(tall <= 0, `the page is ${tall} pixels too long: ${where}`);
}

/** The number on the badge; 0 without one. */
export async function badge(page) {
  const shown = page.getByTestId("badge");
  return (await shown.count()) === 0 ? 0 : Number.parseInt((await shown.textContent()) ?? "", 10);
}

/** What the phone keeps in IndexedDB, by name. */
export const stored = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("burgerbode");
        opening.onsuccess = () => {
          const store = opening.result.transaction("mine").objectStore("mine");
          const names = store.getAllKeys();
          const values = store.getAll();
          values.onsuccess = () => {
            opening.result.close();
            resolve(Object.fromEntries(names.result.map((name, i) => [name, values.result[i]])));
          };
        };
      }),
  );

/** How many changes wait to be sent, or for the mailbox to have them. */
export const queued = async (page) => (await stored(page)).queue?.length ?? 0;

/** Searches for a text, and answers the path of the first row that shows the other one. */
export async function found(page, text, shown) {
  await settled(page);
  await go(page, "/search");
  await page.getByRole("searchbox").fill(text);
  await page.keyboard.press("Enter");
  const row = page.locator("a.row", { hasText: shown }).first();
  await row.waitFor();
  return (await row.getAttribute("href")).slice("/phone".length);
}

/** Waits until it holds; what says for what. */
export async function until(holds, what) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
