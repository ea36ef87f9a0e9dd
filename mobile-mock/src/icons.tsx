// The app's own drawings: one path each, in the colour of the text around them.
import type { JSX } from "preact";

const paths = {
  letter: "M3 6.5h18v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5zM3 7l9 6.5L21 7",
  ballot: "M5 11h14v9H5zM8 11V4h8v7M10 7.2l1.4 1.4L14.2 6M8.5 15h7",
  dossier:
    "M3 6.5A1.5 1.5 0 0 1 4.5 5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z",
  bell: "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4",
  gear: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  back: "M14.5 5 8 12l6.5 7",
  next: "M9.5 5 16 12l-6.5 7",
  archive: "M4 5h16v4H4zM5.5 9v10.5h13V9M10 13h4",
  unread: "M3 9l9-5.5L21 9v10.5H3zM3 9l9 6 9-6",
  clock: "M12 3.5a8.5 8.5 0 1 0 .01 0zM12 7.5V12l3 2",
  calendar: "M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8M12 13v4.5M9.7 15.2h4.6",
  place: "M12 21s7-6.2 7-11.3A7 7 0 0 0 5 9.7C5 14.8 12 21 12 21zM12 7.5a2.3 2.3 0 1 0 .01 0z",
  check: "M5 12.5 10 17.5 19.5 7",
  close: "M6 6l12 12M18 6 6 18",
  bin: "M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  alert: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3",
  offline: "M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 5-2.8M14.5 9.3A10 10 0 0 1 19 12M12 19v.2",
  person: "M12 4a4 4 0 1 0 .01 0zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  search: "M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 20.5 20.5",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 13h6M9 16.5h6",
  out: "M14 8V4.5H4.5v15H14V16M9.5 12h11M17 8.5l3.5 3.5-3.5 3.5",
  phone:
    "M7.5 2.5h9A1.5 1.5 0 0 1 18 4v16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 20V4a1.5 1.5 0 0 1 1.5-1.5zM10.5 18.5h3",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}

export function Logo(): JSX.Element {
  return (
    <svg class="logo" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path d="M6 16h46v30a4 4 0 0 1-4 4H10a4 4 0 0 1-4-4z" />
      <path class="flap" d="m6 16 23 19 23-19" />
      <circle cx="52" cy="15" r="9" />
    </svg>
  );
}
