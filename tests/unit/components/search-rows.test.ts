import { describe, expect, it } from 'vitest';
import { bestRow, markMatches, searchRows, wordsOf } from '@/components/conversation-list/search-rows';
import type { FloorRow } from '@/utils/floor/model';
import { idOf } from '../../setup/app-fixtures';
import { conversation } from './fake-app';

const rows = [
  conversation(1, { agent: { userId: idOf(90), name: 'Jürgen Müller' }, media: 'chat', state: 'on-hold' }),
  conversation(2, {
    agent: null,
    state: 'waiting',
    queueName: 'Retention',
    watchers: [
      { userId: idOf(5), name: 'Femi Okoro', how: 'monitoring' },
      { userId: null, name: null, how: 'coaching' },
    ],
  }),
];
const found = (typed: string, liveIds?: ReadonlySet<string>) =>
  searchRows(rows, typed, liveIds).map(({ id }) => Number(id.slice(-3)));

describe('searchRows', () => {
  it.each([
    ['muller', [1]],
    ['CHAT', [1]],
    ['on hold', [1]],
    ['jurgen billing', [1]],
    ['retention', [2]],
    ['no agent', [2]],
    ['okoro', [2]],
    ['monitoring', [2]],
    ['femi RETENTION', [2]],
    [idOf(2), [2]],
    ['customer', [1, 2]],
    ['  ', [1, 2]],
    ['customer nobody', []],
  ])('finds by “%s”', (typed, numbers) => {
    expect(found(typed)).toEqual(numbers);
  });

  it('finds by a colleague who was called in', () => {
    const row = conversation(3, { alsoThere: [{ userId: idOf(91), name: 'Bruno Costa' }] });
    expect(searchRows([row], 'bruno')).toEqual([row]);
  });

  it('finds the user’s own live sessions by “live”', () => {
    expect(found('live', new Set([idOf(2)]))).toEqual([2]);
    expect(found('live')).toEqual([]);
  });

  it('takes a row as changed only when it is another object', () => {
    const changed = [rows[0], { ...conversation(2), customerName: 'Somebody Else' }].flatMap(
      (row) => row ?? [],
    );
    expect(searchRows(changed, 'somebody else')).toEqual([changed[1]]);
  });

  it('returns the same list if nothing is typed', () => {
    expect(searchRows(rows, ' ')).toBe(rows);
  });
});

describe('the order of what is found', () => {
  /** Rows by customer and agent, in the order of the list. */
  const people = (...names: [customer: string | null, agent: string, more?: Partial<FloorRow>][]) =>
    names.map(([customerName, name, more], index) =>
      conversation(index + 1, { customerName, agent: { userId: idOf(900 + index), name }, ...more }),
    );
  const numbers = (list: readonly FloorRow[], typed: string) =>
    searchRows(list, typed).map(({ id }) => Number(id.slice(-3)));
  const best = (list: readonly FloorRow[], typed: string) => {
    const row = bestRow(searchRows(list, typed), typed);
    return row && Number(row.id.slice(-3));
  };

  it.each([
    ['anna keller', 2],
    ['ANNA  KELLER ', 2],
    ['anna k', 2],
    ['keller, anna', 2],
    ['joanna keller', 1],
    // Both names hold a word that begins so.
    ['keller', null],
    // Both hold it, neither at the beginning of a word.
    ['nna', null],
  ])('a whole name is before one that contains it: “%s” means row %s', (typed, number) => {
    const list = people(['Joanna Keller', 'Tom One'], ['Anna Keller', 'Tom Two']);
    expect(best(list, typed)).toBe(number);
    if (number !== null) expect(numbers(list, typed)[0]).toBe(number);
  });

  it.each([
    ['the agent', people(['Guest', 'Joanna Keller'], ['Guest', 'Anna Keller']), 'anna k'],
    ['accents and letters without a key', people(['Brosørensen', 'A'], ['Sørensen', 'B']), 'sorensen'],
    ['apostrophes', people(['Macobrien', 'A'], ["Pat O'Brien", 'B']), 'o’brien'],
    ['sharp s', people(['Großmeyer', 'A'], ['Meyer', 'B']), 'meyer'],
    ['a double name', people(['Halblüdenscheidt', 'A'], ['Müller-Lüdenscheidt', 'B']), 'ludensch'],
    ['both words in one name', people(['Anna Schmidt', 'Kim Ko'], ['Anna Ko', 'B']), 'anna ko'],
    ['a name before a queue', people(['Guest', 'A', { queueName: 'Keller' }], ['Kellermann', 'B']), 'kell'],
    ['a name before a state', people(['Guest', 'A', { state: 'on-hold' }], ['Holden', 'B']), 'hold'],
  ])('looks at %s', (_what, list, typed) => {
    expect(numbers(list, typed)).toEqual([2, 1]);
    expect(best(list, typed)).toBe(2);
  });

  it('means nobody where a name merely contains it and a queue begins so: one is as likely as the other', () => {
    const list = people(['Joanna', 'A'], ['Guest', 'B', { queueName: 'Anna’s team' }]);
    expect(best(list, 'anna')).toBeNull();
  });

  it('keeps the order of the list among equals', () => {
    const list = people(['Bo Li', 'A'], ['Bo Ek', 'B'], ['Jumbo', 'C']);
    expect(numbers(list, 'bo')).toEqual([1, 2, 3]);
    expect(best(list, 'bo')).toBeNull();
  });

  it('means the only one there is, and nobody where nothing is typed', () => {
    expect(best(people(['Joanna', 'A']), 'nna')).toBe(1);
    expect(best(people(['Joanna', 'A']), '  ')).toBeNull();
  });
});

describe('markMatches', () => {
  const marked = (text: string, typed: string) =>
    markMatches(text, wordsOf(typed))
      .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
      .join('');

  it.each([
    ['Anna Keller', 'ann', '[Ann]a Keller'],
    ['Anna Keller', 'kel anna', '[Anna] [Kel]ler'],
    ['Joanna Anders', 'an', 'Joanna [An]ders'],
    ['Joanna', 'anna', 'Jo[anna]'],
    ['Müller-Lüdenscheidt', 'muller', '[Müller]-Lüdenscheidt'],
    ['Mu\u0308ller', 'mul', '[Mu\u0308l]ler'],
    ['Straße', 'strasse', '[Straße]'],
    ['Søren Ødegaard', 'odeg', 'Søren [Ødeg]aard'],
    ['Liam O’Connor', 'oconn', 'Liam [O’Conn]or'],
    ['Billing', 'zzz', 'Billing'],
    ['Billing', '', 'Billing'],
  ])('of %s, “%s” is %s', (text, typed, result) => {
    expect(marked(text, typed)).toBe(result);
  });
});
