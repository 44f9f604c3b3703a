//! Live state in Redis, shared by all nodes. Every call has a deadline; nothing here is the truth (I8).
//!
//! Keys of one board share a hash tag, so that a cluster keeps them together:
//! `alongside:3:{board}:head` (epoch, seq) · `:docs` (sealed documents) · `:steps` (stream of sealed entries) ·
//! `:places` (geo) and `:positions` · `:presence`.

use std::{collections::HashMap, sync::Arc, time::Duration};

use alongside_core::Board;
use alongside_protocol::{
    BoardId, Millis,
    view::{CarPosition, PresentUser},
};
use async_trait::async_trait;
use redis::{
    AsyncCommands, AsyncConnectionConfig, Client, FromRedisValue, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
    streams::{StreamReadOptions, StreamReadReply},
};
use tokio::{sync::mpsc, time::timeout};

use super::{
    CALL_MS_MAX, Followed, Live, LiveError, POSITION_KEPT_MS, PRESENCE_MS, Published, Step, Touched,
    documents::{self, Changes},
    merge_presence,
};
use crate::journal::keys::DataKeys;

/// Steps kept for nodes that follow. One that is further behind reads the journal.
const STEPS_KEPT: usize = 10_000;
/// How long one read of the stream waits on the server for something to come.
const FOLLOW_BLOCK_MS: usize = 1_000;
/// Longest wait for a whole picture, which is larger than any one step.
const PICTURE_MS_MAX: u64 = 3_000;

/// `KEYS` head, docs, steps; `ARGV` epoch, from, to, payload, count of ups, field, text…, downs….
/// Answers -1 when done, -2 when already there, -3 when there is no head of this epoch, else the head.
const PUBLISH: &str = r"
local epoch, seq = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'seq'))
if not epoch or epoch ~= ARGV[1] then return -3 end
seq = tonumber(seq)
if seq >= tonumber(ARGV[3]) then return -2 end
if seq ~= tonumber(ARGV[2]) then return seq end
local ups = tonumber(ARGV[5])
local at = 6
for _ = 1, ups do
  redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1])
  at = at + 2
end
while ARGV[at] do
  redis.call('HDEL', KEYS[2], ARGV[at])
  at = at + 1
end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'seq', ARGV[3])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV_KEPT, '*', 'epoch', ARGV[1], 'from', ARGV[2], 'entries', ARGV[4])
return -1
";

/// `KEYS` head, docs, steps; `ARGV` epoch, seq, then field and text pairs. Never moves a board back.
const REPLACE: &str = r"
local epoch, seq = unpack(redis.call('HMGET', KEYS[1], 'epoch', 'seq'))
if epoch == ARGV[1] and tonumber(seq) > tonumber(ARGV[2]) then return 0 end
redis.call('DEL', KEYS[2])
local at = 3
while ARGV[at] do
  redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1])
  at = at + 2
end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'seq', ARGV[2])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV_KEPT, '*', 'epoch', ARGV[1], 'lost', '1')
return 1
";

/// `KEYS` places, positions; `ARGV` how long they are kept, then car, at, lon, lat, text for each. The text begins with
/// its time, so that an older one never takes the place of a newer one, whichever node it comes by. Geo data ends at 85.05
/// degrees: beyond that a position is kept all the same.
const PLACE: &str = r"
local at = 2
local put = 0
while ARGV[at] do
  local known = redis.call('HGET', KEYS[2], ARGV[at])
  if not known or tonumber(string.match(known, '^(%d+) ') or '0') <= tonumber(ARGV[at + 1]) then
    if math.abs(tonumber(ARGV[at + 3])) < 85.05 then
      redis.call('GEOADD', KEYS[1], ARGV[at + 2], ARGV[at + 3], ARGV[at])
    end
    redis.call('HSET', KEYS[2], ARGV[at], ARGV[at + 1] .. ' ' .. ARGV[at + 4])
    put = put + 1
  end
  at = at + 5
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return put
";

/// Epoch and place, and every document by its field.
type Whole = ((Option<String>, Option<u64>), HashMap<String, String>);

pub struct RedisLive {
    client: Client,
    connection: ConnectionManager,
    keys: Arc<DataKeys>,
    publish: Script,
    replace: Script,
    place: Script,
}

