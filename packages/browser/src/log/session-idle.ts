/** A pause of half an hour ends a session (GA4's own rule). */
export const SESSION_IDLE_MS = 30 * 60_000;
