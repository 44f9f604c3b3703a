//! The second factor of local accounts: codes of a telephone or a key (RFC 6238), and recovery codes for whoever lost it.

use alongside_protocol::{Millis, UserId};
use secrecy::{ExposeSecret, SecretString};
use totp_rs::{Algorithm, Builder, Totp};

use super::{
    accounts::{AccountError, Accounts, Credentials, Row},
    notice::{AccessNotice, Change},
};
use crate::{
    database::on_both,
    sealing::{Key, SealError, sha256},
};

/// What is asked of local accounts beside the password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactor {
    Off,
    #[default]
    Offered,
    /// Whoever has none can do nothing but set one up.
    Required,
}

impl SecondFactor {
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Off, "off"), (Self::Offered, "offered"), (Self::Required, "required")];

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, word)| *word == text).map(|(rule, _)| *rule)
    }
}

/// Length of the shared secret, bytes (RFC 4226, section 4, requirement 6).
const SECRET_BYTES: usize = 20;
/// Seconds that one code stands for; digits of a code; codes before and after that are taken as well (RFC 6238, 5.2).
const STEP_S: u64 = 30;
const DIGITS: u8 = 6;
const SKEW: u16 = 1;
/// Recovery codes that are given out at once.
const RECOVERY_CODES: usize = 10;
/// Random bytes of one: 120 bits, so that a plain digest of it cannot be searched for (ASVS 5.0 6.5.2).
const RECOVERY_BYTES: usize = 15;
/// Characters between two dashes of one, as it is shown.
const RECOVERY_GROUP: usize = 6;
/// RFC 4648's letters: no 0, 1, 8 or 9 to misread.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A secret that waits for its first code.
#[derive(Debug)]
pub struct Enrolment {
    /// Base32, to be typed.
    pub secret: String,
    /// `otpauth://…`, to be shown as a picture.
    pub uri: String,
}

/// Whether the account has one, and whether it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub is_on: bool,
    pub may: bool,
}

impl Accounts {
    pub async fn second_factor(&self, user: &UserId) -> Result<Standing, AccountError> {
        let row = self.row(user).await?.ok_or(AccountError::Unknown)?;
        let may = row.password_hash.is_some() && self.rules.second_factor != SecondFactor::Off;
        Ok(Standing { is_on: row.second_factor_on != 0, may })
    }

    /// A new secret for somebody who gives the password again. It counts once its first code was given.
    pub async fn enrol(&self, given: Credentials, now: Millis) -> Result<Enrolment, AccountError> {
        let welcome = self.check(given, now).await?;
        let row = self.row(&welcome.identity.user).await?.ok_or(AccountError::Unknown)?;
        let random = Key::random()?;
        let secret = &random.bytes()[..SECRET_BYTES];
        let totp = totp(secret, &row.username)?;
        let sealed = self.keys.seal(&context(&row.user_id), secret)?;
        on_both!(write &self.database, pool => {
            // Not over one that was put in force meanwhile.
            let stored = sqlx::query(
                "UPDATE account SET second_factor = $2, second_factor_step = 0 WHERE user_id = $1 AND second_factor_on = 0",
            )
            .bind(&row.user_id)
            .bind(&sealed)
            .execute(pool)
            .await?
            .rows_affected();
            if stored != 1 {
                return Err(AccountError::CodeWrong);
            }
        });
        let uri = totp.to_url().map_err(|_| SealError::Crypto)?;
        Ok(Enrolment { secret: totp.secret().to_base32(), uri })
    }

    /// The first code of a new secret: from now on it is asked for. Answers the recovery codes, which are shown once.
    /// Every other sign-in ends: it was made with less.
    pub async fn confirm(
        &self,
        user: &UserId,
        keep: Option<&str>,
        code: &SecretString,
        now: Millis,
    ) -> Result<Vec<String>, AccountError> {
        let row = self.row(user).await?.ok_or(AccountError::Unknown)?;
        if row.second_factor_on != 0 || !self.totp_fits(&row, code.expose_secret(), now).await? {
            return Err(AccountError::CodeWrong);
        }
        let codes = (0..RECOVERY_CODES).map(|_| recovery_code()).collect::<Result<Vec<_>, _>>()?;
        on_both!(write &self.database, pool => {
            let mut all = pool.begin().await?;
            sqlx::query("DELETE FROM recovery_code WHERE user_id = $1").bind(&user.0).execute(&mut *all).await?;
            for code in &codes {
                sqlx::query("INSERT INTO recovery_code (user_id, digest) VALUES ($1, $2)")
                    .bind(&user.0)
                    .bind(digest(code))
                    .execute(&mut *all)
                    .await?;
            }
            // The very secret whose code was given, and none that was put in its place meanwhile.
            let on = sqlx::query(
                "UPDATE account SET second_factor_on = 1 \
                 WHERE user_id = $1 AND second_factor_on = 0 AND second_factor = $2",
            )
            .bind(&user.0)
            .bind(&row.second_factor)
            .execute(&mut *all)
            .await?
            .rows_affected();
            if on != 1 {
                return Err(AccountError::CodeWrong);
            }
            sqlx::query("UPDATE session SET ended_ms = $2 WHERE user_id = $1 AND session_id <> $3 AND ended_ms IS NULL")
                .bind(&user.0)
                .bind(now)
                .bind(keep.unwrap_or_default())
                .execute(&mut *all)
                .await?;
            all.commit().await?;
        });
        let (whose, what, by) = (row.whose(), Change::SecondFactorOn, Some(row.user()));
        self.notices.tell(&AccessNotice::AccountChanged { whose, what, by });
        Ok(codes)
    }

