//! Dates as the services write them: `2022-09-15 22:57:15`, in UTC, the time of Abidjan.

const DAY_MS: u64 = 86_400_000;

/// A moment taken apart.
pub(crate) struct Date {
    year: u64,
    month: u64,
    day: u64,
    hour: u64,
    minute: u64,
    second: u64,
}

impl Date {
    /// Takes apart milliseconds since 1970. Days to a date: Howard Hinnant's `civil_from_days`, whose years begin in March.
    pub(crate) const fn of(ms: u64) -> Self {
        let days = ms / DAY_MS + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let seconds = ms % DAY_MS / 1000;
        Self {
            year: year_of_era + era * 400 + if month <= 2 { 1 } else { 0 },
            month,
            day: day_of_year - (153 * shifted + 2) / 5 + 1,
            hour: seconds / 3600,
            minute: seconds / 60 % 60,
            second: seconds % 60,
        }
    }

    /// `2022-09-15 22:57:15`
    pub(crate) fn full(&self) -> String {
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
            self.year, self.month, self.day, self.hour, self.minute, self.second
        )
    }

    /// `180627.122753`, as in a payout's identifier.
    pub(crate) fn compact_seconds(&self) -> String {
        format!("{}{:02}", self.compact(), self.second)
    }

    /// `220915.2257`, as in an operator's reference.
    pub(crate) fn compact(&self) -> String {
        format!(
            "{:02}{:02}{:02}.{:02}{:02}",
            self.year % 100,
            self.month,
            self.day,
            self.hour,
            self.minute
        )
    }
}

/// When the merchant can dispose of the money: midnight two days later, as in the documented answer.
pub(crate) fn funds_available(paid_ms: u64) -> String {
    let midnight = paid_ms - paid_ms % DAY_MS;
    Date::of(midnight.saturating_add(2 * DAY_MS)).full()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_known_moments() {
        for (ms, full) in [
            (0, "1970-01-01 00:00:00"),
            (951_782_399_999, "2000-02-28 23:59:59"),
            (951_782_400_000, "2000-02-29 00:00:00"),
            (951_868_800_000, "2000-03-01 00:00:00"),
            (1_663_282_635_000, "2022-09-15 22:57:15"),
            (4_107_542_400_000, "2100-03-01 00:00:00"),
        ] {
            assert_eq!(Date::of(ms).full(), full);
        }
    }

    #[test]
    fn the_documented_payment_has_its_documented_dates() {
        assert_eq!(Date::of(1_663_282_635_000).compact(), "220915.2257");
        assert_eq!(Date::of(1_530_102_473_000).compact_seconds(), "180627.122753");
        assert_eq!(funds_available(1_663_282_635_000), "2022-09-17 00:00:00");
    }

    #[test]
    fn no_moment_is_too_late() {
        assert!(Date::of(u64::MAX).full().len() > 19);
        assert!(!funds_available(u64::MAX).is_empty());
    }
}
