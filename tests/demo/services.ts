/** The cobrowse services that the demo can show, by the simulator's names. */
export const DEMO_SERVICES = ['sessions', 'screen'] as const;

/** One of them. */
export type DemoService = (typeof DEMO_SERVICES)[number];
