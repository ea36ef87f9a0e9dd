// A new campaign begins with a template; it exists from then on, as a draft.
import { useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { type Desk, desk } from "../desk";
import { CreateCampaignDocument } from "../operations.generated";
import { Back, Failure, Page } from "../parts";
import { go } from "../router";
import { editor } from "../texts/editor";
import { fieldsOfTemplate, inputOf } from "./draft";
import { type Template, templatesOf } from "./templates";

export function Start() {
  const texts = editor.value;
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  // The same id until one was made: a second click makes no second campaign.
  const [clientId] = useState(() => crypto.randomUUID());
  const create = async (template: Template) => {
    setBusy(true);
    setError(null);
    try {
      const input = { clientId, draft: inputOf(fieldsOfTemplate(template)) };
      const { createCampaign } = await ask(CreateCampaignDocument, { input });
      go(`/campaigns/${createCampaign.campaign.id}/edit`, true);
    } catch (cause) {
      setError(asApiError(cause));
      setBusy(false);
    }
  };
  return (
    <Page title={texts.newTitle} lead={<p>{texts.newLead}</p>} above={<Back />}>
      {error && <Failure error={error} />}
      <ul class="templates">
        {templatesOf(desk.value as Desk).map((each) => (
          <li key={each.name} class="card">
            <h2>{each.name}</h2>
            <p>{each.about}</p>
            <button type="button" class="button" disabled={busy} onClick={() => void create(each)}>
              {texts.choose}
              <span class="hidden">: {each.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
