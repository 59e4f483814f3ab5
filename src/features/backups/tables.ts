/**
 * Tables whose rows must not come back. Sessions and half proofs of a sign-in that were ended since would live again;
 * counters of attempts are worth minutes.
 */
export const leftOut = ['rate_limit', 'staff_session', 'staff_challenge'] as const
