/**
 * 简体中文文案：每个代码一到两句话，写给控制台管理员和小程序开发者。
 * Simplified Chinese: the same catalog as `en.js`. Words only; what a code means is `docs/codes.md`.
 */

/** @type {{ readonly [L in import("../types.d.ts").List]: string }} */
const lists = { serverDomains: "应用服务器域名白名单", apis: "API 白名单", webViewDomains: "web-view 域名白名单" };

/** @type {{ readonly [F in import("../types.d.ts").UrlFault]: string }} */
const faults = {
  not_a_string:    "URL 不是字符串，请传入普通字符串。",
  empty:           "URL 为空，请传入完整的 URL，例如“https://api.example.com/”。",
  too_long:        "URL 超过 8192 个字符，请缩短，或将数据放到请求体中发送。",
  not_well_formed: "URL 中有不完整的字符（单独的代理项），请先对文本编码再拼入 URL。",
  unparsable:      "URL 不完整或无法解析，请写明协议和域名，例如“https://api.example.com/”。",
  host:            "URL 的主机不是有效域名，请使用至少两级的域名，例如“api.example.com”。",
};

/** @type {{ readonly [V in import("../types.d.ts").Violation]: string }} */
const violations = {
  backslash:   "URL 的查询参数之前有反斜杠，不同程序的解析结果不一致。请改为“/”，或编码为“%5C”。",
  control:     "URL 中有制表符、换行等控制字符，请删除或编码。",
  space:       "URL 首尾有空格，请删除。",
  slashes:     "URL 协议后必须正好是两个斜杠，请写成“https://”或“wss://”。",
  credentials: "URL 的域名前有用户名或“@”，请删除，并通过请求头传递凭证。",
  port:        "URL 的端口为空或以 0 开头，请写成普通数字，或去掉端口。",
  host:        "URL 的域名使用了特殊写法的字符（例如全角字符），请改用普通的小写字母。",
  drive_letter: "URL 的路径同时含有盘符（例如“C:”）和“..”，不同程序的解析结果不一致，请去掉“..”。",
};

/** @type {{ readonly [F in import("../types.d.ts").SignatureFault]: string }} */
const signatureFaults = {
  encoding: "已签名策略的编码不符合标准。",
  header: "已签名策略的头部不被接受。",
  algorithm: "策略使用了其他签名算法，仅支持 Ed25519。",
  type: "签名内容不是策略：头部中的类型不符。",
  signature: "签名无效：策略被改动过，或由他人签名。",
  payload: "签名内容不是 UTF-8 文本。",
};

