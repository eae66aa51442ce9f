//! The server: on this machine alone, unless it speaks TLS or stands behind a proxy that does.
use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    middleware,
    response::Response,
    routing::{MethodFilter, on},
};
use axum_login::AuthManagerLayerBuilder;
use axum_server::{Handle, tls_rustls::RustlsConfig};
use tower_sessions::{
    Expiry, MemoryStore, SessionManagerLayer,
    cookie::{SameSite, time},
};

use super::{
    dispatch::{self, Register},
    headers,
    house::{House, Opening},
    page::Way,
    pages::PAGES,
};
use crate::{model::Reason, workflow::OfficeError};

/// How long requests that were begun may take when the server is told to stop.
const TO_FINISH: Duration = Duration::from_secs(30);

/// Where the server listens.
#[derive(Clone, Debug)]
pub struct Listening {
    /// Address and port.
    pub address: SocketAddr,
    /// Certificate and key, PEM.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Whether a proxy in front of it speaks TLS.
    pub behind_proxy: bool,
}

/// Why the server ended.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The workspace cannot be opened.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// Another address than this machine's own, and nothing that protects passwords on the way.
    #[error("{0} can be reached by other machines")]
    Bare(SocketAddr),
    /// The certificate or key cannot be used.
    #[error("{path}: {source}")]
    Tls {
        /// The certificate.
        path: PathBuf,
        /// The system's words.
        source: io::Error,
    },
    /// The address cannot be used.
    #[error("{address}: {source}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// The system's words.
        source: io::Error,
    },
}

impl ServeError {
    /// The message for people.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::Office(error) => error.reason(),
            Self::Bare(address) => Reason::new("serve-bare").with("address", address),
            Self::Tls { path, source } => Reason::new("serve-tls")
                .with("path", path.display())
                .with("detail", source),
            Self::Address { address, source } => Reason::new("serve-address")
                .with("address", address)
                .with("detail", source),
        }
    }
    /// Whether the person can mend it.
    #[must_use]
    pub fn is_wrong_use(&self) -> bool {
        match self {
            Self::Office(error) => error.is_wrong_use(),
            _ => true,
        }
    }
}

/// Serves until the process is told to stop; requests that were begun are finished first. `told` is given the address once the
/// server listens.
///
/// # Errors
/// When the address would be open to other machines without protection, or something cannot be opened.
pub fn serve(
    mut opening: Opening,
    listening: &Listening,
    told: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let address = listening.address;
    let is_here = address.ip().is_loopback();
    if !is_here && listening.tls.is_none() && !listening.behind_proxy {
        return Err(ServeError::Bare(address));
    }
    opening.is_secure = listening.tls.is_some() || listening.behind_proxy;
    opening.only_here = is_here && !listening.behind_proxy;
    let wrong = |source| ServeError::Address { address, source };
    let listener = TcpListener::bind(address).map_err(wrong)?;
    listener.set_nonblocking(true).map_err(wrong)?;
    let address = listener.local_addr().map_err(wrong)?;
    let house = House::open(opening)?;
    let service = router(house).into_make_service_with_connect_info::<SocketAddr>();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(wrong)?;
    runtime.block_on(async {
        let handle = Handle::new();
        let tls = match &listening.tls {
            Some(pair) => Some(tls(pair).await?),
            None => None,
        };
        tokio::spawn(stop(handle.clone()));
        told(address);
        match tls {
            Some(config) => axum_server::from_tcp_rustls(listener, config)
                .map_err(wrong)?
                .handle(handle)
                .serve(service)
                .await
                .map_err(wrong),
            None => axum_server::from_tcp(listener)
                .map_err(wrong)?
                .handle(handle)
                .serve(service)
                .await
                .map_err(wrong),
        }
    })
}

/// The certificate and key, read before anybody is told that the server listens.
async fn tls((certificate, key): &(PathBuf, PathBuf)) -> Result<RustlsConfig, ServeError> {
    // Whichever provider is installed first stays; there is only this one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let read = RustlsConfig::from_pem_file(certificate, key).await;
    read.map_err(|source| ServeError::Tls {
        path: certificate.clone(),
        source,
    })
}

/// Waits for the word to stop.
async fn stop(handle: Handle<SocketAddr>) {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => {
                let _ = interrupted.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
    handle.graceful_shutdown(Some(TO_FINISH));
}

/// Every page behind one door.
pub fn router(house: Arc<House>) -> Router {
    let idle = i64::from(house.accounts.idle_minutes);
    let sessions = SessionManagerLayer::new(MemoryStore::default())
        .with_name("taizhang")
        .with_secure(house.opening.is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Strict)
        .with_always_save(true)
        .with_expiry(Expiry::OnInactivity(time::Duration::minutes(idle)));
    let people = AuthManagerLayerBuilder::new(Register(Arc::clone(&house)), sessions).build();
    let mut router = Router::new();
    for page in PAGES {
        let method = match page.way {
            Way::Get => MethodFilter::GET,
            Way::Post | Way::Upload => MethodFilter::POST,
        };
        let answer = move |State(house): State<Arc<House>>, request: Request| {
            dispatch::dispatch(page, house, request)
        };
        router = router.route(page.path, on(method, answer));
    }
    router
        .fallback(nowhere)
        .layer(people)
        // Forms are measured where they are read, files as they come.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(
            Arc::clone(&house),
            headers::guard,
        ))
        .with_state(house)
}

async fn nowhere(State(house): State<Arc<House>>, request: Request) -> Response {
    dispatch::no_page(house, &request)
}
