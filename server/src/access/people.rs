//! Who may sign in on a board, as its coordinator sees and changes it.

use alongside_protocol::{BoardId, CarId, Millis, UserId, vocabulary::Role};

use super::{
    accounts::{AccountError, Accounts, Row},
    notice::{AccessNotice, Change, Way},
};
use crate::database::on_both;

/// Accounts that are read at most. More are not listed.
const PEOPLE_MAX: i64 = 5_000;

/// One account, without its sign-ins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub user: UserId,
    pub username: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub boards: Vec<BoardId>,
    pub car: Option<CarId>,
    pub is_disabled: bool,
    pub has_second_factor: bool,
    /// Locked from some address until then, ms since 1970.
    pub locked_until: Option<Millis>,
    pub way: Way,
}

impl Accounts {
    /// Everybody who may sign in on the board, by name.
    pub async fn people(&self, board: &BoardId, now: Millis) -> Result<Vec<Account>, AccountError> {
        let rows: Vec<Row> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM account ORDER BY name, user_id LIMIT $1").bind(PEOPLE_MAX).fetch_all(pool).await?
        });
        let mut people = Vec::new();
        for row in rows {
            let account = self.account(row, now).await?;
            if account.boards.contains(board) {
                people.push(account);
            }
        }
        Ok(people)
    }

    /// One of them; none where the account does not exist or has nothing to do with the board.
    pub async fn person_of(
        &self,
        user: &UserId,
        board: &BoardId,
        now: Millis,
    ) -> Result<Option<Account>, AccountError> {
        let Some(row) = self.row(user).await? else { return Ok(None) };
        Ok(Some(self.account(row, now).await?).filter(|account| account.boards.contains(board)))
    }

    async fn account(&self, row: Row, now: Millis) -> Result<Account, AccountError> {
        let locked_until = self.tries.locked_until(&self.tries.name(&row.username), now).await?;
        let identity = self.identity(&row)?;
        Ok(Account {
            user: identity.user,
            name: identity.name,
            roles: identity.roles,
            boards: identity.boards,
            car: identity.car,
            is_disabled: row.disabled != 0,
            has_second_factor: row.second_factor_on != 0,
            locked_until,
            way: if row.password_hash.is_some() { Way::Password } else { Way::Oidc },
            username: row.username,
        })
    }

    /// Closes an account, whose open sign-ins then end, or opens it again.
    pub async fn set_disabled(
        &self,
        user: &UserId,
        disabled: bool,
        by: &UserId,
        now: Millis,
    ) -> Result<(), AccountError> {
        let row = self.row(user).await?.ok_or(AccountError::Unknown)?;
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE account SET disabled = $2 WHERE user_id = $1")
                .bind(&user.0)
                .bind(i64::from(disabled))
                .execute(pool)
                .await?;
        });
        if disabled {
            self.end_others(user, None, now).await?;
        }
        let what = if disabled { Change::Disabled } else { Change::Opened };
        self.notices.tell(&AccessNotice::AccountChanged { whose: row.whose(), what, by: Some(by.clone()) });
        Ok(())
    }

    /// Lets somebody try again at once, from everywhere.
    pub async fn unlock(&self, user: &UserId, by: &UserId) -> Result<(), AccountError> {
        let row = self.row(user).await?.ok_or(AccountError::Unknown)?;
        self.tries.unlock(&row.username).await?;
        let what = Change::Unlocked;
        self.notices.tell(&AccessNotice::AccountChanged { whose: row.whose(), what, by: Some(by.clone()) });
        Ok(())
    }
}
