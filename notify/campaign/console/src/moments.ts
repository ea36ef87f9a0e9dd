// Moments and numbers as people read them. All days and hours are Belgian ones, wherever the browser is.
import { both, language } from "./language";

const ZONE = "Europe/Brussels";
const locale = () => (language.value === "nl" ? "nl-BE" : "en-GB");

const shown = (moment: string | Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options }).format(new Date(moment));

/** Such as "12 juni 2026". */
export const dayText = (moment: string | Date) => shown(moment, { day: "numeric", month: "long", year: "numeric" });
/** Such as "vrijdag 12 juni". */
export const weekdayText = (moment: string | Date) => shown(moment, { weekday: "long", day: "numeric", month: "long" });
/** Such as "10:05". */
export const clockText = (moment: string | Date) =>
  shown(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
/** Such as "12 juni 2026, 10:05". */
export const momentText = (moment: string | Date) => `${dayText(moment)}, ${clockText(moment)}`;
/** Such as "vr 12/06 10:00", for charts. */
export const shortText = (moment: string | Date) =>
  `${shown(moment, { weekday: "short", day: "numeric", month: "numeric" })} ${clockText(moment)}`;

/** The Belgian day of a moment, such as "2026-06-12". */
export const dayOf = (moment: string | Date) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    new Date(moment),
  );

/** The moment that it is so late in Belgium on that day; null for what is no day or time. */
export function momentOf(day: string, time: string): Date | null {
  const guess = new Date(`${day}T${time}:00Z`);
  if (Number.isNaN(guess.getTime())) return null;
  // Belgium is one or two hours ahead: of the two, the one that shows the time asked for.
  for (const hours of [2, 1]) {
    const moment = new Date(guess.getTime() - hours * 3_600_000);
    if (dayOf(moment) === day && shown(moment, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }) === time) {
      return moment;
    }
  }
  return null;
}

const counting = both(
  { few: "5 of minder", about: (count: string) => `ongeveer ${count}`, share: (percent: string) => `${percent} %` },
  { few: "5 or fewer", about: (count: string) => `about ${count}`, share: (percent: string) => `${percent}%` },
);

/** A number as it is. */
export const numberText = (count: number) => new Intl.NumberFormat(locale()).format(count);

/** A number of citizens: the service rounds them to 5, and says 5 for less, none included. */
export const peopleText = (count: number) => (count <= 5 ? counting.value.few : numberText(count));

/** Such a number in a sentence: "ongeveer 1.305". */
export const aboutText = (count: number) => (count <= 5 ? counting.value.few : counting.value.about(numberText(count)));

/** A sum of such numbers. 5 stands for none to five, so that it is left out. */
export const peopleSum = (counts: number[]) => counts.reduce((sum, count) => sum + (count > 5 ? count : 0), 0);

/** A part as a percentage; without a whole an em dash. */
export function shareText(part: number, whole: number): string {
  if (whole <= 0) return "—";
  const percent = new Intl.NumberFormat(locale(), { maximumFractionDigits: part / whole < 0.1 ? 1 : 0 });
  return counting.value.share(percent.format((100 * part) / whole));
}

/** Euros of cents. */
export const euroText = (cents: number) =>
  new Intl.NumberFormat(locale(), { style: "currency", currency: "EUR" }).format(cents / 100);
