// The rules by which a release is compared with the one before stand in Go (cmd/internal/contract). They are held against
// graphql-js's here, on the same cases: where graphql-js sees a change, both call it the same.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { buildSchema, findBreakingChanges, findDangerousChanges } from "graphql";

const cases = JSON.parse(
  readFileSync(new URL("../../../cmd/internal/contract/testdata/cases.json", import.meta.url), "utf8"),
);

test(`graphql-js agrees on ${cases.length} changes`, () => {
  assert.ok(cases.length > 60);
  for (const { name, before, after, graphql } of cases) {
    const [old, next] = [buildSchema(before), buildSchema(after)];
    const found = [
      ...findBreakingChanges(old, next).map(({ type }) => `breaking ${type}`),
      ...findDangerousChanges(old, next).map(({ type }) => `dangerous ${type}`),
    ];
    assert.deepEqual(found.sort(), graphql.map((each) => each.split(" ").slice(0, 2).join(" ")).sort(), name);
  }
});

test("every kind of change that graphql-js knows is among the cases", async () => {
  const { BreakingChangeType, DangerousChangeType } = await import("graphql");
  const met = new Set(cases.flatMap(({ graphql }) => graphql.map((each) => each.split(" ")[1])));
  for (const kind of [...Object.keys(BreakingChangeType), ...Object.keys(DangerousChangeType)]) {
    assert.ok(met.has(kind), kind);
  }
});
