// @ts-check
/**
 * `<web-view>` for hosts with a DOM: one element, one place where a page is loaded, whatever way its `src` came (W-1, W-2,
 * W-4). The frame lives in a closed shadow root. It cannot see what happens inside the page: a Content-Security-Policy
 * and the host can (W-3).
 */

import en from "../messages/en-page.js";
import { format } from "../messages/index.js";
import { TypeErrorCtor, apply, freeze, getOwnPropertyDescriptor, reflectDelete, uncurryThis } from "../primordials.js";
import { WEB_VIEW_SANDBOX } from "./csp.js";
import { guardWebView } from "./web-view.js";

/** @typedef {import("../types.d.ts").Decision} Decision */
/** @typedef {import("../types.d.ts").PageMessages} Messages */
/** One element's inside. `now` is what was last decided: `""` nothing, else the URL that is shown or the code that stopped it. @typedef {{ element: any, root: any, now: string, frame: any, before: View | null, after: View | null }} View */

const STYLE = `
:host { display: block; position: relative; min-height: 8rem; background: #fff; }
iframe { display: block; width: 100%; height: 100%; min-height: inherit; border: 0; }
[role="alert"] { box-sizing: border-box; min-height: inherit; padding: 2rem 1.25rem; color: #262626; font: 15px/1.6 system-ui, sans-serif; text-align: center; overflow-wrap: anywhere; }
strong { display: block; font-size: 18px; } p { margin: 0.5rem 0; } code { color: #595959; font-size: 13px; }`;

const LOADED = freeze({ loaded: true });

/** The DOM's built-ins, captured before any guest code runs. @param {any} view the window of a document @param {Document} document */
const captureDom = (view, document) => {
  /** @param {any} prototype @param {string} name @param {"get" | "set"} kind @returns {any} */
  const accessor = (prototype, name, kind) => uncurryThis(/** @type {any} */ (getOwnPropertyDescriptor(prototype, name))[kind]);
  const create = uncurryThis(view.Document.prototype.createElement);
  const append = uncurryThis(view.Node.prototype.appendChild);
  const setText = accessor(view.Node.prototype, "textContent", "set");
  const setAttribute = uncurryThis(view.Element.prototype.setAttribute);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const setSheets = accessor(view.ShadowRoot.prototype, "adoptedStyleSheets", "set");
  return {
    append,
    setAttribute,
    getAttribute: uncurryThis(view.Element.prototype.getAttribute),
    attachShadow: uncurryThis(view.Element.prototype.attachShadow),
    replaceChildren: uncurryThis(view.DocumentFragment.prototype.replaceChildren),
    isConnected: accessor(view.Node.prototype, "isConnected", "get"),
    listen: uncurryThis(view.EventTarget.prototype.addEventListener),
    dispatch: uncurryThis(view.EventTarget.prototype.dispatchEvent),
    CustomEvent: view.CustomEvent,
    /** @param {any} root */
    dress: (root) => setSheets(root, [sheet]),
    /** @param {string} tag @param {string} [text] */
    element: (tag, text) => {
      const element = create(document, tag);
      if (text !== undefined) setText(element, text);
      return element;
    },
  };
};

/**
 * Defines the element. `judgeAgain` re-judges every page that is shown, after the policy changed.
 * @param {import("../types.d.ts").PagePoint} point @param {import("../types.d.ts").Judge} judge @param {import("../types.d.ts").Deny} deny
 * @param {Messages | undefined} messages @param {import("./patch.js").Log} log
 */
