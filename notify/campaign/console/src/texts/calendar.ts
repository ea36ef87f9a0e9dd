// Which campaigns tell on which days.
import { both } from "../language";

const times = (count: number, once: string, more: (count: number) => string) => (count === 1 ? once : more(count));

export const calendar = both(
  {
    title: "Kalender",
    lead: "Zie op welke dagen campagnes lopen, en waar ze elkaar in de weg zitten.",
    before: "Vorige maand",
    after: "Volgende maand",
    today: "Deze maand",
    cap: "Hoe vaak een telefoon overgaat",
    capText: (day: number, week: number) =>
      `De telefoon van één inwoner gaat hoogstens ${times(day, "één keer per dag", (n) => `${n} keer per dag`)} over voor een campagne, en hoogstens ${times(week, "één keer", (n) => `${n} keer`)} in zeven dagen.`,
    capAll:
      "Dat geldt voor campagnes van alle organisaties samen. Daarboven vindt de inwoner het bericht wel in de app.",
    caption: (month: string) => `Campagnes per dag in ${month}`,
    overlap: "overlap",
    day: (day: string, count: number) => `${day}: ${times(count, "1 campagne", (n) => `${n} campagnes`)}`,
    listTitle: (month: string) => `Campagnes in ${month}`,
    none: "In deze maand staan geen campagnes.",
    period: (from: string, until: string) => `Van ${from} tot ${until}`,
    oneDay: (day: string, from: string, until: string) => `Op ${day}, van ${from} tot ${until}`,
    oneMoment: (day: string, at: string) => `Op ${day} om ${at}`,
    days: (count: number) => times(count, "op 1 dag", (n) => `op ${n} dagen`),
    overlaps: "Loopt op dezelfde dagen als",
    overlapHelp: "Wie bij beide hoort, krijgt niet van allebei een melding.",
    untitled: "(nog geen titel)",
  },
  {
    title: "Calendar",
    lead: "See on which days campaigns run, and where they get in each other's way.",
    before: "Month before",
    after: "Next month",
    today: "This month",
    cap: "How often a phone rings",
    capText: (day: number, week: number) =>
      `The phone of one citizen rings at most ${times(day, "once a day", (n) => `${n} times a day`)} for a campaign, and at most ${times(week, "once", (n) => `${n} times`)} within seven days.`,
    capAll:
      "That holds for campaigns of all organisations together. Above it the citizen still finds the message in the app.",
    caption: (month: string) => `Campaigns by day in ${month}`,
    overlap: "overlap",
    day: (day: string, count: number) => `${day}: ${times(count, "1 campaign", (n) => `${n} campaigns`)}`,
    listTitle: (month: string) => `Campaigns in ${month}`,
    none: "There are no campaigns in this month.",
    period: (from: string, until: string) => `From ${from} to ${until}`,
    oneDay: (day: string, from: string, until: string) => `On ${day}, from ${from} to ${until}`,
    oneMoment: (day: string, at: string) => `On ${day} at ${at}`,
    days: (count: number) => times(count, "on 1 day", (n) => `on ${n} days`),
    overlaps: "Runs on the same days as",
    overlapHelp: "Who belongs to both is not notified by each of them.",
    untitled: "(no title yet)",
  },
);
