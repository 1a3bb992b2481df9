import * as z from 'zod/mini';
import { storedSecretSchema } from '../auth/model';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import { NO_POLICY, readPolicySchema } from './policy';
import { DEFAULT_SETTINGS, settingsSchema, withRegionOfHost } from './settings';

/** The user's settings. Contains no secret. */
export const settingsItem = defineStoredItem({
  key: 'local:settings',
  schema: settingsSchema,
  fallback: DEFAULT_SETTINGS,
  clearedOn: 'never',
  record: {
    ...FIRST_VERSION,
    tidy: withRegionOfHost,
    standIns: {
      // A guess would sign users in somewhere else. Without a host, the pages ask for it.
      environment: { kind: 'custom', host: '' },
      // Without it, a client ID would be used in an environment it was not entered for.
      'signIn.clientIdFor': '',
      // A guess would delete sessions from the history that should be kept.
      history: { keepForDays: null },
    },
    keepsUnknown: true,
  },
});

/** The policy that was last applied: what differs from it is still to be applied. */
export const appliedPolicyItem = defineStoredItem({
  key: 'local:obeyed-policy',
  schema: readPolicySchema,
  fallback: NO_POLICY,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * The client secret, stored on disk only if the user chose that after a warning. Older versions
 * stored a plain text: it belongs to the settings beside it, and is never sent as it is.
 */
export const rememberedSecretItem = defineStoredItem({
  key: 'local:remembered-client-secret',
  schema: lazySchema(() => z.nullable(z.union([storedSecretSchema, z.string()]))),
  fallback: null,
  clearedOn: 'never',
  record: { ...FIRST_VERSION, isSecret: true },
});

/** The client secret for this browser session. */
export const secretItem = defineStoredItem({
  key: 'session:client-secret',
  schema: lazySchema(() => z.nullable(storedSecretSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});
