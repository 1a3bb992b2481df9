import { browser } from '#imports';

const ALARM = 'due-work';
/**
 * Browsers promise no alarm sooner than this, in milliseconds; below it a timer does, while the
 * worker lives.
 */
const SHORTEST_ALARM_MS = 30_000;

/**
 * Makes sure that a worker is woken soon, whatever happens to this one, unless the alarm is sooner
 * anyway.
 */
export async function armWatchdog(): Promise<void> {
  if (!(await browser.alarms.get(ALARM))) {
    await browser.alarms.create(ALARM, { when: Date.now() + SHORTEST_ALARM_MS });
  }
}

/**
 * Runs the due work at one time to come: by an alarm, which outlives the worker, and by a timer
 * where that is sooner.
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
      if (delay < SHORTEST_ALARM_MS) timer = setTimeout(runDueWork, Math.max(0, delay));
      await browser.alarms.create(ALARM, { when: Math.max(time, Date.now() + SHORTEST_ALARM_MS) });
    },
  };
}
