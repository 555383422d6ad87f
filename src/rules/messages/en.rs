//! English sentences.

super::sentences! {
    NotARecord: "the request must be an object with the documented fields, got {got}",
    Required: "{field} is required",
    RequiredForCard: "{field} is required to pay by card",
    CardOptionHidden: "{field} is missing: the counter will not offer the card",
    NotText: "{field} must be text, got {got}",
    NotABoolean: "{field} must be true or false, got {got}",
    #[cfg(feature = "clients")]
    NotAFunction: "{field} must be a function",
    #[cfg(feature = "clients")]
    NotADuration: "{field} must be a number of milliseconds above 0",
    BrokenText: "{field} holds a broken character; type it again",
    TextTooLong: "{field} is too long: at most {maximum} characters",
    Unreadable: "{field} cannot be read: give a plain value",
    FieldUnknown: "{field} is not a documented field{suggestion: (*?)}",
    FieldForbidden: "{field} is not allowed as the name of a field",
    AmountNotANumber: "amount must be a number, got {got}",
    AmountNotWhole: "amount must be a whole number without decimals, got {got}{suggestion: (*?)}",
    AmountNotMultiple: "amount {got} is not a multiple of {multiple}{lower:; the nearest are * and }{upper}{suggestion:; the nearest is *}",
    AmountTooSmall: "amount {got} is too small; the minimum is {minimum}{currency: *}",
    AmountProbablyTooSmall: "amount {got} may be too small; some accounts start at {minimum}{currency: *}",
    AmountTooLarge: "amount is too large; the maximum is {maximum}",
    CurrencyUnknown: "currency {got} is not accepted; choose one of {expected}",
    CountryUnknown: "{got} is not a known country code, such as CI, SN or FR{suggestion: (*?)}",
    StateRequired: "{field} is required for {country}",
    StateUnknown: "{got} is neither a state nor a province of {country}",
    StateFormat: "{field} must be two letters, got {got}",
    ZipCodeLength: "{field} must be 1 to {maximum} characters, got {length}",
    ZipCodeSize: "{field} should be 5 characters, got {length}",
    ZipCodePattern: "{field} does not look like a postal code of {country}, such as {expected}",
    EmailInvalid: "{field} must be an e-mail address such as name@example.com",
    EmailHidden: "{field} is a placeholder copied from a web page that hides addresses; put the real one",
    UrlInvalid: "{field} must be a full web address such as https://example.com/path",
    UrlCredentials: "{field} must not carry a user name or password",
    UrlNotPublic: "{field} is an address that the service cannot reach from outside",
    TransactionIdCharacters: "{field} {got} holds characters that make payments fail (# / $ & or an invisible one); use for example {suggestion}",
    TransactionIdAdvice: "{field} {got} would be safer with letters, digits, - and . only, for example {suggestion}",
    ChannelUnknown: "{field} {got} is not known; choose one of {expected}",
    LangUnknown: "{field} {got} is not available; choose fr or en",
    PhoneInvalid: "{field} must be a phone number with its country code, such as +225 followed by the number",
    PhoneNotInternational: "{field} has no country code; write it as in +225 followed by the number",
    PhoneRequiredByLock: "{field} is required when lock_phone_number is true: country code and number, digits only",
    InvoiceDataShape: "invoice_data takes short texts, each under a name; got for {field}: {got}",
    InvoiceDataTooMany: "{field} takes at most {maximum} entries, got {length}",
    #[cfg(feature = "clients")]
    SecretInPage: "{field} is a secret: keep it on your server, anybody can read what is in a page",
    PhoneOldFormat: "{field} is from before its country lengthened its numbers; give today's number{suggestion: (*…)}",
    PhoneTooShort: "{field} is too short for a number of its country",
    PhoneTooLong: "{field} is too long for a number of its country",
    PhoneUnlikely: "{field} does not look like a number of its country; check it",
    PhonePlanUnknown: "{field} has the shape of a number, but its country's numbering plan is not loaded",
    AmountProbablyNotMultiple: "the amount {got} is probably refused: the operator takes multiples of {multiple}{lower:; the nearest are * and }{upper}{suggestion:; the nearest is *}",
    PrefixInvalid: "{field} must be a country calling code in digits, such as 225; got: {got}",
    PhoneNotNational: "{field} must be a national number in digits, without the country's code",
    #[cfg(feature = "clients")]
    IdRepeated: "{field} is the same as an earlier one in the list; each payment needs its own",
    #[cfg(feature = "clients")]
    ListExpected: "a list with at least one item was expected, got: {got}",
    ServiceIdInvalid: "{field} must be the number of a service of your account, got: {got}",
    OtpRequired: "{field} is required: the customer gets the code by dialling {ussd}",
    OtpInvalid: "{field} must be the digits that the customer got",
    #[cfg(feature = "clients")]
    NotACount: "{field} must be a whole number from 1 to {maximum}",
    CurrencyNotOfCountry: "{field} {got} is not collected in {country}; use {expected}",
    CurrencyNotOfAccount: "currency {got} is not the account's; it collects {expected}",
    #[cfg(feature = "clients")]
    CounterUrlRefused: "{field} is not the address of a known payment counter; it must be https, on an origin of CinetPay's or of counterOrigins",
    #[cfg(feature = "clients")]
    PresentationUnknown: "{field} must be modal, popup, redirect or auto",
    #[cfg(feature = "clients")]
    CounterOpen: "a payment counter is open already; close it before you open another",
    TextTooShort: "{field} is too short: at least {minimum} characters",
    PaymentMethodFormat: "{field} must be an operator and a country such as OM_CI, got {got}",
    PaymentMethodUnknown: "{field} {got} is not listed for {country}{expected:: *}",
    #[cfg(feature = "clients")]
    CountryNotServed: "{field} {got} is not served; choose one of {expected}",
    PhoneNotOfCountry: "{field} must be a number of {country}, the country of the payment",
    PhoneOfOtherOperator: "{field} looks like a number of {got}, not of {expected}; check it",
    RequiredForDirectPay: "{field} is required for a direct payment",
    #[cfg(feature = "clients")]
    KeyUnknown: "{field} should begin with sk_test_ or sk_live_; for another one, give base_url",
    #[cfg(feature = "clients")]
    KeysMixed: "{field} belongs to another environment than the rest: {expected}",
    AccountUnclear: "{field} does not name one account{expected:; the country must be *}",
    #[cfg(feature = "clients")]
    IdOfAnother: "{field} {got} was used before for another payment; each needs its own",
    #[cfg(feature = "clients")]
    NoCounterpart: "{field} has no counterpart in {expected}: it is left out",
    PhoneNotMobile: "{field}: this is a landline's number; a mobile one is needed",
    EmailUnlikely: "{field} has a dot where few addresses have one; check it",
    AmountInOtherCurrency: "the amount {got} is in another currency; {expected} is asked for",
    #[cfg(feature = "clients")]
    RowTooLong: "the row has {length} cells, its header {maximum} columns; a value that holds the separator stands in quotes",
    #[cfg(feature = "clients")]
    ColumnRepeated: "the column {field} stands twice in the header; keep one of them",
}
