/** Time in milliseconds after which a file has been taken. */
const FILE_TAKEN_AFTER_MS = 60_000;

/** Hands the user a file, as a download. */
export function saveFile(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FILE_TAKEN_AFTER_MS);
}
