// The editor: the audience, the texts, the moment, a dry run, and handing the campaign over.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { Confirm } from "../confirm";
import { desk } from "../desk";
import { Audience } from "../editor/Audience";
import { DryRun } from "../editor/DryRun";
import { fieldsOf } from "../editor/draft";
import { Start } from "../editor/Start";
import { Bar, Submit } from "../editor/State";
import { TestSend } from "../editor/TestSend";
import { Texts } from "../editor/Texts";
import { readCampaign, useDraft } from "../editor/useDraft";
import { When } from "../editor/When";
import { momentText } from "../moments";
import { type CampaignFullFragment, CancelCampaignDocument } from "../operations.generated";
import { Back, Card, Failure, Loading, Note, Page, personText, StateBadge } from "../parts";
import { Phones } from "../phones";
import { go, link } from "../router";
import type { Group } from "../rule";
import { say } from "../say";
import { content, editor } from "../texts/editor";
import { trial } from "../texts/trial";

export function Editor({ id }: { id?: string }) {
  if (!desk.value?.writes) return <NotYours id={id} />;
  return id ? <Open id={id} /> : <Start />;
}

function NotYours({ id }: { id?: string }) {
  const texts = editor.value;
  return (
    <Page title={texts.title} above={<Back />}>
      <Note tone="warn">
        <p>{texts.onlyAuthors}</p>
        {id && <a href={link(`/campaigns/${id}/approve`)}>{texts.look}</a>}
      </Note>
    </Page>
  );
}

const CHANGEABLE: readonly string[] = ["DRAFT", "SUBMITTED", "APPROVED", "SCHEDULED"];

function Open({ id }: { id: string }) {
  const texts = editor.value;
  const [loaded, setLoaded] = useState<{ campaign: CampaignFullFragment; rule: Group | null } | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [anyway, setAnyway] = useState(false);
  const read = async () => {
    setError(null);
    setLoaded(null);
    try {
      const read = await readCampaign(id);
      if (!CHANGEABLE.includes(read.campaign.state)) go(`/campaigns/${id}`, true);
      else setLoaded(read);
    } catch (cause) {
      setError(asApiError(cause));
    }
  };
  useEffect(() => void read(), [id]);
  if (error) return <Failure error={error} retry={() => void read()} />;
  if (!loaded) return <Loading />;
  const { campaign, rule } = loaded;
  if (!rule) {
    return (
      <Page title={campaign.draft.title || texts.untitled} above={<Back />}>
        <Note tone="warn">
          <p>{texts.tooDeep}</p>
        </Note>
      </Page>
    );
  }
  if (campaign.state !== "DRAFT" && !anyway) {
    return (
      <Page title={texts.reopen} above={<Back />}>
        <Note tone="warn">
          <p>{texts.reopenText}</p>
          <div class="button-line">
            <button type="button" class="button" onClick={() => setAnyway(true)}>
              {texts.reopenButton}
            </button>
            <a class="button main" href={link(`/campaigns/${id}/approve`)}>
              {texts.look}
            </a>
          </div>
        </Note>
      </Page>
    );
  }
  return <Form campaign={campaign} rule={rule} reload={() => void read()} />;
}

function Form(props: { campaign: CampaignFullFragment; rule: Group; reload: () => void }) {
  const texts = editor.value;
  const draft = useDraft(props.campaign, fieldsOf(props.campaign.draft, props.rule));
  const { campaign } = draft;
  return (
    <Page
      title={draft.fields.title || texts.untitled}
      lead={
        <p>
          <StateBadge state={campaign.state} />
        </p>
      }
      above={<Back />}
    >
      <SentBack campaign={campaign} />
      <Bar draft={draft} reload={props.reload} />
      <div class="editor">
        <Card title={texts.who} id="who">
          <Audience draft={draft} />
        </Card>
        <Card title={texts.what} id="what">
          <Texts draft={draft} />
        </Card>
        <aside class="beside" aria-label={content.value.preview}>
          <h2>{content.value.preview}</h2>
          <Phones preview={campaign.preview} sender={desk.value?.organisation.name ?? ""} link={campaign.draft.link} />
        </aside>
        <Card title={texts.when} id="when">
          <When draft={draft} />
        </Card>
        <Card title={texts.trial} id="trial">
          <DryRun campaign={campaign} before={draft.flush} />
        </Card>
        <Card title={trial.value.tests} id="tests">
          <TestSend campaign={campaign} before={draft.flush} />
        </Card>
        <Submit draft={draft} />
        <ThrowAway campaign={campaign} />
      </div>
    </Page>
  );
}

/** Why an approver sent it back, as long as it was not submitted again. */
function SentBack({ campaign }: { campaign: CampaignFullFragment }) {
  const texts = editor.value;
  const last = campaign.log.findLast((step) => step.did !== "Edit");
  if (last?.did !== "Reject") return null;
  return (
    <div class="sent-back">
      <Note tone="warn">
        <p>
          <strong>{texts.sentBack(personText(last.by), momentText(last.at))}</strong>
        </p>
        {last.note && <q>{last.note}</q>}
      </Note>
    </div>
  );
}

function ThrowAway({ campaign }: { campaign: CampaignFullFragment }) {
  const texts = editor.value;
  const [asking, setAsking] = useState(false);
  const cancel = async () => {
    await ask(CancelCampaignDocument, { input: { id: campaign.id } });
    say(texts.cancelled);
    go("/");
  };
  return (
    <div>
      <button type="button" class="button danger" onClick={() => setAsking(true)}>
        {texts.cancel}
      </button>
      {asking && (
        <Confirm title={texts.cancelAsk} does={texts.cancel} danger act={cancel} close={() => setAsking(false)}>
          <p>{texts.cancelText}</p>
        </Confirm>
      )}
    </div>
  );
}
