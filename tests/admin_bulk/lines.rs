//! Pasted lines, and several entries added at once.

use minifence::admin::{self, Answer, BulkResult};
use minifence::{Draft, List, Policy, validate_entry};
use serde_json::{Value, json};

use crate::{FORM, LISTS, codes, data, document, expected, generate, hold, run, texts};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test;

fn run_bulk(row: &Value) -> Result<(), Value> {
    let result = admin::parse_lines(
        row["list"].as_str().expect("list"),
        row["text"].as_str().expect("text"),
        &texts(&row["others"]),
    );
    assert_whole(&result);
    let lines: Value = result
        .lines
        .iter()
        .map(|line| {
            let answer = match &line.result {
                Answer::Accepted { value, .. } => json!(value),
                Answer::Refused { issues } => codes(&data(issues)),
            };
            json!([line.line, line.text, line.remark, answer])
        })
        .collect();
    let notices: Vec<_> = result
        .lines
        .iter()
        .flat_map(|line| match &line.result {
            Answer::Accepted { notices, .. } => notices.iter().map(minifence::Issue::code).collect(),
            Answer::Refused { .. } => vec![],
        })
        .collect();
    let holds = lines == row["lines"]
        && json!(result.header) == expected(row, "header", json!(false))
        && json!(notices) == expected(row, "notices", json!(notices));
    holds.then_some(()).ok_or_else(|| json!({ "header": result.header, "lines": lines, "notices": notices }))
}

