import './FramedNote.css';

/**
 * Tells users who see the desktop inside another site, where there is no button, where to find it.
 */
export function FramedNote() {
  return (
    <p class="framed-note" role="note">
      The Cobrowse button appears in Genesys Cloud’s own tab. Here, start from this list.
    </p>
  );
}
