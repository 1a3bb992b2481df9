import { describe, expect, it } from 'vitest';
import { chooseRow, type OmniboxScene, suggest } from '@/utils/background/omnibox';
import { idOf } from '../../setup/app-fixtures';
import { conversation } from '../components/fake-app';

const MARK = { plain: (text: string) => text, dim: (text: string) => `[${text}]` };
const anna = conversation(1, {
  customerName: 'Anna Keller',
  agent: { userId: idOf(1), name: 'Wei-Ling Tan' },
});
const joanna = conversation(2, {
  customerName: 'Joanna Keller',
  agent: { userId: idOf(2), name: 'Femi Okoro' },
});
const scene = (changes: Partial<OmniboxScene> = {}): OmniboxScene => ({
  rows: [joanna, anna],
  live: new Set(),
  starter: { userId: idOf(800), service: 'sessions' },
  ...changes,
});

describe('suggest', () => {
  it('puts what Enter does into the first line, and the others below it', () => {
    const { first, others } = suggest('anna keller', scene(), MARK);
    expect(first).toBe('Wei-Ling Tan · Anna Keller · Billing [– Watch]');
    expect(others.map(({ content }) => content)).toEqual(['Femi Okoro · Joanna Keller']);
  });

  it('guesses nothing where two fit equally well', () => {
    const { first, others } = suggest('keller', scene(), MARK);
    expect(first).toBe('Choose a conversation below, or press Enter for the list');
    expect(others).toHaveLength(2);
  });

  it('says “Open session” for a live one, and why another cannot be started', () => {
    const own = { ...joanna, agent: { userId: idOf(800), name: 'Me' } };
    const { others } = suggest('keller', scene({ rows: [own, anna], live: new Set([anna.id]) }), MARK);
    expect(others.map(({ description }) => description)).toEqual([
      expect.stringContaining('[– Yours]'),
      expect.stringContaining('[– Open session]'),
    ]);
  });
});

describe('chooseRow', () => {
  it('takes a chosen suggestion, also if two rows have the same names', () => {
    const twin = { ...anna, id: idOf(3).replace('1b2c3d4e', '9f9f9f9f') };
    const both = scene({ rows: [anna, twin] });
    const { others } = suggest('anna', both, MARK);
    expect(new Set(others.map(({ content }) => content)).size).toBe(2);
    for (const { content } of others) expect(chooseRow(content, both).do).toBe('start');
    expect(others.map(({ content }) => chooseRow(content, both))).toEqual(
      expect.arrayContaining([
        { do: 'start', row: anna },
        { do: 'start', row: twin },
      ]),
    );
  });

  it('takes what was typed if one row fits best, and opens the list if none does', () => {
    expect(chooseRow('anna keller', scene())).toEqual({ do: 'start', row: anna });
    expect(chooseRow('keller', scene())).toEqual({ do: 'list' });
    expect(chooseRow('nobody', scene())).toEqual({ do: 'list' });
    expect(chooseRow('', scene())).toEqual({ do: 'list' });
  });

  it('opens a live session, and starts nothing that the list would refuse', () => {
    expect(chooseRow('anna keller', scene({ live: new Set([anna.id]) }))).toEqual({ do: 'open', row: anna });
    const alone = { ...anna, agent: null };
    expect(chooseRow('anna keller', scene({ rows: [alone] }))).toEqual({ do: 'list' });
  });
});
