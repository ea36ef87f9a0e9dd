// The communication team's console in a real browser, against the demo: from the first word of a campaign to its
// scheduled start, with a phone that rings for the test. Demo and browser are those of the phone's smoke test.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
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
import { go, openDesk } from "./desk.mjs";

let demo;
let browser;
let author;
let approver;
let phone;

/** What axe finds, and whether anything has to be scrolled sideways. */
async function assertGood(page, name) {
  await settled(page);
  assert.deepEqual(await violations(page), [], name);
  await assertNoSidewaysScroll(page, name);
  await screenshot(page, `console-${name}`);
}

before(async () => {
  demo = await startDemo();
  browser = await launch();
  phone = await newPhone(browser, demo.url, 390);
  await signIn(phone, "An Peeters");
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

describe("signing in", () => {
  test("the issuer's page lists the teams, and leads back to where the person was", async () => {
    const { page } = await newPhone(browser, demo.url, 1280);
    await page.goto(`${demo.url}/console/calendar`);
    await page.getByRole("button", { name: "Aanmelden" }).waitFor();
    await assertGood(page, "sign-in");
    await page.getByRole("button", { name: "Aanmelden" }).click();
    await page.getByRole("heading", { name: "Wie bent u?" }).waitFor();
    await assertGood(page, "issuer");
    await page.getByRole("link", { name: "An Peeters (schrijft)" }).first().click();
    await page.getByText("An Peeters, schrijft campagnes").waitFor();
    assert.equal(new URL(page.url()).pathname, "/console/calendar");
  });

  test("a token that is refused leads back to the sign-in page, with a message", async () => {
    const { page } = await openDesk(browser, demo, "author");
    await page.evaluate(() => {
      const [key] = Object.keys(sessionStorage).filter((name) => name.startsWith("oidc.user"));
      const user = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.setItem(key, JSON.stringify({ ...user, access_token: "nothing" }));
    });
    await page.reload();
    await page.getByText("U was te lang aangemeld.").waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  });
});

describe("a campaign", () => {
  let id;

  test("is written from a template, and counted", async () => {
    author = await openDesk(browser, demo, "author");
    const { page } = author;
    await page.getByRole("link", { name: "Nieuwe campagne" }).click();
    await page.getByRole("heading", { level: 1, name: "Nieuwe campagne" }).waitFor();
    await assertGood(page, "templates");
    await page.getByRole("button", { name: /^Hiermee beginnen.*Kiesbrief/ }).click();
    await page.getByText("voor Voorbeeldverkiezing nog niet openden.").waitFor();
    await page.getByText("Nog 99 tellingen vandaag").first().waitFor();
    id = new URL(page.url()).pathname.split("/")[3];
    await assertGood(page, "editor");
  });

  test("says in Dutch what is wrong, beside the field, and what could be plainer", async () => {
    const { page } = author;
    const push = page.getByLabel("Melding op de telefoon", { exact: true });
    await push.fill("Betaal uw boete op https://voorbeeld.be, en vergeet je brief niet.");
    await page.getByText("dat lijkt op phishing").first().waitFor();
    assert.equal(await push.getAttribute("aria-invalid"), "true");
    await page.getByText("Kies één aanspreekvorm").waitFor();
    await assertGood(page, "editor-wrong");
    await page.getByRole("button", { name: "Indienen ter goedkeuring" }).click();
    await page.locator("#submit [role=status]:focus").waitFor();
    await page.locator("#submit").getByRole("link").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "field-pushText");
    await push.fill("Uw oproepingsbrief staat klaar. U stemt op ");
    await push.press("End");
    await page.locator(".field", { has: push }).getByRole("button", { name: "{datum}" }).click();
    assert.equal(await push.inputValue(), "Uw oproepingsbrief staat klaar. U stemt op {datum}");
    await page.getByText("Klaar om in te dienen").waitFor();
  });

  test("has an audience that is built with the keyboard alone", async () => {
    const { page } = author;
    await page.getByRole("button", { name: "+ Groep" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".group.inner select:focus").waitFor();
    await page.locator(".group.inner").getByRole("button", { name: "+ Digitale post" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".group.inner .condition select:focus").waitFor();
    await page.locator(".group.inner").getByRole("button", { name: "+ Telefoon" }).focus();
    await page.keyboard.press("Enter");
    await page
      .getByText("(digitale post nog niet activeerden of die een telefoon hebben die meldingen toont)")
      .waitFor();
    await page.locator(".group.inner").getByRole("button", { name: "Verwijder Groep voorwaarden" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".group.inner").waitFor({ state: "detached" });
    await page.getByText("Alles is bewaard").waitFor();
  });

  test("is tried out: three totals, reasons and the curve", async () => {
    const { page } = author;
    await page.getByRole("button", { name: "Maak een proefversie" }).click();
    await page.locator(".outcome canvas").waitFor();
    for (const total of ["Krijgen een melding", "Zien het alleen in de app", "Worden niet bereikt"]) {
      await page.getByText(total).waitFor();
    }
    await assertGood(page, "dry-run");
  });

  test("rings a test phone", async () => {
    await phone.page.getByRole("link", { name: "Instellingen" }).click();
    const code = await phone.page.getByTestId("installation").textContent();
    const { page } = author;
    await page.getByText("Telefoon toevoegen").first().click();
    await page.getByLabel("Naam", { exact: true }).fill("telefoon van An");
    await page.getByLabel("Code van de telefoon").fill(code);
    await page.getByRole("button", { name: "Telefoon toevoegen" }).click();
    await page.getByRole("button", { name: "Stuur testbericht" }).click();
    await page.getByText("verstuurd: de telefoon gaat nu over").waitFor();
    await phone.page.locator(".push").first().waitFor({ state: "attached" });
  });

  test("is not overwritten from another window", async () => {
    const { page } = author;
    const other = await openDesk(browser, demo, "author");
    await go(other.page, `/campaigns/${id}/edit`);
    await other.page.getByLabel("Titel", { exact: true }).fill("Vergeet uw oproepingsbrief niet");
    await other.page.getByText("Alles is bewaard").waitFor();
    await page.getByLabel("Titel", { exact: true }).fill("Iets anders");
    await page.getByText("U wijzigde deze campagne intussen in een ander venster.").waitFor();
    await assertGood(page, "conflict");
    await page.getByRole("button", { name: "Laad opnieuw" }).click();
    await page.getByRole("heading", { level: 1, name: "Vergeet uw oproepingsbrief niet" }).waitFor();
    await other.context.close();
  });

  test("is submitted, and its author has no button to approve it", async () => {
    const { page } = author;
    await page.getByRole("button", { name: "Indienen ter goedkeuring" }).click();
    await page.getByText("Wacht op goedkeuring").waitFor();
    await page.getByText("Iemand anders uit uw team keurt deze campagne goed.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Goedkeuren" }).count(), 0);
    await assertGood(page, "submitted");
  });

  test("is sent back with a note, which the author reads", async () => {
    approver = await openDesk(browser, demo, "approver");
    const { page } = approver;
    await page.getByText("Wacht op u").waitFor();
    await assertGood(page, "list-approver");
    await page.getByRole("link", { name: /^Bekijken en keuren/ }).click();
    await page.locator(".outcome canvas").waitFor();
    await assertGood(page, "approve");
    await page.getByRole("button", { name: "Terugsturen" }).click();
    await page.locator("dialog").getByRole("button", { name: "Terugsturen" }).click();
    await page.getByText("Schrijf in hoogstens 500 tekens wat er anders moet.").waitFor();
    await page.getByLabel("Wat moet er anders?").fill("Zet het stemuur erbij.");
    await assertGood(page, "send-back");
    await page.locator("dialog").getByRole("button", { name: "Terugsturen" }).click();
    await page.getByText("De campagne is teruggestuurd.").waitFor();
    await go(author.page, `/campaigns/${id}/edit`);
    await author.page.getByText("Zet het stemuur erbij.").waitFor();
    await author.page
      .getByLabel("Tekst", { exact: true })
      .fill("U stemt op {datum}, van 8 tot 15 uur. Lees uw brief in de app.");
    await author.page.getByText("Alles is bewaard").waitFor();
    await author.page.getByRole("button", { name: "Indienen ter goedkeuring" }).click();
    await author.page.getByText("Wacht op goedkeuring").waitFor();
  });

  test("is not approved in another content than the one that was looked at", async () => {
    const { page } = approver;
    await go(page, "/");
    await page.getByRole("link", { name: /^Bekijken en keuren/ }).click();
    await page.getByRole("button", { name: "Goedkeuren" }).click();
    await go(author.page, `/campaigns/${id}/edit`);
    await author.page.getByRole("button", { name: "Toch wijzigen" }).click();
    await author.page.getByLabel("Titel", { exact: true }).fill("Neem uw oproepingsbrief mee");
    await author.page.getByText("Alles is bewaard").waitFor();
    await author.page.getByRole("button", { name: "Indienen ter goedkeuring" }).click();
    await author.page.getByText("Wacht op goedkeuring").waitFor();
    await page.getByRole("button", { name: "Ja, goedkeuren" }).click();
    await page.getByText("De campagne is intussen gewijzigd.").waitFor();
    await page.getByRole("heading", { level: 1, name: "Neem uw oproepingsbrief mee" }).waitFor();
  });

  test("is approved and scheduled", async () => {
    const { page } = approver;
    await page.getByRole("button", { name: "Goedkeuren" }).click();
    await page.getByRole("button", { name: "Ja, goedkeuren" }).click();
    await page.getByRole("button", { name: "Start inplannen" }).waitFor();
    await assertGood(page, "approved");
    await page.getByRole("button", { name: "Start inplannen" }).click();
    await page.getByRole("radio", { name: "Op een later moment" }).check();
    await page.getByLabel("Dag", { exact: true }).waitFor();
    await assertGood(page, "schedule");
    await page.locator("dialog").getByRole("button", { name: "Inplannen" }).click();
    await page.getByText(/^Ingepland: start op/).waitFor();
    await assertGood(page, "scheduled");
  });

  test("is read on a narrow dark screen, and in English", async () => {
    const narrow = await openDesk(browser, demo, "author", 390, { colorScheme: "dark" });
    await assertGood(narrow.page, "list-390-dark");
    await go(narrow.page, `/campaigns/${id}/approve`);
    await narrow.page.locator("#schedule").waitFor();
    await assertGood(narrow.page, "scheduled-390-dark");
    await go(narrow.page, `/campaigns/${id}/edit`);
    await narrow.page.getByRole("button", { name: "Toch wijzigen" }).click();
    await narrow.page.getByRole("button", { name: "+ Eigen lijst" }).click();
    await assertGood(narrow.page, "editor-390-dark");
    await narrow.page.getByRole("button", { name: "English" }).click();
    await narrow.page.getByRole("heading", { level: 2, name: "For whom" }).waitFor();
    assert.equal(await narrow.page.evaluate(() => document.documentElement.lang), "en");
    await assertGood(narrow.page, "editor-390-dark-en");
    assert.deepEqual([...author.faults, ...approver.faults, ...narrow.faults], []);
  });
});
