import { redeemMadeUpCode } from '../auth/known-client';
import type { Identity } from '../auth/model';
import { webAuthFlow } from '../auth/web-auth-flow';
import { createProbes } from '../checks/probes';
import { floorRows } from '../floor/state';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { ServerClock } from '../http/server-clock';
import { requireSignInConfiguration } from '../settings/configuration';
import type { Store } from '../storage/store';

/** Joins the probes of the doctor to the API, the settings and the stored floor. */
export function createCheckProbes({
  api,
  clock,
  reachChannel,
  identity,
  now,
}: {
  /** With a budget of its own: checking must not use up what the work needs. */
  api: GenesysCloudApi;
  clock: ServerClock;
  reachChannel(): Promise<void>;
  /** Where it is kept who is signed in. */
  identity: Pick<Store<Identity | null>, 'update'>;
  now(): number;
}) {
  return createProbes({
    async redeemMadeUpCode() {
      const { environment, signIn } = await requireSignInConfiguration();
      return await redeemMadeUpCode(environment, signIn.clientId, webAuthFlow.redirectUri(environment));
    },
    api,
    clockAheadMs: clock.aheadMs,
    async readIdentity() {
      const { signIn } = await requireSignInConfiguration();
      return signIn.method === 'pkce' ? await api.getMe() : await api.getUser(signIn.supervisorUserId);
    },
    async noteIdentity(person) {
      // Only the same person again: who has signed out meanwhile does not come back.
      await identity.update((before) =>
        before?.userId === person.userId && JSON.stringify(before) !== JSON.stringify(person)
          ? person
          : before,
      );
    },
    someConversationId: async () => (await floorRows.all())[0]?.id ?? null,
    reachChannel,
    now,
  });
}
