import { resolveEnvironment } from '@/utils/environment/environment';
import type { AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';

/** The steps of the first run, in their order. */
export const STEPS = ['pin', 'region', 'sign-in', 'try'] as const;
export type Step = (typeof STEPS)[number];

/** What each step is called in the list of steps, and what stands above it. */
export const STEP_NAMES: Record<Step, { short: string; title: string }> = {
  pin: { short: 'Pin the icon', title: 'Pin Cobrowse to your toolbar' },
  region: { short: 'Your region', title: 'Choose your region' },
  'sign-in': { short: 'Sign in', title: 'Sign in as yourself' },
  try: { short: 'Try it', title: 'Start your first session' },
};

/**
 * Which steps are done. It is read from what is there and stored nowhere: whoever comes back, from
 * whatever page, finds the steps as they are.
 * @param pinned `null` where the browser does not tell
 */
export function stepsDone(state: AppState, pinned: boolean | null): ReadonlySet<Step> {
  const { hasStoredSettings, policy, practice, identity, settings, sessions, endedSessions } = state;
  const hasRegion = hasStoredSettings || setsEnvironment(policy);
  const done: Record<Step, boolean> = {
    pin: pinned === true,
    region: hasRegion && resolveEnvironment(settings.environment) !== null,
    // Who practises is nobody who has signed in.
    'sign-in': identity !== null && !practice,
    try: sessions.length > 0 || endedSessions.length > 0,
  };
  return new Set(STEPS.filter((step) => done[step]));
}

/** The step to begin with: the first that is to be done after the last that is. */
export function stepToDo(done: ReadonlySet<Step>): Step {
  const last = STEPS.findLastIndex((step) => done.has(step));
  return STEPS[Math.min(last + 1, STEPS.length - 1)] ?? 'pin';
}

/** The step before or after another one. */
export function stepBeside(step: Step, by: 1 | -1): Step | undefined {
  return STEPS[STEPS.indexOf(step) + by];
}
