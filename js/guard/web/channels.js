// @ts-check
/**
 * The constructors that open a channel, and `window.open`: a row each. A denied one is opened on what never leaves the device, so
 * that it fails by its own events, and once. It knows no lists.
 */

import { FunctionPrototype, TypeErrorCtor, apply, put, setPrototypeOf, setTimer, uncurryThis } from "../../primordials.js";
import { DEAD_SERVER, DEAD_SOCKET, DEAD_STREAM } from "./refusal.js";

/** @typedef {import("./web.js").Tools} Tools */

/** @param {Tools} tools */
export const placeChannels = ({ window, targets, rulings, refusals, placer }) => {
  const listen = uncurryThis(window.EventTarget.prototype.addEventListener);
  const dispatch = uncurryThis(window.EventTarget.prototype.dispatchEvent);
  const { CloseEvent: CloseEventCtor, DOMException: DOMExceptionCtor } = window;

  /** A socket that a header stops has an error and no end; every socket that fails has both. @param {any} socket */
  const endSocket = (socket) => {
    let isClosed = false;
    listen(socket, "close", () => {
      isClosed = true;
    }, true);
    listen(socket, "error", () => {
      if (setTimer !== undefined) setTimer(() => {
        if (!isClosed) dispatch(socket, new CloseEventCtor("close", /** @type {any} */ ({ __proto__: null, code: 1006 })));
      }, 0);
    }, true);
  };

  /** @type {readonly (readonly [string, import("./rulings.js").Kind, string, ((denied: any) => void) | null])[]} */
  const CLASSES = [
    ["WebSocket", "socket", DEAD_SOCKET, endSocket],
    ["WebSocketStream", "socket", DEAD_SOCKET, null],
    ["EventSource", "call", DEAD_STREAM, null],
    ["WebTransport", "call", DEAD_SERVER, null],
    ["Worker", "worker", refusals.dead, null],
    ["SharedWorker", "worker", refusals.dead, null],
  ];
  for (let i = 0; i < CLASSES.length; i += 1) {
    const [name, kind, dead, attend] = CLASSES[i];
    placer.placeClass(window, name, (make, args) => {
      if (args.length === 0) return make(args);
      const given = args[0];
      const ruling = rulings.judgeUrl(kind, targets.text(given));
      const text = ruling.pass ? ruling.send : dead;
      args[0] = kind === "worker" ? targets.trust.url(text, given) : text;
      const made = make(args);
      if (ruling.pass) return made;
      if (kind !== "worker") put(made, "url", ruling.send);
      if (attend !== null) attend(made);
      return refusals.explain(made, ruling.decision);
    });
  }

  // What runs beside the page, and is asked for by a promise. A service worker answers for every page of the origin, in a realm of its
  // own; a worklet has no network of its own, but its module comes from somewhere.
  /** @type {readonly (readonly [string, any, string, import("./rulings.js").Kind, () => Error])[]} */
  const MODULES = [
    ["navigator.serviceWorker", window.navigator.serviceWorker, "register", "worker", () => new TypeErrorCtor("Failed to register a ServiceWorker: it may not come from there.")],
    ["Worklet.addModule", window.Worklet?.prototype, "addModule", "call", () => new DOMExceptionCtor("Unable to load a worklet's module.", "AbortError")],
  ];
  for (let i = 0; i < MODULES.length; i += 1) {
    const [label, object, key, kind, failure] = MODULES[i];
    placer.placeMethod(label, object, key, (native) => {
      const { guarded } = {
        /** @this {any} @param {unknown[]} args */
        async guarded(...args) {
          if (args.length === 0) return apply(native, this, args);
          const given = args[0];
          const ruling = rulings.judgeUrl(kind, targets.text(given));
          if (!ruling.pass) throw refusals.explain(failure(), ruling.decision);
          args[0] = kind === "worker" ? targets.trust.url(ruling.send, given) : ruling.send;
          return apply(native, this, args);
        },
      };
      return setPrototypeOf(guarded, FunctionPrototype);
    });
  }

  placer.placeMethod("open", window, "open", (native) => ({
    /** @this {any} @param {unknown[]} args */
    guarded(...args) {
      if (args.length === 0 || args[0] === undefined) return apply(native, this, args);
      const text = targets.text(args[0]);
      const ruling = text === "" ? null : rulings.judgeUrl("window", text);
      if (ruling !== null && !ruling.pass) return null;
      args[0] = ruling === null ? text : ruling.send;
      return apply(native, this, args);
    },
  }).guarded);
};
