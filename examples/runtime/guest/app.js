// @ts-check
/**
 * The mini program in the phone: the guest. It is written as a mini program's author would write it, knows `my` and
 * `AlipayJSBridge` and nothing of minifence, and some of its buttons mean harm.
 */
import { calls, tabs } from "./calls.js";
import { words } from "./words.js";

/** @param {HTMLElement} page @param {"en" | "zh"} language */
export function start(page, language) {
  const say = words[language];
  const list = element("div", { className: "calls" });
  const answer = element("section", { className: "answer", tabIndex: 0 }); // long answers are scrolled by keyboard too
  const bar = element("nav", { className: "tabs" });
  answer.setAttribute("aria-live", "polite");
  answer.setAttribute("aria-label", say.answer);
  show(null);

  for (const tab of tabs) {
    const button = element("button", { textContent: say.tabs[tab] });
    button.dataset.tab = tab;
    button.addEventListener("click", () => open(tab));
    bar.append(button);
  }
  page.replaceChildren(list, answer, bar);
  open("network");

  /** @param {import("./calls.js").Tab} tab */
  function open(tab) {
    for (const button of bar.children) button.setAttribute("aria-current", String(/** @type {HTMLElement} */ (button).dataset.tab === tab));
    list.replaceChildren(...(tab === "pages" ? [webView()] : []), ...(tab === "own" ? [form()] : []), ...calls.filter((call) => call.tab === tab).map(row));
    list.scrollTop = 0;
  }

  /** @param {import("./calls.js").Call} call */
  function row(call) {
    const button = element("button", { className: "call" });
    button.dataset.call = call.id;
    button.append(element("span", { textContent: say.calls[call.id] }), element("code", { textContent: call.shown }));
    button.addEventListener("click", () => {
      show({ label: call.shown, how: "waiting", value: undefined });
      call.run(tell(call.shown), list);
    });
    return button;
  }

  /** Three callbacks that show what came back. @param {string} label @returns {import("./calls.js").Tell} */
  function tell(label) {
    return {
      success: (value) => show({ label, how: "success", value }),
      fail: (value) => show({ label, how: "fail", value }),
      // A bridge callback gets results and errors alike: an `error` field tells them apart.
      callback: (value) => show({ label, how: value?.error === undefined ? "success" : "fail", value }),
    };
  }

  /** @param {{ label: string, how: "success" | "fail" | "waiting", value: unknown } | null} last */
  function show(last) {
    answer.dataset.how = last?.how ?? "";
    answer.replaceChildren(element("h2", { textContent: last === null ? say.answer : say.how[last.how] }));
    if (last === null) return answer.append(element("p", { textContent: say.nothing }));
    answer.append(element("code", { textContent: last.label }), element("pre", { textContent: lines(last.value) }));
  }

  function webView() {
    const view = element("web-view", {});
    view.addEventListener("error", (event) => show({ label: "<web-view> onError", how: "fail", value: /** @type {any} */ (event).detail }));
    view.addEventListener("load", () => show({ label: "<web-view> onLoad", how: "success", value: { src: view.getAttribute("src") } }));
    return view;
  }

  function form() {
    const form = element("form", { className: "own" });
    const kind = element("select", { name: "kind" });
    const subject = element("input", { name: "subject", type: "text", value: "https://api.good.test/anything", spellcheck: false, autocomplete: "off" });
    const view = webView();
    view.hidden = true;
    for (const name of ["my.request", "my.uploadFile", "my.downloadFile", "my.connectSocket", "my.call", "AlipayJSBridge.call", "<web-view src>"]) kind.append(element("option", { textContent: name, value: name }));
    form.append(label(say.own.call, kind), label(say.own.subject, subject), element("button", { textContent: say.own.go, type: "submit" }), view);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { my, AlipayJSBridge } = /** @type {any} */ (window);
      const { success, fail, callback } = tell(`${kind.value} ${subject.value}`);
      show({ label: `${kind.value} ${subject.value}`, how: "waiting", value: undefined });
      view.hidden = kind.value !== "<web-view src>";
      if (!view.hidden) view.setAttribute("src", subject.value);
      else if (kind.value === "AlipayJSBridge.call") AlipayJSBridge.call(subject.value, {}, callback);
      else if (kind.value === "my.call") my.call(subject.value, {}, callback);
      else my[kind.value.slice(3)]({ url: subject.value, filePath: "https://resource/picture.png", fileName: "file", fileType: "image", success, fail });
    });
    return form;
  }
}

/** JSON with a line for each field, for a small screen. @param {unknown} value */
function lines(value) {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const fields = Object.entries(value).map(([key, field]) => ` ${JSON.stringify(key)}: ${JSON.stringify(field)}`);
  return fields.length === 0 ? "{}" : `{\n${fields.join(",\n")}\n}`;
}

/** @param {string} text @param {HTMLElement} control */
function label(text, control) {
  const label = element("label", { textContent: text });
  label.append(control);
  return label;
}

/**
 * @template {string} T
 * @param {T} name @param {object} properties
 * @returns {T extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[T] : HTMLElement}
 */
function element(name, properties) {
  return Object.assign(/** @type {any} */ (document.createElement(name)), properties);
}
