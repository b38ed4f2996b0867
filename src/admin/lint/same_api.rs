//! Entries that name an API which another entry admits already.

use std::collections::HashMap;

use crate::api_name::ApiName;

/// The names of the list, with their index.
pub(super) struct Aliases<'a> {
    places: HashMap<&'a str, usize>,
}

impl<'a> Aliases<'a> {
    pub(super) fn new(names: &[&'a str]) -> Self {
        Self { places: names.iter().enumerate().map(|(index, name)| (*name, index)).collect() }
    }

    /// The entry that admits every name that this one admits. Of two that admit the same, the first stays. One of several names of
    /// a JSAPI does not make another one needless: `navigateTo` admits `pushWindow`, and not `reLaunch`.
    pub(super) fn of(&self, index: usize, name: &str) -> Option<&'a str> {
        let is_spare =
            |(other, place): &(&'a str, usize)| admits(other, name) && (*place < index || !admits(name, other));
        let partners = ApiName::parse(name).into_iter().flat_map(ApiName::partners);
        let listed = partners.filter_map(|partner| self.places.get_key_value(partner));
        listed.map(|(other, place)| (*other, *place)).find(is_spare).map(|(other, _)| other)
    }
}

/// Whether listing `entry` admits whatever listing `name` admits.
fn admits(entry: &str, name: &str) -> bool {
    let knows = |one: &str| one == entry || partners(entry).any(|partner| partner == one);
    knows(name) && partners(name).all(knows)
}

fn partners(name: &str) -> impl Iterator<Item = &'static str> {
    ApiName::parse(name).into_iter().flat_map(ApiName::partners)
}
