/** The site's frame: which page stands where, in which language. It has no words of the pages. */
import { fileURLToPath } from "node:url";
import { doors } from "../api.mjs";
import { tokenize } from "./tokenize.mjs";

const work = fileURLToPath(new URL("../../../target/docs", import.meta.url));
const pkg = fileURLToPath(new URL("../../../pkg", import.meta.url));

const group = (text, ...items) => ({ text, items: items.map(([name, link]) => ({ text: name, link })) });
const guide = [
  group("Quick start", ["Runtime authors", "/quickstart-runtime"], ["Console authors", "/quickstart-console"], ["Admins", "/quickstart-admin"]),
  group("Guide", ["The console", "/console"], ["Preflight", "/preflight"], ["Signed policies", "/signed-policies"], ["Policy delivery", "/delivery"], ["At scale", "/scale"], ["In your build", "/package"], ["Without WebAssembly", "/no-webassembly"]),
  group("Hosts", ["Which host", "/hosts/"], ["mPaaS and its family", "/hosts/mpaas"], ["WeChat's API", "/hosts/wechat"], ["Web: Taro and uni-app H5", "/hosts/web"], ["Dispatcher", "/hosts/dispatcher"], ["Bare guards", "/hosts/guards"]),
  group("Reference", ["The policy", "/policy"], ["Rules", "/rules"], ["Codes", "/codes"], ["API", "/api/"]),
  group("Behind it", ["Security", "/security"], ["Verification", "/verification"], ["Performance", "/performance"], ["Changes", "/changelog"], ["Contributing", "/contributing"]),
];
const RUSTDOC = "/rust/minifence/index.html";
const api = [
  group("API", ["All doors", "/api/"], ...doors(pkg).map(({ door }) => [door, `/api/${door}`])),
  { text: "Rust", items: [{ text: "The crate", link: RUSTDOC, target: "_self" }] },
];
const guideZh = [
  group("快速上手", ["接入运行时", "/zh-CN/quickstart"], ["开发控制台", "/zh-CN/quickstart#开发控制台"], ["管理员", "/zh-CN/quickstart#管理员"], ["控制台", "/zh-CN/console"]),
  group("参考（英文）", ["策略文档", "/policy"], ["规则", "/rules"], ["错误码", "/codes"], ["安全", "/security"], ["API", "/api/"]),
];

/** As GitHub makes an anchor of a heading, so that a link holds in both places. */
const slugify = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").trim().replaceAll(" ", "-");

/** Pages are Markdown and no templates: braces are braces. @param {import("markdown-it").default} md */
function plain(md) {
  for (const rule of ["code_inline", "text"]) {
    const render = md.renderer.rules[rule];
    md.renderer.rules[rule] = (...all) => render(...all).replaceAll("{{", "&#123;&#123;");
  }
}

export default {
  title: "minifence",
  description: "The permission engine for mini programs: three allowlists and a switch, judged in WebAssembly, enforced at the call.",
  lang: "en",
  base: process.env.DOCS_BASE ?? "/",
  srcDir: `${work}/pages`,
  outDir: `${work}/dist`,
  cacheDir: `${work}/cache`,
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: { anchor: { slugify }, attrs: { disable: true }, config: plain, theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" } },
  themeConfig: {
    nav: [{ text: "Quick start", link: "/quickstart-runtime" }, { text: "Policy", link: "/policy" }, { text: "Codes", link: "/codes" }, { text: "API", link: "/api/" }],
    sidebar: { "/": guide, "/api/": api, "/zh-CN/": guideZh },
    outline: [2, 3],
    i18nRouting: false, // most pages are in English only: the menu of languages leads home
    search: {
      provider: "local",
      options: {
        miniSearch: { options: { tokenize } },
        locales: {
          "zh-CN": { translations: {
            button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
            modal: { displayDetails: "显示详情", resetButtonTitle: "清除", backButtonTitle: "关闭", noResultsText: "没有结果：", footer: { selectText: "打开", navigateText: "切换", closeText: "关闭" } },
          } },
        },
      },
    },
  },
  locales: {
    root: { label: "English", lang: "en" },
    "zh-CN": {
      label: "简体中文",
      lang: "zh-CN",
      description: "小程序权限引擎：三个白名单和一个开关，由 WebAssembly 判定，在调用处拦截。",
      themeConfig: {
        nav: [{ text: "快速上手", link: "/zh-CN/quickstart" }, { text: "控制台", link: "/zh-CN/console" }, { text: "API（英文）", link: "/api/" }],
        outline: { level: [2, 3], label: "本页内容" },
        docFooter: { prev: "上一页", next: "下一页" },
        darkModeSwitchLabel: "外观", lightModeSwitchTitle: "切换到浅色", darkModeSwitchTitle: "切换到深色",
        sidebarMenuLabel: "目录", returnToTopLabel: "回到顶部", langMenuLabel: "切换语言", skipToContentLabel: "跳到正文",
        notFound: { title: "页面不存在", quote: "地址有误，或页面已移走。", linkText: "回到首页", linkLabel: "回到首页" },
      },
    },
  },
};
