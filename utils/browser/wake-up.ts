import { browser } from '#imports';

const ALARM = 'due-work';
/**
 * Browsers guarantee no alarm sooner than this, in milliseconds; a timer covers shorter times while
 * the worker lives.
 */
const MIN_ALARM_MS = 30_000;

/**
 * Makes sure that a worker wakes up soon, whatever happens to this one, unless the next alarm is
 * sooner anyway.
 */
export async function armWatchdog(): Promise<void> {
  const next = await browser.alarms.get(ALARM);
  const soon = Date.now() + MIN_ALARM_MS;
  // Alarms are by this computer's clock: one that was set may be days away.
  if (!next || next.scheduledTime > soon) await browser.alarms.create(ALARM, { when: soon });
}

/**
 * Runs the due work at one future time: by an alarm, which outlives the worker, and by a timer if
 * that is sooner.
 */
export function createWakeUp(runDueWork: () => void): { at(time: number | null): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) runDueWork();
  });
  return {
    async at(time) {
      clearTimeout(timer);
      if (time === null) {
        await browser.alarms.clear(ALARM);
        return;
      }
      const delay = time - Date.now();
      if (delay < MIN_ALARM_MS) timer = setTimeout(runDueWork, Math.max(0, delay));
      await browser.alarms.create(ALARM, { when: Math.max(time, Date.now() + MIN_ALARM_MS) });
    },
  };
}
