/**
 * Advisory lock. Who copies the files that a snapshot names holds it, and so does who sweeps away the files that
 * nothing names any more: what a snapshot still names must not go while it is copied.
 */
export const filesLock = [7_232_004, 0] as const
