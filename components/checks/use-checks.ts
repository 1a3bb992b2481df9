import { useEffect, useRef, useState } from 'preact/hooks';
import { checksOf } from '@/utils/checks/checks';
import type { Facts, Premises } from '@/utils/checks/model';
import { type Known, runChecks } from '@/utils/checks/run-checks';
import { resolveEnvironment } from '@/utils/environment/environment';
import { REGIONS } from '@/utils/environment/regions';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { isOff } from '@/utils/settings/policy';
import type { Settings } from '@/utils/settings/settings';

/**
 * How long the requests of a run are spread, in milliseconds: the last of them makes room this much
 * later than the first.
 */
const WHOLE_RUN_MS = 2_000;

/**
 * Runs the checks: when the page opens, when sign-in, host access or the settings they are about
 * change, and when asked; never on a timer.
 */
export function useChecks({ settings, policy, identity }: AppState, actions: AppActions) {
  const [facts, setFacts] = useState<Facts | null>(null);
  const [running, setRunning] = useState(true);
  const latest = useRef(0);
  const overdue = useRef(false);
  const known = useRef<Known & { about: string }>({ about: '', answers: {}, at: {} });
  const premises: Premises = {
    environmentName: environmentName(settings),
    clientId: settings.signIn.clientId,
    method: settings.signIn.method,
    cobrowseService: settings.cobrowseService,
    personName: identity?.name ?? null,
    personHint: identity?.email ?? null,
    desktopButtonOff: isOff(policy, 'desktop-button'),
  };

  // What a run is about; a name that is read anew is no other person.
  const about = JSON.stringify([
    settings.environment,
    settings.signIn,
    settings.cobrowseService,
    identity?.userId,
  ]);

  async function run() {
    latest.current += 1;
    const mine = latest.current;
    setRunning(true);
    // What was answered about another set-up says nothing about this one.
    if (known.current.about !== about) known.current = { about, answers: {}, at: {} };
    await runChecks(
      premises,
      {
        readBrowser: () => actions.readBrowserFacts(settings),
        reach: () => actions.reachEnvironment(settings),
        probe: actions.runProbe,
      },
      // What an overtaken run still hears is of a set-up that is no more.
      (news) => mine === latest.current && setFacts(news),
      known.current,
    );
    if (mine === latest.current) setRunning(false);
  }

  /** What the effects below, which outlive a drawing, have to know of the newest. */
  const now = useRef({ run, settings, browser: facts?.browser });
  now.current = { run, settings, browser: facts?.browser };

  function runByItself() {
    // A tab that nobody sees spends no requests: it looks when it is looked at.
    overdue.current = document.visibilityState === 'hidden';
    if (!overdue.current) void now.current.run();
  }

  /**
   * Browsers tell of a grant that was there already too, and nothing of shortcuts: only what is
   * different is looked at anew.
   */
  async function runIfDifferent() {
    const browser = await actions.readBrowserFacts(now.current.settings);
    if (JSON.stringify(browser) !== JSON.stringify(now.current.browser)) runByItself();
  }

  useEffect(runByItself, [about]);
  useEffect(() => {
    // Who comes back from the browser's own pages sees what was changed there.
    const look = () => {
      if (document.visibilityState === 'hidden') return;
      if (overdue.current) runByItself();
      else void runIfDifferent();
    };
    document.addEventListener('visibilitychange', look);
    const stop = actions.watchHostAccess(() => void runIfDifferent());
    return () => {
      document.removeEventListener('visibilitychange', look);
      stop();
    };
  }, [actions]);
  useEffect(
    () => () => {
      latest.current = Number.POSITIVE_INFINITY;
    },
    [],
  );

  const rooms = Object.values(facts?.skipped ?? {}).flatMap(({ retryAt }) => retryAt ?? []);

  return {
    /** When a run can ask everything again, in milliseconds since the epoch; `null` for now. */
    roomAt: rooms.length === 0 ? null : Math.max(...rooms) + WHOLE_RUN_MS,
    checks: checksOf(facts ?? { premises, probes: {} }),
    running,
    runAgain: () => void run(),
  };
}

/**
 * A region by the name that people know, a custom host as it is; `null` where there is none that
 * can be used.
 */
function environmentName({ environment }: Settings): string | null {
  const resolved = resolveEnvironment(environment);
  if (!resolved) return null;
  const region = REGIONS.find(({ key }) => key === resolved.key);
  return region ? `${region.name}, ${region.domain}.` : `Custom host ${new URL(resolved.apiOrigin).host}.`;
}
