//! What EasyTransfert makes of a request, by the rules that clients use.

use guichet::client::json as values;
use guichet::rules::Value;

use super::Refusal;

/// A request that the rules take.
pub(super) struct Asked {
    pub(super) api_key: String,
    pub(super) amount: u64,
    pub(super) destination: String,
    pub(super) service_id: u64,
    /// Cash-in: the account pays the customer.
    pub(super) pays_out: bool,
    pub(super) ipn_url: String,
    pub(super) custom_data: Option<String>,
}

pub(super) fn read(given: &Value) -> Result<Asked, Refusal> {
    let bad = |why: String| Refusal(422, "BAD_REQUEST", why);
    let t = |n: &str| values::text(given, n).ok_or_else(|| bad(format!("{n} is required")));
    let amount: u64 = t("amount")?.parse().map_err(|_| bad("amount".into()))?;
    let service_id: u64 = t("service_id")?.parse().map_err(|_| bad("service_id".into()))?;
    if amount % 100 != 0 {
        return Err(bad("amount".into()));
    }
    if [23, 27, 29].contains(&service_id) {
        t("om_otp")?;
    }
    Ok(Asked {
        api_key: t("api_key")?,
        amount,
        destination: t("destination")?,
        service_id,
        pays_out: [58, 60].contains(&service_id),
        ipn_url: t("ipn_url")?,
        custom_data: values::text(given, "custom_data"),
    })
}
