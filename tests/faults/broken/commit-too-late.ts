import pg from 'pg'

/**
 * A portal that is broken on purpose, for the test that the tests can fail: `node --import` this and a filing is
 * answered two seconds before it is committed. What is killed in between was acknowledged and is lost.
 */
const LATE_SECONDS = 2

const filing = new WeakSet<object>()
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const text = textOf(args[0])
  if (text.startsWith('INSERT INTO "public"."complaint" ')) filing.add(this)
  if (text === 'ROLLBACK') filing.delete(this)
  if (text !== 'COMMIT' || !filing.delete(this)) return query.apply(this, args)
  // Both wait in the queue of this connection, as does whatever its next user asks.
  for (const late of [`SELECT pg_sleep(${LATE_SECONDS})`, 'COMMIT']) {
    Promise.resolve(query.call(this, late)).catch(() => undefined)
  }
  return Promise.resolve({ rows: [], fields: [], rowCount: 0, command: 'COMMIT' })
} as typeof pg.Client.prototype.query

const textOf = (config: unknown): string =>
  typeof config === 'string'
    ? config
    : typeof config === 'object' && config !== null && 'text' in config
      ? String(config.text)
      : ''
