import { Check } from 'lucide';
import { t, tParts } from '@/utils/i18n/messages';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { Section } from '../settings-form/Section';
import { ToolbarPicture } from './ToolbarPicture';
import { usePinned } from './use-pinned';

/** How to pin the icon; only that it is pinned, once it is. */
export function PinHint({ isPinned }: { isPinned: () => Promise<boolean | null> }) {
  const spoken = useSpoken();
  const pinned = usePinned(isPinned);
  if (pinned === 'unread') return null;
  return (
    <Section id="pin" title={t('welcome_pin')} intro={t('welcome_pin_about')}>
      {/* The browser may not report whether it is pinned. */}
      {pinned !== true && (
        <>
          <ol class="how-to">
            <li>{t('welcome_pin_open')}</li>
            <li>{tParts('welcome_pin_press', { name: <b key="name">{t('extension_name')}</b> })}</li>
          </ol>
          <ToolbarPicture />
        </>
      )}
      <p ref={spoken} class="step-fact" hidden={pinned !== true}>
        <Icon node={Check} size={16} />
        {pinned === true && t('welcome_pin_done')}
      </p>
    </Section>
  );
}
