import { describe, expect, it } from 'vitest';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, conversation, SETTINGS } from './fixtures';
import { createScene } from './start-harness';

const request = { conversationId: CONVERSATION_ID, settings: SETTINGS };

describe('a start for an agent who was named', () => {
  it('is made with that agent', async () => {
    const scene = createScene();
    scene.world.listed = conversation();
    await scene.starter.start({ ...request, agentUserId: AGENT.userId.toUpperCase() });
    expect(scene.count('create')).toBe(1);
  });

  it.each([
    ['another', 'u-somebody-else'],
    ['nobody', null],
  ])('is not made where %s was named, and is once today’s is', async (_who, agentUserId) => {
    const scene = createScene();
    scene.world.listed = conversation();
    expect(await failureOf(scene.starter.start({ ...request, agentUserId }))).toMatchObject({
      code: 'no-agent',
      subject: 'changed',
    });
    expect(scene.count('create')).toBe(0);
    await scene.starter.start({ ...request, agentUserId: AGENT.userId });
    expect(scene.count('create')).toBe(1);
  });
});
