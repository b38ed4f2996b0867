//! The JSON Schema of the policy document (C-6), for editors: the types of `policy.rs`, and the limits that types do not say. It is
//! never stricter than the engine: what the engine accepts, the schema accepts. The reverse does not hold; `validate.rs` sees more.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use crate::api_name::ApiName;
use crate::domain::{MAX_LABEL, MAX_NAME};
use crate::policy::{AppIdForm, FORMAT, List, MAX_REMARK, MAX_REVISION, Policy};

/// A name, not an address: nothing is fetched.
const ID: &str = "urn:minifence:policy:1";
const DESCRIPTION: &str = "The policy of one mini program: three allowlists and a switch. The numbers in brackets are rules, \
    explained in docs/rules.md of the package.";

/// The longest entry: a name, with `*.` before it and a port behind it.
const MAX_DOMAIN: usize = MAX_NAME + "*.".len() + ":65535".len();
/// What is left of the longest label without its first and last character.
const INNER: usize = MAX_LABEL - 2;
/// The grammar of A-1.
const API: &str = r"^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)*$";
/// No control and no bidi-control characters (C-7).
const REMARK: &str = r"^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$";

/// The schema, of draft 2020-12, of policies whose appId has that form.
/// ```
/// # use minifence::{AppIdForm, policy_schema};
/// let schema = policy_schema(AppIdForm::Digits16);
/// assert_eq!(schema["properties"]["serverDomains"]["properties"]["entries"]["maxItems"], 30);
/// ```
pub fn policy_schema(form: AppIdForm) -> Value {
    let without_format = RecursiveTransform(|schema: &mut schemars::Schema| {
        // `uint64` is a format of no standard.
        schema.remove("format");
    });
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    let generator = settings.with_transform(without_format).into_generator();
    let mut schema = generator.into_root_schema_for::<Policy>().to_value();
    for (place, limits) in limits(form) {
        let place = schema.pointer_mut(&place).and_then(Value::as_object_mut);
        if let (Some(place), Value::Object(limits)) = (place, limits) {
            place.extend(limits);
        }
    }
    schema
}

/// What the types do not say, and where it belongs.
fn limits(form: AppIdForm) -> Vec<(String, Value)> {
    let app_id = match form {
        AppIdForm::Digits16 => "^[0-9]{16}$",
        AppIdForm::Token => "^[A-Za-z0-9._-]{1,64}$",
    };
    let mut limits = vec![
        (String::new(), json!({ "$id": ID, "title": "minifence policy", "description": DESCRIPTION })),
        ("/properties/format".into(), json!({ "const": FORMAT })),
        ("/properties/appId".into(), json!({ "pattern": app_id })),
        ("/properties/revision".into(), json!({ "maximum": MAX_REVISION })),
    ];
    for list in [List::ServerDomains, List::Apis, List::WebViewDomains] {
        let entries = format!("/properties/{}/properties/entries", list.name());
        let (field, text) = match list {
            List::Apis => ("api", json!({ "maxLength": ApiName::MAX_LENGTH, "pattern": API })),
            _ => ("domain", json!({ "maxLength": MAX_DOMAIN, "pattern": domain_pattern() })),
        };
        let remark = json!({ "default": "", "maxLength": MAX_REMARK, "pattern": REMARK });
        limits.push((format!("{entries}/items/properties/{field}"), text));
        limits.push((format!("{entries}/items/properties/remark"), remark));
        limits.push((entries, json!({ "maxItems": list.limit() })));
    }
    limits
}

/// `host[:port]` or `*.host[:port]`, in canonical form (U-6). The last label is not a number: that would be an IP address.
fn domain_pattern() -> String {
    let label = format!("[a-z0-9]([a-z0-9-]{{0,{INNER}}}[a-z0-9])?");
    let last = "([0-9]*[a-z]([a-z0-9-]*[a-z0-9])?|[0-9]+-[a-z0-9-]*[a-z0-9])";
    format!(r"^(\*\.)?({label}\.)+{last}(:[1-9][0-9]{{0,4}})?$")
}
