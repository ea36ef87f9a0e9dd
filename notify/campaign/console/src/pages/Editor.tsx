import { Page } from "../parts";
import { app } from "../texts/app";

export function Editor({ id }: { id?: string }) {
  return (
    <Page title={app.value.campaigns}>
      <p class="soft">{id}</p>
    </Page>
  );
}
