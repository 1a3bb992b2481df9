/** How the side panel shows the details of the selected row. */
export type DrawerView = {
  isOpen: boolean;
  /** In hundredths of the window's height. */
  height: number;
};

/** Where it is kept: in the page's own storage, which is read before the first paint. */
const KEY = 'panel-drawer';

const DEFAULT: DrawerView = { isOpen: true, height: 40 };

/** Remembers how the drawer was left, in this browser. */
export const drawerMemory = {
  /** Returns how it was left; what cannot be read is as at the first time. */
  read(): DrawerView {
    const { isOpen, height } = readStored();
    return {
      isOpen: typeof isOpen === 'boolean' ? isOpen : DEFAULT.isOpen,
      height: typeof height === 'number' ? height : DEFAULT.height,
    };
  },
  write(view: DrawerView): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(view));
    } catch {
      // The browser may deny it, or the disk may be full: then it is as before next time.
    }
  },
};

function readStored(): Partial<Record<keyof DrawerView, unknown>> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return typeof stored === 'object' && stored !== null ? stored : {};
  } catch {
    return {};
  }
}
