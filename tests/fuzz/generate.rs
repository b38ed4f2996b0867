//! Seeded generators for the native fuzzers and the laws: texts near what the engine accepts, damaged here and there. Included by
//! path, also by a unit test of `src/subject.rs`. It knows nothing of the engine.
#![allow(dead_code, reason = "each of those who include it uses a part")]
#![allow(
    unreachable_pub,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::cast_precision_loss,
    reason = "test code"
)]

/// `SplitMix64`: one word of state, the same numbers everywhere.
pub struct Random(u64);

/// The seed of a run: `MINIFENCE_SEED` (for wasm: when it was compiled), or drawn. Printed, so that every run can be replayed.
pub fn seed() -> u64 {
    #[cfg(target_arch = "wasm32")]
    let given = option_env!("MINIFENCE_SEED").map(str::to_owned);
    #[cfg(not(target_arch = "wasm32"))]
    let given = std::env::var("MINIFENCE_SEED").ok();
    let seed = given.and_then(|text| text.parse().ok());
    seed.unwrap_or_else(|| u64::from(getrandom::u32().expect("a source of randomness")))
}

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// True in `percent` of a hundred.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

const SCHEMES: [&str; 12] =
    ["http", "HTTPS", "ws", "WSS", "ftp", "data", "javascript", "about", "file", "hTtps", "", "blob:https"];
const SEPARATORS: [&str; 8] = [":", ":/", ":///", ":\\\\", "", "//", ":\t//", ":// "];
pub const HOSTS: [&str; 24] = [
    "api.example.com",
    "a.example",
    "example.org",
    "x-1.example.co",
    "sub.example.org",
    "xn--bcher-kva.example",
    "bücher.example",
    "faß.example",
    "a--b.example",
    "1.example",
    "evil.test",
    "localhost",
    "example.com.",
    "api..example.com",
    "-a.example.com",
    "a-.example.com",
    "127.0.0.1",
    "0x7f.1",
    "a.0x7f",
    "a.09",
    "[::1]",
    "1.2.3",
    "ＡＰＩ.example.com",
    "xn--a.example",
];
const PORTS: [&str; 10] = [":443", ":8443", ":0443", ":", ":0", ":65535", ":65536", ":80", ":4４3", ": 443"];
const PIECES: [&str; 44] = [
    "/", "/", "/", ".", "..", "/.", "/..", "/../", "/./", "%2e", "%2E%2e", "/%2e", "a", "Z", "7", "-", "_", "~", "!",
    "$", "&", "(", ")", "*", "+", ",", ";", "=", ":", "@", "?", "?", "#", "'", "\"", "<", "%", "%zz", "\\", "|", "^",
    "C:", "x.json", "{}",
];
const NASTY: [char; 40] = [
    '\0', '\t', '\n', '\r', '\u{1f}', ' ', '%', '\u{7f}', '\u{85}', '\u{a0}', '\u{ad}', 'ß', 'İ', 'ı', 'ſ', '\u{300}',
    'ς', 'а', 'א', '٠', '\u{200b}', '\u{200c}', '\u{200d}', '\u{202e}', '․', '\u{2028}', 'K', '⒈', '。', '．', '｡',
    '／', '＠', '：', 'Ａ', '\u{fe0f}', '\u{feff}', '\u{fffd}', '𝐀', '🍎',
];

fn nasty(random: &mut Random) -> char {
    if random.chance(85) {
        random.pick(&NASTY)
    } else {
        char::from_u32(random.next() as u32 % 0x11_0000).unwrap_or('\u{fffe}')
    }
}

