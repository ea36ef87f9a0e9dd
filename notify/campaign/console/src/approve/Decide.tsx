// The decision of an approver, bound to the content that is shown: when that is another one by now, it is shown anew.
import { useState } from "preact/hooks";
import { ApiError, asApiError, ask } from "../api";
import { Confirm } from "../confirm";
import { desk } from "../desk";
import { ApproveCampaignDocument, type CampaignFullFragment, RejectCampaignDocument } from "../operations.generated";
import { isOwn } from "../pages/List";
import { Card, Note } from "../parts";
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
  const [stale, setStale] = useState(false);
  const close = () => setAsking(null);
  const attempt = async (action: () => Promise<CampaignFullFragment>, done: string) => {
    try {
      changed(await action());
      setStale(false);
      say(done);
    } catch (cause) {
      if (asApiError(cause).code !== "CONFLICT") throw cause;
      setStale(true);
      await props.reload();
    }
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
    <Card title={decides && !own ? texts.decide : texts.decideOther} id="decide" class={decides ? "for-you" : ""}>
      <div class="fields">
        {stale && (
          <Note tone="warn" live>
            <p>{texts.changed}</p>
          </Note>
        )}
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
        <Confirm title={texts.ask} does={texts.yes} act={yes} close={close}>
          <p>
            <strong>{campaign.draft.title}</strong>
          </p>
          <p>{texts.askText}</p>
        </Confirm>
      )}
      {asking === "reject" && <Reject reject={reject} close={close} />}
    </Card>
  );
}

function Reject(props: { reject: (note: string) => Promise<void>; close: () => void }) {
  const texts = approve.value;
  const [note, setNote] = useState("");
  const [wrong, setWrong] = useState(false);
  const act = async () => {
    const text = note.trim().replace(/\s+/g, " ");
    const right = text !== "" && [...text].length <= MOST;
    setWrong(!right);
    if (!right) throw new ApiError("INVALID", "", [{ path: "note", message: texts.noteWrong }]);
    await props.reject(text);
  };
  return (
    <Confirm title={texts.rejectAsk} does={texts.reject} act={act} close={props.close}>
      <div class="field">
        <label for="reject-note">{texts.note}</label>
        <textarea
          id="reject-note"
          rows={4}
          value={note}
          aria-invalid={wrong}
          onInput={(event) => {
            setNote(event.currentTarget.value);
            setWrong(false);
          }}
        />
      </div>
    </Confirm>
  );
}
