import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ALL_ITEMS, clearOnSignOut, RECORDS_ON_DISK } from '@/utils/background/state';
import { foundServicesItem } from '@/utils/cobrowse/state';
import { pinnedAgentsItem } from '@/utils/floor/state';
import { applyPolicy } from '@/utils/settings/policy';
import { DEFAULT_SETTINGS, settingsSchema } from '@/utils/settings/settings';
import { rememberedSecretItem, settingsItem } from '@/utils/settings/state';
import { EARLIER_RECORDS } from './earlier-records';

const local = fakeBrowser.storage.local;
const ON_DISK = ALL_ITEMS.filter(({ key }) => key.startsWith('local:'));
const nameOf = (key: string) => key.slice('local:'.length);
const stored = async () => (await local.get()) as Record<string, unknown>;
const review = async () => (await Promise.all(RECORDS_ON_DISK.map(({ review }) => review()))).flat();
const dismiss = () => Promise.all(RECORDS_ON_DISK.map(({ dismiss }) => dismiss()));

/** Whatever a disk can give back: JSON knows no -0. */
const anything = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const MINE = {
  ...DEFAULT_SETTINGS,
  environment: { kind: 'region', region: 'eu_west_1' } as const,
  signIn: { ...DEFAULT_SETTINGS.signIn, clientId: CLIENT_ID },
  invite: { askPurpose: true, notice: 'Calls are recorded.' },
};
const DAMAGED = { ...MINE, session: { allowRemoteControl: 'perhaps', timeoutInMinutes: 30 } };
const MENDED = { ...MINE, session: { allowRemoteControl: false, timeoutInMinutes: 30 } };
const NEWER = { ...MINE, version: 2, environment: { kind: 'region', region: 'moon_1' }, theme: 'dark' };

beforeEach(() => {
  fakeBrowser.reset();
  vi.restoreAllMocks();
});

describe('every item on disk', () => {
  it('has a fixture of each shape that it has had', () => {
    expect(Object.keys(EARLIER_RECORDS).sort()).toEqual(ON_DISK.map(({ key }) => key).sort());
    expect(RECORDS_ON_DISK).toHaveLength(ON_DISK.length);
  });

  it.each(
    Object.entries(EARLIER_RECORDS).flatMap(([key, shapes]) =>
      shapes.map(({ since, ...shape }) => [key, since, shape] as const),
    ),
  )('%s is read as stored since %s, and nothing is reported', async (key, _since, shape) => {
    await local.set({ [nameOf(key)]: shape.stored });
    const before = await stored();
    expect(await ON_DISK.find((item) => item.key === key)?.get()).toEqual(shape.read);
    expect(await review()).toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it.each(ON_DISK.filter(({ key }) => !key.includes('secret')).map(({ key }) => [key]))(
    '%s keeps what cannot be read under another key, and reports it once',
    async (key) => {
      const name = nameOf(key);
      const garbage = 7;
      await local.set({ [name]: garbage });
      expect(await review()).toMatchObject([{ name, isNewer: false, lost: [''], hasCopy: true }]);
      expect(await stored()).toMatchObject({ [name]: garbage, [`kept/${name}`]: [{ raw: garbage }] });
      await dismiss();
      expect(await review()).toEqual([]);
      expect(await stored()).toMatchObject({ [`kept/${name}`]: [{ raw: garbage }] });
    },
  );

  it('whatever is stored, is read, written and read again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ON_DISK), anything, async (item, garbage) => {
        fakeBrowser.reset();
        const { get, set } = item as { get(): Promise<unknown>; set(value: unknown): Promise<void> };
        const name = nameOf(item.key);
        await local.set({ [name]: garbage });
        const read = await get();
        const [report] = await review();
        await set(read);
        expect(await get()).toEqual(read);
        const { [`kept/${name}`]: kept, [name]: after } = await stored();
        // What is not on record any more was kept.
        if (report?.hasCopy) expect(kept).toMatchObject([{ raw: garbage }]);
        else if (!item.key.includes('secret') && garbage !== null && !report)
          expect(after).toEqual(item === settingsItem ? expect.anything() : read);
      }),
      { numRuns: 300 },
    );
  });
});