/** @type {import("../types.d.ts").Messages} */
const zhCN = {
  // 放行
  control_off:          () => "该小程序未开启权限管控，不做任何校验。",
  list_off:             ({ list }) => `${lists[list]}未启用，相关调用全部放行。`,
  listed:               ({ entry }) => `命中白名单“${entry}”，放行。`,
  api_listed:           ({ api }) => `“${api}”在 API 白名单中，放行。`,
  api_official:         ({ api }) => `“${api}”是官方 API，默认可用，无需配置。`,
  not_governed:         () => "不受白名单约束：没有要加载的页面、不产生网络请求，或是小程序包内页面。",

  // 拦截
  invalid_url:          ({ reason }) => (reason === undefined ? "URL 无法判定，请写明协议和域名，例如“https://api.example.com/”。" : faults[reason]),
  ambiguous_url:        ({ violation }) => (violation === undefined ? "不同程序对此 URL 的解析结果不一致，请按“https://api.example.com/path”的形式书写。" : violations[violation]),
  not_https:            ({ scheme }) => `不支持“${scheme}:”协议。请求、上传、下载和页面请使用“https:”，WebSocket 请使用“wss:”。`,
  ip_not_allowed:       ({ host }) => `“${host}”是 IP 地址，请改用域名。`,
  idn_not_supported:    () => "URL 的主机名是国际化域名，此运行时无法核对。请以编码形式 “xn--…” 书写，并在控制台添加该完整域名。",
  port_not_listed:      ({ host, port }) => `“${host}”在白名单中，但端口 ${port} 未配置，请添加${port === 443 ? `“${host}”` : `“${host}:${port}”`}。`,
  host_not_listed:      ({ scheme, host }) => scheme === "wss" ? `“${host}”未在应用服务器域名白名单中，请在控制台添加。` : `“${host}”未在白名单中，请在控制台添加：请求、上传和下载对应应用服务器域名白名单，页面对应 web-view 域名白名单。`,
  invalid_api:          () => "API 名称无效：须以字母开头，只能包含字母、数字、“_”和“.”，最多 64 个字符。",
  api_not_listed:       ({ api }) => `“${api}”不是默认可用的官方 API，也未在 API 白名单中。请检查拼写和大小写，或在控制台添加。`,
  header_not_allowed:   ({ header }) => `${header === undefined ? "有请求头" : `请求头“${header}”`}会把请求发往其他主机，请删除。`,
  no_policy:            () => "尚未加载权限策略，所有调用均被拦截，请先加载该小程序的策略。",
  engine_failed:        () => "权限引擎发生故障，所有调用均被拦截。请重新加载策略；如再次出现，请反馈。",

  // 策略被拒绝
  policy_syntax:        ({ line, column, detail }) => `策略不是有效的 JSON，第 ${line} 行第 ${column} 列：${detail}。`,
  policy_format:        ({ found, supported }) => `策略的格式版本为 ${found}，当前仅支持 ${supported}。请升级 minifence，或重新导出策略。`,
  policy_invalid:       ({ path, problem, line, column, detail }) => `策略${path === "" ? "结构有误" : `中“${path}”的值有误`}${line === undefined ? "" : `（第 ${line} 行第 ${column ?? 1} 列）`}：${detail}${problem === "shape" ? "" : `（${problem}）`}。`,
  policy_too_large:     ({ size, limit }) => `策略大小为 ${size} 字节，上限为 ${limit} 字节，请删除不再需要的条目。`,
  policy_stale:         ({ revision, held }) => `策略版本 ${revision} 早于当前生效的版本 ${held}，请使用更高的版本号发布。`,
  policy_conflict:      ({ revision }) => `版本 ${revision} 已生效但内容不同，请使用更高的版本号发布。`,
  policy_app_id:        ({ expected, found }) => `该策略属于小程序“${found}”，而当前小程序是“${expected}”，请加载正确的策略。`,
  policy_unsigned:      () => "这不是已签名的策略，或内容不完整。请发布 `signPolicy` 生成的文本。",
  policy_signature:     ({ reason, detail }) => `${signatureFaults[reason] ?? "策略的签名无效。"}${detail === "" ? "" : `详情：${detail}。`}`,
  policy_key:           ({ kid }) => `策略由密钥“${kid}”签名，但当前应用不信任该密钥。请使用应用信任的密钥签名，或将该密钥加入应用。`,
  policy_expired:       ({ expires, now }) => `策略的接收期限为 ${expires}，而当前时间为 ${now}（自 1970 年起的秒数）。请重新发布，或校准时钟。`,

  // 输入有误
  domain_empty:         () => "请输入域名，例如“api.example.com”。",
  domain_scheme:        ({ scheme }) => `此处不支持“${scheme}:”协议。只需填写域名，调用时一律使用 HTTPS（WebSocket 使用 WSS）。`,
  domain_path:          ({ suggestion }) => `域名不能带路径，请填写“${suggestion}”。`,
  domain_query:         ({ suggestion }) => `域名不能带查询参数（“?”），请填写“${suggestion}”。`,
  domain_fragment:      ({ suggestion }) => `域名不能带片段标识（“#”），请填写“${suggestion}”。`,
  domain_credentials:   () => "域名不能带用户名或密码，请删除“@”及其之前的内容。",
  domain_wildcard:      () => "“*”只能单独作为最前面的一级，且其后至少还有两级，例如“*.example.com”。",
  domain_ip:            () => "不支持 IP 地址，请填写域名。",
  domain_single_label:  ({ host }) => `“${host}”只有一级，请填写完整域名，例如“${host}.example.com”。`,
  domain_reserved:      ({ suffix }) => `“${suffix}”是保留域名，只在本机或局域网内有效，请填写公网域名。`,
  domain_label:         ({ label }) => label === "" ? "域名中有多余的点，请删除。" : `“${label}”不是有效的域名段，只能包含字母、数字和连字符，且连字符不能在首尾。`,
  domain_label_too_long: ({ label, limit }) => `“${label}”过长，域名的每一段最多 ${limit} 个字符。`,
  domain_too_long:      ({ length, limit }) => `域名有 ${length} 个字符，最多 ${limit} 个。`,
  domain_port:          ({ port }) => port === "" ? "冒号后没有端口，请填写端口或删除冒号。" : `“${port}”不是有效端口，请填写 1 到 65535 之间的数字，不要以 0 开头。`,
  domain_trailing_dot:  ({ suggestion }) => `请删除末尾的点：“${suggestion}”。`,
  domain_idna:          ({ host }) => `“${host}”不是有效的国际化域名，请检查拼写。`,
  domain_regex:         ({ character }) => `“${character}”是正则表达式符号，此处只支持普通名称。如需匹配某个域名的所有子域名，请使用“*.example.com”。`,
  domain_spelling:      ({ suggestion }) => `域名中有全角等特殊字符，请填写“${suggestion}”。`,
  api_empty:            () => "请输入 API 名称，例如“tinyToNative”。",
  api_invalid:          ({ api }) => `“${api}”不是有效的 API 名称：须以字母开头，只能包含字母、数字、“_”和“.”。`,
  api_too_long:         ({ length, limit }) => `API 名称有 ${length} 个字符，最多 ${limit} 个。`,
  control_character:    ({ codePoint }) => `包含不可见字符（${codePoint}），请删除或重新输入。`,
  remark_too_long:      ({ length, limit }) => `备注有 ${length} 个字符，最多 ${limit} 个。`,
  entry_duplicate:      ({ value }) => `“${value}”已在该白名单中。`,
  entry_missing:        ({ value }) => `“${value}”不在该白名单中，可能已被他人删除，请刷新列表。`,
  not_canonical:        ({ canonical }) => `该条目应写为“${canonical}”。`,
  list_too_long:        ({ length, limit }) => `白名单将有 ${length} 条，最多 ${limit} 条，请先删除部分条目。`,
  app_id_invalid:       ({ found }) => `“${found}”不是有效的 AppId，AppId 默认为 16 位数字。`,
  revision_invalid:     ({ found, limit }) => `“${found}”不是有效的版本号，请使用 0 到 ${limit} 之间的整数。`,
  list_unknown:         ({ found }) => `没有名为“${found}”的白名单，请使用“serverDomains”、“apis”或“webViewDomains”。`,
  mode_unknown:         ({ found }) => `没有“${found}”模式，请使用“off”、“report”或“enforce”。`,
  argument_invalid:     ({ argument, expected }) => `参数“${argument}”有误，应为 ${expected}。`,
  permission_file_invalid: ({ line, column, detail }) => `这不是权限文件（“api_permission”）。第 ${line} 行第 ${column} 列：${detail}。`,

  // 提示
  spaces_removed:       () => "已删除首尾空格。",
  lower_cased:          ({ value }) => `已转换为小写：“${value}”。`,
  scheme_removed:       ({ scheme }) => `已删除“${scheme}://”，只保留域名。`,
  slash_removed:        () => "已删除末尾的“/”。",
  default_port_removed: () => "已删除端口 443，不写端口即表示 443。",
  idn_encoded:          ({ unicode, ascii }) => `“${unicode}”将保存为“${ascii}”，两者是同一个域名。`,
  prefix_removed:       ({ prefix }) => `已删除“${prefix}”，只保留 API 名称。`,
  already_official:     ({ api }) => `“${api}”是官方 API，默认可用；仅当策略要求官方 API 也须配置时才需要添加。`,

  // 建议
  public_suffix:        ({ entry, suffix }) => `任何人都可以在“${suffix}”之下取得域名，“${entry}”等于放行陌生人的域名，请只填写需要的域名。`,
  entry_shadowed:       ({ entry, by }) => `“${entry}”已被“${by}”覆盖，不起任何作用，可删除其中之一。`,
  entry_same_api:       ({ entry, other }) => `“${entry}”与“${other}”是同一个 API 的两个名称，保留一个即可。`,
  entry_look_alike:     ({ entry, other }) => `“${entry}”与“${other}”看起来相似但并不相同，请确认两者都是需要的。`,
  mixed_script:         ({ entry, unicode }) => `“${unicode}”（保存为“${entry}”）混用了多种文字的字符，仿冒域名常用此手法，请确认是您要的域名。`,
  name_reserved:        ({ entry, suffix }) => `“${entry}”无法访问：“${suffix}”保留用于示例、测试或特殊网络，请填写真实域名。`,

  // 来自权限文件
  allow_all:            ({ list }) => `文件在此允许一切（“.*”），因此${lists[list]}已停用，不做检查。请启用并只列出需要的条目。`,
  key_not_carried:      ({ key }) => `文件中的“${key}”在策略中没有对应项，已略去。`,
  duplicate_merged:     ({ value }) => `“${value}”在文件中出现多次，只保留一条。`,

  ui: { lang: "zh-CN", blockedTitle: "页面无法访问", blockedHint: "该页面不在此小程序的允许范围内。如需访问，请联系小程序的开发者。" },
};

export default zhCN;