/// One to a few small damages: a character more, one less, one in another case, a part twice.
pub fn damage(random: &mut Random, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    loop {
        let at = random.below(chars.len() + 1);
        match random.below(6) {
            0 | 1 => chars.insert(at, nasty(random)),
            2 => chars.insert(at, char::from(0x20 + random.below(0x5f) as u8)),
            3 if at < chars.len() => drop(chars.remove(at)),
            4 if at < chars.len() => chars[at] = chars[at].to_ascii_uppercase(),
            _ => {
                let from = random.below(at + 1);
                let again: Vec<char> = chars[from..at].iter().copied().take(40).collect();
                chars.splice(at..at, again);
            }
        }
        if random.chance(60) {
            return chars.into_iter().collect();
        }
    }
}

/// A URL. About a third of them are canonical byte for byte.
pub fn url(random: &mut Random, scheme: &str) -> String {
    let mut text = String::from(if random.chance(92) { scheme } else { random.pick(&SCHEMES) });
    text += if random.chance(95) { "://" } else { random.pick(&SEPARATORS) };
    if random.chance(3) {
        text += random.pick(&["@", "user@", "u:p@", "api.example.com@", "＠"]);
    }
    text += if random.chance(70) { HOSTS[random.below(5)] } else { random.pick(&HOSTS) };
    if random.chance(12) {
        text += random.pick(&PORTS);
    }
    if random.chance(95) {
        text.push('/');
    }
    for _ in 0..random.below(10) {
        text += random.pick(&PIECES);
    }
    if random.chance(30) { damage(random, &text) } else { text }
}

const ODD_SCHEMES: [&str; 20] = [
    "http",
    "ws",
    "ftp",
    "file",
    "HTTPS",
    "wSs",
    "FILE",
    "foo",
    "a+b-c.1",
    "javascript",
    "data",
    "about",
    "1x",
    "h ttp",
    "https ",
    "\thttps",
    "ht\ntps",
    " https",
    "https\u{0}",
    "-",
];
const ODD_SEPARATORS: [&str; 14] =
    [":", ":/", ":///", ":\\\\", "", "//", ":\t//", ":// ", ":/\\", ":\\/", "::", ":////", ":/\n/", ":\u{1f}//"];
const ADDRESSES: [&str; 36] = [
    "0",
    "1",
    "127",
    "255",
    "256",
    "65535",
    "65536",
    "16777216",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    "0x",
    "0X7F",
    "0x7f",
    "0xg",
    "00",
    "07",
    "08",
    "0377",
    "0400",
    "0x100000000",
    "1e3",
    "+1",
    "-1",
    "::",
    ":",
    "::1",
    "1:2",
    "ffff",
    "FFFF",
    "0001",
    "12345",
    "g",
    "1.2.3.4",
    "01.2.3.4",
    "%",
];
const ODD_HOSTS: [&str; 26] = [
    "a.example",
    "api.example.com",
    "%61.example",
    "a%2eexample",
    "a.example%",
    "a%zz.example",
    "%ff.example",
    "a%00b.example",
    "xn--.example",
    "XN--bcher-KVA.example",
    "xn--bcher-kva",
    "b\u{fc}cher.example",
    "%62%C3%BCcher.example",
    "fa\u{df}.de",
    "\u{5d0}.example",
    "\u{ff41}.example",
    "a\u{3002}example",
    "a_b.example",
    "a..b",
    ".a.example",
    "a.example..",
    "..",
    "a-.example",
    "\u{1}.example",
    "a.example.7",
    "sub.a.example",
];
const ODD_CREDENTIALS: [&str; 12] =
    ["@", "u@", ":@", "::@", "u:p@", ":p@", "@@", "u@v@", "a.example@", "%40@", "\\@", "a/b@"];
