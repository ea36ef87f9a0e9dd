// Makes TypeScript of GraphQL operations: what package @burgerbode/schema is built with, and what another app's own
// operations are made into types with. Start reading at `generate`.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codegen } from "@graphql-codegen/core";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { Kind, parse } from "graphql";

/** What the contract's own scalars are in JSON. */
export const scalars = { Time: "string", Day: "string", ClockTime: "string", ID: "string" };

export const config = {
  useTypeImports: true,
  enumType: "string-literal",
  enumsAsTypes: true,
  dedupeFragments: true,
  scalars,
};

/**
 * Reads a folder with one operation a file, and their fragments in fragments.graphql. The answer: `types`, TypeScript of
 * what the operations take and give, and `documents`, the operations by name, each with its text as an app sends it.
 */
export async function generate(schema, folder) {
  const files = readGraphql(folder);
  const types = await codegen({
    filename: "operations.ts",
    schema: parse(schema),
    documents: files.map(({ name, text }) => ({ location: name, document: parse(text) })),
    config,
    plugins: [{ operations: {} }],
    pluginMap: { operations: typescriptOperations },
  });
  const fragments = new Map();
  for (const part of (files.find(({ name }) => name === "fragments.graphql")?.text ?? "").split(/^(?=fragment )/m)) {
    const name = /^fragment (\w+)/.exec(part)?.[1];
    if (name) fragments.set(name, bare(part));
  }
  const documents = files
    .filter(({ name }) => name !== "fragments.graphql")
    .map(({ name, text }) => document(name, text, fragments));
  return { types: types.trim(), documents };
}

export function readGraphql(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  return names.sort().map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function document(file, text, fragments) {
  const [operation, ...more] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || more.length > 0 || `${operation.name?.value}.graphql` !== file) {
    throw new Error(`${file} must hold one operation, with the name of the file`);
  }
  const name = operation.name.value;
  const kind = operation.operation[0].toUpperCase() + operation.operation.slice(1);
  const whole = assemble(bare(text), fragments);
  const hash = createHash("sha256").update(whole).digest("hex");
  return {
    name,
    constant: `${name}Document`,
    result: name + kind,
    variables: `${name}${kind}Variables`,
    text: whole,
    hash,
  };
}

/** The text that is sent, and that is known by its SHA-256: mobilemock.Operation makes the same one in Go. */
function assemble(operation, fragments) {
  const parts = [operation];
  const used = new Set();
  for (let i = 0; i < parts.length; i++) {
    for (const [, name] of parts[i].matchAll(/\.{3}(\w+)/g)) {
      if (used.has(name)) continue;
      used.add(name);
      if (!fragments.has(name)) throw new Error(`there is no fragment ${name} in fragments.graphql`);
      parts.push(fragments.get(name));
    }
  }
  return parts.join("");
}

/** Without comments and empty lines: they are for who reads the file. */
function bare(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return `${lines.join("\n")}\n`;
}
