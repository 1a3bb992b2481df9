import { EllipsisVertical, Pin, Puzzle } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { ProductMark } from '../common/ProductMark';

/**
 * A toolbar with the open extensions menu: shows the puzzle piece and the pin. The text beside it
 * says the same.
 */
export function ToolbarPicture() {
  return (
    <div class="toolbar-picture" aria-hidden="true">
      <div class="toolbar-bar">
        <span class="toolbar-address" />
        <span class="toolbar-icon toolbar-press">
          <Icon node={Puzzle} size={18} />
          <i>1</i>
        </span>
        <span class="toolbar-person" />
        <Icon node={EllipsisVertical} size={18} />
      </div>
      <div class="toolbar-menu">
        <span class="toolbar-menu-title">{t('welcome_toolbar_menu')}</span>
        <span class="toolbar-row">
          <ProductMark size={18} />
          <span class="ellipsis">{t('extension_name')}</span>
          <span class="toolbar-press">
            <Icon node={Pin} size={16} />
            <i>2</i>
          </span>
        </span>
        <span class="toolbar-row toolbar-other">
          <span />
          <span />
        </span>
      </div>
    </div>
  );
}
