//! Two roles on Postgres: one owns the tables and brings them up to date, the other runs the server and may add to the
//! record, and not change it.

use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, postgres::PgConnectOptions};

use super::DatabaseError;

/// Tables that are only ever added to.
const ADDED_TO: [&str; 4] = ["board", "event", "ledger", "receipt"];
/// Tables that only the owner writes.
const READ: [&str; 1] = ["_sqlx_migrations"];
/// The advisory lock under which rights are given: of nodes that start at once, one after the other. A number of our own.
const LOCK: i64 = 0x616c_6f6e_6773_6964;

/// Brings the tables up to date as their owner, and gives the role of `pool` what it needs of them, and no more.
pub(super) async fn prepare(owner: &PgConnectOptions, pool: &PgPool) -> Result<(), DatabaseError> {
    let role: String = sqlx::query_scalar("SELECT quote_ident(current_user)").fetch_one(pool).await?;
    let mut connection = PgConnection::connect_with(owner).await?;
    let own: String = sqlx::query_scalar("SELECT quote_ident(current_user)").fetch_one(&mut connection).await?;
    if own == role {
        return Err(DatabaseError::SameRole);
    }
    sqlx::migrate!("src/database/postgres").run(&mut connection).await?;
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    let (schema, tables) = tables(&mut transaction).await?;
    let mut rights = vec![
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}"),
        format!("GRANT USAGE ON SCHEMA {schema} TO {role}"),
    ];
    for table in tables {
        let may = match table.as_str() {
            name if READ.contains(&name) => "SELECT",
            name if ADDED_TO.contains(&name) => "SELECT, INSERT",
            _ => "SELECT, INSERT, UPDATE, DELETE",
        };
        rights.push(format!("GRANT {may} ON {schema}.{table} TO {role}"));
    }
    for right in rights {
        // Names as the database itself quotes them.
        sqlx::query(AssertSqlSafe(right)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    connection.close().await?;
    Ok(())
}

async fn tables(connection: &mut PgConnection) -> Result<(String, Vec<String>), sqlx::Error> {
    let schema = sqlx::query_scalar("SELECT quote_ident(current_schema())").fetch_one(&mut *connection).await?;
    let tables = sqlx::query_scalar(
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
    )
    .fetch_all(&mut *connection)
    .await?;
    Ok((schema, tables))
}

/// As the server's own role, with no owner at hand: makes the tables where it may, and otherwise only looks whether
/// somebody did.
pub(super) async fn up_to_date(pool: &PgPool) -> Result<(), DatabaseError> {
    let migrator = sqlx::migrate!("src/database/postgres");
    let may_make: bool =
        sqlx::query_scalar("SELECT has_schema_privilege(current_schema(), 'CREATE')").fetch_one(pool).await?;
    if may_make {
        migrator.run(pool).await?;
        return Ok(());
    }
    let known: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(pool).await?;
    let done: Vec<(i64, Vec<u8>)> = if known {
        sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations WHERE success").fetch_all(pool).await?
    } else {
        Vec::new()
    };
    let is_done = |version: i64, checksum: &[u8]| done.iter().any(|(known, sum)| *known == version && sum == checksum);
    if migrator.iter().all(|step| is_done(step.version, &step.checksum)) {
        return Ok(());
    }
    Err(DatabaseError::NotPrepared)
}

/// Whether this role could take away what keeps the record as it is.
pub(super) async fn may_change_the_record(pool: &PgPool) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT coalesce(bool_or(pg_has_role(current_user, relowner, 'MEMBER')), false) OR \
                (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) \
         FROM pg_class WHERE oid IN (to_regclass('event'), to_regclass('ledger'))",
    )
    .fetch_one(pool)
    .await
}
