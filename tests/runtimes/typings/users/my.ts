/** A user of `@mini-types/my`: what the guard wraps keeps its type. Never run: the compiler is the test (`types.test.js`). */
import { guardApi, guardRequest, guardWebView, mpaasDenials } from "minifence/guards";
import { mpaasHost } from "minifence/hosts/mpaas";
import { installGuard } from "minifence/inline";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Before = typeof my;

const guard = installGuard(mpaasHost({ my, bridge: null, aliases: { dd: my } }), { policy: null });
const deny = mpaasDenials();

export const request = guardRequest(my.request, guard.judge, deny);
export const sameRequest: Same<typeof request, typeof my.request> = true;
export const requestIsTyped: IsAny<typeof request> = false;
request({ url: "https://api.example.com/", success: ({ status, data }) => `${status satisfies number}${String(data)}` });
// @ts-expect-error a request has a URL
request({});
// @ts-expect-error that is text
request({ url: 1 });
// @ts-expect-error and no other method than these
request({ url: "https://api.example.com/", method: "FETCH" });
// @ts-expect-error what comes back is a task, not text
export const text: string = request({ url: "https://api.example.com/" });
export const abort = request({ url: "https://api.example.com/" }).abort;
export const abortIsTyped: IsAny<typeof abort> = false;

export const upload: typeof my.uploadFile = guardRequest(my.uploadFile, guard.judge, deny, { name: "uploadFile" });
export const connect: typeof my.connectSocket = guardRequest(my.connectSocket, guard.judge, deny, { name: "connectSocket", kind: "socket" });
// @ts-expect-error there are three kinds
guardRequest(my.request, guard.judge, deny, { kind: "page" });

// Overloads: all three forms of `my.call`.
export const call = guardApi(my.call, guard.judge, deny);
export const sameCall: Same<typeof call, typeof my.call> = true;
export const callIsTyped: IsAny<typeof call> = false;
call("toast", { content: "a" }, () => {});
call("toast", () => {});
void call("toast", { content: "a" });
// @ts-expect-error an API has a name
call({});

export const scan = guardApi(my.scan, guard.judge, deny, { name: "scan" });
export const sameScan: Same<typeof scan, typeof my.scan> = true;
export const openURL: Same<ReturnType<typeof keep>, typeof my.ap.openURL> = true;
const keep = () => guardApi(my.ap.openURL, guard.judge, deny, { name: "ap.openURL" });

export const load = guardWebView((url: string, title?: string) => title === undefined ? url.length : 0, guard.judge, deny);
export const loaded: number = load("https://m.example.com/", "a");
// @ts-expect-error a page is text
load(1);

export const unchanged: Same<typeof my, Before> = true;
export const requestOfMy: IsAny<typeof my.request> = false;
// @ts-expect-error `my` is an object
mpaasHost({ my: 1 });
// @ts-expect-error a policy is text
installGuard(mpaasHost({ my }), { policy: {} });
