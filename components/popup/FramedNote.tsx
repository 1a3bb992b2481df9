import './FramedNote.css';

/**
 * Says where the button is to somebody who looks at the desktop inside another site, where there is
 * none.
 */
export function FramedNote() {
  return (
    <p class="framed-note" role="note">
      The Cobrowse button appears in Genesys Cloud’s own tab. Here, start from this list.
    </p>
  );
}
