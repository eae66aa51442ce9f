// A quarter at the office, told in a browser: once with scripts and once without.
//
// Material comes in, flags are looked at, a session votes with one dissent, an opinion goes out and is answered, what the unit
// did is verified by two, closed out by a third and looked back on. Units are those of corpora/demo, which are invented.
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { picture, pictures } from "./pictures.mjs";
import { CHROMIUM, Person, browser } from "./person.mjs";
import { DEMO, PROGRAM, TODAY, inWorkspace, must } from "./workspace.mjs";

/** Who works here: name, name as shown, roles. No administrator holds a role of the business. */
const PEOPLE = [
  ["keeper", "黎台账", ["L"]],
  ["officer", "欧承办", ["O"]],
  ["head", "凌处长", ["OL"]],
  ["deputy", "邓组长", ["D"]],
  ["member", "梅研判", ["M"]],
  ["recorder", "容记录", ["R"]],
  ["system", "席系统", ["SA"]],
  ["auditor", "安审计", ["AU"]],
];

/** How long the import may take, in milliseconds: a build without optimization on a busy machine needs minutes. */
const TO_IMPORT = 600_000;

/** One flag is rejected, two are taken on. */
const NEEDED = 3;

const pause = (ms) => new Promise((yes) => setTimeout(yes, ms));

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });

/** Words of a number such as 研判2026-001 in the address of a page. */
const numberIn = (person) => decodeURIComponent(new URL(person.page.url()).pathname.split("/").pop());

/** A folder is sent on the page; the list tells every file. */
async function bringIn(keeper) {
  const sent = files(DEMO).map((path) => basename(path));
  await keeper.look("/files");
  await keeper.page.locator("[data-import] > summary").click();
  await keeper.page.fill("#drop [name=batch]", "三季度报送");
  await picture(keeper, "upload");
  await keeper.page.locator("#drop [webkitdirectory]").setInputFiles(DEMO);
  await keeper.sent(() => keeper.page.click("#drop button.main"));
  must(keeper.page.url().endsWith("/files/imports"), `the sending ends at ${keeper.page.url()}`);
  // With scripts the page renews itself; without, the browser loads it again every two seconds.
  const until = Date.now() + TO_IMPORT;
  for (;;) {
    const [done, running] = await Promise.all(["#imports h2", "#imports [role=status], #imports > p.notice"].map((what) => keeper.page.locator(what).count())).catch(() => [0, 1]);
    if (done > 0 && running === 0) break;
    must(Date.now() < until, `the import does not end:\n${await keeper.text()}`);
    await pause(500);
  }
  await keeper.sees(`新增 ${sent.length}`);
  let told = "";
  await keeper.look("/files");
  for (;;) {
    told += await keeper.text();
    const more = keeper.page.locator("nav.pages a[rel=next]");
    if ((await more.count()) === 0) break;
    await keeper.sent(() => more.click());
  }
  const untold = sent.filter((name) => !told.includes(name));
  must(untold.length === 0, `the list does not tell of ${untold.join("、")}`);
  return sent.length;
}

