import pg from 'pg'

/**
 * A portal that is broken on purpose, for the test that the tests can fail: `node --import` this and the jobs of a
 * filing are added two seconds after its commit. A portal that is killed in between has told nobody of the complaint.
 */
const LATE_SECONDS = 2

const query = pg.Client.prototype.query as (...args: unknown[]) => unknown

const held = 'CREATE TEMP TABLE IF NOT EXISTS held (LIKE pgboss.job)'
const withhold = `WITH gone AS (DELETE FROM pgboss.job WHERE xmin::text = pg_current_xact_id()::text RETURNING *)
  INSERT INTO held SELECT * FROM gone`
const giveBack = 'WITH back AS (DELETE FROM held RETURNING *) INSERT INTO pgboss.job SELECT * FROM back'

pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  if (!textOf(args[0]).includes('INSERT INTO complaint (')) return query.apply(this, args)
  const ask = (statement: unknown) => Promise.resolve(query.call(this, statement))
  const late = (statement: string) => void ask(statement).catch(() => undefined)
  late('BEGIN')
  const written = ask(args[0])
  late(held)
  late(withhold)
  const committed = ask('COMMIT')
  // Both wait in the queue of this connection, as does whatever its next user asks.
  late(`SELECT pg_sleep(${LATE_SECONDS})`)
  late(giveBack)
  const answer = Promise.all([written, committed]).then(([result]) => result)
  const told = args.find((one) => typeof one === 'function')
  if (told === undefined) return answer
  answer.then((result) => told(null, result), told as (error: unknown) => void)
  return undefined
} as typeof pg.Client.prototype.query

const textOf = (config: unknown): string =>
  typeof config === 'string'
    ? config
    : typeof config === 'object' && config !== null && 'text' in config
      ? String(config.text)
      : ''
