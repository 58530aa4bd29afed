//! A request and its answer, over as many redirects as there may be.

use std::io::Read;
use std::time::{Duration, Instant};

use rtfs_rt::{Error, ErrorKind, Keyword, Map, Result, Str, Value};
use ureq::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, LOCATION};
use ureq::http::{self, HeaderMap, HeaderName, HeaderValue, Method, Response};
use ureq::{Agent, Body};

use super::address::Address;
use super::invalid;

/// How many redirects are followed.
const MOST_REDIRECTS: usize = 5;

/// A request, and its bounds.
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) address: Address,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Option<Str>,
    pub(super) timeout: Duration,
    /// Whether the call is over then, too.
    pub(super) is_over_then: bool,
    pub(super) limit: u64,
}

impl Request {
    /// It takes so many milliseconds at most, and no longer than it could before.
    pub(super) fn within(&mut self, milliseconds: i64) {
        let milliseconds = u64::try_from(milliseconds).unwrap_or(0);
        self.timeout = self.timeout.min(Duration::from_millis(milliseconds));
    }

    /// Reads the options of a call. They are secret: an error names an option or a header, and shows neither.
    pub(super) fn read_options(&mut self, options: &Map<Keyword, Value>) -> Result<()> {
        for (key, value) in options.iter() {
            match (key.as_str(), value) {
                ("headers", Value::Map(headers)) => {
                    for (name, value) in headers.iter() {
                        self.headers.push(header(name, value)?);
                    }
                }
                ("body", Value::Str(body)) => self.body = Some(body.clone()),
                ("timeout", Value::Int(timeout)) => self.within(*timeout),
                ("limit", Value::Int(limit)) => {
                    self.limit = self.limit.min(u64::try_from(*limit).unwrap_or(0));
                }
                (name @ ("headers" | "body" | "timeout" | "limit"), _) => {
                    let wanted = match name {
                        "headers" => "a map",
                        "body" => "a string",
                        _ => "an int",
                    };
                    return Err(invalid(format!("the option :{name} is not {wanted}")));
                }
                (name, _) => return Err(invalid(format!("there is no option :{name}"))),
            }
        }
        Ok(())
    }

    /// Sends it, and sends it again to where the answer redirects.
    pub(super) fn send(mut self, agent: &Agent, hosts: &[Address]) -> Result<Map<Value, Value>> {
        let start = Instant::now();
        for _ in 0..=MOST_REDIRECTS {
            self.address.allowed(hosts)?;
            let left = self.timeout.saturating_sub(start.elapsed());
            if left.is_zero() {
                return Err(self.failed("timeout", "it took too long"));
            }
            let answer = self.exchange(agent, left)?;
            match self.follows(&answer)? {
                Some(next) => self.redirect(next, answer.status().as_u16()),
                None => return self.read(answer),
            }
        }
        Err(self.failed("redirects", "there are too many redirects"))
    }

    /// One request and the head of its answer.
    fn exchange(&self, agent: &Agent, left: Duration) -> Result<Response<Body>> {
        let mut request = http::Request::builder()
            .method(self.method.clone())
            .uri(self.address.as_str());
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let body = self.body.as_ref().map_or("", Str::as_str);
        let answer = match self.body {
            Some(_) => request.body(body).map(|request| {
                let request = agent.configure_request(request);
                agent.run(request.timeout_global(Some(left)).build())
            }),
            None => request.body(()).map(|request| {
                let request = agent.configure_request(request);
                agent.run(request.timeout_global(Some(left)).build())
            }),
        };
        match answer {
            Ok(answer) => answer.map_err(|error| self.because(&error)),
            Err(error) => Err(self.failed("protocol", &error.to_string())),
        }
    }

