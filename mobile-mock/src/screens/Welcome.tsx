import { useEffect, useState } from "preact/hooks";
import { signIn, signOut } from "../account";
import { ApiError, expired, session } from "../api";
import { type Citizen, demoCitizens } from "../demo";
import { Icon, Logo } from "../icons";
import { Empty, Loading, Problem, Screen } from "../parts";
import { attempt } from "../say";

/** Stands in for signing in with itsme or eID: the demo's citizens to choose from. */
export function Welcome() {
  const [citizens, setCitizens] = useState<Citizen[] | null>(null);
  const [problem, setProblem] = useState("");
  const [wanted, setWanted] = useState("");
  const [busy, setBusy] = useState("");

  useEffect(() => {
    demoCitizens().then(setCitizens, (cause: unknown) =>
      setProblem(cause instanceof ApiError ? cause.code : "INTERNAL"),
    );
  }, []);

  const words = fold(wanted).split(" ").filter(Boolean);
  const found = citizens?.filter((citizen) => {
    const text = fold(`${citizen.name} ${citizen.municipality} ${citizen.about}`);
    return words.every((word) => text.includes(word));
  });
  const enter = async (citizen: Citizen) => {
    setBusy(citizen.insz);
    await attempt(() => signIn(citizen));
    setBusy("");
  };

  return (
    <Screen
      title="Burgerbode"
      name="Aanmelden"
      tools={<Logo />}
      lead={<p class="lead">De post en de dossiers van uw overheid, op één plaats.</p>}
    >
      {expired.value && session.value ? <Expired name={session.value.name} /> : <Intro />}
      <div class="search">
        <label for="search">Zoek een inwoner</label>
        <div class="field">
          <Icon name="search" />
          <input
            id="search"
            type="search"
            autocomplete="off"
            placeholder="Naam, gemeente…"
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        </div>
      </div>
      {problem && <Problem code={problem} />}
      {!citizens && !problem && <Loading />}
      <p class="hidden" role="status">
        {found && wanted ? `${found.length} gevonden` : ""}
      </p>
      {found?.length === 0 && <Empty>Niemand gevonden met die naam of gemeente.</Empty>}
      <ul class="rows" aria-label="Inwoners van de demo">
        {found?.slice(0, 50).map((citizen) => (
          <li key={citizen.insz}>
            <button type="button" class="row" disabled={busy !== ""} onClick={() => enter(citizen)}>
              <span class="disc person">
                <Icon name="person" />
              </span>
              <span class="row-text">
                <span class="title">{citizen.name}</span>
                <span class="preview">
                  {citizen.municipality}
                  {citizen.about && ` · ${citizen.about}`}
                </span>
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}

function Intro() {
  return (
    <p class="intro">
      Dit is een proeftelefoon met verzonnen inwoners. Kies wie u bent. In de echte app meldt u zich aan met itsme of
      eID.
    </p>
  );
}

function Expired({ name }: { name: string }) {
  return (
    <section class="card">
      <h2>Uw sessie is verlopen</h2>
      <p>Meld u opnieuw aan als {name}, of meld deze telefoon af.</p>
      <button type="button" class="button plain" onClick={() => signOut()}>
        Deze telefoon afmelden
      </button>
    </section>
  );
}

const fold = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();
