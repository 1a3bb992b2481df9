import type { Doubt } from '@/utils/cobrowse/doubts';

/** Why this window asks, as shown to the user. */
export const WHY: Record<Doubt, string> = {
  altered:
    'The button on the page was partly hidden or altered when you pressed it, so please confirm here. Another extension’s filters or page styles can cause this.',
  'cannot-tell':
    'This browser cannot detect whether something covers the button on the page, so please confirm here.',
  focus: 'The page may have moved the keyboard focus to the button, so please confirm here.',
  'no-pointer':
    'The button was pressed without a mouse or keyboard, for example by assistive technology, so please confirm here.',
  unnamed: 'The button on the page could not show whose conversation it is for, so please confirm here.',
  'too-soon': 'The conversation had only just opened when you used the shortcut, so please confirm here.',
  disagrees: 'The page’s address and its content refer to different conversations, so please confirm here.',
  'no-button': 'The page has no Cobrowse button that names the conversation, so please confirm here.',
  changed:
    'The people in the conversation have changed since the button on the page was shown, so please confirm here.',
  purpose: 'Choose the purpose here, where no page can read it.',
};
