//! Check digits: what is an identity number of a person (GB 11643), and what the code of an organization (GB 32100).

/// Weights and check characters of GB 11643-1999.
const PERSON_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_CHECKS: [char; 11] = ['1', '0', 'x', '9', '8', '7', '6', '5', '4', '3', '2'];
/// Characters of GB 32100-2015, each worth its place, and the modulus of its check.
const CODE_ALPHABET: &str = "0123456789abcdefghjklmnpqrtuwxy";
const CODE_MODULUS: u32 = 31;

/// Whether 17 digits and a check character, in match form, are a sound identity number.
pub(super) fn is_person(number: &[char]) -> bool {
    let (Some(digits), Some(check)) = (number.get(..17), number.get(17)) else {
        return false;
    };
    let mut sum = 0;
    for (c, weight) in digits.iter().zip(PERSON_WEIGHTS) {
        let Some(digit) = c.to_digit(10) else {
            return false;
        };
        sum += digit * weight;
    }
    number.len() == 18 && PERSON_CHECKS.get((sum % 11) as usize) == Some(check)
}

/// Whether 18 characters, in match form, are a sound 统一社会信用代码.
pub(super) fn is_organization(code: &[char]) -> bool {
    let mut sum = 0;
    let mut weight = 1;
    for c in code.iter().take(17) {
        let Some(worth) = worth(*c) else { return false };
        sum += worth * weight;
        // The weights are the powers of 3 modulo 31.
        weight = weight * 3 % CODE_MODULUS;
    }
    let check = (CODE_MODULUS - sum % CODE_MODULUS) % CODE_MODULUS;
    code.len() == 18 && code.last().and_then(|c| worth(*c)) == Some(check)
}

fn worth(c: char) -> Option<u32> {
    CODE_ALPHABET
        .chars()
        .position(|a| a == c)
        .and_then(|at| u32::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::{is_organization, is_person};

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn check_digits_are_those_of_the_standards() {
        // The examples printed in GB 11643-1999 (appendix) and the code of the standard's own issuing body.
        assert!(is_person(&chars("11010519491231002x")));
        assert!(is_person(&chars("440524188001010014")));
        assert!(!is_person(&chars("110105194912310021")));
        assert!(!is_person(&chars("1101051949123100")));
        assert!(is_organization(&chars("91350100m000100y43")));
        assert!(!is_organization(&chars("91350100m000100y44")));
        assert!(!is_organization(&chars("91350100m000100y4")));
    }
}
