// The demo that the smoke test runs against: built, started on a free port, talked to as a sender, ended by its process.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const root = new URL("../..", import.meta.url).pathname;
const START_MS = 120_000;
const STOP_MS = 20_000;

/** Builds and starts the demo with these flags, or uses the one at the address in BURGERBODE_DEMO. */
export async function startDemo(flags = ["--citizens", "60", "--town", "0"]) {
  if (process.env.BURGERBODE_DEMO) return new Demo(process.env.BURGERBODE_DEMO, async () => {});
  const folder = await mkdtemp(join(tmpdir(), "burgerbode-smoke-"));
  const binary = join(folder, "demo");
  try {
    await promisify(execFile)("go", ["build", "-o", binary, "./cmd/demo"], { cwd: root });
    const child = spawn(binary, ["--addr", "127.0.0.1:0", ...flags], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const kill = () => child.kill("SIGKILL"); // whatever ends this process ends the demo
    process.once("exit", kill);
    process.once("SIGTERM", () => process.exit(1));
    const stop = async () => {
      process.off("exit", kill);
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
        await ended;
        clearTimeout(timer);
      }
      await rm(folder, { recursive: true, force: true });
    };
    try {
      return new Demo(await address(child), stop);
    } catch (cause) {
      await stop();
      throw cause;
    }
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw cause;
  }
}

/** The address in the first line that the demo prints. */
function address(child) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the demo was not ready in time")), START_MS);
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = /^ready (http:\S+)$/.exec(line);
      if (!ready) return;
      clearTimeout(timer);
      resolve(ready[1]);
    });
  });
}

class Demo {
  constructor(url, stop) {
    this.url = url;
    this.stop = stop;
  }

  async post(path, body, token) {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const signal = AbortSignal.timeout(60_000);
    const answer = await fetch(this.url + path, { method: "POST", headers, body: JSON.stringify(body), signal });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: status ${answer.status}: ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async token(wish) {
    return (await this.post("/dev/token", wish)).access_token;
  }

  async ask(query, variables, token) {
    const answer = await this.post("/graphql", { query, variables }, token);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  async citizens() {
    return (await (await fetch(`${this.url}/dev/citizens`)).json()).citizens;
  }

  async citizen(name) {
    const found = (await this.citizens()).find((citizen) => citizen.name === name);
    if (!found) throw new Error(`the demo has no ${name}`);
    return found;
  }

  /** Delivers one letter of the demo's city, with more fields or other ones; a new one at each call. */
  async deliver(insz, subject, more = {}) {
    const sender = await this.token({ as: "sender", org: "OVO002067" });
    const letter = {
      reference: crypto.randomUUID(),
      recipient: { insz },
      kind: "INFORMATION",
      service: "Communicatie",
      subject,
      body: [{ language: "NL", markdown: "Beste inwoner,\n\n## Wat verandert er?\n\nU hoeft **niets** te doen." }],
      ...more,
    };
    const data = await this.ask(
      "mutation ($input: DeliverLettersInput!) { deliverLetters(input: $input) { results { letterId channel error { message } } } }",
      { input: { run: "smoke", letters: [letter] } },
      sender,
    );
    const [result] = data.deliverLetters.results;
    if (result.error || !result.letterId) throw new Error(JSON.stringify(result));
    return result.letterId;
  }

  /** How the fake FCM answers from now on. */
  behave(behaviour) {
    return this.post("/fcm/behaviour", behaviour);
  }

  /** What the fake FCM received for a token, with what became of it. */
  async received(token) {
    const log = await (await fetch(`${this.url}/fcm/log`)).text();
    const all = log
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    return all.filter((entry) => JSON.stringify(entry).includes(token));
  }

  /** Sends through the fake FCM by hand, as a notifier would. */
  send(message) {
    return this.post("/fcm/v1/projects/demo/messages:send", { message }, "any");
  }
}
