// GraphQL over HTTP: every audit of graphql-http against the demo. What is a MUST or a SHOULD there has to pass.
import assert from "node:assert/strict";
import { test } from "node:test";
import { serverAudits } from "graphql-http";
import { startDemo } from "../../../mobile-mock/smoke/demo.mjs";

const LEVEL = /^(MUST|SHOULD|MAY)/;

test("every audit of GraphQL over HTTP passes", async (t) => {
  const demo = await startDemo(["--citizens", "0"]);
  t.after(() => demo.stop());
  const failed = [];
  const counts = {};
  const rows = [];
  for (const audit of serverAudits({ url: `${demo.url}/graphql` })) {
    const result = await audit.fn();
    const [, level] = LEVEL.exec(audit.name) ?? assert.fail(`${audit.id} has no level: ${audit.name}`);
    const passed = result.status === "ok";
    counts[level] ??= { passed: 0, all: 0 };
    counts[level].all += 1;
    counts[level].passed += passed ? 1 : 0;
    rows.push(`${audit.id}  ${level.padEnd(6)}  ${passed ? "ok    " : "FAILED"}  ${audit.name}`);
    if (!passed) rows.push(`      ${result.reason}`);
    if (!passed && level !== "MAY") failed.push(audit.id);
  }
  console.log(rows.join("\n"));
  for (const [level, { passed, all }] of Object.entries(counts)) console.log(`${level}: ${passed} of ${all} pass`);
  assert.deepEqual(failed, []);
  assert.ok(rows.length >= 60, `there are only ${rows.length} audits`);
});
