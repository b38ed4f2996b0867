// @ts-check
/** 命令所说的话，简体中文；各代码的句子在 `minifence/messages` 里。 */

const policyOption = `  --app-id-form <形式>  策略可用的 appId：digits16（默认）或 token`;
const common = `  --json                以 JSON 输出结果
  --lang <en|zh-CN>     句子的语言
  --color <何时>        auto（默认：仅在终端上）、always 或 never
  -h, --help            本说明`;

/** @type {import("./en.js").Words} */
const words = {
  help: {
    main: `minifence：发布之前就知道策略会拒绝什么

用法：minifence <命令> …

  check <策略> <url|api>…             策略如何判定这些网址和 API
  lint <策略>                         策略有什么错误，以及建议
  diff <之前> <之后>                  策略的改动放开了什么，收紧了什么
  scan <目录> --policy <策略>         判定小程序源码中的每一处调用

minifence <命令> --help 有更多说明；minifence --version 显示版本。
退出码：0 全部允许，1 有被拒绝或有发现，2 用法错误或无法读取。`,
    check: `用法：minifence check <策略> <url|api>…

按运行时的方式逐个判定。带协议或斜杠的是网址：https 按应用服务器域名白名单，wss 按套接字，加 --page 则按 web-view 域名白名单；
其余都当作 API 名称。“-” 表示从标准输入读取，每行一个。

  --page                把网址当作 web-view 的页面来判定
  --api                 全部当作 API 名称来判定
${policyOption}
${common}

退出码：0 全部允许，1 有被拒绝的，2 用法错误或策略无法读取。`,
    lint: `用法：minifence lint <策略>

说明策略为何无法载入，以及能载入但可能并非本意的地方。

  --fail-on <什么>      何时以 1 退出：error（默认）或 notice
${policyOption}
${common}

退出码：0 没有问题，1 有错误（或建议，见上），2 用法错误或文件无法读取。`,
    diff: `用法：minifence diff <之前> <之后> [--subject <url|api>]…

说明两份策略有何不同，以及对各个网址和 API 有何影响。“--subject -” 表示从标准输入读取。

  --subject <url|api>   用两份策略判定的网址或 API 名称；可多次给出
  --page <url>          同上，作为 web-view 的页面
  --exit-code           有不同时以 1 退出
${policyOption}
${common}

退出码：0；加 --exit-code 且有不同时为 1；2 用法错误或策略无法读取。`,
    scan: `用法：minifence scan <目录> --policy <策略>

读取小程序的脚本和模板，判定其中 my、dd、wx、tt、swan、uni、Taro 等的每一处调用、所带的网址，以及每个 <web-view>。
结果为允许、拒绝，或运行前无法得知。

  -p, --policy <文件>   依据的策略（必填）
  --all                 也列出允许的
  --sarif               以 SARIF 2.1.0 输出结果
  --fail-on <什么>      何时以 1 退出：denied（默认）、dynamic（连同无法得知的）或 never
  --write-draft <文件>  拟一份列出所见的策略；不覆盖已有文件
  --force               允许覆盖
  --node-modules        也查看 node_modules（miniprogram_npm 总是查看）
${policyOption}
${common}

退出码：0 没有被拒绝的，1 有被拒绝的（见 --fail-on），2 用法错误或无法读取。无法解析的文件会列出。`,
  },
  lists: { serverDomains: "应用服务器域名白名单", apis: "API 白名单", webViewDomains: "web-view 域名白名单" },
  errors: {
    command_missing: () => "请说明要做什么：check、lint、diff 或 scan。“minifence --help” 有说明。",
    command_unknown: ({ found }) => `没有命令“${found}”。可用 check、lint、diff 和 scan；“minifence --help” 有说明。`,
    option_unknown: ({ option, command }) => `“${command}”没有选项 ${option}。“minifence ${command} --help” 列出其选项。`,
    option_value: ({ option, command }) => `选项 ${option} 的写法不对。“minifence ${command} --help” 有示例。`,
    option_choice: ({ option, found, choices }) => `${option} 不能是“${found}”。可用：${choices}。`,
    options_clash: ({ a, b }) => `${a} 与 ${b} 不能同时使用，请去掉一个。`,
    argument_missing: ({ what, command }) => `缺少：${what}。“minifence ${command} --help” 说明用法。`,
    argument_extra: ({ found, command }) => `“${found}”是多余的参数。“minifence ${command} --help” 说明用法。`,
    file_unreadable: ({ path, detail }) => `无法读取“${path}”（${detail}）。请检查路径和权限。`,
    file_not_utf8: ({ path }) => `“${path}”不是 UTF-8 文本。请另存为 UTF-8。`,
    folder_unreadable: ({ path, detail }) => `“${path}”不是可读取的目录（${detail}）。请给出小程序源码的目录。`,
    folder_too_large: ({ path, done, all }) => `“${path}”中的源码超出内存（已读取 ${all} 个文件中的 ${done} 个）。请只给出其中一部分，或增加内存：NODE_OPTIONS=--max-old-space-size=8192。`,
    folder_empty: ({ path }) => `“${path}”中没有脚本，也没有模板。请给出小程序源码的目录。`,
    policy_refused: ({ path, why }) => `“${path}”不是能载入的策略：\n  ${why}\n请修正后重试；“minifence lint ${path}” 会全部列出。`,
    draft_exists: ({ path }) => `“${path}”已存在。请为草稿另取名称，或加 --force 覆盖。`,
    draft_unwritable: ({ path, detail }) => `草稿无法写入“${path}”（${detail}）。请检查目录和权限。`,
    draft_refused: ({ why }) => `无法拟出策略：${why}`,
  },
  check: {
    allowed: "允许", denied: "拒绝", reported: "将被拒绝", what: "策略", subjects: "网址或 API 名称",
    report: "策略处于仅报告模式：这里拒绝的在手机上只会记录，不会阻止。",
    nearest: (entries) => `相近的条目：${entries}`, add: (text, list) => `在${list}中添加“${text}”`,
    host: (subject) => `已当作 API 名称判定；若是域名，请写作“https://${subject}/”`,
  },
  lint: { good: "没有问题。", error: "错误", notice: "建议" },
  diff: {
    same: "两份策略相同。", subjects: "判定对象", unchanged: (n) => `${n} 个对象的结果不变。`,
    becomes: { allowed: "变为允许", denied: "变为拒绝", reported: "将变为拒绝（仅报告模式）" }, before: "之前的策略", after: "之后的策略",
    change: {
      entry_added: ({ entry }, list) => `+ ${entry}（${list}）`, entry_removed: ({ entry }, list) => `- ${entry}（${list}）`,
      remark_changed: ({ entry, before, after }) => `~ ${entry}：备注“${before}”→“${after}”`, mode_changed: ({ before, after }) => `~ 模式：${before} → ${after}`,
      enabled_changed: ({ after }, list) => `~ ${list}：${after ? "开启" : "关闭"}`, host_rule_changed: ({ before, after }, list) => `~ ${list}：域名匹配 ${before} → ${after}`,
      official_changed: ({ after }) => `~ 官方 API：${after ? "无需条目" : "逐个列出"}`, app_id_changed: ({ before, after }) => `~ 小程序：${before} → ${after}`,
    },
  },
  scan: {
    folder: "小程序的目录", policy: "--policy <文件>", steps: { read: "读取", link: "关联", look: "查看" },
    denied: "拒绝", dynamic: "运行前无法得知", allowed: "允许", faults: "无法解析",
    off: "策略的开关是关的：什么都不会阻止。以下是打开后的结果。", through: "经由", more: (n) => `另有 ${n} 种无法得知的情况`,
    why: { parameter: "由参数传入", import: "来自没有查看的模块", result: "是函数的返回值", runtime: "在运行时设置", loop: "是循环中的一项", unknown: "由计算得出" },
    sum: (n) => `共 ${n.files} 个文件：${n.allowed} 处允许，${n.denied} 处拒绝，${n.dynamic} 处无法得知${n.faults > 0 ? `，${n.faults} 个文件无法解析` : ""}。`,
    nothing: "其中没有小程序的调用。这是源码的目录吗？",
    draft: (path, added) => `草稿：${path}，新增 ${added} 个条目。发布前请先查看。`,
    draftOpen: (n) => `其中不含无法得知的 ${n} 处：仅报告模式和记录器能说明它们调用了什么。`,
    left: (subject, why) => `未写入草稿：${subject}：${why}`,
    sarifDynamic: "这处调用的对象要到运行时才知道，所以无法事先说明是否允许。",
    sarifFault: "文件无法解析，因此不知道其中的调用。",
  },
};
export default words;
