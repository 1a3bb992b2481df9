import { expect, it } from 'vitest';
import { sentencesOfLeftOut } from '@/components/conversation-list/missing-sources';

it('names each missing permission once, with all that is left out for want of it', () => {
  expect(
    sentencesOfLeftOut([
      { source: 'queues', missing: 'analytics:queueObservation:view' },
      { source: 'agents', missing: 'analytics:conversationDetail:view' },
      { source: 'search', missing: 'analytics:conversationDetail:view' },
    ]),
  ).toEqual([
    'Queues are hidden: the permission “analytics:queueObservation:view” is missing.',
    'Conversations of agents and search results are hidden: the permission “analytics:conversationDetail:view” is missing.',
  ]);
});

it.each([
  'the permission “analytics:agentState:view”',
  'the scope “analytics:readonly”',
  'a permission in the division “Sales”',
  'the cobrowse capability of the supervisor',
])('says “%s is missing” once, as the platform’s refusal was read', (missing) => {
  expect(sentencesOfLeftOut([{ source: 'agents', missing }])).toEqual([
    `Conversations of agents are hidden: ${missing} is missing.`,
  ]);
});

it('says that something may not be read where the platform does not name the permission', () => {
  expect(sentencesOfLeftOut([{ source: 'queues', missing: null }])).toEqual([
    'Queues are hidden: you do not have access.',
  ]);
});
