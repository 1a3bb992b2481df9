import * as z from 'zod/mini';
import { whenUsed } from '../schema/when-used';
import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import {
  clientOfEnvironmentSchema,
  epochSchema,
  identitySchema,
  pendingSignInSchema,
  storedTokenSchema,
} from './model';

/** Set by signing out, so that a remembered secret signs nobody in behind their back. */
export const signedOutItem = defineStoredItem({
  key: 'local:signed-out',
  schema: whenUsed(() => z.boolean()),
  fallback: false,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * Where somebody has completed a sign-in in a window last: only there is anything asked without
 * one. Holds no person and no token. It outlasts signing out and the browser (a sign-in whose
 * worker dies can then be finished), and goes when another environment or client is set, by the
 * user or by policy.
 */
export const visibleSignInItem = defineStoredItem({
  key: 'local:visible-sign-in',
  schema: whenUsed(() => z.nullable(clientOfEnvironmentSchema)),
  fallback: null,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** Who is signed in. */
export const identityItem = defineStoredItem({
  key: 'session:identity',
  schema: whenUsed(() => z.nullable(identitySchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The access token. Read in the background only. */
export const tokenItem = defineStoredItem({
  key: 'session:access-token',
  schema: whenUsed(() => z.nullable(storedTokenSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The epoch of whoever is signed in (utils/auth/epochs.ts); none while nobody is. */
export const epochItem = defineStoredItem({
  key: 'session:epoch',
  schema: whenUsed(() => z.nullable(epochSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** Says that a sign-in window was opened, in case the worker dies while it is. */
export const pendingSignInItem = defineStoredItem({
  key: 'session:pending-sign-in',
  schema: whenUsed(() => z.nullable(pendingSignInSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});
