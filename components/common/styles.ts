/**
 * The styles that every page loads first, in the order of their cascade. Each component imports its
 * own too; here they form one file for all pages, below the styles of each page.
 */
import './tokens.css';
import './base.css';
import './Popover.css';
import './Menu.css';
import './Sheet.css';
import './ProductMark.css';
import './CopyButton.css';
import './SessionSettingsFields.css';
import './SetByOrganization.css';
import './FailurePanel.css';
import './Progress.css';
import './PracticeBanner.css';
import './PurposePanel.css';
import './PurposeWords.css';
