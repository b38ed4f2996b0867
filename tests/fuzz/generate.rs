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
