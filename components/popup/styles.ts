/**
 * All styles of the popup, in the order of their cascade. Its page loads them before its code: the
 * snapshot of the last popup is shown with them while the code loads.
 */
import '../common/styles';
import '../conversation-list/ConversationPicker.css';
import '../conversation-list/SearchBox.css';
import '../conversation-list/ListToolbar.css';
import '../conversation-list/FilterPanel.css';
import '../conversation-list/ViewMenu.css';
import '../conversation-list/FilterChips.css';
import '../conversation-list/ListStatus.css';
import '../conversation-list/ConversationList.css';
import '../conversation-list/SectionHeading.css';
import '../conversation-list/ConversationRow.css';
import '../conversation-list/MarkedText.css';
import '../conversation-list/WatchersChip.css';
import '../conversation-list/ListStates.css';
import './Popup.css';
import './PopupHeader.css';
import './SetupPrompt.css';
import '../sessions/LiveStrip.css';
import '../sessions/SessionLine.css';
import '../sessions/SessionDetails.css';
import '../sessions/OfferPanel.css';
import '../sessions/InvitationFallback.css';
import './StartLine.css';
import './StartPanels.css';
import './NoticeSlot.css';
import './ServiceNote.css';
import './StartBar.css';
import '../shortcuts/Shortcuts.css';
