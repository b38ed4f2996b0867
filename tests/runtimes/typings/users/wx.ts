/** A user of `miniprogram-api-typings`. Never run: the compiler is the test (`types.test.js`). */
import { guardApi, guardRequest, mpaasDenials } from "minifence/guards";
import { mpaasHost } from "minifence/hosts/mpaas";
import { wechatHost } from "minifence/hosts/wechat";
import { installGuard } from "minifence/inline";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Before = typeof wx;

const guard = installGuard(wechatHost({ wx }), { policy: null });
export const other = mpaasHost({ my: wx, bridge: null, aliases: { wx } });
const deny = mpaasDenials();

export const request = guardRequest(wx.request, guard.judge, deny);
export const sameRequest: Same<typeof request, typeof wx.request> = true;
export const requestIsTyped: IsAny<typeof request> = false;
request<{ items: string[] }>({ url: "https://api.example.com/", success: ({ data }) => void data.items.map((item) => item.length) });
export const task: WechatMiniprogram.RequestTask = request({ url: "https://api.example.com/" });
// @ts-expect-error a request has a URL
request({});
// @ts-expect-error the answer is of the type that was asked for
request<{ items: string[] }>({ url: "https://api.example.com/", success: ({ data }) => void data.rows });

// Overloads: with callbacks nothing comes back, without them a promise.
export const scan = guardApi(wx.scanCode, guard.judge, deny, { name: "scanCode" });
export const sameScan: Same<typeof scan, typeof wx.scanCode> = true;
export const scanned: Promise<WechatMiniprogram.ScanCodeSuccessCallbackResult> = scan({});
// @ts-expect-error with a callback there is no promise
export const told: Promise<unknown> = scan({ success() {} });

export const unchanged: Same<typeof wx, Before> = true;
export const requestOfWx: IsAny<typeof wx.request> = false;
// @ts-expect-error `wx` is an object
wechatHost({ wx: "wx" });
