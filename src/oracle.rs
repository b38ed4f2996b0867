//! The truth about URLs, as U-1 names it: the `url` crate's parser, and the refusals of U-3 to U-5 on top of it. Tests hold the
//! readers of this crate to it: the same canonical text byte for byte, the same refusal.

use std::cell::Cell;

use url::{Host, SyntaxViolation, Url};

use crate::decision::{Denial, UrlFault, Violation};
use crate::domain::Domain;
use crate::generate;
use crate::subject::{Scheme, Target, read_fully, read_plain};
use crate::{host, ip};

/// The reading as the rules say it (U-1 … U-5), with the parser of the `url` crate.
fn by_the_url_crate(text: &str, scheme: Scheme) -> Result<Target<'_>, Denial<'_>> {
    let seen = Cell::new(None);
    let note = |violation| seen.set(seen.get().or(risky(violation)));
    let parsed = Url::options().syntax_violation_callback(Some(&note)).parse(text);
    let url = parsed.map_err(|_| Denial::InvalidUrl { reason: UrlFault::Unparsable })?;
    if url.scheme() != scheme.name() {
        return Err(Denial::NotHttps { scheme: url.scheme().to_owned().into() });
    }
    let ambiguous = |violation| Denial::AmbiguousUrl { violation };
    if text.bytes().any(|b| b < 0x20) {
        return Err(ambiguous(Violation::Control));
    }
    if text.split(['?', '#']).next().is_some_and(|before| before.contains('\\')) {
        return Err(ambiguous(Violation::Backslash));
    }
    if let Some(violation) = seen.get() {
        return Err(ambiguous(violation));
    }
    let (host_text, port_text) = authority(text, scheme).ok_or(ambiguous(Violation::Slashes))?;
    let port = url.port_or_known_default().unwrap_or_default();
    if port_text.is_some_and(|written| written != port.to_string()) {
        return Err(ambiguous(Violation::Port));
    }
    let host = match url.host() {
        Some(Host::Domain(host)) => host,
        Some(ip) => return Err(Denial::IpNotAllowed { scheme: scheme.name(), host: ip.to_string().into() }),
        None => return Err(Denial::InvalidUrl { reason: UrlFault::Host }),
    };
    let lower = host_text.to_ascii_lowercase();
    if lower != host && (lower.is_ascii() || lower != idna::domain_to_unicode(host).0) {
        return Err(ambiguous(Violation::Host));
    }
    if Domain::check(host).is_err() {
        return Err(Denial::InvalidUrl { reason: UrlFault::Host });
    }
    if url.path().split('/').any(is_drive_letter) && goes_up(text) {
        return Err(ambiguous(Violation::DriveLetter));
    }
    let host = host.to_owned().into();
    Ok(Target { host, port, href: String::from(url).into() })
}

/// The repairs of the parser that another one may not make (U-3). The rest of them touch path, query or fragment only.
fn risky(violation: SyntaxViolation) -> Option<Violation> {
    match violation {
        SyntaxViolation::Backslash => Some(Violation::Backslash),
        SyntaxViolation::C0SpaceIgnored => Some(Violation::Space),
        SyntaxViolation::TabOrNewlineIgnored => Some(Violation::Control),
        SyntaxViolation::ExpectedDoubleSlash => Some(Violation::Slashes),
        SyntaxViolation::EmbeddedCredentials | SyntaxViolation::UnencodedAtSign => Some(Violation::Credentials),
        _ => None,
    }
}

/// `C:` or `C|`, in any letter: the parser does not go up past such a segment, though the standard says so of `file:` only.
fn is_drive_letter(segment: &str) -> bool {
    matches!(segment.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic())
}

/// Whether a path is written with a double-dot segment, in any spelling of it.
fn goes_up(text: &str) -> bool {
    let before = text.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    before.split('/').any(|segment| segment == "..")
}

/// Host and port as they are written, to be compared with what the parser made of them; never judged themselves.
fn authority(text: &str, scheme: Scheme) -> Option<(&str, Option<&str>)> {
    let (written, rest) = text.split_once("://")?;
    if !written.eq_ignore_ascii_case(scheme.name()) {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    match authority.rsplit_once(':') {
        // The last colon of a bracketed address without a port is its own.
        Some((host, port)) if !port.ends_with(']') => Some((host, Some(port))),
        _ => Some((authority, None)),
    }
}

/// Short here; `MINIFENCE_MINUTES=30` makes it long (docs/verification.md).
#[test]
fn the_reader_says_what_the_url_crate_says() {
    let (mut plain, mut allowed) = (0_u64, 0_u64);
    let line = generate::repeat(150_000, |random| {
        let usual = if random.chance(75) { "https" } else { "wss" };
        let text = if random.chance(50) { generate::url(random, usual) } else { generate::odd_url(random, usual) };
        for scheme in [Scheme::Https, Scheme::Wss] {
            let truth = by_the_url_crate(&text, scheme);
            allowed = allowed.wrapping_add(u64::from(truth.is_ok()));
            assert_eq!(read_fully(&text, scheme), truth, "{text:?}");
            let Some(target) = read_plain(&text, scheme) else { continue };
            assert_eq!(truth, Ok(target), "{text:?}");
            plain = plain.wrapping_add(1);
        }
    });
    println!("reader: {line}, {plain} of them plain, {allowed} accepted, 0 differences");
    assert!(plain > 5_000 && allowed > 10_000, "the generator reaches what is good");
}

#[test]
fn hosts_are_read_as_the_url_crate_reads_them() {
    let (mut names, mut addresses) = (0_u64, 0_u64);
    let line = generate::repeat(150_000, |random| {
        let text = generate::odd_host(random);
        // Characters that end an authority never reach a host.
        match (Host::parse(&text).ok(), host::read(&text)) {
            (None, None) => {}
            (Some(Host::Domain(truth)), Some(host::Host::Name(name))) if truth == name => {
                names = names.wrapping_add(1);
                let unicode = host::to_unicode(&name);
                assert_eq!(unicode, Some(idna::domain_to_unicode(&name).0), "{text:?}");
            }
            (Some(truth @ (Host::Ipv4(_) | Host::Ipv6(_))), Some(host::Host::Ip(address)))
                if truth.to_string() == address =>
            {
                addresses = addresses.wrapping_add(1);
            }
            (truth, read) => panic!("{text:?}: {truth:?}, {read:?}"),
        }
        let address = format!("[{text}]");
        let truth = Host::parse(&address).ok().map(|host| host.to_string());
        assert_eq!(ip::read_v6(&address), truth, "{text:?}");
    });
    println!("hosts: {line}, {names} names, {addresses} addresses, 0 differences");
    assert!(names > 5_000 && addresses > 5_000, "the generator reaches both kinds");
}