export const defineWebView = ({ label, document, tag }, judge, deny, messages = en, log) => {
  const nothing = { judgeAgain: () => {} };
  const view = /** @type {any} */ (document.defaultView);
  if (!view?.customElements || !view.ShadowRoot) {
    log.degraded(label, "this document has no custom elements: guard what loads its pages with `guardWebView`");
    return nothing;
  }
  if (view.customElements.get(tag) !== undefined) {
    log.degraded(label, "`<" + tag + ">` is defined already: install the guard before the code that defines it");
    return nothing;
  }
  const dom = captureDom(view, document);
  /** The views in a document, as a list that iterates without built-ins. @type {View | null} */ let first = null;

  /** @param {View} of @param {string} type @param {object} detail */
  const announce = async ({ element }, type, detail) => {
    await undefined;
    dom.dispatch(element, new dom.CustomEvent(type, { __proto__: null, detail }));
  };

  /** @param {View} of */
  const clear = (of) => {
    of.now = "";
    of.frame = null;
    dom.replaceChildren(of.root);
  };

  /** @this {View} @param {string} url */
  const loadPage = function (url) {
    const frame = dom.element("iframe");
    clear(this);
    this.now = url;
    this.frame = frame;
    dom.setAttribute(frame, "sandbox", WEB_VIEW_SANDBOX);
    dom.setAttribute(frame, "src", url);
    dom.listen(frame, "load", () => {
      if (this.frame === frame) announce(this, "load", { src: url });
    });
    dom.append(this.root, frame);
    return LOADED;
  };

  /** @param {View} of @param {Decision} decision */
  const showBlocked = (of, decision) => {
    const page = dom.element("div");
    clear(of);
    of.now = "blocked " + decision.code;
    dom.setAttribute(page, "role", "alert");
    dom.setAttribute(page, "lang", messages.ui.lang);
    dom.append(page, dom.element("strong", messages.ui.blockedTitle));
    dom.append(page, dom.element("p", format(decision, messages)));
    dom.append(page, dom.element("p", messages.ui.blockedHint));
    dom.append(page, dom.element("code", decision.code));
    dom.append(of.root, page);
  };

  const load = guardWebView(loadPage, judge, (denied) => ({ decision: denied.decision, detail: deny(denied) }));

  /** The choke point: whatever changed, the attribute is read once, judged, and only what was judged is loaded. @param {View} of */
  const show = (of) => {
    const src = dom.getAttribute(of.element, "src");
    if (src === null || src === "" || src === "about:blank") return clear(of);
    const result = /** @type {any} */ (apply(load, of, [src]));
    if (result === LOADED) return;
    showBlocked(of, result.decision);
    announce(of, "error", result.detail);
  };

  /** @param {View} of */
  const judgeAgain = (of) => {
    const src = dom.getAttribute(of.element, "src");
    if (src === null || src === "" || src === "about:blank") return;
    const { pass, decision, forward } = judge.webView(src);
    const next = pass === true ? forward ?? src : "blocked " + decision.code;
    if (next !== of.now) show(of);
  };

  class WebView extends view.HTMLElement {
    static observedAttributes = ["src"];
    /** `attachInternals()` would hand out the closed shadow root. */
    static disabledFeatures = ["internals"];
    /** @type {View} */ #view;

    constructor() {
      super();
      if (new.target !== WebView) throw new TypeErrorCtor("`<" + tag + ">` cannot be extended");
      const root = dom.attachShadow(this, { __proto__: null, mode: "closed" });
      dom.dress(root);
      this.#view = /** @type {View} */ ({ __proto__: null, element: this, root, now: "", frame: null, before: null, after: null });
    }

    get src() {
      return dom.getAttribute(this, "src") ?? "";
    }

    set src(url) {
      dom.setAttribute(this, "src", url);
    }

    connectedCallback() {
      const own = this.#view;
      own.after = first;
      if (first !== null) first.before = own;
      first = own;
      show(own);
    }

    disconnectedCallback() {
      const own = this.#view;
      if (own.before !== null) own.before.after = own.after;
      else if (first === own) first = own.after;
      if (own.after !== null) own.after.before = own.before;
      own.before = null;
      own.after = null;
      clear(own);
    }

    attributeChangedCallback() {
      if (dom.isConnected(this) === true) show(this.#view);
    }
  }
  view.customElements.define(tag, WebView);
  // The registry has read the callbacks; nobody else may call them. Frozen, since an exchanged parent would be called by `super()`.
  for (const name of ["connectedCallback", "disconnectedCallback", "attributeChangedCallback"]) reflectDelete(WebView.prototype, name);
  freeze(WebView.prototype);
  freeze(WebView);
  log.patched(label);

  return {
    judgeAgain: () => {
      for (let at = first; at !== null; at = at.after) judgeAgain(at);
    },
  };
};
