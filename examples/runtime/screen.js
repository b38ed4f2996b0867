// @ts-check
/** What the phone shows around a mini program: title bar, pages pushed over it, toasts. Draws; decides nothing. */

/** @typedef {ReturnType<typeof createScreen>} Screen */

/** @param {Document} document @param {boolean} chinese */
export function createScreen(document, chinese) {
  const create = document.createElement.bind(document);
  const title = pick("title");
  const page = pick("page");
  const over = pick("over");
  const toast = pick("toast");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let toastTimer;

  /** @param {string} id @returns {HTMLElement} */
  function pick(id) {
    return /** @type {HTMLElement} */ (document.getElementById(id));
  }

  function pop() {
    over.replaceChildren();
    over.hidden = true;
  }

  return {
    page,
    pop,
    /** @param {string} text */
    setTitle(text) {
      title.textContent = text;
    },
    /** A page over the page: a web page for a URL, else a page of the mini program's package. @param {string} url */
    push(url) {
      const back = create("button");
      back.className = "back";
      back.textContent = chinese ? "‹ 返回" : "‹ Back";
      back.addEventListener("click", pop);
      const content = create(/^https?:/.test(url) ? "web-view" : "p");
      if (content.localName === "p") content.textContent = chinese ? `程序包内的页面：${url}` : `A page of the package: ${url}`;
      else content.setAttribute("src", url);
      over.replaceChildren(back, content);
      over.hidden = false;
      back.focus();
    },
    /** @param {string} text @param {number} duration */
    toast(text, duration) {
      clearTimeout(toastTimer);
      toast.textContent = text;
      toast.hidden = text === "";
      toastTimer = setTimeout(() => { toast.hidden = true; }, Math.min(duration, 10_000));
    },
  };
}
