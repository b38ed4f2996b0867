// @ts-check
/**
 * Door "minifence/guards": the pure wrappers, `(next, judge, deny) => next`, for frameworks that own their dispatcher. The
 * judge is `installGuard(host, options).judge`; the denials are those of mPaaS. It installs nothing.
 */

export { guardApi } from "./guard/api.js";
export { mpaasDenials } from "./guard/deny.js";
export { guardRequest } from "./guard/request.js";
export { guardWebView } from "./guard/web-view.js";
