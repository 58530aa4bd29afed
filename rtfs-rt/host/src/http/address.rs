//! Addresses, and the hosts among them that may be asked.

use rtfs_rt::{Error, ErrorKind, Result};
use url::Url;

use super::invalid;

/// The address of something over HTTP or HTTPS.
#[derive(Clone, Debug)]
pub(super) struct Address(Url);

impl Address {
    /// Reads an address. One with a name and a password in it is refused: they belong in a header, which is secret.
    pub(super) fn parse(text: &str) -> Result<Address> {
        let url =
            Url::parse(text).map_err(|error| invalid(format!("this is no address: {error}")))?;
        Address::checked(url)
    }

    /// Reads what stands for a host: its name alone is HTTPS.
    pub(super) fn host(text: &str) -> Result<Address> {
        let whole = match text.contains("://") {
            true => text.to_owned(),
            false => format!("https://{text}"),
        };
        let address = Address::parse(&whole)?;
        match (address.0.path(), address.0.query(), address.0.fragment()) {
            ("/", None, None) => Ok(address),
            _ => Err(invalid(format!(
                "`{text}` is more than a host, of which all or nothing is allowed"
            ))),
        }
    }

    fn checked(url: Url) -> Result<Address> {
        if !matches!(url.scheme(), "http" | "https") {
            let scheme = url.scheme();
            return Err(invalid(format!(
                "an address begins with http or https, not with {scheme}"
            )));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid(
                "an address with a name or a password in it: use a header".to_owned(),
            ));
        }
        Ok(Address(url))
    }

    /// Where an answer from here redirects to.
    pub(super) fn redirected(&self, location: &str) -> Result<Address> {
        let url = self.0.join(location);
        let url = url.map_err(|error| invalid(format!("a redirect to no address: {error}")))?;
        Address::checked(url)
    }

    /// Whether it is the same protocol, host and port.
    pub(super) fn is_same_host(&self, other: &Address) -> bool {
        self.0.origin() == other.0.origin()
    }

    /// An error unless it is at one of these hosts.
    pub(super) fn allowed(&self, hosts: &[Address]) -> Result<()> {
        if hosts.iter().any(|host| host.is_same_host(self)) {
            return Ok(());
        }
        let host = self.0.origin().ascii_serialization();
        let message = format!("the host refuses requests to {host}: it was not given");
        Err(Error::new(ErrorKind::PermissionDenied, message))
    }

    /// Whether it is asked over TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// What is asked for.
    pub(super) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The address as messages show it: a query may hold a key.
    pub(super) fn shown(&self) -> String {
        let host = self.0.origin().ascii_serialization();
        format!("{host}{}", self.0.path())
    }
}
