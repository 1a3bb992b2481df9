/**
 * All styles of the popup, in the order of their cascade. Its page loads them before its code: the
 * snapshot of the last popup is shown with them while the code loads.
 */
import '../common/styles';
import '../conversation-list/ConversationPicker.css';
import '../conversation-list/SearchBox.css';
import '../conversation-list/ListToolbar.css';
import '../conversation-list/FilterPanel.css';
import '../conversation-list/FilterChips.css';
import '../conversation-list/ListStatus.css';
import '../conversation-list/MissingSourcesNotice.css';
import '../conversation-list/ConversationList.css';
import '../conversation-list/ConversationRow.css';
import '../conversation-list/WatchersChip.css';
import './RefusedStart.css';
import '../conversation-list/ListStates.css';
import './Popup.css';
import './PopupHeader.css';
import './SetupPrompt.css';
import '../sessions/SessionCards.css';
import '../sessions/SessionCard.css';
import '../sessions/OfferPanel.css';
import '../sessions/InvitationFallback.css';
import '../sessions/SessionNotices.css';
import './StartPanels.css';
import './FramedNote.css';
import './ServiceNote.css';
import './StartFooter.css';
