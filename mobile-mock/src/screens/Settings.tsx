import {
  type LetterKind,
  type PreferencesFragment,
  SettingsDocument,
  type SharingFragment,
  UpdatePreferencesDocument,
  type UpdatePreferencesInput,
} from "@burgerbode/schema";
import { useState } from "preact/hooks";
import { signOut } from "../account";
import { ask, session } from "../api";
import { Icon } from "../icons";
import { hurry } from "../live";
import { municipalities } from "../municipalities";
import { Banner, LatestPushes, Loading, Problem, Screen, Switch } from "../parts";
import { phone, register } from "../phone";
import { link } from "../router";
import { firstAlwaysRings, kindTitles } from "../texts";
import { useAttempt } from "../useAttempt";
import { useKept } from "../useKept";
import { TestPush } from "./TestPush";

const names = new Intl.ListFormat("nl-BE");

export const loadSettings = async () => (await ask(SettingsDocument, { installationId: phone.value.id })).viewer;

export function Settings() {
  const { data, at, problem, set } = useKept("settings", loadSettings);
  const save = useAttempt();
  const update = (input: UpdatePreferencesInput, done = "Bewaard.") =>
    save(async () => {
      const { updatePreferences } = await ask(UpdatePreferencesDocument, { input });
      if (data) set({ ...data, preferences: updatePreferences.preferences });
      void hurry();
    }, done);
  const permit = (permission: boolean) =>
    save(
      async () => {
        await register(permission);
        void hurry();
      },
      permission ? "Deze telefoon mag meldingen tonen." : "Deze telefoon toont geen meldingen meer.",
    );

  return (
    <Screen title="Instel&shy;lingen" at={at}>
      {problem && (problem !== "OFFLINE" || !data) && <Problem code={problem} />}
      {!data && !problem && <Loading />}
      {data && (
        <>
          <section class="card" aria-labelledby="post">
            <h2 id="post">Digitale post</h2>
            <p>
              {data.digitalPost.active
                ? "Aan: u krijgt uw post hier. Sommige brieven, zoals uw kiesbrief, krijgt u ook op papier."
                : "Uit: uw post komt op papier."}
            </p>
            {data.digitalPost.warning && (
              <Banner icon="alert" tone="todo">
                {data.digitalPost.warning}
              </Banner>
            )}
            <a class="button plain" href={link("/settings/post")}>
              {data.digitalPost.active ? "Bekijk of wijzig" : "Bekijk hoe het werkt"}
            </a>
          </section>
          <section class="card" aria-labelledby="push">
            <h2 id="push">Meldingen op deze telefoon</h2>
            <Switch label="Meldingen toestaan" on={phone.value.permission} onChange={permit} />
            <TestPush />
          </section>
          <Wishes preferences={data.preferences} update={update} />
          <Receipts shared={data.preferences.sharesReceiptsWith} senders={data.digitalPost.senders} update={update} />
          <LatestPushes pushes={data.pushes} />
        </>
      )}
      <section class="card" aria-labelledby="me">
        <h2 id="me">{session.value?.name}</h2>
        <p class="soft">Na het afmelden krijgt u op deze telefoon geen meldingen meer.</p>
        <button type="button" class="button plain" onClick={() => signOut()}>
          <Icon name="out" /> Afmelden
        </button>
      </section>
    </Screen>
  );
}

interface WishesProps {
  preferences: PreferencesFragment;
  update: (input: UpdatePreferencesInput, done?: string) => Promise<boolean>;
}

