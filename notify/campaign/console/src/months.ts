// Months as the service writes them, such as "2026-11", and as people read them.
import { now } from "./config";
import { language } from "./language";
import { dayOf } from "./moments";

export const thisMonth = () => dayOf(now()).slice(0, 7);

/** The month so many months later. */
export function monthAfter(month: string, count: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const all = year * 12 + number - 1 + count;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
}

export const isMonth = (text: string) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** All months from one to another. */
export function monthsBetween(from: string, until: string): string[] {
  const months: string[] = [];
  for (let month = from; month <= until; month = monthAfter(month, 1)) months.push(month);
  return months;
}

const written = (month: string, length: "long" | "short") =>
  new Intl.DateTimeFormat(language.value === "nl" ? "nl-BE" : "en-GB", {
    timeZone: "UTC",
    month: length,
    year: "numeric",
  }).format(new Date(`${month}-01T12:00:00Z`));

/** Such as "november 2026". */
export const monthText = (month: string) => written(month, "long");
/** Such as "nov 2026", for charts. */
export const shortMonthText = (month: string) => written(month, "short");

/** The days of a month, in weeks from Monday to Sunday; null before its first and after its last. */
export function weeksOf(month: string): (string | null)[][] {
  const first = new Date(`${month}-01T12:00:00Z`);
  const days: (string | null)[] = new Array((first.getUTCDay() + 6) % 7).fill(null);
  for (let day = first; day.toISOString().startsWith(month); day = new Date(day.getTime() + 86_400_000)) {
    days.push(day.toISOString().slice(0, 10));
  }
  while (days.length % 7 > 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(7 * week, 7 * week + 7));
}

export const lastDayOf = (month: string) =>
  weeksOf(month)
    .flat()
    .filter((day) => day !== null)
    .at(-1) ?? month;
