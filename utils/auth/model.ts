import * as z from 'zod/mini';
import { whenUsed } from '../schema/when-used';

/** Who is signed in. Safe to show in the extension's own pages. */
export const identitySchema = whenUsed(() =>
  z.object({
    userId: z.string(),
    name: z.string(),
    email: z.optional(z.string()),
    /** Missing where the platform did not tell, and with client credentials. */
    organisationId: z.optional(z.string()),
    /**
     * Which of the permissions that the extension can use the person holds; missing where the
     * platform did not tell.
     */
    permissions: z.optional(z.array(z.string())),
  }),
);

export type Identity = z.output<typeof identitySchema>;

/**
 * An access token with what is needed to know whether it still serves. Never leaves the background.
 */
export const storedTokenSchema = whenUsed(() =>
  z.object({
    accessToken: z.string(),
    /** Milliseconds since the epoch. */
    expiresAt: z.number(),
    refreshToken: z.optional(z.string()),
    /** Environment and client it belongs to: a token of another one is never sent. */
    environmentKey: z.string(),
    clientId: z.string(),
  }),
);

export type StoredToken = z.output<typeof storedTokenSchema>;

/** An OAuth client of one environment: what sign-ins, secrets and tokens belong to. */
export const clientOfEnvironmentSchema = whenUsed(() =>
  z.object({ environmentKey: z.string(), clientId: z.string() }),
);

export type ClientOfEnvironment = z.output<typeof clientOfEnvironmentSchema>;

/** Whether both are the same client of the same environment. */
export function isSameClient(one: ClientOfEnvironment | null, other: ClientOfEnvironment | null): boolean {
  return (
    one !== null &&
    other !== null &&
    one.environmentKey === other.environmentKey &&
    one.clientId === other.clientId
  );
}

/** A client secret with the client that it was entered for: it is sent to no other. */
export const storedSecretSchema = whenUsed(() => z.extend(clientOfEnvironmentSchema, { secret: z.string() }));

export type StoredSecret = z.output<typeof storedSecretSchema>;

/**
 * A sign-in window that is open: since when (milliseconds since the epoch), and for which client.
 */
export const pendingSignInSchema = whenUsed(() =>
  z.extend(clientOfEnvironmentSchema, { openedAt: z.number() }),
);
/**
 * The time in which one person is signed in. `leaving`: they are being signed out, and a worker
 * that finds this finishes it.
 */
export const epochSchema = whenUsed(() => z.object({ id: z.string(), leaving: z.boolean() }));
