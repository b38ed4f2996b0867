// @ts-check
/**
 * Door "minifence/guards": the pure wrappers, `(next, judge, deny) => next`, for frameworks that own their dispatcher. The
 * judge is `installGuard(host, options).judge`; the denials are those of mPaaS or WeChat. It installs nothing.
 */

export { guardApi } from "./guard/api.js";
export { MPAAS, mpaasDenials } from "./guard/deny-mpaas.js";
export { WECHAT, wechatDenials } from "./guard/deny-wechat.js";
export { guardDispatch } from "./guard/dispatch.js";
export { guardRequest } from "./guard/request.js";
export { urlTable } from "./guard/urls.js";
export { guardWebView } from "./guard/web-view.js";
