//! Opening a counter for an order, and asking what came of it, with either client.

use super::order::{Generation, Translated};
use super::outcome::{Opened, Outcome};
use crate::aurore::{AuroreClient, Kind};
use crate::checkout::client::{CheckoutClient, PaymentKey};
use crate::checkout::confirm::Expected;
use crate::client::error::GuichetError;
use crate::client::platform::{Call, Platform};
use crate::client::store::Store;
use crate::rules::{Issue, IssueCode, Value};

impl<P: Platform> CheckoutClient<P> {
    /// Opens a counter for an order, with its warnings.
    ///
    /// # Errors
    /// As [`CheckoutClient::create`]; `validation` names the order's fields.
    pub async fn open(
        &self,
        order: &Value,
        call: &Call<P::Signal>,
    ) -> Result<(Opened, Vec<Issue>), GuichetError> {
        let translated = Translated::of(order, Generation::V2)?;
        translated.allow(self.is_strict())?;
        let prepared = self.prepare(&translated.request);
        let (request, warnings) = prepared.map_err(|error| translated.retell(error))?;
        let created = self.create(&request, call).await?;
        let opened = Opened::v2(request.transaction_id().as_str(), created);
        Ok((opened, translated.told(warnings)))
    }

    /// Asks what came of an order, and compares it with what was asked.
    ///
    /// # Errors
    /// As [`CheckoutClient::check`].
    pub async fn outcome(
        &self,
        reference: &Value,
        asked: &Value,
        call: &Call<P::Signal>,
    ) -> Result<Outcome, GuichetError> {
        let key = PaymentKey::read(reference).map_err(of_the_reference)?;
        let confirmed = Expected::asked(asked).confirm(self.check(&key, call).await?);
        Ok(Outcome::v2(key.as_str(), &confirmed))
    }
}

impl<P: Platform, S: Store> AuroreClient<P, S> {
    /// Opens a counter for an order, with its warnings. `country` names the account where nothing in the order does.
    ///
    /// # Errors
    /// As [`AuroreClient::create`]; `validation` names the order's fields, of which `reference` is needed.
    pub async fn open(
        &self,
        order: &Value,
        country: Option<&Value>,
        call: &Call<P::Signal>,
    ) -> Result<(Opened, Vec<Issue>), GuichetError> {
        let translated = Translated::of(order, Generation::Aurore)?;
        translated.allow(self.is_strict())?;
        // A shop asks by its own reference, which v2 needs as well.
        if translated.request.get("merchant_transaction_id").is_none() {
            let issue = Issue::error(IssueCode::Required).at("reference");
            return Err(GuichetError::validation(vec![issue]));
        }
        let prepared = self.prepare(Kind::Payment, &translated.request, country);
        let (prepared, warnings) = prepared.map_err(|error| translated.retell(error))?;
        let created = self.create(&prepared, call).await?;
        Ok((Opened::aurore(prepared.request.id(), &created), translated.told(warnings)))
    }
}

fn of_the_reference(mut error: GuichetError) -> GuichetError {
    for issue in &mut error.issues {
        "reference".clone_into(&mut issue.path);
    }
    error
}
