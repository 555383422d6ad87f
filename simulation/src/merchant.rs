//! temp naive
use crate::journal::Paper;
use crate::scenario::{Kind, Scenario};
use crate::verdict::Said;
use crate::world::World;
use guichet::client::{HttpRequest, Platform};
use serde_json::{Value as Json, json};
use std::cell::RefCell;

pub(crate) struct Merchant<'a> {
    world: &'a World,
    scenario: &'a Scenario,
    look_up: bool,
    said: RefCell<Vec<Said>>,
}
impl<'a> Merchant<'a> {
    pub(crate) fn new(
        world: &'a World,
        scenario: &'a Scenario,
        _paper: &Paper,
        look_up: bool,
    ) -> Self {
        Self {
            world,
            scenario,
            look_up,
            said: RefCell::new(vec![Said::Nothing; scenario.wishes.len()]),
        }
    }
    pub(crate) fn prepare(&self) {}
    pub(crate) fn said(&self) -> Vec<Said> {
        self.said.borrow().clone()
    }
    pub(crate) async fn ask_for_unknown(&self) -> Result<(), String> {
        Ok(())
    }
    async fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Option<Json> {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let r =
            HttpRequest::post(format!("http://s{path}"), "application/x-www-form-urlencoded", body);
        let reply = self.world.send(&r, 15000, None).await.ok()?;
        serde_json::from_str(&reply.body).ok()
    }
    pub(crate) async fn send(&self) {
        if self.scenario.kind == Kind::EasyTransfert {
            return self.said.borrow_mut().fill(Said::Unknown);
        }
        let kind = self.scenario.kind.word();
        for (at, wish) in self.scenario.wishes.iter().enumerate() {
            self.said.borrow_mut()[at] = Said::Unknown;
            for attempt in 0..3 {
                let Some(login) = self
                    .post("/v1/auth/login", &[("apikey", "XXXXXXXXXX"), ("password", "p")])
                    .await
                else {
                    continue;
                };
                let Some(token) = login["data"]["token"].as_str() else { continue };
                let c = json!([{"prefix":"225","phone":wish.phone,"name":"A","surname":"B","email":"a@b.ci"}]).to_string();
                let Some(_) =
                    self.post(&format!("/v1/{kind}/contact?token={token}"), &[("data", &c)]).await
                else {
                    continue;
                };
                let id = if self.look_up { format!("I-{at}") } else { format!("I-{at}-{attempt}") };
                let c = json!([{"prefix":"225","phone":wish.phone,"amount":wish.amount,"client_transaction_id":id,"notify_url":"https://x.ci/n"}]).to_string();
                if let Some(a) = self
                    .post(&format!("/v1/{kind}/money/send/contact?token={token}"), &[("data", &c)])
                    .await
                {
                    if a["data"][0][0]["code"] == 0 || a["data"][0][0]["code"] == 805 {
                        self.said.borrow_mut()[at] = Said::Accepted;
                        break;
                    }
                    if a["data"][0][0]["code"].is_number() {
                        self.said.borrow_mut()[at] = Said::Rejected;
                        break;
                    }
                }
            }
        }
    }
}
