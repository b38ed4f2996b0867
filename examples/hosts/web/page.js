// What a server sends for the `index.html` of an H5 build: the guard and the policy first, and the header with it.
import { contentSecurityPolicy } from "minifence/inline";

/** What Taro and uni-app read from the device itself: files that were chosen or downloaded. */
const CONNECT = ["'self'", "blob:", "data:"];

/** @param {string} html @param {string} policy JSON text @returns {{ body: string, headers: Record<string, string> }} */
export function guardedPage(html, policy) {
  const data = policy.replaceAll("<", "\\u003c"); // no text of a policy ends the element
  const first = `<script type="application/json" id="minifence-policy">${data}</script><script src="/guard.min.js"></script>`;
  const wall = contentSecurityPolicy(policy, { connect: CONNECT });
  return {
    body: html.replace(/<head[^>]*>/i, (head) => head + first),
    headers: { "content-type": "text/html; charset=utf-8", ...(wall === null ? {} : { [wall.name]: wall.value }) },
  };
}