describe('damaged settings', () => {
  it('are read without the damaged field, and the report names what was kept and what was not', async () => {
    await local.set({ settings: DAMAGED });
    expect(await settingsItem.get()).toEqual(MENDED);
    const [report] = await review();
    expect(report?.lost).toEqual(['session.allowRemoteControl']);
    expect(report?.kept).toEqual(
      expect.arrayContaining(['environment.region', 'signIn.clientId', 'invite.notice']),
    );
    expect(report?.kept).not.toContain('version');
  });

  it('are kept by the write that replaces them, also where nobody looked at them before', async () => {
    await local.set({ settings: DAMAGED });
    const set = vi.spyOn(local, 'set');
    await settingsItem.set({ ...MENDED, cobrowseService: 'platform' });
    expect(set).toHaveBeenCalledTimes(1);
    expect(await stored()).toMatchObject({
      settings: { ...MENDED, cobrowseService: 'platform' },
      'kept/settings': [{ raw: DAMAGED, lost: ['session.allowRemoteControl'] }],
    });
    expect(await review()).toHaveLength(1);
  });

  it('are kept each time they are damaged anew, as long as there are not too many', async () => {
    for (let times = 0; times < 7; times += 1) {
      await local.set({ settings: { ...DAMAGED, invite: times } });
      await review();
    }
    const kept = (await stored())['kept/settings'] as { raw: { invite: unknown } }[];
    expect(kept.map(({ raw }) => raw.invite)).toEqual([2, 3, 4, 5, 6]);
  });

  it('never make the environment or the age of the history a guess', async () => {
    await local.set({ settings: { ...MINE, environment: { kind: 'region', region: 7 }, history: {} } });
    expect(await settingsItem.get()).toEqual({
      ...MINE,
      environment: { kind: 'custom', host: '' },
      history: { keepForDays: null },
    });
  });

  it('leave a client ID unused where it is not known which environment it was entered for', async () => {
    await local.set({ settings: { ...MINE, signIn: { ...MINE.signIn, clientIdFor: 7 } } });
    const settings = await settingsItem.get();
    expect(settings.signIn).toEqual({ ...MINE.signIn, clientIdFor: '' });
    expect(applyPolicy(settings, {}).signIn.clientId).toBe('');
    expect((await review())[0]?.lost).toEqual(['signIn.clientIdFor']);
  });

  it('lose one field where one is damaged, whichever it is', async () => {
    const FIELDS = [
      ['signIn', 'method'],
      ['signIn', 'clientId'],
      ['signIn', 'supervisorUserId'],
      ['signIn', 'rememberSecret'],
      ['session', 'allowRemoteControl'],
      ['session', 'timeoutInMinutes'],
      ['invite', 'askPurpose'],
      ['invite', 'notice'],
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FIELDS), anything, async ([group, field], value) => {
        const damaged = { ...MINE, [group]: { ...MINE[group], [field]: value } };
        fc.pre(!settingsSchema.safeParse(damaged).success);
        await local.set({ settings: damaged });
        const defaults = DEFAULT_SETTINGS[group] as Record<string, unknown>;
        expect(await settingsItem.get()).toEqual({
          ...MINE,
          [group]: { ...MINE[group], [field]: defaults[field] },
        });
      }),
      { numRuns: 200, examples: [[['session', 'timeoutInMinutes'], 2 ** 53]] },
    );
  });
});

