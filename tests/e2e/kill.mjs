// The server is killed in the middle of writes, again and again: what a page had confirmed is there afterwards.
//
// Killing a process loses nothing the system has taken from it; that the power fails is another matter, and SQLite's
// (`synchronous`), not this test's.
import { DEMO, TODAY, must, inWorkspace } from "./workspace.mjs";
import { Client } from "./client.mjs";

/** How often the server is killed. */
const ROUNDS = 5;
/** Accounts that write at the same time, besides the one that sends files. */
const WRITERS = 4;
/** The server lives between these many milliseconds of writing: short enough to be hit at the first writes, too. */
const LIFE = [150, 1500];
/** How long an import may take after a restart, in milliseconds. */
const TO_IMPORT = 120_000;

const pause = (ms) => new Promise((yes) => setTimeout(yes, ms));

/** A small report of an invented unit; each has its own words, so that none is taken for a copy of another. */
const report = (n) => `临沧口岸第${n}号排污口整治进展\n\n截至2026年9月30日，第${n}号排污口已完成封堵，共投入${n}万元，由第${n}施工队于9月${(n % 28) + 1}日完工。\n`;

/** Writes without a pause until the server dies; tells what was confirmed. */
async function decide(address, account, round, confirmed) {
  const client = new Client(address);
  try {
    await client.enter(account);
    for (let n = 0; ; n += 1) {
      const title = `${account}-${round}-${n}`;
      const answer = await client.send("/opinions/look_back", { kind: "自身", title, unit: "", due: "2026-12-31" });
      if (answer.status === 303) confirmed.push({ title, at: answer.headers.location });
      else throw new Error(`${title} is answered with ${answer.status}`);
    }
  } catch (error) {
    if (!/ECONNRE|socket hang up|cut off|EPIPE/.test(`${error.code} ${error.message}`)) throw error;
  } finally {
    client.close();
  }
}

/** Decides on flags, each with a note of its own, until the server dies or none is left. */
async function judge(address, round, judged, left) {
  const client = new Client(address);
  try {
    await client.enter("judge");
    while (left.length > 0) {
      const flag = left.pop();
      const note = `第${round}轮核过${flag}`;
      const answer = await client.send(`/flags/${flag}/decide`, { decision: "accept", note });
      must(answer.status === 303, `${flag} is answered with ${answer.status}`);
      judged.push({ flag, note });
      await pause(20);
    }
  } catch (error) {
    if (!/ECONNRE|socket hang up|cut off|EPIPE/.test(`${error.code} ${error.message}`)) throw error;
  } finally {
    client.close();
  }
}

/** Sends small batches until the server dies. */
async function bringIn(address, round, confirmed) {
  const client = new Client(address);
  try {
    await client.enter("keeper");
    for (let n = 0; ; n += 1) {
      const number = round * 1000 + n;
      const name = `排污口${number}.txt`;
      const answer = await client.upload("/files/import", { batch: `第${number}批` }, [[name, report(number)]]);
      must(answer.status === 303, `${name} is answered with ${answer.status}`);
      confirmed.push(name);
      await pause(40);
    }
  } catch (error) {
    if (!/ECONNRE|socket hang up|cut off|EPIPE/.test(`${error.code} ${error.message}`)) throw error;
  } finally {
    client.close();
  }
}

/** Everything confirmed so far is on the pages. */
async function look(address, confirmed, judged, sent) {
  const client = await new Client(address).enter("writer0");
  const list = await client.read("/opinions");
  for (const { title, at } of confirmed) {
    must(list.text.includes(title), `${title} was confirmed and is not on the list`);
    const page = await client.read(at);
    must(page.status === 200 && page.text.includes(title), `${title} was confirmed and its page is not there`);
  }
  for (const { flag, note } of judged) {
    const page = await client.read(`/flags/${flag}`);
    must(page.text.includes(note), `${flag} was decided, and “${note}” is not there`);
  }
  const until = Date.now() + TO_IMPORT;
  for (const name of sent) {
    for (;;) {
      const page = await client.read(`/files?words=${encodeURIComponent(name)}`);
      if (page.text.includes(`>${name}</a>`)) break;
      must(Date.now() < until, `${name} was confirmed and is not imported`);
      await pause(300);
    }
  }
  client.close();
}

await inWorkspace("kill", async (workspace) => {
  workspace.account("keeper", "黎台账", ["L"]);
  for (let n = 0; n < WRITERS; n += 1) workspace.account(`writer${n}`, `欧承办${n}`, ["O"]);
  workspace.account("judge", "詹核定", ["OL"]);
  // Flags to decide on; exit code 1 would say that a file was not read whole.
  workspace.run(["--on", TODAY, "run", DEMO]);
  const flags = workspace.run(["flags", "--format", "ndjson"]).trim().split("\n").map((line) => JSON.parse(line).id);
  must(flags.length > 0, "the demo has no flag");
  const left = flags.filter((id) => typeof id === "string");
  const confirmed = [];
  const judged = [];
  const sent = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const address = await workspace.serve();
    await look(address, confirmed, judged, sent);
    const before = confirmed.length + judged.length + sent.length;
    const writing = [bringIn(address, round, sent), judge(address, round, judged, left)];
    for (let n = 0; n < WRITERS; n += 1) writing.push(decide(address, `writer${n}`, round, confirmed));
    const all = Promise.all(writing);
    // The clock of the kill starts when something was confirmed: logging in takes its time on purpose.
    while (confirmed.length + judged.length + sent.length === before) await Promise.race([all, pause(5)]);
    await pause(LIFE[0] + Math.random() * (LIFE[1] - LIFE[0]));
    const end = await workspace.stop("SIGKILL");
    must(end.signal === "SIGKILL", "the server ended by itself");
    await all;
    workspace.verify();
  }
  const address = await workspace.serve();
  await look(address, confirmed, judged, sent);
  must(confirmed.length >= ROUNDS && judged.length > 0 && sent.length > 0, "nothing was confirmed: the test tells nothing");
  await workspace.stop();
  workspace.verify();
  console.log(`killed ${ROUNDS} times: ${confirmed.length} plans, ${judged.length} decisions with notes and ${sent.length} files confirmed, all there, the log verifies`);
});
