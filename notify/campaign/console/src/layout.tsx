// The frame around every page: who sits at the desk, the menu, the notice.
import type { ComponentChildren } from "preact";
import { desk } from "./desk";
import { language } from "./language";
import { link, path } from "./router";
import { announcement, notice } from "./say";
import { session, signOut } from "./signin";
import { app } from "./texts/app";

export function Layout({ children }: { children: ComponentChildren }) {
  return (
    <>
      <a class="skip" href="#content">
        {app.value.skip}
      </a>
      <header class="top">
        <div class="wide top-line">
          <a class="brand" href={link("/")}>
            <Logo />
            <span>
              {app.value.product} <strong>{app.value.desk}</strong>
            </span>
          </a>
          <Who />
        </div>
        {desk.value && <Menu />}
      </header>
      <main id="content" class="wide" tabIndex={-1}>
        {children}
      </main>
      <p class={notice.value ? "notice shown" : "notice"} role="status">
        {notice.value}
      </p>
      <p class="hidden" role="status" data-testid="announcement">
        {announcement.value}
      </p>
    </>
  );
}

function Who() {
  const texts = app.value;
  const at = desk.value;
  const role = !at ? "" : at.writes && at.approves ? texts.both : at.writes ? texts.writes : texts.approves;
  return (
    <div class="who">
      {at && (
        <p class="who-text">
          <strong>{at.organisation.name}</strong>
          <span>
            {session.value?.name || at.person}, {role}
          </span>
        </p>
      )}
      <button
        type="button"
        class="quiet"
        lang={texts.switchTo}
        onClick={() => {
          language.value = language.value === "nl" ? "en" : "nl";
        }}
      >
        {texts.switchLanguage}
      </button>
      {session.value && (
        <button type="button" class="quiet" onClick={() => void signOut()}>
          {texts.signOut}
        </button>
      )}
    </div>
  );
}

function Menu() {
  const texts = app.value;
  const room = path.value.split("/")[1] ?? "";
  const items: [string, string, string[]][] = [
    ["/", texts.campaigns, ["", "campaigns"]],
    ["/calendar", texts.calendar, ["calendar"]],
    ["/switch", texts.digital, ["switch"]],
    ["/audit", texts.audit, ["audit"]],
  ];
  return (
    <nav class="menu" aria-label={texts.menu}>
      <ul class="wide">
        {items.map(([to, title, rooms]) => (
          <li key={to}>
            <a href={link(to)} aria-current={rooms.includes(room) ? "page" : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const Logo = () => (
  <svg class="logo" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
    <path d="M6 16h46v30a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z" />
    <path class="flap" d="m6 16 23 19 23-19" />
    <circle cx="52" cy="15" r="9" />
  </svg>
);
