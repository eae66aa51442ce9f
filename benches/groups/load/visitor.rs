//! A browser without pictures: one connection that stays open, cookies, forms.
use std::{
    collections::BTreeMap,
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// How long an answer may take before it counts as an error.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    /// Where it leads, if elsewhere.
    pub(crate) location: Option<String>,
}

impl Answer {
    /// Whether it is a whole page.
    pub(crate) fn is_page(&self) -> bool {
        let end = self.body.len().saturating_sub(16);
        self.status == 200 && self.body[end..].windows(7).any(|w| w == b"</html>")
    }
    /// The first token of a form in it.
    fn token(&self) -> Option<String> {
        let text = String::from_utf8_lossy(&self.body);
        let rest = text.split("name=\"token\" value=\"").nth(1)?;
        Some(rest.split('"').next()?.to_owned())
    }
}

/// One connection and what it was told to remember.
pub(crate) struct Visitor {
    address: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            stream: None,
            cookies: BTreeMap::new(),
        }
    }

    /// Logs in as this account.
    pub(crate) fn log_in(&mut self, name: &str, password: &str) {
        let token = self.get("/login").unwrap().token().unwrap();
        let form = [
            ("token", token.as_str()),
            ("name", name),
            ("password", password),
            ("next", "/"),
        ];
        let answer = self.post("/login", &form).unwrap();
        assert_eq!(
            (answer.status, answer.location.as_deref()),
            (303, Some("/")),
            "{name} cannot log in"
        );
    }

    pub(crate) fn get(&mut self, path: &str) -> io::Result<Answer> {
        self.ask("GET", path, None)
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> io::Result<Answer> {
        let fields: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{n}={}", escaped(v)))
            .collect();
        self.ask("POST", path, Some(&fields.join("&")))
    }

    /// Sends a form of a page with the token that page bears.
    pub(crate) fn fill(
        &mut self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> io::Result<Answer> {
        let token = self
            .get(page)?
            .token()
            .ok_or_else(|| io::Error::other("no form"))?;
        let mut all = vec![("token", token.as_str())];
        all.extend(fields);
        self.post(path, &all)
    }

    fn ask(&mut self, method: &str, path: &str, form: Option<&str>) -> io::Result<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.address)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            self.stream = Some(BufReader::new(stream));
        }
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n",
            self.address,
            cookies.join("; ")
        );
        if let Some(form) = form {
            head.push_str(&format!(
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                form.len()
            ));
        }
        let sent = format!("{head}\r\n{}", form.unwrap_or_default());
        let answer = match &mut self.stream {
            Some(stream) => stream
                .get_mut()
                .write_all(sent.as_bytes())
                .and_then(|()| read(stream, &mut self.cookies)),
            None => Err(io::Error::other("no connection")),
        };
        if answer.is_err() {
            self.stream = None;
        }
        answer
    }
}

fn read(
    stream: &mut BufReader<TcpStream>,
    cookies: &mut BTreeMap<String, String>,
) -> io::Result<Answer> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|s| s.parse().ok());
    let status = status.ok_or_else(|| io::Error::other("no answer"))?;
    let (mut length, mut location) = (0, None);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().map_err(io::Error::other)?,
            "transfer-encoding" => {
                return Err(io::Error::other("answers in parts are not expected"));
            }
            "location" => location = Some(value.to_owned()),
            "set-cookie" => {
                if let Some((name, value)) = value.split(';').next().and_then(|c| c.split_once('='))
                {
                    cookies.insert(name.to_owned(), value.to_owned());
                }
            }
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok(Answer {
        status,
        body,
        location,
    })
}

/// A value as it stands in an address.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
