import type { AgentNotice } from '../cobrowse/model';

/** Whether the agent may have our message that they are watched, and must be told of the end. */
export const mayKnow = ({ state, tried }: AgentNotice): boolean => state === 'sent' || tried === true;
