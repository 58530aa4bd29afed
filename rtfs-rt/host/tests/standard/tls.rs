//! Requests over TLS: whom they trust.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rtfs_host::Http;
use rtfs_rt::host::Registry;
use rtfs_rt::{Error, Value};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::support::ask;

type Authority = CertifiedIssuer<'static, KeyPair>;

/// An authority that nobody trusts of himself.
fn authority() -> Authority {
    let mut params = CertificateParams::new([]).expect("parameters");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    CertifiedIssuer::self_signed(params, key).expect("a certificate")
}

/// Parameters of a certificate for a name.
fn named(name: &str) -> CertificateParams {
    CertificateParams::new([name.to_owned()]).expect("parameters")
}

/// The address of a server with this certificate, signed by the authority, or by itself if there is none.
fn serve(params: CertificateParams, authority: Option<&Authority>) -> String {
    let key = KeyPair::generate().expect("a key");
    let certificate = match authority {
        Some(authority) => params.signed_by(&key, authority),
        None => params.self_signed(&key),
    };
    let certificate = certificate.expect("a certificate").der().clone();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("a certificate");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}", listener.local_addr().expect("its address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = StreamOwned::new(connection, stream);
            // Who does not trust the certificate hangs up.
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(
                    b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nsafe",
                );
                stream.conn.send_close_notify();
                let _ = stream.flush();
            }
        }
    });
    address
}

fn get(http: Http, address: &str) -> Result<Value, Error> {
    let host = Registry::new().with(http);
    ask(&host, "http.get", &[address])
}

#[test]
fn a_certificate_is_trusted_if_the_right_authority_signed_it_for_this_host_and_time() {
    let (ours, other) = (authority(), authority());
    let http = |address: &str| {
        let http = Http::to([address]).expect("a host");
        http.with_roots(ours.pem().as_bytes()).expect("a root")
    };
    let good = serve(named("127.0.0.1"), Some(&ours));
    let answer = get(http(&good), &good).expect("an answer");
    assert!(answer.to_string().ends_with(":body \"safe\"}"), "{answer}");
    // The web's authorities do not know ours.
    let error = get(Http::to([good.as_str()]).expect("a host"), &good).unwrap_err();
    assert_eq!(error.data().expect("data").to_string(), "{:kind :tls}");

    let mut expired = named("127.0.0.1");
    expired.not_after = date_time_ymd(2020, 1, 1);
    for (address, what) in [
        (serve(named("127.0.0.1"), None), "signed by itself"),
        (serve(named("127.0.0.1"), Some(&other)), "by another"),
        (serve(named("example.com"), Some(&ours)), "for another host"),
        (serve(expired, Some(&ours)), "expired"),
    ] {
        let error = get(http(&address), &address).unwrap_err();
        let data = error.data().map_or_else(String::new, Value::to_string);
        assert_eq!(data, "{:kind :tls}", "{what}: {error}");
    }
}

#[test]
fn roots_are_certificates() {
    let http = Http::to(["example.com"]).expect("a host");
    let key = KeyPair::generate().expect("a key").serialize_pem();
    for text in ["", "nonsense", &key] {
        let error = http.clone().with_roots(text.as_bytes()).err();
        assert_eq!(
            error.expect("an error").message(),
            "there is no certificate in this"
        );
    }
}
