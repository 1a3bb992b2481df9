import fc from 'fast-check';
import { LinkifyIt } from 'linkify-it';
import { describe, expect, it } from 'vitest';
import { noticeLine, plainWords } from '@/utils/invite/plain-words';

const linkifier = new LinkifyIt({ fuzzyLink: true, fuzzyIP: true, fuzzyEmail: true });

/** What chat clients make something of, besides what the linkifier finds. */
const MARKUP: readonly [string, RegExp][] = [
  ['a link of markdown', /\]\s*\(|\[[^\]]*\]/],
  ['a path or a command', /[/\\]/],
  ['a mention', /[@#]/],
  ['an HTML tag or a mention of Slack', /[<>]/],
  ['bold, italic, struck or code', /[*_~`|]/],
  ['a list, a heading or a quotation', /^\s*(?:[-+*>#]|\p{N}+[.)]\s)/u],
  ['an emoji code', /:[\w+-]+:/],
  ['an address of IPv4', /\p{N}+\s*\.\s*\p{N}+\.\p{N}+\.\p{N}+/u],
  ['a chain of numbers', /\p{N}\.\p{N}+\.\p{N}/u],
  ['an address of IPv6', /[0-9a-f]*::[0-9a-f]*|(?:[0-9a-f]{1,4}:){2,}[0-9a-f]/i],
  ['a name of a host', /[\p{L}\p{N}][.．。｡․][\p{L}]/u],
  ['a host with a port', /\p{L}:\p{N}/u],
  ['an e-mail address', /\S+@\S+/],
  ['a telephone number', /\+\d|\(\d+\)|\d-\d/],
  ['another line', /[\r\n\u2028\u2029\u0085\v\f]/],
  ['an emoticon', /[:;]-?[()DPp](?:\s|$)/],
];

function expectPlain(words: string, from: string) {
  const about = JSON.stringify([from, words]);
  expect(linkifier.match(words), about).toBeNull();
  for (const [what, pattern] of MARKUP) expect(words, `${what} in ${about}`).not.toMatch(pattern);
}

const ATTACKS = [
  '[Join](//1.2.3.4/x)',
  '[Join](https://evil.example)',
  '[Join][1]',
  '1.2.3.4/x',
  '1.2.3.4',
  '1．2．3．4',
  '١.٢.٣.٤',
  'evil。com',
  'evil｡com',
  'evil．com',
  'evil․com',
  'ｅｖｉｌ．ｃｏｍ／ｘ',
  'ｈｔｔｐｓ：／／ｅｖｉｌ．ｃｏｍ',
  'evil\u200d.com',
  'evil.\u200ccom',
  'evil\u2060.\u2060com',
  'evil.\u0301com',
  'evil.\u034fcom',
  'evil\u3164.com',
  'https://evil.example/x?y=z#a',
  'https:evil.example',
  'www.evil.com',
  '//evil.com',
  'пример.рф',
  'xn--e1afmkfd.xn--p1ai',
  'evil.com:8080',
  'localhost:8080',
  'javascript:alert(1)',
  'mailto:a@b.com',
  'a@b.com',
  'a＠b．com',
  'tel:+4930123456',
  '+49 (30) 123-456',
  '@channel',
  '<!here>',
  '<@U024BE7LH>',
  '<https://evil.example|Join>',
  ':smile:',
  '：ｓｍｉｌｅ：',
  '*bold* _italic_ ~struck~ `code`',
  '# Heading',
  '> quotation',
  '- item',
  '1. item',
  '/invite all',
  '#general',
  'fe80::1',
  '2001:db8:0:0:0:0:0:1',
  '1.2 .3.4',
  '1.2.3 .4',
  'a.b.c.d.e',
  '⒈⒉⒊⒋',
  '℀ ℅ ㏂',
  'evil.com.',
  'evil.“com”',
  '(y) (heart) :) ;-)',
  'Dana\r\nhttps://evil.example\u2028x',
  '\u202emoc.live\u202c',
  'data:text/html,x',
  '\\\\server\\share',
  'evil,com;evil!com',
];

/** Real names; each must arrive unchanged. */
const NAMES = [
  'Dana Whitfield',
  'Seán O’Brien-Smith',
  "Conan O'Brien",
  "D'Arcy Wretzky",
  "'t Hooft",
  'J. R. Ewing',
  'Dr. Martin Luther King Jr.',
  'Anne-Marie d’Aboville',
  'Søren Ødegaard',
  'Łukasz Żółć',
  'Nguyễn Thị Minh Khai',
  'Şükrü Saracoğlu',
  'Gal·la Montserrat',
  'Björk Guðmundsdóttir',
  'Ναταλία Παπαδοπούλου',
  'Мария Петрова-Водкина',
  'Олександра Мар’яненко',
  'Գոհար Գասպարյան',
  'ნინო ბურჯანაძე',
  'ليلى حداد',
  'عبد الرحمٰن',
  'محمد\u200cرضا شجریان',
  'دانه می\u200cخواهم',
  'דנה כהן',
  'צ׳רלי בן־דוד',
  'שָׁלוֹם עֲלֵיכֶם',
  'สมชาย ใจดี',
  'คุณหญิงพรทิพย์ โรจนสุนันท์',
  'ສົມຈິດ ວົງສາ',
  'ដារា សុខ',
  'अनिल कुमार श्रीवास्तव',
  'क्\u200dष प्रिया',
  'র\u200d্যাফেল রহমান',
  'প্রিয়াঙ্কা চট্টোপাধ্যায়',
  'மு. கருணாநிதி',
  'തോമസ് ജേക്കബ്',
  'അവന്\u200d',
  'ශ්\u200dරී ලංකා',
  'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ',
  'အောင်ဆန်းစုကြည်',
  '田中 美咲',
  'ジョン・スミス',
  'さくら 髙橋',
  '김민준',
  '欧阳娜娜',
  'ሃይሌ ገብረሥላሴ',
  'ཀརྨ་པ'.replace('་', ' '),
  'ʻAulani Kalākaua',
  'Nuñez-Íñiguez, María José',
];

/** Real purposes; each must arrive unchanged. */
const PURPOSES = [
  'Das neue Formular',
  'Refund form: part 2',
  'Dr. Who, 2.5 h',
  'Call at 14:30',
  'COVID-19 leave',
  'Ticket 12345678',
  '¿Qué pasa? ¡Ahora!',
  '20% off, 50 €',
  'R. & D. with “quotes”',
  'هل تحتاج مساعدة؟',
  'シフトの確認、研修',
];

describe('plainWords', () => {
  it('is tried with texts that the checks do object to', () => {
    expect(linkifier.match('evil.com 1.2.3.4 a@b.com')).toHaveLength(3);
    const objected = (text: string) =>
      linkifier.match(text) !== null || MARKUP.some(([, pattern]) => pattern.test(text));
    const hidden = /\p{Default_Ignorable_Code_Point}|\p{M}/gu;
    // Not what these checks know, but what others may: they are here for the signs in them.
    const harmless = ['https:evil.example', 'evil,com;evil!com', '1.2 .3.4', 'evil.“com”'];
    for (const attack of ATTACKS.filter((one) => !harmless.includes(one)))
      expect(objected(attack.normalize('NFKC').replace(hidden, '')), attack).toBe(true);
  });

  it.each(ATTACKS)('makes nothing but words of %j', (attack) => {
    expectPlain(plainWords(attack), attack);
  });

  it.each([...NAMES, ...PURPOSES])('leaves %s as it is', (text) => {
    expect(plainWords(text)).toBe(text.normalize('NFKC'));
    expectPlain(plainWords(text), text);
  });

  it.each([
    ['evil。com', 'evil com'],
    ['evil.com', 'evil. com'],
    ['Mr.X', 'Mr. X'],
    ['Ｄａｎａ', 'Dana'],
    ['Dana (she/her)', 'Dana she her'],
    ['R&D', 'R & D'],
    ['Dana 🔥', 'Dana'],
    ['1. Dana', '1 Dana'],
    ['Dana - lead', 'Dana – lead'],
  ])('writes %j as %j', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });

  it.each(['', ' ', '🔥', '\u3164', '\u2800', '\u034f', '\u0301', '...', '@', '\u{e0041}'])(
    'finds no words in %j',
    (text) => {
      expect(plainWords(text)).toBe('');
    },
  );

  /** Pieces of addresses and of markup, mixed with any character there is. */
  const piece = fc.oneof(
    fc.constantFrom(
      ...'evil com www example рф 1 23 456 https http ftp mailto tel localhost xn--'.split(' '),
      ...Array.from(
        '.．。｡․:：/／\\@＠#[]()<>*_~`|-‐‑–—\'’"“”,;!?%&+=$€\u200c\u200d\u2060\u0301\u034f\u3164 \n',
      ),
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom(...ATTACKS, ...NAMES),
  );
  const hostile = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

  it('makes nothing but words of any mixture', () => {
    fc.assert(
      fc.property(hostile, (text) => expectPlain(plainWords(text), text)),
      { numRuns: 4_000 },
    );
  }, 60_000);

  it('changes nothing in its own words', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainWords(plainWords(text))).toBe(plainWords(text));
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);
});

