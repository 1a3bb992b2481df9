import { describe, expect, it } from 'vitest';
import type { FoundServices } from '@/utils/cobrowse/model';
import { placeOf } from '@/utils/cobrowse/service-in-use';
import { createServiceMemory } from '@/utils/cobrowse/service-memory';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';
import { DANA, memoryStore, NOW } from './fixtures';

const DAY = 24 * 60 * 60_000;

function createScene() {
  const world = { now: NOW, place: 'eu org-1' as string | null };
  const found = memoryStore<FoundServices>({});
  const memory = createServiceMemory({ found, getPlace: async () => world.place, now: () => world.now });
  return { world, found, memory };
}

describe('the memory of which service was found', () => {
  it('counts for a day, for this place', async () => {
    const { world, memory } = createScene();
    expect(await memory.recall()).toBeNull();
    await memory.note('platform');
    world.now = NOW + DAY - 1;
    expect(await memory.recall()).toBe('platform');
    world.now = NOW + DAY;
    expect(await memory.recall()).toBeNull();
  });

  it('knows nothing of another organization or environment, and keeps each', async () => {
    const { world, memory } = createScene();
    await memory.note('platform');
    world.place = 'eu org-2';
    expect(await memory.recall()).toBeNull();
    await memory.note('sessions');
    world.place = 'us org-1';
    expect(await memory.recall()).toBeNull();
    world.place = 'eu org-1';
    expect(await memory.recall()).toBe('platform');
    world.place = null;
    expect(await memory.recall()).toBeNull();
  });

  it('forgets what was wrong, and drops what is too old when it writes', async () => {
    const { world, found, memory } = createScene();
    await memory.note('platform');
    await memory.forget();
    expect(await memory.recall()).toBeNull();
    await memory.note('sessions');
    world.now = NOW + DAY;
    world.place = 'eu org-2';
    await memory.note('platform');
    expect(await found.get()).toEqual({ 'eu org-2': { kind: 'platform', at: NOW + DAY } });
  });

  it('does not trust a future time: the clock was set back since', async () => {
    const { world, memory } = createScene();
    await memory.note('platform');
    world.now = NOW - 1;
    expect(await memory.recall()).toBeNull();
  });
});

describe('the place', () => {
  const settings = (changes: Partial<Settings> = {}): Settings => ({
    ...DEFAULT_SETTINGS,
    signIn: { ...DEFAULT_SETTINGS.signIn, clientId: 'Client-1' },
    ...changes,
  });

  it('is environment and organization, or the client where the organization is not told', () => {
    expect(placeOf(settings(), { ...DANA, organizationId: 'ORG-1' })).toBe('us_east_1 org-1');
    expect(placeOf(settings(), DANA)).toBe('us_east_1 client-1');
  });

  it('is missing before sign-in, or with an unusable host', () => {
    expect(placeOf(settings(), null)).toBeNull();
    expect(placeOf(settings({ environment: { kind: 'custom', host: '' } }), DANA)).toBeNull();
  });
});
