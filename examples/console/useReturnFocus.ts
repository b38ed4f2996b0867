/** Gives the focus back to what opened a dialog, once the dialog is gone. */
import { useEffect, useRef, useState } from "react";

/** @param instead where to go when the opener is gone too: an entry that was deleted or renamed */
export function useReturnFocus(instead?: () => HTMLElement | null | undefined): void {
  // Taken while rendering: in the effects the dialog has the focus already.
  const [opener] = useState(() => document.activeElement);
  const fallback = useRef(instead);
  fallback.current = instead;
  useEffect(() => () => {
    // The table is drawn again in the same turn; what is there afterwards counts.
    setTimeout(() => {
      if ([...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility())) return;
      const target = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : fallback.current?.();
      target?.focus();
    });
  }, [opener]);
}

/** For dialogs that give the focus back by themselves: where it goes when their opener is gone, or cannot be pressed any more. */
export function catchFocus(id: string): void {
  setTimeout(() => { if (document.activeElement === document.body) document.getElementById(id)?.focus(); });
}
