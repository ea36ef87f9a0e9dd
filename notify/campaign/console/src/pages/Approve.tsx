import { Page } from "../parts";
import { app } from "../texts/app";

export function Approve({ id }: { id: string }) {
  return (
    <Page title={app.value.campaigns}>
      <p class="soft">{id}</p>
    </Page>
  );
}
