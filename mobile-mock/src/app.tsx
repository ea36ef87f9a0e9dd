import { useEffect, useState } from "preact/hooks";
import { appStatus } from "./account";
import { expired, outdated, session } from "./api";
import { now } from "./clock";
import { Icon, type IconName, Logo } from "./icons";
import { counts } from "./mailbox";
import { Outside, Screen } from "./parts";
import { phone } from "./phone";
import { connected, dismiss, linesOf, type Notification, notifications, open, ringing } from "./ring";
import { link, path } from "./router";
import { announcement, notice } from "./say";
import { Announcement } from "./screens/Announcement";
import { Card } from "./screens/Card";
import { Counter } from "./screens/Counter";
import { DigitalPost } from "./screens/DigitalPost";
import { Documents } from "./screens/Documents";
import { Dossier } from "./screens/Dossier";
import { Dossiers } from "./screens/Dossiers";
import { Home } from "./screens/Home";
import { Letter } from "./screens/Letter";
import { NewReminder } from "./screens/NewReminder";
import { Opening } from "./screens/Opening";
import { Reminders } from "./screens/Reminders";
import { Search } from "./screens/Search";
import { Settings } from "./screens/Settings";
import { Welcome } from "./screens/Welcome";
import { capital, clockOf, dayOf, dayText, momentText } from "./texts";

const CLOCK_MS = 5000;

/** The phone: on a narrow screen the app alone, on a wide one with its lock screen and a note on what this is. */
export function App() {
  const signedIn = session.value !== null && !expired.value;
  const usable = appStatus.value?.supported !== false && !outdated.value;
  return (
    <div class={`stage${ringing.value ? " ringing" : ""}`}>
      <LockScreen />
      <div class="phone">
        {usable ? <Screens signedIn={signedIn} /> : <Unsupported />}
        {signedIn && usable && <Tabs />}
        <p class={notice.value ? "notice shown" : "notice"} role="status">
          {notice.value}
        </p>
      </div>
      <p class="hidden" role="status" aria-live="polite" data-testid="announcement">
        {announcement.value}
      </p>
    </div>
  );
}

function Screens({ signedIn }: { signedIn: boolean }) {
  if (!signedIn) return <Welcome key="welcome" />;
  const here = path.value;
  const [, room = "", ...rest] = here.split("/").map(decodeURIComponent);
  const id = rest.join("/");
  switch (room) {
    case "letter":
      return <Letter key={here} id={id} />;
    case "card":
      return <Card key={here} id={id} />;
    case "dossier":
      return <Dossier key={here} id={id} />;
    case "entry":
      return <Opening key={here} id={id} />;
    case "announcement":
      return <Announcement key={here} id={id} />;
    case "dossiers":
      return <Dossiers key={here} />;
    case "documents":
      return <Documents key={here} />;
    case "search":
      return <Search key={here} />;
    case "counter":
      return <Counter key={here} />;
    case "reminders":
      return rest[0] === "new" ? <NewReminder key={here} entryId={rest[1]} /> : <Reminders key={here} />;
    case "settings":
      return rest[0] === "post" ? <DigitalPost key={here} /> : <Settings key={here} />;
    default:
      return <Home key="/" />;
  }
}

const tabs: [string, string, IconName, string[]][] = [
  ["/", "Post", "letter", ["", "letter", "card", "entry", "announcement", "search", "documents"]],
  ["/dossiers", "Dos\u00adsiers", "dossier", ["dossiers", "dossier", "counter"]],
  ["/reminders", "Her\u00adin\u00adne\u00adrin\u00adgen", "bell", ["reminders"]],
  ["/settings", "In\u00adstel\u00adlin\u00adgen", "gear", ["settings"]],
];

function Tabs() {
  const room = path.value.split("/")[1] ?? "";
  const { unread } = counts.value;
  return (
    <nav class="tabs" aria-label="Hoofdmenu">
      {tabs.map(([to, title, icon, rooms]) => (
        <a key={to} href={link(to)} aria-current={rooms.includes(room) ? "page" : undefined}>
          <span class="tab-icon">
            <Icon name={icon} />
            {to === "/" && unread > 0 && (
              <span class="badge" data-testid="badge">
                {unread > 99 ? "99+" : unread}
                <span class="hidden"> ongelezen</span>
              </span>
            )}
          </span>
          <span>{title}</span>
        </a>
      ))}
    </nav>
  );
}

function LockScreen() {
  const shown = notifications.value;
  return (
    <aside class="lock" aria-label="Meldingen">
      <LockTop />
      <ul class="tray" aria-label="Meldingen">
        {shown.map((notification) => (
          <Banner key={notification.tag} notification={notification} />
        ))}
      </ul>
      <div class="lock-foot">
        {shown.length === 0 && (
          <p>Nog geen meldingen. Deze telefoon gaat alleen over als FCM een bericht voor hem aanvaardt.</p>
        )}
        <p class={connected.value ? "line on" : "line"}>
          {!session.value
            ? "Niet aangemeld"
            : connected.value
              ? "Verbonden met FCM (nagebootst)"
              : "Geen verbinding met FCM"}
        </p>
        {session.value && <p class="token">{phone.value.token}</p>}
      </div>
    </aside>
  );
}

function LockTop() {
  const [, tick] = useState(0);
  const time = now();
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), CLOCK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="lock-top">
      <p class="lock-brand">
        <Logo /> Burgerbode <span>proeftelefoon</span>
      </p>
      <p class="lock-clock">{clockOf(time)}</p>
      <p class="lock-day">{capital(dayText(dayOf(time)))}</p>
      <h2>Meldingen</h2>
    </div>
  );
}

function Banner({ notification }: { notification: Notification }) {
  const { tag, entryId, at, channel } = notification;
  const [first, ...more] = linesOf(notification);
  const where = entryId ? `/entry/${encodeURIComponent(entryId)}` : "/settings";
  return (
    <li class="push" data-tag={tag} data-channel={channel}>
      <button type="button" class="push-open" onClick={() => open(notification, where)}>
        <span class="push-icon">
          <Logo />
        </span>
        <span class="push-text">
          <span class="push-head">
            Burgerbode <span>{momentText(at)}</span>
          </span>
          <strong>{first}</strong>
          {more.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      </button>
      <button type="button" class="round" aria-label={`Sluit melding: ${first}`} onClick={() => dismiss(notification)}>
        <Icon name="close" />
      </button>
    </li>
  );
}

function Unsupported() {
  const status = outdated.value ?? appStatus.value;
  return (
    <Screen title="Werk Burgerbode bij">
      <section class="card">
        <p>Deze versie van de app werkt niet meer. Installeer de nieuwe versie om uw berichten te lezen.</p>
        {status?.upgradeUrl && (
          <p class="button-line">
            <Outside href={status.upgradeUrl}>Haal de nieuwe versie</Outside>
          </p>
        )}
        {status?.helpPhone && (
          <p>
            Hulp nodig? Bel <a href={`tel:${status.helpPhone.replace(/[^+\d]/g, "")}`}>{status.helpPhone}</a>.
          </p>
        )}
      </section>
    </Screen>
  );
}
