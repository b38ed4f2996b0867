/** A user of `@tarojs/taro`. Never run: the compiler is the test (`types.test.mjs`). */
import { guardApi, guardRequest, guardWebView, mpaasDenials } from "minifence/guards";
import { mpaasHost } from "minifence/hosts/mpaas";
import { installGuard } from "minifence/inline";
import Taro from "@tarojs/taro";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Before = typeof Taro;

declare const my: { request: (options: { url: string }) => void };
const guard = installGuard(mpaasHost({ my }), { policy: null });
const deny = mpaasDenials();

export const request = guardRequest(Taro.request, guard.judge, deny);
export const sameRequest: Same<typeof request, typeof Taro.request> = true;
export const requestIsTyped: IsAny<typeof request> = false;
export const orders: Promise<string[]> = request<{ items: string[] }>({ url: "https://api.example.com/" }).then(({ data }) => data.items);
request({ url: "https://api.example.com/" }).abort();
// @ts-expect-error a request has a URL
request({});
// @ts-expect-error the answer is of the type that was asked for
export const rows = request<{ items: string[] }>({ url: "https://api.example.com/" }).then(({ data }) => data.rows);

export const upload = guardRequest(Taro.uploadFile, guard.judge, deny, { name: "uploadFile" });
export const sameUpload: Same<typeof upload, typeof Taro.uploadFile> = true;
export const socket: Promise<Taro.SocketTask> = guardRequest(Taro.connectSocket, guard.judge, deny, { name: "connectSocket", kind: "socket" })({ url: "wss://api.example.com/" });
export const toast = guardApi(Taro.showToast, guard.judge, deny, { name: "showToast" });
export const sameToast: Same<typeof toast, typeof Taro.showToast> = true;
// @ts-expect-error a toast has a title
void toast({});
export const load: (url: string) => void = guardWebView((url: string) => void Taro.navigateTo({ url }), guard.judge, deny);

export const unchanged: Same<typeof Taro, Before> = true;
export const requestOfTaro: IsAny<typeof Taro.request> = false;
