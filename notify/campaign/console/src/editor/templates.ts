// What a campaign may start from: the audience and the texts of the reminders that teams send most. The texts are
// Dutch whatever the language of the console, as citizens read them.
import type { Desk } from "../desk";
import { both } from "../language";
import { condition, type Group, newGroup } from "../rule";

export interface Template {
  name: string;
  about: string;
  title: string;
  text: string;
  pushText: string;
  rule: () => Group;
}

const names = both(
  {
    call: ["Kiesbrief nog niet geopend", "Voor wie zijn oproepingsbrief nog niet opende."],
    digital: ["Digitale post activeren", "Voor wie zijn post nog niet digitaal krijgt."],
    card: ["Identiteitskaart vernieuwen", "Voor wie de oproep om te vernieuwen nog niet opende."],
    polio: ["Attest poliovaccin bezorgen", "Voor ouders met een dossier poliovaccinatie dat nog loopt."],
    passport: ["Reispas afhalen", "Voor wie een reispas aanvroeg die nu klaarligt."],
    empty: ["Leeg beginnen", "U kiest zelf voor wie het is en schrijft alle teksten."],
  },
  {
    call: ["Call letter not opened yet", "For those who have not opened their call letter."],
    digital: ["Activate digital post", "For those who do not get their post digitally yet."],
    card: ["Renew the identity card", "For those who have not opened the call to renew it."],
    polio: ["Hand in the polio certificate", "For parents with a polio vaccination dossier that has not ended."],
    passport: ["Collect the passport", "For those who asked for a passport that is ready now."],
    empty: ["Start empty", "You choose whom it is for and write all texts yourself."],
  },
);

/** The templates that make sense for the organisation; the empty one comes last. */
export function templatesOf(desk: Desk): Template[] {
  const texts = names.value;
  const shown: Template[] = [];
  const add = ([name = "", about = ""]: string[], rest: Omit<Template, "name" | "about">) =>
    shown.push({ name, about, ...rest });
  const election = desk.elections[0];
  if (election && desk.letterKinds.includes("CALL_LETTER")) {
    add(texts.call, {
      title: "Uw oproepingsbrief wacht op u",
      text:
        "U hebt uw oproepingsbrief voor {verkiezing} nog niet geopend. U stemt op {datum}.\n\n" +
        "Open uw brief in de app. Daar leest u waar u stemt en wat u meebrengt.",
      pushText: "Uw oproepingsbrief voor {verkiezing} staat klaar. Open hem in de app.",
      rule: () =>
        newGroup("all", [
          condition({ is: "letter", kind: "CALL_LETTER", run: "", election: election.id, opened: "UNOPENED" }),
        ]),
    });
  }
  add(texts.digital, {
    title: "Krijg uw post van {afzender} digitaal",
    text:
      "Uw brieven van {afzender} komen nu nog op papier. U kunt ze ook veilig in de app lezen.\n\n" +
      "Ga naar Instellingen en kies Digitale post. U kunt dat altijd weer wijzigen.",
    pushText: "U kunt uw brieven van {afzender} voortaan in de app lezen. Kijk bij Instellingen.",
    rule: () => newGroup("all", [condition({ is: "digital", yes: false })]),
  });
  if (desk.letterKinds.includes("EID_RENEWAL")) {
    add(texts.card, {
      title: "Vernieuw uw identiteitskaart op tijd",
      text:
        "Uw identiteitskaart vervalt binnenkort. {afzender} stuurde u daarover een brief, die u nog niet opende.\n\n" +
        "Open de brief in de app en maak een afspraak voor {termijn}.",
      pushText: "Uw identiteitskaart vervalt binnenkort. Lees in de app wat u kunt doen.",
      rule: () =>
        newGroup("all", [condition({ is: "letter", kind: "EID_RENEWAL", run: "", election: "", opened: "UNOPENED" })]),
    });
  }
  if (desk.procedures.includes("POLIO_REGISTRATION")) {
    add(texts.polio, {
      title: "Bezorg het attest van het poliovaccin",
      text:
        "Wij kregen het attest van het poliovaccin van uw kind nog niet. Bezorg het voor {termijn}.\n\n" +
        "U kunt het attest vragen aan uw arts of aan Kind en Gezin.",
      pushText: "Het attest van het poliovaccin van uw kind ontbreekt nog. Lees meer in de app.",
      rule: () => newGroup("all", [condition({ is: "dossier", procedure: "POLIO_REGISTRATION", phase: "" })]),
    });
  }
  if (desk.procedures.includes("PASSPORT_APPLICATION")) {
    add(texts.passport, {
      title: "Uw reispas ligt klaar",
      text: "Uw reispas ligt klaar bij {afzender}. Breng uw oude reispas en uw identiteitskaart mee.",
      pushText: "Uw reispas ligt klaar bij {afzender}. Lees in de app wanneer u hem afhaalt.",
      rule: () =>
        newGroup("all", [condition({ is: "dossier", procedure: "PASSPORT_APPLICATION", phase: "UITVOERING" })]),
    });
  }
  add(texts.empty, { title: "", text: "", pushText: "", rule: () => newGroup("all") });
  return shown;
}
