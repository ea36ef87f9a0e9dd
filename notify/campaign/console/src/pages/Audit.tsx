import { Page } from "../parts";
import { app } from "../texts/app";

export function Audit() {
  return (
    <Page title={app.value.audit}>
      <p class="soft">{app.value.loading}</p>
    </Page>
  );
}
