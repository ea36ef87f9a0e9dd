// The language of the console: Dutch first, English for who switches. What a page says stands in texts/<page>.ts, in
// both languages; a text that is missing in one of them does not compile.
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";

export type Language = "nl" | "en";

const KEPT = "burgerbode.console.language";

export const language = signal<Language>(kept());

/** A page's texts in the language of the moment: `title.value` where `title = both({…}, {…})`. */
export function both<T extends object>(nl: T, en: NoInfer<T>): ReadonlySignal<T> {
  return computed(() => (language.value === "nl" ? nl : en));
}

export function startLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
    try {
      localStorage.setItem(KEPT, language.value);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  });
}

function kept(): Language {
  try {
    return localStorage.getItem(KEPT) === "en" ? "en" : "nl";
  } catch {
    return "nl";
  }
}
