//! Times each room on one invented page in four languages, and checks what the room found in it, so that a room that got
//! fast by finding nothing shows. `cargo bench -p reportedly-engine --bench rooms`

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use reportedly_engine::model::{Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::{Engine, language, name, page, sentence, statement, text};

/// Four articles of eight sentences; people, places and outlets are fictional.
const ARTICLE: &str = "\
Мер Заріччя пообіцяв відкрити міст навесні

Мер Заріччя Іван Орленко заявив, що міст через річку Тиху відкриють навесні. Про це він розповів в інтерв'ю виданню «Зарічна правда».

«Ми готові. Роботи закінчать до квітня», – сказав Орленко. За словами інженерки Олени Гай, бракує 3,5 млн грн. «Хто заплатить?» – спитала вона.

Раніше в міськраді заперечили, що гроші зникли. Речник поліції відмовився від коментарів.

Мэр Заречья ответил на обвинения

Мэр Заречья Иван Орленко заявил, что деньги на мост не пропали. Об этом сообщает «Заречная газета» со ссылкой на источник в мэрии.

«Это ложь. Мы всё покажем», — сказал он в четверг, 5 марта 2024 г. По словам А. П. Жука, проверка уже идёт. «Кому это нужно?» — добавил он.

Ранее в полиции опровергли эти сведения. Представитель прокуратуры не стал отвечать на вопросы.

Мэр Зарэчча расказаў пра новы мост

Мэр Зарэчча Іван Арленка заявіў, што мост адкрыюць вясной. Пра гэта ён паведаміў у інтэрв'ю выданню «Зарэцкая праўда».

«Мы гатовыя. Працы скончаць да красавіка», — сказаў Арленка. Паводле слоў Алены Гай, не хапае 3,5 млн рублёў. «Хто заплаціць?» — спытала яна.

Раней у гарадскім савеце абверглі, што грошы зніклі. Прадстаўнік міліцыі адмовіўся каментаваць.

Mayor of Zarichchia says bridge will open in spring

Mayor Ivan Orlenko said the bridge over the Tykha would open in spring. He told the Zarichchia Herald that the money was safe.

\"We are ready. The work will be done by April,\" Orlenko said. According to Dr. Olena Hai, the town lacks $3.5 million. \"Who will pay?\" she asked.

The council earlier denied that funds had vanished. A police spokesman declined to comment.
";

struct Rooms {
    origin: Origin,
    limits: Limits,
    page: page::Words,
    language: language::Words,
    sentence: sentence::Words,
    name: name::Words,
    statement: statement::Words,
}

impl Rooms {
    fn new() -> Self {
        let packs = Packs::embedded();
        Self {
            origin: Origin::default(),
            limits: Limits::default(),
            page: page::Words::new(&packs),
            language: language::Words::new(&packs),
            sentence: sentence::Words::new(&packs),
            name: name::Words::new(&packs),
            statement: statement::Words::new(&packs),
        }
    }

    fn read(&self) -> page::Page {
        page::read(ARTICLE.as_bytes(), &self.origin, &self.page, &self.limits)
    }
}

fn bytes() -> BytesCount {
    BytesCount::of_str(ARTICLE)
}

fn main() {
    divan::main();
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    assert_eq!(text::tokens(ARTICLE, 0).len(), 338);
    bencher.counter(bytes()).bench_local(|| text::tokens(black_box(ARTICLE), 0));
}

#[divan::bench]
fn page_room(bencher: Bencher<'_, '_>) {
    let rooms = Rooms::new();
    assert_eq!(rooms.read().blocks.len(), 16);
    bencher.counter(bytes()).bench_local(|| rooms.read());
}

#[divan::bench]
fn language_room(bencher: Bencher<'_, '_>) {
    let rooms = Rooms::new();
    let page = rooms.read();
    let run = || language::detect(&page.text, black_box(&page.blocks), &rooms.language);
    for code in ["uk", "ru", "be", "en"] {
        assert_eq!(run().iter().flatten().filter(|language| language.code() == code).count(), 4, "{code}");
    }
    bencher.counter(bytes()).bench_local(run);
}

#[divan::bench]
fn sentence_room(bencher: Bencher<'_, '_>) {
    let rooms = Rooms::new();
    let page = rooms.read();
    let languages = language::detect(&page.text, &page.blocks, &rooms.language);
    let run = || sentence::read(black_box(&page), &languages, &rooms.sentence, &rooms.limits);
    assert_eq!(run().sentences.len(), 4 * 9);
    bencher.counter(bytes()).bench_local(run);
}

#[divan::bench]
fn name_room(bencher: Bencher<'_, '_>) {
    let rooms = Rooms::new();
    let page = rooms.read();
    let languages = language::detect(&page.text, &page.blocks, &rooms.language);
    let reading = sentence::read(&page, &languages, &rooms.sentence, &rooms.limits);
    let run = || name::find(black_box(&reading), &page.metadata, &rooms.name);
    assert!(run().mentions.len() >= 16, "{} mentions", run().mentions.len());
    bencher.counter(bytes()).bench_local(run);
}

#[divan::bench]
fn statement_room(bencher: Bencher<'_, '_>) {
    let rooms = Rooms::new();
    let page = rooms.read();
    let languages = language::detect(&page.text, &page.blocks, &rooms.language);
    let reading = sentence::read(&page, &languages, &rooms.sentence, &rooms.limits);
    let names = name::find(&reading, &page.metadata, &rooms.name);
    let run = || {
        statement::attribute(
            black_box(&reading),
            &page.metadata,
            names.clone(),
            &rooms.statement,
            &rooms.limits,
        )
    };
    assert!(run().statements.len() >= 16, "{} statements", run().statements.len());
    bencher.counter(bytes()).bench_local(run);
}

#[divan::bench]
fn whole_page(bencher: Bencher<'_, '_>) {
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let origin = Origin::default();
    assert!(!engine.analyse(ARTICLE.as_bytes(), &origin).statements.is_empty());
    bencher.counter(bytes()).bench_local(|| engine.analyse(black_box(ARTICLE.as_bytes()), &origin));
}

/// Compiling the packs: paid once for each run of the program.
#[divan::bench]
fn start(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Engine::new(Packs::embedded(), Limits::default()));
}
