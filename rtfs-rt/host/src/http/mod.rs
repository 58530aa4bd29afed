//! Requests over the network, to hosts that the program was given.
//!
//! An address is read once, by the `url` crate, and what was checked is what is asked. Redirects are followed here
//! and not by the client, since each of them is an address to be checked.

mod address;
mod exchange;

use std::sync::Arc;
use std::time::Duration;

use rtfs_rt::host::{Call, Context, Part, Registry, Reply, Secrecy};
use rtfs_rt::{Error, ErrorKind, Keyword, Map, Result, Str, Value};
use ureq::Agent;
use ureq::http::Method;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use address::Address;
use exchange::Request;

/// How long a request takes at most, unless less is asked for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The longest body of an answer, unless another limit is set: 16 MiB.
const LIMIT: u64 = 16 << 20;

/// Requests to some hosts over HTTP and HTTPS.
///
/// | capability | gives |
/// | --- | --- |
/// | `http.get url options?` | the answer |
/// | `http.post url body options?` | the answer |
/// | `http.request method url options?` | the answer |
///
/// An answer is `{:status 200 :headers {"content-type" "text/plain"} :body "…"}`, whatever its status; names of
/// headers are in lower case. Options are `{:headers {"accept" "text/plain"} :body "…" :timeout 500 :limit 1000}`,
/// in milliseconds and bytes; they can make the host's own bounds only narrower. Options are secret, since headers are: no log, record or error shows them. Nor does an
/// error show what follows `?` in an address.
///
/// A host that was not given is `:permission-denied`, also where an answer redirects to it. Other failures are
/// `:host-error`, with `{:kind …}` as data: `:timeout`, `:unreachable`, `:tls`, `:too-large`, `:redirects`, `:text` (the body
/// is not UTF-8), `:protocol` (what came is not HTTP, or ends early). A request whose run is cancelled ends at once,
/// unless it is still connecting, and one whose deadline passes, its own (`^{:runtime.timeout 500}`) or that of its run,
/// ends then: both are `:cancelled`.
#[derive(Clone)]
pub struct Http {
    allowed: Arc<[Address]>,
    agent: Agent,
    timeout: Duration,
    limit: u64,
}

impl Http {
    /// Requests to these hosts and no others: `api.example.com` (over HTTPS), `https://example.com:8443`,
    /// `http://localhost:8080`. The environment's proxies are not used.
    ///
    /// # Errors
    /// `:validation-error` for a text that names no host.
    pub fn to<'h>(hosts: impl IntoIterator<Item = &'h str>) -> Result<Http> {
        let allowed: Result<Vec<Address>> = hosts.into_iter().map(Address::host).collect();
        Ok(Http {
            allowed: allowed?.into(),
            agent: agent(RootCerts::WebPki),
            timeout: TIMEOUT,
            limit: LIMIT,
        })
    }

    /// The same, where TLS trusts these certificates and what they sign, and no others: those of a company, say. They are
    /// PEM.
    ///
    /// # Errors
    /// `:validation-error` for a text without certificates.
    pub fn with_roots(self, pem: &[u8]) -> Result<Http> {
        let roots: Vec<Certificate<'static>> = parse_pem(pem)
            .filter_map(|item| match item {
                Ok(PemItem::Certificate(root)) => Some(root),
                _ => None,
            })
            .collect();
        if roots.is_empty() {
            return Err(invalid("there is no certificate in this".to_owned()));
        }
        Ok(Http {
            agent: agent(RootCerts::new_with_certs(&roots)),
            ..self
        })
    }

    /// The same, where a request with all its redirects takes so long at most.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Http {
        Http { timeout, ..self }
    }

    /// The same, where the body of an answer has up to `limit` bytes.
    #[must_use]
    pub fn with_limit(self, limit: u64) -> Http {
        Http { limit, ..self }
    }

    /// The request that a call describes.
    fn request(&self, call: &mut Call<'_, '_>, kind: Kind) -> Result<Request> {
        let (method, at) = match kind {
            Kind::Get => (Method::GET, 0),
            Kind::Post => (Method::POST, 0),
            Kind::Any => (method(&call.arg::<Str>(0)?)?, 1),
        };
        let options = match kind {
            Kind::Get => 1,
            Kind::Post | Kind::Any => 2,
        };
        if call.args.len() != options + 1 {
            call.takes(options)?;
        }
        let mut request = Request {
            method,
            address: Address::parse(&call.arg::<Str>(at)?)?,
            headers: Vec::new(),
            body: None,
            timeout: self.timeout,
            is_over_then: false,
            limit: self.limit,
        };
        if call.args.len() > options {
            request.read_options(&call.arg::<Map<Keyword, Value>>(options)?)?;
        }
        if kind == Kind::Post {
            request.body = Some(call.arg::<Str>(1)?);
        }
        Ok(request)
    }

    /// The answer to a request, for as long as the call is to go on.
    fn answer(&self, mut request: Request, context: &Context<'_>) -> Result<Map<Value, Value>> {
        context.check()?;
        if let Some(left) = context.remaining()
            && left < request.timeout
        {
            request.timeout = left;
            request.is_over_then = true;
        }
        if !context.is_cancellable() {
            return request.send(&self.agent, &self.allowed);
        }
        // Whoever cancels the run closes its connections. Those of other runs are another agent's.
        let agent = Agent::new_with_config(self.agent.config().clone());
        let closed = agent.clone();
        let _wake = context.on_cancel(move || closed.clone().shutdown());
        let answer = request.send(&agent, &self.allowed);
        if context.is_cancelled() {
            // Where a connection was closed, what came may look like a whole answer.
            context.check()?;
        }
        answer
    }
}

/// The client, which follows no redirect by itself.
fn agent(roots: RootCerts) -> Agent {
    let tls = TlsConfig::builder().root_certs(roots).build();
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .tls_config(tls)
        .build();
    config.into()
}

/// Which capability is called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Get,
    Post,
    Any,
}

impl Part for Http {
    fn add_to(self, mut registry: Registry) -> Registry {
        for (id, kind, options) in [
            ("http.get", Kind::Get, 1),
            ("http.post", Kind::Post, 2),
            ("http.request", Kind::Any, 2),
        ] {
            let http = self.clone();
            registry = registry
                .register_raw(id, move |mut call| {
                    let request = http.request(&mut call, kind)?;
                    let answer = http.answer(request, &call.context)?;
                    Ok(Reply::value(Value::from(answer)))
                })
                .secret(id, Secrecy::NONE.argument(options));
        }
        registry
    }
}

fn method(name: &str) -> Result<Method> {
    const METHODS: [Method; 7] = [
        Method::GET,
        Method::HEAD,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
        Method::OPTIONS,
    ];
    let found = METHODS.into_iter().find(|method| method.as_str() == name);
    found.ok_or_else(|| invalid(format!("`{name}` is no method of a request")))
}

/// The error of a call that no network was needed to refuse.
fn invalid(message: String) -> Error {
    Error::new(ErrorKind::ValidationError, message)
}
