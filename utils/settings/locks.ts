import { clientIdOwnerOf, environmentKeyOf } from './client-owner';
import { applyPolicy, blockingNames, isOff, limitSession, type Policy, setsEnvironment } from './policy';
import type { Settings } from './settings';

/** Which settings the organization has set: users cannot change them here. */
export type Locks = Record<
  | 'environment'
  | 'method'
  | 'clientId'
  | 'allowRemoteControl'
  | 'timeoutInMinutes'
  | 'history'
  | 'cobrowseService'
  | 'askPurpose'
  | 'inviteWithStart'
  | 'notice'
  | 'iconOpens'
  | 'notices'
  | 'holdSeconds'
  | 'alertingSeconds'
  | 'handledMinutes',
  boolean
>;

/** Returns what a policy locks. Limits are not locks: users may choose anything below them. */
export function locksOf(policy: Policy): Locks {
  const blocked = blockingNames(policy);
  return {
    environment: blocked.length > 0 || setsEnvironment(policy),
    method: isOff(policy, 'client-credentials'),
    clientId: policy.clientId !== undefined || blocked.includes('clientId'),
    allowRemoteControl: policy.allowRemoteControl !== undefined || policy.controlAllowed === false,
    timeoutInMinutes: policy.timeoutInMinutes !== undefined,
    history: policy.historyDays !== undefined,
    cobrowseService: policy.cobrowseService !== undefined || blocked.includes('cobrowseService'),
    askPurpose: policy.purposeRequired !== undefined,
    inviteWithStart: policy.inviteWithStart !== undefined,
    notice: policy.noticeText !== undefined,
    iconOpens: policy.iconOpens !== undefined,
    notices: isOff(policy, 'notifications'),
    holdSeconds: policy.attentionHoldSeconds !== undefined,
    alertingSeconds: policy.attentionAlertingSeconds !== undefined,
    handledMinutes: policy.attentionHandledMinutes !== undefined,
  };
}

/**
 * Returns what to store when a page saves settings. A page shows, and sends back, the effective
 * settings; the user's own values stay stored where they are locked or were not changed, so that
 * they return if the policy is lifted.
 */
export function keepOwnSettings(wanted: Settings, own: Settings, policy: Policy): Settings {
  const locks = locksOf(policy);
  const shown = applyPolicy(own, policy);
  const allowed = { ...wanted, session: limitSession(wanted.session, policy) };
  const keep = <T>(locked: boolean, part: (settings: Settings) => T): T =>
    locked || JSON.stringify(part(allowed)) === JSON.stringify(part(shown)) ? part(own) : part(allowed);
  const environment = keep(locks.environment, ({ environment }) => environment);
  const clientId = keep(locks.clientId, ({ signIn }) => signIn.clientId);
  const { clientIdFor: _notTheirs, ...signIn } = wanted.signIn;
  const withStart = keep(locks.inviteWithStart, ({ invite }) => invite.withStart);
  const owner = clientIdOwner({ wanted, own, policy, clientIdLocked: locks.clientId });
  return {
    ...wanted,
    environment,
    signIn: {
      ...signIn,
      method: keep(locks.method, ({ signIn }) => signIn.method),
      clientId,
      ...(clientId !== '' && owner !== environmentKeyOf({ environment }) && { clientIdFor: owner }),
    },
    session: {
      allowRemoteControl: keep(locks.allowRemoteControl, ({ session }) => session.allowRemoteControl),
      timeoutInMinutes: keep(locks.timeoutInMinutes, ({ session }) => session.timeoutInMinutes),
    },
    history: keep(locks.history, ({ history }) => history),
    cobrowseService: keep(locks.cobrowseService, ({ cobrowseService }) => cobrowseService),
    invite: {
      askPurpose: keep(locks.askPurpose, ({ invite }) => invite.askPurpose),
      notice: keep(locks.notice, ({ invite }) => invite.notice),
      ...(withStart !== undefined && { withStart }),
    },
    iconOpens: keep(locks.iconOpens, ({ iconOpens }) => iconOpens),
    notices: keep(locks.notices, ({ notices }) => notices),
    attention: {
      holdSeconds: keep(locks.holdSeconds, ({ attention }) => attention.holdSeconds),
      alertingSeconds: keep(locks.alertingSeconds, ({ attention }) => attention.alertingSeconds),
      handledMinutes: keep(locks.handledMinutes, ({ attention }) => attention.handledMinutes),
    },
  };
}

/** Returns the environment of the client ID that is stored with the settings a page saves. */
function clientIdOwner({
  wanted,
  own,
  policy,
  clientIdLocked,
}: {
  wanted: Settings;
  own: Settings;
  policy: Policy;
  clientIdLocked: boolean;
}): string {
  const shown = applyPolicy(own, policy);
  const after = environmentKeyOf(applyPolicy(wanted, policy));
  const isLeft = wanted.signIn.clientId === shown.signIn.clientId && environmentKeyOf(shown) === after;
  // A locked or unchanged client ID keeps its environment; any other was entered for the one that
  // the page shows.
  return clientIdLocked || isLeft ? clientIdOwnerOf(own) : after;
}