const ODD_PORTS: [&str; 18] = [
    ":",
    ":0",
    ":1",
    ":443",
    ":0443",
    ":000443",
    ":8443",
    ":65535",
    ":65536",
    ":99999999999",
    ":x",
    ":4\t43",
    ":443 ",
    ":+443",
    ":80:80",
    ":-1",
    ":443\\",
    "::",
];
const ODD_PIECES: [&str; 60] = [
    "/",
    "/",
    "/",
    "\\",
    ".",
    "..",
    "...",
    "/.",
    "/..",
    "/../",
    "/./",
    "%2e",
    "%2E",
    ".%2e",
    "%2E.",
    "%2e%2E",
    "%2e%2e%2e",
    "/%2e%2e/",
    "a",
    "Z",
    "~",
    "C:",
    "c|",
    "/C:/",
    "/C|/..",
    "C:x",
    "?",
    "??",
    "#",
    "##",
    "?a=b",
    "#a b",
    " ",
    "  ",
    "\t",
    "\n",
    "\u{0}",
    "\u{1f}",
    "\u{7f}",
    "\u{80}",
    "\u{a0}",
    "\u{e9}",
    "\u{4e2d}",
    "\u{1f34e}",
    "\u{fffe}",
    "%",
    "%g",
    "%4",
    "%41",
    "\"",
    "'",
    "<",
    ">",
    "`",
    "{",
    "}",
    "|",
    "^",
    "[",
    "]",
];

/// A host, and often none: numbers, brackets, escapes, labels that IDNA knows and does not know.
pub fn odd_host(random: &mut Random) -> String {
    let mut text = String::new();
    match random.below(6) {
        0 => text += random.pick(&HOSTS),
        1 => text += random.pick(&ODD_HOSTS),
        2 | 3 => {
            for _ in 0..=random.below(5) {
                text += random.pick(&ADDRESSES);
                text += random.pick(&[".", ".", ".", "", ":"]);
            }
            if random.chance(50) {
                text.pop();
            }
        }
        _ => {
            let is_bracketed = random.chance(70);
            let mut inner = String::new();
            for _ in 0..random.below(10) {
                inner += random.pick(&[
                    "0",
                    "0",
                    "0",
                    "1",
                    "a",
                    "ffff",
                    "00ab",
                    "12345",
                    "1.2.3.4",
                    "::",
                    "::",
                    "g",
                    "255.255.255.255",
                    "",
                ]);
                inner += random.pick(&[":", ":", ":", ":", "::", "", "."]);
            }
            if random.chance(60) {
                inner.pop();
            }
            text = if is_bracketed { format!("[{inner}]") } else { inner };
        }
    }
    if random.chance(15) { damage(random, &text) } else { text }
}

/// A URL in which everything may be odd: the scheme, the slashes, the host, the path.
pub fn odd_url(random: &mut Random, scheme: &str) -> String {
    let mut text = String::from(random.pick(&["", "", "", "", "", "", "", " ", "\u{1}", "\t"]));
    text += if random.chance(65) { scheme } else { random.pick(&ODD_SCHEMES) };
    text += if random.chance(80) { "://" } else { random.pick(&ODD_SEPARATORS) };
    if random.chance(12) {
        text += random.pick(&ODD_CREDENTIALS);
    }
    text += &if random.chance(40) { HOSTS[random.below(5)].to_owned() } else { odd_host(random) };
    if random.chance(20) {
        text += random.pick(&ODD_PORTS);
    }
    if random.chance(75) {
        text.push('/');
    }
    for _ in 0..random.below(12) {
        text += random.pick(&ODD_PIECES);
    }
    text += random.pick(&["", "", "", "", "", "", "", "", " ", "\n"]);
    if random.chance(20) { damage(random, &text) } else { text }
}

/// What a person may type into a list of domains.
pub fn entry(random: &mut Random) -> String {
    let mut text = String::new();
    if random.chance(15) {
        text += random.pick(&["https://", "HTTPS://", "wss://", "http://", " ", "\u{a0}", "//"]);
    }
    if random.chance(20) {
        text += random.pick(&["*.", "*", "*.*.", ".", ".*"]);
    }
    text += random.pick(&HOSTS);
    if random.chance(25) {
        text += random.pick(&PORTS);
    }
    if random.chance(15) {
        text += random.pick(&["/", "/v1", "?x", "#x", " ", ".", "//", "\\"]);
    }
    if random.chance(25) { damage(random, &text) } else { text }
}

