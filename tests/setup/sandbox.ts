/**
 * Launches Chromium in its sandbox, or without one where there is none.
 * @param launch launches it; called again without the sandbox if that is missing
 */
export async function withSandboxIfPossible<T>(launch: (chromiumSandbox: boolean) => Promise<T>): Promise<T> {
  // Chromium refuses its sandbox to root.
  if (process.getuid?.() === 0) return await launch(false);
  try {
    return await launch(true);
  } catch (error) {
    // Some containers and distributions have no sandbox; only pages from this computer are opened.
    if (String(error).includes('No usable sandbox')) return await launch(false);
    throw error;
  }
}
