// A person at a browser: logs in, fills in forms by the names of their fields, sees what the pages say.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

import { PASSWORD, must } from "./workspace.mjs";

/** Debian's browser; nothing is downloaded. */
export const CHROMIUM = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);

/** How long a page may take, in milliseconds, on a machine that builds something else meanwhile. */
const PATIENCE = 60_000;

export function browser() {
  // Containers run as root and have no place for the sandbox of the browser; the pages come from this machine alone.
  return chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

export class Person {
  /** Opens a browser window of its own at the door. */
  static async stranger(browser, address, { script = true, name = "" } = {}) {
    const context = await browser.newContext({
      baseURL: address,
      javaScriptEnabled: script,
      locale: "zh-CN",
      acceptDownloads: true,
      viewport: { width: 1366, height: 768 },
    });
    context.setDefaultTimeout(PATIENCE);
    const person = new Person(name, context, await context.newPage(), script);
    return person.look("/login");
  }

  /** Opens a browser window of its own and logs in. */
  static async enter(browser, address, name, { script = true } = {}) {
    const person = await Person.stranger(browser, address, { script, name });
    await person.page.fill("#name", name);
    await person.page.fill("#password", PASSWORD);
    await person.sent(() => person.page.click("form[action='/login'] button.main"));
    must(!person.page.url().includes("/login"), `${name} is not let in`);
    return person;
  }

  constructor(name, context, page, script) {
    Object.assign(this, { name, context, page, script, complaints: [], refusals: 0 });
    page.on("console", (message) => {
      // A refused form comes back with status 422, which the browser reports as an error of the network.
      if (this.refusals > 0 && /status of 422/.test(message.text())) return;
      if (["error", "warning"].includes(message.type())) this.complain(message.text());
    });
    page.on("pageerror", (error) => this.complain(String(error)));
    page.on("requestfailed", (request) => {
      // A download or a page that is left takes its request along.
      const why = request.failure()?.errorText ?? "";
      if (why !== "net::ERR_ABORTED") this.complain(`${request.url()}: ${why}`);
    });
    page.on("response", (response) => {
      const from = new URL(response.url());
      if (response.status() >= 500) this.complain(`${response.status()} ${from.pathname}`);
      if (from.origin !== new URL(page.url() === "about:blank" ? response.url() : page.url()).origin) {
        this.complain(`something came from elsewhere: ${response.url()}`);
      }
    });
  }

  complain(what) {
    this.complaints.push(`${this.name} at ${this.page.url()}: ${what}`);
  }

  /** Opens a page of the workbench and checks that it is one. */
  async look(path) {
    const response = await this.page.goto(path, { waitUntil: "load" });
    must(response.status() === 200, `${this.name}: ${path} answers ${response.status()}`);
    const policy = response.headers()["content-security-policy"] ?? "";
    must(policy.includes("default-src 'none'") && !policy.includes("unsafe"), `${path}: weak policy “${policy}”`);
    return this;
  }

  /** Does what sends a form, and waits for the page after it. */
  async sent(act) {
    const [response] = await Promise.all([this.page.waitForNavigation({ waitUntil: "load" }), act()]);
    return response?.status() ?? 200;
  }

  /** Text of the page as people see it. */
  text() {
    return this.page.innerText("main");
  }

  async sees(...words) {
    const text = await this.text();
    for (const word of words) must(text.includes(word), `${this.name} does not see “${word}” at ${this.page.url()}:\n${text.slice(0, 1500)}`);
    return this;
  }

  /** Whether a form is offered. */
  async isOffered(form) {
    return (await this.page.locator(`[id="${form}"]`).count()) > 0;
  }

  /** Fills in the fields of a form; boxes of several take a list of values. */
  async fill(form, fields) {
    for (const [name, value] of Object.entries(fields)) {
      const all = form.locator(`[name="${name}"]`);
      must((await all.count()) > 0, `${this.name}: no field “${name}” at ${this.page.url()}`);
      const field = all.first();
      const kind = await field.evaluate((f) => (f.tagName === "INPUT" ? f.type : f.tagName.toLowerCase()));
      if (kind === "checkbox") {
        const wanted = [value].flat();
        for (let n = 0; n < (await all.count()); n += 1) {
          const own = await all.nth(n).getAttribute("value");
          await all.nth(n).setChecked(value === true || wanted.includes(own));
        }
      } else if (kind === "select") {
        await field.selectOption(value);
      } else {
        await field.fill(String(value));
      }
    }
  }

  /** Does an act: unfolds its form, fills it in, sends it. The page that follows must not refuse it. */
  async act(id, fields = {}) {
    const status = await this.try(id, fields);
    must(status === 200, `${this.name}: “${id}” is refused (${status}) at ${this.page.url()}:\n${await this.refusal()}`);
    return this;
  }

  /** Does an act that must be refused, and says with what words. */
  async refused(id, fields = {}) {
    this.refusals += 1;
    const status = await this.try(id, fields);
    must(status === 422, `${this.name}: “${id}” is not refused (${status})`);
    const words = await this.refusal();
    must(words.length > 0, `“${id}” is refused without a reason`);
    this.refusals -= 1;
    return words;
  }

  async try(id, fields) {
    const at = this.page.locator(`[id="${id}"]`);
    must((await at.count()) === 1, `${this.name} is not offered “${id}” at ${this.page.url()}:\n${(await this.text()).slice(0, 1500)}`);
    const folds = (await at.evaluate((e) => e.tagName)) === "DETAILS";
    if (folds && (await at.getAttribute("open")) === null) await at.locator("> summary").click();
    const form = folds ? at.locator("form").first() : at;
    await this.fill(form, fields);
    return this.sent(() => form.locator("button:not([name=more])").last().click());
  }

  async refusal() {
    const all = await this.page.locator("[role=alert]").allInnerTexts();
    return all.join("\n").trim();
  }

  /** Saves a paper that the page offers; returns its name and first bytes. */
  async paper(paper, reason) {
    const form = this.page.locator("form[action='/papers']");
    await this.fill(form, { paper, reason });
    const [download] = await Promise.all([this.page.waitForEvent("download"), form.locator("button").click()]);
    const stream = await download.createReadStream();
    const parts = [];
    for await (const part of stream) parts.push(part);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(parts) };
  }

  async leave() {
    await this.sent(() => this.page.click("form[action='/logout'] button"));
    await this.context.close();
  }
}
