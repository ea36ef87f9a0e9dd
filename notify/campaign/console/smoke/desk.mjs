// What both browser tests of the console do: opening it as somebody of the city's team, and going from page to page.
import { newPhone } from "../../../../mobile-mock/smoke/browser.mjs";

export const CITY = "OVO002067";

/** A browser of somebody of the team, signed in through the link of the demo's start page. */
export async function openDesk(browser, demo, role, width = 1280, options = {}) {
  const desk = await newPhone(browser, demo.url, width, options);
  await desk.page.goto(`${demo.url}/console/?as=${role}:${CITY}`);
  await desk.page.getByRole("heading", { level: 1, name: "Campagnes" }).waitFor();
  return desk;
}

/** Goes to a page as a link does: without loading the console again. */
export const go = (page, path) =>
  page.evaluate((to) => {
    history.pushState(null, "", `/console${to}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
