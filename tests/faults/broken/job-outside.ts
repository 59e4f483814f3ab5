import pg from 'pg'

/**
 * A portal that is broken on purpose, for the test that the tests can fail: `node --import` this and the jobs of a
 * filing are added two seconds after its commit. A portal that is killed in between has told nobody of the complaint.
 */
const LATE_SECONDS = 2

const filing = new WeakSet<object>()
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown

const held = 'CREATE TEMP TABLE IF NOT EXISTS held (LIKE pgboss.job)'
const withhold = `WITH gone AS (DELETE FROM pgboss.job WHERE xmin::text = pg_current_xact_id()::text RETURNING *)
  INSERT INTO held SELECT * FROM gone`
const giveBack = 'WITH back AS (DELETE FROM held RETURNING *) INSERT INTO pgboss.job SELECT * FROM back'

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  const text = textOf(args[0])
  if (text.startsWith('INSERT INTO "public"."complaint" ')) filing.add(this)
  if (text === 'ROLLBACK') filing.delete(this)
  if (text !== 'COMMIT' || !filing.delete(this)) return query.apply(this, args)
  const ask = (statement: string) => Promise.resolve(query.call(this, statement)).catch(() => undefined)
  void ask(held)
  void ask(withhold)
  const committed = query.apply(this, args)
  // Both wait in the queue of this connection, as does whatever its next user asks.
  void ask(`SELECT pg_sleep(${LATE_SECONDS})`)
  void ask(giveBack)
  return committed
} as typeof pg.Client.prototype.query

const textOf = (config: unknown): string =>
  typeof config === 'string'
    ? config
    : typeof config === 'object' && config !== null && 'text' in config
      ? String(config.text)
      : ''
