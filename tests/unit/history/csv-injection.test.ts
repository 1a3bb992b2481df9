import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from '@/utils/history/export';
import type { HistoryRow } from '@/utils/history/model';
import { type Dialect, RFC_4180, readCells } from './csv-reader';
import { NOW } from './history-harness';

/** Every control character but the tab, and the separators of Unicode. */
const EVERY_LINE_BREAK = /\r\n|[^\P{Cc}\t]|[\u2028\u2029]/u;

const DIALECTS: [string, Dialect][] = [',', ';', '\t', '|', ' '].flatMap((separator) =>
  (['"', "'", null] as const).flatMap((quote) =>
    (['doubled', 'backslash'] as const).flatMap((quoteEscape) =>
      [/\r\n/, /\r\n|\n/, /\r\n|[\r\n]/, EVERY_LINE_BREAK].flatMap((lineBreak) =>
        [true, false].map((trims): [string, Dialect] => [
          JSON.stringify({ separator, quote, quoteEscape, lineBreak: lineBreak.source, trims }),
          { separator, quote, quoteEscape, lineBreak, trims },
        ]),
      ),
    ),
  ),
);

/** What spreadsheets skip before a formula, and more: spaces, quotes, invisible characters. */
const SKIPPED = /^[\s"'`\u2800\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+/u;
/** What begins a formula, whatever its width. A mark alone is text: a dash between two names. */
const FORMULA = /^[=+\-@|%\u2212]./u;

const isFormula = (cell: string) => FORMULA.test(cell.replace(SKIPPED, '').normalize('NFKC'));

function rowOf(text: string, more: Partial<HistoryRow> = {}): HistoryRow {
  return {
    sessionId: text,
    conversationId: text,
    service: text,
    supervisor: { userId: text, name: text },
    agent: { userId: text, name: text },
    customerName: text,
    queueName: text,
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    purpose: text,
    joinedExisting: false,
    startedAt: NOW,
    expiresAt: NOW + 900_000,
    joinedAt: null,
    endedAt: NOW + 60_000,
    howEnded: 'time-limit',
    notes: [{ at: NOW, text }],
    correlationIds: [text],
    ...more,
  };
}

function formulasIn(csv: string, dialect: Dialect): string[] {
  return readCells(csv.replace(/^\uFEFF/, ''), dialect)
    .flat()
    .filter(isFormula);
}

const ATTACKS = [
  'x;"=1+1;y',
  'x\n"=1+1',
  'x\r\n"=1+1;y',
  'x\r"=1+1',
  'x,"=1+1,y',
  'x\t"=1+1\ty',
  'x|"=1+1|y',
  "x;'=1+1;y",
  "'=1+1'",
  'x;  =1+1',
  'x;\u3000=1+1',
  'x;\u200b\uFF1D1+1',
  'x\v=1+1',
  'x\f@SUM(A1)',
  'x\u0085-1+1',
  'x\u2028+1+1',
  'x\u2029=1+1',
  'x\u001e=1+1',
  'x\\";=1+1',
  '"";=1+1',
  '\uFEFF=1+1',
  '\u2800=1+1',
  '\u3164=1+1',
  '\u034f=1+1',
  '\u0000=1+1',
  "' \t\"=cmd|' /C calc'!A0",
  '%0A=1+1',
  '|=1+1',
  'a =1+1',
  '\u2212 1',
  '=',
];

describe('an exported name is a formula in no dialect', () => {
  it.each(ATTACKS)('%j', (text) => {
    const csv = toCsv([rowOf(text), rowOf('plain'), rowOf(text)]);
    for (const [name, dialect] of DIALECTS) expect(formulasIn(csv, dialect), name).toEqual([]);
  });

  it('in whatever compatible form its first character is written', () => {
    const forms = Array.from({ length: 0x11_0000 }, (_, code) => code)
      .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /^[=+\-@|%\u2212]/.test(character.normalize('NFKC')));
    expect(forms.length).toBeGreaterThan(20);
    for (const form of forms)
      for (const [name, dialect] of DIALECTS.slice(0, 1))
        expect(formulasIn(toCsv([rowOf(`${form}1`)]), dialect), `${form} ${name}`).toEqual([]);
  });

  const piece = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...'=+-@|%\u2212\uFF1D\uFF0B\uFF0D\uFF20\uFE66') },
    { weight: 4, arbitrary: fc.constantFrom(',', ';', '\t', '|', '"', "'", '""', '\\"', '\\') },
    {
      weight: 3,
      arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029', '\u001d'),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(' ', '\u00a0', '\u3000', '\u200b', '\u2060', '\uFEFF', '\u00ad'),
    },
    { weight: 3, arbitrary: fc.constantFrom('x', '1', 'Ami', '心', '’', '\u0301') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }) },
  );
  const names = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('whatever it is made of, alone and beside others', { timeout: 60_000 }, () => {
    void fc.assert(
      fc.property(names, names, (one, other) => {
        const csv = toCsv([rowOf(one, { agent: { userId: other, name: other } }), rowOf(other)]);
        for (const [name, dialect] of DIALECTS)
          if (formulasIn(csv, dialect).length > 0) throw new Error(`${name}: ${JSON.stringify(csv)}`);
      }),
      { numRuns: 600 },
    );
  });

  it('and reads back as it was but for ’ in front of a mark', () => {
    void fc.assert(
      fc.property(names, (name) => {
        const [, line = []] = readCells(toCsv([rowOf(name)]), RFC_4180);
        expect(line).toHaveLength(20);
        const note = `${new Date(NOW).toISOString()} ${name}`;
        expect(line[19]?.replaceAll('’', '')).toBe(note.replaceAll('’', ''));
        for (const index of [5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 18]) {
          const cell = line[index] ?? '';
          expect(cell.replaceAll('’', '')).toBe(name.replaceAll('’', ''));
          // Each added guard comes before a formula mark, a tab or a line break.
          const added = cell.split('’').length - name.split('’').length;
          // Whatever a program may take for one: “⁺” becomes “+” where text is made uniform.
          const guards = [...cell.matchAll(/’(.)/gsu)].filter(([, next = '']) =>
            /^[=+\-@|%\u2212\t\r\n]/.test(next.normalize('NFKC')),
          );
          expect(added).toBeLessThanOrEqual(guards.length);
        }
      }),
    );
  });
});

it('an end before the start, as a clock that was set back leaves it, is no negative length', () => {
  const [, line = []] = readCells(toCsv([rowOf('x', { endedAt: NOW - 60_000 })]), RFC_4180);
  expect(line[3]).toBe('');
});
