/** Time after which a download has been read, in milliseconds. */
const FILE_TAKEN_AFTER_MS = 60_000;

/** Saves a file for the user, as a download. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FILE_TAKEN_AFTER_MS);
}
