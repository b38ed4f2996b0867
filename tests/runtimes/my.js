// @ts-check
/**
 * A base library of the Alipay family: `my` and its bridge over a device (`device.js`), with callbacks, promises and tasks as the
 * vendor documents them. One function that uses nothing of this file, so that its text can be evaluated in a realm of its own.
 */

/**
 * @param {{ send: Function, connect: Function }} device @param {readonly string[]} [apis] further functions of `my`; `ap.` makes one of `my.ap`
 * @param {readonly string[]} [missing] what this version of the library does not have yet
 */
export function createMy({ send, connect }, apis = [], missing = []) {
  const nothing = () => {};
  /** @param {string} name */
  const api = (name) => ({
    /** @param {any} options */
    [name](options = {}) {
      const { success, fail, complete } = options;
      /** @type {any} */ let task;
      const promise = /** @type {any} */ (new Promise((resolve, reject) => {
        task = send(name, options, (/** @type {object | null} */ error, /** @type {any} */ result) => {
          // As text: what crosses a bridge comes out as objects of the realm that asked.
          const told = JSON.parse(JSON.stringify(error ?? result));
          const callback = error === null ? success : fail;
          if (typeof callback === "function") callback.call(options, told);
          if (typeof complete === "function") complete.call(options, told);
          if (error === null) resolve(told);
          else reject(told);
        });
      }));
      if (success !== undefined || fail !== undefined || complete !== undefined) promise.catch(nothing);
      promise.abort = () => task.abort();
      promise.onProgressUpdate = nothing;
      return promise;
    },
  })[name];

  const my = /** @type {any} */ ({ SDKVersion: "2.8.0", env: { clientName: "test" } });
  for (const name of ["request", "httpRequest", "uploadFile", "downloadFile", "showToast", "getAuthCode", "setClipboard", "navigateTo", "previewImage", "startAPVerify", "internalAPI", "secretApi", ...apis]) {
    const [group, inner] = name.split(".");
    if (inner === undefined) my[name] = api(name);
    else (my[group] ??= {})[inner] = api(name);
  }
  my.ap ??= {};
  my.ap.openURL = api("ap.openURL");
  my.canIUse = (/** @type {string} */ name) => my[name.split(".")[0]] !== undefined;
  my.getSystemInfoSync = () => ({ platform: "test", pixelRatio: 2, windowWidth: 375, screenWidth: 375, version: "10" });
  const stored = /** @type {any} */ ({});
  my.setStorageSync = (/** @type {any} */ { key, data }) => void (stored[key] = data);
  my.getStorageSync = (/** @type {any} */ { key }) => ({ data: stored[key] });

  // One socket for all, or with `multiple` one for each.
  const heard = /** @type {any} */ ({ open: nothing, message: nothing, close: nothing, error: nothing });
  /** @type {any} */ let shared;
  my.connectSocket = (/** @type {any} */ options) => {
    const own = /** @type {any} */ ({ open: nothing, message: nothing, close: nothing, error: nothing });
    const on = options.multiple ? own : heard;
    const socket = connect(String(options.url), (/** @type {string} */ event, /** @type {any} */ detail) => on[event](detail));
    if (!options.multiple) shared = socket;
    if (options.success) Promise.resolve().then(() => options.success({}));
    if (!options.multiple) return undefined;
    return {
      send: (/** @type {any} */ { data }) => socket.send(data),
      close: () => socket.close(),
      onOpen: (/** @type {Function} */ f) => void (own.open = f),
      onMessage: (/** @type {Function} */ f) => void (own.message = f),
      onClose: (/** @type {Function} */ f) => void (own.close = f),
      onError: (/** @type {Function} */ f) => void (own.error = f),
    };
  };
  for (const [name, event] of [["onSocketOpen", "open"], ["onSocketMessage", "message"], ["onSocketClose", "close"], ["onSocketError", "error"]]) my[name] = (/** @type {Function} */ f) => void (heard[event] = f);
  my.sendSocketMessage = (/** @type {any} */ { data }) => shared.send(data);
  my.closeSocket = () => shared.close();

  /** `call(name, options, callback)`, `call(name, callback)`, `call(name, options?)` with a promise. */
  my.call = (/** @type {string} */ name, /** @type {any} */ options, /** @type {any} */ callback) => {
    const given = typeof options === "function" ? {} : options ?? {};
    const last = typeof options === "function" ? options : callback;
    const sent = new Promise((resolve) => send(name, given, (/** @type {object | null} */ error, /** @type {any} */ result) => resolve(JSON.parse(JSON.stringify(error ?? result)))));
    if (last === undefined) return sent;
    sent.then(last);
    return undefined;
  };
  for (const name of missing) delete my[name];
  // The bridge's own road: it does not ask `my`.
  const road = my.call;
  const bridge = { call: (/** @type {string} */ name, /** @type {any} */ options, /** @type {any} */ callback = nothing) => void road(name, options, callback), trigger: nothing };
  return { my, bridge };
}
