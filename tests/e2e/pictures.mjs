// Every page at the widths of the office's screens, as files to look at; none of them may be wider than its screen.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { OUT, must } from "./workspace.mjs";

/** What an office prints, on paper this many pixels wide (A4 between its margins, at 96 to the inch). */
const PRINTED = ["session", "flag", "rectification", "statistics", "document"];
const PAPER = 680;

/** Pixels of a long page that are shown. */
const LONGEST = 2400;

/** The office's oldest screens and its newest. */
const SCREENS = [[1366, 768], [1920, 1080]];

/** A page as it stands in the middle of the story, at the office's widths. */
export async function picture(person, name) {
  for (const [width, height] of person.script ? SCREENS : SCREENS.slice(0, 1)) {
    await person.page.setViewportSize({ width, height });
    await shot(person, join(OUT, "pictures", `${person.script ? "script" : "plain"}-${width}`), name, width);
  }
}

/** Takes one picture; long lists are cut: what is below looks like what is above. */
async function shot(person, folder, name, width) {
  mkdirSync(folder, { recursive: true });
  const [content, tall] = await person.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  const clip = { x: 0, y: 0, width, height: Math.min(LONGEST, tall) };
  await person.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
  return content > width ? `${name} at ${width}: ${content} wide` : null;
}

/** The page in the other language, and back. */
async function inEnglish(person, path, then) {
  const turn = () => person.sent(() => person.page.click("form[action='/language'] button"));
  await person.look(path);
  await turn();
  must((await person.page.getAttribute("html", "lang")).startsWith("en"), `${path} does not turn to English`);
  await then();
  await turn();
}

/** Takes the pictures; returns how many. The word `all` on the command line adds the English pages and those on paper. */
export async function pictures(people, { script, flag, session, opinion, rectification, lookBack }) {
  const { officer, keeper, system, auditor, deputy } = people;
  await officer.look("/flags");
  const of = async (path, selector) => {
    await officer.look(path);
    return officer.page.locator(selector).first().getAttribute("href");
  };
  const report = await of("/files", "tr[data-row] a[href*='/documents/']");
  const sheet = await of("/files?words=总账", "tr[data-row] a[href*='/documents/']");
  const entry = await of("/ledger", "a[href^='/ledger/entry']");
  const rule = await of("/rules", "a[href^='/rules/']");
  const issue = await of("/issues", "a[href^='/issues/']");
  const rows = await of("/statistics", "section.stat a[href^='/statistics/']").catch(() => null);
  const shown = [
    ["home", officer, "/"],
    ["home-deputy", deputy, "/"],
    ["files", keeper, "/files"],
    ["imports", keeper, "/files/imports"],
    ["document", officer, report],
    ["document-sheet", officer, sheet],
    ["search", officer, `/search?q=${encodeURIComponent("整改 完成")}`],
    ["search-empty", officer, "/search"],
    ["flags", officer, "/flags"],
    ["flag", officer, `/flags/${flag}`],
    ["reconcile", officer, "/reconcile"],
    ["ledger", officer, "/ledger"],
    ["entry", officer, entry],
    ["steps", officer, "/ledger/steps"],
    ["stages", officer, "/ledger/loop"],
    ["sessions", keeper, "/sessions"],
    ["session", keeper, `/sessions/${encodeURIComponent(session)}`],
    ["issues", officer, "/issues"],
    ["issue", officer, issue],
    ["opinions", officer, "/opinions"],
    ["opinion", officer, opinion],
    ["rectification", officer, rectification],
    ["look-back", officer, lookBack],
    ["statistics", officer, "/statistics"],
    ["statistics-rows", officer, rows],
    ["rules", officer, "/rules"],
    ["rule", officer, rule],
    ["log", auditor, "/log"],
    ["users", system, "/users"],
    ["password", officer, "/password"],
  ];
  let taken = 0;
  const wide = [];
  for (const [width, height] of script ? SCREENS : SCREENS.slice(0, 1)) {
    const folder = join(OUT, "pictures", `${script ? "script" : "plain"}-${width}`);
    for (const [name, person, path] of shown) {
      if (!path) continue;
      await person.page.setViewportSize({ width, height });
      await person.look(path);
      const over = await shot(person, folder, name, width);
      if (over) wide.push(over);
      taken += 1;
    }
  }
  const [width, height] = SCREENS[0];
  const english = join(OUT, "pictures", `english-${width}`);
  const printed = join(OUT, "pictures", "printed");
  for (const [name, person, path] of script && process.argv.includes("all") ? shown : []) {
    if (!path) continue;
    await person.page.setViewportSize({ width, height });
    await inEnglish(person, path, async () => {
      const over = await shot(person, english, name, width);
      if (over) wide.push(`English ${over}`);
      taken += 1;
    });
    if (!PRINTED.includes(name)) continue;
    await person.look(path);
    await person.page.emulateMedia({ media: "print" });
    await person.page.setViewportSize({ width: PAPER, height });
    await shot(person, printed, name, PAPER);
    await person.page.emulateMedia({ media: null });
    taken += 1;
  }
  must(wide.length === 0, `pages wider than the screen:\n${wide.join("\n")}`);
  return taken;
}
