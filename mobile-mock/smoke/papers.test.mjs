// What letters bring with them on the phone, in a real browser against the demo: bills, switches, documents, a moved polling
// station, and who learns of opening.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { found, go, launch, newPhone, screenshot, settled, signIn, violations } from "./browser.mjs";
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

test("a bill says what to pay, its code is drawn, and a paid one asks nothing", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  await go(page, await found(page, "NOG NIET betááld", "is nog niet betaald"));
  await page.getByRole("heading", { name: /^€\s\d+,\d\d$/ }).waitFor();
  await page.locator(".bill dd", { hasText: "BE68 5390 0754 7034" }).waitFor();
  const code = page.getByAltText("QR-code om te betalen");
  await page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await code.elementHandle());
  await go(page, await found(page, "opvang", "Betaald"));
  await page.getByText(/^€\s\d+,\d\d is betaald op .+\. U hoeft niets te doen\.$/).waitFor();
  assert.equal(await code.count(), 0);
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("each reminder of a letter has a switch, and what was switched stays so", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  const step = (days, condition) => ({ anchor: "DELIVERY", days, at: "12:30", while: condition });
  const ladder = [step(2, "ALWAYS"), step(3, "UNOPENED"), step(4, "ALWAYS")];
  const id = await demo.deliver(citizen.insz, "Smoketest: we herinneren u", { ladder });
  await go(page, `/letter/${encodeURIComponent(id)}`);
  const switches = page.getByRole("switch", {
    name: /^Melding: .+ 12\.\d\d uur.*Ook als u de brief al hebt geopend\./,
  });
  await page.getByText("Als u de brief dan nog niet hebt geopend.").waitFor({ state: "detached" }); // it is open now
  await switches.nth(1).waitFor();
  await switches.nth(0).click();
  await page.getByText("U krijgt deze herinnering niet.").waitFor();
  await screenshot(page, "390-ladder");
  assert.deepEqual(await violations(page), []);
  await page.reload();
  await switches.nth(1).waitFor();
  assert.deepEqual([await switches.nth(0).isChecked(), await switches.nth(1).isChecked()], [false, true]);
  await switches.nth(0).click();
  await page.getByText("We herinneren u eraan.").waitFor();
  assert.ok(await switches.nth(0).isChecked());
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("documents of letters and dossiers are listed and open, those of ended letters apart", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  await go(page, "/documents");
  for (const title of [/digitaal duplicaat/, /^Aanslagbiljet/, /^Attest van wettelijke samenwoning/]) {
    const document = page.locator(".file a", { hasText: title }).first();
    await document.waitFor();
    const answer = await fetch(demo.url + (await document.getAttribute("href")));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("Content-Type"), "application/pdf");
    const bytes = Buffer.from(await answer.arrayBuffer());
    assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  }
  const valid = await page.locator(".file").count();
  await page.getByRole("button", { name: "Alles" }).click();
  await page.waitForFunction((few) => document.querySelectorAll(".file").length > few, valid);
  const replaced = page.locator(".rows > li", { hasText: "Vervangen" }).first();
  assert.doesNotMatch(await replaced.textContent(), /geldig tot/);
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("a polling station that moved: the old letter and its card lead to the new one", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  const old = await found(page, "oproepingsbrief", "Vervangen");
  await go(page, old);
  await page.getByText(/Deze brief is vervangen door een nieuwere brief/).waitFor();
  assert.equal(await page.getByRole("link", { name: "Toon uw kiesbrief" }).count(), 0);
  assert.equal(await page.getByRole("heading", { name: "Alles op een rij" }).count(), 0);
  await page.getByText("Wat in deze brief stond").waitFor();
  await page.getByRole("button", { name: "Uit agenda halen" }).waitFor();
  await page.getByRole("link", { name: "Lees de nieuwe brief" }).click();
  await page.getByRole("heading", { level: 2, name: "Uw stembureau is verplaatst" }).waitFor();
  await go(page, old.replace("/letter/", "/card/"));
  await page.getByText("geldt niet meer").waitFor();
  assert.equal(await page.getByText("Stemmen is verplicht.").count(), 0);
  await page.getByRole("link", { name: "Toon uw nieuwe kiesbrief" }).click();
  await page.getByText("Cultuurcentrum De Spil").waitFor();
  await page.getByText(/Deze brief is vervangen/).waitFor({ state: "detached" });
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

test("a call letter shows all that its PDF shows, its card what a polling station needs, and neither what nobody said", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  await signIn(other, NAME);
  await settled(page);
  const card = await page.getByRole("link", { name: "Toon uw kiesbrief" }).first().getAttribute("href");
  await go(page, card.slice("/phone".length).replace("/card/", "/letter/"));
  const all = page.getByRole("region", { name: "Alles op een rij" });
  await all.waitFor();
  const texts = [
    "Mechelen (2800)",
    "Arrondissement Mechelen",
    "Vlaams Parlement (124 zetels)",
    "Europees Parlement (22 zetels)",
    "Els Voorbeeld, burgemeester",
  ];
  for (const text of texts) assert.ok((await all.textContent()).includes(text), text);
  await all.scrollIntoViewIfNeeded();
  await screenshot(page, "390-call-letter-all");
  await go(page, card.slice("/phone".length));
  await page.getByRole("heading", { level: 1, name: "Uw kiesbrief" }).waitFor();
  await page.getByText("Vlaams Parlement", { exact: true }).waitFor();
  assert.equal(await page.getByText(/zetels|burgemeester|Arrondissement/).count(), 0);
  await other.context.close();

  const invited = await newPhone(browser, demo.url, 390);
  await signIn(invited, "Pieter Goossens");
  await go(invited.page, await found(invited.page, "uitnodigingsbrief", "Uitnodigingsbrief"));
  const few = invited.page.getByRole("region", { name: "Alles op een rij" });
  await few.getByText("gemeenteraad", { exact: true }).waitFor();
  await few.getByText("U kunt stemmen. Stemmen is niet verplicht.").waitFor();
  assert.equal(await few.getByText(/zetel/).count(), 0);
  assert.deepEqual([...other.faults, ...invited.faults], []);
  await invited.context.close();
});

test("the citizen says who learns of opening, and is told when no phone can ring", async () => {
  const other = await newPhone(browser, demo.url, 390);
  const { page } = other;
  const resident = (await demo.citizens()).find(({ about }) => about.startsWith("Digitale post aan"));
  await signIn(other, resident.name);
  await go(page, "/settings");
  await page.getByRole("heading", { name: "Wie ziet dat u een brief opent?" }).waitFor();
  await page.getByText("Niemand.").waitFor();
  await page.getByText("Per afzender", { exact: true }).click();
  await page.getByRole("switch", { name: "Provincie Antwerpen" }).click();
  await page.getByText("Alleen Provincie Antwerpen.").waitFor();
  await page.getByRole("switch", { name: "Provincie Antwerpen" }).click();
  await page.getByText("Niemand.").waitFor();
  await page.getByRole("switch", { name: "Meldingen toestaan" }).click();
  await page.getByText("Deze telefoon toont geen meldingen meer.").waitFor();
  await page.getByText(/geen telefoon die u zeker meldingen toont/).waitFor();
  await screenshot(page, "390-settings-unreachable");
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(other.faults, []);
  await other.context.close();
});