describe('settings of a newer version', () => {
  const MEANWHILE = { ...MINE, environment: { kind: 'custom', host: '' } as const };

  it('are used as far as this version knows them, and say so once', async () => {
    await local.set({ settings: NEWER });
    expect(await settingsItem.get()).toEqual(MEANWHILE);
    expect(await review()).toMatchObject([{ name: 'settings', isNewer: true, lost: ['environment'] }]);
  });

  it('keep what this version does not know through a save, and are not reported again', async () => {
    await local.set({ settings: NEWER });
    await review();
    await dismiss();
    await settingsItem.set({ ...MEANWHILE, cobrowseService: 'platform' });
    expect((await stored()).settings).toEqual({ ...NEWER, cobrowseService: 'platform' });
    expect(await review()).toEqual([]);
  });

  it('have what was changed here in place of what this version could not read', async () => {
    await local.set({ settings: NEWER });
    await settingsItem.set({ ...MEANWHILE, environment: { kind: 'region', region: 'us_west_2' } });
    expect((await stored()).settings).toEqual({
      ...NEWER,
      environment: { kind: 'region', region: 'us_west_2' },
    });
    expect(await settingsItem.get()).toMatchObject({ environment: { region: 'us_west_2' } });
  });
});

describe('other records', () => {
  it('pinned agents of a newer version are there again after something was pinned', async () => {
    const newer = { version: 2, agents: ['u-1'] };
    await local.set({ 'pinned-agents': newer });
    await pinnedAgentsItem.update((all) => [...all, 'u-2']);
    expect(await stored()).toMatchObject({
      'pinned-agents': ['u-2'],
      'kept/pinned-agents': [{ isNewer: true, raw: newer }],
    });
  });

  it('one damaged entry of a list costs no other', async () => {
    await local.set({ 'pinned-agents': ['u-1', 7, 'u-2'] });
    expect(await pinnedAgentsItem.get()).toEqual(['u-1', 'u-2']);
    await local.set({
      'cobrowse-services': { a: { kind: 'platform', at: 1 }, b: { kind: 'platform' }, c: 7 },
    });
    expect(await foundServicesItem.get()).toEqual({ a: { kind: 'platform', at: 1 } });
  });

  it('nothing more is stored where nothing is wrong', async () => {
    await settingsItem.set(MINE);
    await settingsItem.set({ ...MINE, cobrowseService: 'platform' });
    await pinnedAgentsItem.update((all) => [...all, 'u-1']);
    expect(Object.keys(await stored()).sort()).toEqual(['pinned-agents', 'settings']);
  });

  it('writes take effect in their order', async () => {
    await Promise.all([
      pinnedAgentsItem.set(['u-1']),
      pinnedAgentsItem.update((all) => [...all, 'u-2']),
      pinnedAgentsItem.clear(),
      pinnedAgentsItem.update((all) => [...all, 'u-3']),
    ]);
    expect(await pinnedAgentsItem.get()).toEqual(['u-3']);
  });
});

describe('a remembered secret that cannot be read', () => {
  const SECRET = 'canary-s3cret';

  it.each<[string, unknown]>([
    ['damaged', { environmentKey: 'eu_west_1', secret: SECRET }],
    ['of a newer version', { version: 2, secrets: [{ [SECRET]: SECRET }] }],
    ['in a name', { [SECRET]: 1 }],
  ])('(%s) is reported, and stands nowhere but where it stood', async (_what, record) => {
    await local.set({ 'remembered-client-secret': record });
    const reports = await review();
    expect(reports).toMatchObject([{ name: 'remembered-client-secret', lost: [''], hasCopy: false }]);
    const { 'remembered-client-secret': own, ...others } = await stored();
    expect(JSON.stringify([reports, others])).not.toContain(SECRET);
    expect(own).toEqual(record);
    expect(await review()).toEqual(reports);
  });

  it('leaves nothing behind when it is cleared, or replaced', async () => {
    const record = { secret: SECRET };
    await local.set({ 'remembered-client-secret': record });
    await review();
    await clearOnSignOut();
    await rememberedSecretItem.set({ environmentKey: 'eu_west_1', clientId: CLIENT_ID, secret: 'new' });
    expect(JSON.stringify(await stored())).not.toContain(SECRET);
    await rememberedSecretItem.clear();
    expect(await stored()).toEqual({});
  });
});
