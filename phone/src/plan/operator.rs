//! Operators of the home countries: whose range a number is in, and what the services call them. Advice: numbers are carried from one operator to another.

use super::{CallingCode, Plan, Region};

/// Who issued a number's range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// What people call it.
    pub name: &'static str,
    /// What services call its mobile money: `payment_method` of Transfer (provider documentation), channels of Aurore. Empty where no service pays to it.
    pub words: &'static [&'static str],
    /// Airtime is sold in multiples of this many francs (seed 000: Orange 50, MTN and Moov 5); 1 where nothing is said.
    pub multiple: u32,
}

/// By calling code and the carrier data's name. Legal and older names stand beside what people say: Mali's Sotelma is Moov, Burkina's Onatel is Moov, Guinea's Areeba
/// is MTN, Togo's Togo Telecom is Yas, Senegal's Free is Yas,
/// Gabon's Libertis is Moov. Wave has no numbers of its own: it rides on any.
static NAMES: [(CallingCode, &str, Operator); 31] = [
    (225, "Orange", operator("Orange", &["OM", "OM_CI"], 50)),
    (225, "MTN", operator("MTN", &["MOMO", "MTN_CI"], 5)),
    (225, "Moov", operator("Moov", &["FLOOZ", "MOOV_CI"], 5)),
    (221, "Orange", operator("Orange", &["OMSN", "OM_SN"], 50)),
    (221, "Free", operator("Yas", &["FREESN", "FREE_SN"], 1)),
    (221, "Expresso", operator("Expresso", &["EXPRESSO_SN"], 1)),
    (223, "Orange", operator("Orange", &["OMML", "OM_ML"], 50)),
    (223, "Sotelma", operator("Moov", &["MOOVML", "MOOV_ML"], 5)),
    (228, "Togo Telecom", operator("Yas", &["TMONEYTG", "TMONEY_TG"], 1)),
    (228, "Moov", operator("Moov", &["FLOOZTG", "MOOV_TG"], 5)),
    (229, "MTN", operator("MTN", &["MTNBJ", "MTN_BJ"], 5)),
    (229, "Moov", operator("Moov", &["MOOVBJ", "MOOV_BJ"], 5)),
    (226, "Orange", operator("Orange", &["OMBF", "OM_BF"], 50)),
    (226, "Onatel", operator("Moov", &["MOOVBF", "MOOV_BF"], 5)),
    (227, "Airtel", operator("Airtel", &["AIRTEL_NE"], 1)),
    (227, "Moov", operator("Moov", &["MOOV_NE"], 5)),
    (227, "Orange", operator("Zamani", &["ZAMANI_NE"], 1)),
    (224, "Orange", operator("Orange", &["OMGN", "OM_GN"], 50)),
    (224, "Areeba", operator("MTN", &["MTNGN", "MTN_GN"], 5)),
    (237, "Orange", operator("Orange", &["OM_CM"], 50)),
    (237, "MTN Cameroon", operator("MTN", &["MTN_CM"], 5)),
    (243, "Orange", operator("Orange", &["OMCD", "OM_CD"], 50)),
    (243, "Vodacom", operator("Vodacom", &["MPESACD", "MPESA_CD"], 1)),
    (243, "Airtel", operator("Airtel", &["AIRTELCD", "AIRTEL_CD"], 1)),
    (243, "Africell", operator("Africell", &["AFRICELL_CD"], 1)),
    (241, "Airtel", operator("Airtel", &[], 1)),
    (241, "Moov", operator("Moov", &[], 5)),
    (241, "Libertis", operator("Moov", &[], 5)),
    (242, "MTN", operator("MTN", &[], 5)),
    (242, "Airtel", operator("Airtel", &[], 1)),
    (236, "Orange", operator("Orange", &[], 50)),
];

const fn operator(name: &'static str, words: &'static [&'static str], multiple: u32) -> Operator {
    Operator { name, words, multiple }
}

impl Operator {
    /// The operator that a name means, marks and capitals aside: what people call it, whatever follows (`Orange Money`, `ORANGE_CI`), or a service's word for it.
    /// None for a name that is nobody's here.
    ///
    /// ```
    /// use guichet_phone::plan::Operator;
    ///
    /// let multiple = |name| Operator::called(name).map(|operator| operator.multiple);
    /// assert_eq!((multiple("Orange Money"), multiple("MoMo"), multiple("Wave")), (Some(50), Some(5), None));
    /// ```
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        let means = |operator: &&Self| {
            let by_word = |word: &&str| match after(name, word) {
                Some(0) => true,
                // OM alone begins too many words.
                Some(_) => word.len() > 3,
                None => false,
            };
            after(name, operator.name).is_some() || operator.words.iter().any(by_word)
        };
        NAMES.iter().map(|(.., operator)| operator).find(means)
    }
}

/// How many letters and digits follow where a text begins with another, marks and capitals aside.
fn after(text: &str, beginning: &str) -> Option<usize> {
    let [mut text, mut beginning] =
        [text, beginning].map(|text| text.bytes().filter(u8::is_ascii_alphanumeric));
    let same = |byte: u8| text.next().is_some_and(|other| other.eq_ignore_ascii_case(&byte));
    beginning.all(same).then(|| text.count())
}

impl Plan {
    /// Who issued a number's range, where the plan knows: the home countries'.
    #[must_use]
    pub fn operator(&self, region: Region, nsn: &[u8]) -> Option<Operator> {
        let (mut node, mut word) = (self.code_root(self.code_row(region), 1), 0);
        for digit in nsn {
            node = self.graph.step(node, *digit);
            word = match self.graph.word(node) {
                0 => word,
                longer => longer,
            };
        }
        self.operator_of(self.code_of(region), word).copied()
    }

    /// The operator of a word of the graph.
    pub(super) fn operator_of(&self, code: CallingCode, word: u8) -> Option<&'static Operator> {
        let name = self.text(usize::from(word).checked_sub(1)?);
        NAMES
            .iter()
            .find(|(of, known, _)| *of == code && known.as_bytes() == name)
            .map(|(_, _, operator)| operator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_known_by_the_names_that_people_and_services_give_them() {
        for (name, expected) in [
            ("Orange", Some("Orange")),
            (" orange ", Some("Orange")),
            ("Orange Money", Some("Orange")),
            ("ORANGE_CI", Some("Orange")),
            ("Orange CDUSD", Some("Orange")),
            ("OM", Some("Orange")),
            ("om_ci", Some("Orange")),
            ("OMSN", Some("Orange")),
            ("MTN Money", Some("MTN")),
            ("Mtn CI", Some("MTN")),
            ("MoMo", Some("MTN")),
            ("MTNBJ", Some("MTN")),
            ("Moov Africa", Some("Moov")),
            ("Flooz", Some("Moov")),
            ("FLOOZTG", Some("Moov")),
            ("Airtel", Some("Airtel")),
            ("MPESA_CD", Some("Vodacom")),
            ("Omni", None),
            ("Oran", None),
            ("Wave", None),
            ("", None),
            ("É", None),
        ] {
            assert_eq!(Operator::called(name).map(|operator| operator.name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_means_one_multiple_whatever_the_country() {
        for (_, _, operator) in &NAMES {
            for name in operator.words.iter().chain([&operator.name]) {
                let multiple = Operator::called(name).map(|found| found.multiple);
                assert_eq!(multiple, Some(operator.multiple), "{name}");
            }
        }
    }
}
