//! What the services make of an item, by the rules that clients use: the item, or the provider's code for what is wrong.

use guichet::client::json as values;
use guichet::rules::{Record, Value};

use super::Service;

/// A contact as the books keep it.
pub(super) struct Contact {
    pub(super) prefix: String,
    pub(super) phone: String,
}

impl Contact {
    /// Country code and number: what makes two contacts one.
    pub(super) fn digits(&self) -> String {
        format!("{}{}", self.prefix, self.phone)
    }
}

/// A payout that the rules take.
pub(super) struct Item {
    pub(super) contact: Contact,
    pub(super) amount: u64,
    pub(super) client_transaction_id: Option<String>,
    pub(super) notify_url: Option<String>,
    pub(super) operator: String,
    pub(super) asked: Record,
}

/// Why an item is not taken.
pub(super) struct Refused {
    pub(super) code: &'static str,
    pub(super) why: Option<String>,
}

impl Refused {
    pub(super) const fn of(code: &'static str) -> Self {
        Self { code, why: None }
    }
}

pub(super) fn contact(item: &Value, strict: bool) -> Result<Contact, Refused> {
    let t = |n| values::text(item, n).ok_or(Refused::of("802"));
    let (prefix, phone) = (t("prefix")?, t("phone")?);
    if phone.len() < 8 || (strict && prefix == "225" && phone.len() != 10) {
        return Err(Refused::of("802"));
    }
    Ok(Contact { prefix, phone })
}

pub(super) fn item(service: Service, item: &Value, strict: bool) -> Result<Item, Refused> {
    let amount =
        values::text(item, "amount").and_then(|a| a.parse().ok()).ok_or(Refused::of("801"))?;
    if amount <= 200 {
        return Err(Refused::of("719"));
    }
    if amount >= 1_500_000 {
        return Err(Refused::of("720"));
    }
    if amount % 5 != 0 || (service == Service::Airtime && amount % 50 != 0) {
        return Err(Refused::of("801"));
    }
    let notify_url = values::text(item, "notify_url");
    if notify_url.as_ref().is_some_and(|u| !u.starts_with("http")) {
        return Err(Refused::of("725"));
    }
    Ok(Item {
        contact: contact(item, strict)?,
        amount,
        client_transaction_id: values::text(item, "client_transaction_id"),
        notify_url,
        operator: "OM".into(),
        asked: super::send::fields(item),
    })
}
