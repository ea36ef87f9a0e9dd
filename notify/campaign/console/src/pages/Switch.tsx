import { Page } from "../parts";
import { app } from "../texts/app";

export function Switch() {
  return (
    <Page title={app.value.digital}>
      <p class="soft">{app.value.loading}</p>
    </Page>
  );
}
