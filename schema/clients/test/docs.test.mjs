// What schema/README.md says: its examples run, in their order, against a demo of their own; its tables and payloads are
// those of the contract and of the notifier.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { buildSchema } from "graphql";
import ICAL from "ical.js";
import { startDemo } from "../../../mobile-mock/smoke/demo.mjs";

const run = promisify(execFile);
const here = new URL("..", import.meta.url).pathname; // schema/clients
const contract = new URL("../..", import.meta.url).pathname; // schema
const page = await readFile(join(contract, "README.md"), "utf8");
const root = join(contract, "..");

/** The fenced examples of a page in a language, each with the output that stands below it. */
function examples(language, text = page) {
  const found = [];
  for (const match of text.matchAll(/^```(\w+)([^\n]*)\n([\s\S]*?)^```\n(?:```text\n([\s\S]*?)^```\n)?/gm)) {
    const [, kind, more, code, output] = match;
    const line = text.slice(0, match.index).split("\n").length;
    if (kind === language && !more.trim()) found.push({ line, code, output });
  }
  return found;
}

/** Compares an output with the page, on which … stands for anything within a line. */
function same(got, want, where) {
  const pattern = want
    .trim()
    .split("…")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  assert.match(got.trim(), new RegExp(`^${pattern}$`), where);
}

let demo;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "burgerbode-docs-"));
  await symlink(contract, join(folder, "schema")); // as in the root of the repository
  demo = await startDemo(["--citizens", "30", "--town", "0", "--clock", "2026-03-03T10:00:00+01:00"]);
});

after(async () => {
  await demo?.stop();
  await rm(folder, { recursive: true, force: true });
});

test("the examples in sh print what the page says", async (t) => {
  let state = "";
  for (const { line, code, output } of examples("sh")) {
    await t.test(`line ${line}`, async () => {
      // Variables and functions live on in the next example, as they do in a terminal.
      const script = `set -a\n${state}\n${code}\nset +a; declare -px > state.sh; declare -f >> state.sh\n`;
      const env = { ...process.env, BURGERBODE_API: demo.url };
      const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { cwd: folder, env, timeout: 180_000 });
      state = "source ./state.sh";
      if (output) same(stdout, output, `line ${line}`);
    });
  }
});

test("what the repository's README tells senders can be pasted into a terminal", async (t) => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  await run("go", ["build", "-o", join(folder, "burgerctl"), "./cmd/burgerctl"], { cwd: root, timeout: 300_000 });
  const today = await startDemo(["--citizens", "30", "--town", "0"]); // what is pasted asks the machine for the day
  t.after(() => today.stop());
  const env = { ...process.env, BURGERBODE_API: today.url };
  const told = ["For senders", "DOSIS"].map((title) => readme.split(`\n## ${title}\n`)[1].split("\n## ")[0]).join("\n");
  let state = 'go() { shift 2; "./burgerctl" "$@"; }'; // go run ./cmd/burgerctl …
  for (const { code } of examples("sh", told)) {
    const ends = code.replace(" --follow", "");
    await t.test(code.split("\n")[0], async () => {
      const script = `set -a\n${state}\n${ends}\nset +a; declare -px > told.sh; declare -f >> told.sh\n`;
      const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { cwd: folder, env, timeout: 180_000 });
      state = "source ./told.sh";
      assert.doesNotMatch(stdout, /"error":\{|"code":|"FOUT"/);
    });
  }
});

test("the examples in TypeScript compile, and print what the page says", async () => {
  await demo.post("/dev/reset", {});
  const all = examples("ts");
  await writeFile(join(folder, "page.ts"), `${all.map(({ code }) => code).join("\n")}\nexport {};\n`);
  await writeFile(join(folder, "node.d.ts"), "declare const process: { env: Record<string, string | undefined> };\n");
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const lib = "es2024,dom,dom.iterable,dom.asynciterable";
  const options = ["--strict", "--target", "es2023", "--module", "nodenext", "--lib", lib, "--types", ""];
  const compiled = await run(join(here, "node_modules/.bin/tsc"), [...options, "page.ts", "node.d.ts"], {
    cwd: folder,
  }).catch((failed) => failed);
  assert.equal(compiled.stdout + compiled.stderr, "");
  const { stdout } = await run(process.execPath, ["page.js"], {
    cwd: folder,
    timeout: 180_000,
    env: { ...process.env, BURGERBODE_API: demo.url },
  });
  same(stdout, all.map(({ output }) => output ?? "").join(""), "page.ts");
});

test("the table of errors has every code, in the words of the contract", async () => {
  const files = (await readdir(contract)).filter((name) => name.endsWith(".graphqls"));
  const texts = await Promise.all(files.map((name) => readFile(join(contract, name), "utf8")));
  const codes = buildSchema(texts.join("\n")).getType("ErrorCode").getValues();
  const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| (.*?) \| (.+) \|$/gm)].map(([, code, says, does]) => ({
    code,
    says,
    does,
  }));
  assert.deepEqual(
    rows.map(({ code, says }) => ({ code, says })),
    codes.map(({ name, description }) => ({ code: name, says: description })),
  );
  for (const { code, does } of rows) assert.ok(does.length > 10, code);
});

test("the payloads are those of the notifier", async () => {
  const shown = [...page.matchAll(/<!-- push: (\S+) -->\n```json\n([\s\S]*?)```/g)];
  assert.equal(shown.length, 6);
  for (const [, name, text] of shown) {
    const golden = await readFile(join(contract, "../notify/testdata", name), "utf8");
    assert.deepEqual(JSON.parse(text), JSON.parse(golden), name);
  }
});

test("another library reads the calendar files", async () => {
  const token = await demo.token({ as: "citizen", insz: "85010100016" });
  const done = await demo.post("/dev/scenario", { name: "polling-station-moves" });
  const [first, , second] = done.steps.map((step) => step.ids?.entryId);
  const events = [];
  for (const id of [first, second]) {
    const query = "query ($id: ID!) { node(id: $id) { ... on Letter { calendar { content } } } }";
    const { node } = await demo.ask(query, { id }, token);
    const file = new ICAL.Component(ICAL.parse(node.calendar.content));
    events.push(new ICAL.Event(file.getFirstSubcomponent("vevent")));
  }
  assert.deepEqual(
    events.map((event) => event.component.getFirstPropertyValue("status")),
    ["CANCELLED", "CONFIRMED"],
  );
  assert.equal(events[1].location, "Cultuurcentrum De Spil, Marktplein 8, 2800 Mechelen");
  assert.equal(events[1].endDate.subtractDate(events[1].startDate).toSeconds(), 8 * 3600);
  assert.ok(events[0].component.getFirstPropertyValue("url").startsWith("burgerbode://entry/"));
});
