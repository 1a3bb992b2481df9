import { resolveEnvironment } from '@/utils/environment/environment';
import { t } from '@/utils/i18n/messages';
import type { AppState } from '@/utils/pages/app-state';
import { setsEnvironment } from '@/utils/settings/policy';

/** The steps of the first run, in order. */
export const STEPS = ['region', 'sign-in', 'try'] as const;
export type Step = (typeof STEPS)[number];

const KEYS = { region: 'region', 'sign-in': 'sign_in', try: 'try' } as const satisfies Record<Step, string>;

/** The name of a step in the list of steps. */
export const stepName = (step: Step) => t(`welcome_step_${KEYS[step]}`);

/** The heading of a step. */
export const stepTitle = (step: Step) => t(`welcome_${KEYS[step]}_title`);

/**
 * Returns which steps are done. Derived from the state and never stored: users who return from any
 * page find the steps up to date.
 */
export function stepsDone(state: AppState): ReadonlySet<Step> {
  const { hasStoredSettings, policy, practice, identity, settings, sessions, endedSessions } = state;
  const hasRegion = hasStoredSettings || setsEnvironment(policy);
  const done: Record<Step, boolean> = {
    region: hasRegion && resolveEnvironment(settings.environment) !== null,
    // A practicing user has not signed in.
    'sign-in': identity !== null && !practice,
    try: sessions.length > 0 || endedSessions.length > 0,
  };
  return new Set(STEPS.filter((step) => done[step]));
}

/** Returns the first step to show: the one after the last that is done. */
export function stepToDo(done: ReadonlySet<Step>): Step {
  const last = STEPS.findLastIndex((step) => done.has(step));
  return STEPS[Math.min(last + 1, STEPS.length - 1)] ?? 'region';
}

/** Returns the step before or after another one. */
export function adjacentStep(step: Step, by: 1 | -1): Step | undefined {
  return STEPS[STEPS.indexOf(step) + by];
}