function Wishes({ preferences, update }: WishesProps) {
  const { detail, mutedKinds, statusPushes, ladderPushes, campaignPushes, municipality } = preferences;
  const mute = (kind: LetterKind, rings: boolean) =>
    update({ mutedKinds: rings ? mutedKinds.filter((muted) => muted !== kind) : [...mutedKinds, kind] });
  const places = [...municipalities];
  if (municipality && !places.some(([nis]) => nis === municipality.nis)) {
    places.push([municipality.nis, municipality.name]);
  }
  return (
    <>
      <Quiet preferences={preferences} update={update} />
      <section class="card" aria-labelledby="which">
        <h2 id="which">Waarover krijgt u een melding?</h2>
        <Switch label="Nieuws over uw dossiers" on={statusPushes} onChange={(on) => update({ statusPushes: on })} />
        <Switch
          label="Herinneringen aan brieven die u niet opende"
          on={ladderPushes}
          onChange={(on) => update({ ladderPushes: on })}
        />
        <Switch
          label="Campagnes van uw gemeente en andere afzenders"
          note="Hoogstens één melding per dag en twee per week."
          on={campaignPushes}
          onChange={(on) => update({ campaignPushes: on })}
        />
        <details class="fold">
          <summary>Per soort brief</summary>
          {Object.entries(kindTitles).map(([kind, title]) => (
            <Switch
              key={kind}
              label={title}
              note={firstAlwaysRings.includes(kind as LetterKind) ? "De eerste melding krijgt u altijd." : undefined}
              on={!mutedKinds.includes(kind as LetterKind)}
              onChange={(on) => mute(kind as LetterKind, on)}
            />
          ))}
        </details>
      </section>
      <section class="card" aria-labelledby="detail">
        <h2 id="detail">Wat staat er in een melding?</h2>
        <fieldset>
          <legend class="hidden">Wat staat er in een melding?</legend>
          <Choice
            name="detail"
            title="Een neutrale zin"
            note="U hebt een nieuw bericht in Burgerbode."
            on={detail === "NEUTRAL"}
            onChoose={() => update({ detail: "NEUTRAL" })}
          />
          <Choice
            name="detail"
            title="Afzender en onderwerp"
            note="Iedereen die uw scherm ziet, kan dit lezen. Bij boetes en aanmaningen blijft de zin neutraal."
            on={detail === "DETAILED"}
            onChoose={() => update({ detail: "DETAILED" })}
          />
        </fieldset>
      </section>
      <section class="card form" aria-labelledby="live">
        <h2 id="live">Uw gemeente</h2>
        <label>
          Waar woont u?
          <select
            value={municipality?.nis ?? ""}
            onChange={(event) => update({ municipality: event.currentTarget.value || null })}
          >
            <option value="">Niet ingevuld</option>
            {places
              .sort((a, b) => a[1].localeCompare(b[1], "nl"))
              .map(([nis, name]) => (
                <option key={nis} value={nis}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      </section>
    </>
  );
}

interface ReceiptsProps {
  shared: SharingFragment["sharesReceiptsWith"];
  senders: SharingFragment["sharesReceiptsWith"];
  update: WishesProps["update"];
}

/** Nobody learns that a letter was opened until the citizen says so, sender by sender. */
function Receipts({ shared, senders, update }: ReceiptsProps) {
  const codes = shared.map((sender) => sender.code);
  const all = [...senders, ...shared.filter(({ code }) => !senders.some((sender) => sender.code === code))];
  const share = (code: string, on: boolean) =>
    update({ sharesReceiptsWith: on ? [...codes, code] : codes.filter((shares) => shares !== code) });
  return (
    <section class="card" aria-labelledby="receipts">
      <h2 id="receipts">Wie ziet dat u een brief opent?</h2>
      <p>{shared.length === 0 ? "Niemand." : `Alleen ${names.format(shared.map((sender) => sender.name))}.`}</p>
      <p class="soft">
        Ziet een afzender dat u een brief opende? Dan hoeft die soms niet meer op papier. U kiest zelf, per afzender.
      </p>
      <details class="fold">
        <summary>Per afzender</summary>
        {all.map((sender) => (
          <Switch
            key={sender.code}
            label={sender.name}
            on={codes.includes(sender.code)}
            onChange={(on) => share(sender.code, on)}
          />
        ))}
      </details>
    </section>
  );
}

function Quiet({ preferences, update }: WishesProps) {
  const [hours, setHours] = useState(preferences.quietHours);
  const changed = JSON.stringify(hours) !== JSON.stringify(preferences.quietHours);
  const time = (label: string, field: "from" | "until" | "weekendUntil") => (
    <label>
      {label}
      <input
        type="time"
        required
        value={hours[field]}
        onInput={(event) => event.currentTarget.value && setHours({ ...hours, [field]: event.currentTarget.value })}
      />
    </label>
  );
  const save = (event: Event) => {
    event.preventDefault();
    void update({ quietHours: hours });
  };
  const toggle = async (on: boolean) => {
    const saved = await update({ quietHours: { ...preferences.quietHours, on } });
    if (saved) setHours((shown) => ({ ...shown, on }));
  };
  return (
    <section class="card" aria-labelledby="quiet">
      <h2 id="quiet">Stille tijd</h2>
      <Switch
        label="’s Nachts geen meldingen"
        note="Wat dan komt, krijgt u daarna in één melding."
        on={hours.on}
        onChange={toggle}
      />
      {hours.on && (
        <form class="form" onSubmit={save}>
          <div class="trio">
            {time("Vanaf", "from")}
            {time("Tot (weekdag)", "until")}
            {time("Tot (weekend)", "weekendUntil")}
          </div>
          {changed && (
            <button type="submit" class="button">
              Bewaren
            </button>
          )}
        </form>
      )}
    </section>
  );
}

interface ChoiceProps {
  name: string;
  title: string;
  note: string;
  on: boolean;
  onChoose: () => void;
}

function Choice({ name, title, note, on, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={on} onChange={onChoose} />
      <span>
        {title}
        <small>{note}</small>
      </span>
    </label>
  );
}
