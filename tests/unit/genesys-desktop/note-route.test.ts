import { expect, it } from 'vitest';
import { noteRoute } from '@/utils/genesys-desktop/note-route';

const NOTHING = { moved: {}, unanchored: {} };
const PLACE = { x: 1, y: 2, fromRight: true, fromBottom: false };

it('remembers the place of each screen', () => {
  const one = noteRoute(NOTHING, 'interactions', { place: PLACE }, 5);
  const two = noteRoute(one, 'analytics', { place: { ...PLACE, x: 9 } }, 6);
  expect(two.moved).toEqual({ interactions: PLACE, analytics: { ...PLACE, x: 9 } });
  expect(two.unanchored).toEqual({});
});

it('remembers since when a screen has no place for the button, until it has one again', () => {
  const without = noteRoute(NOTHING, 'interactions', { anchored: false }, 5);
  expect(without.unanchored).toEqual({ interactions: 5 });
  expect(noteRoute(without, 'interactions', { anchored: true }, 6)).toEqual(NOTHING);
});

it('changes nothing if nothing is new', () => {
  expect(noteRoute(NOTHING, 'interactions', { anchored: true }, 5)).toBe(NOTHING);
  expect(noteRoute(NOTHING, 'constructor', { anchored: true }, 5)).toBe(NOTHING);
});

it('forgets the oldest of many screens', () => {
  let known: Parameters<typeof noteRoute>[0] = NOTHING;
  for (let index = 0; index < 30; index += 1)
    known = noteRoute(known, `screen-${index}`, { place: PLACE }, 0);
  expect(Object.keys(known.moved)).toHaveLength(20);
  expect(known.moved).toHaveProperty('screen-29');
  expect(known.moved).not.toHaveProperty('screen-9');
});
