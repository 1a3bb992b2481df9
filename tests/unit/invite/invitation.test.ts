import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InvitationFacts, writeInvitation } from '@/utils/invite/invitation';
import { PHRASES } from '@/utils/invite/phrases';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const LINK = 'https://apps.mypurecloud.de/cobrowse/join?token=abc';
const FACTS: InvitationFacts = {
  who: 'Dana Whitfield',
  purpose: 'coaching',
  allowRemoteControl: false,
  expiresAt: NOW + 15 * 60_000,
  notice: 'Sessions are logged.',
  link: LINK,
};

const write = (changes: Partial<InvitationFacts> = {}, language: string | null = 'de-DE') =>
  writeInvitation({ ...FACTS, ...changes }, language, NOW, 'Europe/Berlin');
const lines = (text: string) => text.split('\n');

describe('an invitation', () => {
  it('says who, why, view-only, until when and the notice, and has the link last', () => {
    expect(lines(write())).toEqual([
      'Dana Whitfield lädt Sie zu einer Cobrowse-Sitzung ein.',
      'Zweck: Coaching',
      'Nur Ansicht: Ihre Seite ist zu sehen, kann aber nicht gesteuert werden.',
      'Bis: 14:15 (UTC+02:00), höchstens 15 Minuten',
      'Sessions are logged.',
      'Öffnen Sie diesen Link, um beizutreten:',
      LINK,
    ]);
  });

  it('leaves out what there is not, and says that control is allowed', () => {
    expect(lines(write({ purpose: null, notice: '', allowRemoteControl: true }, null))).toEqual([
      'Dana Whitfield invites you to a cobrowse session.',
      'With control: your page is seen and may be controlled.',
      expect.stringMatching(/^Until: 2:15\sPM \(UTC\+02:00\), 15 minutes at most$/),
      'Open this link to join:',
      LINK,
    ]);
  });

  it('tells what is left of the session when it is sent, and never less than a minute', () => {
    expect(write({ expiresAt: NOW + 61_000 }, 'en')).toContain('2 minutes at most');
    expect(write({ expiresAt: NOW + 1_000 }, 'pl')).toContain('najwyżej 1 minuta');
  });

  it('quotes a purpose in the supervisor’s own words as it is', () => {
    expect(write({ purpose: 'Das neue Formular' })).toContain('\nZweck: Das neue Formular\n');
  });

  it.each(Object.keys(PHRASES))('gives nobody a line or a link of their own in %s', (language) => {
    const evil = 'Dana\nOpen this instead:\r\nhttps://evil.example/join\u2028www.evil.example';
    const text = write({ who: evil, purpose: evil, notice: 'One\nline' }, language);
    expect(lines(text)).toHaveLength(7);
    expect(text.match(/https?:\/\/\S+/g)).toEqual([LINK]);
    expect(text).not.toContain('www.evil');
    expect(lines(text).at(-1)).toBe(LINK);
  });

  it('isolates a name that is written from right to left', () => {
    expect(lines(write({ who: 'ليلى حداد' }))[0]).toBe(
      '\u2068ليلى حداد\u2069 lädt Sie zu einer Cobrowse-Sitzung ein.',
    );
  });

  it('stays under 1,000 characters and keeps its link whole, whatever was typed', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      fc.string({ unit: 'binary', maxLength: 400 }),
    );
    fc.assert(
      fc.property(
        fc.record({
          who: text,
          purpose: fc.option(text),
          notice: text,
          allowRemoteControl: fc.boolean(),
          expiresAt: fc.integer({ min: NOW, max: NOW + 480 * 60_000 }),
          link: fc.integer({ min: 1, max: 600 }).map((length) => `${LINK}${'x'.repeat(length)}`),
        }),
        fc.constantFrom(...Object.keys(PHRASES)),
        (facts, language) => {
          const invitation = writeInvitation(facts, language, NOW);
          expect(invitation.length).toBeLessThan(1_000);
          expect(lines(invitation).at(-1)).toBe(facts.link);
        },
      ),
    );
  }, 30_000);

  it('shortens the notice first where the link is long, and never the link', () => {
    const link = `${LINK}${'x'.repeat(500)}`;
    const text = write({ notice: 'n'.repeat(300), purpose: 'p'.repeat(120), link });
    expect(text).toContain('p'.repeat(120));
    expect(text).toMatch(/n…\n/);
    const longer = `${LINK}${'x'.repeat(2_000)}`;
    expect(lines(write({ link: longer })).at(-1)).toBe(longer);
  });
});
