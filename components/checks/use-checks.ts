import { useEffect, useRef, useState } from 'preact/hooks';
import { evaluateChecks } from '@/utils/checks/checks';
import type { CheckInputs, Facts } from '@/utils/checks/model';
import { type Known, runChecks } from '@/utils/checks/run-checks';
import { resolveEnvironment } from '@/utils/environment/environment';
import { REGIONS } from '@/utils/environment/regions';
import { streamingOrigin } from '@/utils/environment/streaming-host';
import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { isOff } from '@/utils/settings/policy';
import type { Settings } from '@/utils/settings/settings';

/**
 * The time span of a run's requests, in milliseconds: the last of them makes room in the budget
 * this much later than the first.
 */
const WHOLE_RUN_MS = 2_000;

/**
 * Runs the checks: when the page opens, when sign-in, host access or relevant settings change, and
 * on request; never on a timer.
 * @param active whether there is something to check: otherwise nothing is run and nothing requested
 */
export function useChecks({ settings, policy, identity }: AppState, actions: AppActions, active = true) {
  const [facts, setFacts] = useState<Facts | null>(null);
  const [running, setRunning] = useState(true);
  const latest = useRef(0);
  const overdue = useRef(false);
  const known = useRef<Known & { about: string }>({ about: '', answers: {}, at: {} });
  const inputs: CheckInputs = {
    environmentName: environmentName(settings),
    clientId: settings.signIn.clientId,
    method: settings.signIn.method,
    cobrowseService: settings.cobrowseService,
    personName: identity?.name ?? null,
    personHint: identity?.email ?? null,
    desktopButtonOff: isOff(policy, 'desktop-button'),
    tellsAgents: policy.tellMonitoredAgents !== false,
    streamingHost: streamingHost(settings),
  };

  // What a run is about. A person whose name was read again is still the same person.
  const about = JSON.stringify([
    settings.environment,
    settings.signIn,
    settings.cobrowseService,
    identity?.userId,
    active,
  ]);

  async function run() {
    latest.current += 1;
    const mine = latest.current;
    setRunning(true);
    // Answers about another set-up say nothing about this one.
    if (known.current.about !== about) known.current = { about, answers: {}, at: {} };
    await runChecks(
      inputs,
      {
        readBrowser: () => actions.readBrowserFacts(settings),
        reachability: () => actions.checkSignInHost(settings),
        streaming: () => actions.checkStreamingHost(settings),
        probe: actions.runProbe,
      },
      // Ignore what an overtaken run still receives: it is about a previous set-up.
      (added) => mine === latest.current && setFacts(added),
      known.current,
    );
    if (mine === latest.current) setRunning(false);
  }

  /** The latest values, for the effects below, which outlive a render. */
  const now = useRef({ run, settings, active, browser: facts?.browser });
  now.current = { run, settings, active, browser: facts?.browser };

  function runByItself() {
    if (!now.current.active) return;
    // A hidden tab sends no requests: it runs the checks once it is visible.
    overdue.current = document.visibilityState === 'hidden';
    if (!overdue.current) void now.current.run();
  }

  /**
   * Browsers also report existing grants, and never report shortcuts: run the checks only if
   * something differs.
   */
  async function runIfDifferent() {
    if (!now.current.active) return;
    const browser = await actions.readBrowserFacts(now.current.settings);
    if (JSON.stringify(browser) !== JSON.stringify(now.current.browser)) runByItself();
  }

  useEffect(runByItself, [about]);
  useEffect(() => {
    // When the user returns from the browser's own pages, show what changed there.
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
    checks: evaluateChecks(facts ?? { inputs, probes: {} }),
    running,
    runAgain: () => void run(),
  };
}

/** The checks, and how they are run again. */
export type ChecksRun = ReturnType<typeof useChecks>;

function streamingHost({ environment }: Settings): string | null {
  const resolved = resolveEnvironment(environment);
  return resolved && new URL(streamingOrigin(resolved)).host;
}

/** Returns a region's common name, or a custom host; `null` if there is none that can be used. */
function environmentName({ environment }: Settings): string | null {
  const resolved = resolveEnvironment(environment);
  if (!resolved) return null;
  const region = REGIONS.find(({ key }) => key === resolved.key);
  return region
    ? t('check_environment_region', { region: region.name, domain: region.domain })
    : t('check_environment_custom', { host: new URL(resolved.apiOrigin).host });
}
