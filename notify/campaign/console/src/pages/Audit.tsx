// Who did what with the organisation's campaigns, in sentences, the newest first.
import { useEffect, useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { desk } from "../desk";
import { momentText } from "../moments";
import { CampaignAuditDocument, type CampaignAuditQuery, CampaignsDocument } from "../operations.generated";
import { Card, Failure, Loading, Page, personText } from "../parts";
import { link } from "../router";
import { announce } from "../say";
import { audit } from "../texts/audit";
import { useAsk } from "../useAsk";

type Entry = CampaignAuditQuery["campaignAudit"]["nodes"][number];

const PAGE = 50;

export function Audit() {
  const texts = audit.value;
  const { entries, loading, error, more, retry } = useEntries();
  const { data } = useAsk(CampaignsDocument, { first: 100 });
  const titles = new Map(data?.campaigns.nodes.map((each) => [each.id, each.draft.title]));
  return (
    <Page title={texts.title} lead={<p>{texts.lead}</p>}>
      {error && <Failure error={error} retry={retry} />}
      {!entries && !error && <Loading />}
      {entries && (
        <Card>
          {entries.length === 0 && <p>{texts.none}</p>}
          <ol class="steps" aria-label={texts.caption}>
            {entries.map((entry, at) => (
              <Line key={at} entry={entry} titles={titles} />
            ))}
          </ol>
          <div class="button-line">
            <span class="soft">{texts.shown(entries.length)}</span>
            {more && (
              <button type="button" class="button" aria-disabled={loading} onClick={more}>
                {texts.more}
              </button>
            )}
          </div>
        </Card>
      )}
    </Page>
  );
}

function Line({ entry, titles }: { entry: Entry; titles: Map<string, string> }) {
  const texts = audit.value;
  const title = titles.get(entry.subject);
  const who = !entry.person ? texts.system : entry.person === desk.value?.person ? texts.you : personText(entry.person);
  const named = title ? texts.campaign(title) : entry.action === "AUDIENCE_COUNTED" ? texts.rule : texts.unknown;
  const sentence = texts.sentences[entry.action] ?? ((someone: string) => `${someone}: ${entry.action}`);
  const [before, after] = sentence(who, GAP).split(GAP);
  return (
    <li>
      <time dateTime={entry.at}>{momentText(entry.at)}</time>
      <p>
        {before}
        {after !== undefined && (title ? <a href={link(`/campaigns/${entry.subject}`)}>{named}</a> : named)}
        {after}
      </p>
    </li>
  );
}

const GAP = "\u0000"; // where a sentence names the campaign, which is a link

function useEntries() {
  const [entries, setEntries] = useState<Entry[] | null>(null);
  const [after, setAfter] = useState<string | null>(null);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const read = async (cursor: string | null) => {
    setLoading(true);
    setError(null);
    try {
      const { campaignAudit } = await ask(CampaignAuditDocument, { first: PAGE, after: cursor });
      const all = [...((cursor && entries) || []), ...campaignAudit.nodes];
      setEntries(all);
      setAfter(campaignAudit.pageInfo.hasNextPage ? (campaignAudit.pageInfo.endCursor ?? null) : null);
      announce(audit.value.shown(all.length));
    } catch (cause) {
      setError(asApiError(cause));
    }
    setLoading(false);
  };
  useEffect(() => void read(null), []);
  return { entries, loading, error, retry: () => void read(after), more: after ? () => void read(after) : null };
}