const WORDS: [&str; 18] = [
    "my.",
    "show",
    "Toast",
    "request",
    "internalAPI",
    "__proto__",
    "constructor",
    "toString",
    "get",
    "Location",
    "a",
    "Z9",
    "_",
    ".",
    "..",
    "my",
    "rpc",
    "bücher",
];

/// An API name, or nearly.
pub fn api(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(4) {
        text += random.pick(&WORDS);
    }
    if random.chance(20) { damage(random, &text) } else { text }
}

/// What JSON is made of, and what only looks like it.
const TOKENS: [&str; 52] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "true",
    "false",
    "0",
    "1",
    "-1",
    "1e999",
    "9007199254740993",
    "\"\"",
    "\"__proto__\"",
    "\"constructor\"",
    "\"format\"",
    "\"mode\"",
    "\"off\"",
    "\"enforce\"",
    "\"report\"",
    "\"enabled\":false",
    "\"enabled\":true",
    "\"official\":true",
    "\"hostRule\":\"suffix\"",
    "\"entries\":[]",
    "\"serverDomains\":{\"entries\":[]}",
    "\"apis\"",
    "\"domain\"",
    "\"evil.test\"",
    "\"*.evil.test\"",
    "{\"domain\":\"evil.test\"}",
    "{\"api\":\"evil\"}",
    "\\u0000",
    "\\ud800",
    "\u{feff}",
    "//",
    "/* */",
    "'",
    "NaN",
    "Infinity",
    "01",
    "\"a\\",
    "\u{0}",
    "1.0",
    "1e0",
    "\"Enforce\"",
    "\"revision\":1",
    "\"remark\":\"\\u202e\"",
    "{}",
    "[[[[[[[[",
];

/// A policy document: a good one with tokens added, taken away, swapped or doubled.
pub fn document(random: &mut Random) -> String {
    let mode = random.pick(&["enforce", "enforce", "report", "off"]);
    let good = format!(
        r#"{{"format":1,"appId":"2018080616290001","revision":{},"mode":"{mode}","serverDomains":{{"enabled":true,"hostRule":"exact","entries":[{{"domain":"{}","remark":"r"}},{{"domain":"*.example.net:8443"}}]}},"apis":{{"enabled":true,"official":{},"entries":[{{"api":"tinyToNative"}}]}},"webViewDomains":{{"entries":[{{"domain":"m.example.com"}}]}}}}"#,
        random.below(100),
        random.pick(&HOSTS),
        random.chance(50),
    );
    damage_json(random, &good)
}

const NUMBERS: [&str; 44] = [
    "0",
    "1",
    "2",
    "-0",
    "-1",
    "-2",
    "00",
    "01",
    "-01",
    "1.",
    "1.0",
    "1.5",
    ".5",
    "1e",
    "1e+",
    "1e5",
    "1E-5",
    "1e+05",
    "0e0",
    "0.0e1",
    "1.e3",
    "1e3.5",
    "9007199254740991",
    "9007199254740992",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "1844674407370955161500000000",
    "1e307",
    "1e308",
    "1e309",
    "-1e309",
    "0e309",
    "1e-999",
    "1e2147483647",
    "1e2147483648",
    "0e99999999999",
    "1e-99999999999",
    "-",
    "+1",
    "0x1",
    "123456789012345678901234567890.123456789",
    "1e19",
];
const VALUES: [&str; 34] = [
    "null",
    "true",
    "false",
    "nul",
    "trux",
    "f",
    "{}",
    "[]",
    "[[]]",
    "[1,2]",
    "[1,]",
    "{\"a\":1}",
    "{\"a\":1,}",
    "{a:1}",
    "\"\"",
    "\"x\"",
    "\"off\"",
    "\"suffix\"",
    "\"\\u0061\"",
    "\"\\ud83c\\udf4e\"",
    "\"\\ud83c\"",
    "\"\\ud83cx\"",
    "\"\\ud83c\\n\"",
    "\"\\ud83c\\u0061\"",
    "\"\\udf4e\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\b\\f\\n\\r\\t\\/\\\\\"",
    "\"'`\\\"\"",
    "\"\u{e9}\u{4e2d}\"",
    "\"a\nb\"",
    "\"\\u202e\\u0000\\u0085\"",
    "\"",
];
const KEYS: [&str; 12] = [
    "format",
    "appId",
    "revision",
    "mode",
    "serverDomains",
    "apis",
    "webViewDomains",
    "enabled",
    "hostRule",
    "entries",
    "official",
    "x\\u0079",
];

