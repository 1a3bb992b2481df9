import * as z from 'zod/mini';
import type { Identity } from '../auth/model';
import { lazySchema } from '../schema/lazy-schema';

/**
 * The origin of the practice organization. The name is reserved and never exists (RFC 2606):
 * anything sent there by mistake arrives nowhere.
 */
export const PRACTICE_ORIGIN = 'https://practice.invalid';

/** The practicing user. */
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

/** The services that can be practiced: what the supervisor sees of an agent. */
export const PRACTICE_SERVICES = ['sessions', 'screen'] as const;
export type PracticeService = (typeof PRACTICE_SERVICES)[number];

/** A session of Live Screen Monitoring in practice that is not over. */
const practiceWatchSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    conversationId: z.string(),
    participantId: z.string(),
    agentUserId: z.string(),
    /** Milliseconds since the epoch. */
    startedAt: z.number(),
  }),
);

export type PracticeWatch = z.output<typeof practiceWatchSchema>;

/** The state of practice while it is on. */
export const practiceSchema = lazySchema(() =>
  z.object({
    /** Milliseconds since the epoch; the floor's activity is computed from this time. */
    startedAt: z.number(),
    sessions: z.array(practiceSessionSchema),
    watches: z.optional(z.array(practiceWatchSchema)),
    /** What was chosen; missing if nothing was. */
    service: z.optional(z.enum(PRACTICE_SERVICES)),
  }),
);

export type PracticeState = z.output<typeof practiceSchema>;