    /// Where the answer redirects to, if it does.
    fn follows(&self, answer: &Response<Body>) -> Result<Option<Address>> {
        if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
            return Ok(None);
        }
        let Some(location) = answer.headers().get(LOCATION) else {
            return Ok(None);
        };
        let location = location.to_str();
        let location =
            location.map_err(|_| self.failed("protocol", "it redirects to no address"))?;
        self.address.redirected(location).map(Some)
    }

    /// Goes on at another address. What authorises a request is for the host that it was made for; and a form that
    /// was posted is not posted again where the answer says that another page follows it (RFC 9110, 15.4).
    fn redirect(&mut self, next: Address, status: u16) {
        if !self.address.is_same_host(&next) {
            self.headers
                .retain(|(name, _)| *name != AUTHORIZATION && *name != COOKIE);
        }
        let is_other = status == 303 || matches!(status, 301 | 302) && self.method == Method::POST;
        if is_other && self.method != Method::HEAD {
            self.method = Method::GET;
            self.body = None;
            self.headers
                .retain(|(name, _)| *name != CONTENT_TYPE && *name != CONTENT_LENGTH);
        }
        self.address = next;
    }

    /// The answer as a map.
    fn read(&self, mut answer: Response<Body>) -> Result<Map<Value, Value>> {
        let status = answer.status().as_u16();
        let headers = described(answer.headers());
        let announced = answer.body().content_length();
        let is_head = self.method == Method::HEAD;
        if announced.is_some_and(|length| length > self.limit) && !is_head {
            return Err(self.too_large());
        }
        let mut bytes = Vec::new();
        // One more than allowed tells a body that is too long from one that just fits.
        let limit = self.limit.saturating_add(1);
        let mut reader = answer.body_mut().as_reader().take(limit);
        if let Err(error) = reader.read_to_end(&mut bytes) {
            return Err(self.because(&ureq::Error::from(error)));
        }
        if bytes.len() as u64 > self.limit {
            return Err(self.too_large());
        }
        let body = String::from_utf8(bytes)
            .map_err(|_| self.failed("text", "the body of the answer is not UTF-8"))?;
        let key = |name: &str| Value::Keyword(Keyword::new(name));
        Ok(Map::from([
            (key("status"), Value::from(status)),
            (key("headers"), Value::from(headers)),
            (key("body"), Value::from(body)),
        ]))
    }

    fn too_large(&self) -> Error {
        let limit = self.limit;
        self.failed(
            "too-large",
            &format!("the body of the answer is longer than {limit} bytes"),
        )
    }

    /// The client's error.
    #[cold]
    fn because(&self, error: &ureq::Error) -> Error {
        use ureq::Error as E;
        let kind = match error {
            E::Timeout(_) => "timeout",
            E::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => "timeout",
            E::HostNotFound | E::ConnectionFailed => "unreachable",
            E::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => "unreachable",
            E::Tls(_) | E::Rustls(_) => "tls",
            // What TLS does not understand comes out of it as data that is invalid.
            E::Io(error)
                if error.kind() == std::io::ErrorKind::InvalidData && self.address.is_secure() =>
            {
                "tls"
            }
            _ => "protocol",
        };
        self.failed(kind, &error.to_string())
    }

    #[cold]
    fn failed(&self, kind: &str, why: &str) -> Error {
        let message = format!("{} {}: {why}", self.method, self.address.shown());
        let data = Map::from([(Keyword::new("kind"), Value::Keyword(Keyword::new(kind)))]);
        let error = match kind {
            "timeout" if self.is_over_then => ErrorKind::Cancelled,
            _ => ErrorKind::HostError,
        };
        Error::new(error, message).with_data(Value::from(data))
    }
}

/// A header of the request.
fn header(name: &Value, value: &Value) -> Result<(HeaderName, HeaderValue)> {
    let text = match name {
        Value::Str(name) => name.as_str(),
        Value::Keyword(name) => name.as_str(),
        _ => return Err(invalid("a header's name is not a string".to_owned())),
    };
    let name = HeaderName::from_bytes(text.as_bytes())
        .map_err(|_| invalid("a header's name has a character that it cannot have".to_owned()))?;
    let Value::Str(value) = value else {
        return Err(invalid(format!("the header `{name}` is not a string")));
    };
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        invalid(format!(
            "the header `{name}` has a character that it cannot have"
        ))
    })?;
    value.set_sensitive(true);
    Ok((name, value))
}

/// The headers of an answer; those of one name are one, with commas between.
fn described(headers: &HeaderMap) -> Map<Str, Str> {
    let joined = |name: &HeaderName| {
        let values = headers.get_all(name).iter();
        let values: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        Str::from(values.join(", ").as_str())
    };
    let names = headers.keys();
    names
        .map(|name| (Str::from(name.as_str()), joined(name)))
        .collect()
}
