//! The peers in Rust, each called the way its own documentation shows.

use crate::{Found, Read, Tool, decode};

/// Every tool that was built in.
pub fn all() -> Vec<Tool> {
    let mut tools = vec![Tool {
        name: "encoding_rs, decoding alone",
        package: "encoding_rs",
        does: &["parse"],
        read: Read::Page(decoding),
    }];
    #[cfg(feature = "dom-smoothie")]
    tools.push(Tool {
        name: "dom_smoothie",
        package: "dom_smoothie",
        does: &["articles", "dates"],
        read: Read::Page(dom_smoothie),
    });
    #[cfg(feature = "readability")]
    tools.push(Tool {
        name: "readability (Rust)",
        package: "readability",
        does: &["articles"],
        read: Read::Page(readability),
    });
    #[cfg(feature = "legible")]
    tools.push(Tool {
        name: "legible",
        package: "legible",
        does: &["articles", "dates"],
        read: Read::Page(legible),
    });
    #[cfg(feature = "rust-trafilatura")]
    tools.push(Tool {
        name: "rust-trafilatura",
        package: "rust-trafilatura",
        does: &["articles", "dates"],
        read: Read::Page(rust_trafilatura),
    });
    #[cfg(feature = "trafilatura")]
    tools.push(Tool {
        name: "trafilatura (Rust)",
        package: "trafilatura",
        does: &["articles", "dates"],
        read: Read::Page(trafilatura),
    });
    #[cfg(feature = "htmldate")]
    tools.push(Tool {
        name: "htmldate-rs",
        package: "htmldate-rs",
        does: &["dates"],
        read: Read::Page(htmldate),
    });
    #[cfg(feature = "html5ever")]
    tools.push(Tool {
        name: "html5ever, tree",
        package: "html5ever",
        does: &["parse"],
        read: Read::Parser(html5ever_tree),
    });
    #[cfg(feature = "html5gum")]
    tools.push(Tool {
        name: "html5gum, tokens",
        package: "html5gum",
        does: &["parse"],
        read: Read::Parser(html5gum_tokens),
    });
    #[cfg(feature = "tl")]
    tools.push(Tool {
        name: "tl, tree that keeps no standard",
        package: "tl",
        does: &["parse"],
        read: Read::Parser(tl_tree),
    });
    #[cfg(feature = "lol-html")]
    tools.push(Tool {
        name: "lol_html, every element",
        package: "lol_html",
        does: &["parse"],
        read: Read::Parser(lol_html_elements),
    });
    tools
}

fn decoding(bytes: &[u8], _: &str) -> Result<Found, String> {
    std::hint::black_box(decode(bytes));
    Ok(Found::default())
}

#[cfg(feature = "dom-smoothie")]
fn dom_smoothie(bytes: &[u8], url: &str) -> Result<Found, String> {
    use dom_smoothie::{Config, Readability, TextMode};
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let url = Some(url).filter(|url| url.starts_with("http"));
    let mut reader = Readability::new(decode(bytes), url, Some(config)).map_err(|error| error.to_string())?;
    let article = reader.parse().map_err(|error| error.to_string())?;
    Ok(Found {
        text: Some(article.text_content.to_string()),
        title: Some(article.title),
        date: article.published_time,
    })
}

#[cfg(feature = "readability")]
fn readability(bytes: &[u8], url: &str) -> Result<Found, String> {
    let url = url::Url::parse(url).or_else(|_| url::Url::parse("http://example.com/"));
    let url = url.map_err(|error| error.to_string())?;
    let text = decode(bytes);
    let product = readability::extractor::extract(&mut text.as_bytes(), &url);
    let product = product.map_err(|error| error.to_string())?;
    Ok(Found { text: Some(product.text), title: Some(product.title), date: None })
}

#[cfg(feature = "legible")]
fn legible(bytes: &[u8], url: &str) -> Result<Found, String> {
    let url = Some(url).filter(|url| url.starts_with("http"));
    let article = legible::parse(&decode(bytes), url, None).map_err(|error| error.to_string())?;
    Ok(Found { text: Some(article.text_content), title: Some(article.title), date: article.published_time })
}

#[cfg(feature = "rust-trafilatura")]
fn rust_trafilatura(bytes: &[u8], url: &str) -> Result<Found, String> {
    use rust_trafilatura::{Options, Url, extract};
    let options = Options { original_url: Url::request(url), exclude_comments: true, ..Options::default() };
    let result = extract(bytes, &options).map_err(|error| error.to_string())?;
    Ok(Found {
        text: Some(result.content_text),
        title: Some(result.metadata.title),
        // The year 1 stands for no date.
        date: Some(result.metadata.date.to_string()).filter(|date| !date.starts_with("0001-")),
    })
}

#[cfg(feature = "trafilatura")]
fn trafilatura(bytes: &[u8], _: &str) -> Result<Found, String> {
    use trafilatura::{Options, extract};
    let options = Options::default().with_exclude_comments(true);
    let result = extract(&decode(bytes), &options).map_err(|error| error.to_string())?;
    Ok(Found {
        text: Some(result.content_text),
        title: Some(result.metadata.title),
        date: result.metadata.date.map(|date| date.to_string()),
    })
}

#[cfg(feature = "htmldate")]
fn htmldate(bytes: &[u8], _: &str) -> Result<Found, String> {
    let date = htmldate_rs::find_date(&decode(bytes), &htmldate_rs::DateOptions::default());
    Ok(Found { date, ..Found::default() })
}

#[cfg(feature = "html5ever")]
fn html5ever_tree(text: &str) -> usize {
    use html5ever::tendril::TendrilSink;
    let dom = html5ever::parse_document(markup5ever_rcdom::RcDom::default(), html5ever::ParseOpts::default());
    dom.one(text).document.children.borrow().len()
}

#[cfg(feature = "html5gum")]
fn html5gum_tokens(text: &str) -> usize {
    html5gum::Tokenizer::new(text).flatten().count()
}

#[cfg(feature = "tl")]
fn tl_tree(text: &str) -> usize {
    tl::parse(text, tl::ParserOptions::default()).map_or(0, |dom| dom.nodes().len())
}

#[cfg(feature = "lol-html")]
fn lol_html_elements(text: &str) -> usize {
    let mut count = 0;
    let settings =
        lol_html::RewriteStrSettings::new().append_element_content_handler(lol_html::element!("*", |_| {
            count += 1;
            Ok(())
        }));
    let written = lol_html::rewrite_str(text, settings).map_or(0, |text| text.len());
    count + written
}
