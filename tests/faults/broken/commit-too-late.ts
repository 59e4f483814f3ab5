import pg from 'pg'

/**
 * A portal that is broken on purpose, for the test that the tests can fail: `node --import` this and a filing is
 * answered two seconds before it is committed. What is killed in between was acknowledged and is lost.
 */
const LATE_SECONDS = 2

const query = pg.Client.prototype.query as (...args: unknown[]) => unknown

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (!textOf(args[0]).includes('INSERT INTO complaint (')) return query.apply(this, args)
  // Both wait in the queue of this connection, as does whatever its next user asks.
  for (const late of [`SELECT pg_sleep(${LATE_SECONDS})`, args[0]]) {
    Promise.resolve(query.call(this, late)).catch(() => undefined)
  }
  const answer = { rows: [], fields: [], rowCount: 1, command: 'INSERT' }
  const told = args.find((one) => typeof one === 'function')
  if (told === undefined) return Promise.resolve(answer)
  setImmediate(() => told(null, answer))
  return undefined
} as typeof pg.Client.prototype.query

const textOf = (config: unknown): string =>
  typeof config === 'string'
    ? config
    : typeof config === 'object' && config !== null && 'text' in config
      ? String(config.text)
      : ''