/** Flags of the first unit that has enough, one of them with two sides; the officer rejects one and takes two on. */
async function lookAtFlags(officer) {
  await officer.look("/flags?stand=open");
  const units = await officer.page.locator("select[name=unit] option").evaluateAll((all) => all.map((o) => o.value));
  let [unit, links, twoSided] = ["", [], null];
  for (unit of units.filter((u) => u && u !== "—")) {
    await officer.look(`/flags?stand=open&unit=${encodeURIComponent(unit)}`);
    links = await officer.page.locator("article[data-row] a[data-open]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    if (links.length < NEEDED) continue;
    twoSided = null;
    for (const link of links) {
      await officer.look(link);
      if ((await officer.page.locator("[data-evidence] .quote").count()) >= 2) { twoSided = link; break; }
    }
    if (twoSided) break;
  }
  must(twoSided, `none of ${units.join("、")} has ${NEEDED} flags and one of two sides among them`);

  if (officer.script) {
    const evidence = officer.page.locator("[data-evidence]");
    await officer.page.keyboard.press("e");
    must((await evidence.getAttribute("open")) === null, "the key e does not fold the evidence");
    await officer.page.keyboard.press("e");
    must((await evidence.getAttribute("open")) !== null, "the key e does not unfold the evidence");
  }
  const place = officer.page.locator("[data-evidence] .quote .where a").first();
  const target = await place.getAttribute("href");
  const anchor = decodeURIComponent(target.split("#")[1] ?? "");
  await officer.sent(() => place.click());
  must(anchor && (await officer.page.locator(`[id="${anchor}"]`).count()) === 1, `the evidence leads nowhere: ${target}`);

  const rest = links.filter((link) => link !== twoSided);
  const rejected = rest[0];
  const accepted = [twoSided, rest[1]];
  await officer.look(rejected);
  if (officer.script) await officer.page.keyboard.press("r");
  else await officer.page.locator("[data-reject] > summary").click();
  const form = officer.page.locator("[data-reject] form");
  await form.locator("[name=code]").selectOption({ index: 1 });
  await form.locator("[name=note]").fill("报告里是引用上级文件原文，不是本单位的表述。");
  await officer.sent(() => form.locator("button").click());
  await officer.look(rejected);
  await officer.sees("报告里是引用上级文件原文", "欧承办");
  for (const link of accepted) {
    await officer.look(link);
    await officer.page.fill("#note-a", "与台账不一致，建议研判。");
    // A key is a letter while somebody types; Escape leaves the field.
    if (officer.script) await officer.page.keyboard.press("Escape");
    await officer.sent(() => (officer.script ? officer.page.keyboard.press("a") : officer.page.click("[data-accept]")));
    await officer.look(link);
    must((await officer.page.locator("aside .tag.good").count()) > 0, `${link} does not show that it is accepted`);
  }
  return { unit, accepted: accepted.map((link) => link.split("/").pop()), rejected: rejected.split("/").pop() };
}

/** A blind session on two flags: one member dissents, everybody signs. */
async function review(people, flags) {
  const { keeper, officer, head, deputy, member, recorder } = people;
  await keeper.look("/sessions");
  await keeper.act("plan", {
    kind: "集体研判", date: TODAY, place: "三楼会议室", chair: "deputy", recorder: "recorder", blind: true,
    "part.deputy": "出席", "part.head": "出席", "part.officer": "出席", "part.member": "出席", "part.recorder": "列席",
  });
  const no = numberIn(keeper);
  const path = `/sessions/${encodeURIComponent(no)}`;
  await keeper.act("add_item", { flag: flags.accepted, reporter: "officer" });
  must((await keeper.page.locator("article.item").count()) === 2, "two flags do not make two items");
  await picture(keeper, "session-prepared");
  await keeper.act("lock");
  await keeper.sees("材料锁定");
  const voters = [deputy, head, officer, member];
  for (const one of [...voters, recorder]) {
    await one.look(path);
    await one.act("sign_in");
  }
  await deputy.look(path);
  await deputy.act("begin");
  for (const item of [1, 2]) {
    for (const one of voters) {
      await one.look(path);
      if (one === member && item === 1) {
        const words = await one.refused(`state_view-${item}`, { stance: "不同意" });
        must(words.includes("理由"), `a dissent without a reason is refused with “${words}”`);
        await one.act(`state_view-${item}`, { stance: "不同意", text: "口径不同，建议先与该单位核实。" });
      } else {
        await one.act(`state_view-${item}`, { stance: "同意", text: "前后数字不一致，应反馈。" });
      }
    }
  }
  await deputy.look(path);
  await deputy.sees("口径不同，建议先与该单位核实。");
  await picture(deputy, "session-running");
  await deputy.look("/");
  await deputy.sees(no);
  await picture(deputy, "home-session");
  await deputy.look(path);
  for (const item of [1, 2]) {
    const issue = {
      "i0.unit": flags.unit, "i0.text": `第${item}项：报告所述与台账记载不一致。`, "i0.basis": "监督台账（总账）及三季度报告",
      "i0.gap": "落差", "i0.cause": ["履职担当不足"], "i0.depth": ["责任担当"], "i0.cause-text": "报送前未与台账逐项核对。",
      "i0.suggestion": "逐项核对台账与报告，查明差异原因并更正。", "i0.object": flags.unit, "i0.action": "核对更正",
      "i0.deadline": "2026-11-20", "i0.standard": "两处记载一致，差异有书面说明",
    };
    await deputy.act(`conclude-${item}`, { outcome: "采纳形成意见", reason: "三人同意，一人不同意，按规则采纳。", ...issue });
  }
  await recorder.look(path);
  await recorder.act("draft_minutes");
  for (const one of voters) {
    await one.look(path);
    await one.act("sign", one === member ? { dissent: "第1项保留不同意见：应先核实口径。" } : {});
  }
  await member.sees("已签认", "第1项保留不同意见");
  must(!(await recorder.look(path)).page.url().includes("login"), "the recorder is logged out");
  for (const form of ["plan", "draft_minutes", "sign", "state_view-1", "conclude-1"]) {
    must(!(await recorder.isOffered(form)), `“${form}” is still offered after everybody signed`);
  }
  return no;
}

/** The opinion is drafted from the issues, issued by somebody else, delivered and answered. */
async function feedBack(people, session, flags) {
  const { officer, deputy } = people;
  await officer.look("/opinions");
  const issues = await officer.page.locator('[id="draft"] [name=issue]').evaluateAll((all) => all.map((i) => i.value));
  must(issues.length === 2, `${issues.length} issues wait for an opinion, not 2`);
  await officer.act("draft", {
    issue: issues, to_unit: flags.unit, unit_kind: "司局", form_of: "书面", carrier: "反馈意见",
    title: `关于${flags.unit}三季度报送有关问题的反馈意见`, reply_workdays: 15, background: "对照三季度报送材料与监督台账。",
  });
  const no = numberIn(officer);
  const path = `/opinions/${encodeURIComponent(no)}`;
  await officer.act("pass", { session });
  await deputy.look(path);
  await deputy.act("issue", { doc_no: "监督〔2026〕1号" });
  await officer.look(path);
  await officer.act("deliver", { on: TODAY, receiver_title: "办公室主任", way: "机要交换" });
  await officer.act("record_reply-1", { stance: "认可", text: "数字取自不同时点，已更正。", on: TODAY, source: `${flags.unit}复函` });
  await officer.act("record_reply-2", { stance: "部分认可", text: "其中一处系笔误，其余按台账更正。", on: TODAY, source: `${flags.unit}复函` });
  await officer.sees("已回复", "其中一处系笔误");
  await officer.act("rectify");
  const cases = await officer.page.locator("a[href^='/rectifications/']").evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute("href")))]);
  must(cases.length === 2, `${cases.length} rectifications are opened, not 2`);
  return { path, cases };
}