    /// Takes the second factor away, for whoever gives password and code, or on the command line.
    pub async fn remove_second_factor(&self, user: &UserId, by: Option<UserId>) -> Result<(), AccountError> {
        let row = self.row(user).await?.ok_or(AccountError::Unknown)?;
        on_both!(write &self.database, pool => {
            let mut all = pool.begin().await?;
            sqlx::query("UPDATE account SET second_factor = NULL, second_factor_on = 0, second_factor_step = 0 WHERE user_id = $1")
                .bind(&user.0)
                .execute(&mut *all)
                .await?;
            sqlx::query("DELETE FROM recovery_code WHERE user_id = $1").bind(&user.0).execute(&mut *all).await?;
            all.commit().await?;
        });
        let (whose, what) = (row.whose(), Change::SecondFactorOff);
        self.notices.tell(&AccessNotice::AccountChanged { whose, what, by });
        Ok(())
    }

    /// The same by the name that somebody types; whoever is signed in with it is signed out.
    pub async fn reset_second_factor(&self, username: &str, now: Millis) -> Result<UserId, AccountError> {
        let row = self.row_by_name(&username.trim().to_lowercase()).await?.ok_or(AccountError::Unknown)?;
        self.remove_second_factor(&row.user(), None).await?;
        self.end_others(&row.user(), None, now).await?;
        Ok(row.user())
    }

    /// Whether a code of the second factor, or one of the recovery codes, is right. Each is good once.
    pub(super) async fn code_fits(&self, row: &Row, code: &SecretString, now: Millis) -> Result<bool, AccountError> {
        let code: String = code.expose_secret().chars().filter(char::is_ascii_alphanumeric).collect();
        if code.len() == usize::from(DIGITS) {
            return self.totp_fits(row, &code, now).await;
        }
        let gone = on_both!(write &self.database, pool => {
            sqlx::query("DELETE FROM recovery_code WHERE user_id = $1 AND digest = $2")
                .bind(&row.user_id)
                .bind(digest(&code))
                .execute(pool)
                .await?
                .rows_affected()
        });
        if gone > 0 {
            let (whose, what, by) = (row.whose(), Change::RecoveryCodeUsed, Some(row.user()));
            self.notices.tell(&AccessNotice::AccountChanged { whose, what, by });
        }
        Ok(gone > 0)
    }

    async fn totp_fits(&self, row: &Row, code: &str, now: Millis) -> Result<bool, AccountError> {
        let Some(sealed) = &row.second_factor else { return Ok(false) };
        let secret = self.keys.unseal(&context(&row.user_id), sealed)?;
        let code: String = code.chars().filter(char::is_ascii_digit).collect();
        let Some(step) = totp(&secret, &row.username)?.check(&code, (now / 1_000) as u64) else { return Ok(false) };
        // Of two that give the same code at once, one is let in.
        let taken = on_both!(write &self.database, pool => {
            sqlx::query("UPDATE account SET second_factor_step = $2 WHERE user_id = $1 AND second_factor_step < $2")
                .bind(&row.user_id)
                .bind(step as i64)
                .execute(pool)
                .await?
                .rows_affected()
        });
        Ok(taken == 1)
    }
}

fn totp(secret: &[u8], username: &str) -> Result<Totp, SealError> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP_S)
        .with_secret(secret.to_vec())
        .with_account_name(username)
        .with_issuer(Some("Alongside"))
        .build()
        .map_err(|_| SealError::Crypto)
}

/// A secret opens for its own account alone.
fn context(user: &str) -> String {
    format!("second-factor/{user}")
}

fn recovery_code() -> Result<String, SealError> {
    let random = Key::random()?;
    let mut code = String::new();
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in &random.bytes()[..RECOVERY_BYTES] {
        (bits, held) = (bits << 8 | u32::from(*byte), held + 8);
        while held >= 5 {
            held -= 5;
            if code.len() % (RECOVERY_GROUP + 1) == RECOVERY_GROUP {
                code.push('-');
            }
            code.push(char::from(BASE32[(bits >> held) as usize & 31]));
        }
        bits &= (1 << held) - 1;
    }
    Ok(code)
}

/// As it is kept, however it was typed.
fn digest(code: &str) -> String {
    let plain: String =
        code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    sha256(plain.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of its eight digits.
        let totp = totp(b"12345678901234567890", "linnet").unwrap();
        for (second, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")]
        {
            assert_eq!(totp.check(code, second), Some(second / STEP_S), "{second}");
        }
        assert_eq!(totp.check("287082", 59 + 2 * STEP_S), None, "two steps later it is over");
    }

    #[test]
    fn a_recovery_code_is_four_groups_and_is_known_however_it_is_typed() {
        let code = recovery_code().unwrap();
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [6, 6, 6, 6]);
        assert_eq!(digest(&code), digest(&code.to_lowercase().replace('-', " ")));
        assert_ne!(digest(&code), digest(&recovery_code().unwrap()));
    }
}
