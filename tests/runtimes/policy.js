// @ts-check
/** The policy of every suite here: one server, one API of the app's own, one site for pages. */
/** @param {object} [more] */
export const policy = (more = {}) => JSON.stringify({
  format: 1,
  appId: "2018080616290001",
  revision: 1,
  mode: "enforce",
  serverDomains: { entries: [{ domain: "api.good.test" }] },
  apis: { entries: [{ api: "tinyToNative" }] },
  webViewDomains: { entries: [{ domain: "www.good.test" }] },
  ...more,
});
