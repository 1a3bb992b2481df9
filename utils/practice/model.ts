import * as z from 'zod/mini';
import type { Identity } from '../auth/model';
import { whenUsed } from '../schema/when-used';

/**
 * Where the organisation of the practice "lives". The name is reserved never to exist (RFC 2606):
 * what should ever be sent there by mistake arrives nowhere.
 */
export const PRACTICE_ORIGIN = 'https://practice.invalid';

/** Who practises. */
export const PRACTISING: Identity = {
  userId: '00000000-0000-4000-8000-000000000001',
  name: 'You (practice)',
};

/** A cobrowse session of the practice, in the words of the Cobrowse Sessions API. */
const practiceSessionSchema = whenUsed(() =>
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

/** A practice that is on. */
export const practiceSchema = whenUsed(() =>
  z.object({
    /** Milliseconds since the epoch; what goes on on the floor is counted from here. */
    startedAt: z.number(),
    sessions: z.array(practiceSessionSchema),
  }),
);

export type PracticeState = z.output<typeof practiceSchema>;
