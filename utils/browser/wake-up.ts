import { browser } from '#imports';

const ALARM = 'attend';
/**
 * Browsers promise no alarm sooner than this, in milliseconds; below it a timer does, while the
 * worker lives.
 */
const SHORTEST_ALARM_MS = 30_000;

/**
 * Makes sure that a worker is woken soon, whatever happens to this one, unless an appointment is
 * sooner anyway.
 */
export async function armWatchdog(): Promise<void> {
  if (!(await browser.alarms.get(ALARM))) {
    await browser.alarms.create(ALARM, { when: Date.now() + SHORTEST_ALARM_MS });
  }
}

/**
 * One appointment of the background with itself: kept by an alarm across the worker's death, by a
 * timer where that is sooner.
 */
export function createWakeUp(attend: () => void): { at(time: number | null): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) attend();
  });
  return {
    async at(time) {
      clearTimeout(timer);
      if (time === null) {
        await browser.alarms.clear(ALARM);
        return;
      }
      const delay = time - Date.now();
      if (delay < SHORTEST_ALARM_MS) timer = setTimeout(attend, Math.max(0, delay));
      await browser.alarms.create(ALARM, { when: Math.max(time, Date.now() + SHORTEST_ALARM_MS) });
    },
  };
}
