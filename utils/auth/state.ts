import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { hasExactly, isFlag, isText } from '../schema/plain';
import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import {
  clientOfEnvironmentSchema,
  epochSchema,
  identitySchema,
  pendingSignInSchema,
  storedTokenSchema,
} from './model';

/** Set by signing out, so that a remembered secret does not sign in silently. */
export const signedOutItem = defineStoredItem({
  key: 'local:signed-out',
  schema: lazySchema(() => z.boolean()),
  fallback: false,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * The client and environment of the last sign-in completed in a window: only there may a silent
 * sign-in be tried. Contains no person and no token. It survives sign-out and browser restarts (so
 * that a sign-in whose worker died can be finished), and is cleared when the user or a policy sets
 * another environment or client.
 */
export const visibleSignInItem = defineStoredItem({
  key: 'local:visible-sign-in',
  schema: lazySchema(() => z.nullable(clientOfEnvironmentSchema)),
  fallback: null,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** Who is signed in. */
export const identityItem = defineStoredItem({
  key: 'session:identity',
  schema: lazySchema(() => z.nullable(identitySchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The access token. Read only in the background. */
export const tokenItem = defineStoredItem({
  key: 'session:access-token',
  schema: lazySchema(() => z.nullable(storedTokenSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** Accepts every epoch that this version writes. */
export const IS_PLAIN_EPOCH = hasExactly({ id: isText, leaving: isFlag });

/** The epoch of the signed-in person (utils/auth/epochs.ts); none while nobody is signed in. */
export const epochItem = defineStoredItem({
  key: 'session:epoch',
  schema: lazySchema(() => z.nullable(epochSchema)),
  isPlain: IS_PLAIN_EPOCH,
  fallback: null,
  clearedOn: 'sign-out',
});

/** Records that a sign-in window was opened, in case the worker dies while it is open. */
export const pendingSignInItem = defineStoredItem({
  key: 'session:pending-sign-in',
  schema: lazySchema(() => z.nullable(pendingSignInSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});
