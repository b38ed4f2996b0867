//! The engine: a compiled, immutable policy that judges. To change a policy, build another engine and replace this one.

use alloc::string::String;
use alloc::vec::Vec;

use crate::api_name::ApiName;
#[cfg(not(feature = "serde"))]
use crate::canonical::first_fault as first_problem;
use crate::decision::{Decision, Denial, Grant, UrlFault};
#[cfg(not(feature = "idna"))]
use crate::domain::{EntryParts, is_surely_a_name};
use crate::domain_set::{DomainSet, Match};
use crate::index::{Index, hash};
use crate::plain::Authority;
use crate::policy::{ApiList, DomainList, List, Mode, Policy};
use crate::policy_error::PolicyError;
use crate::subject::{self, Scheme};
#[cfg(feature = "serde")]
use crate::validate::first_problem;

/// A compiled policy. Every check is total: it answers for any text, and allow is spelled out (P-8).
#[derive(Debug, Clone)]
pub struct Engine {
    app_id: String,
    revision: u64,
    mode: Mode,
    server_domains: Compiled,
    apis: CompiledApis,
    web_view_domains: Compiled,
}

#[derive(Debug, Clone)]
struct Compiled {
    list: List,
    enabled: bool,
    set: DomainSet,
}

#[derive(Debug, Clone)]
struct CompiledApis {
    enabled: bool,
    official: bool,
    names: Vec<String>,
    index: Index,
}

impl Engine {
    /// Compiles a policy.
    ///
    /// # Errors
    /// [`PolicyError::PolicyInvalid`] with the first thing that [`validate_policy`](crate::validate_policy) finds wrong.
    pub fn new(policy: &Policy) -> Result<Self, PolicyError> {
        Self::from_policy(policy.clone())
    }

    /// The same for who needs the policy no more: its texts become the engine's.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub(crate) fn from_policy(policy: Policy) -> Result<Self, PolicyError> {
        if let Some(problem) = first_problem(&policy) {
            return Err(problem);
        }
        let Policy { app_id, revision, mode, server_domains, apis, web_view_domains, .. } = policy;
        Ok(Self {
            app_id,
            revision,
            mode,
            server_domains: Compiled::new(List::ServerDomains, server_domains),
            apis: CompiledApis::new(apis),
            web_view_domains: Compiled::new(List::WebViewDomains, web_view_domains),
        })
    }

    /// The mini program that the policy is for.
    pub fn app_id(&self) -> &str {
        &self.app_id
    }

    /// The policy's revision (P-5).
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The permission control switch (P-1). In report mode the checks answer as in enforce; who asks does not block.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// May a request or upload go to this URL? https, server list (U-4, U-11).
    pub fn check_request<'a>(&'a self, url: &'a str) -> Decision<'a> {
        self.check_url(url, Scheme::Https, &self.server_domains, |_| false)
    }

    /// May a socket be opened to this URL? wss, server list (U-4, U-11).
    pub fn check_socket<'a>(&'a self, url: &'a str) -> Decision<'a> {
        self.check_url(url, Scheme::Wss, &self.server_domains, |_| false)
    }

    /// May this URL be downloaded? As a request; a `data:` URL is no network call (U-4).
    pub fn check_download<'a>(&'a self, url: &'a str) -> Decision<'a> {
        self.check_url(url, Scheme::Https, &self.server_domains, subject::is_data_url)
    }

    /// May this file be read? As a download; a file of the package is no network call either (U-12).
    pub fn check_read<'a>(&'a self, url: &'a str) -> Decision<'a> {
        self.check_url(url, Scheme::Https, &self.server_domains, |url| {
            subject::is_data_url(url) || subject::is_package_page(url)
        })
    }

    /// May a web-view show this URL? https, web-view list; an empty one and `about:blank` are no page (W-2).
    pub fn check_web_view<'a>(&'a self, url: &'a str) -> Decision<'a> {
        self.check_url(url, Scheme::Https, &self.web_view_domains, |url| matches!(url, "" | "about:blank"))
    }

    /// May an API open this page? As a web-view; a page inside the package is not governed.
    pub fn check_page<'a>(&'a self, url: &'a str) -> Decision<'a> {
        self.check_url(url, Scheme::Https, &self.web_view_domains, subject::is_package_page)
    }

    /// Judges a URL by its authority alone. `None` says "ask with the whole URL". For who knows that the scheme is the one that
    /// the surface demands, and that path, query and fragment are canonical: then nothing else can change the answer (U-9).
    pub fn check_authority<'a>(&'a self, list: List, text: &'a str) -> Option<(Authority<'a>, Match<'a>)> {
        let list = self.enabled(list)?;
        let authority = Authority::read(text)?;
        let found = list.set.find_hashed(&authority.host, authority.hash, authority.port);
        Some((authority, found))
    }

    /// A list that is asked, and holds no more than `most` entries: for who looks for them by himself.
    pub fn short_list(&self, list: List, most: usize) -> Option<&DomainSet> {
        self.enabled(list).map(|list| &list.set).filter(|set| set.len() <= most)
    }

    fn enabled(&self, list: List) -> Option<&Compiled> {
        let list = match list {
            List::ServerDomains => &self.server_domains,
            List::WebViewDomains => &self.web_view_domains,
            List::Apis => return None,
        };
        (list.enabled && self.mode != Mode::Off).then_some(list)
    }

    /// May this API be called? Its URL, if it carries one, is judged on its own.
    pub fn check_api<'a>(&'a self, name: &'a str) -> Decision<'a> {
        if self.mode == Mode::Off {
            return Grant::ControlOff {}.into();
        }
        // What is no name cannot be classified by A-6 either, so a disabled list does not admit it.
        let Ok(name) = ApiName::parse(name) else { return Decision::Deny(Denial::InvalidApi {}) };
        let api = name.as_str();
        if !self.apis.enabled {
            return Grant::ListOff { list: List::Apis }.into();
        }
        if self.apis.lists(api) {
            return Grant::ApiListed { api }.into();
        }
        if self.apis.official && name.is_official() {
            return Grant::ApiOfficial { api }.into();
        }
        Decision::Deny(Denial::ApiNotListed { api })
    }

    /// The answer for a subject that is no text at all, or no well-formed one (U-2, A-1).
    pub fn check_fault(&self, list: List, reason: UrlFault) -> Decision<'static> {
        let enabled = match list {
            List::ServerDomains => self.server_domains.enabled,
            List::WebViewDomains => self.web_view_domains.enabled,
            List::Apis => true,
        };
        match (self.mode, enabled, list) {
            (Mode::Off, _, _) => Grant::ControlOff {}.into(),
            (_, false, _) => Grant::ListOff { list }.into(),
            (_, _, List::Apis) => Decision::Deny(Denial::InvalidApi {}),
            _ => Decision::Deny(Denial::InvalidUrl { reason }),
        }
    }

    /// `is_free` says what no list governs.
    #[inline(never)]
    fn check_url<'a>(
        &self,
        url: &'a str,
        scheme: Scheme,
        list: &'a Compiled,
        is_free: fn(&str) -> bool,
    ) -> Decision<'a> {
        if self.mode == Mode::Off {
            return Grant::ControlOff {}.into();
        }
        if !list.enabled {
            return Grant::ListOff { list: list.list }.into();
        }
        if is_free(url) {
            return Grant::NotGoverned {}.into();
        }
        list.check(url, scheme)
    }
}

