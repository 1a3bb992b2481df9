import { CopyButton } from '../common/CopyButton';

/** The exact address to register with the OAuth client; empty while no environment is chosen. */
export function RedirectUri({ uri, onCopy }: { uri: string; onCopy: (text: string) => Promise<void> }) {
  async function copy() {
    await onCopy(uri);
    return true;
  }
  return (
    <div class="field">
      <label for="field-redirect-uri">Redirect URI</label>
      <div class="field-row">
        <input
          id="field-redirect-uri"
          class="text-input code"
          type="text"
          readOnly
          value={uri}
          placeholder="Choose the environment first"
          title={uri}
          aria-describedby="field-redirect-uri-hint"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        {uri !== '' && <CopyButton label="Copy" name="Copy redirect URI" copy={copy} />}
      </div>
      <p class="hint" id="field-redirect-uri-hint">
        Your administrator enters it under “Authorized redirect URIs” of the OAuth client, exactly as shown.
        Each environment has its own; this one is for the environment chosen above.
      </p>
    </div>
  );
}
