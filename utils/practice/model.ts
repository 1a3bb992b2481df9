import * as z from 'zod/mini';
import type { Identity } from '../auth/model';
import { lazySchema } from '../schema/lazy-schema';

/**
 * The origin of the practice organisation. The name is reserved and never exists (RFC 2606):
 * anything sent there by mistake arrives nowhere.
 */
export const PRACTICE_ORIGIN = 'https://practice.invalid';

/** The practising user. */
export const PRACTISING: Identity = {
  userId: '00000000-0000-4000-8000-000000000001',
  name: 'You (practice)',
};

/** A cobrowse session in practice, in the format of the Cobrowse Sessions API. */
const practiceSessionSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    conversationId: z.string(),
    state: z.enum(['active', 'ended']),
    participants: z.array(z.object({ userId: z.string(), role: z.string(), name: z.string() })),
    settings: z.object({ allowRemoteControl: z.boolean(), timeoutInMinutes: z.number() }),
    createdDate: z.string(),
    expiresDate: z.string(),
  }),
);

export type PracticeSession = z.output<typeof practiceSessionSchema>;

/** The state of practice while it is on. */
export const practiceSchema = lazySchema(() =>
  z.object({
    /** Milliseconds since the epoch; the floor's activity is computed from this time. */
    startedAt: z.number(),
    sessions: z.array(practiceSessionSchema),
  }),
);

export type PracticeState = z.output<typeof practiceSchema>;
