//! `serve` as other machines meet it: refused without protection, over TLS, behind a proxy.
use std::{
    io::{BufRead as _, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};

const PASSWORD: &str = "Zhangben-2026-yali";

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taizhang"));
    command.args(["--lang", "en", "--workspace"]).arg(folder);
    command
}

/// A running server; stopped when dropped.
struct Running(Child, u16);

impl Running {
    fn start(folder: &Path, more: &[&str]) -> Self {
        let mut command = program(folder);
        command.args(["serve", "--listen"]).args(more);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let port = line.trim().trim_end_matches('/').rsplit(':').next();
        let port = port.and_then(|p| p.parse().ok()).expect(&line);
        Self(child, port)
    }
    fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.1)).unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn ask(mut stream: impl Read + Write, request: &str) -> String {
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A server that ends the connection without a word of farewell has still answered.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(path: &str, host: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
}

fn refused(folder: &Path, more: &[&str]) -> String {
    let out = program(folder).arg("serve").args(more).output().unwrap();
    assert_eq!(out.status.code(), Some(2), "{more:?}");
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// A self-signed certificate of this machine; `None` where there is no openssl.
fn certificate(folder: &Path) -> Option<(String, String)> {
    let path = |name: &str| folder.join(name).display().to_string();
    let (cert, key) = (path("cert.pem"), path("key.pem"));
    let made = Command::new("openssl")
        .args([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        ])
        .args([
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
        ])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .args(["-keyout", &key, "-out", &cert])
        .stderr(Stdio::null())
        .status();
    made.is_ok_and(|s| s.success()).then_some((cert, key))
}

fn over_tls(server: &Running, cert: &str, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(cert).unwrap())
        .unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let session = ClientConnection::new(Arc::new(config), name).unwrap();
    ask(StreamOwned::new(session, server.connect()), request)
}

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_taizhang"))
        .arg("init")
        .arg(dir.path())
        .output();
    assert!(made.unwrap().status.success());
    let mut adding = program(dir.path())
        .args(["user", "add", "luheng", "--role", "O", "--password-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut typed = adding.stdin.take().unwrap();
    writeln!(typed, "{PASSWORD}").unwrap();
    drop(typed);
    assert!(adding.wait().unwrap().success());
    dir
}

/// What stands between two marks of an answer.
fn between<'a>(answer: &'a str, from: &str, to: &str) -> &'a str {
    let rest = answer.split(from).nth(1).expect(answer);
    rest.split(to).next().unwrap()
}

#[test]
fn another_address_is_refused_without_tls_or_a_proxy() {
    let dir = workspace();
    let said = refused(dir.path(), &["--listen", "0.0.0.0:0"]);
    assert!(
        said.contains("--tls-cert") && said.contains("--behind-proxy"),
        "{said}"
    );
    assert!(refused(dir.path(), &["--tls-cert", "cert.pem"]).contains("--tls-key"));
    let pair = [
        "--listen",
        "0.0.0.0:0",
        "--tls-cert",
        "none.pem",
        "--tls-key",
        "none.pem",
    ];
    let said = refused(dir.path(), &pair);
    // Nobody is told that it listens before it can.
    assert!(
        said.contains("none.pem") && !said.contains("https://"),
        "{said}"
    );
}

#[test]
fn over_tls_cookies_are_secure_and_people_can_log_in() {
    let dir = workspace();
    let Some((cert, key)) = certificate(dir.path()) else {
        return println!("skipped: there is no openssl");
    };
    let pair = ["0.0.0.0:0", "--tls-cert", &cert, "--tls-key", &key];
    let server = Running::start(dir.path(), &pair);
    let host = format!("localhost:{}", server.1);
    let page = over_tls(&server, &cert, &get("/login", &host));
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(
        page.contains("strict-transport-security: max-age=31536000"),
        "{page}"
    );
    let cookie = between(&page, "set-cookie: ", "\r\n");
    assert!(cookie.ends_with("; Secure"), "{cookie}");
    let token = between(&page, "name=\"token\" value=\"", "\"");
    let form = format!("token={token}&name=luheng&password={PASSWORD}&next=/flags");
    let sent = format!(
        "POST /login HTTP/1.1\r\nHost: {host}\r\nOrigin: https://{host}\r\nCookie: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        cookie.split(';').next().unwrap(),
        form.len()
    );
    let answer = over_tls(&server, &cert, &sent);
    assert!(
        answer.starts_with("HTTP/1.1 303") && answer.contains("location: /flags"),
        "{answer}"
    );
    let session = between(&answer, "set-cookie: taizhang=", "\r\n");
    assert!(
        session.contains("HttpOnly") && session.contains("Secure"),
        "{session}"
    );
    let stranger = sent.replace(
        &format!("Origin: https://{host}"),
        "Origin: https://elsewhere.example",
    );
    assert!(over_tls(&server, &cert, &stranger).starts_with("HTTP/1.1 403"));
    // Without TLS nothing is told at that address.
    assert!(!ask(server.connect(), &get("/login", &host)).contains("token"));
}

#[test]
fn behind_a_proxy_cookies_are_secure_and_other_names_are_answered() {
    let dir = workspace();
    let server = Running::start(dir.path(), &["127.0.0.1:0", "--behind-proxy"]);
    let page = ask(server.connect(), &get("/login", "taizhang.office.example"));
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("strict-transport-security"),
        "{page}"
    );
    assert!(between(&page, "set-cookie: ", "\r\n").ends_with("; Secure"));
    let alone = Running::start(dir.path(), &["127.0.0.1:0"]);
    let page = ask(alone.connect(), &get("/login", "taizhang.office.example"));
    assert!(page.starts_with("HTTP/1.1 421"), "{page}");
    let page = ask(alone.connect(), &get("/login", "localhost"));
    assert!(
        page.starts_with("HTTP/1.1 200") && !page.contains("Secure"),
        "{page}"
    );
}
