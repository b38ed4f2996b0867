//! Names that no public server has. `local`, `localhost` and `internal` are not here: an entry cannot have them (U-6).

use super::lineage;

/// Each with its source.
const RESERVED: [(&str, &str); 15] = [
    ("example", "RFC 2606, RFC 6761"),
    ("example.com", "RFC 2606, RFC 6761"),
    ("example.net", "RFC 2606, RFC 6761"),
    ("example.org", "RFC 2606, RFC 6761"),
    ("test", "RFC 2606, RFC 6761"),
    ("invalid", "RFC 2606, RFC 6761"),
    ("onion", "RFC 7686"),
    ("alt", "RFC 9476"),
    ("home.arpa", "RFC 8375"),
    ("arpa", "RFC 3172: infrastructure of the network; the special names of IANA's registry that end so"),
    // In use inside private networks, and never to be delegated.
    ("intranet", "RFC 6762, appendix G"),
    ("private", "RFC 6762, appendix G"),
    ("corp", "RFC 6762, appendix G; ICANN resolution 2018.02.04.12"),
    ("home", "RFC 6762, appendix G; ICANN resolution 2018.02.04.12"),
    ("lan", "RFC 6762, appendix G"),
];

/// The reserved name that this host is, or is under; the longest.
pub(super) fn suffix(host: &str) -> Option<&'static str> {
    let reserved = |name| RESERVED.iter().map(|(reserved, _)| *reserved).find(|reserved| *reserved == name);
    // None has more than two labels.
    let is_long = |name: &&str| name.split('.').nth(2).is_some();
    lineage(host).skip_while(is_long).find_map(reserved)
}
