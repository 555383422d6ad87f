//! temp
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Service {
    Transfer,
    Airtime,
}
pub(crate) fn name(code: &str) -> Option<&'static str> {
    Some(match code {
        "0" => "OPERATION_SUCCES",
        "701" => "INVALID_CREDENTIALS",
        "706" => "INVALID_TOKEN",
        "723" => "NOT_FOUND",
        _ => "X",
    })
}
impl Service {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Airtime => "airtime",
        }
    }
}
