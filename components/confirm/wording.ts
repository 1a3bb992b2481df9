import type { Doubt } from '@/utils/cobrowse/doubts';

/** Why this window asks, as shown to the user. */
export const WHY: Record<Doubt, string> = {
  altered:
    'The button in the page could not be seen whole and unaltered when you pressed it, so please confirm here. Filters and page styles of other extensions can be the reason.',
  'cannot-tell':
    'This browser cannot tell whether something covers the button in the page, so please confirm here.',
  focus:
    'It is not certain that you put the keyboard focus on the button in the page yourself, so please confirm here.',
  'no-pointer':
    'The press came without a pointer or a key that could be seen, as from assistive technology, so please confirm here.',
  unnamed: 'The button in the page could not say whose conversation it was for, so please confirm here.',
  'too-soon':
    'The conversation had only just come into view when you used the shortcut, so please confirm here.',
  disagrees:
    'The address of the page and what the page shows are not the same conversation, so please confirm here.',
  'no-button': 'The page shows no Cobrowse button that names the conversation, so please confirm here.',
  changed:
    'Who the conversation is with has changed since the button in the page was drawn, so please confirm here.',
  purpose: 'What a session is for is asked here, where no page can listen.',
};