impl Compiled {
    fn new(list: List, domains: DomainList) -> Self {
        Self { list, enabled: domains.enabled, set: DomainSet::new(domains.entries, domains.host_rule) }
    }

    fn check<'a>(&'a self, url: &'a str, scheme: Scheme) -> Decision<'a> {
        let target = match subject::read(url, scheme) {
            Ok(target) => target,
            Err(denial) => return Decision::Deny(denial),
        };
        let (scheme, host) = (scheme.name(), target.host);
        match self.set.find(&host, target.port) {
            #[cfg(not(feature = "idna"))]
            Match::Listed(entry, _)
                if !EntryParts::read(entry).is_some_and(|entry| is_surely_a_name(&host, entry.domain)) =>
            {
                Decision::Deny(Denial::IdnNotSupported {})
            }
            Match::Listed(entry, number) => {
                Decision::Allow { grant: Grant::Listed { entry, number }, href: Some(target.href) }
            }
            Match::Port => Decision::Deny(Denial::PortNotListed { scheme, host, port: target.port }),
            Match::None => Decision::Deny(Denial::HostNotListed { scheme, host }),
        }
    }
}

impl CompiledApis {
    fn new(apis: ApiList) -> Self {
        let mut names: Vec<String> = Vec::with_capacity(apis.entries.len());
        for entry in apis.entries {
            // Listing either of two names of one API admits both.
            if let Ok(name) = ApiName::parse(&entry.api) {
                for partner in name.partners() {
                    names.push(partner.into());
                }
            }
            names.push(entry.api);
        }
        let mut index = Index::new(names.len());
        for (number, name) in names.iter().enumerate() {
            index.add(name, number);
        }
        Self { enabled: apis.enabled, official: apis.official, names, index }
    }

    fn lists(&self, api: &str) -> bool {
        self.index.find(hash(api), &mut |number| self.names.get(number).is_some_and(|name| name == api)).is_some()
    }
}
