import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBackground } from '@/utils/background/create-background';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { startsItem } from '@/utils/cobrowse/state';
import { CONVERSATION_ID, newStart } from '../cobrowse/fixtures';
import { useSignedInBrowser } from './signed-in-browser';

const NAMES = { customer: 'Amelia Hart', agent: 'Tom Becker', hasAgent: true };

useSignedInBrowser();

it('a recovery action that is not offered any more does nothing', async () => {
  const openOptions = vi.spyOn(fakeBrowser.runtime, 'openOptionsPage').mockResolvedValue(undefined as never);
  const handlers = createRequestHandlers(createBackground());
  const failed = {
    ...newStart(),
    state: { phase: 'failed' as const, failure: { code: 'not-configured' as const } },
  };
  await startsItem.set({ [CONVERSATION_ID]: failed });
  await handlers['take-recovery-action'](
    { conversationId: CONVERSATION_ID, pressed: 'open', names: NAMES },
    null,
  );
  await handlers['take-recovery-action'](
    { conversationId: CONVERSATION_ID, pressed: 'none', names: NAMES },
    null,
  );
  expect(openOptions).not.toHaveBeenCalled();
  expect((await startsItem.get())[CONVERSATION_ID]).toBeDefined();
  await handlers['take-recovery-action']({ conversationId: CONVERSATION_ID, pressed: 'open-settings' }, null);
  expect(openOptions).toHaveBeenCalledTimes(1);
});

it('a press on names that are not those of today starts nothing: our own window asks', async () => {
  const create = vi.spyOn(fakeBrowser.windows, 'create').mockResolvedValue({ id: 5 } as never);
  const handlers = createRequestHandlers(createBackground());
  await handlers['start-from-desktop']({ conversationId: CONVERSATION_ID, names: NAMES }, null);
  expect(create).toHaveBeenCalledTimes(1);
  expect((await startsItem.get())[CONVERSATION_ID]).toBeUndefined();
});
