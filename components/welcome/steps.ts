import { resolveEnvironment } from '@/utils/environment/environment';
import type { AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';

/** The steps of the first run, in order. */
export const STEPS = ['pin', 'region', 'sign-in', 'try'] as const;
export type Step = (typeof STEPS)[number];

/** The name of each step in the list, and its heading. */
export const STEP_NAMES: Record<Step, { short: string; title: string }> = {
  pin: { short: 'Pin the icon', title: 'Pin Cobrowse to your toolbar' },
  region: { short: 'Your region', title: 'Choose your region' },
  'sign-in': { short: 'Sign in', title: 'Sign in as yourself' },
  try: { short: 'Try it', title: 'Start your first session' },
};

/**
 * Returns which steps are done. Derived from the state and never stored: users who return from any
 * page find the steps up to date.
 * @param pinned `null` if the browser does not report it
 */
export function stepsDone(state: AppState, pinned: boolean | null): ReadonlySet<Step> {
  const { hasStoredSettings, policy, practice, identity, settings, sessions, endedSessions } = state;
  const hasRegion = hasStoredSettings || setsEnvironment(policy);
  const done: Record<Step, boolean> = {
    pin: pinned === true,
    region: hasRegion && resolveEnvironment(settings.environment) !== null,
    // A practising user has not signed in.
    'sign-in': identity !== null && !practice,
    try: sessions.length > 0 || endedSessions.length > 0,
  };
  return new Set(STEPS.filter((step) => done[step]));
}

/** Returns the first step to show: the one after the last that is done. */
export function stepToDo(done: ReadonlySet<Step>): Step {
  const last = STEPS.findLastIndex((step) => done.has(step));
  return STEPS[Math.min(last + 1, STEPS.length - 1)] ?? 'pin';
}

/** Returns the step before or after another one. */
export function adjacentStep(step: Step, by: 1 | -1): Step | undefined {
  return STEPS[STEPS.indexOf(step) + by];
}
