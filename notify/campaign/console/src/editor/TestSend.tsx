// A test on the author's own phones. Their codes and names stay in this browser.
import { useState } from "preact/hooks";
import { type ApiError, asApiError, ask } from "../api";
import { type CampaignFullFragment, SendCampaignTestDocument } from "../operations.generated";
import { Failure } from "../parts";
import { trial } from "../texts/trial";
import { Field } from "./fields";

interface TestPhone {
  id: string;
  name: string;
}

const KEPT = "burgerbode.console.phones";
const MOST = 10;

function kept(): TestPhone[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as TestPhone[];
  } catch {
    return [];
  }
}

export function TestSend(props: {
  campaign: CampaignFullFragment;
  before: () => Promise<CampaignFullFragment | null>;
}) {
  const texts = trial.value;
  const [phones, setPhones] = useState(kept);
  const [chosen, setChosen] = useState(() => phones.map((each) => each.id));
  const [results, setResults] = useState<Record<string, string>>({});
  const [error, setError] = useState<ApiError | null>(null);
  const [wrong, setWrong] = useState("");
  const keep = (next: TestPhone[]) => {
    setPhones(next);
    try {
      localStorage.setItem(KEPT, JSON.stringify(next));
    } catch {
      // Without storage the phones last as long as the page.
    }
  };
  const send = async () => {
    setError(null);
    setResults({});
    const installationIds = chosen.filter((id) => phones.some((each) => each.id === id)).slice(0, MOST);
    setWrong(installationIds.length > 0 ? "" : texts.choosePhones);
    if (installationIds.length === 0) return;
    try {
      if (!(await props.before())) return;
      const input = { id: props.campaign.id, clientId: crypto.randomUUID(), installationIds };
      const { sendCampaignTest } = await ask(SendCampaignTestDocument, { input });
      const told = sendCampaignTest.results.map(({ installationId, error: failed }) => [
        installationId,
        failed ? (texts.results[failed.code] ?? texts.other) : texts.sent,
      ]);
      setResults(Object.fromEntries(told));
    } catch (cause) {
      setError(asApiError(cause));
    }
  };
  return (
    <div class="fields">
      <p class="soft">{texts.testsText}</p>
      <fieldset>
        <legend class="legend">{texts.phones}</legend>
        {phones.length === 0 && <p class="soft">{texts.noPhones}</p>}
        <ul class="test-phones">
          {phones.map((phone) => (
            <li key={phone.id}>
              <label class="choice">
                <input
                  type="checkbox"
                  checked={chosen.includes(phone.id)}
                  onChange={(event) =>
                    setChosen(
                      event.currentTarget.checked ? [...chosen, phone.id] : chosen.filter((each) => each !== phone.id),
                    )
                  }
                />
                <span>{phone.name}</span>
              </label>
              <span role="status">{results[phone.id]}</span>
              <button
                type="button"
                class="button small"
                aria-label={texts.removePhone(phone.name)}
                onClick={() => keep(phones.filter((each) => each.id !== phone.id))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      </fieldset>
      <AddPhone
        add={(phone) => {
          keep([...phones.filter((each) => each.id !== phone.id), phone]);
          setChosen([...chosen, phone.id]);
        }}
      />
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      {error && <Failure error={error} />}
      <p>
        <button type="button" class="button" disabled={phones.length === 0} onClick={() => void send()}>
          {texts.send}
        </button>
      </p>
    </div>
  );
}

function AddPhone({ add }: { add: (phone: TestPhone) => void }) {
  const texts = trial.value;
  const [id, setId] = useState("");
  const [name, setName] = useState("");
  const [wrong, setWrong] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    const phone = { id: id.trim(), name: name.trim() };
    const right = phone.name !== "" && phone.id.length >= 8 && phone.id.length <= 64;
    setWrong(right ? "" : texts.fillPhone);
    if (!right) return;
    add(phone);
    setId("");
    setName("");
  };
  return (
    <details>
      <summary>{texts.addPhone}</summary>
      <form class="fields" onSubmit={submit} noValidate>
        <div class="grid-2">
          <Field label={texts.phoneName} id="phone-name" hint={texts.phoneNameHint}>
            <input id="phone-name" value={name} onInput={(event) => setName(event.currentTarget.value)} />
          </Field>
          <Field label={texts.phoneId} id="phone-id" hint={texts.phoneIdHint}>
            <input
              id="phone-id"
              value={id}
              autocomplete="off"
              spellcheck={false}
              onInput={(event) => setId(event.currentTarget.value)}
            />
          </Field>
        </div>
        {wrong && (
          <p class="wrong" role="alert">
            {wrong}
          </p>
        )}
        <p>
          <button type="submit" class="button small">
            {texts.addPhone}
          </button>
        </p>
      </form>
    </details>
  );
}
