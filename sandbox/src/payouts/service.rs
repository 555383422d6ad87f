//! temp
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Service {
    Transfer,
    Airtime,
}
impl Service {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Airtime => "airtime",
        }
    }
}
pub(crate) fn name(code: &str) -> Option<&'static str> {
    Some(match code {
        "0" => "OPERATION_SUCCES",
        "-1" => "OPERATION_ERROR",
        "602" => "INSUFFICIENT_BALANCE",
        "429" => "TOO_MANY_REQUEST",
        "701" => "INVALID_CREDENTIALS",
        "702" => "COULD_NOT_CREATE_TOKEN",
        "703" => "INVALID_USER",
        "704" => "INVALID_PARAM",
        "705" => "EXPIRED_TOKEN",
        "706" => "INVALID_TOKEN",
        "707" => "CANT_REFRESH_TOKEN",
        "708" => "NOT_ALLOWED",
        "709" => "EXECUTION_ERROR",
        "710" => "EXECUTION_ERROR",
        "715" => "UNEXPECTED_ERROR",
        "716" => "DATA_NOT_VALID",
        "717" => "ERROR_PHONE_NOT_PARTICULAR",
        "718" => "JSON_PARSE_ERROR",
        "719" => "AMOUNT_TOO_SMALL",
        "720" => "AMOUNT_TOO_LARGE",
        "721" => "OPERATOR_NOT_AVAILABLE",
        "723" => "NOT_FOUND",
        "724" => "ERROR_PHONE_NOT_MY_CONTACT",
        "725" => "MISSING_NOTIFY_URL",
        "726" => "ERROR_PHONE_ALREADY_MY_CONTACT",
        "801" => "INVALID_AMOUNT",
        "802" => "INVALID_PHONE",
        "804" => "OPERATOR_UNAVAILABLE",
        "805" => "CLIENT_TRANSACTION_ID_EXIST",
        _ => return None,
    })
}