impl RedisLive {
    /// Connects lazily: a Redis that is away is a degraded board, not a server that does not start.
    pub fn connect(url: &str, keys: Arc<DataKeys>) -> Result<Self, LiveError> {
        let client = Client::open(url)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(Duration::from_millis(CALL_MS_MAX)))
            .set_response_timeout(Some(Duration::from_millis(PICTURE_MS_MAX)))
            .set_number_of_retries(1)
            .set_max_delay(Duration::from_millis(CALL_MS_MAX));
        let connection = ConnectionManager::new_lazy_with_config(client.clone(), config)?;
        let script = |text: &str| Script::new(&text.replace("ARGV_KEPT", &STEPS_KEPT.to_string()));
        Ok(Self { client, connection, keys, publish: script(PUBLISH), replace: script(REPLACE), place: script(PLACE) })
    }

    async fn within<T>(
        &self,
        ms_max: u64,
        call: impl Future<Output = Result<T, redis::RedisError>>,
    ) -> Result<T, LiveError> {
        match timeout(Duration::from_millis(ms_max), call).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(LiveError::Slow),
        }
    }
}

fn key(board: &BoardId, part: &str) -> String {
    // The form of what is there; an older one is not seen, and is replaced.
    format!("alongside:3:{{{board}}}:{part}")
}

#[async_trait]
impl Live for RedisLive {
    async fn publish(&self, board: &BoardId, step: Step<'_>) -> Result<Published, LiveError> {
        let touched = Touched::by(step.entries, step.board);
        let Changes { up, down } = documents::changes(&self.keys, board, step.board, &touched).await?;
        let payload = documents::seal_entries(&self.keys, board, step.entries).await?;
        let mut call = self.publish.prepare_invoke();
        call.key(key(board, "head")).key(key(board, "docs")).key(key(board, "steps"));
        call.arg(step.epoch).arg(step.from).arg(step.to).arg(payload).arg(up.len());
        for (field, text) in up {
            call.arg(field).arg(text);
        }
        for field in down {
            call.arg(field);
        }
        let mut connection = self.connection.clone();
        let answer: i64 = self.within(CALL_MS_MAX, call.invoke_async(&mut connection)).await?;
        Ok(match answer {
            -1 => Published::Done,
            -2 => Published::Already,
            -3 => Published::Gap(None),
            seq => Published::Gap(Some(seq as u64)),
        })
    }

    async fn replace(&self, board: &BoardId, epoch: &str, picture: &Board) -> Result<(), LiveError> {
        let changes = documents::whole(&self.keys, board, picture).await?;
        let mut call = self.replace.prepare_invoke();
        call.key(key(board, "head")).key(key(board, "docs")).key(key(board, "steps"));
        call.arg(epoch).arg(picture.seq);
        for (field, text) in changes.up {
            call.arg(field).arg(text);
        }
        let mut connection = self.connection.clone();
        let _: i64 = self.within(PICTURE_MS_MAX, call.invoke_async(&mut connection)).await?;
        Ok(())
    }

    async fn load(&self, board: &BoardId) -> Result<Option<(String, Board)>, LiveError> {
        let mut connection = self.connection.clone();
        let mut pipe = redis::pipe();
        pipe.atomic().hmget(key(board, "head"), &["epoch", "seq"]).hgetall(key(board, "docs"));
        let ((epoch, seq), documents): Whole = self.within(PICTURE_MS_MAX, pipe.query_async(&mut connection)).await?;
        let (Some(epoch), Some(seq)) = (epoch, seq) else { return Ok(None) };
        Ok(Some((epoch, documents::restore(&self.keys, board, seq, documents).await?)))
    }

