//! Bodies that are written while they are sent: JSON lines and exports. Never the whole of it in memory.

use super::call::{Listed, Shared};
use crate::error::Refusal;
use crate::state::App;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};
use http_body::Frame;
use reportedly_engine::wire::SCHEMA;
use serde_json::{Map, Value};
use std::io::{self, BufWriter, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bodies written at once: each keeps a thread.
const STREAMS: usize = 8;
/// How long a reader may take for one piece.
const STALL: Duration = Duration::from_secs(30);
const PIECE: usize = 32 << 10;

/// Room for bodies that are written while they are sent.
#[derive(Clone)]
pub(crate) struct Streams(Arc<Semaphore>);

impl Default for Streams {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(STREAMS)))
    }
}

struct Pieces(Receiver<Result<Bytes, io::Error>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// A writer whose bytes become the body of an answer.
pub(crate) struct Pipe {
    to: Sender<Result<Bytes, io::Error>>,
    handle: Handle,
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.to.send(Ok(Bytes::copy_from_slice(bytes)));
        let sent = self.handle.block_on(async { tokio::time::timeout(STALL, sent).await });
        match sent {
            Ok(Ok(())) => Ok(bytes.len()),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An answer of this kind, written by `write` on a thread of its own. A fault halfway breaks the connection off, so that
/// nobody takes half of it for the whole.
pub(crate) fn written(
    streams: &Streams,
    State(app): Shared,
    kind: &'static str,
    write: impl FnOnce(&App, &mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Response<Body> {
    let Ok(place) = streams.0.clone().try_acquire_owned() else {
        let message = "too many exports at once: ask again later";
        return Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message).json();
    };
    let (to, from) = channel(4);
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(PIECE, Pipe { to: to.clone(), handle: handle.clone() });
        let done = write(&app, &mut out).and_then(|()| out.flush());
        if let Err(error) = done {
            drop(out.into_parts());
            let _ = handle.block_on(async { tokio::time::timeout(STALL, to.send(Err(error))).await });
        }
        drop(place);
    });
    let mut response = Response::new(Body::new(Pieces(from)));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// JSON lines: the elements at hand, then those that `more` gives for the number already written.
pub(crate) fn lines(
    streams: &Streams,
    app: Shared,
    first: Listed,
    more: impl Fn(&App, usize) -> Result<Listed, Refusal> + Send + 'static,
) -> Response<Body> {
    written(streams, app, "application/jsonl", move |app, out| {
        let (mut listed, mut done) = (first, 0);
        loop {
            done += listed.items.len();
            for item in listed.items {
                serde_json::to_writer(&mut *out, &versioned(item))?;
                out.write_all(b"\n")?;
            }
            if !listed.more {
                return Ok(());
            }
            let next = reportedly_store::until(Some(Instant::now() + crate::TIME), || more(app, done));
            listed = next.map_err(|refusal| io::Error::other(refusal.message))?;
        }
    })
}

fn versioned(item: Value) -> Value {
    let mut map = Map::new();
    map.insert("schema".into(), SCHEMA.into());
    match item {
        Value::Object(object) => map.extend(object),
        other => drop(map.insert("value".into(), other)),
    }
    Value::Object(map)
}
