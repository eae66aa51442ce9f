// Every page at the widths of the office's screens, as files to look at; none of them may be wider than its screen.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { OUT, must } from "./workspace.mjs";

/** The office's oldest screens and its newest. */
const SCREENS = [[1366, 768], [1920, 1080]];

/** Takes the pictures; returns how many. */
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
    mkdirSync(folder, { recursive: true });
    for (const [name, person, path] of shown) {
      if (!path) continue;
      await person.page.setViewportSize({ width, height });
      await person.look(path);
      const [content, screen] = await person.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      if (content > screen) wide.push(`${name} at ${width}: ${content} wide`);
      // Long lists are cut: what is below looks like what is above.
      const clip = { x: 0, y: 0, width, height: Math.min(2400, await person.page.evaluate(() => document.documentElement.scrollHeight)) };
      await person.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
      taken += 1;
    }
  }
  must(wide.length === 0, `pages wider than the screen:\n${wide.join("\n")}`);
  return taken;
}
