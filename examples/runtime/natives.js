// @ts-check
/**
 * The native side of the phone: what a call does once it has been let through. Transports are real. It knows nothing of
 * permissions, and it trusts its caller: whoever reaches it was judged before.
 *
 * A native is `(params) => Promise<result>`; it fails by throwing `{ error, errorMessage }`.
 */
import { API_VERSION, BUILT_IN_FILE } from "./facts.js";

/** @typedef {(params: any, signal: AbortSignal) => Promise<object>} Native */
/** @typedef {(event: any) => void} Listener */

/** The first button that somebody presses must not look like a fault of the demo. */
const MADE_UP = "network error (the demo's made-up hosts answer in the browser of `make demo-browser`)";

/** @param {number} error @param {string} errorMessage */
export const failure = (error, errorMessage) => ({ error, errorMessage });

/**
 * @param {{ screen: import("./screen.js").Screen, fetch: typeof globalThis.fetch, WebSocket: typeof globalThis.WebSocket }} parts
 */
export function createNatives({ screen, fetch, WebSocket }) {
  /** @type {Map<string, Blob>} */
  const files = new Map([[BUILT_IN_FILE, new Blob(["a picture, say"], { type: "image/png" })]]);
  /** @type {Map<string, unknown>} */
  const storage = new Map();
  /** @type {Map<string, Set<Listener>>} */
  const listeners = new Map();
  /** @type {WebSocket | null} */
  let socket = null;

  /**
   * A redirect is refused: `fetch` hides its hops, so nobody could judge the host it leads to (U-10). A native stack that
   * sees every hop asks the guard's judge about each instead.
   * @param {string} url @param {RequestInit} init
   */
  async function send(url, init) {
    try {
      return await fetch(url, { ...init, redirect: "error", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
    } catch {
      throw failure(12, /^https:\/\/[^/]+\.test(:|\/)/.test(url) ? MADE_UP : "network error");
    }
  }

  /** @type {Native} */
  async function request({ url, method = "GET", headers, header, data, dataType = "json" }, signal) {
    const post = method.toUpperCase() !== "GET" && data !== undefined;
    const body = post ? (typeof data === "string" ? data : JSON.stringify(data)) : undefined;
    const response = await send(url, { method, headers: { ...(post && { "content-type": "application/json" }), ...header, ...headers }, body, signal });
    const text = await response.text();
    if (!response.ok) throw { ...failure(19, "http error"), status: response.status };
    try {
      return { status: response.status, headers: Object.fromEntries(response.headers), data: dataType === "json" ? JSON.parse(text) : text };
    } catch {
      throw failure(14, "not JSON");
    }
  }

  /** @type {Native} */
  async function uploadFile({ url, filePath, fileName = "file", formData = {}, header }, signal) {
    const file = files.get(filePath);
    if (file === undefined) throw failure(11, "no such file");
    const body = new FormData();
    for (const [key, value] of Object.entries(formData)) body.append(key, String(value));
    body.append(fileName, file);
    const response = await send(url, { method: "POST", body, headers: header, signal });
    return { statusCode: String(response.status), data: await response.text() };
  }

  /** @type {Native} */
  async function downloadFile({ url, header }, signal) {
    const response = await send(url, { headers: header, signal });
    if (!response.ok) throw failure(12, "download failed");
    const blob = await response.blob();
    const apFilePath = `https://resource/${files.size}`;
    files.set(apFilePath, blob);
    return { apFilePath, size: blob.size };
  }

  /** @type {Native} */
  async function connectSocket({ url, protocols = [] }) {
    socket?.close();
    const opened = new WebSocket(url, protocols);
    socket = opened;
    opened.onopen = () => emit("socketOpen", {});
    opened.onmessage = ({ data }) => emit("socketMessage", { data, isBuffer: false });
    opened.onerror = () => emit("socketError", failure(12, "socket error"));
    opened.onclose = () => emit("socketClose", {});
    return {};
  }

  /** @param {string} event @param {object} detail */
  function emit(event, detail) {
    for (const listener of listeners.get(event) ?? []) listener(detail);
  }

  /** Opens a page over the mini program: a web page, or one of its own. @type {Native} */
  async function pushWindow({ url }) {
    screen.push(url);
    return {};
  }

  /**
   * By JSAPI name. A plain lookup on an object without a prototype: a guest that replaced `Map.prototype.get` would be handed
   * the map as `this`, and with it every native.
   * @type {Readonly<Record<string, Native | undefined>>}
   */
  const natives = {
    // @ts-expect-error: TypeScript does not know this form of a prototype.
    __proto__: null,
    request,
    httpRequest: request,
    uploadFile,
    downloadFile,
    connectSocket,
    pushWindow,
    sendSocketMessage: async ({ data }) => {
      if (socket?.readyState !== 1) throw failure(12, "no open socket");
      socket.send(data);
      return {};
    },
    closeSocket: async () => {
      socket?.close();
      return {};
    },
    chooseImage: async () => ({ apFilePaths: [BUILT_IN_FILE] }),
    popTo: async () => (screen.pop(), {}),
    toast: async ({ content = "", duration = 2000 }) => (screen.toast(String(content), duration), {}),
    hideToast: async () => (screen.toast("", 0), {}),
    setTitle: async ({ title = "" }) => (screen.setTitle(String(title)), {}),
    vibrate: async () => ({}),
    getSystemInfo: async () => systemInfo(),
    setTinyLocalStorage: async ({ key, data }) => (storage.set(String(key), data), { success: true }),
    getTinyLocalStorage: async ({ key }) => ({ data: storage.get(String(key)) ?? null }),
    // Two that no vendor documents: one that this app's own team added, one that was left in by accident.
    tinyToNative: async ({ amount = 0 } = {}) => ({ receipt: `R-${amount}-0001` }),
    debugInstallPackage: async () => ({ installed: true }),
  };

  return {
    /** @param {string} name @param {object} params @param {AbortSignal} [signal] @returns {Promise<object>} */
    async call(name, params, signal = new AbortController().signal) {
      const native = natives[name];
      if (native === undefined) throw failure(1, "not implemented");
      return native(params, signal);
    },
    has: (/** @type {string} */ name) => natives[name] !== undefined,
    storage,
    systemInfo,
    /** @param {string} event @param {Listener} listener */
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    /** @param {string} event @param {Listener} [listener] */
    off(event, listener) {
      if (listener === undefined) listeners.delete(event);
      else listeners.get(event)?.delete(listener);
    },
  };
}

/** @typedef {ReturnType<typeof createNatives>} Natives */

const systemInfo = () => ({ model: "Demo phone", platform: "web", version: API_VERSION, language: document.documentElement.lang, windowWidth: window.innerWidth, windowHeight: window.innerHeight });
