/** A runtime whose natives are shaped like WeChat's, and a mini program in it: `node wechat.js`. */
import { installGuard } from "minifence/inline";
import { wechatHost } from "minifence/hosts/wechat";

// What the runtime offers: natives that know nothing of permissions.
const wx = {
  request({ url, success }) { console.log("native:", url); success({ statusCode: 200 }); return { abort() {} }; },
  getImageInfo({ src, success }) { console.log("native:", src); success({ width: 1 }); },
  login: () => Promise.resolve({ code: "c0de" }),
};

// Before any code of the mini program runs. No policy yet: everything is denied.
const guard = installGuard(wechatHost({ wx }), {
  policy: null,
  onDecision: ({ subject, decision }) => console.log("decided:", subject, decision.code),
});
guard.update(JSON.stringify({
  format: 1, appId: "2018080616290001", revision: 1, mode: "enforce",
  serverDomains: { entries: [{ domain: "api.example.com" }] },
  apis: { entries: [{ api: "getImageInfo" }] },
  webViewDomains: { entries: [] },
}));

// The mini program.
const success = () => {};
wx.request({ url: "https://api.example.com/orders", success });
wx.request({ url: "https://evil.test/", fail: ({ errno, errMsg }) => console.log("fail:", errno, errMsg) });
wx.getImageInfo({ src: "wxfile://tmp_1.png", success });
wx.getImageInfo({ src: "https://evil.test/a.png", fail: ({ errMsg }) => console.log("fail:", errMsg) });
wx.login().catch(({ errMsg }) => console.log("rejected:", errMsg));
