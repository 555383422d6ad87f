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
    let t = |n: &str| {
        values::text(given, n)
            .ok_or_else(|| Refusal(422, "BAD_REQUEST", format!("{n} is required")))
    };
    Ok(Asked {
        api_key: t("api_key")?,
        amount: t("amount")?.parse().unwrap_or(0),
        destination: t("destination")?,
        service_id: t("service_id")?.parse().unwrap_or(0),
        pays_out: true,
        ipn_url: t("ipn_url")?,
        custom_data: values::text(given, "custom_data"),
    })
}
