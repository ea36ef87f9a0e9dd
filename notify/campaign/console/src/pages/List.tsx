// The campaigns, and what waits for whoever looks.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { desk } from "../desk";
import { dayText, momentText } from "../moments";
import { type CampaignRowFragment, type CampaignState, CampaignsDocument } from "../operations.generated";
import { Card, Failure, Loading, Page, personText, StateBadge } from "../parts";
import { link } from "../router";
import { announce } from "../say";
import { list } from "../texts/list";
import { useAsk } from "../useAsk";

type Filter = "all" | "drafts" | "waiting" | "ready" | "live" | "ended";

const filters: Record<Filter, CampaignState[] | null> = {
  all: null,
  drafts: ["DRAFT"],
  waiting: ["SUBMITTED"],
  ready: ["APPROVED", "SCHEDULED"],
  live: ["CANARY", "RUNNING", "PAUSED"],
  ended: ["DONE", "CANCELLED", "FAILED"],
};

const PAGE = 20;

export function List() {
  const texts = list.value;
  const create = desk.value?.writes && (
    <a class="button main" href={link("/campaigns/new")}>
      {texts.create}
    </a>
  );
  return (
    <Page title={texts.title} lead={<p>{texts.lead}</p>} actions={create}>
      <div class="stack">
        {desk.value?.approves && <Waiting />}
        <All />
      </div>
    </Page>
  );
}

/** What an approver has to decide on. */
function Waiting() {
  const texts = list.value;
  const { data } = useAsk(CampaignsDocument, { first: 50, states: ["SUBMITTED"] });
  const waiting = data?.campaigns.nodes ?? [];
  if (waiting.length === 0) return null;
  return (
    <Card title={texts.forYou} id="for-you" class="for-you">
      <p class="soft">{texts.forYouText}</p>
      <ul class="waiting">
        {waiting.map((each) => (
          <li key={each.id}>
            <div>
              <strong>{each.draft.title || texts.untitled}</strong>
              {each.submitted && (
                <p class="soft">{texts.submittedBy(personText(each.submitted.by), momentText(each.submitted.at))}</p>
              )}
            </div>
            {isOwn(each) ? (
              <p class="soft">{texts.own}</p>
            ) : (
              <a class="button" href={link(`/campaigns/${each.id}/approve`)}>
                {texts.judge}
                <span class="hidden">: {each.draft.title}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

export const isOwn = (campaign: Pick<CampaignRowFragment, "author" | "editors" | "submitted">) => {
  const me = desk.value?.person;
  return me !== undefined && [campaign.author, campaign.submitted?.by, ...campaign.editors].includes(me);
};

function All() {
  const texts = list.value;
  const [filter, setFilter] = useState<Filter>("all");
  const { rows, total, more, loading, error, retry } = usePages(filters[filter]);
  return (
    <section>
      <fieldset class="chips filters">
        <legend class="hidden">{texts.filter}</legend>
        {(Object.keys(filters) as Filter[]).map((each) => (
          <button key={each} type="button" class="chip" aria-pressed={filter === each} onClick={() => setFilter(each)}>
            {texts[each]}
          </button>
        ))}
      </fieldset>
      {error && <Failure error={error} retry={retry} />}
      {!rows && !error && <Loading />}
      {rows?.length === 0 && (
        <Card>
          <p>{texts.none}</p>
          {desk.value?.writes && <p class="soft">{texts.noneCreate}</p>}
        </Card>
      )}
      {rows && rows.length > 0 && (
        <Card>
          <Rows rows={rows} />
          <div class="button-line">
            <span class="soft">{texts.found(total)}</span>
            {more && (
              <button type="button" class="button" disabled={loading} onClick={more}>
                {texts.more}
              </button>
            )}
          </div>
        </Card>
      )}
    </section>
  );
}

function Rows({ rows }: { rows: CampaignRowFragment[] }) {
  const texts = list.value;
  return (
    <table class="rows">
      <caption class="hidden">{texts.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.name}</th>
          <th scope="col">{texts.state}</th>
          <th scope="col">{texts.when}</th>
          <th scope="col">{texts.who}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <a href={link(placeOf(row))}>{row.draft.title || texts.untitled}</a>
            </th>
            <td>
              <StateBadge state={row.state} />
            </td>
            <td>{whenText(row)}</td>
            <td>{personText(row.author)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where a campaign is looked at: a draft in the editor, what waits by its approver on that page. */
function placeOf(row: CampaignRowFragment): string {
  if (row.state === "DRAFT" && desk.value?.writes) return `/campaigns/${row.id}/edit`;
  if (["SUBMITTED", "APPROVED"].includes(row.state)) return `/campaigns/${row.id}/approve`;
  return `/campaigns/${row.id}`;
}

function whenText(row: CampaignRowFragment): string {
  const texts = list.value;
  if (row.endedAt) return texts.endedOn(dayText(row.endedAt));
  if (row.startsAt) return texts.startsAt(momentText(row.startsAt));
  return texts.madeOn(dayText(row.createdAt));
}

/** Pages of the list, one after the other. */
function usePages(states: CampaignState[] | null) {
  const [rows, setRows] = useState<CampaignRowFragment[] | null>(null);
  const [total, setTotal] = useState(0);
  const [after, setAfter] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const read = async (cursor: string | null, left: () => boolean) => {
    setLoading(true);
    try {
      const { campaigns } = await ask(CampaignsDocument, { first: PAGE, after: cursor, states });
      if (left()) return;
      setError(null);
      setRows((before) => [...(cursor && before ? before : []), ...campaigns.nodes]);
      setTotal(campaigns.totalCount);
      setAfter(campaigns.pageInfo.hasNextPage ? (campaigns.pageInfo.endCursor ?? null) : null);
      announce(list.value.found(campaigns.totalCount));
    } catch (cause) {
      if (!left()) setError(asApiError(cause));
    }
    setLoading(false);
  };
  useEffect(() => {
    let gone = false;
    setRows(null);
    void read(null, () => gone);
    return () => {
      gone = true;
    };
  }, [states]);
  const next = () => void read(after, () => false);
  return { rows, total, loading, error, retry: next, more: after ? next : null };
}
