//! A policy that is parsed once, and asked about one URL after the other.

use regorus::{Engine, Value};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A Rego policy with its data.
#[wasm_bindgen]
pub struct Rego {
    engine: Engine,
    rule: String,
}

#[wasm_bindgen]
impl Rego {
    /// `rule` is the path of the rule that answers, as `data.net.allow`.
    #[wasm_bindgen(constructor)]
    pub fn new(policy: String, data: &str, rule: String) -> Result<Self, JsError> {
        let mut engine = Engine::new();
        engine.add_policy("policy.rego".into(), policy).map_err(to_js)?;
        engine.add_data_json(data).map_err(to_js)?;
        Ok(Self { engine, rule })
    }

    /// Whether the rule is true of an input that is one text.
    pub fn allows(&mut self, input: String) -> Result<bool, JsError> {
        self.engine.set_input(Value::from(input));
        let answer = self.engine.eval_rule(self.rule.clone()).map_err(to_js)?;
        Ok(answer == Value::from(true))
    }
}

fn to_js(error: impl core::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}
