import { Page } from "../parts";
import { app } from "../texts/app";

export function Calendar() {
  return (
    <Page title={app.value.calendar}>
      <p class="soft">{app.value.loading}</p>
    </Page>
  );
}