/// A policy document whose values are often of another kind, or no JSON.
pub fn odd_document(random: &mut Random) -> String {
    let space = |random: &mut Random| {
        if random.chance(1) { "\u{c}" } else { random.pick(&["", "", "", "", " ", "\n", "\t \r\n"]) }
    };
    let kinds = random.pick(&[14, 60, 1000]);
    let value = |random: &mut Random, usual: &str| {
        let text = match random.below(kinds) {
            0 => random.pick(&NUMBERS),
            1 => random.pick(&VALUES),
            _ => usual,
        };
        format!("{}{text}{}", space(random), space(random))
    };
    let entries = |random: &mut Random, key: &str| {
        let one = |random: &mut Random| {
            let mut fields = vec![format!("\"{key}\":{}", value(random, "\"a.example\""))];
            if random.chance(30) {
                fields.push(format!("\"remark\":{}", value(random, "\"r\"")));
            }
            if random.chance(3) {
                fields.push(format!("\"{}\":1", random.pick(&["remark", "domain", "api", "y"])));
            }
            let usual = format!("{{{}}}", fields.join(","));
            value(random, &usual)
        };
        let all: Vec<_> = (0..random.below(3)).map(|_| one(random)).collect();
        let usual = format!("[{}]", all.join(","));
        value(random, &usual)
    };
    let list = |random: &mut Random, key: &str, other: &str| {
        let mut fields = vec![format!("\"entries\":{}", entries(random, key))];
        if random.chance(40) {
            fields.insert(0, format!("\"enabled\":{}", value(random, "true")));
        }
        if random.chance(40) {
            fields.push(other.replace('?', &value(random, if key == "api" { "true" } else { "\"exact\"" })));
        }
        let usual = format!("{{{}}}", fields.join(","));
        value(random, &usual)
    };
    let format = if random.chance(90) { "1" } else { random.pick(&NUMBERS) };
    let mut fields = vec![
        format!("\"format\":{}", value(random, format)),
        format!("\"appId\":{}", value(random, "\"2018080616290001\"")),
        format!("\"revision\":{}", value(random, "7")),
        format!("\"mode\":{}", value(random, "\"enforce\"")),
        format!("\"serverDomains\":{}", list(random, "domain", "\"hostRule\":?")),
        format!("\"apis\":{}", list(random, "api", "\"official\":?")),
        format!("\"webViewDomains\":{}", list(random, "domain", "\"hostRule\":?")),
    ];
    if random.chance(30) {
        let (a, b) = (random.below(7), random.below(7));
        fields.swap(a, b);
    }
    if random.chance(10) {
        let extra = format!("\"{}\":{}", random.pick(&KEYS), value(random, "1"));
        let at = random.below(fields.len());
        fields.insert(at, extra);
    }
    if random.chance(10) {
        fields.remove(random.below(7));
    }
    let text = format!("{}{{{}}}{}", space(random), fields.join(","), space(random));
    if random.chance(10) { damage(random, &text) } else { text }
}

