// How the campaign looks on a phone: the notification as each sort of phone shows it, and the entry in the app.
import { useState } from "preact/hooks";
import type { CampaignFullFragment, Platform } from "./operations.generated";
import { content } from "./texts/editor";

type Preview = CampaignFullFragment["preview"];

const PLATFORMS: readonly Platform[] = ["ANDROID", "IOS", "WEB"];

export function Phones({ preview, sender, link }: { preview: Preview; sender: string; link?: string | null }) {
  const texts = content.value;
  const [platform, setPlatform] = useState<Platform>("ANDROID");
  const shown = preview.phones.filter((each) => each.platform === platform);
  return (
    <div class="phones">
      <fieldset class="chips">
        <legend class="hidden">{texts.platform}</legend>
        {PLATFORMS.map((each) => (
          <button
            key={each}
            type="button"
            class="chip"
            aria-pressed={platform === each}
            onClick={() => setPlatform(each)}
          >
            {texts[each]}
          </button>
        ))}
      </fieldset>
      <div class={`device ${platform.toLowerCase()}`}>
        <p class="device-clock" aria-hidden="true">
          10:05
        </p>
        {(["DETAILED", "NEUTRAL"] as const).map((detail) => {
          const each = shown.find((one) => one.detail === detail);
          return (
            each && (
              <div key={detail} class="device-part">
                <p class="device-says">{texts[detail]}</p>
                <div class="push" lang="nl">
                  <p class="push-app">
                    Burgerbode <span>{texts.now}</span>
                  </p>
                  <p class="push-title">{each.title}</p>
                  <p>{cut(each.body, each.visible) || texts.emptyText}</p>
                </div>
              </div>
            )
          );
        })}
        <div class="device-part">
          <p class="device-says">{texts.inApp}</p>
          <div class="entry" lang="nl">
            <p class="push-app">{sender}</p>
            <p class="push-title">{preview.title || texts.emptyTitle}</p>
            {(preview.text || texts.emptyText).split(/\n{2,}/).map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
            {link && <p class="entry-link">{texts.follow} ›</p>}
          </div>
        </div>
      </div>
      <p class="soft">{texts.example}</p>
    </div>
  );
}

/** What is shown before the notification is opened up. */
function cut(text: string, visible: number): string {
  const characters = [...text];
  return characters.length <= visible
    ? text
    : `${characters
        .slice(0, visible - 1)
        .join("")
        .trimEnd()}…`;
}
