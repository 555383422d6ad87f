//! The merchant's transfers through Aurore: one by one, each under an identifier that its books keep, again when the outcome is unknown.

use guichet::aurore::{AuroreClient, AuroreConfig, FindKey, Kind, Prepared};
use guichet::client::{Call, ErrorKind};
use guichet::rules::Value;

use crate::merchant::{KEY, Merchant, number, record};
use crate::scenario::Wish;
use crate::shelf::Shelf;
use crate::verdict::Said;
use crate::world::{Patience, World};

/// How often the program calls again for what it could not find out, in one life.
const AGAIN: u32 = 3;

type Client = AuroreClient<World, Shelf>;

impl Merchant<'_> {
    /// One life: whatever its books do not call settled.
    pub(crate) async fn transfer_each(&self, abort: Option<u64>) -> Result<(), String> {
        let client = self.aurore()?;
        let end = abort.map(|ms| self.world.now().saturating_add(ms));
        for (place, wish) in self.scenario.wishes.iter().enumerate() {
            let said = self.said().get(place).copied();
            if matches!(said, Some(Said::Accepted | Said::Rejected)) {
                continue;
            }
            let request = self.request(place, wish);
            let Ok((prepared, _)) = client.prepare(Kind::Transfer, &request, None) else {
                self.say(place, Said::Rejected);
                continue;
            };
            if let Some(id) = self.ids.borrow_mut().get_mut(place) {
                *id = Some(prepared.request.id().to_owned());
            }
            let call = Call { signal: end.map(Patience), ..self.call() };
            self.say(place, self.transfer(&client, &prepared, &call).await?);
        }
        Ok(())
    }

    async fn transfer(
        &self,
        client: &Client,
        prepared: &Prepared,
        call: &Call<Patience>,
    ) -> Result<Said, String> {
        let mut again = 0;
        loop {
            let made = if self.look_up {
                client.create(prepared, call).await
            } else {
                client.create_blindly(prepared, call).await
            };
            let error = match made {
                Ok(_) => return Ok(Said::Accepted),
                Err(error) => error,
            };
            self.world.tell(|| format!("told {} {error:?}", prepared.request.id()));
            match error.kind {
                ErrorKind::OutcomeUnknown if error.ids.is_empty() => {
                    return Err("an unknown transfer came without its identifier".into());
                }
                ErrorKind::OutcomeUnknown if again < AGAIN => again += 1,
                ErrorKind::OutcomeUnknown => return Ok(Said::Unknown),
                ErrorKind::Api | ErrorKind::Validation => return Ok(Said::Rejected),
                // The login was not answered, so nothing left.
                _ => return Ok(Said::NotSent),
            }
        }
    }

    /// A merchant whose books keep no identifier looks for those of the errors.
    pub(crate) async fn find_unknown(&self) -> Result<(), String> {
        let client = self.aurore()?;
        for (place, said) in self.said().into_iter().enumerate() {
            if said != Said::Unknown {
                continue;
            }
            let id = self.ids.borrow().get(place).cloned().flatten();
            let key = FindKey::read(&id.map_or(Value::Null, Value::from));
            let key = key.map_err(|error| format!("find: {error}"))?;
            let found = client.find(Kind::Transfer, &key, None, &self.call()).await;
            let found = found.map_err(|error| format!("find: {error}"))?;
            self.say(place, if found.is_some() { Said::Accepted } else { Said::NotSent });
        }
        Ok(())
    }

    /// A client as a program makes it when it starts. Without a journal its store dies with it.
    fn aurore(&self) -> Result<Client, String> {
        let options = record(&[
            ("api_key", KEY.into()),
            ("api_password", "test-password".into()),
            ("base_url", "http://localhost:4010".into()),
            ("notify_url", "https://shop.example/notify".into()),
            ("timeout", number(self.scenario.patience)),
        ]);
        let config = AuroreConfig::read(&Value::Record(options), false);
        let config = config.map_err(|error| format!("account: {error}"))?;
        let shelf =
            if self.scenario.journal { self.shelf.clone() } else { Shelf::new(self.world.clone()) };
        Ok(AuroreClient::new(self.world.clone(), config, shelf))
    }

    fn request(&self, place: usize, wish: &Wish) -> Value {
        let mut fields = record(&[
            ("currency", "XOF".into()),
            ("amount", number(wish.amount)),
            ("phone_number", format!("+225{}", wish.phone).into()),
            ("payment_method", "WAVE_CI".into()),
            ("reason", "Salary".into()),
        ]);
        let own = wish.own_id.clone();
        if let Some(id) = own.or_else(|| self.scenario.journal.then(|| format!("ITEM-{place}"))) {
            fields.push(("merchant_transaction_id".to_owned(), id.into()));
        }
        Value::Record(fields)
    }
}
