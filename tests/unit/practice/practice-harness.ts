import { createGenesysCloudClient } from '@/utils/genesys-cloud/client';
import { createPracticeApi } from '@/utils/practice/api';
import { PRACTICE_ORIGIN, type PracticeState } from '@/utils/practice/model';

/** When the practices of the tests begin. */
const BEGIN = Date.UTC(2026, 2, 4, 10, 0, 0);
const MINUTE = 60_000;

/** The extension's own API client on the practice, with a clock to turn. */
export function startPractice() {
  let now = BEGIN;
  let state: PracticeState | null = { startedAt: BEGIN, sessions: [] };
  const client = createGenesysCloudClient({
    getApiOrigin: async () => PRACTICE_ORIGIN,
    getAccessToken: async () => 'practice',
    renewAccessToken: async (refused) => refused,
    mayReach: async () => true,
    fetch: createPracticeApi({
      practice: {
        get: async () => state,
        async update(change) {
          state = change(state);
          return state;
        },
      },
      now: () => now,
      pause: async () => undefined,
    }),
    now: () => now,
    sleep: async () => undefined,
  });
  return {
    client,
    now: () => now,
    pass(minutes: number) {
      now += minutes * MINUTE;
    },
    stop() {
      state = null;
    },
  };
}
