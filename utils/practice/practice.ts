import { identityItem, pendingSignInItem } from '../auth/state';
import { sessionsItem, startsItem } from '../cobrowse/state';
import { createSerializer } from '../concurrency/serialize';
import { fail } from '../errors/failure';
import { PRACTISING, type PracticeService } from './model';
import { backUpSignIn, hasSignInBackup, restoreSignIn } from './sign-in-backup';
import { practiceItem } from './state';

/** Practice with an imaginary organization: on or off. */
export type Practice = {
  isOn(): Promise<boolean>;
  /**
   * Begins. Backs up the real sign-in. Throws `practice-refused` if the organization has switched
   * practice off, or while something real is in progress that must stay visible.
   */
  enter(): Promise<void>;
  /**
   * Ends practice, deletes all its data, and restores the real sign-in. Does nothing while it is
   * off.
   */
  leave(): Promise<void>;
  /** Chooses the service of the next session. Does nothing while practice is off. */
  choose(service: PracticeService): Promise<void>;
  /** Finishes what a worker's death interrupted. */
  resume(): Promise<void>;
};

/** Creates the switch. Everything is in storage: any worker can continue. */
export function createPractice({
  changePerson = async (work, { isNeeded } = {}) => {
    if ((await isNeeded?.()) !== false) await work(async () => undefined);
  },
  clearOnSignOut,
  isAllowed,
  closeTab,
  now,
}: {
  /** Replaces one person by another: what began before `work` writes nothing after it. */
  changePerson?(
    work: (name: () => Promise<void>) => Promise<void>,
    options?: { isNeeded?: () => Promise<boolean> },
  ): Promise<void>;
  /** Clears what belongs to one person. */
  clearOnSignOut(options: { keepsClientSecret: boolean }): Promise<void>;
  isAllowed(): Promise<boolean>;
  closeTab(tabId: number): Promise<void>;
  now(): number;
}): Practice {
  /** Run one step at a time: pressing twice must not enter practice while it is being left. */
  const serialize = createSerializer();

  const isOn = async () => (await practiceItem.get()) !== null;

  /**
   * The client secret is a setting, which can change, or be forbidden, meanwhile: keep it in its
   * place.
   */
  const clear = () => clearOnSignOut({ keepsClientSecret: true });

  async function settleIn(name: () => Promise<void>): Promise<void> {
    await clear();
    await name();
    await identityItem.set(PRACTISING);
  }

  async function restore(): Promise<void> {
    await clear();
    await restoreSignIn();
  }

  const leave = () => changePerson(leaveNow, { isNeeded: isOn });

  async function leaveNow(): Promise<void> {
    // Sessions may share one.
    const tabs = new Set(Object.values(await sessionsItem.get()).flatMap(({ tabId }) => tabId ?? []));
    // Do this before switching practice off: while nobody is signed in, nothing real is requested
    // until all is restored.
    await identityItem.clear();
    await practiceItem.clear();
    await restore();
    await Promise.all([...tabs].map((tabId) => closeTab(tabId)));
  }

  return {
    isOn,
    enter: () =>
      serialize(async () => {
        const enterNow = async (name: () => Promise<void>) => {
          await backUpSignIn();
          await practiceItem.set({ startedAt: now(), sessions: [] });
          await settleIn(name);
        };
        await changePerson(enterNow, {
          async isNeeded() {
            if (await isOn()) return false;
            await refuseUnlessIdle(await isAllowed());
            return true;
          },
        });
      }),
    leave: () => serialize(leave),
    choose: (service) =>
      serialize(async () => {
        await practiceItem.update((state) => state && { ...state, service });
      }),
    resume: () =>
      serialize(async () => {
        if (!(await isOn())) {
          if (await hasSignInBackup()) await changePerson(restore);
        } else if (!(await isAllowed())) await leave();
        else if ((await identityItem.get())?.userId !== PRACTISING.userId) await changePerson(settleIn);
      }),
  };
}

async function refuseUnlessIdle(allowed: boolean): Promise<void> {
  if (!allowed) throw fail('practice-refused', { subject: 'policy' });
  const [sessions, starts, openedAt] = await Promise.all([
    sessionsItem.get(),
    startsItem.get(),
    pendingSignInItem.get(),
  ]);
  const waits = Object.values(starts).some(({ state }) => state.phase !== 'failed');
  if (waits || Object.keys(sessions).length > 0) throw fail('practice-refused', { subject: 'session' });
  if (openedAt !== null) throw fail('practice-refused', { subject: 'sign-in' });
}
