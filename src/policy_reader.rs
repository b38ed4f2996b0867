//! The policy document, read by `json.rs`: for the builds that ship to phones. What is accepted, what is refused, and where and why,
//! is what `policy_serde.rs` says, in more words; tests hold this reader to it (P-3). Whether a document that is refused is one of a later
//! format, JavaScript looks (`js/engine.js`): only when it is refused, and with a parser that is there anyway.

use alloc::string::String;

use crate::json::Reader;
use crate::policy::{ApiEntry, ApiList, DomainEntry, DomainList, FORMAT, HostRule, List, Mode, Policy};
use crate::policy_error::PolicyError;
use crate::text::push_number;

/// Reads a document.
///
/// # Errors
/// [`PolicyError`], with line and column.
pub(crate) fn read_document(text: &str) -> Result<Policy, PolicyError> {
    let mut reader = Reader::new(text);
    let mut policy = Policy {
        format: 0,
        app_id: String::new(),
        revision: 0,
        mode: Mode::Enforce,
        server_domains: DomainList::default(),
        apis: ApiList::default(),
        web_view_domains: DomainList::default(),
    };
    if read_policy(&mut reader, &mut policy).and_then(|()| reader.end()).is_some() {
        if policy.format == FORMAT {
            return Ok(policy);
        }
        let mut found = String::new();
        push_number(&mut found, policy.format, 10);
        return Err(PolicyError::PolicyFormat { found, supported: FORMAT });
    }
    let refusal = reader.refusal;
    let before = text.as_bytes().get(..refusal.at).unwrap_or_default();
    let (mut line, mut column) = (1_usize, 0_usize);
    for byte in before {
        column = column.wrapping_add(1);
        if *byte == b'\n' {
            (line, column) = (line.wrapping_add(1), 0);
        }
    }
    Err(PolicyError::at(refusal.is_json, line, column, &refusal.detail))
}

/// Reads a document of any format.
fn read_policy(reader: &mut Reader<'_>, policy: &mut Policy) -> Option<()> {
    let fields = ["format", "appId", "revision", "mode", "serverDomains", "apis", "webViewDomains"];
    reader.object(&fields, 0x7f, &mut |reader, field| {
        match field {
            0 => policy.format = reader.whole_number()?,
            1 => {
                reader.text()?;
                policy.app_id = core::mem::take(&mut reader.string);
            }
            2 => policy.revision = reader.whole_number()?,
            3 => policy.mode = read_name(reader, "mode", "`off`, `report` or `enforce`", Mode::from_name)?,
            4 => read_domains(reader, &mut policy.server_domains)?,
            5 => read_apis(reader, &mut policy.apis)?,
            _ => read_domains(reader, &mut policy.web_view_domains)?,
        }
        Some(())
    })
}

fn read_name<T>(reader: &mut Reader<'_>, field: &str, names: &str, from_name: fn(&str) -> Option<T>) -> Option<T> {
    reader.peek_word();
    let start = reader.place();
    reader.text()?;
    let value = from_name(&reader.string);
    if value.is_none() {
        reader.refuse_object(&["unknown ", field, " ", reader.since(start), ", expected ", names]);
    }
    value
}

fn read_domains(reader: &mut Reader<'_>, list: &mut DomainList) -> Option<()> {
    reader.object(&["enabled", "hostRule", "entries"], 4, &mut |reader, field| {
        match field {
            0 => list.enabled = reader.boolean()?,
            1 => list.host_rule = read_name(reader, "hostRule", "`exact` or `suffix`", HostRule::from_name)?,
            _ => {
                // Memory never shrinks: a list that grows leaves its smaller selves behind.
                list.entries.reserve_exact(reader.objects_ahead().min(List::WebViewDomains.limit()));
                read_entries(reader, "domain", &mut |domain, remark| {
                    list.entries.push(DomainEntry { domain, remark });
                })?;
            }
        }
        Some(())
    })
}

fn read_apis(reader: &mut Reader<'_>, list: &mut ApiList) -> Option<()> {
    reader.object(&["enabled", "official", "entries"], 4, &mut |reader, field| {
        match field {
            0 => list.enabled = reader.boolean()?,
            1 => list.official = reader.boolean()?,
            _ => read_entries(reader, "api", &mut |api, remark| list.entries.push(ApiEntry { api, remark }))?,
        }
        Some(())
    })
}

