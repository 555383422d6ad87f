//! What EasyTransfert makes of a request, by the rules that clients use.

use guichet::easytransfert::request::{Airtime, ApiKey};
use guichet::easytransfert::services::{Direction, Services};
use guichet::rules::{Lang, Severity, Value};

use super::Refusal;

/// A request that the rules take.
pub(super) struct Asked {
    pub(super) api_key: String,
    pub(super) amount: u64,
    pub(super) destination: String,
    pub(super) service_id: u32,
    /// Cash-in: the account pays the customer. What no map knows is taken for it, since it is what must not happen twice.
    pub(super) pays_out: bool,
    pub(super) ipn_url: String,
    pub(super) custom_data: Option<String>,
}

pub(super) fn read(given: &Value) -> Result<Asked, Refusal> {
    let services = Services::default();
    let report = Airtime::check(given, &services, ApiKey::Required);
    let asked = report.into_result().map(|(asked, _)| asked).map_err(|issues| {
        let errors = issues.iter().filter(|issue| issue.severity == Severity::Error);
        let sentences: Vec<String> = errors.map(|issue| issue.message(Lang::En)).collect();
        Refusal(422, "BAD_REQUEST", sentences.join("; "))
    })?;
    let service = services.find(asked.service_id());
    Ok(Asked {
        api_key: asked.word("api_key").unwrap_or_default().to_owned(),
        amount: asked.amount().units(),
        destination: asked.destination().to_owned(),
        service_id: asked.service_id(),
        pays_out: service.is_none_or(|service| service.direction == Direction::CashIn),
        ipn_url: asked.ipn_url().to_owned(),
        custom_data: asked.word("custom_data").map(str::to_owned),
    })
}
