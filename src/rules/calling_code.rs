//! Calling codes: which digits stand before a country's numbers, whether or not its plan is loaded.

use super::text;

/// How many digits one has.
pub(crate) const LENGTHS: core::ops::RangeInclusive<usize> = 1..=3;

/// From the first to the last of each row of codes that are somebody's (ITU-T E.164, of which the world's plan has all but the Vatican's 379 and Kazakhstan's 997).
const ROWS: &[(usize, usize)] = &[
    (1, 1),
    (7, 7),
    (20, 20),
    (27, 27),
    (30, 34),
    (36, 36),
    (39, 41),
    (43, 49),
    (51, 58),
    (60, 66),
    (81, 82),
    (84, 84),
    (86, 86),
    (90, 95),
    (98, 98),
    (211, 213),
    (216, 216),
    (218, 218),
    (220, 258),
    (260, 269),
    (290, 291),
    (297, 299),
    (350, 359),
    (370, 383),
    (385, 387),
    (389, 389),
    (420, 421),
    (423, 423),
    (500, 509),
    (590, 599),
    (670, 670),
    (672, 683),
    (685, 692),
    (800, 800),
    (808, 808),
    (850, 850),
    (852, 853),
    (855, 856),
    (870, 870),
    (878, 878),
    (880, 883),
    (886, 886),
    (888, 888),
    (960, 968),
    (970, 977),
    (979, 979),
    (992, 998),
];

/// A bit for each.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const CODES: [u8; 125] = {
    let mut bits = [0; 125];
    let mut row = 0;
    while row < ROWS.len() {
        let (mut code, last) = ROWS[row];
        while code <= last {
            bits[code / 8] |= 1 << (code % 8);
            code += 1;
        }
        row += 1;
    }
    bits
};

/// Whether digits are somebody's calling code.
pub(crate) fn is_one(digits: &str) -> bool {
    let is_code = text::is_digits(digits.as_bytes(), &LENGTHS) && !digits.starts_with('0');
    is_code
        && text::whole(digits).is_some_and(|code| {
            CODES.get(code as usize / 8).is_some_and(|bits| bits >> (code % 8) & 1 == 1)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_of_the_worlds_plan_are_somebodys() {
        let world =
            guichet_phone::Plan::load(include_bytes!("../../phone/tables/world.bin")).unwrap();
        let unknown: Vec<_> =
            (0..1000_u16).filter(|code| is_one(&code.to_string()) != world.knows(*code)).collect();
        assert_eq!(unknown, [379, 997]);
    }

    #[test]
    fn others_are_nobodys() {
        for digits in ["", "0", "00", "0225", "2250", "22", "999", "2", "CI", "+225", "２"] {
            assert!(!is_one(digits), "{digits}");
        }
    }
}
