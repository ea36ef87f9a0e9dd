// What an app team gets: the package is packed and unpacked, and used from there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildSchema, parse, validate } from "graphql";

const root = new URL("..", import.meta.url).pathname;
let app;
let unpacked;

before(() => {
  app = mkdtempSync(join(tmpdir(), "burgerbode-pack-"));
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", app], { cwd: root, encoding: "utf8" }),
  );
  unpacked = join(app, "node_modules/@burgerbode/schema");
  mkdirSync(unpacked, { recursive: true });
  execFileSync("tar", ["-xzf", join(app, filename.replace("@", "").replace("/", "-")), "--strip-components=1"], {
    cwd: unpacked,
  });
});

after(() => rmSync(app, { recursive: true, force: true }));

const read = (name) => readFileSync(join(unpacked, name), "utf8");

test("the pack holds what the package says it exports, and nothing of how it is built", () => {
  const { exports, bin } = JSON.parse(read("package.json"));
  const named = [
    ...Object.values(exports).flatMap((each) => (typeof each === "string" ? [each] : Object.values(each))),
  ];
  for (const file of [...named.filter((each) => !each.includes("*")), ...Object.values(bin)])
    assert.ok(read(file), file);
  const holds = readdirSync(unpacked).sort();
  const expected = [
    "README.md",
    "dist",
    "documents.json",
    "generate.mjs",
    "generator.mjs",
    "operations",
    "package.json",
    "schema.graphql",
  ];
  assert.deepEqual(holds, expected);
});

test("the schema stands alone, and the operations are valid against it", () => {
  const schema = buildSchema(read("schema.graphql"));
  const texts = readdirSync(join(unpacked, "operations")).map((name) => read(`operations/${name}`));
  assert.ok(texts.length > 20);
  assert.deepEqual(validate(schema, parse(texts.join("\n"))), []);
  for (const text of Object.values(JSON.parse(read("documents.json")))) {
    assert.deepEqual(validate(schema, parse(text)), [], text);
  }
});

test("an app imports the texts, which are those of the list by their hashes", () => {
  writeFileSync(
    join(app, "app.mjs"),
    `import * as operations from "@burgerbode/schema";
     const documents = Object.entries(operations).filter(([name]) => name.endsWith("Document"));
     console.log(JSON.stringify(documents.map(([name, each]) => [name, String(each), each.hash])));`,
  );
  const imported = JSON.parse(execFileSync("node", ["app.mjs"], { cwd: app, encoding: "utf8" }));
  const listed = JSON.parse(read("documents.json"));
  assert.equal(imported.length, Object.keys(listed).length);
  for (const [name, text, hash] of imported) {
    assert.equal(hash, createHash("sha256").update(text).digest("hex"), name);
    assert.equal(listed[hash], text, name);
  }
});
