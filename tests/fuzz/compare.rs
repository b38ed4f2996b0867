//! Comparisons of damaged documents, about damaged subjects (C-3): the bad argument is named, nothing is lost, nothing is made up.

use std::collections::HashSet;

use minifence::{AppIdForm, List, admin};
use serde_json::{Value, json};

use crate::{generate, policy};

const FORM: AppIdForm = AppIdForm::Digits16;

/// A document that mostly loads, near the others.
fn document(random: &mut generate::Random) -> String {
    if random.chance(20) {
        return generate::document(random);
    }
    let some = |random: &mut generate::Random, all: &[&'static str]| {
        all.iter().copied().filter(|_| random.chance(50)).collect::<Vec<_>>()
    };
    let domains = ["api.example.com", "*.example.org", "a.example:8443", "xn--bcher-kva.example"];
    let [servers, pages] = [some(random, &domains), some(random, &domains)];
    let mut document = policy(&servers, &some(random, &["tinyToNative", "toast", "showToast"]), &pages);
    document["mode"] = json!(random.pick(&["off", "report", "enforce"]));
    document["revision"] = json!(random.below(3));
    document["apis"]["official"] = json!(random.chance(50));
    for list in ["serverDomains", "apis", "webViewDomains"] {
        document[list]["enabled"] = json!(random.chance(80));
        let entries = document[list]["entries"].as_array_mut().expect("entries");
        if random.chance(50) {
            entries.reverse();
        }
        for entry in entries.iter_mut().filter(|_| random.chance(20)) {
            entry["remark"] = json!("note");
        }
    }
    document.to_string()
}

fn subjects(random: &mut generate::Random) -> String {
    let one = |random: &mut generate::Random| {
        let list = random.pick(&["serverDomains", "apis", "webViewDomains"]);
        let scheme = random.pick(&["https", "wss"]);
        let text = if list == "apis" { generate::api(random) } else { generate::url(random, scheme) };
        json!({ "list": list, "subject": text })
    };
    let mut all: Vec<Value> = (0..random.below(6)).map(|_| one(random)).collect();
    if random.chance(30) {
        all.extend(all.clone());
    }
    let text = Value::from(all).to_string();
    if random.chance(10) { generate::damage(random, &text) } else { text }
}

/// What makes two policies one: everything but revision and order, as sets.
fn meaning(text: &str) -> (HashSet<String>, Vec<Value>) {
    let policy = serde_json::to_value(admin::read(text, FORM).expect("loads")).expect("data");
    let lists = [List::ServerDomains, List::Apis, List::WebViewDomains].map(List::name);
    let entries = lists.iter().flat_map(|list| {
        policy[list]["entries"].as_array().expect("entries").iter().map(move |entry| format!("{list} {entry}"))
    });
    let settings = lists.iter().flat_map(|list| {
        ["enabled", "hostRule", "official"].map(|setting| policy[*list].get(setting).cloned().unwrap_or_default())
    });
    (entries.collect(), settings.chain([policy["mode"].clone(), policy["appId"].clone()]).collect())
}

#[test]
fn two_documents_are_compared_or_the_bad_argument_is_named() {
    let (mut compared, mut shifted, mut same) = (0_u64, 0_u64, 0_u64);
    let line = generate::repeat(5_000, |random| {
        let (before, mut after, subjects) = (document(random), document(random), subjects(random));
        if random.chance(10) {
            after.clone_from(&before);
        }
        let answer = serde_json::to_value(admin::compare_policies(&before, &after, &subjects, FORM)).expect("data");
        let bad =
            [("before", &before), ("after", &after)].into_iter().find(|(_, text)| admin::read(text, FORM).is_err());
        if let Some(issues) = answer["issues"].as_array() {
            assert!(!issues.is_empty() && issues.iter().all(|issue| issue["severity"] == "error"), "{answer}");
            let named = issues.iter().all(|issue| issue["path"][0] == bad.map_or("subjects", |(side, _)| side));
            return assert!(named, "{answer}: {before} {after} {subjects}");
        }
        assert_eq!(bad, None, "{before} {after}");
        compared += 1;
        let read: Vec<Value> = serde_json::from_str(&subjects).expect("what was accepted is JSON");
        let once: HashSet<String> = read.iter().map(Value::to_string).collect();
        let shifts = answer["shifts"].as_array().expect("shifts");
        shifted += shifts.len() as u64;
        assert_eq!(answer["unchanged"].as_u64(), Some((once.len() - shifts.len()) as u64), "{answer} {subjects}");
        for shift in shifts {
            let subject = json!({ "list": shift["list"], "subject": shift["subject"] });
            assert!(once.contains(&subject.to_string()), "{shift}: {subjects}");
            assert_ne!(shift["before"]["happens"], shift["after"]["happens"]);
        }
        let is_same = meaning(&before) == meaning(&after);
        same += u64::from(is_same);
        assert_eq!(answer["changes"].as_array().is_some_and(Vec::is_empty), is_same, "{answer}: {before} {after}");
        assert!(!is_same || shifts.is_empty(), "what is the same treats everything the same: {answer}");
    });
    println!("comparisons: {line}, {compared} compared, {same} of policies that are the same, {shifted} shifts");
    assert!(compared > 1_500 && shifted > 300 && same > 100, "the generator reaches comparisons");
}
