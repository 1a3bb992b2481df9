import { redeemMadeUpCode } from '../auth/known-client';
import type { Identity } from '../auth/model';
import { webAuthFlow } from '../auth/web-auth-flow';
import { createProbes } from '../checks/probes';
import { floorRows } from '../floor/state';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { ServerClock } from '../http/server-clock';
import { requireSignInConfiguration } from '../settings/configuration';
import type { Store } from '../storage/store';

/** Connects the probes of the checks page to the API, the settings and the stored floor. */
export function createCheckProbes({
  api,
  clock,
  reachChannel,
  identity,
  now,
}: {
  /** Has its own request budget: checks must not use up the budget of real work. */
  api: GenesysCloudApi;
  clock: ServerClock;
  reachChannel(): Promise<void>;
  /** The store of the signed-in user's identity. */
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
      // Only update the same person: somebody who has signed out in the meantime must not reappear.
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