/// A permission file of the vendor: a good one, damaged in the same way.
pub fn permission_file(random: &mut Random) -> String {
    let mut list = |kind: fn(&mut Random) -> String| {
        let quoted = |random: &mut Random| {
            let text = if random.chance(10) {
                random.pick(&[".*", "^.*$", "*", ".*\\.example\\.com"]).into()
            } else {
                kind(random)
            };
            format!("\"{}\"", text.escape_default().to_string().replace("\\u{", "?").replace("\\'", "'"))
        };
        (0..random.below(5)).map(|_| quoted(random)).collect::<Vec<_>>().join(",")
    };
    let (servers, pages, apis) = (list(entry), list(entry), list(api));
    let ours =
        random.pick(&["", "", r#","minifence":{"official":true}"#, r#","minifence":{"serverHostRule":"exact"}"#]);
    let good = format!(
        r#"{{"validDomain":["a.example"],"JSAPI_SP_Config":{{"startApp":{{"appId":["20000021"]}},"httpRequest":{{"allowedDomain":[{servers}]}}}},"Webview_Config":{{"allowedDomain":[{pages}]}},"JSAPI_List":[{apis}],"EVENT_List":[".*"],"Enable_Proxy":"YES","UserPermission":[]{ours}}}"#
    );
    if random.chance(50) { good } else { damage_json(random, &good) }
}

/// What a person may paste: lines with remarks, quoted or not, ends of lines of every kind.
pub fn paste(random: &mut Random) -> String {
    let mut text =
        String::from(random.pick(&["", "", "\u{feff}", "domain,remark\n", "remark;api\r\n", "\"Host\"\n", "\n"]));
    for _ in 0..random.below(8) {
        text += &if random.chance(50) { entry(random) } else { api(random) };
        text +=
            random.pick(&["", "", ",orders", ", a, b", "\torders", ";\"x; y\"", ",\"two\nlines\"", ",\"", "\"", ",,,"]);
        text += random.pick(&["\n", "\n", "\r\n", "\r", "\n\n", " \n"]);
    }
    if random.chance(25) { damage(random, &text) } else { text }
}

/// A JSON text with tokens added, taken away, swapped or doubled.
fn damage_json(random: &mut Random, good: &str) -> String {
    let mut tokens = split(good);
    while random.chance(70) {
        let at = random.below(tokens.len());
        match random.below(5) {
            0 => tokens.insert(at, random.pick(&TOKENS).into()),
            1 => drop(tokens.remove(at)),
            2 => tokens[at] = random.pick(&TOKENS).into(),
            3 => {
                let other = random.below(tokens.len());
                tokens.swap(at, other);
            }
            _ => tokens[at] = damage(random, &tokens[at].clone()),
        }
        if tokens.is_empty() {
            break;
        }
    }
    tokens.concat()
}

/// Strings, words and marks of a JSON text.
fn split(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut inside = false;
    for c in text.chars() {
        let is_mark = !inside && "{}[]:,".contains(c);
        match tokens.last_mut().filter(|last| inside || !(is_mark || c == '"' || "{}[]:,".contains(last.as_str()))) {
            Some(last) => last.push(c),
            None => tokens.push(c.into()),
        }
        inside ^= c == '"';
    }
    tokens
}

/// Runs `step` a number of times, or for `MINIFENCE_MINUTES`. Returns how often, and the seed.
pub fn repeat(count: u64, mut step: impl FnMut(&mut Random)) -> String {
    let seed = seed();
    println!("MINIFENCE_SEED={seed}");
    let minutes = std::env::var("MINIFENCE_MINUTES").ok().and_then(|text| text.parse::<u64>().ok());
    let start = std::time::Instant::now();
    let mut random = Random::new(seed);
    let mut done = 0;
    while minutes.map_or(done < count, |minutes| start.elapsed().as_secs() < minutes * 60) {
        for _ in 0..1000 {
            step(&mut random);
        }
        done += 1000;
    }
    let seconds = start.elapsed().as_secs_f64();
    format!("{done} inputs in {seconds:.0} s ({:.0}/s), seed {seed}", done as f64 / seconds)
}
