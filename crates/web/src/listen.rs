//! Connections: how many at once, how long one may take to say what it wants, how large its headers may be.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Connections at once; the next one waits in the system's queue.
const CONNECTIONS: usize = 512;
/// From the first byte to the end of the headers; also how long an idle connection is kept.
const HEADERS: Duration = Duration::from_secs(15);
/// Bytes of a request line with all headers.
const HEADER_BYTES: usize = 64 << 10;
const HEADER_COUNT: usize = 64;

/// Answers connections until the process ends.
pub(crate) async fn answer(listener: TcpListener, router: Router) -> std::io::Result<()> {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = free.clone().acquire_owned().await else { return Ok(()) };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // a caller that is gone already, or no file handle left: neither is the listener's end
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let mut connection = http1::Builder::new();
            connection
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS)
                .max_headers(HEADER_COUNT)
                .max_buf_size(HEADER_BYTES);
            // whoever breaks off has the answer to that
            let _ = connection.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}
