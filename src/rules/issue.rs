//! What is wrong with a value: where, which rule, how bad, and what would be right.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use core::fmt;
use core::ops::{Deref, DerefMut};

use super::lines::{Lines, lines};
use super::text;

/// How bad an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The service refuses it: the request is not sent.
    Error,
    /// A person probably got it wrong: the request is sent, unless the caller is strict.
    Warning,
}

impl Severity {
    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The same in English and in French.
pub type Word = [&'static str; 2];

/// A detail of an issue that its message shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// Words, such as what was got or what is suggested.
    Text(String),
    /// A word of ours, in English and French; data carries the English one.
    Word(Word),
    /// A whole number, such as a limit.
    Number(u64),
}

macro_rules! issue_codes {
    ($($(#[doc = $doc:literal])+ $(#[cfg($($when:tt)+)])? $variant:ident = $name:literal,)+) => {
        /// The rule that a value breaks. The set is closed; each has a message in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IssueCode { $($(#[doc = $doc])+ $(#[cfg($($when)+)])? $variant,)+ }

        impl IssueCode {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$($(#[cfg($($when)+)])? Self::$variant,)+];

            const NAMES: Lines = lines!(&[$($(#[cfg($($when)+)])? $name,)+]);

            /// The name that JavaScript and the documentation use.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::NAMES.line(self as usize)
            }
        }
    };
}

issue_codes! {
    /// The request is not a record of named fields.
    NotARecord = "not_a_record",
    /// A field that the service requires is missing or blank.
    Required = "required",
    /// A customer field is missing that paying by card requires.
    RequiredForCard = "required_for_card",
    /// Some customer fields are given but not this one: the counter will hide the card option.
    CardOptionHidden = "card_option_hidden",
    /// Text was expected.
    NotText = "not_text",
    /// `true` or `false` was expected.
    NotABoolean = "not_a_boolean",
    /// A function was expected.
    #[cfg(feature = "clients")]
    NotAFunction = "not_a_function",
    /// A number of milliseconds above 0 was expected.
    #[cfg(feature = "clients")]
    NotADuration = "not_a_duration",
    /// The text holds half of a surrogate pair.
    BrokenText = "broken_text",
    /// The text is longer than any service takes.
    TextTooLong = "text_too_long",
    /// Reading the value failed, or it is of a type or depth that no service takes.
    Unreadable = "unreadable",
    /// No field of that name is documented.
    FieldUnknown = "field_unknown",
    /// A field name that could change the meaning of objects (`__proto__`).
    FieldForbidden = "field_forbidden",
    /// Not a number.
    AmountNotANumber = "amount_not_a_number",
    /// Not a whole number: none of the currencies is taken with decimals.
    AmountNotWhole = "amount_not_whole",
    /// Not a multiple of what the service takes.
    AmountNotMultiple = "amount_not_multiple",
    /// Below the smallest amount that the service takes.
    AmountTooSmall = "amount_too_small",
    /// Below the smallest amount that some sources give for the service.
    AmountProbablyTooSmall = "amount_probably_too_small",
    /// Above the largest amount that the service takes.
    AmountTooLarge = "amount_too_large",
    /// Not one of the service's currencies.
    CurrencyUnknown = "currency_unknown",
    /// Not an ISO 3166-1 alpha-2 code.
    CountryUnknown = "country_unknown",
    /// The state is mandatory for this country.
    StateRequired = "state_required",
    /// Not a state or province of this country.
    StateUnknown = "state_unknown",
    /// Not a two-letter code.
    StateFormat = "state_format",
    /// Longer than a postal code can be.
    ZipCodeLength = "zip_code_length",
    /// Not five characters long, the documented size.
    ZipCodeSize = "zip_code_size",
    /// Not the pattern of the country's postal codes.
    ZipCodePattern = "zip_code_pattern",
    /// Not an e-mail address.
    EmailInvalid = "email_invalid",
    /// A placeholder copied from a web page that hides addresses.
    EmailHidden = "email_hidden",
    /// Not an absolute http or https address.
    UrlInvalid = "url_invalid",
    /// The address carries a user name or password.
    UrlCredentials = "url_credentials",
    /// The service cannot reach this address.
    UrlNotPublic = "url_not_public",
    /// Characters that make the service fail.
    TransactionIdCharacters = "transaction_id_characters",
    /// Characters that the service advises against.
    TransactionIdAdvice = "transaction_id_advice",
    /// Not one of the counter's universes.
    ChannelUnknown = "channel_unknown",
    /// Not a language of the counter.
    LangUnknown = "lang_unknown",
    /// Not a phone number.
    PhoneInvalid = "phone_invalid",
    /// The country calling code is missing.
    PhoneNotInternational = "phone_not_international",
    /// `lock_phone_number` needs `customer_phone_number`.
    PhoneRequiredByLock = "phone_required_by_lock",
    /// Not a record of texts.
    InvoiceDataShape = "invoice_data_shape",
    /// More than three entries.
    InvoiceDataTooMany = "invoice_data_too_many",
    /// A secret that belongs on a server was given in a page.
    #[cfg(feature = "clients")]
    SecretInPage = "secret_in_page",
    /// A number of before its country lengthened them.
    PhoneOldFormat = "phone_old_format",
    /// Shorter than any number of its country.
    PhoneTooShort = "phone_too_short",
    /// Longer than any number of its country.
    PhoneTooLong = "phone_too_long",
    /// In none of the ranges of its country.
    PhoneUnlikely = "phone_unlikely",
    /// The plan of its country is not loaded.
    PhonePlanUnknown = "phone_plan_unknown",
    /// No multiple of what the receiver's operator probably takes.
    AmountProbablyNotMultiple = "amount_probably_not_multiple",
    /// Not a country calling code in digits.
    PrefixInvalid = "prefix_invalid",
    /// Not digits of a national number.
    PhoneNotNational = "phone_not_national",
    /// The same identifier stands twice in a list.
    #[cfg(feature = "clients")]
    IdRepeated = "id_repeated",
    /// Not a list, or an empty one.
    #[cfg(feature = "clients")]
    ListExpected = "list_expected",
    /// Not the identifier of a service.
    ServiceIdInvalid = "service_id_invalid",
    /// The customer's one-time code is missing; a USSD code gives it.
    OtpRequired = "otp_required",
    /// Not a one-time code.
    OtpInvalid = "otp_invalid",
    /// Not a number that counts items.
    #[cfg(feature = "clients")]
    NotACount = "not_a_count",
    /// Not a currency of the payment's country.
    CurrencyNotOfCountry = "currency_not_of_country",
    /// Not the account's own.
    CurrencyNotOfAccount = "currency_not_of_account",
    /// Not an address that a payment counter may have.
    #[cfg(feature = "clients")]
    CounterUrlRefused = "counter_url_refused",
    /// Not a way to show the counter.
    #[cfg(feature = "clients")]
    PresentationUnknown = "presentation_unknown",
    /// This object has a counter open already.
    #[cfg(feature = "clients")]
    CounterOpen = "counter_open",
    /// Shorter than the service takes.
    TextTooShort = "text_too_short",
    /// Not an operator and a country, such as `OM_CI`.
    PaymentMethodFormat = "payment_method_format",
    /// Not one of its country's listed methods.
    PaymentMethodUnknown = "payment_method_unknown",
    /// Not a country that the service is in.
    #[cfg(feature = "clients")]
    CountryNotServed = "country_not_served",
    /// A number of another country than the payment's.
    PhoneNotOfCountry = "phone_not_of_country",
    /// The number's range was issued by another operator.
    PhoneOfOtherOperator = "phone_of_other_operator",
    /// A direct payment needs this field.
    RequiredForDirectPay = "required_for_direct_pay",
    /// Neither a test key nor a live one, and no address to take it to.
    #[cfg(feature = "clients")]
    KeyUnknown = "key_unknown",
    /// Keys of both environments, or a key and the other's address.
    #[cfg(feature = "clients")]
    KeysMixed = "keys_mixed",
    /// Several accounts could be meant, or none is.
    AccountUnclear = "account_unclear",
    /// The identifier was used before, for another payment.
    #[cfg(feature = "clients")]
    IdOfAnother = "id_of_another",
    /// The service has nothing like it.
    #[cfg(feature = "clients")]
    NoCounterpart = "no_counterpart",
    /// A landline's number where a mobile one is needed.
    PhoneNotMobile = "phone_not_mobile",
    /// A dot at an end of what stands before the @, or beside another.
    EmailUnlikely = "email_unlikely",
    /// With the word of another currency than the request's.
    AmountInOtherCurrency = "amount_in_other_currency",
    /// A row of a file has more cells than its header.
    #[cfg(feature = "clients")]
    RowTooLong = "row_too_long",
    /// A column of a file stands twice.
    #[cfg(feature = "clients")]
    ColumnRepeated = "column_repeated",
}

/// One thing that is wrong with a request. A pointer to its [`Parts`], so that passing it on costs little.
#[derive(Clone, PartialEq, Eq)]
pub struct Issue(Box<Parts>);

/// What an issue says.
#[derive(Clone, PartialEq, Eq)]
pub struct Parts {
    /// The field, such as `amount` or `invoice_data.Matricule`; empty for the request as a whole.
    pub path: String,
    /// The rule that is broken.
    pub code: IssueCode,
    /// Whether it stops the request.
    pub severity: Severity,
    /// What the message shows: `got`, `expected`, `suggestion`, limits. Never a secret, a phone number or an e-mail address.
    pub params: Vec<(&'static str, Param)>,
}

impl Deref for Issue {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Issue {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl Issue {
    /// What the service refuses.
    #[must_use]
    pub fn error(code: IssueCode) -> Self {
        Self::new(code, Severity::Error)
    }

    /// What a person probably got wrong.
    #[must_use]
    pub fn warning(code: IssueCode) -> Self {
        Self::new(code, Severity::Warning)
    }

    fn new(code: IssueCode, severity: Severity) -> Self {
        Self(Box::new(Parts { path: String::new(), code, severity, params: Vec::new() }))
    }

    /// Says which field it is about.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        path.clone_into(&mut self.path);
        self
    }

    /// Adds words to the issue. Foreign text longer than any word or identifier is cut; the sentence shows less of it (`text::show`).
    #[must_use]
    pub fn with(mut self, name: &'static str, text: &str) -> Self {
        let mut shown = text::excerpt(text);
        if shown.len() < text.len() {
            shown.push('…');
        }
        self.params.push((name, Param::Text(shown)));
        self
    }

    /// Adds a word of ours to the message.
    #[must_use]
    pub fn with_word(mut self, name: &'static str, word: Word) -> Self {
        self.params.push((name, Param::Word(word)));
        self
    }

    /// Adds a whole number to the message.
    #[must_use]
    pub fn with_number(mut self, name: &'static str, number: u64) -> Self {
        self.params.push((name, Param::Number(number)));
        self
    }
}

/// Shows what is wrong and where, not what was got.
impl fmt::Debug for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {} at {:?}", self.severity, self.code.name(), self.path)
    }
}

/// What reading one value gave: the typed value, perhaps with advice, or the issue that stops it.
pub type Read<T> = Result<(T, Option<Issue>), Issue>;

/// Whether any of the issues stops the request.
#[must_use]
pub fn any_error(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Error)
}
