/** What the server says of one mini program, as it says it: the policy in force, and what was observed of it. One connection for both. */
import { useCallback, useEffect, useState } from "react";
import type { Observation } from "minifence/types";
import { follow, readObservations } from "./api.ts";

export interface Feed {
  /** The newest policy that the server published; null until it says so. */
  readonly latest: string | null;
  /** Whether the server's stream is open. */
  readonly connected: boolean;
  /** What the mini program's phones called, the most often called first. */
  readonly observations: readonly Observation[];
  reload(): Promise<void>;
}

export function useFeed(appId: string): Feed {
  const [latest, setLatest] = useState<string | null>(null);
  const [connected, setConnected] = useState(true);
  const [observations, setObservations] = useState<readonly Observation[]>([]);

  // What was observed is a help, never a condition: without it the console works on.
  const reload = useCallback(() => readObservations(appId).then(setObservations, () => {}), [appId]);

  // A browser opens few connections to one server: a tab that nobody looks at leaves them to those that are looked at.
  useEffect(() => {
    let stop = () => {};
    const turn = () => {
      stop();
      stop = () => {};
      if (document.hidden) return;
      void reload();
      stop = follow(appId, { policy: setLatest, observations: () => void reload(), connected: setConnected });
    };
    turn();
    document.addEventListener("visibilitychange", turn);
    return () => {
      document.removeEventListener("visibilitychange", turn);
      stop();
    };
  }, [appId, reload]);

  return { latest, connected, observations, reload };
}
