//! The merchant: a program that pays its list with the real clients, notes what it is told, and starts again after a kill.

use std::cell::RefCell;
use std::rc::Rc;

use guichet::account::client::{AccountClient, FindKey};
use guichet::account::{AccountConfig, ItemResult, Outcome, SendOptions, Service};
use guichet::client::store::MemoryStore;
use guichet::client::{Call, ErrorKind, GuichetError, Platform};
use guichet::easytransfert::{EasyTransfertClient, EasyTransfertConfig};
use guichet::rules::{Record, Value};

use crate::journal::Paper;
use crate::scenario::{Kind, Scenario, Wish};
use crate::verdict::Said;
use crate::world::{Patience, World};

pub(crate) struct Merchant<'a> {
    world: &'a World,
    scenario: &'a Scenario,
    paper: &'a Paper,
    look_up: bool,
    /// What the world has been told of each wish, by any life of the program.
    said: RefCell<Vec<Said>>,
    ids: RefCell<Vec<Option<String>>>,
}

type Client = Rc<AccountClient<World, MemoryStore>>;

impl<'a> Merchant<'a> {
    pub(crate) fn new(
        world: &'a World,
        scenario: &'a Scenario,
        paper: &'a Paper,
        look_up: bool,
    ) -> Self {
        let count = scenario.wishes.len();
        let said = RefCell::new(vec![Said::Nothing; count]);
        Self { world, scenario, paper, look_up, said, ids: RefCell::new(vec![None; count]) }
    }

    pub(crate) fn said(&self) -> Vec<Said> {
        self.said.borrow().clone()
    }

    fn service(&self) -> Option<Service> {
        match self.scenario.kind {
            Kind::Transfer => Some(Service::Transfer),
            Kind::Airtime => Some(Service::Airtime),
            Kind::EasyTransfert => None,
        }
    }

