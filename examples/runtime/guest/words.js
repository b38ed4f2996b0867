// @ts-check
/** The mini program's texts. */
export const words = {
  en: {
    answer: "What the mini program got back",
    nothing: "Press a button above.",
    how: { success: "success", fail: "fail", waiting: "waiting …" },
    tabs: { network: "Network", apis: "APIs", pages: "Pages", tricks: "Tricks", own: "Your own" },
    own: { call: "Call", subject: "URL or API name", go: "Call it" },
    calls: {
      requestListed: "Read my orders", requestUnlisted: "Send card number elsewhere", requestHttp: "Request without TLS", httpRequest: "Request, older name",
      uploadListed: "Upload a picture", uploadUnlisted: "Upload it elsewhere", downloadListed: "Download the price list", downloadUnlisted: "Download from elsewhere",
      socketListed: "Open a socket", socketUnlisted: "Open a socket elsewhere",
      official: "Show a toast", officialSync: "Read system information", storage: "Store and read back", custom: "Custom API", customBridge: "Custom API over the bridge",
      hidden: "API nobody documents", callListed: "Request by name", callUnlisted: "Request by name, elsewhere", bridgeUnlisted: "Request over the bridge, elsewhere", canIUse: "Ask what is there",
      viewListed: "Show our terms", viewUnlisted: "Show a page from elsewhere", viewHttp: "Show a page without TLS", viewMarkup: "The same by markup", pushUnlisted: "Open a window elsewhere", ownPage: "Go to a page of the package",
      trickCredentials: "Listed host as user name", trickBackslash: "Backslash before the host", trickLookAlike: "Listed host as a prefix", trickTab: "Tab inside the host", trickHost: "Forged Host header",
      trickRedirect: "Redirect to elsewhere", trickGetter: "A URL that changes its mind", trickDelete: "Delete the guard", trickPoison: "Replace string functions", trickCase: "Odd spelling of an API",
    },
  },
  zh: {
    answer: "小程序收到的结果",
    nothing: "请点击上面的按钮。",
    how: { success: "success（成功）", fail: "fail（失败）", waiting: "等待中…" },
    tabs: { network: "网络", apis: "API", pages: "页面", tricks: "绕过", own: "自定" },
    own: { call: "调用", subject: "URL 或 API 名称", go: "发起调用" },
    calls: {
      requestListed: "读取我的订单", requestUnlisted: "把卡号发往别处", requestHttp: "不加密的请求", httpRequest: "旧名称的请求",
      uploadListed: "上传图片", uploadUnlisted: "上传到别处", downloadListed: "下载价目表", downloadUnlisted: "从别处下载",
      socketListed: "打开 WebSocket", socketUnlisted: "向别处打开 WebSocket",
      official: "显示轻提示", officialSync: "读取系统信息", storage: "写入并读回缓存", custom: "自定义 API", customBridge: "经由 Bridge 的自定义 API",
      hidden: "未公开的 API", callListed: "按名称请求", callUnlisted: "按名称请求别处", bridgeUnlisted: "经由 Bridge 请求别处", canIUse: "查询可用的 API",
      viewListed: "显示服务条款", viewUnlisted: "显示别处的页面", viewHttp: "显示不加密的页面", viewMarkup: "用标记插入别处的页面", pushUnlisted: "打开别处的窗口", ownPage: "跳转到包内页面",
      trickCredentials: "把名单内域名当作用户名", trickBackslash: "主机前的反斜杠", trickLookAlike: "把名单内域名当作前缀", trickTab: "主机中的制表符", trickHost: "伪造 Host 请求头",
      trickRedirect: "重定向到别处", trickGetter: "会改变的 URL", trickDelete: "删除守卫", trickPoison: "替换字符串函数", trickCase: "大小写不同的 API",
    },
  },
};
