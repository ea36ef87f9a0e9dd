// The decision of an approver, bound to the content that is shown: when that is another one by now, it is shown anew.
import { useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { AskFirst } from "../ask-first";
import { desk } from "../desk";
import { adviceText } from "../editor/fields";
import { ApproveCampaignDocument, type CampaignFullFragment, RejectCampaignDocument } from "../operations.generated";
import { isOwn } from "../pages/List";
import { Card, Failure, Note } from "../parts";
import { say } from "../say";
import { approve } from "../texts/approve";

interface Props {
  campaign: CampaignFullFragment;
  /** Whether the whole rule is shown: nobody approves what cannot be seen. */
  readable: boolean;
  changed: (campaign: CampaignFullFragment) => void;
  reload: () => Promise<void>;
}

const MOST = 500;

export function Decide(props: Props) {
  const texts = approve.value;
  const { campaign, changed } = props;
  const [asking, setAsking] = useState<"approve" | "reject" | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState(false);
  const attempt = async (action: () => Promise<CampaignFullFragment>, done: string) => {
    setBusy(true);
    setError(null);
    try {
      changed(await action());
      setStale(false);
      say(done);
    } catch (cause) {
      const problem = asApiError(cause);
      if (problem.code === "CONFLICT") {
        setStale(true);
        await props.reload();
      } else setError(problem);
    }
    setBusy(false);
    setAsking(null);
  };
  const yes = () =>
    attempt(async () => {
      const input = { id: campaign.id, hash: campaign.hash };
      return (await ask(ApproveCampaignDocument, { input })).approveCampaign.campaign;
    }, texts.done);
  const reject = (note: string) =>
    attempt(async () => {
      const input = { id: campaign.id, note };
      return (await ask(RejectCampaignDocument, { input })).rejectCampaign.campaign;
    }, texts.rejected);

  const waits = campaign.state === "SUBMITTED";
  const mayReject = waits || campaign.state === "APPROVED";
  if (!mayReject && !stale) return null;
  const decides = desk.value?.approves === true;
  const own = isOwn(campaign);
  return (
    <Card title={texts.decide} id="decide" class="for-you">
      <div class="fields">
        {stale && (
          <Note tone="warn" live>
            <p>{texts.changed}</p>
          </Note>
        )}
        {error && (error.fields.length > 0 ? <Wrong error={error} /> : <Failure error={error} />)}
        {!decides && <p>{texts.notApprover}</p>}
        {decides && own && <p>{texts.own}</p>}
        {decides && !own && !props.readable && <p>{texts.tooDeep}</p>}
        {decides && !own && waits && <p class="soft">{texts.decideText}</p>}
        {decides && mayReject && (
          <div class="button-line">
            {waits && !own && props.readable && (
              <button type="button" class="button main" onClick={() => setAsking("approve")}>
                {texts.button}
              </button>
            )}
            <button type="button" class="button" onClick={() => setAsking("reject")}>
              {texts.reject}
            </button>
          </div>
        )}
      </div>
      {asking === "approve" && (
        <AskFirst title={texts.ask} does={texts.yes} busy={busy} onYes={() => void yes()} onNo={() => setAsking(null)}>
          <p>
            <strong>{campaign.draft.title}</strong>
          </p>
          <p>{texts.askText}</p>
        </AskFirst>
      )}
      {asking === "reject" && <Reject busy={busy} reject={(note) => void reject(note)} close={() => setAsking(null)} />}
    </Card>
  );
}

const Wrong = ({ error }: { error: ApiError }) => (
  <Note tone="bad" live>
    <ul>
      {error.fields.map((each) => (
        <li key={each.path + each.message}>{adviceText(each)}</li>
      ))}
    </ul>
  </Note>
);

function Reject(props: { busy: boolean; reject: (note: string) => void; close: () => void }) {
  const texts = approve.value;
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState(false);
  const send = () => {
    const text = note.trim().replace(/\s+/g, " ");
    const right = text !== "" && [...text].length <= MOST;
    setWrong(!right);
    if (right) props.reject(text);
  };
  return (
    <AskFirst title={texts.rejectAsk} does={texts.reject} busy={props.busy} onYes={send} onNo={props.close}>
      <div class="field">
        <label for="reject-note">{texts.note}</label>
        <textarea
          id="reject-note"
          rows={4}
          value={note}
          aria-invalid={wrong}
          aria-describedby="reject-wrong"
          onInput={(event) => {
            setNote(event.currentTarget.value);
            setWrong(false);
          }}
        />
        <p class="wrong" id="reject-wrong" role="alert">
          {wrong ? texts.noteWrong : ""}
        </p>
      </div>
    </AskFirst>
  );
}