fn read_entries(reader: &mut Reader<'_>, name: &str, add: &mut dyn FnMut(String, String)) -> Option<()> {
    reader.list(&mut |reader| {
        let mut texts = [String::new(), String::new()];
        reader.object(&[name, "remark"], 1, &mut |reader, field| {
            reader.text()?;
            if let Some(text) = texts.get_mut(field) {
                // As long as it is, and no longer: there may be hundred thousands.
                text.clone_from(&reader.string);
            }
            Some(())
        })?;
        let [text, remark] = texts;
        add(text, remark);
        Some(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate;
    use crate::policy_serde;

    /// The same complaint in fewer words: of the same kind, about the same names, with the same expectation. What is found is told as it is
    /// written, where serde has its own names for values.
    fn is_same_complaint(ours: &str, serdes: &str) -> bool {
        let serdes = serdes.replace("invalid value", "invalid type").replace("expected u64", "expected a whole number");
        let kinds = [
            "missing field `",
            "duplicate field `",
            "unknown field `",
            "unknown mode ",
            "unknown hostRule ",
            "invalid type: ",
        ];
        let Some(kind) = kinds.iter().find(|kind| ours.starts_with(**kind)) else { return false };
        let expected = |text: &str| text.rsplit_once(", expected ").map(|(_, expected)| expected.to_owned());
        // Behind what was cut nothing is told.
        let is_cut = ours.chars().count() == 300 || serdes.chars().count() == 300;
        let is_said = if kind.ends_with('`') {
            ours.split('`').skip(1).step_by(2).all(|name| serdes.contains(name))
        } else {
            expected(ours) == expected(&serdes)
        };
        serdes.starts_with(kind) && (is_said || is_cut)
    }

    /// What JavaScript looks at when a document is refused.
    fn has_format(text: &str) -> bool {
        #[derive(serde::Deserialize)]
        struct Head {
            #[serde(rename = "format")]
            _format: serde_json::Number,
        }
        serde_json::from_str::<Head>(text).is_ok()
    }

    fn assert_same(text: &str) {
        use PolicyError::{PolicyFormat, PolicyInvalid, PolicySyntax};
        let (ours, serdes) = (read_document(text), policy_serde::read_document(text));
        let is_same = match (&ours, &serdes) {
            (Ok(ours), Ok(serdes)) => ours == serdes,
            (Err(PolicyFormat { .. }), _) => ours == serdes,
            (Err(PolicyInvalid { .. } | PolicySyntax { .. }), Err(PolicyFormat { .. })) => has_format(text),
            // How large a number is that is too large for JavaScript, this reader tells by its digits.
            (Err(PolicyInvalid { .. } | PolicySyntax { .. }), Err(PolicySyntax { detail, .. }))
                if detail == "number out of range" =>
            {
                true
            }
            (
                Err(PolicyInvalid { line, column, detail, .. }),
                Err(PolicyInvalid { line: other, column: same, detail: said, .. }),
            ) => (line, column) == (other, same) && is_same_complaint(detail, said),
            (Err(PolicySyntax { line, column, detail }), Err(PolicySyntax { line: other, column: same, .. })) => {
                (line, column) == (other, same) && detail == "not JSON"
            }
            _ => false,
        };
        assert!(is_same, "{text:?}\n ours: {ours:?}\nserde: {serdes:?}");
    }

    #[test]
    fn documents_are_read_as_serde_reads_them() {
        let (mut read, mut later) = (0_u64, 0_u64);
        let line = generate::repeat(40_000, |random| {
            let text = if random.chance(60) { generate::document(random) } else { generate::odd_document(random) };
            assert_same(&text);
            match policy_serde::read_document(&text) {
                Ok(_) => read = read.wrapping_add(1),
                Err(PolicyError::PolicyFormat { .. }) => later = later.wrapping_add(1),
                Err(_) => {}
            }
        });
        println!("documents: {line}, {read} read, {later} of another format, 0 differences");
        assert!(read > 5_000 && later > 500, "the generator reaches all kinds");
    }

    #[test]
    fn documents_are_read_as_serde_reads_them_to_any_depth() {
        for depth in [1, 100, 127, 128, 129, 200, 10_000] {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            for text in [
                open.clone(),
                format!("{open}{close}"),
                format!(r#"{{"format":2,"x":{open}{close}}}"#),
                format!(r#"{{"format":2,"x":{open}}}"#),
                format!(r#"{{"format":2,"x":{}1{}}}"#, r#"{"a":"#.repeat(depth), "}".repeat(depth)),
                format!(r#"{{"format":1,"x":{open}{close}}}"#),
                format!(r#"{{"format":1,"serverDomains":{{"entries":{open}{close}}}}}"#),
            ] {
                assert_same(&text);
            }
        }
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_read_as_serde_reads_it() {
        let good = concat!(
            r#"{ "format": 1, "appId": "2018080616290001", "revision": 7, "mode": "enforce","#,
            "\n",
            r#""serverDomains": { "enabled": true, "hostRule": "exact", "entries": [ { "domain": "a\u00e9\ud83c\udf4e\n", "remark": "x" }, {"domain":"b"} ] },"#,
            r#""apis": { "official": false, "entries": [ { "api": "tinyToNative" } ] }, "webViewDomains": { "entries": [] } }"#,
        );
        assert!(read_document(good).is_ok());
        let others = "\"\\{}[]:,0192-+.eEtfnu \n\t\0\u{1f}x/é";
        for (at, _) in good.char_indices() {
            let (before, behind) = good.split_at(at);
            assert_same(before);
            let rest: String = behind.chars().skip(1).collect();
            assert_same(&format!("{before}{rest}"));
            for other in others.chars() {
                assert_same(&format!("{before}{other}{behind}"));
                assert_same(&format!("{before}{other}{rest}"));
            }
        }
    }
}
