import { pino } from 'pino'

export type Log = ReturnType<typeof createLog>

/** JSON lines in production, silent in tests. Never contacts, never query strings of personal pages. */
export function createLog(mode: 'production' | 'development' | 'test') {
  return pino({ level: mode === 'test' ? 'silent' : mode === 'production' ? 'info' : 'warn', base: null })
}
