// generate-swift SCHEMA FOLDER: prints the Swift that Apollo's generator (0.x, of Apollo iOS before 1.0) makes of them.
const { readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { compileToIR } = require("apollo-codegen-core/lib/compiler");
const { generateSource } = require("apollo-codegen-swift");
const { buildSchema, Kind, parse, Source } = require("graphql");

const [schema, folder] = process.argv.slice(2);
const definitions = readdirSync(folder).flatMap(
  (name) => parse(new Source(readFileSync(join(folder, name), "utf8"), name)).definitions,
);
const context = compileToIR(
  buildSchema(readFileSync(schema, "utf8")),
  { kind: Kind.DOCUMENT, definitions },
  { mergeInFieldsFromFragmentSpreads: true, namespace: "Burgerbode", addTypename: true },
);
process.stdout.write(generateSource(context, false, false).output);
