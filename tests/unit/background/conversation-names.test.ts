import { describe, expect, it } from 'vitest';
import { nameConversation } from '@/utils/background/conversation-names';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';

const customerOf = (customerName: string) =>
  nameConversation({ customerName, agent: null, queueName: null, media: 'voice' } as unknown as Conversation)
    .customer;

describe('the name of a customer', () => {
  it.each(['\u3164', '\u2800', '\u034f', '\u115f\uffa0', '\u200b', '···', ' . ', '\u00ad'])(
    'is none where nothing of %j can be read',
    (name) => expect(customerOf(name)).toBeNull(),
  );

  it.each(['Amelia · agent: Tom', 'Amelia • agent: Tom', 'Amelia | agent: Tom', 'Amelia\uff5cagent: Tom'])(
    'holds nothing that reads as the end of it: %s',
    (name) => expect(customerOf(name)).toBe('Amelia agent: Tom'),
  );

  it('has at most two marks on a letter', () => {
    expect(customerOf(`Z${'\u0301'.repeat(40)}oe`)).toBe('Z\u0301\u0301oe');
  });

  it.each(['שרה כהן', 'محمد', 'José', 'ก้อง', 'O’Neil-Smith Jr.'])('stays as it is: %s', (name) =>
    expect(customerOf(name)).toBe(name),
  );
});
