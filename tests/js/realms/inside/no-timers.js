/** From here on there are no timers: the package finds the realm as it is. */
delete globalThis.setTimeout;
