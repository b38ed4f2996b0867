/**
 * Text that this browser remembers, under one prefix. A browser may refuse to (private windows, a full store): reading then finds
 * nothing, and writing says so. Which texts make sense is for the callers to check: anybody can edit the store by hand.
 */
const PREFIX = "minifence.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** @returns whether the browser took it */
export function remember(key: string, text: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, text);
    return true;
  } catch {
    return false;
  }
}

export function forget(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** Hear of a text that another tab wrote, or removed (null). Returns how to stop. */
export function onOtherTab(key: string, take: (text: string | null) => void): () => void {
  const hear = (event: StorageEvent) => { if (event.key === PREFIX + key) take(event.newValue); };
  window.addEventListener("storage", hear);
  return () => window.removeEventListener("storage", hear);
}
