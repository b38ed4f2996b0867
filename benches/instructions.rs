//! The hot paths, for `benches/instructions.js` to count their instructions: `instructions <path> <times>`. It measures no time.
#![allow(missing_docs, clippy::expect_used, reason = "a bench")]

use std::hint::black_box;

use minifence::wire::{translate, translate_authority};
use minifence::{Engine, List, Policy};

/// What is asked, and with what.
enum Path {
    Request(&'static str),
    Authority(&'static str),
    Api(&'static str),
    Compile,
}

const PATHS: [(&str, Path); 14] = [
    ("request: a plain hit", Path::Request("https://api17.example.com/v1/orders/12345?page=2&lang=en")),
    ("request: a plain miss", Path::Request("https://cdn1234.tracker.test/v1/orders/12345?page=2&lang=en")),
    ("request: capitals", Path::Request("https://API17.Example.com/v1/orders/12345?page=2&lang=en")),
    ("request: the default port", Path::Request("https://api17.example.com:443/v1/orders/12345?page=2")),
    ("request: a path to repair", Path::Request("https://api17.example.com/v1/../a b?q=\u{e9}#top")),
    ("request: another script", Path::Request("https://b\u{fc}cher.example/v1/orders")),
    ("request: credentials", Path::Request("https://api17.example.com@evil.test/")),
    ("request: an address", Path::Request("https://0x7f.1/")),
    ("authority: a hit", Path::Authority("api17.example.com")),
    ("authority: a miss", Path::Authority("cdn1234.tracker.test")),
    ("api: official", Path::Api("getSystemInfo")),
    ("api: listed", Path::Api("tinyToNative")),
    ("api: unknown", Path::Api("stealContacts")),
    ("compile: 30 entries", Path::Compile),
];

fn policy() -> String {
    let entries: Vec<String> = (0..30).map(|i| format!(r#"{{"domain":"api{i}.example.com"}}"#)).collect();
    let entries = entries.join(",");
    format!(
        r#"{{"format":1,"appId":"2018080616290001","revision":1,"mode":"enforce","serverDomains":{{"entries":[{entries}]}},
        "apis":{{"entries":[{{"api":"tinyToNative"}}]}},"webViewDomains":{{"entries":[]}}}}"#
    )
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some(name) = arguments.next() else {
        for (name, _) in PATHS {
            println!("{name}");
        }
        return;
    };
    let times: usize = arguments.next().and_then(|times| times.parse().ok()).expect("how often");
    let (_, path) = PATHS.iter().find(|(other, _)| *other == name).expect("a path of the list");
    let text = policy();
    let engine = Engine::new(&Policy::from_json(&text).expect("a policy")).expect("a policy");
    let mut output = Vec::with_capacity(1024);
    for _ in 0..times {
        output.clear();
        match path {
            Path::Request(url) => {
                let url = black_box(*url);
                black_box(translate(&engine.check_request(url), url, &mut output));
            }
            Path::Authority(text) => {
                let found = engine.check_authority(List::ServerDomains, black_box(text));
                black_box(found.map(|(authority, found)| translate_authority(&authority, found, &mut output)));
            }
            Path::Api(name) => {
                let name = black_box(*name);
                black_box(translate(&engine.check_api(name), name, &mut output));
            }
            Path::Compile => {
                let policy = Policy::from_json(black_box(&text)).expect("a policy");
                black_box(Engine::new(&policy).expect("a policy"));
            }
        }
    }
}