    fn follow(&self, board: &BoardId, follower: mpsc::Sender<Followed>) {
        let (client, keys, board) = (self.client.clone(), Arc::clone(&self.keys), board.clone());
        // Ends by itself when the runner that listens is dropped.
        #[allow(clippy::disallowed_methods)]
        tokio::spawn(async move {
            while !follower.is_closed() {
                if let Err(error) = follow_once(&client, &keys, &board, &follower).await {
                    tracing::debug!(%board, %error, "the stream of live state broke off");
                }
                if follower.send(Followed::Lost).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(CALL_MS_MAX)).await;
            }
        });
    }

    async fn put_positions(&self, board: &BoardId, positions: &[CarPosition], _now: Millis) -> Result<(), LiveError> {
        let mut call = self.place.prepare_invoke();
        call.key(key(board, "places")).key(key(board, "positions")).arg(POSITION_KEPT_MS);
        for position in positions {
            let text = serde_json::to_string(position).map_err(|error| LiveError::Unreadable(error.to_string()))?;
            call.arg(&position.car.0).arg(position.at).arg(position.point.lon).arg(position.point.lat).arg(text);
        }
        let mut connection = self.connection.clone();
        let _: i64 = self.within(CALL_MS_MAX, call.invoke_async(&mut connection)).await?;
        Ok(())
    }

    async fn positions(&self, board: &BoardId, now: Millis) -> Result<Vec<CarPosition>, LiveError> {
        let mut connection = self.connection.clone();
        let texts: Vec<String> = self.within(CALL_MS_MAX, connection.hvals(key(board, "positions"))).await?;
        let mut all: Vec<CarPosition> = texts
            .iter()
            .filter_map(|text| serde_json::from_str(text.split_once(' ')?.1).ok())
            .filter(|position: &CarPosition| now - position.at < POSITION_KEPT_MS)
            .collect();
        all.sort_by(|a, b| a.car.cmp(&b.car));
        Ok(all)
    }

    async fn put_presence(
        &self,
        board: &BoardId,
        node: &str,
        users: &[PresentUser],
        now: Millis,
    ) -> Result<(), LiveError> {
        let text = serde_json::to_string(&(now, users)).map_err(|error| LiveError::Unreadable(error.to_string()))?;
        let mut connection = self.connection.clone();
        let mut pipe = redis::pipe();
        pipe.hset(key(board, "presence"), node, text)
            .ignore()
            .pexpire(key(board, "presence"), PRESENCE_MS * 4)
            .ignore();
        self.within(CALL_MS_MAX, pipe.query_async::<()>(&mut connection)).await
    }

    async fn presence(&self, board: &BoardId, now: Millis) -> Result<Vec<PresentUser>, LiveError> {
        let mut connection = self.connection.clone();
        let reports: HashMap<String, String> =
            self.within(CALL_MS_MAX, connection.hgetall(key(board, "presence"))).await?;
        let current = reports
            .values()
            .filter_map(|text| serde_json::from_str::<(Millis, Vec<PresentUser>)>(text).ok())
            .filter(|(at, _)| now - at < PRESENCE_MS);
        Ok(merge_presence(current.flat_map(|(_, users)| users)))
    }

    fn is_shared(&self) -> bool {
        true
    }
}

/// Follows until something fails. Starts at the stream's end: the caller reads the journal for what came before.
async fn follow_once(
    client: &Client,
    keys: &DataKeys,
    board: &BoardId,
    follower: &mpsc::Sender<Followed>,
) -> Result<(), LiveError> {
    let patience = Duration::from_millis(FOLLOW_BLOCK_MS as u64 + CALL_MS_MAX * 2);
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(Duration::from_millis(CALL_MS_MAX)))
        .set_response_timeout(Some(patience));
    let mut connection = client.get_multiplexed_async_connection_with_config(&config).await?;
    let steps = key(board, "steps");
    let mut last = last_id(&mut connection, &steps).await?;
    if follower.send(Followed::Lost).await.is_err() {
        return Ok(());
    }
    let options = StreamReadOptions::default().block(FOLLOW_BLOCK_MS).count(256);
    while !follower.is_closed() {
        let reply: Option<StreamReadReply> = connection.xread_options(&[&steps], &[&last], &options).await?;
        let Some(reply) = reply.filter(|reply| !reply.keys.is_empty()) else {
            // Quiet, or emptied under us: an emptied stream begins again with lower ids.
            if last_id(&mut connection, &steps).await? != last {
                return Ok(());
            }
            continue;
        };
        for message in reply.keys.into_iter().flat_map(|stream| stream.ids) {
            last.clone_from(&message.id);
            let field =
                |name: &str| message.map.get(name).and_then(|value| String::from_redis_value(value.clone()).ok());
            let followed = match (field("epoch"), field("from").and_then(|from| from.parse().ok()), field("entries")) {
                (Some(epoch), Some(from), Some(entries)) => {
                    Followed::Step { epoch, from, entries: documents::open_entries(keys, board, from, &entries).await? }
                }
                _ => Followed::Lost,
            };
            if follower.send(followed).await.is_err() {
                return Ok(());
            }
        }
    }
    Ok(())
}

async fn last_id(connection: &mut redis::aio::MultiplexedConnection, steps: &str) -> Result<String, LiveError> {
    let newest: redis::streams::StreamRangeReply = connection.xrevrange_count(steps, "+", "-", 1).await?;
    Ok(newest.ids.first().map_or_else(|| "0-0".to_owned(), |message| message.id.clone()))
}
