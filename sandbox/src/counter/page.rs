//! The frame of every page of the sandbox: head, language switch, escaping.

use guichet::checkout::CheckoutRequest;
use guichet::rules::Lang;

use super::words;
use crate::incoming::Incoming;

/// One page. `main` is HTML already.
pub(crate) struct Page<'a> {
    pub(crate) lang: Lang,
    pub(crate) title: &'a str,
    pub(crate) main: &'a str,
}

/// The language of a page: what the address asks for, else the payment, else the sandbox's, else the browser's, else French,
/// the provider's own.
pub(crate) fn language(request: &Incoming, payment: Option<&str>, own: Option<Lang>) -> Lang {
    let asked = request.query("lang").and_then(|tag| Lang::parse(&tag));
    let browser = || {
        let header = request.header("accept-language").unwrap_or_default();
        header.split(',').find_map(|tag| Lang::parse(tag.split(';').next().unwrap_or_default()))
    };
    asked.or_else(|| payment.and_then(Lang::parse)).or(own).or_else(browser).unwrap_or(Lang::Fr)
}

pub(crate) fn whole(page: &Page<'_>) -> String {
    let words = words::of(page.lang);
    let tag = page.lang.tag();
    let mut switch = String::new();
    for (lang, name) in [(Lang::Fr, "Français"), (Lang::En, "English")] {
        let tag = lang.tag();
        let current = if lang == page.lang { " aria-current=\"true\"" } else { "" };
        switch.push_str(&format!(
            "<a href=\"?lang={tag}\" lang=\"{tag}\" hreflang=\"{tag}\"{current}>{name}</a>"
        ));
    }
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title} · {sandbox}</title>\n\
         <link rel=\"stylesheet\" href=\"/_sandbox/counter.css\">\n\
         <script src=\"/_sandbox/counter.js\" defer></script>\n</head>\n<body>\n\
         <header><p>{sandbox}</p><nav aria-label=\"{language}\">{switch}</nav></header>\n\
         <main>\n{main}\n</main>\n</body>\n</html>\n",
        title = escape(page.title),
        sandbox = words.sandbox,
        language = words.language,
        main = page.main,
    )
}

/// Text made safe between tags and within quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// `2 500 XOF`, held together by no-break spaces.
pub(crate) fn money(request: &CheckoutRequest) -> String {
    let digits = request.amount().units().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    format!("{grouped}\u{a0}{}", request.currency().code())
}
