import { Ban } from 'lucide';
import { DismissButton } from '../common/DismissButton';
import { Icon } from '../common/Icon';
import type { StartBlocker } from '../conversation-list/start-blocker';
import './RefusedStart.css';

/**
 * Says why the pressed row did not start. Always rendered, so that screen readers announce its
 * content.
 */
export function RefusedStart({
  refused,
  onTry,
  onDismiss,
}: {
  refused: { customer: string; why: StartBlocker } | null;
  onTry: () => void;
  onDismiss: () => void;
}) {
  return (
    <div class="refused" role="status">
      {refused && (
        <div class="refused-start">
          <Icon node={Ban} size={16} class="refused-icon" />
          <div class="refused-text">
            <p class="refused-about ellipsis" title={refused.customer} dir="auto">
              {refused.customer}
            </p>
            <p>{refused.why.sentence}</p>
            {refused.why.mayTry && (
              <button
                type="button"
                class="button button-small"
                title="Press Enter again to try anyway"
                onClick={onTry}
              >
                Try anyway
              </button>
            )}
          </div>
          <DismissButton onDismiss={onDismiss} />
        </div>
      )}
    </div>
  );
}
