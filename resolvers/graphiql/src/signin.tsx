import { useEffect, useState } from "react";

/** Somebody whom the demo offers to sign in as: a label and what to ask its token with. */
interface Person {
  label: string;
  wish: Record<string, string>;
}

const organisation = "OVO002067"; // the demo's Mechelen

const staff: Person[] = [
  { label: "Sender: Mechelen", wish: { as: "sender", org: organisation } },
  { label: "Communicator: Mechelen, author", wish: { as: "communicator", org: organisation, role: "author" } },
  { label: "Operator", wish: { as: "operator", org: organisation } },
];

/** The people of the demo; none where this is not the demo. */
async function people(): Promise<Person[]> {
  const answer = await fetch("/dev/citizens").catch(() => null);
  if (!answer?.ok || !answer.headers.get("Content-Type")?.includes("json")) return [];
  const { citizens } = (await answer.json()) as { citizens: { insz: string; name: string; about: string }[] };
  return [
    ...citizens.map(({ insz, name, about }) => ({ label: `${name}: ${about}`, wish: { as: "citizen", insz } })),
    ...staff,
  ];
}

async function tokenFor(person: Person): Promise<string> {
  const answer = await fetch("/dev/token", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(person.wish),
  });
  const { access_token, error } = (await answer.json()) as { access_token?: string; error?: string };
  if (!access_token) throw new Error(error ?? `status ${answer.status}`);
  return access_token;
}

/** Signs somebody of the demo in, at first who stands first. Elsewhere it says where a token goes. */
export function SignIn({ onToken }: { onToken: (token: string | undefined) => void }) {
  const [known, setKnown] = useState<Person[]>();
  const [chosen, setChosen] = useState("");
  const [problem, setProblem] = useState("");
  const choose = (index: string, from: Person[]) => {
    setProblem("");
    setChosen(index);
    const person = from[Number(index)];
    if (index === "" || !person) return onToken(undefined);
    tokenFor(person).then(onToken, (error: Error) => setProblem(`No token: ${error.message}`));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page opens
  useEffect(() => {
    people().then(
      (found) => {
        setKnown(found);
        if (found.length > 0) choose("0", found);
      },
      () => setKnown([]),
    );
  }, []);
  if (!known) return null;
  if (known.length === 0) {
    return <p>Put a token under Headers, below: {'{"Authorization": "Bearer …"}'}</p>;
  }
  return (
    <p>
      <label>
        Signed in as{" "}
        <select value={chosen} onChange={(event) => choose(event.target.value, known)}>
          <option value="">nobody</option>
          {known.map((person, index) => (
            <option key={person.label} value={index}>
              {person.label}
            </option>
          ))}
        </select>
      </label>{" "}
      <span role="alert">{problem}</span>
    </p>
  );
}