/** One rectification from the plan to the close-out: who verifies does not conclude, who concludes does not close. */
async function putRight(people, path, flags) {
  const { keeper, officer, head, deputy } = people;
  await officer.look(path);
  await officer.act("submit_plan", {
    source: `${flags.unit}整改方案`, kind: "立行立改", lead_unit: flags.unit, responsible_title: "副局长", deadline: "2026-11-20",
    goal: "台账与报告逐项一致。", "m0.text": "逐项核对并更正", "m0.kind": "当下改", "m0.unit": flags.unit, "m0.owner": "科长",
    "m0.deadline": "2026-10-31", "m1.text": "建立报送前核对制度", "m1.kind": "长久立", "m1.unit": flags.unit, "m1.owner": "办公室主任",
    "m1.deadline": "2026-11-15",
  });
  await head.look(path);
  await head.act("accept_plan");
  await officer.look(path);
  for (const measure of ["1", "2"]) {
    await officer.act("progress", { measure, source: `${flags.unit}进展报告`, is_done: true, text: "已完成。", evidence: `佐证材料${measure}` });
  }
  await officer.act("extrapolate", { scope: "全部在册事项", checked: 26, found: 2, fixed: 2, evidence: "排查表" });
  await officer.act("institute", { name: "报送前核对办法", doc_no: "办字〔2026〕3号", on: TODAY, solves: "报告与台账脱节" });
  await officer.act("apply_close", { source: `${flags.unit}销号申请`, signed_by_principal: true });
  const alone = await officer.refused("begin_verify", { verifier: ["member"] });
  must(alone.includes("2"), `one verifier is refused with “${alone}”`);
  await officer.act("begin_verify", { verifier: ["keeper", "member"] });
  await head.look(path);
  await head.act("conclude_verify", { checked_on: TODAY, verdict: "到位", method: ["调阅", "实地"], findings: "两处记载一致，有书面说明。", evidence: "核查记录" });
  must(!(await keeper.look(path), await keeper.isOffered("close_out")), "who verified is offered the close-out");
  await deputy.look(path);
  const points = {};
  for (let n = 0; n < 10; n += 1) Object.assign(points, { [`c${n}.met`]: "met", [`c${n}.says`]: "见核查记录" });
  // Point 9 is the public notice; this matter has none, for a reason.
  Object.assign(points, { "c8.met": "none", "c8.says": "内部事项", no_publicity: "内部报送差异，不涉及公众" });
  await deputy.act("close_out", { ...points, collective: "组务会纪要2026第9期" });
  await deputy.sees("销号");
  const backs = await deputy.page.locator("a[href^='/look-backs/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  return backs[0] ?? null;
}

/** What was closed is looked at again: it holds, or it comes back as a new issue. */
async function lookBack(people, path, holds) {
  const { officer, deputy } = people;
  await officer.look(path);
  await officer.act("start", { person: ["keeper", "member"], method: ["实地", "抽查"] });
  await deputy.look(path);
  const sections = { extrapolation: "已排查全部在册事项。", institution: "核对办法在执行。", effect: "三季度以后报送无差异。" };
  if (holds) {
    await deputy.act("conclude", { result: "稳固", ...sections, evidence: "回头看记录" });
  } else {
    await deputy.act("conclude", { result: "反弹", ...sections, relapse: "十月份报送又出现同样差异。", new_deadline: "2026-12-20", evidence: "回头看记录" });
    await officer.look(path);
    await officer.act("transfer");
    await deputy.look(path);
  }
  await deputy.act("end");
  await deputy.sees("结束");
}

async function story(script) {
  const told = script ? "with scripts" : "without scripts";
  await inWorkspace(script ? "story" : "story-plain", async (workspace) => {
    for (const [name, display, roles] of PEOPLE) workspace.account(name, display, roles);
    const address = await workspace.serve();
    const at = await browser();
    try {
      const people = {};
      const stranger = await Person.stranger(at, address, { script });
      await picture(stranger, "login");
      await stranger.context.close();
      for (const [name] of PEOPLE) people[name] = await Person.enter(at, address, name, { script });
      const step = (words) => console.log(`${told}: ${words}`);

      const count = await bringIn(people.keeper);
      step(`${count} files brought in, every one told`);
      const flags = await lookAtFlags(people.officer);
      step(`evidence followed, one flag rejected, two taken (${flags.unit})`);
      const session = await review(people, flags);
      step(`${session}: voted with one dissent, signed by all`);
      const { path, cases } = await feedBack(people, session, flags);
      step("opinion issued, delivered, answered");
      const backs = [];
      for (const one of cases) {
        const back = await putRight(people, one, flags);
        must(back, `${one} was closed and no look-back is planned`);
        backs.push(back);
      }
      step("two rectifications verified by two, closed by a third");
      await lookBack(people, backs[0], true);
      await lookBack(people, backs[1], false);
      await people.officer.look(cases[1]);
      await people.officer.sees("重新整改");
      step("looked back: one holds, one came back");

      await people.officer.look(path);
      const paper = await people.officer.paper("opinion.docx", "报组领导审阅");
      must(paper.name.endsWith(".docx") && paper.bytes.subarray(0, 2).toString() === "PK", `the paper is no docx: ${paper.name}`);
      await people.auditor.look("/log");
      await people.auditor.sees("officer");
      const shown = await pictures(people, { script, flag: flags.accepted[0], session, opinion: path, rectification: cases[0], lookBack: backs[0] });
      step(`${shown} pictures`);

      const complaints = Object.values(people).flatMap((person) => person.complaints);
      must(complaints.length === 0, `the browser complains:\n${complaints.join("\n")}`);
      for (const person of Object.values(people)) await person.leave();
    } finally {
      await at.close();
    }
    await workspace.stop();
    workspace.verify();
    console.log(`${told}: no complaint of the browser, the log verifies`);
  });
}

must(CHROMIUM, "no Chromium: apt-get install chromium, or name it (CHROMIUM=…)");
console.log(`${PROGRAM}, ${CHROMIUM}`);
const only = process.argv[2];
if (only !== "plain") await story(true);
if (only !== "script") await story(false);
