import { Check } from 'lucide';
import { Icon } from '../common/Icon';
import { ToolbarPicture } from './ToolbarPicture';

/** How to pin the icon. `null`: the browser does not report whether it is pinned. */
export function PinStep({ pinned }: { pinned: boolean | null }) {
  return (
    <section class="card step-card" aria-label="Pin the icon">
      <p>
        The conversation list opens from the toolbar. New extensions are hidden behind the puzzle icon there,
        so pin this one:
      </p>
      <ToolbarPicture />
      <ol class="how-to">
        <li>Click the Extensions (puzzle) icon in the toolbar.</li>
        <li>
          Click the pin beside <b>Cobrowse for Genesys Cloud</b>. (In Firefox: the gear, then “Pin to
          Toolbar”.)
        </li>
      </ol>
      <p role="status" class="step-fact" hidden={pinned !== true}>
        <Icon node={Check} size={16} />
        {pinned === true && 'The icon is in your toolbar.'}
      </p>
    </section>
  );
}
