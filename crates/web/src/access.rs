//! Who may ask: names this machine answers to, and the token that another address demands.

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::net::{IpAddr, SocketAddr};
use subtle::ConstantTimeEq;

/// Characters of the shortest token that is taken.
const SHORTEST: usize = 16;

/// Who may ask for pages.
#[derive(Clone, Default)]
pub struct Access {
    /// SHA-256 of the token: equal lengths, so comparing tells nothing. Never shown, never logged.
    token: Option<[u8; 32]>,
    /// Names besides those of this machine.
    hosts: Vec<String>,
    /// Addresses written as numbers are answered too.
    numbers: bool,
}

impl Access {
    /// This machine, without a token.
    pub fn local() -> Self {
        Self::default()
    }

    /// This machine, with a token.
    ///
    /// # Errors
    /// A token that is shorter than `SHORTEST` or has white space or controls in it.
    pub fn with_token(token: &str) -> Result<Self, String> {
        if token.chars().count() < SHORTEST || token.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(format!("a token has at least {SHORTEST} characters and no white space"));
        }
        Ok(Self { token: Some(Sha256::digest(token.as_bytes()).into()), ..Self::default() })
    }

    /// Also under these names, such as `desk.example.org`.
    #[must_use]
    pub fn named(mut self, hosts: &[String]) -> Self {
        self.hosts = hosts.iter().map(|host| host.to_ascii_lowercase()).collect();
        self
    }

    pub fn has_token(&self) -> bool {
        self.token.is_some()
    }

    /// For a listener at this address. `None` when others can reach it and there is no token.
    pub(crate) fn at(mut self, address: SocketAddr) -> Option<Self> {
        self.numbers = !address.ip().is_loopback();
        (self.token.is_some() || !self.numbers).then_some(self)
    }

    /// `localhost`, a loopback address, a name that was given, each with or without a port. Where others may ask, any address
    /// in numbers: a page of the web cannot have one of those as its own name and yet lack the token.
    pub(crate) fn names(&self, host: &str) -> bool {
        let digits = |port: &str| port.bytes().all(|b| b.is_ascii_digit());
        let (name, port) = match host.strip_prefix('[') {
            Some(rest) => match rest.split_once(']') {
                Some((name, "")) => (name, ""),
                Some((name, port)) => (name, port.strip_prefix(':').unwrap_or("x")),
                None => return false,
            },
            None => host.split_once(':').unwrap_or((host, "")),
        };
        let number = || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback() || self.numbers);
        let given = || self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name));
        digits(port) && (name.eq_ignore_ascii_case("localhost") || number() || given())
    }

    /// `Bearer TOKEN`, or `Basic` with the token as password, which is how a browser asks.
    pub(crate) fn lets_in(&self, authorization: Option<&HeaderValue>) -> bool {
        let Some(token) = &self.token else { return true };
        let given = authorization.and_then(|value| value.to_str().ok()).and_then(secret).unwrap_or_default();
        let given: [u8; 32] = Sha256::digest(&given).into();
        given.ct_eq(token).into()
    }
}

fn secret(value: &str) -> Option<Vec<u8>> {
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().as_bytes().to_vec());
    }
    let pair = scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(rest.trim()).ok())??;
    let colon = pair.iter().position(|&b| b == b':')?;
    pair.get(colon + 1..).map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine() {
        let local = Access::local();
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8600", "[::1]", "[::1]:8600"] {
            assert!(local.names(host), "{host}");
        }
        for host in [
            "",
            "example.org",
            "example.org:8600",
            "127.0.0.1.example.org",
            "localhost.example.org",
            "10.0.0.1",
            "[::1",
            "[::1]x",
            "127.0.0.1:x",
            "localhost@example.org",
            "0.0.0.0",
            "[::]",
        ] {
            assert!(!local.names(host), "{host}");
        }
    }

    #[test]
    fn another_address_demands_a_token() {
        let open: SocketAddr = "192.168.0.7:8600".parse().unwrap();
        assert!(Access::local().at(open).is_none());
        let access = Access::with_token("sixteen-or-more-characters").unwrap();
        let access = access.named(&["Desk.example.org".to_owned()]).at(open).unwrap();
        assert!(access.names("192.168.0.7:8600") && access.names("desk.example.org:8600"));
        assert!(!access.names("example.org"));
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        let basic = STANDARD.encode("desk:sixteen-or-more-characters");
        assert!(access.lets_in(Some(&value("Bearer sixteen-or-more-characters"))));
        assert!(access.lets_in(Some(&value(&format!("Basic {basic}")))));
        for wrong in
            ["Bearer sixteen-or-more-character", "Bearer", "Basic !", "Basic ", "sixteen-or-more-characters"]
        {
            assert!(!access.lets_in(Some(&value(wrong))), "{wrong}");
        }
        assert!(!access.lets_in(None));
        assert!(
            Access::with_token("short").is_err() && Access::with_token("with white space in it").is_err()
        );
    }
}
