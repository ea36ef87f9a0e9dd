// What the tests of the client libraries share: the demo with a citizen signed in, the app's operations, and variables that
// make sense for each of them.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { buildSchema, isAbstractType, Kind, parse } from "graphql";
import { startDemo } from "../../../mobile-mock/smoke/demo.mjs";
import * as operations from "../../npm/dist/operations.js";

export const sdl = readFileSync(new URL("../../npm/schema.graphql", import.meta.url), "utf8");
export const schema = buildSchema(sdl);
export const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/** The types behind each interface and union: what a normalising cache has to know. */
export const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => isAbstractType(type))
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);

/** The app's operations by name, parsed. */
export const documents = new Map(
  Object.entries(operations)
    .filter(([name]) => name.endsWith("Document"))
    .map(([name, text]) => [name.slice(0, -"Document".length), parse(String(text))]),
);

const kindOf = (document) => document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION).operation;
export const queries = [...documents].filter(([, document]) => kindOf(document) === "query").map(([name]) => name);

/** The demo with a citizen who has letters, dossiers and a reminder. */
export async function startSignedIn() {
  const demo = await startDemo();
  try {
    const citizen = await demo.citizen("An Peeters");
    const token = await demo.token({ as: "citizen", insz: citizen.insz });
    const ids = await known(demo, token);
    return { demo, citizen, token, ids };
  } catch (cause) {
    await demo.stop();
    throw cause;
  }
}

async function known(demo, token) {
  const { viewer } = await demo.ask(
    "{ viewer { feed(first: 50) { nodes { __typename ... on Node { id } } } dossiers(first: 1) { nodes { id } } } }",
    {},
    token,
  );
  const letter = viewer.feed.nodes.find(({ __typename }) => __typename === "Letter")?.id;
  const dossier = viewer.dossiers.nodes[0]?.id;
  if (!letter || !dossier) throw new Error("the citizen has no letter or no dossier");
  return { letter, dossier };
}

/** Variables for one of the app's operations, from what they are called. */
export function variablesFor(name, ids) {
  const values = {
    id: name.startsWith("Dossier") ? ids.dossier : ids.letter,
    ids: [ids.letter],
    language: "NL",
    first: 10,
    installationId: "clients-test-installation",
    text: "stem",
    nis: "12025",
    version: "2.4.0",
    appVersion: "2.4.0",
    platform: "ANDROID",
  };
  const { variableDefinitions } = documents
    .get(name)
    .definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, type, defaultValue }) => {
      const value = values[variable.name.value];
      if (value !== undefined) return [[variable.name.value, value]];
      if (type.kind !== Kind.NON_NULL_TYPE || defaultValue) return [];
      throw new Error(`${name} needs $${variable.name.value}: say in common.mjs what makes sense for it`);
    }),
  );
}
