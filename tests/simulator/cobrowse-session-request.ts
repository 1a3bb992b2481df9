import type { CobrowseRole, CobrowseSettings } from './cobrowse-sessions.ts';
import { invalidBody } from './errors.ts';
import { asObject, jsonObject } from './json-body.ts';

/** The body of a request to start a session, checked. */
export type CobrowseSessionRequest = {
  conversationId: string;
  participants: { userId: string; role: CobrowseRole }[];
  settings: CobrowseSettings;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MAX_TIMEOUT_MINUTES = 480;

type Problem = { fieldName: string; reason: string };

/**
 * Reads and checks the body.
 * @throws ApiError 415 for another media type, 400 for broken JSON or wrong fields (every wrong
 *   field is named)
 */
export async function parseSessionRequest(request: Request): Promise<CobrowseSessionRequest> {
  const body = await jsonObject(request);
  const problems: Problem[] = [];
  const conversationId = uuid(body.conversationId, 'conversationId', problems);
  const participants = parseParticipants(body.participants, problems);
  const settings = parseSettings(body.settings, problems);
  if (problems.length > 0) throw invalidBody(problems);
  return { conversationId, participants, settings };
}

function parseParticipants(value: unknown, problems: Problem[]): CobrowseSessionRequest['participants'] {
  if (!Array.isArray(value)) {
    problems.push({ fieldName: 'participants', reason: 'must be a list' });
    return [];
  }
  const participants = value.map((entry: unknown, index) => {
    const participant = asObject(entry) ?? {};
    const role = participant.role;
    if (role !== 'agent' && role !== 'supervisor') {
      problems.push({ fieldName: `participants[${index}].role`, reason: 'must be "agent" or "supervisor"' });
    }
    return {
      userId: uuid(participant.userId, `participants[${index}].userId`, problems),
      role: role as CobrowseRole,
    };
  });
  const count = (role: CobrowseRole) =>
    participants.filter((participant) => participant.role === role).length;
  if (participants.length !== 2 || count('agent') !== 1 || count('supervisor') !== 1) {
    problems.push({ fieldName: 'participants', reason: 'must be exactly one agent and one supervisor' });
  } else if (participants[0]?.userId === participants[1]?.userId) {
    problems.push({ fieldName: 'participants[1].userId', reason: 'must not be the same user twice' });
  }
  return participants;
}

function parseSettings(value: unknown, problems: Problem[]): CobrowseSettings {
  const settings = asObject(value);
  if (!settings) problems.push({ fieldName: 'settings', reason: 'must be an object' });
  const allowRemoteControl = settings?.allowRemoteControl;
  const timeoutInMinutes = settings?.timeoutInMinutes;
  if (settings && typeof allowRemoteControl !== 'boolean') {
    problems.push({ fieldName: 'settings.allowRemoteControl', reason: 'must be true or false' });
  }
  const minutes = typeof timeoutInMinutes === 'number' ? timeoutInMinutes : Number.NaN;
  if (settings && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= MAX_TIMEOUT_MINUTES)) {
    problems.push({
      fieldName: 'settings.timeoutInMinutes',
      reason: `must be a whole number from 1 to ${MAX_TIMEOUT_MINUTES}`,
    });
  }
  return { allowRemoteControl: allowRemoteControl === true, timeoutInMinutes: minutes };
}

function uuid(value: unknown, fieldName: string, problems: Problem[]): string {
  if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
  problems.push({ fieldName, reason: 'must be a UUID' });
  return '';
}
