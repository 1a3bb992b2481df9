import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/** The signed-in user. Safe to show in the extension's own pages. */
export const identitySchema = lazySchema(() =>
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.optional(z.string()),
    /** Missing if the platform did not report it, and with client credentials. */
    organizationId: z.optional(z.string()),
    /**
     * The permissions of this person that the extension can use; missing if the platform did not
     * report them.
     */
    permissions: z.optional(z.array(z.string())),
  }),
);

export type Identity = z.output<typeof identitySchema>;

/**
 * An access token, with what is needed to know whether it is still valid. Never leaves the
 * background.
 */
export const storedTokenSchema = lazySchema(() =>
  z.object({
    accessToken: z.string(),
    /** Milliseconds since the epoch. */
    expiresAt: z.number(),
    refreshToken: z.optional(z.string()),
    /** Environment and client it belongs to: it is never sent to another one. */
    environmentKey: z.string(),
    clientId: z.string(),
  }),
);

export type StoredToken = z.output<typeof storedTokenSchema>;

/** An OAuth client in one environment: sign-ins, secrets and tokens belong to it. */
export const clientOfEnvironmentSchema = lazySchema(() =>
  z.object({ environmentKey: z.string(), clientId: z.string() }),
);

export type ClientOfEnvironment = z.output<typeof clientOfEnvironmentSchema>;

/** Whether both are the same client in the same environment. */
export function isSameClient(one: ClientOfEnvironment | null, other: ClientOfEnvironment | null): boolean {
  return (
    one !== null &&
    other !== null &&
    one.environmentKey === other.environmentKey &&
    one.clientId === other.clientId
  );
}

/** A client secret with the client that it was entered for: it is never sent to another one. */
export const storedSecretSchema = lazySchema(() =>
  z.extend(clientOfEnvironmentSchema, { secret: z.string() }),
);

export type StoredSecret = z.output<typeof storedSecretSchema>;

/** An open sign-in window: since when (milliseconds since the epoch), and for which client. */
export const pendingSignInSchema = lazySchema(() =>
  z.extend(clientOfEnvironmentSchema, { openedAt: z.number() }),
);
/**
 * The time during which one person is signed in. `leaving`: they are being signed out; a worker
 * that finds this finishes it.
 */
export const epochSchema = lazySchema(() => z.object({ id: z.string(), leaving: z.boolean() }));
