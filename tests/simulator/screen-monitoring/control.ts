import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { optionalBody } from '../control-body.ts';
import { findUser } from '../organization.ts';
import type { World } from '../world.ts';
import { MOST_SCREENS } from './agent-computers.ts';
import type { EndReason, MonitoringSession } from './monitoring-sessions.ts';
import { isRefusalCode, REFUSAL_CODES } from './refusals.ts';
import type { MonitoringType } from './screen-leg.ts';
import type { MediaPhase, ProposeWhen } from './signalling.ts';

const PROPOSE_WHENS: readonly ProposeWhen[] = ['at-start', 'before-answer', 'after-answer', 'never'];

/** A session of Live Screen Monitoring, live or over. */
type MonitoringReport = {
  id: string;
  monitoringType: MonitoringType;
  sourceUserId: string;
  targetUserId: string;
  conversationId: string | null;
  participantId: string | null;
  createdDate: string;
  endedDate: string | null;
  endReason: EndReason | null;
  /** How far the media has come; null when it is over. */
  media: MediaPhase | null;
};

/** What goes on in Live Screen Monitoring. */
export type ScreenMonitoringReport = {
  /** Every session since the last reset, the oldest first. */
  sessions: MonitoringReport[];
  /** Those of them that go on: who is being watched now. */
  live: MonitoringReport[];
  /** Users with a streaming connection, once per connection. */
  connectedUserIds: string[];
  /** Agents whose computer is on. */
  computerUserIds: string[];
};

/** What is changed; the rest stays as it is until the next reset. */
export type ScreenHabits = {
  propose?: ProposeWhen;
  answeredElsewhere?: boolean;
  /** Most sessions of one supervisor at a time. */
  supervisorLimit?: number;
  /** Most sessions in which one agent is watched at a time. */
  agentLimit?: number;
};

/** Switches for Live Screen Monitoring, to be mounted at `/__simulator/screen-monitoring`. */
export function screenMonitoringControls(world: World): Hono {
  const routes = new Hono();
  const { screens } = world;
  const { sessions, signalling, computers } = screens;

  routes.get('/', (c) => {
    const report: ScreenMonitoringReport = {
      sessions: sessions.all().map(reportOf),
      live: sessions.live().map(reportOf),
      connectedUserIds: signalling.connections.map(({ user }) => user.id),
      computerUserIds: computers.openUserIds,
    };
    return c.json(report);
  });

  routes.post('/habits', async (c) => {
    const habits = parseHabits(await optionalBody(c));
    signalling.habits = {
      propose: habits.propose ?? signalling.habits.propose,
      answeredElsewhere: habits.answeredElsewhere ?? signalling.habits.answeredElsewhere,
    };
    sessions.limits = {
      supervisor: habits.supervisorLimit ?? sessions.limits.supervisor,
      agent: habits.agentLimit ?? sessions.limits.agent,
    };
    return c.json(habits);
  });

  routes.post('/refusals', async (c) => {
    const { code, times = 1 } = await optionalBody(c);
    if (!isRefusalCode(code)) throw new TypeError(`code must be one of ${REFUSAL_CODES.join(', ')}`);
    sessions.refuse(code, wholeNumber(times, 'times', 1, 1_000_000));
    return c.body(null, 204);
  });

  routes.delete('/sessions/:id', (c) => {
    const session = sessions.find(c.req.param('id'));
    if (!session) throw new HTTPException(404, { message: 'There is no such live session' });
    sessions.end(session, 'platform');
    return c.body(null, 204);
  });

  routes.post('/computers/:userId/screens', async (c) => {
    const user = findUser(world.organization, c.req.param('userId'));
    if (!user) throw new HTTPException(404, { message: 'There is no such user' });
    const { count } = await optionalBody(c);
    computers.setScreens(user.id, wholeNumber(count, 'count', 1, MOST_SCREENS));
    return c.body(null, 204);
  });

  routes.post('/connections/cut', async (c) => {
    const { refuse = 0 } = await optionalBody(c);
    screens.refusedConnections = wholeNumber(refuse, 'refuse', 0, 1_000_000);
    const { connections } = signalling;
    for (const connection of connections) connection.terminate();
    return c.json({ cut: connections.length });
  });

  function reportOf(session: MonitoringSession): MonitoringReport {
    const { id, type, source, target, part, createdAt, endedAt, endReason } = session;
    return {
      id,
      monitoringType: type,
      sourceUserId: source.id,
      targetUserId: target.id,
      conversationId: part?.conversation.id ?? null,
      participantId: part?.agent.id ?? null,
      createdDate: new Date(createdAt).toISOString(),
      endedDate: endedAt === null ? null : new Date(endedAt).toISOString(),
      endReason,
      media: signalling.phaseOf(session),
    };
  }

  return routes;
}

function parseHabits(body: Record<string, unknown>): ScreenHabits {
  const { propose, answeredElsewhere, supervisorLimit, agentLimit } = body;
  const when = PROPOSE_WHENS.find((each) => each === propose);
  if (propose !== undefined && when === undefined)
    throw new TypeError(`propose must be one of ${PROPOSE_WHENS.join(', ')}`);
  if (answeredElsewhere !== undefined && typeof answeredElsewhere !== 'boolean')
    throw new TypeError('answeredElsewhere must be true or false');
  return {
    ...(when !== undefined && { propose: when }),
    ...(answeredElsewhere !== undefined && { answeredElsewhere }),
    ...(supervisorLimit !== undefined && {
      supervisorLimit: wholeNumber(supervisorLimit, 'supervisorLimit', 0, 1_000),
    }),
    ...(agentLimit !== undefined && { agentLimit: wholeNumber(agentLimit, 'agentLimit', 0, 1_000) }),
  };
}

function wholeNumber(value: unknown, name: string, min: number, max: number): number {
  if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new TypeError(`${name} must be a whole number from ${min} to ${max}`);
}