/// The entries are the lines that hold, in order.
fn assert_whole(result: &BulkResult) {
    let accepted: Vec<_> = result
        .lines
        .iter()
        .filter_map(|line| match &line.result {
            Answer::Accepted { value, .. } => Some((value.clone(), line.remark.clone())),
            Answer::Refused { .. } => None,
        })
        .collect();
    assert_eq!(
        result.entries.iter().map(|entry| (entry.text.clone(), entry.remark.clone())).collect::<Vec<_>>(),
        accepted
    );
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn pasted_lines() {
    run(include_str!("../cases/bulk.json"), "rows", run_bulk);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn the_thirty_first_server_has_an_issue_of_its_own() {
    let lines: Vec<String> =
        (1..=33).map(|n| if n == 5 { "http://x".into() } else { format!("a{n}.example.com") }).collect();
    let result = admin::parse_lines("serverDomains", &lines.join("\n"), &["z.example.com"]);
    let refused: Vec<_> = result
        .lines
        .iter()
        .filter(|line| matches!(line.result, Answer::Refused { .. }))
        .map(|line| line.line)
        .collect();
    assert_eq!(refused, [5, 31, 32, 33], "the one that was there, and 29 good ones");
    assert_eq!(data(&result.lines[32].result)["issues"][0]["params"], json!({ "length": 31, "limit": 30 }));
    assert_eq!(result.entries.len(), 29);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_hundred_thousand_lines_lose_nothing() {
    let count = if cfg!(target_arch = "wasm32") { 10_000 } else { 100_000 };
    let lines: Vec<String> = (0..count).map(|n| format!("https://H{n}.example.com/,remark {n}")).collect();
    // Were each line compared with all before it, this would take hours.
    let result = admin::parse_lines("webViewDomains", &lines.join("\r\n"), &["h7.example.com"]);
    assert_whole(&result);
    assert_eq!((result.lines.len(), result.entries.len()), (count, count - 1));
    for (index, line) in result.lines.iter().enumerate() {
        assert_eq!((line.line, &*line.remark), (index + 1, &*format!("remark {index}")));
    }
    assert_eq!(result.entries[count - 2].text, format!("h{}.example.com", count - 1));
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_text_too_long_is_one_issue() {
    for text in ["x".repeat(16 * 1024 * 1024 + 1), "a\n".repeat(200_001)] {
        let result = data(&admin::parse_lines("apis", &text, &[]));
        assert_eq!(result["lines"].as_array().unwrap().len(), 1);
        assert_eq!(result["lines"][0]["result"]["issues"][0]["code"], "argument_invalid");
    }
    let result = admin::parse_lines("apis", &"a\n".repeat(200_000), &[]);
    assert_eq!((result.lines.len(), result.entries.len()), (200_000, 1));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn a_line_is_answered_as_the_form_answers() {
    hold(|random| {
        let list = random.pick(&LISTS);
        let others = random.pick(&[&["api.example.com"][..], &[], &["tinyToNative", "a.example"]]);
        let typed = if list == "apis" { generate::api(random) } else { generate::entry(random) };
        let result = admin::parse_lines(list, &typed, others);
        assert_whole(&result);
        // What looks like several cells, lines or a header is the table's business.
        if typed.trim().is_empty() || result.header || typed.contains(['\n', '\r', ',', ';', '\t', '"', '\u{feff}']) {
            return;
        }
        let kind = List::from_name(list).unwrap();
        let answer = Answer::from(validate_entry(kind, Draft { text: &typed, remark: "" }, others));
        assert_eq!(result.lines.len(), 1);
        assert_eq!(&result.lines[0].text, &typed);
        assert_eq!(&result.lines[0].result, &answer);
    });
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn what_is_accepted_can_be_added() {
    let empty = document(&json!({})).to_string();
    hold(|random| {
        let list = random.pick(&LISTS);
        let mut text = String::new();
        for _ in 0..random.below(8) {
            text += &if list == "apis" { generate::api(random) } else { generate::entry(random) };
            text += random.pick(&["\n", ",orders\n", ";\u{202e}\n", "\t\"x\"\"\"\n", "\"\n"]);
        }
        let result = admin::parse_lines(list, &text, &[]);
        assert_whole(&result);
        let drafts = data(&result.entries).to_string();
        match admin::add_entries(&empty, list, &drafts, FORM) {
            Answer::Accepted { value, .. } => {
                let document: Value = serde_json::from_str(&value).unwrap();
                let field = if list == "apis" { "api" } else { "domain" };
                let stored: Vec<_> =
                    document[list]["entries"].as_array().unwrap().iter().map(|entry| entry[field].clone()).collect();
                assert_eq!(json!(stored), result.entries.iter().map(|entry| json!(entry.text)).collect::<Value>());
            }
            Answer::Refused { issues } => panic!("{issues:?}: {text:?}"),
        }
    });
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn entries_are_added_all_or_none() {
    let policy = document(&json!({ "serverDomains": ["a.example.com"] })).to_string();
    let add = |list: &str, drafts: Value| data(&admin::add_entries(&policy, list, &drafts.to_string(), FORM));
    let added = add(
        "serverDomains",
        json!([{ "text": "https://B.example.com/", "remark": "orders" }, { "text": "c.example.com" }]),
    );
    let stored: Value = serde_json::from_str(added["value"].as_str().expect("a policy")).unwrap();
    assert_eq!(
        stored["serverDomains"]["entries"],
        json!([
            { "domain": "a.example.com" }, { "domain": "b.example.com", "remark": "orders" }, { "domain": "c.example.com" },
        ])
    );
    assert_eq!(codes(&added["notices"]), json!(["scheme_removed", "slash_removed", "lower_cased"]));
    assert_eq!(added["notices"][0]["path"], json!(["drafts", 0, "text"]));

    let refused = add(
        "serverDomains",
        json!([
            { "text": "a.example.com" }, { "text": "b.example.com" }, { "text": "B.example.com", "remark": "\u{202e}" }, { "text": "10.0.0.1" },
        ]),
    );
    assert_eq!(
        codes(&refused["issues"]),
        json!(["entry_duplicate", "entry_duplicate", "control_character", "domain_ip"])
    );
    let paths: Value = refused["issues"].as_array().unwrap().iter().map(|issue| issue["path"].clone()).collect();
    assert_eq!(
        paths,
        json!([["drafts", 0, "text"], ["drafts", 2, "text"], ["drafts", 2, "remark"], ["drafts", 3, "text"]])
    );
    assert_eq!(refused.get("value"), None);
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn no_entries_change_nothing() {
    let policy = Policy::from_json(&document(&json!({ "apis": ["tinyToNative"] })).to_string()).unwrap().to_json();
    assert_eq!(data(&admin::add_entries(&policy, "apis", "[]", FORM)), json!({ "value": policy, "notices": [] }));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn thirty_servers_fit_and_no_more() {
    let drafts = |count: usize| {
        (0..count).map(|n| json!({ "text": format!("a{n}.example.com") })).collect::<Value>().to_string()
    };
    let empty = document(&json!({})).to_string();
    assert!(matches!(admin::add_entries(&empty, "serverDomains", &drafts(30), FORM), Answer::Accepted { .. }));
    let refused = data(&admin::add_entries(&empty, "serverDomains", &drafts(31), FORM));
    assert_eq!(codes(&refused["issues"]), json!(["list_too_long"]));
    assert_eq!(refused["issues"][0]["path"], json!(["drafts", 30, "text"]));
}

#[cfg_attr(not(target_arch = "wasm32"), test)]
#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
fn what_is_no_draft_is_refused() {
    let empty = document(&json!({})).to_string();
    let no_drafts = [
        "",
        "{}",
        "[1]",
        "[\"a.example.com\"]",
        "[[\"a.example.com\",\"\"]]",
        "[{}]",
        r#"[{"text":"a.example.com","x":1}]"#,
        r#"[{"text":"a.example.com","text":"b.example.com"}]"#,
        r#"[{"text":null}]"#,
        r#"[{"text":"a.example.com","remark":null}]"#,
        "[] []",
    ];
    for drafts in no_drafts {
        let refused = data(&admin::add_entries(&empty, "serverDomains", drafts, FORM));
        assert_eq!(codes(&refused["issues"]), json!(["argument_invalid"]), "{drafts}");
        assert_eq!(refused["issues"][0]["path"], json!(["drafts"]), "{drafts}");
    }
    let codes_of = |policy: &str, list: &str| codes(&data(&admin::add_entries(policy, list, "[]", FORM))["issues"]);
    assert_eq!(codes_of("{", "apis"), json!(["policy_syntax"]));
    assert_eq!(codes_of(&empty, "servers"), json!(["list_unknown"]));
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn what_would_not_load_is_not_written() {
    let drafts: Value =
        (0..19_500).map(|n| json!({ "text": format!("h{n}.example.com"), "remark": "📚".repeat(200) })).collect();
    let empty = document(&json!({})).to_string();
    // The drafts are below 16 MiB; the policy, with its spaces, is over it.
    let refused = data(&admin::add_entries(&empty, "webViewDomains", &drafts.to_string(), FORM));
    assert_eq!(codes(&refused["issues"]), json!(["policy_too_large"]), "{}", drafts.to_string().len());
}
