import { ClipboardCheck, ClipboardX } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { joinSentences, t } from '@/utils/i18n/messages';
import { useAnnounce } from '../common/announce';
import { DismissButton } from '../common/DismissButton';
import { FailureDetails } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { handoverSentences } from './invitation-fallback-wording';
import type { Handover } from './use-invitation';
import './InvitationFallback.css';

/** What was done instead of sending, and why; with the text itself if it must be copied by hand. */
export function InvitationFallback({
  handover,
  onDismiss,
  onCopy,
}: {
  handover: Handover;
  onDismiss: () => void;
  onCopy: (text: string) => Promise<void>;
}) {
  const { delivery, byHand } = handover;
  const box = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLTextAreaElement>(null);
  useAnnounce(joinSentences(handoverSentences(handover)));

  useEffect(() => {
    text.current?.select();
    box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [handover]);

  return (
    <div ref={box} class="failure failure-waiting handover">
      <Icon node={byHand === undefined ? ClipboardCheck : ClipboardX} size={18} class="failure-icon" />
      <div class="failure-body">
        {handoverSentences(handover).map((sentence, index) => (
          <p key={sentence} class={index === 0 ? 'failure-title' : 'failure-help'}>
            {sentence}
          </p>
        ))}
        {byHand !== undefined && (
          // A textarea is not included in the popup's snapshot: its text contains a join link.
          <textarea
            ref={text}
            class="handover-text"
            aria-label={t('session_copy_by_hand')}
            readOnly
            rows={4}
            dir="auto"
            value={byHand}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
        {delivery && delivery.why !== 'off' && <FailureDetails failure={delivery.why} onCopy={onCopy} />}
      </div>
      <DismissButton class="failure-dismiss" onDismiss={onDismiss} />
    </div>
  );
}
