import { SUPERVISOR_ID } from '../../simulator/organization.ts';

/** Every call that a start makes, each by how the simulator recognizes it. */
export const CALLS = [
  { name: 'renewal', method: 'POST', path: '^/oauth/token$' },
  { name: 'look-up', method: 'GET', path: '^/api/v2/cobrowse/sessions\\?' },
  { name: 'conversation', method: 'GET', path: '^/api/v2/conversations/[^/?]+$' },
  { name: 'create', method: 'POST', path: '^/api/v2/cobrowse/sessions$' },
  { name: 'supervisor link', method: 'POST', path: `/participants/${SUPERVISOR_ID}/tokens$` },
  { name: 'agent link', method: 'POST', path: '/participants/bbbbbbbb-[^/]+/tokens$' },
] as const;

export type Call = (typeof CALLS)[number];
export type CallName = Call['name'];
