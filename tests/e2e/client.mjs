// A client without a browser: one account, its cookies, forms with their token, connections that stay open.
import http from "node:http";

import { PASSWORD, must } from "./workspace.mjs";

export class Client {
  constructor(address, { connections = 1 } = {}) {
    this.address = new URL(address);
    this.agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    this.cookies = new Map();
    this.token = "";
  }

  /** Logs in. */
  async enter(name) {
    await this.read("/login");
    const answer = await this.send("/login", { name, password: PASSWORD, next: "/" });
    must(answer.status === 303, `${name} is not let in: ${answer.status}`);
    await this.read("/");
    return this;
  }

  /** A page; the token of its forms is kept. */
  async read(path) {
    const answer = await this.ask("GET", path);
    const found = answer.text.match(/name="token" value="([^"]+)"/);
    if (found) this.token = found[1];
    return answer;
  }

  /** Sends a form. */
  send(path, fields) {
    const pairs = Object.entries({ token: this.token, ...fields }).flatMap(([name, value]) => [value].flat().map((v) => [name, v]));
    const body = Buffer.from(new URLSearchParams(pairs).toString());
    return this.ask("POST", path, body, "application/x-www-form-urlencoded");
  }

  /** Sends files with a form: pairs of path and text. */
  upload(path, fields, files) {
    const edge = "----------------taizhang-e2e";
    const part = (head, text) => `--${edge}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
    const parts = Object.entries({ token: this.token, ...fields }).map(([name, value]) => part(`name="${name}"`, value));
    for (const [name, text] of files) parts.push(part(`name="files"; filename="${name}"\r\nContent-Type: text/plain`, text));
    return this.ask("POST", path, Buffer.from(`${parts.join("")}--${edge}--\r\n`), `multipart/form-data; boundary=${edge}`);
  }

  ask(method, path, body, kind) {
    return new Promise((yes, no) => {
      const headers = { Cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") };
      if (body) Object.assign(headers, { "Content-Type": kind, "Content-Length": body.length });
      const { hostname: host, port } = this.address;
      const request = http.request({ agent: this.agent, method, host, port, path, headers }, (response) => {
        for (const line of response.headers["set-cookie"] ?? []) {
          const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
          this.cookies.set(name, value);
        }
        const parts = [];
        response.on("data", (bytes) => parts.push(bytes));
        response.on("error", no);
        // What was cut off in the middle is no answer.
        response.on("close", () => (response.complete ? yes({ status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString() }) : no(new Error("cut off"))));
      });
      request.on("error", no);
      request.end(body);
    });
  }

  close() {
    this.agent.destroy();
  }
}
