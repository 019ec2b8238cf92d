//! Files that browsers ask for, built into the program.

pub(crate) const STYLE: &str = include_str!("../assets/style.css");
pub(crate) const KEYS: &str = include_str!("../assets/keys.js");
pub(crate) const ICON: &str = include_str!("../assets/icon.svg");

/// Latin and Cyrillic letters of Source Serif 4 and Source Sans 3 (SIL Open Font License 1.1, `assets/fonts/`).
pub(crate) const FONTS: [(&str, &[u8]); 4] = [
    ("serif-latin.woff2", include_bytes!("../assets/fonts/source-serif-4-latin-wght-normal.woff2")),
    ("serif-cyrillic.woff2", include_bytes!("../assets/fonts/source-serif-4-cyrillic-wght-normal.woff2")),
    ("sans-latin.woff2", include_bytes!("../assets/fonts/source-sans-3-latin-wght-normal.woff2")),
    ("sans-cyrillic.woff2", include_bytes!("../assets/fonts/source-sans-3-cyrillic-wght-normal.woff2")),
];