describe('the notice of an organization', () => {
  it('keeps its words and its https links', () => {
    for (const notice of [
      'Sessions (incl. recordings) are observed.',
      'Rules: https://intranet.example.com/rules?v=2#top.',
      'See (https://www.example.com/a_b), and call 14:30.',
      'Theirs: “sessions are observed”.',
      'Beobachtet wird nur 2.5 h – siehe § 3.',
    ])
      expect(noticeLine(notice)).toBe(notice);
  });

  it.each([
    'http://intranet.example.com/x',
    'https://user:secret@evil.example/',
    'https://evil.example@1.2.3.4/',
    '[Rules](https://evil.example)',
    '[Rules](//evil.example)',
    'javascript:alert(1)',
    'www.evil.com',
    'evil。com',
    'evil\u200d.com',
    '1.2.3.4/x',
    'a@b.com',
    'ftp://evil.example',
    'HTTPS：／／evil.example',
    'https:////evil.com/http://evil.com',
    'https:///evil.com',
    'https://ok.example.com//evil.com',
    'https://ok.example.com/http://evil.com',
  ])('makes no link of %j', (notice) => {
    expectPlain(noticeLine(notice).replaceAll(' / ', ' '), notice);
  });

  it('holds no link but those that begin with https, whatever is written', () => {
    const part = fc.constantFrom(
      ...'evil.com www.evil.com http:// https:// // [a]( ) . : @ / 1.2.3.4 x ok.example.com ( \u200d ． 。 <'.split(
        ' ',
      ),
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const line = noticeLine(parts.join(''));
        for (const { url } of linkifier.match(line) ?? []) expect(url, line).toMatch(/^https:\/\//);
        expect(line).not.toMatch(/\]\(|<|\n/);
      }),
      { numRuns: 3_000 },
    );
  }, 30_000);
});
