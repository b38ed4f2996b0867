// @ts-check
/**
 * The native side of a device for suites of real runtimes: what it is told to send, it sends, over real TLS and real sockets to the
 * loopback servers (`examples/server/targets.js`), whatever host the URL names. What those servers saw is the truth. It judges
 * nothing, unless a suite gives it something to ask. Other APIs than the network's it writes down in `called`.
 */
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { createRequire } from "node:module";
import { connect as connectPlain } from "node:net";
import { connect as connectTls } from "node:tls";

const targetsFile = new URL("../../examples/server/targets.js", import.meta.url);
/** @type {any} */ const { WebSocket } = createRequire(targetsFile)("ws");

/** Starts the servers, and a device that reaches them. @param {import("node:test").TestContext | { after(run: () => unknown): void }} t */
export async function startDevice(t) {
  /** @type {import("../../examples/server/targets.js").Targets} */ const targets = await (await import(targetsFile.href)).startTargets();
  t.after(() => targets.close());
  return createDevice(targets);
}

/** What the suites' policies list: `api.good.test`, and `www.good.test` for pages. @param {import("../../examples/server/targets.js").Seen} seen */
const isListed = ({ scheme, host }) => (scheme === "https" || scheme === "wss") && /^(api|www)\.good\.test$/.test(host);

/** @param {any} headers */
const lowerCase = (headers) => Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** @param {import("../../examples/server/targets.js").Targets} targets */
export function createDevice(targets) {
  /** @type {{ name: string, options: any }[]} */ const called = [];
  const to = { host: "127.0.0.1", port: targets.port, rejectUnauthorized: false };
  const device = {
    called,
    targets,
    /** Whether a redirect may be followed. A host that cares asks its guard here (U-10). @param {string} url @returns {boolean} */
    mayFollow: (url) => url !== "",
    /** Some natives complete a URL that is not whole. @type {string | undefined} */
    base: undefined,
    /** Whether a server that is listed saw a path that has this in it. @param {string} part */
    arrived: (part) => targets.seen.some((seen) => seen.path.includes(part) && isListed(seen)),
    /** Whether any other did, or one without encryption. @param {string} part */
    escaped: (part) => targets.seen.some((seen) => seen.path.includes(part) && !isListed(seen)),
    dial,
    send,
    connect,
  };

  /** @param {string} text @param {{ method?: string, headers?: any, body?: unknown }} how @param {{ aborted?: () => void }} [task] @returns {Promise<{ status: number, headers: any, data: string }>} */
  function dial(text, { method = "GET", headers, body }, task = {}) {
    return new Promise((done, failed) => {
      const url = new URL(text, device.base);
      const isSecure = url.protocol === "https:";
      const options = { ...to, servername: isSecure && /[a-z]/i.test(url.hostname) ? url.hostname : "", method, path: url.pathname + url.search, headers: { host: url.host, ...lowerCase(headers) }, agent: false };
      const sent = (isSecure ? secure : plain)(options, (response) => {
        let data = "";
        response.setEncoding("utf8").on("data", (chunk) => { data += chunk; }).on("end", () => {
          const next = response.headers.location;
          if (next === undefined || !device.mayFollow(next)) return done({ status: response.statusCode ?? 0, headers: response.headers, data });
          dial(new URL(next, url).href, { headers }).then(done, failed);
        });
      });
      task.aborted = () => sent.destroy(new Error("aborted"));
      sent.on("error", failed).end(typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /**
   * One call of the runtime. Options are read when the queue is worked off, and some of them twice, as careless natives do.
   * @param {string} name @param {any} options @param {(error: object | null, result?: any) => void} answer
   */
  function send(name, options, answer) {
    const task = /** @type {{ aborted?: () => void, isAborted?: boolean }} */ ({});
    setTimeout(() => {
      if (task.isAborted) return answer({ error: 9, errorMessage: "aborted", errMsg: `${name}:fail abort` });
      perform(name, options, task).then((result) => answer(null, result), (error) => answer({ error: 12, errorMessage: error.message, errMsg: `${name}:fail ${error.message}` }));
    }, 0);
    return {
      abort() {
        task.isAborted = true;
        task.aborted?.();
      },
    };
  }

  /** @param {string} asked @param {any} options @param {{ aborted?: () => void }} task @returns {Promise<any>} */
  async function perform(asked, options, task) {
    const name = asked.replace(/^my\./, "");
    // The real name is in the params. Read more than once, as careless natives do.
    if (/^(webDdExec|ddExec)$/.test(name) && options.serviceName !== undefined) return perform(`${options.serviceName}.${options.actionName}`, options.args, task);
    if (!/^(request|httpRequest|uploadFile|downloadFile|internalAPI)$/.test(name)) {
      called.push({ name, options });
      return { success: true, apiName: name, content: "{}" };
    }
    if (name === "internalAPI") return perform(options.method, options.param, task);
    if (options.url === undefined) throw new Error("no url");
    const method = name === "uploadFile" ? "POST" : name === "downloadFile" ? "GET" : String(options.method ?? "GET").toUpperCase();
    const base = options.baseURL ?? options.baseUrl;
    const { status, headers, data } = await dial(base === undefined ? String(options.url) : String(base) + String(options.url).replace(/^.*\/\/[^/]*/, ""), { method, headers: options.headers ?? options.header, body: method === "GET" ? undefined : options.data ?? "file" }, task);
    if (name === "downloadFile") return { apFilePath: "/tmp/file", tempFilePath: "/tmp/file", status, statusCode: status };
    const parsed = options.dataType !== "text" && String(headers["content-type"]).includes("json") ? JSON.parse(data) : data;
    return { status, statusCode: status, headers, header: headers, data: parsed };
  }

  /** A socket: `on` is told `open`, `message`, `close` and `error`. @param {string} text @param {(event: string, detail: any) => void} on */
  function connect(text, on) {
    const url = new URL(text);
    const createConnection = () => (url.protocol === "wss:" ? connectTls({ ...to, servername: url.hostname }) : connectPlain(to));
    const socket = new WebSocket(url.href, { createConnection });
    socket.on("open", () => on("open", {})).on("message", (/** @type {any} */ data) => on("message", { data: String(data) }));
    socket.on("close", () => on("close", {})).on("error", (/** @type {any} */ error) => on("error", { errorMessage: error.message }));
    return { send: (/** @type {string} */ data) => socket.send(data), close: () => socket.close() };
  }
  return device;
}