    /// Makes contacts of everybody, in fair weather, where the list itself does not.
    pub(crate) async fn prepare(&self) -> Result<(), String> {
        let Some(service) = self.service().filter(|_| !self.scenario.add_contacts) else {
            return Ok(());
        };
        let client = self.client()?;
        // One by one: a number can make the service fail for all that are added with it.
        for wish in &self.scenario.wishes {
            let list = Value::List(vec![Value::Record(contact(wish))]);
            match client.add_contacts(service, &list, &self.call()).await {
                Err(error) if error.kind != ErrorKind::Api => {
                    return Err(format!("contacts: {error}"));
                }
                Ok(_) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// One life of the program: the whole list, or what can be sent of it until the caller gives up.
    pub(crate) async fn send(&self, abort: Option<u64>) -> Result<(), String> {
        match self.service() {
            Some(service) => self.send_list(service, abort).await,
            None => self.send_each(abort).await,
        }
    }

    async fn send_list(&self, service: Service, abort: Option<u64>) -> Result<(), String> {
        let client = self.client()?;
        let end = abort.map(|ms| self.world.now().saturating_add(ms));
        let chunk = usize::try_from(self.scenario.chunk).ok();
        let options = SendOptions { add_contacts: self.scenario.add_contacts, chunk };
        let mut places: Vec<usize> = (0..self.scenario.wishes.len()).collect();
        let start = |places: &[usize]| {
            let wish = |place: &usize| self.scenario.wishes.get(*place).map(item);
            let list = Value::List(places.iter().filter_map(wish).map(Value::Record).collect());
            let call = Call { signal: end.map(Patience), ..self.call() };
            client.send(service, &list, &options, self.paper.clone(), call)
        };
        let run = match start(&places) {
            Err(error) if error.kind == ErrorKind::Validation => {
                let wrong = self.note_wrong(&places, &error);
                places.retain(|place| !wrong.contains(place));
                if places.is_empty() {
                    return Ok(());
                }
                start(&places)
            }
            run => run,
        };
        let mut run = run.map_err(|error| format!("list: {error}"))?;
        if !self.look_up {
            run = run.without_look_up();
        }
        while let Some(results) = run.next().await {
            for result in results {
                self.note(&places, &result);
            }
        }
        Ok(())
    }

    /// The items of which the client says that they cannot be sent. They are refused before anything leaves.
    fn note_wrong(&self, places: &[usize], error: &GuichetError) -> Vec<usize> {
        let at = |path: &str| path.strip_prefix('[')?.split(']').next()?.parse::<usize>().ok();
        let wrong: Vec<usize> =
            error.issues.iter().filter_map(|issue| places.get(at(&issue.path)?).copied()).collect();
        for place in &wrong {
            self.say(*place, Said::Rejected);
        }
        wrong
    }

    fn note(&self, places: &[usize], result: &ItemResult) {
        self.world.tell(|| format!("told {result:?} {}", result.client_transaction_id));
        let Some(place) = places.get(result.index).copied() else { return };
        if let Some(id) = self.ids.borrow_mut().get_mut(place) {
            *id = Some(result.client_transaction_id.clone());
        }
        let said = match result.outcome {
            Outcome::Accepted => Said::Accepted,
            Outcome::Rejected => Said::Rejected,
            Outcome::Unknown => Said::Unknown,
            Outcome::NotSent => Said::NotSent,
        };
        self.say(place, said);
    }

    fn say(&self, place: usize, what: Said) {
        if let Some(said) = self.said.borrow_mut().get_mut(place) {
            *said = what;
        }
    }

    async fn send_each(&self, abort: Option<u64>) -> Result<(), String> {
        let end = abort.map(|ms| self.world.now().saturating_add(ms));
        let options = record(&[
            ("api_key", KEY.into()),
            ("base_url", "http://localhost:4010/easytransfert".into()),
            ("ipn_url", "https://shop.example/ipn".into()),
            ("timeout", number(self.scenario.patience)),
        ]);
        let config = EasyTransfertConfig::read(&Value::Record(options), false);
        let config = config.map_err(|error| format!("account: {error}"))?;
        let client = EasyTransfertClient::new(self.world.clone(), config);
        for (place, wish) in self.scenario.wishes.iter().enumerate() {
            let request = record(&[
                ("amount", number(wish.amount)),
                ("destination", wish.phone.as_str().into()),
                ("service_id", number(58)),
                ("custom_data", format!("order-{place}").into()),
            ]);
            let Ok((request, _)) = client.prepare(&Value::Record(request)) else {
                self.say(place, Said::Rejected);
                continue;
            };
            let call = Call { signal: end.map(Patience), ..self.call() };
            let started = match client.airtime(&request, &call).await {
                Ok(started) => started,
                Err(error) => {
                    self.world.tell(|| format!("told {place} {error:?}"));
                    let unknown = error.kind == ErrorKind::OutcomeUnknown && !error.ids.is_empty();
                    self.say(place, if unknown { Said::Unknown } else { Said::Rejected });
                    continue;
                }
            };
            self.say(place, Said::Accepted);
            let id = started.transaction.text("transaction_id").unwrap_or_default();
            let wait = client.wait(None, None).map_err(|error| format!("wait: {error}"))?;
            if let Err(error) = client.wait_for(&id.into(), &wait).await
                && error.kind != ErrorKind::Timeout
            {
                return Err(format!("wait_for: {error}"));
            }
        }
        Ok(())
    }

    /// What a merchant does about unknown items who keeps no journal: looks for them once the weather is calm.
    pub(crate) async fn ask_for_unknown(&self) -> Result<(), String> {
        let Some(service) = self.service() else { return Ok(()) };
        let client = self.client()?;
        for (place, said) in self.said().into_iter().enumerate() {
            if said != Said::Unknown {
                continue;
            }
            let Some(id) = self.ids.borrow().get(place).cloned().flatten() else {
                return Err("an unknown item came without its identifier".into());
            };
            let found = client.find(service, &FindKey::ClientTransactionId(id), &self.call()).await;
            let found = found.map_err(|error| format!("find: {error}"))?;
            self.say(place, if found.is_empty() { Said::NotSent } else { Said::Accepted });
        }
        Ok(())
    }

    /// A client as a program makes it when it starts.
    fn client(&self) -> Result<Client, String> {
        let options = record(&[
            ("apikey", KEY.into()),
            ("password", "test-password".into()),
            ("base_url", "http://localhost:4010".into()),
            ("timeout", number(self.scenario.patience)),
        ]);
        let config = AccountConfig::read(&Value::Record(options));
        let config = config.map_err(|error| format!("account: {error}"))?;
        Ok(Rc::new(AccountClient::new(self.world.clone(), config, MemoryStore::default())))
    }

    fn call(&self) -> Call<<World as Platform>::Signal> {
        Call { timeout_ms: self.scenario.patience, signal: None }
    }
}

const KEY: &str = "XXXXXXXXXXXXXXXX";

fn record(fields: &[(&str, Value)]) -> Record {
    fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

#[expect(clippy::cast_precision_loss, reason = "amounts and times are small")]
fn number(number: u64) -> Value {
    Value::Number(number as f64)
}

fn contact(wish: &Wish) -> Record {
    record(&[
        ("prefix", "225".into()),
        ("phone", wish.phone.as_str().into()),
        ("name", "Awa".into()),
        ("surname", "Koné".into()),
        ("email", "awa@exemple.ci".into()),
    ])
}

fn item(wish: &Wish) -> Record {
    let mut item = contact(wish);
    item.push(("amount".to_owned(), number(wish.amount)));
    item.push(("notify_url".to_owned(), "https://shop.example/notify".into()));
    if let Some(id) = &wish.own_id {
        item.push(("client_transaction_id".to_owned(), id.as_str().into()));
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use guichet::client::json;

    #[test]
    fn an_item_is_one_that_the_client_takes() {
        let wish = Wish { phone: "0701234567".into(), amount: 500, own_id: Some("A".into()) };
        let checked = guichet::account::Send::check(Service::Transfer, &Value::Record(item(&wish)));
        assert!(checked.issues.is_empty(), "{:?}", checked.issues);
        assert_eq!(
            json::write(checked.value.unwrap().fields()),
            r#"{"prefix":"225","phone":"0701234567","amount":500,"client_transaction_id":"A","notify_url":"https://shop.example/notify"}"#
        );
    }
}
