//! Labels that mix scripts as forged names do (UTS #39, section 5).

use unicode_script::Script;
use unicode_security::mixed_script::AugmentedScriptSet;

/// Whether a label, in Unicode, is less than "Highly Restrictive": more than one script, and not Latin beside what is written with
/// it in Chinese, Japanese or Korean. Digits, hyphens and symbols belong to every script.
pub(super) fn is_mixed(label: &str) -> bool {
    if label.is_ascii() || !AugmentedScriptSet::for_str(label).is_empty() {
        return false;
    }
    let mut others = AugmentedScriptSet::default();
    for set in label.chars().map(AugmentedScriptSet::for_char) {
        if !set.base.contains_script(Script::Latin) {
            others.intersect_with(set);
        }
    }
    !(others.hanb || others.jpan || others.kore)
}
