import { afterEach, expect, test, vi } from 'vitest';
import { DEFAULT_OPTIONS } from '../../simulator/options.ts';
import { SUPERVISOR_ID } from '../../simulator/organization.ts';
import { stepTraffic } from '../../simulator/traffic.ts';
import { World } from '../../simulator/world.ts';

afterEach(() => {
  vi.useRealTimers();
});

function steps(world: World, count: number) {
  for (let step = 0; step < count; step += 1) stepTraffic(world);
}

test('traffic starts and ends conversations and keeps their number about the same', () => {
  const world = new World(DEFAULT_OPTIONS);
  const before = new Set(world.conversations.active().map(({ id }) => id));
  steps(world, 2000);
  const after = world.conversations.active();
  expect(after.some(({ id }) => before.has(id))).toBe(false);
  expect(after.length).toBeGreaterThan(10);
  expect(after.length).toBeLessThan(60);
});

test('traffic leaves the conversation of a young cobrowse session alone, but not for ever', () => {
  const world = new World({ ...DEFAULT_OPTIONS, conversations: 3 });
  const conversation = world.conversations
    .active()
    .find(({ participants }) =>
      participants.some(({ role, endTime }) => role === 'agent' && endTime === undefined),
    );
  if (!conversation) throw new Error('There is no conversation with an agent');
  const participants = [{ userId: SUPERVISOR_ID, role: 'supervisor' as const, name: 'Dana Whitfield' }];
  const session = world.cobrowse.create(conversation.id, participants, {
    allowRemoteControl: false,
    timeoutInMinutes: 60,
  });

  steps(world, 1000);
  expect(world.cobrowse.find(session.id)?.endedAt).toBeNull();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
  steps(world, 1000);
  expect(world.cobrowse.find(session.id)?.endedAt).not.toBeNull();
});
