import { Check, Copy } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import { announce } from './announce';
import { Icon } from './Icon';
import { whileBusy } from './while-busy';
import './CopyButton.css';

/**
 * A button that copies something to the clipboard and says so for two seconds. `copy` returns
 * whether it worked.
 */
export function CopyButton({
  label,
  name,
  class: className = 'button',
  copy,
}: {
  label: string;
  /** Accessible name, if the label alone is unclear. */
  name?: string;
  class?: string;
  copy: () => Promise<boolean>;
}) {
  const [copied, setCopied] = useState(false);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function run() {
    setBusy(true);
    const isCopied = await copy();
    setCopied(isCopied);
    setBusy(false);
    // What changes inside a button is not spoken reliably.
    if (isCopied) announce(t('common_copied'));
  }

  return (
    <button type="button" class={className} aria-label={name} {...whileBusy(busy, () => void run())}>
      <Icon node={copied ? Check : Copy} size={14} />
      {/* Both texts keep their place, so that the button's width does not change. */}
      <span class="swap">
        <span class={copied ? 'swap-hidden' : ''}>{label}</span>
        <span class={copied ? '' : 'swap-hidden'}>{copied ? t('common_copied') : ''}</span>
      </span>
    </button>
  );
}
