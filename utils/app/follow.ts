/** Reads an item and follows it. A change that overtakes the first read wins. */
export function follow<T>(
  item: { get(): Promise<T>; watch(onChange: (value: T) => void): () => void },
  onValue: (value: T) => void,
): () => void {
  let overtaken = false;
  const stop = item.watch((value) => {
    overtaken = true;
    onValue(value);
  });
  void item.get().then((value) => {
    if (!overtaken) onValue(value);
  });
  return stop;
}
