import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBackground } from '@/utils/background/create-background';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { startsItem } from '@/utils/cobrowse/state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';
import { CONVERSATION_ID, newStart, SETTINGS } from '../cobrowse/fixtures';
import { failureOf } from '../failure-of';
import { useSignedInBrowser } from './signed-in-browser';

const fetched = useSignedInBrowser({ invite: { askPurpose: true, notice: '' } });

function doors() {
  const parts = createBackground();
  const handlers = createRequestHandlers(parts);
  const conversationId = CONVERSATION_ID;
  return {
    'the popup, with settings': () => handlers['start-session']({ conversationId, settings: SETTINGS }, null),
    'the popup, with stored settings': () => handlers['start-session']({ conversationId }, null),
    'the button in the page': () => handlers['start-from-desktop']({ conversationId }, 1),
    'the shortcut': () => parts.cobrowse.startWithStoredSettings(conversationId),
  };
}

it.each([
  'the popup, with settings',
  'the popup, with stored settings',
  'the button in the page',
  'the shortcut',
] as const)('%s gets no start without a purpose, and nothing is called', async (door) => {
  expect(await failureOf(doors()[door]())).toEqual({ code: 'purpose-required' });
  expect((await startsItem.get())[CONVERSATION_ID]?.state).toEqual({
    phase: 'failed',
    failure: { code: 'purpose-required' },
  });
  expect(fetched()).not.toHaveBeenCalled();
});

it.each([
  ['the sign-in', 'signed-out', 'resumeAfterSignIn'],
  ['host access', 'host-access-missing', 'resumeAfterGrant'],
  ['the rate limit', 'rate-limited', 'resumeDue'],
] as const)(
  'a start that waited for %s since before it was asked for does not go on without one',
  async (_what, code, resume) => {
    const waiting = newStart();
    const failure = { code, retryAt: 1 };
    await startsItem.set({ [CONVERSATION_ID]: { ...waiting, state: { phase: 'waiting', failure } } });
    await createBackground().starter[resume]();
    expect((await startsItem.get())[CONVERSATION_ID]?.state).toEqual({
      phase: 'failed',
      failure: { code: 'purpose-required' },
    });
    expect(fetched()).not.toHaveBeenCalled();
  },
);

it('the organization can ask for it where the user does not', async () => {
  await settingsItem.set(DEFAULT_SETTINGS);
  vi.spyOn(fakeBrowser.storage.managed, 'get').mockResolvedValue({ purposeRequired: true } as never);
  expect(await failureOf(doors()['the shortcut']())).toEqual({ code: 'purpose-required' });
});

it('the page is told beforehand that it is asked, and a failed start shows the choice as its recovery action', async () => {
  const parts = createBackground();
  expect(await parts.desktop.desktopViewOf(CONVERSATION_ID)).toEqual({
    conversationId: CONVERSATION_ID,
    phase: 'idle',
    asksPurpose: true,
  });
  await failureOf(parts.cobrowse.startWithStoredSettings(CONVERSATION_ID));
  expect(await parts.desktop.desktopViewOf(CONVERSATION_ID)).toMatchObject({
    phase: 'failed',
    message: { recoveryAction: 'choose-purpose' },
  });
});
