// A workspace of its own with accounts, and the server over it: started, stopped, killed, verified.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, appendFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** The program under test: `TAIZHANG`, or what cargo built last. */
export const PROGRAM = (() => {
  const target = process.env.CARGO_TARGET_DIR ?? join(ROOT, "target");
  const known = [process.env.TAIZHANG, join(target, "release/taizhang"), join(target, "debug/taizhang")];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error("no program: build it (cargo build) or name it (TAIZHANG=…)");
  return resolve(found);
})();

/** Where pictures and workspaces of these tests go. */
export const OUT = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "e2e");

/** The demo batch: an invented province. */
export const DEMO = join(ROOT, "corpora/demo");

/** The day every story is told on: the demo ends with the third quarter of 2026. */
export const TODAY = "2026-10-20";

/** Everybody has this one: the workspaces live as long as the test. */
export const PASSWORD = "Lanchuan-2026-shi";

/** How long a server may take until it listens, in milliseconds: it opens the store and the index first. */
const TO_LISTEN = 60_000;

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

export class Workspace {
  constructor(name) {
    mkdirSync(OUT, { recursive: true });
    this.dir = mkdtempSync(join(OUT, `${name}-`));
    this.said = "";
    this.run(["init", this.dir]);
  }

  /** Runs a command of the program in this workspace; fails loudly unless its exit code is one of `fine`. */
  run(args, { input = "", fine = [0] } = {}) {
    const env = { ...process.env, TAIZHANG_LANG: "zh-CN" };
    const done = spawnSync(PROGRAM, args, { cwd: this.dir, input, env, encoding: "utf8", maxBuffer: 1 << 28 });
    if (!fine.includes(done.status)) {
      throw new Error(`taizhang ${args.join(" ")}: ${done.status}\n${done.stdout}\n${done.stderr}`);
    }
    return done.stdout;
  }

  /** Adds lines to the settings. */
  set(lines) {
    appendFileSync(join(this.dir, "taizhang.toml"), `\n${lines}\n`);
  }

  account(name, display, roles) {
    const given = roles.flatMap((role) => ["--role", role]);
    this.run(["user", "add", name, "--display", display, ...given, "--password-stdin"], { input: `${PASSWORD}\n` });
  }

  /** Starts the server on a free port of this machine and waits until it says where it listens. */
  async serve() {
    const env = { ...process.env, TAIZHANG_LANG: "zh-CN" };
    const args = ["--on", TODAY, "serve", "--listen", "127.0.0.1:0"];
    const child = spawn(PROGRAM, args, { cwd: this.dir, env, stdio: ["ignore", "ignore", "pipe"] });
    this.server = child;
    // A test that is stopped takes its server along.
    process.once("exit", () => child.kill("SIGKILL"));
    this.gone = new Promise((yes) => child.once("exit", (code, signal) => yes({ code, signal })));
    const listening = new Promise((yes, no) => {
      const late = setTimeout(() => no(new Error(`the server does not listen\n${this.said}`)), TO_LISTEN);
      let said = "";
      child.stderr.on("data", (bytes) => {
        said += bytes;
        this.said += bytes;
        const at = said.match(/https?:\/\/[^\s/]+\//);
        if (at) {
          clearTimeout(late);
          yes(at[0].replace(/\/$/, ""));
        }
      });
      child.once("exit", (code) => {
        clearTimeout(late);
        no(new Error(`the server ended with ${code}\n${said}`));
      });
    });
    this.address = await listening;
    return this.address;
  }

  /** Stops the server with a signal and waits until it is gone. */
  async stop(signal = "SIGTERM") {
    if (!this.server) return null;
    this.server.kill(signal);
    const end = await this.gone;
    this.server = null;
    return end;
  }

  /** Every row and every event, hashed anew: throws when something does not fit. */
  verify() {
    return this.run(["log", "verify"]);
  }

  remove() {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** What must hold. */
export function must(holds, what) {
  if (!holds) throw new Error(what);
}

/** Runs a test with a workspace of its own; the server ends with it, and the workspace stays only when something failed. */
export async function inWorkspace(name, test) {
  const workspace = new Workspace(name);
  try {
    const result = await test(workspace);
    await workspace.stop();
    workspace.remove();
    return result;
  } catch (error) {
    await workspace.stop("SIGKILL");
    console.error(`the workspace is kept: ${workspace.dir}\n${workspace.said.slice(-2000)}`);
    throw error;
  }
}
