import { type ComponentProps, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Drawer = typeof import('./DetailDrawer').DetailDrawer;

/** Kept: only the first row that is selected waits for it. */
let loaded: Drawer | null = null;

/** The drawer, whose code is loaded with the first row that is selected. */
export function DrawerSlot(props: ComponentProps<Drawer>) {
  // Both given by functions: a state would take a component for one, and call it.
  const [drawer, setDrawer] = useState(() => loaded);
  useEffect(() => {
    if (drawer !== null) return undefined;
    let isStopped = false;
    import('./DetailDrawer').then(
      ({ DetailDrawer }) => {
        loaded = DetailDrawer;
        if (!isStopped) setDrawer(() => DetailDrawer);
      },
      // An update of the extension has replaced it: without it, everything else works.
      () => undefined,
    );
    return () => {
      isStopped = true;
    };
  }, []);
  return drawer && h(drawer, props);
}
